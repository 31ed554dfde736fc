//! One entry of the form: its words, its keyboard, its problem.

use super::super::draft::Entry;
use super::super::sheet::Sheet;
use crate::{text, ui::Field};
use fivefold_api::model::FieldProblemCode;
use fivefold_api::rules::{AddressField, address_format};
use fivefold_view::prelude::*;

/// A text field of the form.
pub fn entry_field(sheet: Sheet, entry: Entry, country: &str, is_last: bool) -> View {
    let Looks { label, kind, autocomplete, inputmode, maxlength, is_optional } = looks(entry, country);
    let country = country.to_owned();
    let value = Signal::derive(move || sheet.draft.with(|draft| draft.get(entry).to_owned()));
    let error = Signal::derive(move || {
        sheet.problem(entry.path()).map(|code| problem_text(entry, code, &country, maxlength))
    });
    view! {
        <Field
            id=entry.id()
            label
            value
            on_input=move |typed| sheet.type_in(entry, typed)
            on_blur=move |()| sheet.left(entry)
            error
            kind
            autocomplete
            inputmode
            enterkeyhint=if is_last { "done" } else { "next" }
            optional=is_optional
            maxlength
        />
    }
}

struct Looks {
    label: &'static str,
    kind: &'static str,
    autocomplete: &'static str,
    inputmode: &'static str,
    maxlength: i32,
    is_optional: bool,
}

/// Words follow the country; autofill tokens are those of the HTML standard, for delivery.
fn looks(entry: Entry, country: &str) -> Looks {
    use AddressField as F;
    use text::checkout as words;
    let format = address_format(country);
    let (label, kind, autocomplete, inputmode, maxlength, is_optional) = match entry {
        Entry::Email => (&words::EMAIL, "email", "email", "email", 254, false),
        Entry::Phone => (&words::PHONE, "tel", "tel", "tel", 40, true),
        Entry::Country => (&words::COUNTRY, "text", "shipping country", "", 2, false),
        Entry::Part(F::Name) => (&words::NAME, "text", "shipping name", "", 100, false),
        Entry::Part(F::Line1) => {
            let label = if country == "KW" { &words::ADDRESS_LINE_KW } else { &words::ADDRESS_LINE };
            (label, "text", "shipping address-line1", "", 100, false)
        }
        Entry::Part(F::Line2) => (&words::ADDRESS_2, "text", "shipping address-line2", "", 100, true),
        Entry::Part(F::City) => {
            let label = match country {
                "TW" | "HK" => &words::CITY_DISTRICT,
                "JP" => &words::CITY_WARD,
                "GB" | "IE" => &words::CITY_TOWN,
                _ => &words::CITY,
            };
            (label, "text", "shipping address-level2", "", 100, false)
        }
        Entry::Part(F::Region) => {
            let label = match country {
                "US" => &words::REGION_STATE,
                "JP" => &words::REGION_PREFECTURE,
                "CN" => &words::REGION_PROVINCE,
                "TW" => &words::REGION_COUNTY,
                "HK" => &words::REGION_AREA,
                _ => &words::REGION,
            };
            (label, "text", "shipping address-level1", "", 100, !format.region_required)
        }
        Entry::Part(F::Postcode) => {
            let label = match country {
                "US" => &words::POSTCODE_ZIP,
                "IE" => &words::POSTCODE_EIRCODE,
                _ => &words::POSTCODE,
            };
            // A keyboard of digits where digits alone will do.
            let is_number = |pattern: &&str| pattern.chars().all(|c| c == '9');
            let inputmode = if format.postcodes.iter().any(is_number) { "numeric" } else { "" };
            (label, "text", "shipping postal-code", inputmode, 20, format.postcodes.is_empty())
        }
    };
    Looks { label: label.get(), kind, autocomplete, inputmode, maxlength, is_optional }
}

/// What is wrong with an entry, in words.
pub fn problem_text(entry: Entry, code: FieldProblemCode, country: &str, limit: i32) -> String {
    use text::errors as words;
    match (code, entry) {
        (FieldProblemCode::Required, _) => words::VALUE_REQUIRED.get().to_owned(),
        (FieldProblemCode::TooLong, _) => words::value_too_long(u64::try_from(limit.min(100)).unwrap_or(100)),
        (FieldProblemCode::Format, Entry::Email) => words::VALUE_EMAIL.get().to_owned(),
        (FieldProblemCode::Format, Entry::Part(AddressField::Postcode)) => {
            match example(address_format(country).postcodes) {
                Some(example) => words::value_postcode(&example),
                None => words::VALUE_INVALID.get().to_owned(),
            }
        }
        _ => words::VALUE_INVALID.get().to_owned(),
    }
}

/// A postcode that fits the first pattern: `12345`, `AB1 2CD`.
fn example(patterns: &[&str]) -> Option<String> {
    let mut digits = "1234567890".chars().cycle();
    let mut letters = "ABCDEFGH".chars().cycle();
    let pattern = patterns.first()?;
    pattern
        .chars()
        .map(|slot| match slot {
            '9' => digits.next(),
            'A' => letters.next(),
            other => Some(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::model::Address;
    use fivefold_api::rules::{COUNTRIES, check_address};

    #[test]
    fn b2c_13_the_example_of_a_postcode_is_one_that_the_country_takes() {
        for country in COUNTRIES {
            let Some(postcode) = example(address_format(country).postcodes) else { continue };
            let address = Address {
                country: (*country).to_owned(),
                name: "Mei".to_owned(),
                line1: "1".to_owned(),
                city: "X".to_owned(),
                region: Some("Y".to_owned()),
                postcode: Some(postcode.clone()),
                line2: None,
            };
            assert_eq!(check_address(&address, &[(*country).to_owned()]), [], "{country} {postcode}");
        }
    }

    #[test]
    fn b2c_13_labels_and_keyboards_follow_the_country() {
        let postcode = |country| looks(Entry::Part(AddressField::Postcode), country);
        assert_eq!((postcode("US").label, postcode("US").inputmode), ("ZIP code", "numeric"));
        assert_eq!((postcode("IE").label, postcode("IE").inputmode), ("Eircode", ""));
        assert!(postcode("HK").is_optional);
        assert!(!looks(Entry::Part(AddressField::Region), "JP").is_optional);
        assert!(looks(Entry::Part(AddressField::Region), "TW").is_optional);
        for country in COUNTRIES {
            for entry in Entry::of_country(country) {
                assert!(!looks(entry, country).autocomplete.is_empty());
            }
        }
    }
}
