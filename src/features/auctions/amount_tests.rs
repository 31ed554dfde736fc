use super::*;
use proptest::prelude::*;

const ENGLISH: Separators = Separators { decimal: '.', group: ',' };
const GERMAN: Separators = Separators { decimal: ',', group: '.' };
const FRENCH: Separators = Separators { decimal: ',', group: '\u{202f}' };
const SWISS: Separators = Separators { decimal: '.', group: '’' };

fn currency(code: &str) -> Currency {
    Currency::iso(code).unwrap()
}

fn minor(text: &str, code: &str, here: Separators) -> Result<i64, AmountProblem> {
    parse_amount(text, currency(code), here).map(|money| money.minor)
}

#[test]
fn c2c_03_separators_are_those_of_the_language() {
    assert_eq!(Separators::of("1,234.5"), ENGLISH);
    assert_eq!(Separators::of("1.234,5"), GERMAN);
    assert_eq!(Separators::of("1\u{202f}234,5"), FRENCH);
    assert_eq!(Separators::of("1’234.5"), SWISS);
    assert_eq!(Separators::of("1234,5"), GERMAN);
    assert_eq!(Separators::of("12345"), ENGLISH);
}

#[test]
fn c2c_03_a_bid_is_read_as_its_language_writes_it() {
    for (text, here, expected) in [
        ("1320", ENGLISH, 132_000),
        ("1,320", ENGLISH, 132_000),
        ("1,320.5", ENGLISH, 132_050),
        ("12,50", ENGLISH, 1_250),
        ("€ 1,320.50", ENGLISH, 132_050),
        ("1320.50 EUR", ENGLISH, 132_050),
        ("1.320", GERMAN, 132_000),
        ("1.320,50 €", GERMAN, 132_050),
        ("12.5", GERMAN, 1_250),
        ("1 320,50", FRENCH, 132_050),
        ("1\u{202f}320,5", FRENCH, 132_050),
        ("1’320.50", SWISS, 132_050),
        ("1'320", SWISS, 132_000),
        ("１２３", ENGLISH, 12_300),
        ("  7 ", ENGLISH, 700),
    ] {
        assert_eq!(minor(text, "EUR", here), Ok(expected), "{text}");
    }
}

#[test]
fn c2c_03_what_is_no_amount_is_refused_and_says_why() {
    use AmountProblem::{Empty, TooManyDecimals, Unreadable};
    for (text, code, here, expected) in [
        ("", "EUR", ENGLISH, Empty),
        ("   ", "EUR", ENGLISH, Empty),
        ("much", "EUR", ENGLISH, Unreadable),
        ("-5", "EUR", ENGLISH, Unreadable),
        ("−5", "EUR", ENGLISH, Unreadable),
        ("1e5", "EUR", ENGLISH, Unreadable),
        ("1.2.3", "EUR", ENGLISH, Unreadable),
        ("12,34,56", "EUR", ENGLISH, Unreadable),
        ("5.", "EUR", ENGLISH, Unreadable),
        ("5.001", "EUR", ENGLISH, TooManyDecimals),
        ("5,001", "EUR", GERMAN, TooManyDecimals),
        ("5.5", "JPY", ENGLISH, TooManyDecimals),
        ("99999999999999999999", "EUR", ENGLISH, Unreadable),
    ] {
        assert_eq!(minor(text, code, here), Err(expected), "{text}");
    }
    assert_eq!(minor("1.250", "KWD", ENGLISH), Ok(1_250));
    assert_eq!(minor("1,250", "JPY", ENGLISH), Ok(1_250));
}

#[test]
fn c2c_03_the_quick_bids_are_the_minimum_and_two_steps_more() {
    let euro = |minor| Money::new(minor, currency("EUR"));
    let step = |from, step| IncrementStep { from: euro(from), step: euro(step) };
    let steps = [step(0, 100), step(10_000, 500)];
    assert_eq!(quick_bids(euro(9_950), &steps), [euro(9_950), euro(10_050), euro(10_550)]);
    assert_eq!(quick_bids(euro(100), &[]), [euro(100), euro(101), euro(102)]);
}

#[test]
fn c2c_03_a_press_right_after_a_change_may_have_been_meant_for_the_old_amount() {
    assert!(is_hasty(Some(1_000.0), 1_499.0));
    assert!(!is_hasty(Some(1_000.0), 1_500.0));
    assert!(!is_hasty(None, 0.0));
}

proptest! {
    #[test]
    fn c2c_03_what_is_filled_in_is_read_back(
        minor in 0_i64..1_000_000_000_000, code in "EUR|JPY|KWD", which in 0_usize..4,
    ) {
        let here = [ENGLISH, GERMAN, FRENCH, SWISS][which];
        let money = Money::new(minor, currency(&code));
        prop_assert_eq!(parse_amount(&typed_amount(money, here), money.currency, here), Ok(money));
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}", which in 0_usize..4) {
        let _ = parse_amount(&text, currency("EUR"), [ENGLISH, GERMAN, FRENCH, SWISS][which]);
    }
}
