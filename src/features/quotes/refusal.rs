//! What a refusal of the shop means to somebody who answers a quote. Plain rules.

use crate::{data::error_text, text};
use fivefold_api::error::ApiError;
use fivefold_api::model::{ProblemKind, Quote};

/// The quote as it stands, where the refusal says so. It is newer than what was seen.
pub fn quote_now(error: &ApiError) -> Option<Quote> {
    error.problem()?.quote_problem()?.quote
}

/// Why it could not be done, in words.
pub fn refusal_words(error: &ApiError) -> String {
    use {ProblemKind as P, text::quotes as words};
    let message = match error.problem().map(|problem| problem.kind) {
        Some(P::QuoteSuperseded | P::VersionConflict) => &words::REFUSED_SUPERSEDED,
        Some(P::QuoteExpired) => &words::REFUSED_EXPIRED,
        Some(P::CounterOpen) => &words::REFUSED_COUNTER_OPEN,
        Some(P::NotYourTurn) => &words::REFUSED_NOT_YOUR_TURN,
        Some(P::QuoteNotOpen) => &words::REFUSED_NOT_OPEN,
        Some(P::AttachmentNotClean) => &words::REFUSED_FILE,
        Some(P::CompanyNeeded) => &words::NO_COMPANY_TEXT,
        _ => return error_text(error).text,
    };
    message.get().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::standing::tests::quote;
    use super::*;
    use fivefold_api::model::{Problem, QuoteProblem};
    use std::collections::BTreeSet;

    #[test]
    fn x_err_each_refusal_has_words_of_its_own() {
        use ProblemKind as P;
        let kinds = [P::QuoteExpired, P::CounterOpen, P::NotYourTurn, P::QuoteNotOpen, P::AttachmentNotClean];
        let words = |kind| refusal_words(&ApiError::Rejected(Box::new(Problem::new(kind, 409, "No"))));
        let all: BTreeSet<_> = kinds.into_iter().map(words).collect();
        assert_eq!(all.len(), kinds.len());
        assert!(all.iter().all(|words| !words.contains("No")), "none is the shop's own");
    }

    #[test]
    fn b2b_10_a_refusal_brings_the_quote_as_it_stands() {
        let mut problem = Problem::new(ProblemKind::QuoteSuperseded, 412, "Superseded");
        assert_eq!(quote_now(&ApiError::Conflict(Box::new(problem.clone()))), None);
        let now = quote("quoted", r#""accept""#, "");
        problem.set_quote(&QuoteProblem { quote: Some(now.clone()), blockers: Vec::new() });
        assert_eq!(quote_now(&ApiError::Conflict(Box::new(problem))), Some(now));
    }
}
