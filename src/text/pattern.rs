//! Fills a compiled pattern. The grammar stands in `compiler.rs`, which has
//! checked every pattern; a file damaged on its way shows odd text, no panic.

use super::Argument;
use crate::platform::intl;

pub(super) fn fill(pattern: &str, is_english: bool, arguments: &[Argument<'_>], out: &mut String) {
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((place, after)) = split_at_close(after) else { return };
        rest = after;
        let (index, branches) = place.split_once(',').unwrap_or((place, ""));
        let argument = match *index.as_bytes() {
            [digit] => arguments.get(usize::from(digit.wrapping_sub(b'0'))),
            _ => None,
        };
        match argument {
            None => {}
            Some(argument) if !branches.is_empty() => {
                fill(choose(branches, is_english, argument), is_english, arguments, out);
            }
            Some(Argument::Text(text)) => out.push_str(text),
            Some(Argument::Number(number)) => out.push_str(&intl::format_number(*number)),
        }
    }
    out.push_str(rest);
}

/// The first branch that fits: `=1{…}one{…}other{…}`.
fn choose<'a>(branches: &'a str, is_english: bool, argument: &Argument<'_>) -> &'a str {
    let category = match argument {
        Argument::Text(text) => text,
        Argument::Number(1) if is_english => "one",
        Argument::Number(_) if is_english => "other",
        Argument::Number(number) => intl::plural_category(*number),
    };
    let mut rest = branches;
    while let Some((selector, after)) = rest.split_once('{') {
        let Some((branch, after)) = split_at_close(after) else { break };
        let fits = match (selector.strip_prefix('='), argument) {
            (Some(exact), Argument::Number(number)) => exact == number.to_string(),
            _ => selector == "other" || selector == category,
        };
        if fits {
            return branch;
        }
        rest = after;
    }
    ""
}

/// Splits at the brace that closes the one just read.
fn split_at_close(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_u32;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some((text.get(..at)?, text.get(at + 1..)?)),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filled(pattern: &str, arguments: &[Argument<'_>]) -> String {
        let mut out = String::new();
        fill(pattern, true, arguments, &mut out);
        out
    }

    #[test]
    fn x_i18n_variables_stand_where_the_language_wants_them() {
        let arguments = [Argument::Text("shop"), Argument::Text("cart")];
        assert_eq!(filled("from {0} to {1}", &arguments), "from shop to cart");
        assert_eq!(filled("{1} ← {0}", &arguments), "cart ← shop");
    }

    #[test]
    fn x_i18n_an_exact_number_comes_before_its_plural_form() {
        let pattern = "{0,=0{Nothing}=1{Just one}one{{0} item}other{{0} items}} found";
        assert_eq!(filled(pattern, &[Argument::Number(0)]), "Nothing found");
        assert_eq!(filled(pattern, &[Argument::Number(1)]), "Just one found");
        assert_eq!(filled(pattern, &[Argument::Number(7)]), "7 items found");
    }

    #[test]
    fn x_i18n_choices_nest_and_unknown_values_take_other() {
        let pattern = "{0,card{{1,one{one card}other{{1} cards}}}other{a wallet}}!";
        assert_eq!(filled(pattern, &[Argument::Text("card"), Argument::Number(1)]), "one card!");
        assert_eq!(filled(pattern, &[Argument::Text("card"), Argument::Number(3)]), "3 cards!");
        assert_eq!(filled(pattern, &[Argument::Text("shell"), Argument::Number(3)]), "a wallet!");
    }

    #[test]
    fn x_i18n_braces_in_a_value_are_only_text() {
        assert_eq!(filled("Hello {0}.", &[Argument::Text("{0,other{x}}")]), "Hello {0,other{x}}.");
    }

    proptest! {
        #[test]
        fn x_i18n_a_damaged_pattern_never_panics(pattern in "[{}0-9,=a-c漢]{0,40}", number: u64) {
            filled(&pattern, &[Argument::Number(number), Argument::Text("漢")]);
        }
    }
}
