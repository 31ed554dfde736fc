//! Numbers as people type them: with a comma or a point, with groups, in full width.

/// The most decimals of a typed number.
const DECIMALS_MAX: usize = 6;
/// The most digits: so many always fit.
const DIGITS_MAX: usize = 15;

/// Which mark a locale writes before decimals. It decides where a number can be read either way: `1.500`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1,234.5`
    Point,
    /// `1.234,5`
    Comma,
}

/// A number as ASCII digits, points, commas and spaces for groups; `None` when there is anything else in it.
fn plain(text: &str) -> Option<String> {
    text.trim()
        .chars()
        .map(|letter| match letter {
            '0'..='9' => Some(letter),
            // Full width, Arabic-Indic, extended Arabic-Indic.
            '\u{ff10}'..='\u{ff19}' => shifted(letter, 0xff10),
            '\u{660}'..='\u{669}' => shifted(letter, 0x660),
            '\u{6f0}'..='\u{6f9}' => shifted(letter, 0x6f0),
            '.' | '\u{ff0e}' => Some('.'),
            ',' | '\u{ff0c}' | '\u{66b}' => Some(','),
            '\'' | '\u{2019}' | '\u{66c}' => Some(' '),
            _ if letter.is_whitespace() => Some(' '),
            _ => None,
        })
        .collect()
}

fn shifted(letter: char, zero: u32) -> Option<char> {
    char::from_digit(u32::from(letter).checked_sub(zero)?, 10)
}

/// Reads a number that is not negative: its digits, and how many of them are decimals.
///
/// A mark that comes twice, and one before another one, separates groups. One mark alone separates groups if three digits
/// follow, one to three stand before it, the first not zero, and `mark` is the other one. `None` for a sign, an
/// exponent, groups that are none, and more than six decimals.
#[must_use]
pub fn read_decimal(text: &str, mark: DecimalMark) -> Option<(i64, u8)> {
    let text = plain(text)?;
    let (whole, fraction) = parts(&text, mark);
    let fraction = fraction.trim_end_matches('0');
    let whole = ungrouped(whole)?;
    let is_shaped = fraction.bytes().all(|byte| byte.is_ascii_digit())
        && fraction.len() <= DECIMALS_MAX
        && whole.len() + fraction.len() <= DIGITS_MAX
        && text.bytes().any(|byte| byte.is_ascii_digit());
    if !is_shaped {
        return None;
    }
    let digits = whole + fraction;
    let amount = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    Some((amount, u8::try_from(fraction.len()).ok()?))
}

/// What stands before and after the mark that is for decimals.
fn parts(text: &str, mark: DecimalMark) -> (&str, &str) {
    let last = text.rfind(['.', ',']);
    let Some(at) = last else { return (text, "") };
    let (whole, fraction) = (&text[..at], &text[at + 1..]);
    let own = &text[at..=at];
    let is_twice = whole.contains(own);
    let is_mixed = whole.contains(['.', ',', ' ']) && !is_twice;
    let is_of_locale = matches!((own, mark), (".", DecimalMark::Point) | (",", DecimalMark::Comma));
    let looks_grouped = fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    if is_twice || (!is_mixed && looks_grouped && !is_of_locale) { (text, "") } else { (whole, fraction) }
}

/// The digits of a number in groups of one mark. The last group has three digits, the first one to three, others two
/// (as in India) or three.
fn ungrouped(text: &str) -> Option<String> {
    let mark = text.bytes().find(|byte| !byte.is_ascii_digit());
    let Some(mark) = mark else { return Some(text.trim_start_matches('0').to_owned()) };
    let groups: Vec<&str> = text.split(char::from(mark)).collect();
    let are_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let (last, before) = groups.split_last()?;
    let (first, middle) = before.split_first()?;
    let is_shaped = last.len() == 3
        && (1..=3).contains(&first.len())
        && middle.iter().all(|group| (2..=3).contains(&group.len()));
    (are_digits && is_shaped).then(|| groups.concat().trim_start_matches('0').to_owned())
}

#[cfg(test)]
#[path = "decimal_tests.rs"]
mod tests;
