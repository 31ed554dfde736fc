//! What a refusal of the shop means to somebody who books, moves or cancels. Plain rules.

use fivefold_api::error::ApiError;
use fivefold_api::model::{FieldProblem, ProblemKind, SlotAlternative, TotalChange};

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// An amount is not what was seen.
    PriceChanged(Option<TotalChange>),
    /// The time cannot be had (O2O-07).
    Lost(Lost),
    /// The booking cannot be moved any more.
    NotChangeable,
    /// Something that is typed is wrong.
    Fields(Vec<FieldProblem>),
    /// Something else; whoever shows errors knows the words.
    Other,
}

/// A time that cannot be had.
#[derive(Debug, Clone, PartialEq)]
pub struct Lost {
    /// Why.
    pub why: Why,
    /// What there is instead.
    pub others: Vec<SlotAlternative>,
}

/// Why a time cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The hold is over.
    HoldEnded,
    /// It is somebody else's.
    Taken,
    /// There is no such time, or it cannot be booked.
    Unavailable,
}

/// What a refusal of the shop means.
pub fn refusal(error: &ApiError) -> Refusal {
    let Some(problem) = error.problem() else { return Refusal::Other };
    let lost = |why| {
        let others = problem.booking_problem().unwrap_or_default().alternatives;
        Refusal::Lost(Lost { why, others })
    };
    match problem.kind {
        ProblemKind::PriceChanged => Refusal::PriceChanged(problem.totals.clone()),
        ProblemKind::HoldEnded => lost(Why::HoldEnded),
        ProblemKind::SlotTaken => lost(Why::Taken),
        ProblemKind::SlotUnavailable => lost(Why::Unavailable),
        ProblemKind::NotChangeable => Refusal::NotChangeable,
        ProblemKind::InvalidFields => Refusal::Fields(problem.fields.clone()),
        _ => Refusal::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::standing::tests::booking;
    use super::*;
    use fivefold_api::model::{AlternativeKind, BookingProblem, Problem};

    fn refused(kind: ProblemKind, change: impl FnOnce(&mut Problem)) -> Refusal {
        let mut problem = Problem::new(kind, 409, "");
        change(&mut problem);
        refusal(&ApiError::Rejected(Box::new(problem)))
    }

    #[test]
    fn o2o_07_a_time_that_is_lost_comes_with_what_there_is_instead() {
        let booking = booking("held", "");
        let other = SlotAlternative {
            kind: AlternativeKind::SameStaff,
            service: booking.service,
            venue: "Studio".to_owned(),
            time: booking.time,
            staff: None,
            price: booking.terms.price,
            distance: None,
        };
        for (kind, why) in [
            (ProblemKind::HoldEnded, Why::HoldEnded),
            (ProblemKind::SlotTaken, Why::Taken),
            (ProblemKind::SlotUnavailable, Why::Unavailable),
        ] {
            let others = vec![other.clone()];
            let told = refused(kind, |problem| {
                problem.set_booking(&BookingProblem { alternatives: others.clone() });
            });
            assert_eq!(told, Refusal::Lost(Lost { why, others }));
            assert_eq!(refused(kind, |_| ()), Refusal::Lost(Lost { why, others: Vec::new() }));
        }
    }

    #[test]
    fn x_err_what_is_not_about_the_time_is_not_a_lost_time() {
        assert_eq!(refused(ProblemKind::NotChangeable, |_| ()), Refusal::NotChangeable);
        assert_eq!(refused(ProblemKind::PriceChanged, |_| ()), Refusal::PriceChanged(None));
        assert_eq!(refused(ProblemKind::Unknown, |_| ()), Refusal::Other);
        assert_eq!(refusal(&ApiError::Unreachable), Refusal::Other);
    }
}
