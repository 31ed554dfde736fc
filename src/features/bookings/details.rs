//! What somebody types to book: kept over a reload and a hold that is lost, checked by the rules of the contract.

use fivefold_api::json::FromJson;
use fivefold_api::model::{Booking, Contact, FieldProblem, FieldProblemCode, Me};
use fivefold_api::rules::check_contact;
use fivefold_api::vocabulary::ServiceId;
use serde::{Deserialize, Serialize};

/// The name it is kept under. Sign-out forgets everything below `account.`.
pub const STORED: &str = "account.booking";
/// Nobody is called longer than this.
pub const LONGEST_NAME: usize = 80;
/// The most characters of a note, as [`fivefold_api::model::AcceptTerms`] says.
pub const LONGEST_NOTE: usize = 500;

/// The form as it stands, valid or not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJson)]
#[serde(default)]
pub struct Details {
    name: String,
    email: String,
    phone: String,
    note: String,
    /// The chosen way to pay.
    pub method: String,
    /// The service that it is typed for.
    pub service: String,
    /// Whether a member types it.
    is_member: bool,
}

/// One entry of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The name to book under.
    Name,
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
    /// What the venue should know.
    Note,
}

impl Detail {
    /// The entry's path in a problem.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "contact.email",
            Self::Phone => "contact.phone",
            Self::Note => "note",
        }
    }

    /// The id of its input.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Name => "booking-name",
            Self::Email => "booking-email",
            Self::Phone => "booking-phone",
            Self::Note => "booking-note",
        }
    }
}

impl Details {
    /// What is typed in an entry.
    pub fn get(&self, detail: Detail) -> &str {
        match detail {
            Detail::Name => &self.name,
            Detail::Email => &self.email,
            Detail::Phone => &self.phone,
            Detail::Note => &self.note,
        }
    }

    /// Types into an entry.
    pub fn set(&mut self, detail: Detail, text: String) {
        let place = match detail {
            Detail::Name => &mut self.name,
            Detail::Email => &mut self.email,
            Detail::Phone => &mut self.phone,
            Detail::Note => &mut self.note,
        };
        *place = text;
    }

    /// What counts for a booking: everything for the same service and the same kind of session, and else the way to
    /// pay. A note is for one venue, and who has signed in is not the guest before.
    pub fn kept_for(self, service: &ServiceId, is_member: bool) -> Self {
        if self.service == service.as_str() && self.is_member == is_member {
            return self;
        }
        Self { method: self.method, service: service.as_str().to_owned(), is_member, ..Self::default() }
    }

    /// Fills in what the booking says already, if nobody is named yet. What is typed stays.
    pub fn fill_from(&mut self, booking: &Booking) {
        if let (true, Some(name)) = (self.is_blank(), &booking.name) {
            self.name.clone_from(name);
            if let Some(contact) = &booking.contact {
                self.email.clone_from(&contact.email);
                self.phone = contact.phone.clone().unwrap_or_default();
            }
            self.note = booking.note.clone().unwrap_or_default();
        }
    }

    /// Fills in who is signed in, if nobody is named yet. What is typed stays.
    pub fn fill_for(&mut self, me: &Me) {
        if self.is_blank() {
            self.name.clone_from(&me.name);
            self.email.clone_from(&me.email);
        }
    }

    /// Whether it is what a booking was made with, so that nothing is left to be kept.
    pub fn is_of(&self, booking: &Booking) -> bool {
        booking.name.as_ref() == Some(&self.name())
            && booking.contact.as_ref() == Some(&self.contact())
            && booking.note == self.note()
    }

    fn is_blank(&self) -> bool {
        [&self.name, &self.email, &self.phone].iter().all(|part| part.is_empty())
    }

    /// The name as it is sent.
    pub fn name(&self) -> String {
        self.name.trim().to_owned()
    }

    /// The contact as it is sent.
    pub fn contact(&self) -> Contact {
        Contact { email: self.email.trim().to_owned(), phone: part(&self.phone) }
    }

    /// The note as it is sent.
    pub fn note(&self) -> Option<String> {
        part(&self.note)
    }

