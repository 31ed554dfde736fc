//! What follows for a seat when its payment moves: it is committed, charged, or the money goes back.
//!
//! **Invariants**: whoever is charged has a seat, and whoever has a seat has paid or set aside its ceiling. A payment
//! that comes through when its seat has ended gives the money back, and the seat says so (C2B-08).

use super::{facts, mail, seat_views, terms, views};
use crate::{
    buying::{
        facts as order_facts, seats as seat_orders,
        settle::{self, CAPTURE, REFUND, VOID},
    },
    ids::new_id,
    problem::{Answer, Refused},
    store::{
        WriteTx,
        group_buys::GroupRow,
        holds,
        orders::{self, OrderRow},
        payments::{self, PaymentRow},
        seats::{self, MoneyRow, SeatRow},
        words::read,
    },
};
use fivefold_api::{
    model::{Charging, MoneyStepKind, OrderStatus, PaymentStatus, SeatStatus},
    rules::{is_paid, seat_moves},
    vocabulary::Instant,
};

/// What a seat makes of its payment's new status.
pub(crate) async fn follow(
    tx: &mut WriteTx,
    now: Instant,
    order: &OrderRow,
    payment: &PaymentRow,
    status: PaymentStatus,
) -> Answer<()> {
    let seat = seats::of_order(tx, &order.id).await?;
    let seat = seat.ok_or_else(|| Refused::internal("an order of a group-buy has no seat"))?;
    let group = facts::again(tx, &seat.group_buy).await?;
    match status {
        PaymentStatus::Authorised => authorised(tx, now, &group, seat, order, payment).await?,
        PaymentStatus::Captured => captured(tx, now, &group, seat, order, payment).await?,
        PaymentStatus::Voided | PaymentStatus::Expired => released(tx, now, &group, seat, payment).await?,
        PaymentStatus::PartlyRefunded | PaymentStatus::Refunded => {
            refunded(tx, now, &group, seat, payment).await?;
        }
        _ => {}
    }
    let order = orders::touch(tx, &order.id, None).await?;
    order_facts::order(tx, &order).await
}

async fn authorised(
    tx: &mut WriteTx,
    now: Instant,
    group: &GroupRow,
    mut seat: SeatRow,
    order: &OrderRow,
    payment: &PaymentRow,
) -> Answer<()> {
    note(tx, now, &seat, payment, MoneyStepKind::Authorised, payment.amount, true).await?;
    if is_held(tx, &seat).await? {
        return commit(tx, now, group, seat, payment).await;
    }
    // One at a time: what comes while another one is being charged is let go.
    let is_charging = match &seat.payment {
        Some(charged) => payments::has_open_job(tx, charged, CAPTURE).await?,
        None => false,
    };
    if seat.status == SeatStatus::CaptureFailed && !is_charging {
        payments::queue_job(tx, &new_id("j"), &payment.id, CAPTURE, order.total).await?;
        pays_with(&mut seat, payment);
        seats::update(tx, &mut seat, None).await?;
        return facts::money(tx, group, &seat).await;
    }
    // A void that is already under way may be refused as one that came before the bank's yes; this one comes after.
    payments::queue_job(tx, &new_id("j"), &payment.id, VOID, 0).await?;
    note(tx, now, &seat, payment, MoneyStepKind::Released, payment.amount, false).await?;
    returning(tx, group, seat).await
}

