//! How group-buys begin and end: locked at the deadline, settled or failed; and how holds run out.

use super::{facts, mail, money, views};
use crate::{
    buying::settle,
    problem::{Answer, Refused},
    store::{
        WriteTx,
        group_buys::{self, GroupRow},
        holds,
        orders::OrderRow,
        payments,
        seats::{self, SeatRow},
        words::read,
    },
};
use fivefold_api::{
    model::{PaymentStatus, SeatStatus},
    rules::{GroupOutcome, lock_group},
    vocabulary::{Instant, Money},
};

/// Lets joining begin.
pub(super) async fn begin(tx: &mut WriteTx, group: &GroupRow) -> Answer<()> {
    group_buys::set_status(tx, &group.id, "open", None).await?;
    facts::phase(tx, &group.id).await?;
    Ok(())
}

/// The deadline has passed: nobody can join or withdraw any more, payments that were begun are finished.
pub(super) async fn close(tx: &mut WriteTx, group: &GroupRow) -> Answer<()> {
    group_buys::set_status(tx, &group.id, "locking", None).await?;
    facts::phase(tx, &group.id).await?;
    Ok(())
}

/// Decides a group that nobody is still paying for: fixes the price and charges all, or lets all go (C2B-04,
/// C2B-11). `site` is where the app is.
pub(super) async fn lock(tx: &mut WriteTx, group: &GroupRow, now: Instant, site: &str) -> Answer<()> {
    let currency = views::currency(group)?;
    let promised = group.promised.map(|minor| Money::new(minor, currency));
    let outcome = lock_group(
        &views::tiers(group)?,
        views::count(group.minimum),
        views::count(group.committed),
        promised,
    );
    let members = seats::open_of_group(tx, &group.id).await?;
    match outcome {
        GroupOutcome::Settled(price) => {
            group_buys::set_status(tx, &group.id, "settled", Some(price.minor)).await?;
            let group = facts::phase(tx, &group.id).await?;
            for seat in members {
                mail::send(tx, site, now, mail::Subject::Settled, &group, &with_price(&seat, price)).await?;
                money::charge(tx, now, &group, seat, site).await?;
            }
        }
        GroupOutcome::Failed => {
            group_buys::set_status(tx, &group.id, "failed", None).await?;
            let group = facts::phase(tx, &group.id).await?;
            let_go(tx, &group, members, now, site, mail::Subject::Failed).await?;
        }
    }
    Ok(())
}

/// Ends all seats of a group that comes to nothing, and tells their owners once.
pub(super) async fn let_go(
    tx: &mut WriteTx,
    group: &GroupRow,
    members: Vec<SeatRow>,
    now: Instant,
    site: &str,
    subject: mail::Subject,
) -> Answer<()> {
    for mut seat in members {
        money::release(tx, now, group, &mut seat, SeatStatus::Released).await?;
        mail::send(tx, site, now, subject, group, &seat).await?;
    }
    Ok(())
}

/// The hold of a seat has run out. If its payment is being confirmed there is a little more time, once (C2B-06);
/// otherwise the seat is free again, and nothing is charged.
pub(crate) async fn hold_due(
    tx: &mut WriteTx,
    now: Instant,
    order: &OrderRow,
    ended_at: Instant,
) -> Answer<()> {
    let seat = seats::of_order(tx, &order.id).await?;
    let mut seat = seat.ok_or_else(|| Refused::internal("an order of a group-buy has no seat"))?;
    if seat.status != SeatStatus::Held {
        return Ok(());
    }
    let group = facts::again(tx, &seat.group_buy).await?;
    let attempts = payments::of_subject(tx, "order", &order.id).await?;
    let more = ended_at.plus(super::terms::HOLD_GRACE);
    let mut being_paid = false;
    for attempt in &attempts {
        let status: PaymentStatus = read(&attempt.status)?;
        being_paid |= matches!(status, PaymentStatus::ActionRequired | PaymentStatus::Processing);
    }
    if being_paid && !seat.in_grace && now < more {
        holds::extend(tx, "order", &order.id, more).await?;
        seat.in_grace = true;
        seats::update(tx, &mut seat, None).await?;
        return facts::seat(tx, &group, &seat).await;
    }
    for attempt in attempts {
        settle::expire_payment(tx, attempt).await?;
    }
    money::release(tx, now, &group, &mut seat, SeatStatus::HoldExpired).await?;
    facts::counted(tx, &group, None).await?;
    Ok(())
}

fn with_price(seat: &SeatRow, price: Money) -> SeatRow {
    SeatRow { price: Some(price.minor), ..seat.clone() }
}
