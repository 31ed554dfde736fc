//! Prices with and without tax.

use fivefold_api::{
    rules::{charged_tax, smallest_tax},
    vocabulary::Currency,
};

/// A price that has or has not tax in it, as one that has or has not. `rate` is in hundredths of a percent.
pub(super) fn on_basis(
    minor: i64,
    currency: Currency,
    rate: u32,
    is_inside: bool,
    shall_be_inside: bool,
) -> i64 {
    if is_inside == shall_be_inside {
        return minor;
    }
    let tax = charged_tax(minor, rate, is_inside, smallest_tax(currency)).unwrap_or(i64::MAX);
    if is_inside { minor - tax } else { minor.saturating_add(tax) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_money_tax_is_taken_out_and_put_in_as_it_is_charged() {
        let (euro, taiwan) = (Currency::iso("EUR").unwrap(), Currency::iso("TWD").unwrap());
        assert_eq!(on_basis(11_900, euro, 1_900, true, false), 10_000);
        assert_eq!(on_basis(10_000, euro, 1_900, false, true), 11_900);
        assert_eq!(on_basis(10_000, euro, 1_900, true, true), 10_000);
        // 1460 dollars with 69.52 of tax, which is 70 in Taiwan.
        assert_eq!(on_basis(146_000, taiwan, 500, true, false), 139_000);
    }
}
