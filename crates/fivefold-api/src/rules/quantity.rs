//! How many of something can be bought.

use crate::model::{QuantityLimit, QuantityRule};

/// The quantity nearest to `wanted` that rule and stock allow, and why it differs. Zero stays zero:
/// it removes the line. When not even the smallest quantity is in stock, the answer is zero.
#[must_use]
pub fn limit_quantity(
    rule: QuantityRule,
    available: Option<i64>,
    wanted: i64,
) -> (i64, Option<QuantityLimit>) {
    if wanted <= 0 {
        return (0, None);
    }
    let step = rule.increment.max(1);
    let min = rule.min.max(1);
    // Steps count from the smallest quantity, as a box of six from six.
    let down = |n: i64| if n < min { 0 } else { min + (n - min) / step * step };
    let mut given = wanted;
    let mut reason = None;
    if given < min {
        (given, reason) = (min, Some(QuantityLimit::Min));
    }
    if down(given) != given {
        (given, reason) = (down(given), Some(QuantityLimit::Increment));
    }
    if let Some(max) = rule.max
        && given > max
    {
        (given, reason) = (down(max), Some(QuantityLimit::Max));
    }
    if let Some(available) = available
        && given > available
    {
        (given, reason) = (down(available), Some(QuantityLimit::Stock));
    }
    (given, reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIX_PACK: QuantityRule = QuantityRule { min: 6, max: Some(24), increment: 6 };

    #[test]
    fn b2c_04_a_quantity_is_limited_and_the_reason_is_named() {
        assert_eq!(limit_quantity(SIX_PACK, None, 12), (12, None));
        assert_eq!(limit_quantity(SIX_PACK, None, 1), (6, Some(QuantityLimit::Min)));
        assert_eq!(limit_quantity(SIX_PACK, None, 13), (12, Some(QuantityLimit::Increment)));
        assert_eq!(limit_quantity(SIX_PACK, None, 60), (24, Some(QuantityLimit::Max)));
        assert_eq!(limit_quantity(SIX_PACK, Some(13), 24), (12, Some(QuantityLimit::Stock)));
        assert_eq!(limit_quantity(SIX_PACK, Some(5), 6), (0, Some(QuantityLimit::Stock)));
        assert_eq!(limit_quantity(SIX_PACK, None, -3), (0, None));
    }

    proptest! {
        #[test]
        fn b2c_04_what_is_given_is_always_allowed(
            min in 1_i64..20, steps in 0_i64..10, step in 1_i64..12, available in prop::option::of(0_i64..200), wanted in -5_i64..i64::MAX,
        ) {
            let rule = QuantityRule { min, max: Some(min + steps * step), increment: step };
            let (given, reason) = limit_quantity(rule, available, wanted);
            prop_assert!(given == 0 || (given >= min && given <= min + steps * step && (given - min) % step == 0));
            prop_assert!(available.is_none_or(|available| given <= available));
            prop_assert_eq!(reason.is_some(), given != wanted.max(0));
            prop_assert_eq!(limit_quantity(rule, available, given), (given, None));
        }
    }
}
