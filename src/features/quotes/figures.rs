//! Amounts, quantities and differences of quotes in words. Screen, print and export say them with these, so that they
//! agree to the minor unit (B2B-23).

use crate::{
    platform::intl::{self, DateStyle},
    text,
};
use fivefold_api::model::{Conversion, PaymentTerms, QuantityBasis, TaxBasis, UnitRule};
use fivefold_api::rules::{PriceDelta, convert, price_delta};
use fivefold_api::vocabulary::{Date, Instant, Money, Quantity, UnitPrice};

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// A quantity with its unit: `12 pieces`, `0.25 kg`.
pub fn quantity_words(quantity: &Quantity) -> String {
    match u64::try_from(quantity.amount) {
        Ok(count) if quantity.unit == UnitRule::PIECE && quantity.scale == 0 => text::quotes::pieces(count),
        _ => intl::format_quantity(quantity),
    }
}

/// What a quantity is counted in: `pieces`, `kg`.
pub fn unit_words(unit: &str) -> &str {
    if unit == UnitRule::PIECE { text::quotes::UNIT_PIECES.get() } else { unit }
}

/// A quantity, and whether more can be ordered at the same price.
pub fn basis_words(quantity: &Quantity, basis: QuantityBasis) -> String {
    let quantity = quantity_words(quantity);
    match basis {
        QuantityBasis::OrMore => text::quotes::or_more(&quantity),
        _ => quantity,
    }
}

/// A price and what it is for: `€1.20 / piece`, `€90.00 / 100 m`.
pub fn price_words(price: &UnitPrice) -> String {
    let money = intl::format_money(&price.money);
    let one = price.per.at_scale(0) == Some(1);
    match (one, price.per.unit.as_str()) {
        (true, UnitRule::PIECE) => text::quotes::price_each(&money),
        (true, unit) => text::quotes::price_per(&money, unit),
        (false, _) => text::shopping::unit_price(&money, &quantity_words(&price.per)),
    }
}

/// How much more or less something costs than in the catalogue: `€12.00 less (-8.5%)`. `None` where the two do not
/// compare.
pub fn delta_words(offered: Money, catalogue: Money) -> Option<String> {
    Some(words_of(&price_delta(offered, catalogue)?))
}

/// A difference in words.
pub fn words_of(delta: &PriceDelta) -> String {
    use text::quotes as words;
    let PriceDelta { amount, basis_points } = *delta;
    let sum = intl::format_money(&Money::new(amount.minor.saturating_abs(), amount.currency));
    let percent = basis_points.map(|points| intl::format_percent(points.saturating_abs()));
    match (amount.minor, percent) {
        (0, _) => words::DELTA_NONE.get().to_owned(),
        (..0, Some(percent)) => words::delta_less(&sum, &percent),
        (..0, None) => words::delta_less_amount(&sum),
        (_, Some(percent)) => words::delta_more(&sum, &percent),
        (_, None) => words::delta_more_amount(&sum),
    }
}

/// What an amount is worth in the currency that the visitor has chosen, with the day of the rate. It binds nobody
/// (B2B-22).
pub fn conversion_words(money: Money, conversion: &Conversion) -> Option<String> {
    let amount = intl::format_money(&convert(money, conversion)?);
    Some(text::quotes::informative(&amount, &date_words(conversion.on)))
}

/// When an order is paid.
pub fn terms_words(terms: &PaymentTerms) -> String {
    use text::quotes as words;
    match terms {
        PaymentTerms::Prepayment => words::TERMS_PREPAYMENT.get().to_owned(),
        PaymentTerms::Net { days } => words::terms_net(u64::from(*days)),
        PaymentTerms::EndOfMonth { days } => words::terms_month(u64::from(*days)),
        _ => words::TERMS_UNKNOWN.get().to_owned(),
    }
}

/// How taxes go with the prices.
pub fn tax_words(tax: TaxBasis) -> &'static str {
    use text::quotes as words;
    let message = match tax {
        TaxBasis::Excluded => &words::TAX_EXCLUDED,
        TaxBasis::Included => &words::TAX_INCLUDED,
        TaxBasis::ReverseCharge => &words::TAX_REVERSE,
        _ => &words::TAX_UNKNOWN,
    };
    message.get()
}

