//! Quantities with a unit, and prices per such a quantity.

use super::Money;
use super::money::decimal_text;
use crate::json::FromJson;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// An exact decimal amount of a unit: 250 with scale 3 and `kg` is 0.250 kg.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quantity {
    /// The digits.
    pub amount: i64,
    /// How many of them are decimals.
    #[serde(default)]
    pub scale: u8,
    /// Unit symbol: `kg`, `l`, `m`, `piece`.
    pub unit: String,
}

impl Quantity {
    /// So many digits, of which `scale` are decimals, of a unit.
    #[must_use]
    pub fn new(amount: i64, scale: u8, unit: &str) -> Self {
        Self { amount, scale, unit: unit.to_owned() }
    }

    /// The digits with so many decimals; `None` when some would be lost, or there would be too many.
    #[must_use]
    pub fn at_scale(&self, scale: u8) -> Option<i64> {
        let exact = i128::from(self.amount).checked_mul(ten(scale)?)?;
        let by = ten(self.scale)?;
        (exact % by == 0).then(|| i64::try_from(exact / by).ok()).flatten()
    }

    /// Which one is more; `None` when the units differ. 0.5 and 0.500 of a unit are the same.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.unit != other.unit {
            return None;
        }
        let ours = i128::from(self.amount).checked_mul(ten(other.scale)?)?;
        let theirs = i128::from(other.amount).checked_mul(ten(self.scale)?)?;
        Some(ours.cmp(&theirs))
    }

    /// The number as a decimal text for a formatter: `0.250`, `12`.
    #[must_use]
    pub fn to_decimal(&self) -> String {
        decimal_text(self.amount, self.scale)
    }
}

/// Ten to the power of a scale, as long as any amount times it fits in 128 bits.
pub(crate) fn ten(scale: u8) -> Option<i128> {
    (scale <= 19).then(|| 10_i128.pow(u32::from(scale)))
}

/// A price for a stated quantity, so that packs of different size can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitPrice {
    /// The price of `per`.
    pub money: Money,
    /// What the price is for.
    pub per: Quantity,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn b2b_04_a_quantity_has_the_precision_of_its_unit() {
        let flour = Quantity::new(250, 3, "kg");
        assert_eq!(flour.to_decimal(), "0.250");
        assert_eq!(flour.at_scale(2), Some(25));
        assert_eq!(flour.at_scale(1), None, "0.25 kg is neither 0.2 nor 0.3");
        assert_eq!(flour.compare(&Quantity::new(25, 2, "kg")), Some(Ordering::Equal));
        assert_eq!(flour.compare(&Quantity::new(1, 0, "l")), None);
    }

    proptest! {
        #[test]
        fn b2b_04_no_scale_of_a_backend_makes_it_panic(
            amount: i64, other: i64, scale: u8, second: u8, wanted: u8,
        ) {
            let quantity = Quantity::new(amount, scale, "kg");
            let _ = (quantity.to_decimal(), quantity.compare(&Quantity::new(other, second, "kg")));
            if let Some(digits) = quantity.at_scale(wanted) {
                prop_assert_eq!(Quantity::new(digits, wanted, "kg").compare(&quantity), Some(Ordering::Equal));
            }
        }
    }
}
