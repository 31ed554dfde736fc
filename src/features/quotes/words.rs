//! Where a quote stands and where it would go, in words.

use crate::{
    features::checkout::address_lines,
    text::{self, Message},
};
use fivefold_api::model::{CompanyAddress, QuoteFilter, QuoteStatus, QuoteTurn, VersionKind, VersionState};

/// A state in words, and how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The state.
    pub title: &'static str,
    /// What it means, and what comes next.
    pub text: &'static str,
    /// The tone of a stand.
    pub tone: &'static str,
}

/// Where a quote stands, for whoever buys.
pub fn told(status: QuoteStatus) -> Told {
    use {QuoteStatus as S, text::quotes as words};
    let (title, text, tone): (&Message, &Message, _) = match status {
        S::Submitted => (&words::SUBMITTED, &words::SUBMITTED_TEXT, "plain"),
        S::NeedsInfo => (&words::NEEDS_INFO, &words::NEEDS_INFO_TEXT, "warning"),
        S::Quoted => (&words::QUOTED, &words::QUOTED_TEXT, "accent"),
        S::Countered => (&words::COUNTERED, &words::COUNTERED_TEXT, "plain"),
        S::Accepted => (&words::ACCEPTED, &words::ACCEPTED_TEXT, "good"),
        S::Ordered => (&words::ORDERED, &words::ORDERED_TEXT, "good"),
        S::Rejected => (&words::REJECTED, &words::REJECTED_TEXT, "bad"),
        S::Declined => (&words::DECLINED, &words::DECLINED_TEXT, "bad"),
        S::Expired => (&words::EXPIRED, &words::EXPIRED_TEXT, "bad"),
        S::Withdrawn => (&words::WITHDRAWN, &words::WITHDRAWN_TEXT, "bad"),
        S::Cancelled => (&words::CANCELLED, &words::CANCELLED_TEXT, "bad"),
        _ => (&words::UNKNOWN, &words::UNKNOWN_TEXT, "warning"),
    };
    Told { title: title.get(), text: text.get(), tone }
}

/// Where a quote would go: what the company calls the place, and the address.
pub fn destination_words(place: &CompanyAddress) -> String {
    let mut parts = vec![place.label.clone()];
    parts.extend(address_lines(&place.address));
    text::quotes::goes_to(&parts.join(", "))
}

/// Whom a quote waits for; nothing where it waits for nobody.
pub fn turn_words(turn: QuoteTurn) -> Option<&'static str> {
    match turn {
        QuoteTurn::Buyer => Some(text::quotes::TURN_YOU.get()),
        QuoteTurn::Supplier => Some(text::quotes::TURN_SUPPLIER.get()),
        _ => None,
    }
}

/// What a version is: `Request`, `Offer`, `Counter-offer`.
pub fn kind_words(kind: VersionKind) -> &'static str {
    use text::quotes as words;
    let message = match kind {
        VersionKind::Request => &words::KIND_REQUEST,
        VersionKind::Offer => &words::KIND_OFFER,
        VersionKind::Counter => &words::KIND_COUNTER,
        _ => &words::KIND_UNKNOWN,
    };
    message.get()
}

/// What became of a version.
pub fn version_state_words(state: VersionState) -> &'static str {
    use {VersionState as S, text::quotes as words};
    let message = match state {
        S::Standing => &words::STATE_STANDING,
        S::Superseded => &words::STATE_SUPERSEDED,
        S::Withdrawn => &words::STATE_WITHDRAWN,
        S::Refused => &words::STATE_REFUSED,
        S::Accepted => &words::STATE_ACCEPTED,
        S::Expired => &words::STATE_EXPIRED,
        _ => &words::STATE_UNKNOWN,
    };
    message.get()
}

/// What a list of quotes is called.
pub fn filter_words(filter: QuoteFilter) -> &'static str {
    use {QuoteFilter as F, text::quotes as words};
    let message = match filter {
        F::Waiting => &words::LIST_WAITING,
        F::Open => &words::LIST_OPEN,
        F::Ordered => &words::LIST_ORDERED,
        F::Over => &words::LIST_OVER,
        _ => &words::LIST_ALL,
    };
    message.get()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn x_state_every_state_has_words_of_its_own() {
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
        assert!(all.into_iter().all(|status| !told(status).text.is_empty()));
    }

    #[test]
    fn b2b_11_it_is_said_whose_turn_it_is() {
        assert_ne!(turn_words(QuoteTurn::Buyer), turn_words(QuoteTurn::Supplier));
        assert_eq!((turn_words(QuoteTurn::Nobody), turn_words(QuoteTurn::Unknown)), (None, None));
    }
}
