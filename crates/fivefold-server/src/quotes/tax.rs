//! Prices with and without tax.

use crate::buying::smallest_tax;
use fivefold_api::{
    rules::{tax_inside, tax_on_top},
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
    let smallest = smallest_tax(currency.code());
    let whole = |tax: i64| (tax + smallest / 2) / smallest * smallest;
    match (is_inside, shall_be_inside) {
        (true, false) => minor - whole(tax_inside(minor, rate)),
        (false, true) => minor + whole(tax_on_top(minor, rate)),
        _ => minor,
    }
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