async fn captured(
    tx: &mut WriteTx,
    now: Instant,
    group: &GroupRow,
    mut seat: SeatRow,
    order: &OrderRow,
    payment: &PaymentRow,
) -> Answer<()> {
    // A void that was under way came too late.
    seats::take_out_releases(tx, &seat.id, &payment.id).await?;
    note(tx, now, &seat, payment, MoneyStepKind::Captured, payment.captured, true).await?;
    if is_held(tx, &seat).await? && payment.captured >= order.total {
        return commit(tx, now, group, seat, payment).await;
    }
    let is_asked = match seat.status {
        SeatStatus::Locked => seat.payment.as_deref() == Some(payment.id.as_str()),
        SeatStatus::CaptureFailed => true,
        _ => false,
    };
    if is_asked && payment.captured >= order.total {
        let left = payment.amount - payment.captured;
        if left > 0 {
            note(tx, now, &seat, payment, MoneyStepKind::Released, left, true).await?;
        }
        pays_with(&mut seat, payment);
        seats::update(tx, &mut seat, Some(SeatStatus::Captured)).await?;
        seat_orders::set_status(tx, &order.id, OrderStatus::Paid).await?;
        return facts::seat(tx, group, &seat).await;
    }
    let left = payment.captured - payment.refunded - payments::refunds_on_their_way(tx, &payment.id).await?;
    if left > 0 {
        payments::queue_job(tx, &new_id("j"), &payment.id, REFUND, left).await?;
        note(tx, now, &seat, payment, MoneyStepKind::Refunded, left, false).await?;
    }
    returning(tx, group, seat).await
}

/// What was set aside is free again. Whoever has called it off counts no longer: nobody makes a group cheaper with
/// nothing behind it. Whose bank has let go by itself has a day to pay by other means, when it comes to that (C2B-13).
async fn released(
    tx: &mut WriteTx,
    now: Instant,
    group: &GroupRow,
    mut seat: SeatRow,
    payment: &PaymentRow,
) -> Answer<()> {
    let money = seats::money_of(tx, &seat.id).await?;
    let of_it = |kind| money.iter().filter(move |row| row.payment == payment.id && row.kind == kind);
    let mut told = false;
    for row in of_it(MoneyStepKind::Released) {
        told = true;
        seats::money_done(tx, &seat.id, row.seq).await?;
    }
    // The bank has let go by itself what it had set aside.
    if !told && of_it(MoneyStepKind::Authorised).next().is_some() {
        note(tx, now, &seat, payment, MoneyStepKind::Released, payment.amount, true).await?;
        told = true;
    }
    let is_called_off = read::<PaymentStatus>(&payment.status)? == PaymentStatus::Voided
        && seat.status == SeatStatus::Committed
        && seat.payment.as_deref() == Some(payment.id.as_str());
    if is_called_off {
        release(tx, now, group, &mut seat, SeatStatus::Withdrawn).await?;
        facts::counted(tx, group, None).await?;
        return Ok(());
    }
    if told { returned(tx, group, seat).await } else { Ok(()) }
}

/// Money was given back. What the seat did not ask for is noted as well.
async fn refunded(
    tx: &mut WriteTx,
    now: Instant,
    group: &GroupRow,
    seat: SeatRow,
    payment: &PaymentRow,
) -> Answer<()> {
    let money = seats::money_of(tx, &seat.id).await?;
    let gives_back = |row: &&MoneyRow| {
        row.payment == payment.id
            && matches!(row.kind, MoneyStepKind::Refunded | MoneyStepKind::DifferenceRefunded)
    };
    let (mut left, mut is_waiting) = (payment.refunded, false);
    for row in money.iter().filter(gives_back) {
        if row.amount > left {
            is_waiting = true;
            break;
        }
        left -= row.amount;
        seats::money_done(tx, &seat.id, row.seq).await?;
    }
    if left > 0 && !is_waiting {
        note(tx, now, &seat, payment, MoneyStepKind::Refunded, left, true).await?;
    }
    returned(tx, group, seat).await
}

/// The provider has refused to take what was set aside (C2B-13).
pub(crate) async fn capture_refused(tx: &mut WriteTx, now: Instant, payment: &str, site: &str) -> Answer<()> {
    let Some(payment) = payments::find(tx, payment).await? else { return Ok(()) };
    if payment.subject_kind != "order" || is_paid(read(&payment.status)?) {
        return Ok(());
    }
    let Some(seat) = seats::of_order(tx, &payment.subject_id).await? else { return Ok(()) };
    let is_asked = matches!(seat.status, SeatStatus::Locked | SeatStatus::CaptureFailed)
        && seat.payment.as_deref() == Some(payment.id.as_str());
    if !is_asked {
        return Ok(());
    }
    let group = facts::again(tx, &seat.group_buy).await?;
    charge_failed(tx, now, &group, seat, &payment, site).await
}

