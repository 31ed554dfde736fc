//! Codes as they are typed at a door, and what is wrong with one.

use fivefold_api::rules::{CODE_LENGTH, CODE_LETTERS, read_code};

/// The letters of a whole code, its check digit among them.
pub const CODE_WHOLE: usize = CODE_LENGTH + 1;

/// What is wrong with a code that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// Nothing was typed.
    Empty,
    /// A letter that codes do not have.
    Letter(char),
    /// So many are missing.
    Short(u64),
    /// There are more than a code has.
    Long,
    /// One is wrong, or two have changed places.
    Check,
}

/// What there is to ask the shop about: a code, or whatever a reader that types has read from a QR code.
pub fn read(typed: &str) -> Result<String, Slip> {
    let typed = typed.trim();
    if is_scanned(typed) {
        return Ok(typed.to_owned());
    }
    let letters: Vec<char> = letters(typed).collect();
    let is_ours = |letter: &char| u8::try_from(*letter).is_ok_and(|letter| CODE_LETTERS.contains(&letter));
    if letters.is_empty() {
        return Err(Slip::Empty);
    }
    if let Some(other) = letters.iter().find(|letter| !is_ours(letter)) {
        return Err(Slip::Letter(*other));
    }
    match letters.len() {
        short @ 0..CODE_WHOLE => Err(Slip::Short(u64::try_from(CODE_WHOLE - short).unwrap_or(1))),
        CODE_WHOLE => read_code(&letters.iter().collect::<String>()).ok_or(Slip::Check),
        _ => Err(Slip::Long),
    }
}

/// A code in capitals and groups of four, while it is being typed: a dash comes with the letter after it, so that it
/// can be taken away again. What a reader types stays as it is.
pub fn grouped(typed: &str) -> String {
    if is_scanned(typed) {
        return typed.to_owned();
    }
    let mut code = String::with_capacity(CODE_WHOLE + 2);
    for (at, letter) in letters(typed).enumerate() {
        if at > 0 && at % 4 == 0 {
            code.push('-');
        }
        code.push(letter);
    }
    code
}

/// Codes of vouchers have no stop in them, what QR codes say has.
fn is_scanned(typed: &str) -> bool {
    typed.contains('.')
}

fn letters(typed: &str) -> impl Iterator<Item = char> {
    typed
        .chars()
        .map(narrow)
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| letter.to_ascii_uppercase())
}

/// Chinese input methods write ASCII in the width of an ideograph (Unicode's Fullwidth Forms, in the same order).
fn narrow(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::rules::write_code;

    fn code() -> String {
        write_code(&[4, 9, 1, 11, 5, 15, 18, 17, 6, 0, 7])
    }

    #[test]
    fn o2o_17_a_code_is_taken_however_it_is_typed() {
        let plain = code().to_lowercase().replace('-', " ");
        assert_eq!(read(&plain), Ok(code()));
        assert_eq!(read(&format!(" {} ", code())), Ok(code()));
        let wide = |letter: char| char::from_u32(u32::from(letter) + 0xFEE0).unwrap();
        assert_eq!(read(&code().to_lowercase().chars().map(wide).collect::<String>()), Ok(code()));
        assert_eq!(grouped("７ｋ４ｍ９"), "7K4M-9");
    }

    #[test]
    fn o2o_17_each_slip_is_told_from_the_others() {
        let code = code();
        assert_eq!(read("  - "), Err(Slip::Empty));
        assert_eq!(read("7K4O"), Err(Slip::Letter('O')));
        assert_eq!(read("7k4é"), Err(Slip::Letter('é')));
        assert_eq!(read(&code[..9]), Err(Slip::Short(4)));
        assert_eq!(read(&[&code, "3"].concat()), Err(Slip::Long));
        let first = if code.starts_with('3') { "4" } else { "3" };
        assert_eq!(read(&[first, &code[1..]].concat()), Err(Slip::Check));
    }

    #[test]
    fn o2o_17_what_a_reader_types_is_asked_about_as_it_is() {
        let scanned = "FF1.7K4M9QXTC3DF.b_1.1.2.aB-_";
        assert_eq!((read(scanned), grouped(scanned)), (Ok(scanned.to_owned()), scanned.to_owned()));
    }

    #[test]
    fn o2o_17_a_code_falls_into_groups_while_it_is_typed() {
        for (typed, shown) in [
            ("7k4", "7K4"),
            ("7k4m", "7K4M"),
            ("7k4m9", "7K4M-9"),
            ("7K4M-9qxtc3df", "7K4M-9QXT-C3DF"),
            ("7K4M-", "7K4M"),
        ] {
            assert_eq!(grouped(typed), shown);
        }
    }
}
