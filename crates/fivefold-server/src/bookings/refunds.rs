//! Giving money of a booking back: from which of its payments, over which methods, and until when.

use super::terms;
use crate::{
    buying::settle::REFUND,
    ids::new_id,
    problem::Answer,
    store::{
        WriteTx,
        bookings::{self, BookingMoneyRow, BookingRow},
        orders,
        payments::{self, PaymentRow},
        words::read,
    },
};
use fivefold_api::{
    model::{MoneyStepKind, OrderStatus},
    vocabulary::Instant,
};
use sqlx::SqliteConnection;

/// What of a payment is given back.
pub(super) struct Part {
    pub(super) payment: PaymentRow,
    pub(super) amount: i64,
}

/// From which payments so much of a booking is given back: the newest first. Less comes out where less is left.
pub(super) async fn parts(
    connection: &mut SqliteConnection,
    booking: &BookingRow,
    amount: i64,
) -> Answer<Vec<Part>> {
    let mut wanted = amount;
    let mut parts = Vec::new();
    for payment in captured(connection, booking).await? {
        let amount = left_of(connection, &payment).await?.min(wanted);
        if amount > 0 {
            wanted -= amount;
            parts.push(Part { payment, amount });
        }
    }
    Ok(parts)
}

/// What of a booking's money is with the shop: paid, not given back, and not on its way.
pub(super) async fn left(connection: &mut SqliteConnection, booking: &BookingRow) -> Answer<i64> {
    let mut left = 0;
    for payment in captured(connection, booking).await? {
        left += left_of(connection, &payment).await?;
    }
    Ok(left)
}

/// The orders that have paid for a booking: its own, and those of moves to dearer times.
pub(super) async fn orders(connection: &mut SqliteConnection, booking: &BookingRow) -> Answer<Vec<String>> {
    let mut found = Vec::new();
    for payment in captured(connection, booking).await? {
        let Some(order) = orders::find(connection, &payment.subject_id).await? else { continue };
        if read::<OrderStatus>(&order.status)? == OrderStatus::Paid && !found.contains(&order.id) {
            found.push(order.id);
        }
    }
    Ok(found)
}

/// Asks the provider to give so much back, and notes it.
pub(super) async fn give_back(
    tx: &mut WriteTx,
    now: Instant,
    booking: &BookingRow,
    amount: i64,
    kind: MoneyStepKind,
) -> Answer<()> {
    for part in parts(tx, booking, amount).await? {
        give_back_part(tx, now, booking, &part, kind).await?;
    }
    Ok(())
}

/// Gives back all that is left of one payment.
pub(super) async fn give_back_payment(
    tx: &mut WriteTx,
    now: Instant,
    booking: &BookingRow,
    payment: &PaymentRow,
) -> Answer<()> {
    let amount = left_of(tx, payment).await?;
    if amount == 0 {
        return Ok(());
    }
    let part = Part { payment: payment.clone(), amount };
    give_back_part(tx, now, booking, &part, MoneyStepKind::Refunded).await
}

async fn give_back_part(
    tx: &mut WriteTx,
    now: Instant,
    booking: &BookingRow,
    part: &Part,
    kind: MoneyStepKind,
) -> Answer<()> {
    let payment = &part.payment;
    payments::queue_job(tx, &new_id("j"), &payment.id, REFUND, part.amount).await?;
    let row = BookingMoneyRow {
        seq: 0,
        payment: payment.id.clone(),
        kind,
        amount: part.amount,
        method: payment.method.clone(),
        at: now,
        is_done: false,
        expected_by: Some(terms::back_by(now, &payment.method)),
    };
    Ok(bookings::add_money(tx, &booking.id, &row).await?)
}

async fn left_of(connection: &mut SqliteConnection, payment: &PaymentRow) -> Answer<i64> {
    let on_their_way = payments::refunds_on_their_way(connection, &payment.id).await?;
    Ok((payment.captured - payment.refunded - on_their_way).max(0))
}

/// The payments that have paid for a booking, newest first: its own, and those of moves to dearer times.
async fn captured(connection: &mut SqliteConnection, booking: &BookingRow) -> Answer<Vec<PaymentRow>> {
    let mut found: Vec<PaymentRow> = Vec::new();
    let money = bookings::money_of(connection, &booking.id).await?;
    for step in money.iter().rev().filter(|step| step.kind == MoneyStepKind::Captured) {
        if found.iter().all(|payment| payment.id != step.payment) {
            found.extend(payments::find(connection, &step.payment).await?);
        }
    }
    Ok(found)
}
