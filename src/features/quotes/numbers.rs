//! Numbers that somebody types into an order. They are kept with a point before the decimals and without groups, so that
//! another language does not read them otherwise; what cannot be read is kept as it was typed.

use crate::platform::intl;
use fivefold_api::rules::{DecimalMark, read_decimal};
use fivefold_api::vocabulary::Quantity;

/// The mark that the reader's language writes before decimals.
pub fn locale_mark() -> DecimalMark {
    if intl::format_decimal(15, 1).contains(',') { DecimalMark::Comma } else { DecimalMark::Point }
}

/// A typed number as it is kept.
pub fn kept(typed: &str, mark: DecimalMark) -> String {
    match read_decimal(typed, mark) {
        Some((amount, scale)) => Quantity::new(amount, scale, "").to_decimal(),
        None => typed.trim().to_owned(),
    }
}

/// A kept number as it is typed: nothing but its mark differs.
pub fn typed(kept: &str, mark: DecimalMark) -> String {
    match (mark, read(kept)) {
        (DecimalMark::Comma, Some(_)) => kept.replace('.', ","),
        _ => kept.to_owned(),
    }
}

/// A kept number: its digits, and how many of them are decimals. `None` for what could not be read.
pub fn read(kept: &str) -> Option<(i64, u8)> {
    read_decimal(kept, DecimalMark::Point)
}

/// A kept number of a unit.
pub fn quantity(kept: &str, unit: &str) -> Option<Quantity> {
    read(kept).map(|(amount, scale)| Quantity::new(amount, scale, unit))
}

/// Two quantities of one unit as one, with the decimals of the finer one.
pub fn sum(one: &Quantity, other: &Quantity) -> Option<Quantity> {
    let scale = one.scale.max(other.scale);
    let amount = one.at_scale(scale)?.checked_add(other.at_scale(scale)?)?;
    (one.unit == other.unit).then(|| Quantity::new(amount, scale, &one.unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn b2b_04_a_number_means_the_same_in_every_language() {
        let comma = kept("1.500,5", DecimalMark::Comma);
        assert_eq!(comma, "1500.5");
        assert_eq!(typed(&comma, DecimalMark::Comma), "1500,5");
        assert_eq!(typed(&comma, DecimalMark::Point), "1500.5");
        assert_eq!(typed("0.125", DecimalMark::Comma), "0,125");
        assert_eq!(kept(" twelve ", DecimalMark::Point), "twelve");
        assert_eq!(typed("1.2.3", DecimalMark::Comma), "1.2.3", "what was not understood is not rewritten");
    }

    #[test]
    fn b2b_03_quantities_are_added_in_the_decimals_of_the_finer_one() {
        let kilos = |amount, scale| Quantity::new(amount, scale, "kg");
        assert_eq!(sum(&kilos(5, 1), &kilos(250, 3)), Some(kilos(750, 3)));
        assert_eq!(sum(&kilos(1, 0), &Quantity::new(1, 0, "piece")), None);
        assert_eq!(sum(&kilos(i64::MAX, 0), &kilos(1, 0)), None);
    }

    proptest! {
        #[test]
        fn b2b_04_what_is_shown_is_read_as_what_is_kept(amount in 0_i64..1_000_000_000, scale in 0_u8..6, comma: bool) {
            let mark = if comma { DecimalMark::Comma } else { DecimalMark::Point };
            let number = Quantity::new(amount, scale, "kg");
            let first = kept(&number.to_decimal(), DecimalMark::Point);
            prop_assert_eq!(quantity(&first, "kg").and_then(|kept| kept.compare(&number)), Some(std::cmp::Ordering::Equal));
            prop_assert_eq!(kept(&typed(&first, mark), mark), first);
        }
    }
}
