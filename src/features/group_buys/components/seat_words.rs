//! Where a seat stands, in words.

use super::super::seat::Standing;
use crate::text;
use fivefold_api::model::{GroupBasis, Seat};

/// How a standing looks and what it says.
pub struct Told {
    /// The tone of it.
    pub tone: &'static str,
    /// The point in a few words.
    pub title: &'static str,
    /// What it means, and what happens next.
    pub text: &'static str,
}

/// What a standing says.
pub fn told(standing: Standing) -> Told {
    use text::seats as words;
    let (tone, title, text) = match standing {
        Standing::Held => ("warning", &words::HELD, &words::HELD_TEXT),
        Standing::InGrace => ("warning", &words::IN_GRACE, &words::IN_GRACE_TEXT),
        Standing::In => ("good", &words::IS_IN, &words::IN_TEXT),
        Standing::Deciding => ("good", &words::IS_IN, &words::DECIDING_TEXT),
        Standing::Charging => ("good", &words::CHARGING, &words::CHARGING_TEXT),
        Standing::Charged => ("good", &words::CHARGED, &words::CHARGED_TEXT),
        Standing::ChargeFailed => ("bad", &words::CHARGE_FAILED, &words::CHARGE_FAILED_TEXT),
        Standing::NotCharged => ("plain", &words::NOT_CHARGED, &words::NOT_CHARGED_TEXT),
        Standing::ComingBack => ("warning", &words::COMING_BACK, &words::COMING_BACK_TEXT),
        Standing::Back => ("plain", &words::BACK, &words::BACK_TEXT),
        Standing::GivenUp => ("plain", &words::GIVEN_UP, &words::GIVEN_UP_TEXT),
        Standing::Failed => ("plain", &words::FAILED, &words::FAILED_TEXT),
        Standing::CalledOff => ("plain", &words::CALLED_OFF, &words::CALLED_OFF_TEXT),
        Standing::LetGo => ("plain", &words::LET_GO, &words::LET_GO_TEXT),
        Standing::Dropped => ("bad", &words::DROPPED, &words::DROPPED_TEXT),
        Standing::Unknown => ("plain", &words::UNKNOWN, &words::UNKNOWN_TEXT),
    };
    Told { tone, title: title.get(), text: text.get() }
}

/// How many more it takes.
pub fn more_words(basis: GroupBasis, more: u64) -> String {
    match basis {
        GroupBasis::People => text::seats::if_people(more),
        _ => text::seats::if_units(more),
    }
}

/// What was chosen, and by which name its owner is seen (C2B-20).
pub fn chosen_words(seat: &Seat, options: &str) -> String {
    let what = match options {
        "" => text::seats::units(seat.quantity),
        options => text::seats::units_of(options, seat.quantity),
    };
    let who = match &seat.shown_as {
        Some(name) => text::seats::shown_as(name),
        None => text::seats::NOT_SHOWN.get().to_owned(),
    };
    [what.as_str(), " · ", &who].concat()
}
