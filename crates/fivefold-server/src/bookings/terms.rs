//! What a time costs, and on what terms it is booked (O2O-09).

use super::times;
use crate::{
    problem::{Answer, Refused},
    store::services::ServiceRow,
};
use fivefold_api::{
    model::{BookingCharge, BookingTerms, PriceBasis},
    rules::{fee_steps, share_of},
    vocabulary::{Currency, Instant, Money},
};
use jiff::tz::TimeZone;
use std::time::Duration;

/// How much longer, once, a time is held when a payment is being confirmed as its hold runs out.
pub(super) const HOLD_GRACE: Duration = Duration::from_mins(1);
/// How long a time is held whose page was left (O2O-06).
pub(super) const LEFT: Duration = Duration::from_mins(1);
/// No amount is higher, so that no sum overflows.
pub(super) const MOST: i64 = 1_000_000_000;

/// The currency of a service.
pub(super) fn currency(service: &ServiceRow) -> Answer<Currency> {
    Currency::iso(&service.currency).map_err(Refused::internal)
}

/// What a time costs, for one booking or person as the service's basis says.
pub(super) fn unit_price(service: &ServiceRow, zone: &TimeZone, start: Instant) -> i64 {
    let (weekday, wall) = (times::date_of(zone, start).weekday(), times::wall_minutes(zone, start));
    let is_then =
        |(day, from, before, _): &&(u32, i32, i32, i64)| *day == weekday && (*from..*before).contains(&wall);
    service.peaks.iter().find(is_then).map_or(service.price, |(.., price)| *price)
}

/// What a time costs for all who come.
pub(super) fn price(service: &ServiceRow, zone: &TimeZone, start: Instant, party: u32) -> Answer<Money> {
    for_all(service, unit_price(service, zone, start), party)
}

/// On what terms a time is booked that costs so much for all who come.
pub(super) fn terms(
    service: &ServiceRow,
    price: Money,
    party: u32,
    start: Instant,
    now: Instant,
) -> Answer<BookingTerms> {
    let does_not_fit = || Refused::internal("what a booking costs does not fit");
    let policy = &service.policy;
    let due_now = match (service.charge, service.deposit) {
        (BookingCharge::Deposit, Some(deposit)) => {
            let deposit = for_all(service, deposit, party)?;
            Money::new(deposit.minor.min(price.minor), price.currency)
        }
        _ => price,
    };
    let free_until = start.before(Duration::from_secs(u64::from(policy.free_minutes) * 60));
    Ok(BookingTerms {
        version: policy.version.clone(),
        price,
        basis: service.basis,
        charge: service.charge,
        due_now,
        due_at_venue: Money::new(price.minor - due_now.minor, price.currency),
        free_until: (free_until > now).then_some(free_until),
        steps: fee_steps(policy, start, price).ok_or_else(does_not_fit)?,
        ends_at: start,
        late_minutes: policy.late_minutes,
        no_show_fee: share_of(price, policy.no_show_share).ok_or_else(does_not_fit)?,
        accepted_at: None,
    })
}

/// When money that goes back is there at the latest, by method: cards take their banks' time.
pub(super) fn back_by(now: Instant, method: &str) -> Instant {
    let days = if method == "wallet" { 1 } else { 7 };
    now.plus(Duration::from_hours(days * 24))
}

fn for_all(service: &ServiceRow, amount: i64, party: u32) -> Answer<Money> {
    let times = if service.basis == PriceBasis::Person { i64::from(party) } else { 1 };
    let all = amount.checked_mul(times).filter(|all| *all <= MOST);
    let all = all.ok_or_else(|| Refused::internal("what a booking costs does not fit"))?;
    Ok(Money::new(all, currency(service)?))
}
