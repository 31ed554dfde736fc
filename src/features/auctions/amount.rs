//! Amounts as people type them. Digits only, never floats (X-MONEY).

use crate::platform::intl;
use fivefold_api::model::IncrementStep;
use fivefold_api::rules::minimum_bid;
use fivefold_api::vocabulary::{Currency, Money};

/// What parts whole from fraction and groups of digits from each other in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Separators {
    /// Before the fraction.
    pub decimal: char,
    /// Between groups of three digits.
    pub group: char,
}

impl Separators {
    /// Those of the present language.
    pub fn here() -> Self {
        Self::of(&intl::format_decimal(12_345, 1))
    }

    /// Reads them off `1,234.5` as a language writes it. A language may write small thousands without a group.
    pub fn of(sample: &str) -> Self {
        let mut signs = sample.chars().filter(|c| digit(*c).is_none());
        let (first, second) = (signs.next(), signs.next());
        match (first, second) {
            (Some(group), Some(decimal)) => Self { decimal, group },
            (Some(decimal), None) => Self { decimal, group: if decimal == ',' { '.' } else { ',' } },
            (None, _) => Self { decimal: '.', group: ',' },
        }
    }
}

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountProblem {
    /// Nothing is typed.
    Empty,
    /// It is no amount of money.
    Unreadable,
    /// The currency has fewer decimals.
    TooManyDecimals,
}

/// Reads what somebody typed: `1,320`, `1.320,50`, `€ 1320`, `１２`. Blanks and apostrophes part groups in every
/// language. A sign that parts groups here but stands where no group can be is taken for the other one.
///
/// # Errors
/// When it is no amount, or has more decimals than the currency.
pub fn parse_amount(text: &str, currency: Currency, here: Separators) -> Result<Money, AmountProblem> {
    let is_sign = |c: char| c == here.decimal || c == here.group || c == '.' || c == ',';
    let is_inside = |c: char| digit(c).is_some() || is_sign(c) || c == '-' || c == '−';
    let typed = text.trim_matches(|c| !is_inside(c));
    if typed.is_empty() {
        return Err(if text.trim().is_empty() { AmountProblem::Empty } else { AmountProblem::Unreadable });
    }
    let mut plain = String::new();
    for c in typed.chars() {
        match digit(c) {
            Some(value) => plain.push(char::from(b'0' + value)),
            None if is_sign(c) && !is_blank(c) => plain.push(c),
            None if is_blank(c) => {}
            None => return Err(AmountProblem::Unreadable),
        }
    }
    let (whole, fraction) = parts(&plain, here).ok_or(AmountProblem::Unreadable)?;
    if fraction.len() > usize::from(currency.exponent()) {
        return Err(AmountProblem::TooManyDecimals);
    }
    let dot = if fraction.is_empty() { "" } else { "." };
    Money::parse_decimal(&[&whole, dot, &fraction].concat(), currency).ok_or(AmountProblem::Unreadable)
}

/// The digits before and after the decimal sign.
fn parts(plain: &str, here: Separators) -> Option<(String, String)> {
    let other = if here.decimal == '.' { ',' } else { '.' };
    let group =
        if is_blank(here.group) || here.group == '\'' || here.group == '’' { other } else { here.group };
    if let Some((whole, fraction)) = plain.split_once(here.decimal) {
        let is_number = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
        return is_number.then(|| Some((ungrouped(whole, group)?, fraction.to_owned()))).flatten();
    }
    if let Some(whole) = ungrouped(plain, group) {
        return Some((whole, String::new()));
    }
    // "12,50" where a comma parts groups: nobody writes a group of two digits.
    let (whole, fraction) = plain.split_once(group)?;
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_plain(whole) && is_plain(fraction) && fraction.len() != 3)
        .then(|| (whole.to_owned(), fraction.to_owned()))
}

/// The digits of a whole number whose groups of three are parted by `group`, or of one without groups.
fn ungrouped(text: &str, group: char) -> Option<String> {
    let mut groups = text.split(group);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|part| part.len() == 3));
    (is_grouped && is_number(first) && rest.iter().all(|part| is_number(part)))
        .then(|| [first, &rest.concat()].concat())
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\'' | '’' | '٬')
}

/// The value of a digit: Latin, full-width, Arabic or Persian.
fn digit(c: char) -> Option<u8> {
    ['0', '０', '٠', '۰'].into_iter().find_map(|zero| {
        let value = u32::from(c).checked_sub(u32::from(zero))?;
        u8::try_from(value).ok().filter(|value| *value < 10)
    })
}

/// An amount as one would type it: no groups, no currency, no decimals that say nothing.
pub fn typed_amount(money: Money, here: Separators) -> String {
    let text = money.to_decimal();
    match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte == b'0') => whole.to_owned(),
        Some((whole, fraction)) => [whole, here.decimal.encode_utf8(&mut [0; 4]), fraction].concat(),
        None => text,
    }
}

/// The amounts that one press fills in: the least that is taken, and two steps more (C2C-03).
pub fn quick_bids(minimum: Money, increments: &[IncrementStep]) -> [Money; 3] {
    let next = |money: Money| Money::new(minimum_bid(increments, 0, Some(money.minor)), money.currency);
    let second = next(minimum);
    [minimum, second, next(second)]
}

/// Milliseconds for which an amount that has just changed is not taken from a press that was meant for the old one.
const SETTLES: f64 = 500.0;

/// Whether a press at `now` may still have been meant for what stood there before `changed` (C2C-03).
pub fn is_hasty(changed: Option<f64>, now: f64) -> bool {
    changed.is_some_and(|changed| now - changed < SETTLES)
}

#[cfg(test)]
#[path = "amount_tests.rs"]
mod tests;
