//! What an address needs, by country.
//!
//! Order, required parts and postcode patterns follow the Universal Postal Union's addressing
//! systems and CLDR postal code data, for the countries the demo markets send to; any other country
//! gets a permissive form.

use crate::model::{Address, Contact, FieldProblem, FieldProblemCode};

/// A part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressField {
    /// Who receives it.
    Name,
    /// Street and number.
    Line1,
    /// Floor, building, company; never required.
    Line2,
    /// Town, district or city.
    City,
    /// State, province, prefecture or county.
    Region,
    /// Postal code.
    Postcode,
}

impl AddressField {
    /// The field's path in a problem: `address.postcode`.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Name => "address.name",
            Self::Line1 => "address.line1",
            Self::Line2 => "address.line2",
            Self::City => "address.city",
            Self::Region => "address.region",
            Self::Postcode => "address.postcode",
        }
    }
}

/// How a country writes addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressFormat {
    /// The parts in the order a form asks for them.
    pub fields: &'static [AddressField],
    /// Whether there is no address without a region.
    pub region_required: bool,
    /// How a postcode looks, one pattern per accepted form: `9` a digit, `A` a letter, anything
    /// else itself. Empty: anything goes and it may be left out.
    pub postcodes: &'static [&'static str],
}

use AddressField::{City, Line1, Line2, Name, Postcode, Region};

const WESTERN: &[AddressField] = &[Name, Line1, Line2, Postcode, City];
const CITY_FIRST: &[AddressField] = &[Name, Line1, Line2, City, Postcode];
const WITH_STATE: &[AddressField] = &[Name, Line1, Line2, City, Region, Postcode];
const EASTERN: &[AddressField] = &[Postcode, Region, City, Line1, Line2, Name];

/// The countries with a format of their own.
pub const COUNTRIES: &[&str] =
    &["AT", "BE", "CN", "DE", "ES", "FR", "GB", "HK", "IE", "IT", "JP", "KW", "NL", "PT", "TW", "US"];

/// How `country` (ISO 3166-1 alpha-2) writes addresses.
#[must_use]
pub fn address_format(country: &str) -> AddressFormat {
    let plain = |fields, postcodes| AddressFormat { fields, region_required: false, postcodes };
    match country {
        "AT" | "BE" => plain(WESTERN, &["9999"]),
        "DE" | "ES" | "FR" | "IT" => plain(WESTERN, &["99999"]),
        "NL" => plain(WESTERN, &["9999 AA", "9999AA"]),
        "PT" => plain(WESTERN, &["9999-999"]),
        "GB" => plain(CITY_FIRST, &["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"]),
        "IE" => plain(
            CITY_FIRST,
            &[
                "A99 A999", "A99 9AAA", "A99 AA99", "A99 AAAA", "A99 9999", "A99 99AA", "A99 A9AA",
                "A99 A99A", "A99 AA9A", "A99 9A9A", "A99 9AA9", "A99 99A9", "A99 999A", "A99 9A99",
                "A99 A9A9", "A99 AAA9",
            ],
        ),
        "US" => {
            AddressFormat { fields: WITH_STATE, region_required: true, postcodes: &["99999", "99999-9999"] }
        }
        "JP" => AddressFormat { fields: EASTERN, region_required: true, postcodes: &["999-9999", "9999999"] },
        "TW" => {
            AddressFormat { fields: EASTERN, region_required: false, postcodes: &["999", "99999", "999999"] }
        }
        "CN" => AddressFormat { fields: EASTERN, region_required: true, postcodes: &["999999"] },
        "HK" => plain(&[Region, City, Line1, Line2, Name], &[]),
        "KW" => plain(CITY_FIRST, &["99999"]),
        _ => plain(WITH_STATE, &[]),
    }
}

/// What is wrong with an address. `countries` are those the market sends to.
#[must_use]
pub fn check_address(address: &Address, countries: &[String]) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut report = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
    if !countries.contains(&address.country) {
        report("address.country", FieldProblemCode::NotAllowed);
    }
    let format = address_format(&address.country);
    for field in format.fields {
        let value = match field {
            Name => &address.name,
            Line1 => &address.line1,
            City => &address.city,
            Line2 => address.line2.as_deref().unwrap_or_default(),
            Region => address.region.as_deref().unwrap_or_default(),
            Postcode => address.postcode.as_deref().unwrap_or_default(),
        }
        .trim();
        let required = match field {
            Name | Line1 | City => true,
            Line2 => false,
            Region => format.region_required,
            Postcode => !format.postcodes.is_empty(),
        };
        if value.is_empty() {
            if required {
                report(field.path(), FieldProblemCode::Required);
            }
        } else if value.chars().count() > 100 {
            report(field.path(), FieldProblemCode::TooLong);
        } else if value.chars().any(char::is_control)
            || (*field == Postcode
                && !format.postcodes.is_empty()
                && !format.postcodes.iter().any(|pattern| fits(pattern, value)))
        {
            report(field.path(), FieldProblemCode::Format);
        }
    }
    problems
}

