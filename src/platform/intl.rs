//! Money, numbers, dates, plurals and lists in the reader's locale, by the
//! browser's own `Intl` (ECMA-402), so that no locale data is shipped.
//!
//! Amounts reach `Intl` as exact decimal texts, never as floats. Formatters are
//! made once for each locale and set of options, since making one costs far
//! more than using it. Where `Intl` is absent or refuses (a host test, an
//! unknown currency or time zone), each function answers in a plain form that
//! is still exact.

use fivefold_api::vocabulary::{Instant, Money, Quantity};
use std::cell::RefCell;

/// How much of an instant is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// 25 Nov 2026
    Day,
    /// Wed, 25 Nov
    Weekday,
    /// 14:30
    Time,
    /// 25 Nov 2026, 14:30
    Moment,
    /// 25 Nov 2026, 14:30 CET
    ZonedMoment,
    /// Wednesday 25 November 2026 at 14:30 CET
    Full,
    /// Wed 25 Nov, 14:30
    WeekdayMoment,
    /// Wednesday 25 November 2026
    LongDay,
    /// Wednesday 25 November
    DayName,
    /// November 2026
    Month,
    /// Wednesday
    WeekdayName,
    /// Wed
    WeekdayShort,
}

/// Sets the locale of everything formatted from now on, a BCP 47 tag. Called
/// once at the start; an unknown tag leaves the browser's own locale.
pub fn set_locale(tag: &str) {
    LOCALE.with_borrow_mut(|locale| {
        locale.clear();
        locale.push_str(tag);
    });
    engine::forget();
}

/// Money with its currency, with exactly the decimals of the currency: €148.00,
/// ¥1,200, KWD 1.500. Whole Taiwan dollars stand without decimals, as prices
/// there are written (CLDR's cash digits); no digit is ever lost.
pub fn format_money(money: &Money) -> String {
    let code = money.currency.code();
    let exponent = money.currency.exponent();
    let text = decimal_text(money.minor, exponent);
    let mut key = key_of("m", code);
    key.push(char::from(b'0' + exponent.min(9)));
    let zeros = if code == "TWD" { "stripIfInteger" } else { "auto" };
    let options = [
        ("style", Value::Text("currency")),
        ("currency", Value::Text(code)),
        ("minimumFractionDigits", Value::Number(exponent.into())),
        ("maximumFractionDigits", Value::Number(exponent.into())),
        ("trailingZeroDisplay", Value::Text(zeros)),
    ];
    engine::call(&key, "NumberFormat", "format", &options, &[Value::Text(&text)])
        .unwrap_or_else(|| [code, "\u{a0}", &text].concat())
}

/// A count in the locale's digits and groups: 1,240.
pub fn format_number(number: u64) -> String {
    let text = number.to_string();
    engine::call("n", "NumberFormat", "format", &[], &[Value::Text(&text)]).unwrap_or(text)
}

/// An exact decimal: `(46, 1)` is 4.6.
pub fn format_decimal(amount: i64, scale: u8) -> String {
    let text = decimal_text(amount, scale);
    let options = [
        ("minimumFractionDigits", Value::Number(scale.into())),
        ("maximumFractionDigits", Value::Number(scale.into())),
    ];
    engine::call(&key_of("f", &scale.to_string()), "NumberFormat", "format", &options, &[Value::Text(&text)])
        .unwrap_or(text)
}

/// A share in hundredths of a percent, as tax and discounts travel: 1900 is
/// 19%, 1250 is 12.5%.
pub fn format_percent(basis_points: i64) -> String {
    let options = [("style", Value::Text("percent")), ("maximumFractionDigits", Value::Number(2.0))];
    let share = decimal_text(basis_points, 4);
    engine::call("p", "NumberFormat", "format", &options, &[Value::Text(&share)])
        .unwrap_or_else(|| [decimal_text(basis_points, 2).as_str(), "%"].concat())
}

