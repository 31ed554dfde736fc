//! The shop's terms for group-buys: how long things are kept, how methods charge, when money is back.

use fivefold_api::{
    model::{AfterLock, Charging, FailurePolicy, GroupTerms, SeatMethod},
    rules::outlasts,
    vocabulary::Instant,
};
use std::time::Duration;

/// How long a seat is held while it is being paid (C2B-06).
pub(crate) const HOLD: Duration = Duration::from_mins(5);
/// How much longer, once, when a payment is being confirmed as the hold runs out (C2B-06).
pub(crate) const HOLD_GRACE: Duration = Duration::from_mins(1);
/// How long a member may pay by other means after the charge has failed (C2B-13).
pub(super) const CHARGE_GRACE: Duration = Duration::from_hours(24);
/// How long the provider keeps money set aside, less a day for the lock and its retries.
const AUTHORISATION: Duration = Duration::from_hours(6 * 24);
/// No amount is higher, so that no sum overflows.
pub(super) const MOST: i64 = 1_000_000_000;

/// How the shop's methods charge for a seat.
const METHODS: [(&str, Charging); 2] = [("card", Charging::Authorise), ("wallet", Charging::PayFirst)];

/// What holds for everybody.
pub(super) fn terms(may_open_another: bool) -> GroupTerms {
    let seconds = |duration: Duration| u32::try_from(duration.as_secs()).unwrap_or(u32::MAX);
    GroupTerms {
        on_failure: FailurePolicy::MoneyBack,
        after_lock: AfterLock::SellerBears,
        hold_seconds: seconds(HOLD),
        hold_grace_seconds: seconds(HOLD_GRACE),
        charge_grace_hours: seconds(CHARGE_GRACE) / 3_600,
        may_open_another,
    }
}

/// The ways to pay for a seat of a group that is locked at `ends_at`.
pub(super) fn methods(now: Instant, ends_at: Instant) -> Vec<SeatMethod> {
    let needs = now.until(ends_at).as_secs();
    METHODS
        .into_iter()
        .filter(|(_, charging)| outlasts(*charging, needs, AUTHORISATION.as_secs()))
        .map(|(method, charging)| SeatMethod { method: method.into(), charging })
        .collect()
}

/// How a method charges.
pub(super) fn charging(method: &str) -> Charging {
    METHODS.into_iter().find(|(other, _)| *other == method).map_or(Charging::Authorise, |(_, how)| how)
}

/// When money that goes back is there at the latest, by method: cards take their banks' time.
pub(super) fn back_by(now: Instant, method: &str) -> Instant {
    let days = if method == "wallet" { 1 } else { 7 };
    now.plus(Duration::from_hours(days * 24))
}
