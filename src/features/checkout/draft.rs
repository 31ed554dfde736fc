//! What somebody is typing into the checkout: kept over a reload, checked by the rules of the contract.

use fivefold_api::json::FromJson;
use fivefold_api::model::{Address, Contact, FieldProblem, FieldProblemCode};
use fivefold_api::rules::{AddressField, address_format, check_address, check_contact};
use serde::{Deserialize, Serialize};

/// The name the draft is kept under. It is private: sign-out forgets everything below `checkout.`.
pub const STORED: &str = "checkout.draft";

/// The form as it stands, valid or not. Nothing typed is ever dropped: parts that the chosen country does
/// not ask for stay here and are left out of what is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJson)]
#[serde(default)]
pub struct Draft {
    email: String,
    phone: String,
    country: String,
    name: String,
    line1: String,
    line2: String,
    city: String,
    region: String,
    postcode: String,
    /// The chosen way to pay.
    pub method: String,
}

/// One entry of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
    /// Country.
    Country,
    /// A part of the address.
    Part(AddressField),
}

impl Entry {
    /// The entries of a country's form, in the order they stand in.
    pub fn of_country(country: &str) -> Vec<Self> {
        let mut entries = vec![Self::Email, Self::Phone, Self::Country];
        entries.extend(address_format(country).fields.iter().map(|field| Self::Part(*field)));
        entries
    }

    /// The entry's path in a problem.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Email => "contact.email",
            Self::Phone => "contact.phone",
            Self::Country => "address.country",
            Self::Part(field) => field.path(),
        }
    }

    /// The id of its input.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Email => "checkout-email",
            Self::Phone => "checkout-phone",
            Self::Country => "checkout-country",
            Self::Part(AddressField::Name) => "checkout-name",
            Self::Part(AddressField::Line1) => "checkout-line1",
            Self::Part(AddressField::Line2) => "checkout-line2",
            Self::Part(AddressField::City) => "checkout-city",
            Self::Part(AddressField::Region) => "checkout-region",
            Self::Part(AddressField::Postcode) => "checkout-postcode",
        }
    }
}

impl Draft {
    /// What is typed in an entry.
    pub fn get(&self, entry: Entry) -> &str {
        match entry {
            Entry::Email => &self.email,
            Entry::Phone => &self.phone,
            Entry::Country => &self.country,
            Entry::Part(AddressField::Name) => &self.name,
            Entry::Part(AddressField::Line1) => &self.line1,
            Entry::Part(AddressField::Line2) => &self.line2,
            Entry::Part(AddressField::City) => &self.city,
            Entry::Part(AddressField::Region) => &self.region,
            Entry::Part(AddressField::Postcode) => &self.postcode,
        }
    }

    /// Types into an entry.
    pub fn set(&mut self, entry: Entry, text: String) {
        let place = match entry {
            Entry::Email => &mut self.email,
            Entry::Phone => &mut self.phone,
            Entry::Country => &mut self.country,
            Entry::Part(AddressField::Name) => &mut self.name,
            Entry::Part(AddressField::Line1) => &mut self.line1,
            Entry::Part(AddressField::Line2) => &mut self.line2,
            Entry::Part(AddressField::City) => &mut self.city,
            Entry::Part(AddressField::Region) => &mut self.region,
            Entry::Part(AddressField::Postcode) => &mut self.postcode,
        };
        *place = text;
    }

    /// Fills what is still empty from what the shop knows. What is typed stays.
    pub fn fill(&mut self, contact: Option<&Contact>, address: Option<&Address>) {
        if let Some(contact) = contact
            && self.email.is_empty()
            && self.phone.is_empty()
        {
            self.take_contact(contact);
        }
        let parts = [&self.name, &self.line1, &self.line2, &self.city, &self.region, &self.postcode];
        if let Some(address) = address
            && parts.iter().all(|part| part.is_empty())
        {
            self.take_address(address);
        }
    }

    /// Puts a contact in place of what is typed.
    pub fn take_contact(&mut self, contact: &Contact) {
        self.email.clone_from(&contact.email);
        self.phone = contact.phone.clone().unwrap_or_default();
    }

    /// Puts an address in place of what is typed.
    pub fn take_address(&mut self, address: &Address) {
        self.country.clone_from(&address.country);
        self.name.clone_from(&address.name);
        self.line1.clone_from(&address.line1);
        self.city.clone_from(&address.city);
        self.line2 = address.line2.clone().unwrap_or_default();
        self.region = address.region.clone().unwrap_or_default();
        self.postcode = address.postcode.clone().unwrap_or_default();
    }

