//! What is wrong with what somebody wants or offers: fields, quantities, prices.

use crate::problem::{Answer, Refused};
use fivefold_api::{
    model::{FieldProblem, FieldProblemCode, ProblemKind, WholesaleItem},
    rules::{QUANTITY_MAX, QuantityFault, check_quantity},
    vocabulary::{Currency, Quantity, UnitPrice},
};

/// Wrong fields, as they are found.
#[derive(Default)]
pub(super) struct Faults(Vec<FieldProblem>);

impl Faults {
    /// A field is wrong.
    pub(super) fn add(&mut self, field: impl Into<String>, code: FieldProblemCode) {
        self.0.push(FieldProblem { field: field.into(), code });
    }

    /// Nothing is wrong, or the refusal that names everything that is.
    pub(super) fn none(self) -> Answer<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut refused = Refused::new(ProblemKind::InvalidFields);
        refused.problem_mut().fields = self.0;
        Err(refused)
    }
}

impl From<Vec<FieldProblem>> for Faults {
    fn from(problems: Vec<FieldProblem>) -> Self {
        Self(problems)
    }
}

/// What is wrong with a quantity that a company wants, by the rule of the item. What is sold no more is only measured
/// in its unit.
pub(super) fn wanted_fault(
    item: Option<&WholesaleItem>,
    unit: &str,
    quantity: &Quantity,
) -> Option<FieldProblemCode> {
    let Some(item) = item else { return measure_fault(unit, quantity) };
    check_quantity(&item.rule, quantity).err().map(|fault| match fault {
        QuantityFault::WrongUnit => FieldProblemCode::NotAllowed,
        QuantityFault::TooPrecise { .. } => FieldProblemCode::Format,
        _ => FieldProblemCode::OutOfRange,
    })
}

/// What is wrong with a quantity that the supplier offers: it may break the rule of the item, but not its unit's
/// precision, and there is no more than [`QUANTITY_MAX`] of anything.
pub(super) fn offered_fault(
    item: Option<&WholesaleItem>,
    unit: &str,
    quantity: &Quantity,
) -> Option<FieldProblemCode> {
    let item = item.filter(|item| item.rule.unit == quantity.unit);
    let digits = item.map(|item| quantity.at_scale(item.rule.scale));
    measure_fault(unit, quantity).or(match digits {
        Some(None) => Some(FieldProblemCode::Format),
        Some(Some(digits)) if digits > QUANTITY_MAX => Some(FieldProblemCode::OutOfRange),
        _ => None,
    })
}

fn measure_fault(unit: &str, quantity: &Quantity) -> Option<FieldProblemCode> {
    if quantity.unit != unit {
        Some(FieldProblemCode::NotAllowed)
    } else {
        (!(1..=QUANTITY_MAX).contains(&quantity.amount)).then_some(FieldProblemCode::OutOfRange)
    }
}

/// What is wrong with a price in a quote's currency for something of a unit.
pub(super) fn price_fault(currency: Currency, unit: &str, price: &UnitPrice) -> Option<FieldProblemCode> {
    if price.money.currency != currency || price.per.unit != unit {
        Some(FieldProblemCode::NotAllowed)
    } else {
        (price.money.minor < 0 || price.per.amount <= 0).then_some(FieldProblemCode::OutOfRange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::vocabulary::Money;

    #[test]
    fn b2b_08_a_price_is_in_the_quote_s_currency_and_the_line_s_unit() {
        let (euro, dollar) = (Currency::iso("EUR").unwrap(), Currency::iso("USD").unwrap());
        let price = |minor, currency, amount, unit: &str| UnitPrice {
            money: Money::new(minor, currency),
            per: Quantity::new(amount, 0, unit),
        };
        assert_eq!(price_fault(euro, "kg", &price(90, euro, 1, "kg")), None);
        for (wrong, code) in [
            (price(90, dollar, 1, "kg"), FieldProblemCode::NotAllowed),
            (price(90, euro, 1, "piece"), FieldProblemCode::NotAllowed),
            (price(-1, euro, 1, "kg"), FieldProblemCode::OutOfRange),
            (price(90, euro, 0, "kg"), FieldProblemCode::OutOfRange),
        ] {
            assert_eq!(price_fault(euro, "kg", &wrong), Some(code), "{wrong:?}");
        }
    }

    #[test]
    fn b2b_08_what_is_sold_no_more_is_still_measured_in_its_unit() {
        for fault in [wanted_fault, offered_fault] {
            assert_eq!(fault(None, "m", &Quantity::new(5, 1, "m")), None);
            assert_eq!(fault(None, "m", &Quantity::new(5, 1, "kg")), Some(FieldProblemCode::NotAllowed));
            for much in [0, QUANTITY_MAX + 1] {
                let fault = fault(None, "m", &Quantity::new(much, 0, "m"));
                assert_eq!(fault, Some(FieldProblemCode::OutOfRange), "{much}");
            }
        }
    }
}
