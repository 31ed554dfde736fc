//! The shop's terms for lots: increments, extension, premium, time to pay.

use fivefold_api::{
    model::{ExtensionRule, IncrementStep},
    vocabulary::{Currency, Money},
};
use std::time::Duration;

/// A bid in the last two minutes leaves two minutes.
pub(super) const EXTENSION: ExtensionRule = ExtensionRule { window: 120, extend_by: 120 };
/// No end moves further than this.
pub(super) const LONGEST_EXTENSION: Duration = Duration::from_mins(30);
/// What the buyer pays on top, in basis points.
pub(super) const PREMIUM: u32 = 1_000;
/// How long a winner has to pay.
pub(super) const PAYMENT_HOURS: u32 = 48;
/// How long before that the winner is reminded.
pub(super) const REMINDER: Duration = Duration::from_hours(12);
/// No amount is higher, so that no sum overflows.
pub(super) const MOST: i64 = 1_000_000_000_000;

/// Prices and increments in euro cents; other currencies have about as much of their own.
const STEPS: [(i64, i64); 6] =
    [(0, 50), (1_000, 100), (5_000, 500), (20_000, 1_000), (100_000, 5_000), (500_000, 10_000)];

/// How many minor units are about as much as one euro cent.
const fn scale(code: &[u8]) -> i64 {
    match code {
        b"JPY" => 2,
        b"TWD" => 40,
        b"CNY" => 8,
        b"KWD" => 4,
        _ => 1,
    }
}

/// By how much bids have to be higher in a currency.
pub(super) fn increments(currency: Currency) -> Vec<IncrementStep> {
    let scale = scale(currency.code().as_bytes());
    let money = |minor: i64| Money::new(minor * scale, currency);
    STEPS.iter().map(|(from, step)| IncrementStep { from: money(*from), step: money(*step) }).collect()
}

/// From which bid on the buyer is asked to confirm.
pub(super) fn confirm_from(currency: Currency) -> Money {
    Money::new(100_000 * scale(currency.code().as_bytes()), currency)
}