/// A seat cannot be charged: its owner has a day to pay by other means.
pub(super) async fn charge_failed(
    tx: &mut WriteTx,
    now: Instant,
    group: &GroupRow,
    mut seat: SeatRow,
    payment: &PaymentRow,
    site: &str,
) -> Answer<()> {
    let total = seat_views::cost(group, &seat, seat.price.unwrap_or(seat.ceiling))?.total.minor;
    note(tx, now, &seat, payment, MoneyStepKind::CaptureRefused, total, true).await?;
    if read::<PaymentStatus>(&payment.status)? == PaymentStatus::Authorised {
        settle::queue_void(tx, payment).await?;
        note(tx, now, &seat, payment, MoneyStepKind::Released, payment.amount, false).await?;
    }
    if seat.status == SeatStatus::CaptureFailed {
        seats::update(tx, &mut seat, None).await?;
        return facts::money(tx, group, &seat).await;
    }
    seat.pay_until = Some(now.plus(terms::CHARGE_GRACE));
    seats::update(tx, &mut seat, Some(SeatStatus::CaptureFailed)).await?;
    seat_orders::set_status(tx, &seat.order, OrderStatus::PendingPayment).await?;
    facts::seat(tx, group, &seat).await?;
    mail::send(tx, site, now, mail::Subject::ChargeFailed, group, &seat).await
}

/// Charges a seat of a group that is locked: takes the final price, or gives the difference back.
pub(super) async fn charge(
    tx: &mut WriteTx,
    now: Instant,
    group: &GroupRow,
    mut seat: SeatRow,
    site: &str,
) -> Answer<()> {
    let price = group.price.ok_or_else(|| Refused::internal("a settled group has no price"))?;
    seat.price = Some(price);
    seats::update(tx, &mut seat, Some(SeatStatus::Locked)).await?;
    let parts = seat_views::cost(group, &seat, price)?;
    let order = orders::find(tx, &seat.order).await?;
    let order = order.ok_or_else(|| Refused::internal("a seat has no order"))?;
    seat_orders::reprice(tx, &order, &seat_views::order_price(group, &seat, price)?).await?;
    let payment = match &seat.payment {
        Some(payment) => payments::find(tx, payment).await?,
        None => None,
    };
    let payment = payment.ok_or_else(|| Refused::internal("a committed seat has no payment"))?;
    match read::<PaymentStatus>(&payment.status)? {
        PaymentStatus::Authorised => {
            payments::queue_job(tx, &new_id("j"), &payment.id, CAPTURE, parts.total.minor).await?;
            let order = orders::touch(tx, &order.id, None).await?;
            order_facts::order(tx, &order).await?;
            facts::seat(tx, group, &seat).await
        }
        status if is_paid(status) => {
            let on_their_way = payments::refunds_on_their_way(tx, &payment.id).await?;
            let over = payment.captured - payment.refunded - on_their_way - parts.total.minor;
            if over > 0 {
                payments::queue_job(tx, &new_id("j"), &payment.id, REFUND, over).await?;
                note(tx, now, &seat, &payment, MoneyStepKind::DifferenceRefunded, over, false).await?;
            }
            seats::update(tx, &mut seat, Some(SeatStatus::Captured)).await?;
            seat_orders::set_status(tx, &order.id, OrderStatus::Paid).await?;
            facts::seat(tx, group, &seat).await
        }
        // The bank has let go what it had set aside.
        _ => charge_failed(tx, now, group, seat, &payment, site).await,
    }
}

