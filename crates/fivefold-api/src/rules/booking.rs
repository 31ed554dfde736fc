//! Bookings: their lifecycle, who may do what, what cancelling costs at an instant, and codes of vouchers.

use crate::model::{BookingAction, BookingPolicy, BookingStatus, FeeAt, RedemptionResult};
use crate::vocabulary::{Instant, Money};
use std::time::Duration;

/// Whether a booking may move from one status to the other.
#[must_use]
pub const fn booking_moves(from: BookingStatus, to: BookingStatus) -> bool {
    use BookingStatus as S;
    match from {
        S::Held => matches!(to, S::Confirmed | S::HoldExpired | S::LetGo),
        S::Confirmed => matches!(to, S::Cancelled | S::CancelledByVenue | S::Fulfilled | S::NoShow),
        // A payment comes through after the hold has ended: the time is still free, or the money goes back.
        S::HoldExpired | S::LetGo => matches!(to, S::Confirmed | S::Returning),
        S::Returning => matches!(to, S::Returned),
        // And another one.
        S::Returned => matches!(to, S::Returning),
        S::Cancelled | S::CancelledByVenue | S::Fulfilled | S::NoShow | S::Unknown => false,
    }
}

/// Whether the booking keeps its time from others.
#[must_use]
pub const fn booking_blocks(status: BookingStatus) -> bool {
    matches!(status, BookingStatus::Held | BookingStatus::Confirmed | BookingStatus::Fulfilled)
}

/// What somebody may do with their booking at an instant. `ends_at` is when cancelling ends: the beginning, as it was
/// first agreed. `begins` is the beginning as it stands.
#[must_use]
pub fn booking_actions(
    status: BookingStatus,
    begins: Instant,
    ends_at: Instant,
    now: Instant,
) -> Vec<BookingAction> {
    use BookingAction as A;
    let is_ahead = now < begins;
    match status {
        BookingStatus::Held => vec![A::Pay, A::LetGo],
        BookingStatus::Confirmed => {
            let mut actions = vec![A::Show];
            if is_ahead && now < ends_at {
                actions.push(A::Change);
            }
            if is_ahead {
                actions.push(A::Cancel);
            }
            actions
        }
        BookingStatus::Unknown => Vec::new(),
        _ => vec![A::BookAgain],
    }
}

/// A share of an amount, rounded half away from zero (X-MONEY). `None` when it does not fit.
#[must_use]
pub fn share_of(amount: Money, share: u32) -> Option<Money> {
    let exact = i128::from(amount.minor) * i128::from(share);
    let half = if exact < 0 { -5_000 } else { 5_000 };
    i64::try_from((exact + half) / 10_000).ok().map(|minor| Money::new(minor, amount.currency))
}

/// What cancelling costs a booking that was agreed for `start` at `price`, by the moment it is done: nothing until the
/// first of these, each from its moment on. `None` when an amount does not fit.
#[must_use]
pub fn fee_steps(policy: &BookingPolicy, start: Instant, price: Money) -> Option<Vec<FeeAt>> {
    let before = |minutes: u32| start.before(Duration::from_secs(u64::from(minutes) * 60));
    policy
        .steps
        .iter()
        .map(|step| Some(FeeAt { after: before(step.minutes_before), fee: share_of(price, step.share)? }))
        .collect()
}

/// What cancelling means at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancellation {
    /// What is kept: never more than was paid.
    pub fee: Money,
    /// What is given back.
    pub refund: Money,
    /// The last moment at which it is so much; `None` when it stays so until the beginning.
    pub until: Option<Instant>,
}

/// What cancelling means at an instant (O2O-14): the fee of the last step that has begun, at most what was paid. The
/// moment of a step itself still belongs to what was before it. `None` when currencies differ or a sum does not fit.
#[must_use]
pub fn cancellation(steps: &[FeeAt], paid: Money, now: Instant) -> Option<Cancellation> {
    let begun = steps.iter().filter(|step| step.after < now).max_by_key(|step| step.after);
    let until = steps.iter().map(|step| step.after).filter(|after| *after >= now).min();
    let fee = begun.map_or(0, |step| step.fee.minor.clamp(0, paid.minor.max(0)));
    if begun.is_some_and(|step| step.fee.currency != paid.currency) {
        return None;
    }
    let refund = paid.minor.checked_sub(fee)?;
    let money = |minor| Money::new(minor, paid.currency);
    Some(Cancellation { fee: money(fee), refund: money(refund), until })
}