    /// Everything that is wrong, in the order of the form.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        let mut report = |detail: Detail, code| {
            problems.push(FieldProblem { field: detail.path().to_owned(), code });
        };
        if self.name.trim().is_empty() {
            report(Detail::Name, FieldProblemCode::Required);
        } else if self.name.trim().chars().count() > LONGEST_NAME {
            report(Detail::Name, FieldProblemCode::TooLong);
        }
        problems.extend(check_contact(&self.contact()));
        if self.note.trim().chars().count() > LONGEST_NOTE {
            problems.push(FieldProblem {
                field: Detail::Note.path().to_owned(),
                code: FieldProblemCode::TooLong,
            });
        }
        problems
    }
}

fn part(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::standing::tests::booking;
    use super::*;
    use proptest::prelude::*;

    fn typed(name: &str, email: &str, note: &str) -> Details {
        Details { name: name.into(), email: email.into(), note: note.into(), ..Details::default() }
    }

    #[test]
    fn o2o_07_what_is_typed_is_not_overwritten_by_what_the_shop_knows() {
        let me: Me = serde_json::from_str(
            r#"{"id":"a_1","version":"1","email":"mei@example.com","name":"Mei","roles":[],"preferences":{}}"#,
        )
        .unwrap();
        let known =
            booking("held", r#","name":"Lin","contact":{"email":"lin@example.com"},"note":"By the window""#);
        let mut details = Details::default();
        details.fill_from(&known);
        details.fill_for(&me);
        assert_eq!((details.name(), details.note()), ("Lin".to_owned(), Some("By the window".to_owned())));
        let mut mine = typed("", "half@", "");
        mine.fill_from(&known);
        mine.fill_for(&me);
        assert_eq!(mine, typed("", "half@", ""));
        let mut nobody = Details::default();
        nobody.fill_for(&me);
        assert_eq!(nobody.contact().email, "mei@example.com");
    }

    #[test]
    fn o2o_07_what_is_typed_is_for_one_service_and_one_kind_of_session() {
        let [here, there] = ["s_1", "s_2"].map(|id| ServiceId(id.to_owned()));
        let method = "card".to_owned();
        let typed = Details { method, ..typed("Mei", "mei@example.com", "By the window") };
        assert_eq!(typed.clone().kept_for(&here, false).note(), None, "nobody knows for whom it was typed");
        let typed = Details { service: "s_1".to_owned(), ..typed };
        assert_eq!(typed.clone().kept_for(&here, false), typed);
        for (service, is_member) in [(&there, false), (&here, true)] {
            let kept = typed.clone().kept_for(service, is_member);
            assert!(kept.is_blank() && kept.note().is_none());
            assert_eq!(kept.method, "card");
            assert_eq!(kept.clone().kept_for(service, is_member), kept);
        }
    }

    #[test]
    fn o2o_07_only_what_was_booked_with_is_forgotten() {
        let booked = booking("confirmed", r#","name":"Mei","contact":{"email":"mei@example.com"}"#);
        assert!(typed(" Mei", "mei@example.com ", "").is_of(&booked));
        assert!(!typed("Mei", "mei@example.com", "By the window").is_of(&booked));
        assert!(!typed("", "", "").is_of(&booking("confirmed", "")));
    }

    #[test]
    fn x_err_problems_come_in_the_order_of_the_form_under_the_paths_of_the_contract() {
        let problems = typed(" ", "nowhere", &"x".repeat(LONGEST_NOTE + 1)).problems();
        let paths: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(paths, [Detail::Name, Detail::Email, Detail::Note].map(Detail::path));
        assert!(typed("Mei", "mei@example.com", "").problems().is_empty());
    }

    proptest! {
        #[test]
        fn o2o_07_details_survive_their_storage(name in "\\PC{0,40}", email in "\\PC{0,40}", note in "\\PC{0,40}") {
            let details = typed(&name, &email, &note);
            let text = serde_json::to_string(&details).unwrap();
            prop_assert_eq!(serde_json::from_str::<Details>(&text).unwrap(), details);
        }
    }
}
