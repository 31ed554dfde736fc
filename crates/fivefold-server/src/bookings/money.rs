//! What follows for a booking when its payment moves: it is confirmed, or the money goes back.
//!
//! **Invariants**: whoever is charged has a booking. A payment that comes through when its hold has ended confirms the
//! booking if its time is still free, and gives the money back otherwise; the booking says so (O2O-08).

use super::{
    availability::Timetable,
    booking_views, facts, mail, moving, refunds,
    taking::{self, Found},
    terms, times, vouchers,
};
use crate::{
    buying::{
        appointments, facts as order_facts,
        settle::{CAPTURE, VOID},
    },
    ids::new_id,
    problem::{Answer, Refused},
    store::{
        WriteTx,
        bookings::{self, BookingMoneyRow, BookingRow},
        holds,
        orders::{self, OrderRow},
        payments::{self, PaymentRow},
        services,
        words::word,
    },
};
use fivefold_api::{
    model::{BookingStatus, MoneyStepKind, OrderStatus, PaymentStatus},
    rules::booking_moves,
    vocabulary::Instant,
};

/// The booking that an order pays, or whose move it pays.
pub(super) async fn of_order(tx: &mut WriteTx, order: &OrderRow) -> Answer<BookingRow> {
    let row = bookings::find(tx, &appointments::booking_of(order)?).await?;
    row.ok_or_else(|| Refused::internal("an order of a booking has none"))
}

/// What a booking makes of its payment's new status. `site` is where the app is.
pub(crate) async fn follow(
    tx: &mut WriteTx,
    now: Instant,
    order: &OrderRow,
    payment: &PaymentRow,
    status: PaymentStatus,
    site: &str,
) -> Answer<()> {
    let row = of_order(tx, order).await?;
    let becomes = match status {
        PaymentStatus::Authorised => {
            // Whether there is a booking is decided when the money is there.
            let is_wanted = row.status == BookingStatus::Held || moving::is_asked(tx, &row, order).await?;
            let job = if is_wanted { (CAPTURE, payment.amount) } else { (VOID, 0) };
            payments::queue_job(tx, &new_id("j"), &payment.id, job.0, job.1).await?;
            None
        }
        PaymentStatus::Captured => captured(tx, now, row, order, payment, site).await?,
        PaymentStatus::PartlyRefunded | PaymentStatus::Refunded => {
            refunded(tx, now, row, payment).await?;
            None
        }
        _ => None,
    };
    let becomes = becomes.map(|status| word(&status)).transpose()?;
    let order = orders::touch(tx, &order.id, becomes.as_deref()).await?;
    order_facts::order(tx, &order).await
}

/// The money is there. Gives what the order becomes.
async fn captured(
    tx: &mut WriteTx,
    now: Instant,
    mut row: BookingRow,
    order: &OrderRow,
    payment: &PaymentRow,
    site: &str,
) -> Answer<Option<OrderStatus>> {
    note(tx, now, &row, payment, MoneyStepKind::Captured, payment.captured).await?;
    if row.order.as_deref() != Some(order.id.as_str()) {
        moving::paid(tx, site, now, &mut row, order, payment).await?;
        return Ok(None);
    }
    let is_kept = payment.captured >= order.total
        && (booking_views::held(tx, &row).await?.is_some() || take_again(tx, &row, now).await?);
    if is_kept {
        confirm(tx, now, row, order, payment, site).await?;
        return Ok(Some(OrderStatus::Paid));
    }
    refunds::give_back_payment(tx, now, &row, payment).await?;
    if booking_moves(row.status, BookingStatus::Returning) {
        bookings::update(tx, &mut row, Some(BookingStatus::Returning)).await?;
        facts::booking(tx, &row, now).await?;
        mail::send(tx, site, now, mail::Subject::Lost, &row).await?;
    } else {
        facts::money(tx, &row, now).await?;
    }
    Ok(None)
}

/// Takes the time of a booking whose hold has run out once more, if nobody else has it. Whoever has let it go, or has
/// gone on to another time of the service, does not want two.
async fn take_again(tx: &mut WriteTx, row: &BookingRow, now: Instant) -> Answer<bool> {
    if row.status != BookingStatus::HoldExpired
        || row.starts_at <= now
        || bookings::has_newer(tx, row).await?
    {
        return Ok(false);
    }
    let service = services::find(tx, &row.service).await?;
    let service = service.ok_or_else(|| Refused::internal("a booked service is gone"))?;
    let timetable = Timetable::read(tx, service, row.staff.as_deref(), now, &[]).await?;
    let resource = row.staff.as_deref().unwrap_or(&row.service);
    if !timetable.has_room(resource, row.starts_at, row.party) {
        return Ok(false);
    }
    let staff = match &row.staff {
        Some(staff) => services::staff(tx, staff).await?,
        None => None,
    };
    let found = Found {
        time: times::slot(&timetable.zone, row.starts_at, timetable.service.minutes),
        staff,
        price: row.terms.price,
    };
    taking::block(tx, &row.id, false, &timetable.service, &found, row.party).await?;
    Ok(true)
}

/// The booking is paid and its time is the person's.
async fn confirm(
    tx: &mut WriteTx,
    now: Instant,
    mut row: BookingRow,
    order: &OrderRow,
    payment: &PaymentRow,
    site: &str,
) -> Answer<()> {
    holds::end(tx, "order", &order.id, "consumed").await?;
    row.payment = Some(payment.id.clone());
    row.confirmed_at = Some(now);
    row.held_until = None;
    row.in_grace = false;
    row.ended_at = None;
    bookings::update(tx, &mut row, Some(BookingStatus::Confirmed)).await?;
    vouchers::issue(tx, now, &row).await?;
    facts::booking(tx, &row, now).await?;
    mail::send(tx, site, now, mail::Subject::Confirmed, &row).await
}

/// Money was given back. What the booking did not ask for is noted as well.
async fn refunded(tx: &mut WriteTx, now: Instant, mut row: BookingRow, payment: &PaymentRow) -> Answer<()> {
    let money = bookings::money_of(tx, &row.id).await?;
    let gives_back = |step: &&BookingMoneyRow| {
        step.payment == payment.id
            && matches!(step.kind, MoneyStepKind::Refunded | MoneyStepKind::DifferenceRefunded)
    };
    let (mut left, mut is_waiting) = (payment.refunded, false);
    for step in money.iter().filter(gives_back) {
        if step.amount > left {
            is_waiting = true;
            break;
        }
        left -= step.amount;
        bookings::money_done(tx, &row.id, step.seq).await?;
    }
    if left > 0 && !is_waiting {
        note(tx, now, &row, payment, MoneyStepKind::Refunded, left).await?;
    }
    let money = bookings::money_of(tx, &row.id).await?;
    if row.status == BookingStatus::Returning && money.iter().all(|step| step.is_done) {
        bookings::update(tx, &mut row, Some(BookingStatus::Returned)).await?;
        return facts::booking(tx, &row, now).await;
    }
    facts::money(tx, &row, now).await
}

/// Notes what the provider has done.
async fn note(
    tx: &mut WriteTx,
    now: Instant,
    row: &BookingRow,
    payment: &PaymentRow,
    kind: MoneyStepKind,
    amount: i64,
) -> Answer<()> {
    let step = BookingMoneyRow {
        seq: 0,
        payment: payment.id.clone(),
        kind,
        amount,
        method: payment.method.clone(),
        at: now,
        is_done: true,
        expected_by: (kind == MoneyStepKind::Refunded).then(|| terms::back_by(now, &payment.method)),
    };
    Ok(bookings::add_money(tx, &row.id, &step).await?)
}
