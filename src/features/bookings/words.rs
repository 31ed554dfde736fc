//! Bookings in words.

use super::refusal::Why;
use super::service_words::distance_words;
use super::standing::Standing;
use crate::{platform::intl, text};
use fivefold_api::model::{AlternativeKind, DifferenceSettles, SlotAlternative};
use fivefold_api::vocabulary::Money;

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
    use text::booking as words;
    let (tone, title, text) = match standing {
        Standing::Held => ("warning", &words::HELD, &words::HELD_TEXT),
        Standing::Confirming => ("warning", &words::CONFIRMING, &words::CONFIRMING_TEXT),
        Standing::NotPaid => ("plain", &words::NOT_PAID, &words::NOT_PAID_TEXT),
        Standing::LetGo => ("plain", &words::LET_GO, &words::LET_GO_TEXT),
        Standing::Confirmed => ("good", &words::CONFIRMED, &words::CONFIRMED_TEXT),
        Standing::ComingBack => ("warning", &words::COMING_BACK, &words::COMING_BACK_TEXT),
        Standing::Back => ("plain", &words::BACK, &words::BACK_TEXT),
        Standing::Cancelled => ("plain", &words::CANCELLED, &words::CANCELLED_TEXT),
        Standing::CancelledByVenue => ("bad", &words::CANCELLED_BY_VENUE, &words::CANCELLED_BY_VENUE_TEXT),
        Standing::Fulfilled => ("good", &words::FULFILLED, &words::FULFILLED_TEXT),
        Standing::NoShow => ("bad", &words::NO_SHOW, &words::NO_SHOW_TEXT),
        Standing::Unknown => ("plain", &words::UNKNOWN, &words::UNKNOWN_TEXT),
    };
    Told { tone, title: title.get(), text: text.get() }
}

/// Why a time cannot be had: the point, and what it means.
pub fn lost_words(why: Why) -> (&'static str, &'static str) {
    use text::booking as words;
    let title = match why {
        Why::HoldEnded => &words::HOLD_ENDED,
        Why::Taken => &words::TAKEN,
        Why::Unavailable => &words::UNAVAILABLE,
    };
    (title.get(), words::LOST_TEXT.get())
}

/// In what a time is like the one that was wanted.
pub fn other_words(other: &SlotAlternative) -> String {
    use text::booking as words;
    let name = other.staff.as_ref().map(|staff| staff.name.as_str());
    match (other.kind, name, other.distance) {
        (AlternativeKind::SameTime, Some(name), _) => words::other_same_time(name),
        (AlternativeKind::OtherVenue, _, Some(metres)) => {
            words::other_venue_near(&distance_words(metres), &other.venue)
        }
        (AlternativeKind::OtherVenue, _, None) => words::other_venue(&other.venue),
        (_, Some(name), _) => words::other_same_staff(name),
        _ => words::OTHER_TIME.get().to_owned(),
    }
}

/// How the difference of another time is settled; `None` is more than this page knows.
pub fn difference_words(difference: &Money, settles: DifferenceSettles) -> Option<String> {
    use text::booking as words;
    let size = i64::try_from(difference.minor.unsigned_abs()).unwrap_or(i64::MAX);
    let amount = intl::format_money(&Money::new(size, difference.currency));
    Some(match settles {
        DifferenceSettles::Nothing => words::SAME_PRICE.get().to_owned(),
        DifferenceSettles::AtVenue if difference.minor < 0 => words::less_at_venue(&amount),
        DifferenceSettles::AtVenue => words::more_at_venue(&amount),
        DifferenceSettles::PayNow => words::more_now(&amount),
        DifferenceSettles::Refund => words::less_back(&amount),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::vocabulary::Currency;

    #[test]
    fn o2o_13_a_difference_says_which_way_and_how_it_is_settled() {
        use DifferenceSettles as D;
        let words = |minor, settles| {
            difference_words(&Money::new(minor, Currency::iso("EUR").unwrap()), settles).unwrap_or_default()
        };
        assert!(words(1_000, D::AtVenue).contains("10.00 more, paid at the venue"));
        assert!(words(-1_000, D::AtVenue).contains("10.00 less"));
        assert!(words(1_000, D::PayNow).contains("paid now"));
        assert!(words(-1_000, D::Refund).contains("10.00 less, which goes back"));
        assert_eq!(words(0, D::Nothing), "It costs the same.");
        assert_eq!(words(1_000, D::Unknown), "", "nobody agrees to what this page does not know");
    }

    #[test]
    fn x_state_every_standing_has_words_of_its_own() {
        use Standing as S;
        let all = [
            S::Held,
            S::Confirming,
            S::NotPaid,
            S::LetGo,
            S::Confirmed,
            S::ComingBack,
            S::Back,
            S::Cancelled,
            S::CancelledByVenue,
            S::Fulfilled,
            S::NoShow,
            S::Unknown,
        ];
        let titles: std::collections::BTreeSet<_> =
            all.into_iter().map(|standing| told(standing).title).collect();
        assert_eq!(titles.len(), all.len());
    }
}
