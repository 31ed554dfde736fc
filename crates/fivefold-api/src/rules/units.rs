//! How much of something can be bought at once, with the precision of its unit. One rule for lists, product pages,
//! quick orders, requests and carts (B2B-04).

use crate::model::UnitRule;
use crate::vocabulary::Quantity;

/// The most of anything at once, in digits of its rule: sums of many such quantities fit.
pub const QUANTITY_MAX: i64 = 1_000_000_000_000;

/// Why a quantity is not allowed, with what would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuantityFault {
    /// It is of another unit.
    WrongUnit,
    /// It has more decimals than the unit.
    TooPrecise {
        /// The next that is allowed.
        nearest: Option<Quantity>,
    },
    /// It is too little, or nothing.
    BelowMinimum {
        /// The least.
        minimum: Quantity,
    },
    /// It is too much.
    AboveMaximum {
        /// The most that is allowed; absent where the rule allows nothing.
        maximum: Option<Quantity>,
    },
    /// It lies between two steps.
    NotMultiple {
        /// The step below.
        lower: Quantity,
        /// The step above; absent where that would be too much.
        upper: Option<Quantity>,
    },
}

impl QuantityFault {
    /// What to take instead: the next step up, so that nobody gets less than they need, as long as there is one.
    #[must_use]
    pub fn fix(&self) -> Option<Quantity> {
        match self {
            Self::WrongUnit => None,
            Self::TooPrecise { nearest } => nearest.clone(),
            Self::BelowMinimum { minimum } => Some(minimum.clone()),
            Self::AboveMaximum { maximum } => maximum.clone(),
            Self::NotMultiple { lower, upper } => Some(upper.as_ref().unwrap_or(lower).clone()),
        }
    }
}

/// A quantity in the digits of its rule. Steps count from the minimum, as a box of six from six. More than
/// [`QUANTITY_MAX`] is too much under every rule.
///
/// # Errors
/// When the rule does not allow it.
pub fn check_quantity(rule: &UnitRule, quantity: &Quantity) -> Result<i64, QuantityFault> {
    if quantity.unit != rule.unit {
        return Err(QuantityFault::WrongUnit);
    }
    let (min, step) = (rule.min.max(1), rule.increment.max(1));
    let digits = match quantity.at_scale(rule.scale) {
        Some(digits) => digits,
        None if quantity.scale > rule.scale => {
            return Err(QuantityFault::TooPrecise { nearest: next_up(rule, quantity) });
        }
        // It has no room in the rule's digits.
        None if quantity.amount > 0 => {
            return Err(QuantityFault::AboveMaximum {
                maximum: largest(rule).map(|most| rule.quantity(most)),
            });
        }
        None => 0,
    };
    if digits < min {
        return Err(QuantityFault::BelowMinimum { minimum: rule.quantity(min) });
    }
    let max = maximum(rule);
    if digits > max {
        return Err(QuantityFault::AboveMaximum { maximum: largest(rule).map(|most| rule.quantity(most)) });
    }
    let over = (digits - min) % step;
    if over == 0 {
        return Ok(digits);
    }
    let lower = digits - over;
    let upper = lower.checked_add(step).filter(|upper| *upper <= max);
    Err(QuantityFault::NotMultiple {
        lower: rule.quantity(lower),
        upper: upper.map(|upper| rule.quantity(upper)),
    })
}

fn maximum(rule: &UnitRule) -> i64 {
    rule.max.map_or(QUANTITY_MAX, |max| max.min(QUANTITY_MAX))
}

/// The largest allowed quantity, in digits; `None` where the rule allows nothing.
fn largest(rule: &UnitRule) -> Option<i64> {
    let (min, step, max) = (rule.min.max(1), rule.increment.max(1), maximum(rule));
    (max >= min).then(|| max - (max - min) % step)
}

/// The next allowed quantity above one that has too many decimals, or the largest.
fn next_up(rule: &UnitRule, quantity: &Quantity) -> Option<Quantity> {
    let drop = u32::from(quantity.scale.saturating_sub(rule.scale));
    // Such a small number is below every minimum.
    let whole = 10_i64.checked_pow(drop).map_or(0, |by| quantity.amount.div_euclid(by));
    let rounded = rule.quantity(whole.checked_add(1)?);
    match check_quantity(rule, &rounded) {
        Ok(_) => Some(rounded),
        Err(fault) => fault.fix(),
    }
}

#[cfg(test)]
#[path = "units_tests.rs"]
mod tests;
