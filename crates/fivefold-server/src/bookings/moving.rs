//! What becomes of another time that is held for a booking: the booking is moved to it, at once or when its difference
//! is paid, or it is given up.
//!
//! **Invariant**: a booking is moved in one transaction, or not at all. A difference that is paid when the other time is
//! lost goes back, and the booking stays.

use super::{change, facts, mail, refunds, taking, terms, times, vouchers};
use crate::{
    buying::{
        appointments::{self, Appointment},
        seats::set_status,
        settle,
    },
    problem::{Answer, Refused},
    store::{
        WriteTx,
        bookings::{self, BookingRow},
        holds,
        orders::{self, OrderRow},
        payments::{self, PaymentRow},
        services,
        words::read,
    },
};
use fivefold_api::{
    model::{BookingCharge, BookingTerms, MoneyStepKind, OrderStatus, PaymentStatus, ProblemKind},
    rules::is_open,
    vocabulary::{Instant, Money},
};
use std::time::Duration;

/// Makes the order of a difference that is paid before a booking is moved.
pub(super) async fn ask_for(
    tx: &mut WriteTx,
    booking: &mut BookingRow,
    difference: Money,
    now: Instant,
) -> Answer<()> {
    let gone = || Refused::internal("what was booked is gone");
    let service = services::find(tx, &booking.service).await?.ok_or_else(gone)?;
    let venue = services::venue(tx, &booking.venue).await?.ok_or_else(gone)?;
    let hold = change::held(tx, booking).await?.ok_or_else(gone)?;
    let (Some(start), Some(contact)) = (booking.change_start, &booking.contact) else { return Err(gone()) };
    let appointment = Appointment {
        booking: &booking.id,
        session: &booking.session,
        locale: &booking.locale,
        name: booking.name.as_deref().unwrap_or_default(),
        contact,
        venue: &venue,
        day: times::date_of(&times::zone(&venue.zone)?, start),
        due: difference,
        tax: service.tax,
        now,
        until: hold.expires_at,
    };
    booking.change_order = Some(appointments::place(tx, &appointment).await?);
    bookings::update(tx, booking, None).await?;
    facts::change(tx, booking, now).await
}

/// Moves a booking to the time that is held for it. Its terms stay but for what it costs.
pub(super) async fn move_now(
    tx: &mut WriteTx,
    site: &str,
    booking: &mut BookingRow,
    now: Instant,
) -> Answer<()> {
    let service = services::find(tx, &booking.service).await?;
    let service = service.ok_or_else(|| Refused::internal("what was booked is gone"))?;
    let (Some(start), Some(price)) = (booking.change_start.take(), booking.change_price.take()) else {
        return Err(Refused::internal("a booking is moved to no time"));
    };
    let minutes = u64::try_from(service.minutes).unwrap_or_default();
    let due_now = match booking.terms.charge {
        BookingCharge::Deposit => booking.due_now.min(price),
        _ => price,
    };
    let over = booking.due_now - due_now;

    taking::free(tx, &booking.id, false).await?;
    bookings::settle_time(tx, &booking.id).await?;
    holds::end(tx, change::SUBJECT, &booking.id, "consumed").await?;
    let money = |minor| Money::new(minor, booking.terms.price.currency);
    booking.terms = BookingTerms {
        price: money(price),
        due_now: money(due_now),
        due_at_venue: money(price - due_now),
        no_show_fee: money(booking.terms.no_show_fee.minor.min(price)),
        ..booking.terms.clone()
    };
    booking.starts_at = start;
    booking.ends_at = start.plus(Duration::from_secs(minutes * 60));
    booking.staff = booking.change_staff.take();
    booking.price = price;
    booking.due_now = due_now;
    booking.change_order = None;
    if over > 0 {
        refunds::give_back(tx, now, booking, over, MoneyStepKind::DifferenceRefunded).await?;
    }
    bookings::update(tx, booking, None).await?;
    vouchers::issue(tx, now, booking).await?;
    facts::booking(tx, booking, now).await?;
    mail::send(tx, site, now, mail::Subject::Moved, booking).await
}