/// What is wrong with a contact. An e-mail address needs something on both sides of its `@` and a
/// dot in the domain; whether it exists only a message can tell.
#[must_use]
pub fn check_contact(contact: &Contact) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut report = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
    let email = contact.email.trim();
    if email.is_empty() {
        report("contact.email", FieldProblemCode::Required);
    } else if email.len() > 254 {
        report("contact.email", FieldProblemCode::TooLong);
    } else if !is_email(email) {
        report("contact.email", FieldProblemCode::Format);
    }
    if let Some(phone) = contact.phone.as_deref().map(str::trim).filter(|phone| !phone.is_empty()) {
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        let allowed = phone.chars().all(|c| c.is_ascii_digit() || " +-().".contains(c));
        if phone.len() > 40 {
            report("contact.phone", FieldProblemCode::TooLong);
        } else if !allowed || !(6..=15).contains(&digits) {
            report("contact.phone", FieldProblemCode::Format);
        }
    }
    problems
}

pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    !local.is_empty()
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
        && !local.contains('@')
        && domain.split('.').count() > 1
        && domain
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}

fn fits(pattern: &str, value: &str) -> bool {
    pattern.chars().count() == value.chars().count()
        && pattern.chars().zip(value.chars()).all(|(wanted, given)| match wanted {
            '9' => given.is_ascii_digit(),
            'A' => given.is_ascii_alphabetic(),
            other => given == other,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all() -> Vec<String> {
        COUNTRIES.iter().map(|country| (*country).to_owned()).collect()
    }

    fn address(country: &str, postcode: &str) -> Address {
        Address {
            country: country.into(),
            name: "Mei Lin".into(),
            line1: "1 Harbour Street".into(),
            city: "Town".into(),
            region: Some("State".into()),
            postcode: Some(postcode.into()),
            line2: None,
        }
    }

    #[test]
    fn b2c_13_the_postcode_follows_the_country() {
        for (country, good, bad) in [
            ("DE", "10115", "1011"),
            ("NL", "1012 AB", "AB 1012"),
            ("GB", "SW1A 1AA", "12345"),
            ("US", "94107-1234", "94107-12"),
            ("JP", "150-0001", "15-00001"),
            ("TW", "106", "10"),
            ("CN", "200000", "20000"),
        ] {
            assert_eq!(check_address(&address(country, good), &all()), [], "{country} {good}");
            let problems = check_address(&address(country, bad), &all());
            assert_eq!(problems.len(), 1, "{country} {bad}");
            assert_eq!(problems[0].field, "address.postcode");
        }
    }

    #[test]
    fn b2c_13_every_missing_part_is_named() {
        let fields: Vec<String> =
            check_address(&Address { country: "US".into(), ..Address::default() }, &all())
                .into_iter()
                .map(|problem| problem.field)
                .collect();
        assert_eq!(
            fields,
            ["address.name", "address.line1", "address.city", "address.region", "address.postcode"]
        );
        assert_eq!(check_address(&address("FR", "75001"), &["DE".into()])[0].field, "address.country");
    }

    #[test]
    fn an_email_address_needs_two_sides_and_a_dot() {
        let wrong = |email: &str| !check_contact(&Contact { email: email.into(), phone: None }).is_empty();
        assert!(!wrong("mei@example.com"));
        assert!(!wrong("小明@例子.台灣"));
        for email in
            ["", "mei", "@example.com", "mei@", "mei@host", "a b@example.com", "mei@.com", "a@b@c.com"]
        {
            assert!(wrong(email), "{email}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_checks_panic(text in "\\PC{0,200}", country in "[A-Z]{2}") {
            let address = Address { country, name: text.clone(), line1: text.clone(), postcode: Some(text.clone()), ..Address::default() };
            let _ = check_address(&address, &all());
            let _ = check_contact(&Contact { email: text.clone(), phone: Some(text) });
        }
    }
}
