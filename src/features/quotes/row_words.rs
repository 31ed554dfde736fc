//! What is wrong with a row or a quantity, and what would be right, in words.

use super::figures::{price_words, quantity_words, unit_words};
use super::numbers;
use crate::{platform::intl, text};
use fivefold_api::model::{UnitRule, WholesaleItem};
use fivefold_api::rules::{
    ORDER_ROWS_MAX, QuantityFault, RowFix, RowProblem, check_quantity, line_total, next_break, price_at,
};
use fivefold_api::vocabulary::{Quantity, UnitPrice};

/// Why a row cannot be taken as it is.
pub fn problem_words(problem: &RowProblem, line: u32) -> String {
    use text::wholesale as words;
    match problem {
        RowProblem::Broken => words::ROW_BROKEN.get().to_owned(),
        RowProblem::TooMany => words::row_too_many(u64::try_from(ORDER_ROWS_MAX).unwrap_or_default()),
        RowProblem::SkuMissing => words::ROW_NO_NUMBER.get().to_owned(),
        RowProblem::UnknownSku { near } if near.is_empty() => words::ROW_UNKNOWN.get().to_owned(),
        RowProblem::UnknownSku { .. } => words::ROW_UNKNOWN_NEAR.get().to_owned(),
        RowProblem::Duplicate { first } => words::row_twice(&line_number(*first), &line_number(line)),
        RowProblem::BadNumber => words::ROW_BAD_QUANTITY.get().to_owned(),
        RowProblem::WrongUnit { unit } => words::row_wrong_unit(unit_words(unit)),
        RowProblem::Quantity(fault) => fault_words(fault),
    }
}

/// What the button does that makes a row right; `None` where leaving the row out is all there is.
pub fn fix_words(fix: &RowFix) -> Option<String> {
    use text::wholesale as words;
    match fix {
        RowFix::Sku(sku) => Some(words::fix_number(sku.as_str())),
        RowFix::Quantity(quantity) => Some(words::fix_quantity(&quantity_words(quantity))),
        RowFix::Unit(unit) => Some(words::fix_unit(unit_words(unit))),
        RowFix::Merge(first) => Some(words::fix_merge(&line_number(*first))),
        RowFix::Remove => None,
    }
}

/// Why a quantity is not allowed.
pub fn fault_words(fault: &QuantityFault) -> String {
    use text::wholesale as words;
    match fault {
        QuantityFault::WrongUnit => words::QUANTITY_UNIT.get().to_owned(),
        QuantityFault::TooPrecise { .. } => words::QUANTITY_PRECISE.get().to_owned(),
        QuantityFault::BelowMinimum { minimum } => words::quantity_low(&quantity_words(minimum)),
        QuantityFault::AboveMaximum { maximum: Some(maximum) } => {
            words::quantity_high(&quantity_words(maximum))
        }
        QuantityFault::AboveMaximum { maximum: None } => words::QUANTITY_NONE.get().to_owned(),
        QuantityFault::NotMultiple { lower, upper: Some(upper) } => {
            words::quantity_steps(&quantity_words(lower), &quantity_words(upper))
        }
        QuantityFault::NotMultiple { lower, upper: None } => words::quantity_high(&quantity_words(lower)),
    }
}

/// How much can be bought at once; nothing where any number of pieces can.
pub fn rule_words(rule: &UnitRule) -> Option<String> {
    use text::wholesale as words;
    let quantity = |digits: i64| quantity_words(&rule.quantity(digits));
    let (min, step) = (quantity(rule.min.max(1)), quantity(rule.increment.max(1)));
    match rule.max {
        Some(max) => Some(words::rule_between(&quantity(max), &min, &step)),
        None if rule.min <= 1 && rule.increment <= 1 && rule.scale == 0 => None,
        None => Some(words::rule_from(&min, &step)),
    }
}

/// A kept quantity against a rule: its digits, or what is wrong and what would be right.
pub fn check(rule: &UnitRule, kept: &str) -> Option<Result<i64, QuantityFault>> {
    Some(check_quantity(rule, &numbers::quantity(kept, &rule.unit)?))
}

/// What so much of something costs a company, as an estimate: the price, and what the line comes to.
pub fn cost_words(item: &WholesaleItem, quantity: &Quantity) -> String {
    let digits = quantity.at_scale(item.rule.scale);
    let Some(price) = digits.and_then(|digits| price_at(item, digits)) else {
        return text::wholesale::ON_REQUEST.get().to_owned();
    };
    match line_total(&price, quantity) {
        Some(total) => text::wholesale::cost(&price_words(&price), &intl::format_money(&total)),
        None => price_words(&price),
    }
}

/// How much more has to be bought to pay less.
pub fn next_words(item: &WholesaleItem, digits: i64) -> Option<String> {
    let next = next_break(&item.breaks, digits)?;
    let price = UnitPrice { money: next.price, per: item.per.clone() };
    Some(text::wholesale::next_break(
        &price_words(&price),
        &quantity_words(&item.rule.quantity(next.from.checked_sub(digits)?)),
    ))
}

fn line_number(line: u32) -> String {
    intl::format_number(u64::from(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::vocabulary::Sku;

    fn rule(min: i64, max: Option<i64>, increment: i64) -> UnitRule {
        UnitRule { unit: "piece".to_owned(), scale: 0, min, max, increment }
    }

    #[test]
    fn b2b_03_each_problem_has_words_of_its_own() {
        let near =
            |near: &[&str]| RowProblem::UnknownSku { near: near.iter().map(|sku| Sku::from(*sku)).collect() };
        let low = QuantityFault::BelowMinimum { minimum: Quantity::new(6, 0, "piece") };
        let problems = [
            RowProblem::Broken,
            RowProblem::TooMany,
            RowProblem::SkuMissing,
            near(&[]),
            near(&["A"]),
            RowProblem::Duplicate { first: 3 },
            RowProblem::BadNumber,
            RowProblem::WrongUnit { unit: "kg".to_owned() },
            RowProblem::Quantity(low),
        ];
        let mut words: Vec<String> = problems.iter().map(|problem| problem_words(problem, 9)).collect();
        assert!(words.iter().all(|words| !words.is_empty()));
        words.sort();
        words.dedup();
        assert_eq!(words.len(), problems.len());
        assert_eq!(fix_words(&RowFix::Remove), None, "there is a button for that on every row");
    }

    #[test]
    fn b2b_04_a_rule_is_said_where_there_is_one() {
        assert_eq!(rule_words(&rule(1, None, 1)), None);
        let words = rule_words(&rule(6, Some(60), 6)).unwrap();
        assert!(words.contains("6 pieces") && words.contains("60 pieces"), "{words}");
        assert_eq!(check(&rule(6, None, 6), "12"), Some(Ok(12)));
        let fault = check(&rule(6, None, 6), "13").unwrap().unwrap_err();
        assert!(fault_words(&fault).contains("12") && fault_words(&fault).contains("18"));
        assert_eq!(check(&rule(6, None, 6), "a dozen"), None);
    }
}
