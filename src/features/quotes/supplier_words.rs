//! Where a quote stands, in words for the supplier.

use super::words::Told;
use crate::text::{self, Message};
use fivefold_api::model::{QuoteStatus, QuoteTurn};

/// Where a quote stands.
pub fn told(status: QuoteStatus) -> Told {
    use {
        QuoteStatus as S,
        text::{quotes as shared, supplier as words},
    };
    let (title, text, tone): (&Message, &Message, _) = match status {
        S::Submitted => (&words::SUBMITTED, &words::SUBMITTED_TEXT, "accent"),
        S::NeedsInfo => (&words::NEEDS_INFO, &words::NEEDS_INFO_TEXT, "plain"),
        S::Quoted => (&words::QUOTED, &words::QUOTED_TEXT, "plain"),
        S::Countered => (&words::COUNTERED, &words::COUNTERED_TEXT, "warning"),
        S::Accepted => (&shared::ACCEPTED, &words::ACCEPTED_TEXT, "good"),
        S::Ordered => (&shared::ORDERED, &words::ORDERED_TEXT, "good"),
        S::Rejected => (&words::REJECTED, &words::REJECTED_TEXT, "bad"),
        S::Declined => (&words::DECLINED, &words::DECLINED_TEXT, "bad"),
        S::Expired => (&shared::EXPIRED, &words::EXPIRED_TEXT, "bad"),
        S::Withdrawn => (&words::WITHDRAWN, &words::WITHDRAWN_TEXT, "bad"),
        S::Cancelled => (&words::CANCELLED, &words::CANCELLED_TEXT, "bad"),
        _ => (&words::UNKNOWN, &words::UNKNOWN_TEXT, "warning"),
    };
    Told { title: title.get(), text: text.get(), tone }
}

/// Whom a quote waits for; nothing where it waits for nobody.
pub fn turn_words(turn: QuoteTurn) -> Option<&'static str> {
    match turn {
        QuoteTurn::Supplier => Some(text::supplier::TURN_YOU.get()),
        QuoteTurn::Buyer => Some(text::supplier::TURN_BUYER.get()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn x_state_every_state_has_words_of_its_own_for_the_supplier() {
        use QuoteStatus as S;
        let all = [
            S::Submitted,
            S::NeedsInfo,
            S::Quoted,
            S::Countered,
            S::Accepted,
            S::Ordered,
            S::Rejected,
            S::Declined,
            S::Expired,
            S::Withdrawn,
            S::Cancelled,
            S::Unknown,
        ];
        let titles: BTreeSet<_> = all.into_iter().map(|status| told(status).title).collect();
        assert_eq!(titles.len(), all.len());
    }

    #[test]
    fn b2b_11_the_desk_says_whose_turn_it_is_from_the_supplier_s_side() {
        use super::super::words::turn_words as buyers;
        assert_ne!(turn_words(QuoteTurn::Supplier), turn_words(QuoteTurn::Buyer));
        assert_ne!(turn_words(QuoteTurn::Supplier), buyers(QuoteTurn::Supplier));
        assert_eq!(turn_words(QuoteTurn::Nobody), None);
    }
}