/// A quantity with its unit, without needless zeros: 0.25 kg, 750 ml, 12 m. A
/// unit that `Intl` does not know stands as the backend wrote it.
pub fn format_quantity(quantity: &Quantity) -> String {
    let text = decimal_text(quantity.amount, quantity.scale);
    let unit = match quantity.unit.as_str() {
        "g" => "gram",
        "kg" => "kilogram",
        "km" => "kilometer",
        "ml" => "milliliter",
        "l" => "liter",
        "mm" => "millimeter",
        "cm" => "centimeter",
        "m" => "meter",
        other => other,
    };
    let options = [
        ("style", Value::Text("unit")),
        ("unit", Value::Text(unit)),
        ("maximumFractionDigits", Value::Number(quantity.scale.into())),
    ];
    let mut key = key_of("q", unit);
    key.push_str(&quantity.scale.to_string());
    engine::call(&key, "NumberFormat", "format", &options, &[Value::Text(&text)])
        .unwrap_or_else(|| [text.as_str(), "\u{a0}", &quantity.unit].concat())
}

/// An instant in the reader's own time zone.
pub fn format_date(instant: Instant, style: DateStyle) -> String {
    format_date_in(instant, style, "")
}

/// An instant in an IANA time zone, such as the destination's `Asia/Taipei`;
/// empty for the reader's own.
pub fn format_date_in(instant: Instant, style: DateStyle, zone: &str) -> String {
    date(style, zone, "format", &[Value::Number(millis(instant))])
        .unwrap_or_else(|| plain_date(instant, style))
}

/// Whether the browser knows an IANA time zone. Where it does not, [`format_date_in`] answers in universal time.
pub fn knows_zone(zone: &str) -> bool {
    date(DateStyle::Time, zone, "format", &[Value::Number(0.0)]).is_some()
}

/// What an IANA time zone is called in the current locale, the same in summer and winter: Western European Time. Some
/// were called otherwise in other years. `None` where the browser does not know.
pub fn format_zone(zone: &str, at: Instant) -> Option<String> {
    let options = [("timeZone", Value::Text(zone)), ("timeZoneName", Value::Text("longGeneric"))];
    let arguments = [Value::Number(millis(at))];
    engine::part("timeZoneName", &key_of("z", zone), "DateTimeFormat", &options, &arguments)
}

/// How far the reader's own clock is ahead of UTC at an instant, in minutes. `None` where nobody knows.
pub fn own_offset_minutes(instant: Instant) -> Option<i64> {
    engine::own_offset_minutes(millis(instant))
}

/// The day with which weeks begin in the current locale, after ISO 8601: 1 is Monday. Not every browser knows, so
/// the regions are CLDR's (`supplemental/weekData`). A language without a region begins on Monday, as ISO 8601 does;
/// Chinese in traditional letters is Taiwan's (`supplemental/likelySubtags`).
pub fn first_weekday() -> u32 {
    const SUNDAY: &str = "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX \
                          MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
    const SATURDAY: &str = "AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";
    LOCALE.with_borrow(|locale| {
        let written = locale.split('-').skip(1).find(|part| part.len() == 2);
        let region = written.unwrap_or(if locale.ends_with("-Hant") { "TW" } else { "001" });
        match region {
            region if SUNDAY.contains(region) => 7,
            region if SATURDAY.contains(region) => 6,
            _ => 1,
        }
    })
}

/// Two instants as one range, without saying twice what both share:
/// 25–27 Nov 2026. Empty `zone` for the reader's own.
pub fn format_date_range(from: Instant, to: Instant, style: DateStyle, zone: &str) -> String {
    let arguments = [Value::Number(millis(from)), Value::Number(millis(to))];
    date(style, zone, "formatRange", &arguments)
        .unwrap_or_else(|| [plain_date(from, style).as_str(), " – ", &plain_date(to, style)].concat())
}