/// How long it takes from the order until it is sent.
pub fn lead_words(days: u32) -> String {
    text::quotes::lead_days(u64::from(days))
}

/// A date: `27 Nov 2026`.
pub fn date_words(date: Date) -> String {
    intl::format_date_in(Instant::from_millis(i64::from(date.days()) * DAY), DateStyle::Day, "UTC")
}

/// An instant on the reader's own clock, with its zone: `27 Nov 2026, 10:30 CET`.
pub fn moment_words(at: Instant) -> String {
    intl::format_date(at, DateStyle::ZonedMoment)
}

/// How large a file is, in the largest unit of which there is one: `1.4 MB`, `10 MB`.
pub fn size_words(bytes: u64) -> String {
    let number = |unit: u64| {
        let tenths = i64::try_from(bytes.saturating_mul(10).div_ceil(unit)).unwrap_or(i64::MAX);
        if tenths % 10 == 0 { intl::format_decimal(tenths / 10, 0) } else { intl::format_decimal(tenths, 1) }
    };
    if bytes >= 1_048_576 {
        text::quotes::megabytes(&number(1_048_576))
    } else {
        text::quotes::kilobytes(&number(1_024))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::vocabulary::Currency;

    fn euro(minor: i64) -> Money {
        Money::new(minor, Currency::iso("EUR").unwrap())
    }

    #[test]
    fn b2b_08_quantities_say_their_unit_and_whether_more_can_be_had() {
        let pieces = |count| Quantity::new(count, 0, "piece");
        assert_eq!(quantity_words(&pieces(1)), "1 piece");
        assert_eq!(basis_words(&pieces(12), QuantityBasis::Fixed), "12 pieces");
        assert_eq!(basis_words(&pieces(12), QuantityBasis::OrMore), "12 pieces or more");
        assert!(quantity_words(&Quantity::new(250, 3, "kg")).contains("0.250"));
    }

    #[test]
    fn b2b_08_a_difference_has_an_amount_and_a_percentage() {
        let words = |offered, catalogue| delta_words(euro(offered), euro(catalogue)).unwrap();
        assert!(words(9_000, 10_000).contains("10.00 less") && words(9_000, 10_000).contains("10.00%"));
        assert!(words(11_000, 10_000).contains("more"));
        assert_eq!(words(10_000, 10_000), "same as the catalogue");
        assert!(!words(500, 0).contains('%'), "nothing has no share");
        let dollars = Money::new(1, Currency::iso("USD").unwrap());
        assert_eq!(delta_words(euro(1), dollars), None);
    }

    #[test]
    fn b2b_08_a_price_says_what_it_is_for() {
        let price = |per| UnitPrice { money: euro(120), per };
        let each = price_words(&price(Quantity::new(1, 0, "piece")));
        assert_eq!(each, price_words(&price(Quantity::new(10, 1, "piece"))), "1 and 1.0 are the same");
        assert!(each.contains("each"), "{each}");
        assert!(price_words(&price(Quantity::new(1, 0, "kg"))).contains("/ kg"));
        assert!(price_words(&price(Quantity::new(100, 0, "m"))).contains("100"));
    }

    #[test]
    fn b2b_12_sizes_are_rounded_up() {
        assert_eq!(size_words(1), "0.1 kB");
        assert_eq!(size_words(1_468_007), "1.5 MB");
        assert_eq!(size_words(10_485_760), "10 MB");
    }

    #[test]
    fn b2b_22_a_conversion_says_that_it_only_informs_and_from_when_it_is() {
        let on = Date::new(2026, 11, 26).unwrap();
        let conversion = Conversion { currency: Currency::iso("USD").unwrap(), rate: 11, scale: 1, on };
        let words = conversion_words(euro(1_000), &conversion).unwrap();
        assert!(words.contains("11.00") && words.contains("2026-11-26"), "{words}");
    }
}
