//! Whether an answer may still be given to what was seen: an answer is to one state of a quote, and to no other (B2B-10,
//! X-CONC). Plain rules.

use super::deal::{Deal, Step};
use fivefold_api::model::Quote;
use fivefold_view::prelude::*;

/// What a question about a quote comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Face {
    /// What was seen is what stands.
    Ask(Box<Quote>),
    /// Another state stands: what was seen, and what is.
    Changed(Box<Quote>, Box<Quote>),
    /// The answer can be given no more.
    Over,
}

/// What the question comes to, for what was seen and what stands now.
pub fn face_of(seen: &Quote, now: &Quote, may: bool) -> Face {
    if !may {
        Face::Over
    } else if now.version == seen.version {
        Face::Ask(Box::new(seen.clone()))
    } else {
        Face::Changed(Box::new(seen.clone()), Box::new(now.clone()))
    }
}

/// What the question that is open comes to. While the answer is on its way, what is heard of it is no news.
pub fn use_face(deal: Deal, step: Step) -> Memo<Face> {
    let own = deal.own;
    let (may, busy) = (own.may(step.action()), deal.is_busy());
    Memo::new(move |before: Option<&Face>| {
        let Some(seen) = deal.asked(step) else { return before.cloned().unwrap_or(Face::Over) };
        match before {
            Some(before) if busy.get() => before.clone(),
            _ => own.quote.with(|now| face_of(&seen, now, may.get())),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::standing::tests::quote;
    use super::*;
    use fivefold_api::vocabulary::Version;

    #[test]
    fn b2b_10_an_answer_is_to_what_was_seen_and_to_nothing_else() {
        let seen = quote("quoted", r#""accept""#, "");
        assert_eq!(face_of(&seen, &seen, true), Face::Ask(Box::new(seen.clone())));
        let now = Quote { version: Version("8".to_owned()), ..seen.clone() };
        assert_eq!(face_of(&seen, &now, true), Face::Changed(Box::new(seen.clone()), Box::new(now.clone())));
        assert_eq!(face_of(&seen, &now, false), Face::Over);
        assert_eq!(face_of(&seen, &seen, false), Face::Over, "its time is over");
    }
}
