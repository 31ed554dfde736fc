//! Prices and sums: rounded once, and equal however they are written.

use super::*;
use crate::model::QuantityBasis;
use crate::vocabulary::{Currency, Date};
use proptest::prelude::*;

fn euro(minor: i64) -> Money {
    Money::new(minor, Currency::iso("EUR").unwrap())
}

fn price(minor: i64, amount: i64, scale: u8) -> UnitPrice {
    UnitPrice { money: euro(minor), per: Quantity::new(amount, scale, "kg") }
}

fn line(total: i64, tax_rate: u32) -> QuoteLine {
    QuoteLine {
        id: "l_1".into(),
        sku: "A".into(),
        variant: None,
        product: None,
        title: String::new(),
        options: String::new(),
        picture: None,
        quantity: Quantity::new(1, 0, "kg"),
        basis: QuantityBasis::Fixed,
        catalogue: Some(price(total + 100, 1, 0)),
        target: None,
        price: Some(price(total, 1, 0)),
        total: Some(euro(total)),
        tax_rate,
        required_on: None,
        lead_days: None,
        note: None,
        attachments: Vec::new(),
    }
}

#[test]
fn b2b_04_a_price_break_holds_from_its_quantity_on() {
    let breaks =
        [(1, 900), (10, 800), (100, 700)].map(|(from, minor)| PriceBreak { from, price: euro(minor) });
    let at = |digits| break_at(&breaks, digits).map(|each| each.price.minor);
    assert_eq!([at(0), at(1), at(9), at(10), at(5_000)], [None, Some(900), Some(900), Some(800), Some(700)]);
    assert_eq!(next_break(&breaks, 10).map(|each| each.from), Some(100));
    assert_eq!(next_break(&breaks, 100), None);
}

#[test]
fn b2b_08_a_line_is_rounded_once_and_half_away_from_zero() {
    assert_eq!(line_total(&price(999, 1, 0), &Quantity::new(250, 3, "kg")), Some(euro(250)));
    assert_eq!(line_total(&price(1, 1, 0), &Quantity::new(5, 1, "kg")), Some(euro(1)));
    assert_eq!(line_total(&price(-1, 1, 0), &Quantity::new(5, 1, "kg")), Some(euro(-1)));
    assert_eq!(line_total(&price(1_999, 100, 0), &Quantity::new(7, 0, "kg")), Some(euro(140)));
    assert_eq!(line_total(&price(1, 1, 0), &Quantity::new(1, 0, "l")), None);
    assert_eq!(line_total(&price(1, 0, 0), &Quantity::new(1, 0, "kg")), None);
}

#[test]
fn b2b_08_the_difference_to_the_catalogue_is_an_amount_and_a_share() {
    let delta = |offered, catalogue| price_delta(euro(offered), euro(catalogue)).unwrap();
    assert_eq!(delta(8_550, 9_500), PriceDelta { amount: euro(-950), basis_points: Some(-1_000) });
    assert_eq!(delta(100, 0).basis_points, None);
    assert_eq!(price_delta(euro(1), Money::new(1, Currency::iso("USD").unwrap())), None);
}

#[test]
fn b2b_08_tax_is_rounded_once_for_each_rate() {
    let lines = [line(105, 2_000), line(103, 2_000), line(1_000, 700)];
    let on_top = quote_totals(&lines, Some(euro(500)), 2_000, TaxBasis::Excluded).unwrap();
    assert_eq!((on_top.subtotal, on_top.total), (euro(1_208), euro(1_208 + 500 + 142 + 70)));
    let inside = quote_totals(&lines, Some(euro(500)), 2_000, TaxBasis::Included).unwrap();
    assert_eq!(inside.total, euro(1_708));
    assert!(inside.tax_included && inside.taxes.len() == 2);
    let reverse = quote_totals(&lines, None, 0, TaxBasis::ReverseCharge).unwrap();
    assert_eq!((reverse.total, reverse.taxes.len()), (euro(1_208), 0));
    let open = QuoteLine { total: None, ..line(1, 0) };
    assert_eq!(quote_totals(&[line(1, 0), open], None, 0, TaxBasis::Excluded), None);
    assert_eq!(catalogue_total(&lines), Some(euro(1_508)));
}

