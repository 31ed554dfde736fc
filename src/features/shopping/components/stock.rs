//! Stock and quantities in words.

use crate::{text, ui::Tone};
use fivefold_api::model::{QuantityLimit, QuantityRule, Stock, StockLevel};

/// How much is left, and how good that is. Nothing when the backend does not say.
pub fn stock_words(stock: &Stock) -> Option<(Tone, String)> {
    let count = stock.available.and_then(|count| u64::try_from(count).ok());
    Some(match (stock.level, count) {
        (StockLevel::InStock, _) => (Tone::Good, text::shopping::IN_STOCK.get().to_owned()),
        (StockLevel::Low, Some(count)) => (Tone::Warning, text::shopping::low_stock(count)),
        (StockLevel::Low, None) => (Tone::Warning, text::shopping::NEARLY_GONE.get().to_owned()),
        (StockLevel::Out, _) => (Tone::Bad, text::shopping::SOLD_OUT.get().to_owned()),
        _ => return None,
    })
}

/// Why a quantity is not the one that was wished (B2C-04).
pub fn limit_words(reason: QuantityLimit, rule: QuantityRule, given: i64) -> Option<String> {
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    Some(match reason {
        QuantityLimit::Stock => text::shopping::quantity_clamped(count(given)),
        QuantityLimit::Min => text::shopping::minimum(count(rule.min)),
        QuantityLimit::Max => text::shopping::maximum(count(rule.max.unwrap_or(given))),
        QuantityLimit::Increment => text::shopping::increment(count(rule.increment)),
        _ => return None,
    })
}

/// What a buyer must know of the rule before choosing a number.
pub fn rule_words(rule: QuantityRule) -> Option<String> {
    if rule.increment > 1 {
        limit_words(QuantityLimit::Increment, rule, rule.min)
    } else if rule.min > 1 {
        limit_words(QuantityLimit::Min, rule, rule.min)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b2c_04_every_limit_is_explained_with_its_number() {
        let rule = QuantityRule { min: 6, max: Some(24), increment: 6 };
        assert_eq!(limit_words(QuantityLimit::Max, rule, 24).as_deref(), Some("At most 24 for each order."));
        assert_eq!(limit_words(QuantityLimit::Increment, rule, 12).as_deref(), Some("Sold in steps of 6."));
        assert_eq!(rule_words(rule).as_deref(), Some("Sold in steps of 6."));
        assert_eq!(rule_words(QuantityRule { min: 1, max: None, increment: 1 }), None);
        assert!(limit_words(QuantityLimit::Stock, rule, 12).is_some_and(|words| words.contains("12")));
    }

    #[test]
    fn what_is_left_is_told_as_far_as_the_backend_tells() {
        let words = |level, available| stock_words(&Stock { level, available }).map(|(_, words)| words);
        assert_eq!(words(StockLevel::Low, Some(3)).as_deref(), Some("Only 3 left"));
        assert_eq!(words(StockLevel::Low, None).as_deref(), Some("Nearly gone"));
        assert_eq!(words(StockLevel::Unknown, Some(3)), None);
    }
}
