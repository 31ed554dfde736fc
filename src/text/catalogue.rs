//! The fetched messages of a locale other than English.

use crate::platform::assets;
use fivefold_api::json;
use std::cell::Cell;

thread_local! {
    static INSTALLED: Cell<Option<&'static Catalogue>> = const { Cell::new(None) };
}

struct Catalogue {
    locale: String,
    slices: Vec<(u32, Vec<String>)>,
}

/// A file that is no message catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadCatalogue(pub String);

/// Fetches the messages of a locale from `url` and shows them from now on.
/// Await it before the first render; after an error English stays.
///
/// # Errors
/// When the file cannot be had or is no catalogue; for the console, the buyer
/// reads on in English.
pub async fn load(locale: &str, url: &str) -> Result<(), BadCatalogue> {
    let json = assets::fetch_text(url).await.map_err(BadCatalogue)?;
    install(locale, &json)
}

/// Shows these messages from now on.
///
/// # Errors
/// When the text is no catalogue.
pub fn install(locale: &str, text: &str) -> Result<(), BadCatalogue> {
    let slices = json::from_str(text).map_err(|error| BadCatalogue(error.to_string()))?;
    // Messages are handed out as `&'static str`. A page installs one catalogue,
    // so what is kept is bounded.
    let catalogue = Box::leak(Box::new(Catalogue { locale: locale.to_owned(), slices }));
    INSTALLED.set(Some(catalogue));
    Ok(())
}

/// The language the messages are in, for `<html lang>`: the locale asked for,
/// or `en` when its file could not be had.
pub fn language() -> &'static str {
    INSTALLED.get().map_or("en", |catalogue| &catalogue.locale)
}

/// The direction that [`language`] is written in, for `<html dir>`. `boot.js`
/// says the same of the page's shell.
pub fn direction() -> &'static str {
    match language().as_bytes() {
        [a, b] | [a, b, b'-', ..] if [b"ar", b"fa", b"he", b"ur"].contains(&&[*a, *b]) => "rtl",
        _ => "ltr",
    }
}

/// The message at `index`. `None` where English holds: nothing is installed,
/// the slice has other keys than this program, or the message is empty.
pub(super) fn find(slice: u32, index: u32) -> Option<&'static str> {
    let (_, messages) = INSTALLED.get()?.slices.iter().find(|(id, _)| *id == slice)?;
    let message = messages.get(usize::try_from(index).ok()?)?;
    (!message.is_empty()).then_some(message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    /// Written by the build script just before this was compiled.
    fn chinese() -> String {
        std::fs::read_to_string("gen/text/zh-Hant.json").unwrap()
    }

    #[test]
    fn x_i18n_until_a_catalogue_is_there_english_is_shown() {
        assert_eq!(language(), "en");
        assert_eq!(text::site::CART.get(), "Cart");
        assert_eq!(text::shopping::results(1), "1 result");
        assert_eq!(text::shopping::results(0), "No results");
    }

    #[test]
    fn x_i18n_readers_of_chinese_are_spoken_to_politely() {
        for chinese in [include_str!("zh-Hans.toml"), include_str!("zh-Hant.toml")] {
            assert!(!chinese.contains('你'));
        }
    }

    #[test]
    fn x_i18n_a_fetched_catalogue_is_shown_from_then_on() {
        install("zh-Hant", &chinese()).unwrap();
        assert_eq!(language(), "zh-Hant");
        assert_eq!(text::site::CART.get(), "購物車");
        assert_eq!(text::shopping::results(1), "1 筆結果");
        assert_eq!(text::site::cart_count(0), "購物車，目前是空的");
        assert_eq!(text::shopping::added("茶壺"), "已將「茶壺」加入購物車。");
    }

    #[test]
    fn x_i18n_a_file_of_another_build_or_with_gaps_falls_back_to_english() {
        install("zh-Hant", r#"[[1,["別的版本"]]]"#).unwrap();
        assert_eq!(text::site::CART.get(), "Cart");
        let first = chinese().split(',').next().unwrap().trim_start_matches('[').to_owned();
        install("zh-Hant", &format!("[[{first},[\"\"]]]")).unwrap();
        assert_eq!(text::shopping::results(2), "2 results");
        assert_eq!(text::checkout::ADDRESS.get(), "Address");
    }

    #[test]
    fn x_i18n_the_direction_is_the_language_s_in_the_app_and_in_its_shell() {
        let shell = include_str!("../boot.js");
        let (_, pattern) = shell.split_once("/^(?:").expect("boot.js knows who writes from right to left");
        let (languages, _) = pattern.split_once(')').unwrap();
        for language in languages.split('|') {
            install(&format!("{language}-XB"), "[]").unwrap();
            assert_eq!(direction(), "rtl", "{language}");
        }
        for language in ["en", "zh-Hans", "arn"] {
            install(language, "[]").unwrap();
            assert_eq!(direction(), "ltr", "{language}");
        }
        assert_eq!(languages.split('|').count(), 4);
    }

    #[test]
    fn x_i18n_a_pseudo_locale_is_read_as_any_other() {
        install("en-XA", &std::fs::read_to_string("gen/text/pseudo/en-XA.json").unwrap()).unwrap();
        assert_eq!(text::site::CART.get(), "[Çààřţ]");
        assert_eq!(text::shopping::added("Teapot"), "[Teapot îîš îîñ ýýõõüüř çààřţ.]");
    }

    #[test]
    fn x_i18n_what_is_no_catalogue_changes_nothing() {
        for json in ["", "<!doctype html>", "{}", "[[1]]", "[[-1,[]]]", "[[1,[2]]]"] {
            assert!(install("zh-Hant", json).is_err(), "{json}");
        }
        assert_eq!(language(), "en");
    }
}