/// How far `instant` is from `now`, in the largest unit that fits: in 3
/// minutes, yesterday. `now` comes from the server's clock.
pub fn format_relative(instant: Instant, now: Instant) -> String {
    let seconds = instant.millis().saturating_sub(now.millis()) / 1000;
    let (amount, unit) = match seconds.unsigned_abs() {
        0..60 => (seconds, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        86_400..2_592_000 => (seconds / 86_400, "day"),
        2_592_000..31_536_000 => (seconds / 2_592_000, "month"),
        _ => (seconds / 31_536_000, "year"),
    };
    let options = [("numeric", Value::Text("auto"))];
    let arguments = [Value::Number(to_float(amount)), Value::Text(unit)];
    engine::call("r", "RelativeTimeFormat", "format", &options, &arguments)
        .unwrap_or_else(|| plain_date(instant, DateStyle::Moment))
}

/// The plural form of a count in the current locale.
pub fn plural_category(number: u64) -> &'static str {
    // Past 2^53 the digits that decide a form are the same in every locale the
    // catalogue knows, so the rounding of a float is harmless.
    #[expect(clippy::cast_precision_loss, reason = "see above")]
    let arguments = [Value::Number(number as f64)];
    let category = engine::call("c", "PluralRules", "select", &[], &arguments);
    match category.as_deref() {
        Some("zero") => "zero",
        Some("one") => "one",
        Some("two") => "two",
        Some("few") => "few",
        Some("many") => "many",
        Some(_) => "other",
        None if number == 1 && LOCALE.with_borrow(|locale| locale.starts_with("en")) => "one",
        None => "other",
    }
}

/// Words as a list: red, blue and green.
pub fn format_list(items: &[&str]) -> String {
    engine::call("l", "ListFormat", "format", &[], &[Value::List(items)]).unwrap_or_else(|| items.join(", "))
}

/// The name of a country (ISO 3166-1 alpha-2) in the current locale: Germany. A code that nobody knows is
/// its own name.
pub fn format_region(code: &str) -> String {
    let options = [("type", Value::Text("region"))];
    engine::call("g", "DisplayNames", "of", &options, &[Value::Text(code)]).unwrap_or_else(|| code.to_owned())
}

/// `amount` with its last `scale` digits as decimals: `(-5, 3)` is `-0.005`.
fn decimal_text(amount: i64, scale: u8) -> String {
    let scale = usize::from(scale);
    let mut text = amount.unsigned_abs().to_string();
    if scale > 0 {
        while text.len() <= scale {
            text.insert(0, '0');
        }
        text.insert(text.len() - scale, '.');
    }
    if amount < 0 {
        text.insert(0, '-');
    }
    text
}