    /// The address as it would be sent; nothing at all while only a country is chosen.
    pub fn typed_address(&self) -> Address {
        let address = self.address();
        let only_country = Address { country: address.country.clone(), ..Address::default() };
        if address == only_country { Address::default() } else { address }
    }

    /// Chooses a country among those that are sent to, unless one of them is chosen.
    pub fn settle_country(&mut self, countries: &[String]) {
        if !countries.contains(&self.country)
            && let Some(first) = countries.first()
        {
            self.country.clone_from(first);
        }
    }

    /// The contact as it would be sent.
    pub fn contact(&self) -> Contact {
        Contact { email: self.email.trim().to_owned(), phone: part(&self.phone) }
    }

    /// The address as it would be sent: without the parts that the country's addresses do not have.
    pub fn address(&self) -> Address {
        let format = address_format(&self.country);
        let asks = |field| format.fields.contains(&field);
        let postcode = tidy_postcode(format.postcodes, self.postcode.trim());
        Address {
            country: self.country.clone(),
            name: self.name.trim().to_owned(),
            line1: self.line1.trim().to_owned(),
            line2: part(&self.line2).filter(|_| asks(AddressField::Line2)),
            city: self.city.trim().to_owned(),
            region: part(&self.region).filter(|_| asks(AddressField::Region)),
            postcode: part(&postcode).filter(|_| asks(AddressField::Postcode)),
        }
    }

    /// The contact, if nothing is wrong with it.
    pub fn valid_contact(&self) -> Option<Contact> {
        Some(self.contact()).filter(|contact| check_contact(contact).is_empty())
    }

    /// The address, if nothing is wrong with it.
    pub fn valid_address(&self, countries: &[String]) -> Option<Address> {
        Some(self.address()).filter(|address| check_address(address, countries).is_empty())
    }

    /// Everything that is wrong, in the order of the form.
    pub fn problems(&self, countries: &[String]) -> Vec<FieldProblem> {
        let mut problems = check_contact(&self.contact());
        problems.extend(check_address(&self.address(), countries));
        problems
    }

    /// What is wrong with one entry.
    pub fn problem(&self, entry: Entry, countries: &[String]) -> Option<FieldProblemCode> {
        let found = self.problems(countries).into_iter().find(|problem| problem.field == entry.path());
        found.map(|problem| problem.code)
    }
}

/// What to do about a part of the checkout that another tab may have saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// Nothing: what is typed here counts.
    Keep,
    /// Nobody has typed anything else here, so theirs is shown.
    Take,
    /// Both differ: the buyer chooses (X-CONC).
    Ask,
}

/// Compares what the shop had (`base`), what it has now (`theirs`) and what is typed here (`mine`).
pub fn merge<T: PartialEq + Default>(base: Option<&T>, theirs: Option<&T>, mine: &T) -> Merge {
    if theirs == base || theirs.is_none() || theirs == Some(mine) {
        Merge::Keep
    } else if base == Some(mine) || *mine == T::default() {
        Merge::Take
    } else {
        Merge::Ask
    }
}

/// A postcode in the form its country writes it, where blanks, hyphens and capitals are all that is missing:
/// `sw1a1aa` becomes `SW1A 1AA`. Anything else stays as it was typed.
pub fn tidy_postcode(patterns: &[&str], text: &str) -> String {
    let typed: Vec<char> = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    for pattern in patterns {
        let slots = pattern.chars().filter(|c| matches!(c, '9' | 'A')).count();
        if slots != typed.len() {
            continue;
        }
        let mut next = typed.iter();
        let written: Option<String> = pattern
            .chars()
            .map(|wanted| match wanted {
                '9' => next.next().copied().filter(char::is_ascii_digit),
                'A' => next.next().filter(|c| c.is_ascii_alphabetic()).map(char::to_ascii_uppercase),
                other => Some(other),
            })
            .collect();
        if let Some(written) = written {
            return written;
        }
    }
    text.to_owned()
}