/// What is known of a voucher when it is shown at a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownVoucher {
    /// Where its booking stands.
    pub status: BookingStatus,
    /// Whether it is for this venue.
    pub is_here: bool,
    /// Whether what had to be paid first is paid.
    pub is_paid: bool,
    /// Whether the code is still the booking's.
    pub is_current: bool,
    /// From when on it is taken.
    pub valid_from: Instant,
    /// Until when it is taken.
    pub valid_until: Instant,
}

/// What redeeming a voucher comes to, the first reason that holds (O2O-17). At another venue nothing more is told.
#[must_use]
pub fn redemption(voucher: Option<&ShownVoucher>, now: Instant) -> RedemptionResult {
    use BookingStatus as S;
    use RedemptionResult as R;
    let Some(voucher) = voucher else { return R::Unknown };
    match voucher.status {
        _ if !voucher.is_here => R::WrongBranch,
        S::Fulfilled => R::AlreadyRedeemed,
        S::Cancelled | S::CancelledByVenue => R::Cancelled,
        S::NoShow => R::Expired,
        _ if !voucher.is_current => R::Cancelled,
        S::Confirmed if !voucher.is_paid => R::Unpaid,
        S::Confirmed if now < voucher.valid_from => R::TooEarly,
        S::Confirmed if now > voucher.valid_until => R::Expired,
        S::Confirmed => R::Ok,
        S::Held | S::HoldExpired | S::LetGo | S::Returning | S::Returned => R::Unpaid,
        S::Unknown => R::Unknown,
    }
}

/// The letters of a voucher's code: none that look alike (0 O, 1 I L, 2 Z, 5 S, 8 B, U V) or that are a vowel, so
/// that no words come about.
pub const CODE_LETTERS: &[u8; 20] = b"34679CDFGHJKMNPQRTWX";
/// How many letters a code has before its check digit.
pub const CODE_LENGTH: usize = 11;

/// The check digit of a code's letters: the Luhn mod N algorithm (ISO/IEC 7812-1 for other alphabets), which finds
/// each wrong letter and nearly all swaps of neighbours.
fn check_digit(values: &[usize]) -> usize {
    let base = CODE_LETTERS.len();
    let sum: usize = values
        .iter()
        .rev()
        .enumerate()
        .map(|(at, value)| {
            let weighted = if at % 2 == 0 { value * 2 } else { *value };
            weighted / base + weighted % base
        })
        .sum();
    (base - sum % base) % base
}

/// The code of letters by their numbers, each below the number of letters, with its check digit, as people read it:
/// in groups of four.
#[must_use]
pub fn write_code(values: &[usize; CODE_LENGTH]) -> String {
    let letter = |value: usize| char::from(CODE_LETTERS[value % CODE_LETTERS.len()]);
    let numbers = values.iter().map(|value| value % CODE_LETTERS.len());
    let check = check_digit(&numbers.collect::<Vec<_>>());
    let mut code = String::with_capacity(CODE_LENGTH + 3);
    for (at, value) in values.iter().copied().chain([check]).enumerate() {
        if at > 0 && at % 4 == 0 {
            code.push('-');
        }
        code.push(letter(value));
    }
    code
}

/// A code as it is stored, from what somebody has typed or said: case, spaces and dashes do not matter. `None` when it
/// cannot be one: a wrong length, a letter that is none, a check digit that does not fit.
#[must_use]
pub fn read_code(typed: &str) -> Option<String> {
    let values: Option<Vec<usize>> = typed
        .bytes()
        .filter(|byte| !matches!(byte, b' ' | b'-' | b'\t' | b'\n' | b'\r'))
        .map(|byte| CODE_LETTERS.iter().position(|letter| *letter == byte.to_ascii_uppercase()))
        .collect();
    let values = values?;
    let (check, letters) = values.split_last()?;
    let letters: [usize; CODE_LENGTH] = letters.try_into().ok()?;
    (check_digit(&letters) == *check).then(|| write_code(&letters))
}

#[cfg(test)]
#[path = "booking_tests.rs"]
mod tests;
