//! Units: what is allowed is what the rule says, and what is proposed instead is allowed.

use super::*;
use crate::model::QuantityRule;
use crate::rules::limit_quantity;
use proptest::prelude::*;

fn flour() -> UnitRule {
    UnitRule { unit: "kg".to_owned(), scale: 3, min: 250, max: Some(5_000), increment: 250 }
}

fn kilos(amount: i64, scale: u8) -> Quantity {
    Quantity::new(amount, scale, "kg")
}

#[test]
fn b2b_04_a_quarter_of_a_kilogram_is_a_quantity_and_a_tenth_is_none() {
    assert_eq!(check_quantity(&flour(), &kilos(250, 3)), Ok(250));
    assert_eq!(check_quantity(&flour(), &kilos(5, 1)), Ok(500));
    assert_eq!(
        check_quantity(&flour(), &kilos(1, 1)),
        Err(QuantityFault::BelowMinimum { minimum: kilos(250, 3) })
    );
    assert_eq!(
        check_quantity(&flour(), &kilos(6, 1)),
        Err(QuantityFault::NotMultiple { lower: kilos(500, 3), upper: Some(kilos(750, 3)) })
    );
    assert_eq!(
        check_quantity(&flour(), &kilos(6, 0)),
        Err(QuantityFault::AboveMaximum { maximum: Some(kilos(5_000, 3)) })
    );
    assert_eq!(
        check_quantity(&flour(), &kilos(2_501, 4)),
        Err(QuantityFault::TooPrecise { nearest: Some(kilos(500, 3)) })
    );
    assert_eq!(check_quantity(&flour(), &Quantity::new(1, 0, "l")), Err(QuantityFault::WrongUnit));
}

#[test]
fn b2b_04_no_rule_allows_any_quantity() {
    let rule = UnitRule { max: None, ..flour() };
    assert_eq!(check_quantity(&rule, &kilos(1_000_000_000, 0)), Ok(QUANTITY_MAX));
    let most = Some(kilos(QUANTITY_MAX, 3));
    for much in [kilos(QUANTITY_MAX + 250, 3), kilos(i64::MAX, 3), kilos(i64::MAX, 0)] {
        assert_eq!(
            check_quantity(&rule, &much),
            Err(QuantityFault::AboveMaximum { maximum: most.clone() }),
            "{much:?}"
        );
    }
}

fn rules() -> impl Strategy<Value = UnitRule> {
    (0_u8..4, -2_i64..5_000, prop::option::of(0_i64..50_000), -2_i64..700).prop_map(
        |(scale, min, max, increment)| UnitRule { unit: "kg".to_owned(), scale, min, max, increment },
    )
}

proptest! {
    #[test]
    fn b2b_04_what_is_proposed_instead_is_allowed(rule in rules(), amount: i64, scale in 0_u8..24) {
        let quantity = kilos(amount, scale);
        match check_quantity(&rule, &quantity) {
            Ok(digits) => {
                let most = rule.max.unwrap_or(QUANTITY_MAX).min(QUANTITY_MAX);
                prop_assert!((rule.min..=most).contains(&digits));
            }
            Err(fault) => {
                if let Some(fix) = fault.fix().filter(|_| rule.max.is_none_or(|max| max >= rule.min.max(1))) {
                    prop_assert!(check_quantity(&rule, &fix).is_ok(), "{fault:?}");
                }
            }
        }
    }

    #[test]
    fn b2b_04_a_cart_and_a_request_allow_the_same(
        min in 1_i64..20, steps in 0_i64..10, increment in 1_i64..12, wanted in 1_i64..500,
    ) {
        let rule = QuantityRule { min, max: Some(min + steps * increment), increment };
        let in_a_cart = limit_quantity(rule, None, wanted).1.is_none();
        let pieces = Quantity::new(wanted, 0, UnitRule::PIECE);
        prop_assert_eq!(check_quantity(&UnitRule::pieces(rule), &pieces).is_ok(), in_a_cart);
    }
}
