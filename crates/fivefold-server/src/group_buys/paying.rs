//! Whether and until when the order of a seat can be paid, and how its method charges.

use super::{seat_views, terms};
use crate::{
    problem::{Answer, Refused},
    store::{WriteTx, group_buys, holds, orders::OrderRow, seats},
};
use fivefold_api::{
    model::{Charging, FieldProblemCode, ProblemKind, SeatStatus},
    vocabulary::Instant,
};

/// Until when an attempt with a method may take. A held seat has its hold and the time that confirming may take
/// longer; one that could not be charged has its day.
pub(crate) async fn payable_until(
    tx: &mut WriteTx,
    order: &OrderRow,
    method: &str,
    now: Instant,
) -> Answer<Instant> {
    let not_payable = || Refused::new(ProblemKind::NotPayable);
    let seat = seats::of_order(tx, &order.id).await?.ok_or_else(not_payable)?;
    match seat.status {
        SeatStatus::Held => {
            let group = group_buys::find(tx, &seat.group_buy).await?.ok_or_else(not_payable)?;
            if !seat_views::can_pay_with(&group, method, now) {
                return Err(Refused::field("method", FieldProblemCode::NotAllowed)
                    .detail("the group outlasts an authorisation with this method"));
            }
            let holds = holds::of_subject(tx, "order", &order.id).await?;
            let hold = holds.iter().find(|hold| hold.state == "active").ok_or_else(not_payable)?;
            if hold.expires_at <= now {
                return Err(not_payable());
            }
            Ok(if seat.in_grace { hold.expires_at } else { hold.expires_at.plus(terms::HOLD_GRACE) })
        }
        SeatStatus::CaptureFailed => seat.pay_until.ok_or_else(not_payable),
        _ => Err(not_payable()),
    }
}

/// Whether a method takes the money of a seat at once.
pub(crate) fn takes_at_once(method: &str) -> bool {
    terms::charging(method) == Charging::PayFirst
}