#[test]
fn b2b_15_what_a_company_s_limits_are_about_has_no_tax_in_it() {
    let lines = [line(11_900, 1_900), line(10_700, 700)];
    let without = |tax| goods_without_tax(&lines, tax);
    assert_eq!(without(TaxBasis::Included), Some(euro(20_000)));
    assert_eq!(without(TaxBasis::Excluded), Some(euro(22_600)));
    assert_eq!(without(TaxBasis::ReverseCharge), Some(euro(22_600)));
}

#[test]
fn b2b_22_a_conversion_knows_the_decimals_of_both_currencies() {
    let on = Date::new(2026, 11, 27).unwrap();
    let yen = Conversion { currency: Currency::iso("JPY").unwrap(), rate: 16_325, scale: 2, on };
    assert_eq!(convert(euro(1_000), &yen).map(|money| money.minor), Some(1_633));
    let dinar = Conversion { currency: Currency::iso("KWD").unwrap(), rate: 356, scale: 3, on };
    assert_eq!(convert(euro(1_000), &dinar).map(|money| money.minor), Some(3_560));
}

proptest! {
    #[test]
    fn b2b_08_a_line_is_never_more_than_half_a_unit_off(
        minor in 0_i64..1_000_000_000, amount in 1_i64..1_000_000, scale in 0_u8..5, per in 1_i64..1_000,
    ) {
        let total = line_total(&price(minor, per, 0), &Quantity::new(amount, scale, "kg")).unwrap();
        let by = i128::from(per) * 10_i128.pow(u32::from(scale));
        let exact = i128::from(minor) * i128::from(amount);
        prop_assert!((i128::from(total.minor) * by - exact).abs() * 2 <= by);
    }

    #[test]
    fn x_money_tax_of_a_quote_in_taiwan_is_in_whole_dollars_and_at_most_half_a_dollar_off(
        lines in prop::collection::vec((0_i64..10_000_000, prop::sample::select(vec![0_u32, 500, 1_000])), 1..8),
        shipping in 0_i64..1_000_000, is_inside: bool,
    ) {
        let taiwan = Currency::iso("TWD").unwrap();
        let tax = if is_inside { TaxBasis::Included } else { TaxBasis::Excluded };
        let shipping = Money::new(shipping, taiwan);
        let lines: Vec<QuoteLine> = lines
            .into_iter()
            .map(|(minor, rate)| QuoteLine { total: Some(Money::new(minor, taiwan)), ..line(0, rate) })
            .collect();
        for TaxLine { rate, amount } in quote_totals(&lines, Some(shipping), 500, tax).unwrap().taxes {
            prop_assert_eq!(amount.minor % 100, 0);
            let goods: i64 =
                lines.iter().filter(|line| line.tax_rate == rate).map(|line| line.total.unwrap().minor).sum();
            let taxed = i128::from(goods + if rate == 500 { shipping.minor } else { 0 });
            let by = if is_inside { 10_000 + i128::from(rate) } else { 10_000 };
            prop_assert!((i128::from(amount.minor) * by - taxed * i128::from(rate)).abs() <= 50 * by);
        }
    }

    #[test]
    fn b2b_10_a_price_is_the_same_for_one_and_for_many(minor in 0_i64..1_000_000, times in 1_i64..1_000, more in 1_i64..9) {
        let one = price(minor, 1, 0);
        prop_assert!(is_same_price(&one, &price(minor * times, times, 0)));
        prop_assert!(is_same_price(&one, &price(minor * times, times * 100, 2)));
        prop_assert!(!is_same_price(&one, &price(minor * times + more, times, 0)));
    }

    #[test]
    fn b2b_22_nothing_a_backend_sends_makes_it_panic(minor: i64, rate: i64, scale: u8, amount: i64, second: u8) {
        let on = Date::from_days(0);
        let _ = convert(euro(minor), &Conversion { currency: Currency::iso("CLF").unwrap(), rate, scale, on });
        let _ = line_total(&price(minor, rate, scale), &Quantity::new(amount, second, "kg"));
        let _ = is_same_price(&price(minor, rate, scale), &price(rate, amount, second));
        let _ = price_delta(euro(minor), euro(amount));
    }
}
