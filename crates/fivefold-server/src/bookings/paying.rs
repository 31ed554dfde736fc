//! Until when the order of a booking can be paid.

use super::{ending, money, moving, terms};
use crate::{
    problem::{Answer, Refused},
    store::{WriteTx, holds, orders::OrderRow},
};
use fivefold_api::{
    model::{BookingStatus, ProblemKind},
    vocabulary::Instant,
};

/// Until when an attempt may take: as long as the time is held, and the minute that confirming may take longer. Who pays
/// is there.
pub(crate) async fn payable_until(tx: &mut WriteTx, order: &OrderRow, now: Instant) -> Answer<Instant> {
    let not_payable = || Refused::new(ProblemKind::NotPayable);
    let mut row = money::of_order(tx, order).await?;
    if row.order.as_deref() != Some(order.id.as_str()) {
        return moving::payable_until(tx, &row, order, now).await;
    }
    if row.status != BookingStatus::Held {
        return Err(not_payable());
    }
    ending::is_back(tx, &mut row, now).await?;
    let held = holds::of_subject(tx, "order", &order.id).await?;
    let hold = held.iter().rfind(|hold| hold.state == "active").ok_or_else(not_payable)?;
    if hold.expires_at <= now {
        return Err(not_payable());
    }
    Ok(if row.in_grace { hold.expires_at } else { hold.expires_at.plus(terms::HOLD_GRACE) })
}