/// Ends a seat that is not charged: the hold is released, and what was set aside or paid goes back.
pub(super) async fn release(
    tx: &mut WriteTx,
    now: Instant,
    group: &GroupRow,
    seat: &mut SeatRow,
    to: SeatStatus,
) -> Answer<()> {
    let order = orders::find(tx, &seat.order).await?;
    let order = order.ok_or_else(|| Refused::internal("a seat has no order"))?;
    for payment in payments::of_subject(tx, "order", &order.id).await? {
        match read::<PaymentStatus>(&payment.status)? {
            PaymentStatus::Authorised => {
                note(tx, now, seat, &payment, MoneyStepKind::Released, payment.amount, false).await?;
            }
            status if is_paid(status) => {
                let on_their_way = payments::refunds_on_their_way(tx, &payment.id).await?;
                let left = payment.captured - payment.refunded - on_their_way;
                if left > 0 {
                    note(tx, now, seat, &payment, MoneyStepKind::Refunded, left, false).await?;
                }
            }
            _ => {}
        }
    }
    let ends_as = match to {
        SeatStatus::HoldExpired | SeatStatus::Dropped => OrderStatus::Expired,
        _ => OrderStatus::Cancelled,
    };
    settle::call_off(tx, &order, ends_as).await?;
    seats::update(tx, seat, Some(to)).await?;
    facts::seat(tx, group, seat).await
}

/// The payment is there in time: the seat counts.
async fn commit(
    tx: &mut WriteTx,
    now: Instant,
    group: &GroupRow,
    mut seat: SeatRow,
    payment: &PaymentRow,
) -> Answer<()> {
    holds::end(tx, "order", &seat.order, "consumed").await?;
    pays_with(&mut seat, payment);
    seat.committed_at = Some(now);
    seats::update(tx, &mut seat, Some(SeatStatus::Committed)).await?;
    seat_orders::set_status(tx, &seat.order, OrderStatus::Committed).await?;
    let group = facts::counted(tx, group, views::member(&seat)).await?;
    facts::seat(tx, &group, &seat).await
}

/// Whether the seat is kept. Only the hold says so, never the clock.
async fn is_held(tx: &mut WriteTx, seat: &SeatRow) -> Answer<bool> {
    let holds = holds::of_subject(tx, "order", &seat.order).await?;
    Ok(seat.status == SeatStatus::Held && holds.iter().any(|hold| hold.state == "active"))
}

fn pays_with(seat: &mut SeatRow, payment: &PaymentRow) {
    seat.payment = Some(payment.id.clone());
    seat.method = Some(payment.method.clone());
    seat.pays_first = terms::charging(&payment.method) == Charging::PayFirst;
}

/// Money goes back that came too late. A seat that somebody else's or an earlier payment has made is left as it is.
async fn returning(tx: &mut WriteTx, group: &GroupRow, mut seat: SeatRow) -> Answer<()> {
    if seat_moves(seat.status, SeatStatus::Returning) {
        seats::update(tx, &mut seat, Some(SeatStatus::Returning)).await?;
        return facts::seat(tx, group, &seat).await;
    }
    facts::money(tx, group, &seat).await
}

/// The provider has done something about the money; a seat that waited for it has its end.
async fn returned(tx: &mut WriteTx, group: &GroupRow, mut seat: SeatRow) -> Answer<()> {
    let money = seats::money_of(tx, &seat.id).await?;
    if seat.status == SeatStatus::Returning && money.iter().all(|row| row.is_done) {
        seats::update(tx, &mut seat, Some(SeatStatus::Returned)).await?;
        return facts::seat(tx, group, &seat).await;
    }
    facts::money(tx, group, &seat).await
}

async fn note(
    tx: &mut WriteTx,
    now: Instant,
    seat: &SeatRow,
    payment: &PaymentRow,
    kind: MoneyStepKind,
    amount: i64,
    is_done: bool,
) -> Answer<()> {
    let comes_back =
        matches!(kind, MoneyStepKind::Released | MoneyStepKind::Refunded | MoneyStepKind::DifferenceRefunded);
    let row = MoneyRow {
        seq: 0,
        payment: payment.id.clone(),
        kind,
        amount,
        method: payment.method.clone(),
        at: now,
        is_done,
        expected_by: comes_back.then(|| terms::back_by(now, &payment.method)),
    };
    Ok(seats::add_money(tx, &seat.id, &row).await?)
}