fn part(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::rules::COUNTRIES;
    use proptest::prelude::*;

    fn all() -> Vec<String> {
        COUNTRIES.iter().map(|country| (*country).to_owned()).collect()
    }

    fn draft(country: &str) -> Draft {
        Draft {
            email: " mei@example.com ".to_owned(),
            country: country.to_owned(),
            name: "Mei Lin".to_owned(),
            line1: "1 Harbour Street".to_owned(),
            city: "Harbour".to_owned(),
            region: "North".to_owned(),
            postcode: "10115".to_owned(),
            ..Draft::default()
        }
    }

    #[test]
    fn b2c_13_only_the_parts_of_the_country_are_sent_and_the_others_are_kept() {
        let mut draft = draft("DE");
        assert_eq!(draft.address().region, None);
        draft.set(Entry::Country, "US".to_owned());
        assert_eq!(draft.address().region.as_deref(), Some("North"));
        assert_eq!(draft.contact().email, "mei@example.com");
    }

    #[test]
    fn b2c_13_problems_come_in_the_order_of_the_form() {
        let mut draft = Draft::default();
        draft.settle_country(&["JP".to_owned()]);
        let problems = draft.problems(&all());
        let order: Vec<_> = Entry::of_country("JP").iter().map(|entry| entry.path()).collect();
        let places: Vec<_> =
            problems.iter().map(|problem| order.iter().position(|path| *path == problem.field)).collect();
        assert!(places.iter().all(Option::is_some), "{problems:?}");
        assert!(places.is_sorted(), "{problems:?}");
        assert_eq!(draft.problem(Entry::Email, &all()), Some(FieldProblemCode::Required));
        assert_eq!(draft.problem(Entry::Phone, &all()), None);
    }

    #[test]
    fn b2c_13_a_postcode_may_be_typed_without_its_blanks_and_capitals() {
        let tidy = |country: &str, text: &str| tidy_postcode(address_format(country).postcodes, text);
        assert_eq!(tidy("GB", "sw1a1aa"), "SW1A 1AA");
        assert_eq!(tidy("IE", "d02x285"), "D02 X285");
        assert_eq!(tidy("NL", "1012ab"), "1012 AB");
        assert_eq!(tidy("PT", "1000001"), "1000-001");
        assert_eq!(tidy("US", "94107-1234"), "94107-1234");
        assert_eq!(tidy("DE", "1011"), "1011");
        assert_eq!(tidy("HK", "what ever"), "what ever");
    }

    #[test]
    fn x_conc_what_is_typed_is_not_overwritten_by_what_the_shop_knows() {
        let contact = Contact { email: "old@example.com".to_owned(), phone: None };
        let address = Address { country: "FR".to_owned(), name: "Old".to_owned(), ..Address::default() };
        let mut typed = draft("DE");
        typed.fill(Some(&contact), Some(&address));
        assert_eq!(typed, draft("DE"));
        let mut empty = Draft::default();
        empty.fill(Some(&contact), Some(&address));
        assert_eq!((empty.get(Entry::Email), empty.get(Entry::Country)), ("old@example.com", "FR"));
    }

    #[test]
    fn x_conc_only_a_part_that_was_changed_in_both_tabs_is_asked_about() {
        let (old, here, there) = (&1, &2, &3);
        assert_eq!(merge(Some(old), Some(old), here), Merge::Keep);
        assert_eq!(merge(Some(old), Some(there), old), Merge::Take);
        assert_eq!(merge(Some(old), Some(there), here), Merge::Ask);
        assert_eq!(merge(Some(old), Some(here), here), Merge::Keep);
        assert_eq!(merge(None, Some(there), here), Merge::Ask);
        assert_eq!(merge(None, Some(there), &0), Merge::Take);
        assert_eq!(merge(Some(old), None, here), Merge::Keep);
    }

    #[test]
    fn a_market_that_does_not_send_to_the_country_takes_its_first() {
        let mut draft = draft("US");
        draft.settle_country(&["DE".to_owned(), "FR".to_owned()]);
        assert_eq!(draft.get(Entry::Country), "DE");
        draft.settle_country(&[]);
        assert_eq!(draft.get(Entry::Country), "DE");
    }

    proptest! {
        #[test]
        fn a_draft_survives_its_storage(email in "\\PC{0,40}", name in "\\PC{0,40}", country in "[A-Z]{2}") {
            let draft = Draft { email, name, country, ..Draft::default() };
            let text = serde_json::to_string(&draft).unwrap();
            prop_assert_eq!(serde_json::from_str::<Draft>(&text).unwrap(), draft);
        }

        #[test]
        fn b2c_13_tidying_a_postcode_changes_no_letter_and_no_digit(
            country in prop::sample::select(COUNTRIES), text in "[A-Za-z0-9 -]{0,12}"
        ) {
            let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
            let tidy = tidy_postcode(address_format(country).postcodes, &text);
            prop_assert!(plain(&tidy).eq_ignore_ascii_case(&plain(&text)));
            prop_assert_eq!(tidy_postcode(address_format(country).postcodes, &tidy), tidy);
        }

        #[test]
        fn no_text_makes_the_form_panic(text in "\\PC{0,60}", country in "\\PC{0,3}") {
            let mut draft = Draft::default();
            for entry in Entry::of_country("US") {
                draft.set(entry, text.clone());
            }
            draft.set(Entry::Country, country);
            let _ = (draft.problems(&all()), draft.valid_contact(), draft.valid_address(&all()));
        }
    }
}