fn date(style: DateStyle, zone: &str, method: &str, arguments: &[Value<'_>]) -> Option<String> {
    let styled: &[(&str, Value<'_>)] = match style {
        DateStyle::Day => &[("dateStyle", Value::Text("medium"))],
        DateStyle::Weekday => &[
            ("weekday", Value::Text("short")),
            ("day", Value::Text("numeric")),
            ("month", Value::Text("short")),
        ],
        DateStyle::Time => &[("timeStyle", Value::Text("short"))],
        DateStyle::Moment => &[("dateStyle", Value::Text("medium")), ("timeStyle", Value::Text("short"))],
        DateStyle::ZonedMoment => &[
            ("day", Value::Text("numeric")),
            ("month", Value::Text("short")),
            ("year", Value::Text("numeric")),
            ("hour", Value::Text("numeric")),
            ("minute", Value::Text("2-digit")),
            ("timeZoneName", Value::Text("short")),
        ],
        DateStyle::Full => &[
            ("weekday", Value::Text("long")),
            ("day", Value::Text("numeric")),
            ("month", Value::Text("long")),
            ("year", Value::Text("numeric")),
            ("hour", Value::Text("numeric")),
            ("minute", Value::Text("2-digit")),
            ("timeZoneName", Value::Text("short")),
        ],
        DateStyle::WeekdayMoment => &[
            ("weekday", Value::Text("short")),
            ("day", Value::Text("numeric")),
            ("month", Value::Text("short")),
            ("hour", Value::Text("numeric")),
            ("minute", Value::Text("2-digit")),
        ],
        DateStyle::LongDay => &[
            ("weekday", Value::Text("long")),
            ("day", Value::Text("numeric")),
            ("month", Value::Text("long")),
            ("year", Value::Text("numeric")),
        ],
        DateStyle::DayName => &[
            ("weekday", Value::Text("long")),
            ("day", Value::Text("numeric")),
            ("month", Value::Text("long")),
        ],
        DateStyle::Month => &[("month", Value::Text("long")), ("year", Value::Text("numeric"))],
        DateStyle::WeekdayName => &[("weekday", Value::Text("long"))],
        DateStyle::WeekdayShort => &[("weekday", Value::Text("short"))],
    };
    let mut options = styled.to_vec();
    if !zone.is_empty() {
        options.push(("timeZone", Value::Text(zone)));
    }
    let mut key = key_of(if method == "format" { "d" } else { "e" }, zone);
    key.push(char::from(b'0' + style as u8));
    engine::call(&key, "DateTimeFormat", method, &options, arguments)
}

/// Universal time, in the digits of RFC 3339.
fn plain_date(instant: Instant, style: DateStyle) -> String {
    let text = instant.to_rfc3339();
    let range = match style {
        DateStyle::Time => 11..16,
        DateStyle::Moment | DateStyle::ZonedMoment | DateStyle::Full | DateStyle::WeekdayMoment => 0..16,
        DateStyle::Month => 0..7,
        _ => 0..10,
    };
    text.get(range).unwrap_or(&text).replace('T', " ")
}

fn key_of(kind: &str, detail: &str) -> String {
    [kind, detail].concat()
}

fn millis(instant: Instant) -> f64 {
    to_float(instant.millis())
}

#[expect(clippy::cast_precision_loss, reason = "JavaScript's dates are floats, exact to the year 275760")]
fn to_float(number: i64) -> f64 {
    number as f64
}

/// What `Intl` is given, as an option or to format.
#[derive(Clone, Copy)]
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser reads them"))]
enum Value<'a> {
    Text(&'a str),
    Number(f64),
    List(&'a [&'a str]),
}

thread_local! {
    static LOCALE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// `Intl` through reflection: one path for every formatter costs the least
/// code, and a constructor that throws is an answer here, not a crash.
#[cfg(target_arch = "wasm32")]
mod engine {
    use super::{LOCALE, Value};
    use js_sys::{Array, Date, Function, Object, Reflect, global};
    use std::cell::RefCell;
    use wasm_bindgen::{JsCast, JsValue};

    thread_local! {
        /// Formatters by their options, each with its formatting function.
        static MADE: RefCell<Vec<(String, JsValue, Function)>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn forget() {
        MADE.with_borrow_mut(Vec::clear);
    }

    /// Calls `method` of the formatter `class` with `options`, which `key`
    /// names. `None` when `Intl` refuses.
    pub(super) fn call(
        key: &str,
        class: &str,
        method: &str,
        options: &[(&str, Value<'_>)],
        arguments: &[Value<'_>],
    ) -> Option<String> {
        answer(key, class, method, options, arguments)?.as_string()
    }

    /// What stands for the part `kind` in what the formatter makes.
    pub(super) fn part(
        kind: &str,
        key: &str,
        class: &str,
        options: &[(&str, Value<'_>)],
        arguments: &[Value<'_>],
    ) -> Option<String> {
        let parts: Array = answer(key, class, "formatToParts", options, arguments)?.dyn_into().ok()?;
        let text = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
        parts
            .iter()
            .find(|part| text(part, "type").as_deref() == Some(kind))
            .and_then(|part| text(&part, "value"))
    }

    #[expect(clippy::cast_possible_truncation, reason = "no clock is ahead by more than a day")]
    pub(super) fn own_offset_minutes(millis: f64) -> Option<i64> {
        let behind = Date::new(&JsValue::from_f64(millis)).get_timezone_offset();
        behind.is_finite().then_some(-behind as i64)
    }

    fn answer(
        key: &str,
        class: &str,
        method: &str,
        options: &[(&str, Value<'_>)],
        arguments: &[Value<'_>],
    ) -> Option<JsValue> {
        let known = MADE.with_borrow(|made| {
            made.iter()
                .find(|(other, ..)| other == key)
                .map(|(_, object, function)| (object.clone(), function.clone()))
        });
        let (object, function) = match known {
            Some(known) => known,
            None => {
                let (object, function) = make(class, method, options).ok()?;
                MADE.with_borrow_mut(|made| made.push((key.to_owned(), object.clone(), function.clone())));
                (object, function)
            }
        };
        let arguments: Array = arguments.iter().map(to_js).collect();
        Reflect::apply(&function, &object, &arguments).ok()
    }

    fn make(
        class: &str,
        method: &str,
        options: &[(&str, Value<'_>)],
    ) -> Result<(JsValue, Function), JsValue> {
        let class: Function =
            Reflect::get(&Reflect::get(&global(), &"Intl".into())?, &class.into())?.dyn_into()?;
        let given = Object::new();
        for (name, value) in options {
            Reflect::set(&given, &(*name).into(), &to_js(value))?;
        }
        let locale = LOCALE.with_borrow(|locale| JsValue::from_str(locale));
        let object = Reflect::construct(&class, &Array::of2(&locale, &given))
            // A tag that no browser knows must not take the prices away.
            .or_else(|_| Reflect::construct(&class, &Array::of2(&JsValue::UNDEFINED, &given)))?;
        let function = Reflect::get(&object, &method.into())?.dyn_into()?;
        Ok((object, function))
    }

    fn to_js(value: &Value<'_>) -> JsValue {
        match value {
            Value::Text(text) => JsValue::from_str(text),
            Value::Number(number) => JsValue::from_f64(*number),
            Value::List(items) => items.iter().map(|item| JsValue::from_str(item)).collect::<Array>().into(),
        }
    }
}

/// A host has no `Intl`.
#[cfg(not(target_arch = "wasm32"))]
mod engine {
    use super::Value;

    pub(super) fn forget() {}

    pub(super) fn call(
        _key: &str,
        _class: &str,
        _method: &str,
        _options: &[(&str, Value<'_>)],
        _arguments: &[Value<'_>],
    ) -> Option<String> {
        None
    }

    pub(super) fn part(
        _kind: &str,
        _key: &str,
        _class: &str,
        _options: &[(&str, Value<'_>)],
        _arguments: &[Value<'_>],
    ) -> Option<String> {
        None
    }

    pub(super) fn own_offset_minutes(_millis: f64) -> Option<i64> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::vocabulary::Currency;
    use proptest::prelude::*;

    fn money(minor: i64, code: &str) -> Money {
        Money::new(minor, Currency::iso(code).unwrap())
    }

    #[test]
    fn x_money_without_intl_an_amount_is_plain_and_exact() {
        assert_eq!(format_money(&money(14800, "EUR")), "EUR\u{a0}148.00");
        assert_eq!(format_money(&money(1200, "JPY")), "JPY\u{a0}1200");
        assert_eq!(format_money(&money(-5, "KWD")), "KWD\u{a0}-0.005");
        assert_eq!(format_money(&money(i64::MIN, "USD")), "USD\u{a0}-92233720368547758.08");
    }

    #[test]
    fn x_time_without_intl_an_instant_is_universal_time() {
        let instant = Instant::parse("2026-11-25T14:30:00Z").unwrap();
        assert_eq!(format_date(instant, DateStyle::Moment), "2026-11-25 14:30");
        assert_eq!(format_date(instant, DateStyle::Time), "14:30");
    }

    #[test]
    fn x_i18n_without_intl_english_still_knows_one() {
        set_locale("en-GB");
        assert_eq!(plural_category(1), "one");
        assert_eq!(plural_category(2), "other");
        set_locale("zh-Hant");
        assert_eq!(plural_category(1), "other");
    }

    #[test]
    fn x_i18n_weeks_begin_as_they_do_in_the_reader_s_region() {
        for (tag, first) in [
            ("en-GB", 1),
            ("en-US", 7),
            ("zh-Hant-TW", 7),
            ("zh-Hans-CN", 1),
            ("ar-EG", 6),
            ("en", 1),
            ("zh-Hant", 7),
        ] {
            set_locale(tag);
            assert_eq!(first_weekday(), first, "{tag}");
        }
    }

    proptest! {
        #[test]
        fn x_money_the_text_for_intl_holds_every_digit(amount: i64, scale in 0_u8..=4) {
            let text = decimal_text(amount, scale);
            let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
            prop_assert_eq!(decimals.len(), usize::from(scale));
            let digits = whole.trim_start_matches('-');
            prop_assert!(!digits.is_empty() && (digits == "0" || !digits.starts_with('0')));
            let joined: i128 = [whole, decimals].concat().parse().unwrap();
            prop_assert_eq!(joined, i128::from(amount));
        }

        #[test]
        fn x_money_the_text_for_intl_is_the_vocabulary_s_decimal(minor: i64, code in "EUR|JPY|KWD|CLF") {
            let money = money(minor, &code);
            prop_assert_eq!(decimal_text(minor, money.currency.exponent()), money.to_decimal());
        }
    }
}
