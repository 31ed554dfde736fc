//! Numbers as people type them.

use super::*;
use DecimalMark::{Comma, Point};
use proptest::prelude::*;

#[test]
fn b2b_03_a_number_is_read_however_its_country_writes_it() {
    for (text, mark, wanted) in [
        ("12", Point, Some((12, 0))),
        (" 007 ", Point, Some((7, 0))),
        ("0", Point, Some((0, 0))),
        ("0.250", Comma, Some((25, 2))),
        ("0,250", Point, Some((25, 2))),
        ("12,5", Point, Some((125, 1))),
        ("12.5", Comma, Some((125, 1))),
        ("1.500", Point, Some((15, 1))),
        ("1.500", Comma, Some((1_500, 0))),
        ("1,500", Point, Some((1_500, 0))),
        ("1,500", Comma, Some((15, 1))),
        ("1,234.5", Comma, Some((12_345, 1))),
        ("1.234,50", Point, Some((12_345, 1))),
        ("1.234.567", Point, Some((1_234_567, 0))),
        ("1\u{a0}234,5", Point, Some((12_345, 1))),
        ("1 234,567", Point, Some((1_234_567, 3))),
        ("1’234.5", Comma, Some((12_345, 1))),
        ("1,00,000", Point, Some((100_000, 0))),
        ("\u{ff11}\u{ff12}\u{ff0e}\u{ff15}", Point, Some((125, 1))),
        ("\u{661}\u{662}\u{66b}\u{665}", Point, Some((125, 1))),
        ("1234,567", Point, Some((1_234_567, 3))),
    ] {
        assert_eq!(read_decimal(text, mark), wanted, "{text}");
    }
}

#[test]
fn b2b_03_what_is_no_number_is_none() {
    for text in [
        "",
        " ",
        ".",
        ",",
        "-1",
        "+1",
        "=1",
        "1e3",
        "0x1",
        "1,2,3",
        "1,23.4",
        "1.2.3.4",
        "12 34",
        "1..2",
        "1/2",
        "٣x",
        "99999999999999999",
        "0.1234567",
        "一",
        "1,,000",
    ] {
        assert_eq!(read_decimal(text, Point), None, "{text}");
        assert_eq!(read_decimal(text, Comma), None, "{text}");
    }
}

proptest! {
    #[test]
    fn b2b_03_whatever_is_typed_is_a_number_or_none(text in "[0-9., '\u{ff0c}\u{ff10}-\u{ff19}\u{a0}x=+-]{0,24}", other in ".{0,24}") {
        for mark in [Point, Comma] {
            if let Some((amount, scale)) = read_decimal(&text, mark) {
                prop_assert!(amount >= 0 && usize::from(scale) <= DECIMALS_MAX);
            }
            let _ = read_decimal(&other, mark);
        }
    }

    #[test]
    fn b2b_03_a_plain_number_is_read_as_it_is(whole in 0_i64..1_000_000, hundredths in 0_i64..100) {
        for (mark, text) in [(Point, format!("{whole}.{hundredths:02}")), (Comma, format!("{whole},{hundredths:02}"))] {
            let (amount, scale) = read_decimal(&text, mark).unwrap();
            let exact = amount * 10_i64.pow(2 - u32::from(scale));
            prop_assert_eq!(exact, whole * 100 + hundredths);
        }
    }
}