/// Until when the order of a difference can be paid: as long as the other time is held, and the time that confirming
/// may take longer.
pub(super) async fn payable_until(
    tx: &mut WriteTx,
    booking: &BookingRow,
    order: &OrderRow,
    now: Instant,
) -> Answer<Instant> {
    let not_payable = || Refused::new(ProblemKind::NotPayable);
    let hold = change::held(tx, booking).await?.ok_or_else(not_payable)?;
    if hold.expires_at <= now || booking.change_order.as_deref() != Some(order.id.as_str()) {
        return Err(not_payable());
    }
    Ok(if booking.in_grace { hold.expires_at } else { hold.expires_at.plus(terms::HOLD_GRACE) })
}

/// Whether an order pays the difference of the other time that is held for a booking.
pub(super) async fn is_asked(tx: &mut WriteTx, booking: &BookingRow, order: &OrderRow) -> Answer<bool> {
    let is_its = booking.change_order.as_deref() == Some(order.id.as_str());
    Ok(is_its && change::held(tx, booking).await?.is_some())
}

/// The difference of a move is paid: the booking is moved, if the other time is still held for it by this order.
pub(super) async fn paid(
    tx: &mut WriteTx,
    site: &str,
    now: Instant,
    booking: &mut BookingRow,
    order: &OrderRow,
    payment: &PaymentRow,
) -> Answer<()> {
    if payment.captured >= order.total && is_asked(tx, booking, order).await? {
        set_status(tx, &order.id, OrderStatus::Paid).await?;
        return move_now(tx, site, booking, now).await;
    }
    refunds::give_back_payment(tx, now, booking, payment).await?;
    facts::money(tx, booking, now).await
}

/// The hold of another time has run out. A payment that is being confirmed gets a little longer, once; otherwise the
/// time is given up, and the booking stays.
pub(super) async fn hold_due(tx: &mut WriteTx, now: Instant, id: &str) -> Answer<()> {
    let Some(mut booking) = bookings::find(tx, id).await? else { return Ok(()) };
    let Some(hold) = change::held(tx, &booking).await? else {
        holds::end(tx, change::SUBJECT, id, "expired").await?;
        return Ok(());
    };
    if hold.expires_at > now {
        return Ok(());
    }
    let attempts = match &booking.change_order {
        Some(order) => payments::of_subject(tx, "order", order).await?,
        None => Vec::new(),
    };
    let mut is_being_paid = false;
    for attempt in &attempts {
        is_being_paid |= is_open(read::<PaymentStatus>(&attempt.status)?);
    }
    if is_being_paid && !booking.in_grace {
        let until = hold.expires_at.plus(terms::HOLD_GRACE);
        if until > now {
            holds::extend(tx, change::SUBJECT, id, until).await?;
            booking.in_grace = true;
            bookings::update(tx, &mut booking, None).await?;
            return facts::change(tx, &booking, now).await;
        }
    }
    for attempt in attempts {
        settle::expire_payment(tx, attempt).await?;
    }
    drop_other_time(tx, &mut booking, "expired").await?;
    bookings::update(tx, &mut booking, None).await?;
    facts::change(tx, &booking, now).await
}

/// Gives the other time of a booking up, and the order that would have paid its difference. Whoever calls this writes
/// the booking.
pub(super) async fn drop_other_time(
    tx: &mut WriteTx,
    booking: &mut BookingRow,
    hold_ends_as: &str,
) -> Answer<()> {
    if booking.change_start.take().is_none() {
        return Ok(());
    }
    booking.change_staff = None;
    booking.change_price = None;
    holds::end(tx, change::SUBJECT, &booking.id, hold_ends_as).await?;
    taking::free(tx, &booking.id, true).await?;
    if let Some(order) = booking.change_order.take() {
        let order = orders::find(tx, &order).await?;
        let order = order.ok_or_else(|| Refused::internal("a booking's order is gone"))?;
        let ends_as = if hold_ends_as == "expired" { OrderStatus::Expired } else { OrderStatus::Cancelled };
        settle::call_off(tx, &order, ends_as).await?;
    }
    Ok(())
}
