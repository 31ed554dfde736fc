//! Which tax rate applies where, and the tax of an order by rate.
//!
//! Rates as of November 2026, in hundredths of a percent, for the countries the demo markets send
//! to. They make the demo believable; a real shop asks its tax service.

use fivefold_api::{
    rules::{charged_tax, smallest_tax},
    vocabulary::Currency,
};

/// How goods are taxed, as the catalogue files them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TaxClass {
    /// Most goods, and delivery.
    Standard,
    /// Food and books, where the law is kinder to them.
    Reduced,
    /// Not taxed anywhere.
    Zero,
}

impl TaxClass {
    /// Reads the catalogue's word; whatever is not known to be less is taxed in full.
    pub(crate) fn read(text: &str) -> Self {
        match text {
            "reduced" => Self::Reduced,
            "zero" => Self::Zero,
            _ => Self::Standard,
        }
    }
}

/// The rate at a destination, in hundredths of a percent. In the European Union a distance sale is
/// taxed where the goods arrive (Directive 2006/112/EC, article 33).
pub(crate) fn rate(country: &str, region: Option<&str>, class: TaxClass) -> u32 {
    let (standard, reduced) = match country {
        "AT" => (2_000, 1_000),
        "BE" => (2_100, 600),
        "DE" => (1_900, 700),
        "ES" => (2_100, 1_000),
        "FR" => (2_000, 550),
        "IE" => (2_300, 1_350),
        "IT" => (2_200, 1_000),
        "NL" => (2_100, 900),
        "PT" => (2_300, 600),
        "GB" => (2_000, 0),
        "JP" => (1_000, 800),
        "TW" => (500, 500),
        "CN" => (1_300, 900),
        "US" => (state_rate(region.unwrap_or_default()), 0),
        _ => (0, 0),
    };
    match class {
        TaxClass::Standard => standard,
        TaxClass::Reduced => reduced,
        TaxClass::Zero => 0,
    }
}

/// Whether delivery is taxed like goods. American states differ; the demo does not tax it there.
pub(crate) fn taxes_delivery(country: &str) -> bool {
    country != "US"
}

/// The state's own rate, without counties and cities.
fn state_rate(region: &str) -> u32 {
    match region.trim().to_ascii_uppercase().as_str() {
        "CA" | "CALIFORNIA" => 725,
        "NY" | "NEW YORK" => 400,
        "TX" | "TEXAS" => 625,
        "WA" | "WASHINGTON" => 650,
        "FL" | "FLORIDA" => 600,
        "IL" | "ILLINOIS" => 625,
        "MA" | "MASSACHUSETTS" => 625,
        _ => 0,
    }
}

/// Adds up the tax of `(amount, rate)` parts by rate, highest rate first. Each part is rounded half away from zero, as
/// tax is charged in the currency, before it is added (X-MONEY). A rate of zero has no line. `None` on overflow.
pub(crate) fn tax_by_rate(
    parts: &[(i64, u32)],
    included: bool,
    currency: Currency,
) -> Option<Vec<(u32, i64)>> {
    let smallest = smallest_tax(currency);
    let mut sums: Vec<(u32, i64)> = Vec::new();
    for (amount, rate) in parts.iter().filter(|(_, rate)| *rate > 0) {
        let tax = charged_tax(*amount, *rate, included, smallest)?;
        match sums.iter_mut().find(|(other, _)| other == rate) {
            Some((_, sum)) => *sum = sum.checked_add(tax)?,
            None => sums.push((*rate, tax)),
        }
    }
    sums.sort_by_key(|(rate, _)| std::cmp::Reverse(*rate));
    Some(sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taxed(parts: &[(i64, u32)], included: bool, currency: &str) -> Option<Vec<(u32, i64)>> {
        tax_by_rate(parts, included, Currency::iso(currency).unwrap())
    }

    #[test]
    fn x_money_tax_follows_the_destination_and_the_class() {
        assert_eq!(rate("DE", None, TaxClass::Standard), 1_900);
        assert_eq!(rate("FR", None, TaxClass::Reduced), 550);
        assert_eq!(rate("US", Some(" ny "), TaxClass::Standard), 400);
        assert_eq!(rate("US", Some("Oregon"), TaxClass::Standard), 0);
        assert_eq!(rate("KW", None, TaxClass::Standard), 0);
        assert_eq!(TaxClass::read("nonsense"), TaxClass::Standard);
    }

    #[test]
    fn x_money_each_line_is_rounded_before_the_sum() {
        // Three times 0.05 with 10 % on top: 0.005 rounds up to 0.01 each, not 0.015 to 0.02 at once.
        assert_eq!(taxed(&[(5, 1_000); 3], false, "EUR"), Some(vec![(1_000, 3)]));
        assert_eq!(
            taxed(&[(10_800, 800), (11_000, 1_000), (500, 0)], true, "JPY"),
            Some(vec![(1_000, 1_000), (800, 800)])
        );
        assert_eq!(taxed(&[(i64::MAX, 20_000)], false, "EUR"), None);
        assert_eq!(taxed(&[(i64::MAX, 10_000); 2], false, "EUR"), None);
    }

    #[test]
    fn x_money_tax_in_taiwan_is_in_whole_dollars() {
        // 333.33, 0.50 and 0.49 dollars.
        assert_eq!(taxed(&[(700_000, 500)], true, "TWD"), Some(vec![(500, 33_300)]));
        assert_eq!(taxed(&[(1_000, 500)], false, "TWD"), Some(vec![(500, 100)]));
        assert_eq!(taxed(&[(980, 500)], false, "TWD"), Some(vec![(500, 0)]));
    }
}
