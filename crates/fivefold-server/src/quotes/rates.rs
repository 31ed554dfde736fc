//! What currencies are worth in each other, to inform (B2B-22): a quote is agreed, accepted and paid in its own.

use fivefold_api::{
    model::Conversion,
    rules::{DecimalMark, read_decimal},
    vocabulary::{Currency, Date},
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// How many decimals a rate has.
const SCALE: u8 = 6;
const EURO: &str = "EUR";

/// The rates of one day.
#[derive(Deserialize)]
struct Table {
    on: Date,
    /// What a euro is worth, in decimal digits.
    euro: BTreeMap<String, String>,
}

static TABLE: LazyLock<Option<Table>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../seed/rates.json")).ok());

/// What one of a currency is worth in another one; `None` for the same one, and where there is no rate.
pub(super) fn conversion(from: Currency, to: Currency) -> Option<Conversion> {
    let table = TABLE.as_ref().filter(|_| from != to)?;
    let (ours, theirs) = (worth(table, from)?, worth(table, to)?);
    let exact = theirs.checked_mul(10_i128.pow(u32::from(SCALE)))?;
    // Half away from zero; rates are positive.
    let rate = (exact * 2 + ours) / (ours * 2);
    Some(Conversion { currency: to, rate: i64::try_from(rate).ok()?, scale: SCALE, on: table.on })
}

/// What a euro is worth in a currency, in digits of which nine are decimals.
fn worth(table: &Table, currency: Currency) -> Option<i128> {
    let one = 10_i128.pow(9);
    if currency.code() == EURO {
        return Some(one);
    }
    let (digits, decimals) = read_decimal(table.euro.get(currency.code())?, DecimalMark::Point)?;
    let worth = i128::from(digits) * one / 10_i128.checked_pow(u32::from(decimals))?;
    (worth > 0).then_some(worth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markets::CURRENCIES;
    use fivefold_api::{rules::convert, vocabulary::Money};

    fn currency(code: &str) -> Currency {
        Currency::iso(code).unwrap()
    }

    #[test]
    fn b2b_22_every_currency_of_the_shop_has_a_rate_to_every_other_one() {
        for from in CURRENCIES {
            for to in CURRENCIES {
                let found = conversion(currency(from), currency(to));
                assert_eq!(found.is_some(), from != to, "{from} to {to}");
                assert!(found.is_none_or(|found| found.rate > 0 && found.currency == currency(to)));
            }
        }
        assert_eq!(conversion(currency("EUR"), currency("SEK")), None);
    }

    #[test]
    fn b2b_22_a_rate_goes_through_the_euro() {
        let there = conversion(currency("EUR"), currency("JPY")).unwrap();
        assert_eq!((there.rate, there.scale), (181_050_000, 6));
        assert_eq!(there.on, Date::parse("2026-11-20").unwrap());
        assert_eq!(
            convert(Money::new(10_000, currency("EUR")), &there),
            Some(Money::new(18_105, currency("JPY")))
        );
        // 181.05 / 1.1613 = 155.902867…
        assert_eq!(conversion(currency("USD"), currency("JPY")).unwrap().rate, 155_902_867);
    }
}
