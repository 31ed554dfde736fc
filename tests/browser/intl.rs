//! Money, dates and messages by the browser's own `Intl`.

use fivefold::platform::intl::{self, DateStyle};
use fivefold::text;
use fivefold_api::vocabulary::{Currency, Instant, Money, Quantity};
use wasm_bindgen_test::wasm_bindgen_test;

fn shown(minor: i64, code: &str) -> String {
    let currency = Currency::iso(code).expect("a code of ISO 4217");
    intl::format_money(&Money::new(minor, currency)).replace('\u{a0}', " ")
}

#[wasm_bindgen_test]
fn x_money_each_currency_has_its_own_decimals() {
    intl::set_locale("en-GB");
    assert_eq!(shown(14_800, "EUR"), "€148.00");
    assert_eq!(shown(1_200, "JPY"), "JP¥1,200");
    assert_eq!(shown(1_500, "KWD"), "KWD 1.500");
    assert_eq!(shown(129_900, "TWD"), "NT$1,299");
    assert_eq!(shown(129_950, "TWD"), "NT$1,299.50");
    intl::set_locale("de");
    assert_eq!(shown(-5, "EUR"), "-0,05 €");
}

#[wasm_bindgen_test]
fn x_money_no_digit_is_lost_beyond_the_floats() {
    intl::set_locale("en-GB");
    assert_eq!(shown(i64::MAX, "EUR"), "€92,233,720,368,547,758.07");
    assert_eq!(intl::format_number(u64::MAX), "18,446,744,073,709,551,615");
}

#[wasm_bindgen_test]
fn x_i18n_what_intl_refuses_is_shown_plainly() {
    intl::set_locale("not a tag");
    assert!(shown(14_800, "EUR").contains("148"));
    intl::set_locale("en-GB");
    let instant = Instant::parse("2026-11-25T14:30:00Z").expect("RFC 3339");
    assert_eq!(intl::format_date_in(instant, DateStyle::Day, "Mars/Olympus"), "2026-11-25");
    let crates = Quantity { amount: 3, scale: 0, unit: "no unit".to_owned() };
    assert_eq!(intl::format_quantity(&crates), "3\u{a0}no unit");
    assert!(!intl::format_date(Instant::from_millis(i64::MAX), DateStyle::Full).is_empty());
}

#[wasm_bindgen_test]
fn x_time_an_instant_is_shown_in_the_zone_asked_for() {
    intl::set_locale("en-GB");
    let instant = Instant::parse("2026-11-25T14:30:00Z").expect("RFC 3339");
    assert_eq!(intl::format_date_in(instant, DateStyle::Time, "Asia/Taipei"), "22:30");
    assert_eq!(intl::format_date_in(instant, DateStyle::Day, "Asia/Taipei"), "25 Nov 2026");
}

#[wasm_bindgen_test]
fn x_i18n_messages_count_in_the_language_of_the_page() {
    intl::set_locale("en-GB");
    assert_eq!(text::shopping::results(1), "1 result");
    assert_eq!(text::shopping::results(1_240), "1,240 results");
    let chinese = include_str!("../../gen/text/zh-Hant.json");
    text::install("zh-Hant", chinese).expect("the build wrote it");
    intl::set_locale("zh-Hant");
    assert_eq!(text::shopping::results(1), "1 筆結果");
    assert_eq!(text::language(), "zh-Hant");
    // The tests of this program share one page.
    text::install("en", "[]").expect("an empty catalogue");
    assert_eq!(text::shopping::results(2), "2 results");
}
