//! Joining a group-buy: how much one may take, what is sent, what an answer and a refusal mean. Plain rules; the shop
//! decides with the same.

use super::seat::standing;
use fivefold_api::error::ApiError;
use fivefold_api::model::{
    FieldProblem, FieldProblemCode, GroupAction, GroupBasis, GroupPhase, GroupProblem, MyGroupBuy,
    ProblemKind, Seat, SeatMethod, SeatStatus, SiblingGroup, TotalChange,
};
use fivefold_api::rules::seat_stands;
use fivefold_api::vocabulary::{Instant, VariantId};

/// Nobody is called longer than this.
pub const LONGEST_NAME: usize = 40;
/// The path of the name in a problem.
pub const SHOWN_AS: &str = "shown_as";

/// The name under which the invitation that was followed to a group-buy is kept. Sign-out forgets it, as everything
/// below `account.`.
pub fn invited_under(group: &str) -> String {
    ["account.invited.", group].concat()
}

/// What the page of joining is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Choosing, and taking a seat.
    Join,
    /// Paying for the seat that one has.
    Pay,
    /// One is in already (C2B-16).
    In,
    /// It cannot be joined.
    Closed(Closed),
}

/// Why a group-buy cannot be joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It begins later.
    NotStarted,
    /// Nothing is left of it.
    Full,
    /// It is over, or about to be.
    Over,
    /// The seller has called it off.
    CalledOff,
    /// Something that only the shop knows.
    Unknown,
}

/// What there is to do for somebody who stands like this, before or after the deadline.
pub fn step(mine: &MyGroupBuy, is_late: bool) -> Step {
    let may = |action| mine.allowed_actions.contains(&action);
    match &mine.seat {
        Some(seat) if may(GroupAction::Pay) && standing(seat, mine.state.phase).wants_payment() => Step::Pay,
        Some(seat) if seat_stands(seat.status) => Step::In,
        _ if may(GroupAction::Join) => Step::Join,
        _ => Step::Closed(closed(mine, is_late)),
    }
}

fn closed(mine: &MyGroupBuy, is_late: bool) -> Closed {
    match mine.state.phase {
        GroupPhase::Scheduled => Closed::NotStarted,
        GroupPhase::Open if mine.state.left == Some(0) => Closed::Full,
        GroupPhase::Open if is_late => Closed::Over,
        GroupPhase::Locking | GroupPhase::Settled | GroupPhase::Failed => Closed::Over,
        GroupPhase::Cancelled { .. } => Closed::CalledOff,
        _ => Closed::Unknown,
    }
}

/// How many units one may take: as many as a person may, and no more than are left.
pub fn most(per_person: u64, basis: GroupBasis, left: Option<u64>) -> u64 {
    let left = left.filter(|_| basis == GroupBasis::Units).unwrap_or(per_person);
    per_person.min(left).max(1)
}

/// The way to pay that is chosen: the one that was, if it is offered, or the only one there is.
pub fn chosen<'a>(methods: &'a [SeatMethod], wanted: &str) -> Option<&'a SeatMethod> {
    match methods {
        [only] => Some(only),
        _ => methods.iter().find(|method| method.method.as_str() == wanted),
    }
}

/// What is wrong with the name one wants to be seen by.
pub fn name_problem(name: &str) -> Option<FieldProblem> {
    let code = if name.trim().is_empty() {
        FieldProblemCode::Required
    } else if name.trim().chars().count() > LONGEST_NAME {
        FieldProblemCode::TooLong
    } else {
        return None;
    };
    Some(FieldProblem { field: SHOWN_AS.to_owned(), code })
}

/// Whether the seat that was answered is the one that was asked for, so that it may be paid at once. Otherwise
/// somebody had one already, and looks at it first (C2B-16).
pub fn is_as_wished(seat: &Seat, variant: &VariantId, quantity: u64) -> bool {
    seat.status == SeatStatus::Held && seat.variant == *variant && seat.quantity == quantity
}

/// Why somebody could not join.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// It costs more than was seen.
    PriceChanged(Option<TotalChange>),
    /// Not so much is left: so much is, if that is known (C2B-07).
    Full(Option<u64>, Instead),
    /// It is over (C2B-10).
    Over(Instead),
    /// The seller has called it off.
    CalledOff(Instead),
    /// It begins later.
    NotStarted(Option<Instant>),
    /// The session is a guest's, or has ended.
    SignIn,
    /// Something that is typed is wrong.
    Fields(Vec<FieldProblem>),
    /// Something else; whoever shows errors knows the words.
    Other,
}

/// What there is instead.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Instead {
    /// Other groups that can be joined.
    pub siblings: Vec<SiblingGroup>,
    /// Whether another one may be opened.
    pub may_open_another: bool,
}

/// What a refusal of the shop means.
pub fn refusal(error: &ApiError) -> Refusal {
    if matches!(error, ApiError::SignedOut) {
        return Refusal::SignIn;
    }
    let Some(problem) = error.problem() else { return Refusal::Other };
    let GroupProblem { state, siblings, may_open_another } = problem.group_problem().unwrap_or_default();
    let instead = Instead { siblings, may_open_another };
    match problem.kind {
        ProblemKind::PriceChanged => Refusal::PriceChanged(problem.totals.clone()),
        ProblemKind::GroupFull => Refusal::Full(state.and_then(|state| state.left), instead),
        ProblemKind::GroupEnded => Refusal::Over(instead),
        ProblemKind::GroupCancelled => Refusal::CalledOff(instead),
        ProblemKind::GroupNotStarted => Refusal::NotStarted(state.map(|state| state.starts_at)),
        ProblemKind::SignInNeeded | ProblemKind::SignedOut => Refusal::SignIn,
        ProblemKind::InvalidFields => Refusal::Fields(problem.fields.clone()),
        _ => Refusal::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::seat::tests::{euro, seat, state};
    use super::*;
    use fivefold_api::model::{CancelReason, Charging, GroupBuyState, Problem};

    fn mine(status: Option<SeatStatus>, actions: &[GroupAction], phase: GroupPhase) -> MyGroupBuy {
        MyGroupBuy {
            group_buy: "g_1".into(),
            seat: status.map(seat),
            allowed_actions: actions.to_vec(),
            requirements: Vec::new(),
            invitation: None,
            state: GroupBuyState { phase, ..state(3, 1_800) },
        }
    }

    #[test]
    fn c2b_16_who_has_a_seat_pays_it_or_looks_at_it_and_takes_no_second_one() {
        use GroupAction as A;
        let open = |status, actions: &[A]| step(&mine(status, actions, GroupPhase::Open), false);
        assert_eq!(open(None, &[A::Join]), Step::Join);
        assert_eq!(open(Some(SeatStatus::Held), &[A::Pay, A::Withdraw]), Step::Pay);
        assert_eq!(open(Some(SeatStatus::CaptureFailed), &[A::Pay]), Step::Pay);
        assert_eq!(open(Some(SeatStatus::Committed), &[A::Withdraw]), Step::In);
        assert_eq!(open(Some(SeatStatus::Withdrawn), &[A::Join]), Step::Join);
        // The shop does not let a held seat be paid any more.
        assert_eq!(open(Some(SeatStatus::Held), &[]), Step::In);
        assert!(is_as_wished(&seat(SeatStatus::Held), &"v_1".into(), 2));
        assert!(!is_as_wished(&seat(SeatStatus::Held), &"v_1".into(), 1));
        assert!(!is_as_wished(&seat(SeatStatus::Committed), &"v_1".into(), 2));
    }

    #[test]
    fn c2b_10_why_it_cannot_be_joined_is_the_shop_s_word() {
        let closed = |phase| step(&mine(None, &[], phase), false);
        assert_eq!(closed(GroupPhase::Scheduled), Step::Closed(Closed::NotStarted));
        // The deadline has passed, and the shop is about to lock it. Before it the reason is the shop's own.
        let open = mine(None, &[], GroupPhase::Open);
        assert_eq!(step(&open, true), Step::Closed(Closed::Over));
        assert_eq!(step(&open, false), Step::Closed(Closed::Unknown));
        assert_eq!(closed(GroupPhase::Locking), Step::Closed(Closed::Over));
        let cancelled = GroupPhase::Cancelled { reason: CancelReason::Supply };
        assert_eq!(closed(cancelled), Step::Closed(Closed::CalledOff));
        assert_eq!(closed(GroupPhase::Unknown), Step::Closed(Closed::Unknown));
        let mut full = mine(None, &[], GroupPhase::Open);
        full.state.left = Some(0);
        assert_eq!(step(&full, false), Step::Closed(Closed::Full));
    }

    #[test]
    fn c2b_07_a_full_group_says_what_is_left_and_what_there_is_instead() {
        let mut problem = Problem::new(ProblemKind::GroupFull, 409, "");
        let sibling = SiblingGroup { id: "g_2".into(), number: "G-2".to_owned(), state: state(1, 2_000) };
        let full = GroupBuyState { left: Some(1), ..state(9, 1_500) };
        problem.set_group(&GroupProblem {
            state: Some(full),
            siblings: vec![sibling.clone()],
            may_open_another: false,
        });
        let error = ApiError::Rejected(Box::new(problem));
        let instead = Instead { siblings: vec![sibling], may_open_another: false };
        assert_eq!(refusal(&error), Refusal::Full(Some(1), instead));
        assert_eq!(refusal(&ApiError::Unreachable), Refusal::Other);
        assert_eq!(refusal(&ApiError::SignedOut), Refusal::SignIn);
    }

    #[test]
    fn c2b_03_a_price_that_rose_is_asked_about_again() {
        let mut problem = Problem::new(ProblemKind::PriceChanged, 409, "");
        let change = TotalChange { was: euro(4_000), now: euro(4_400) };
        problem.totals = Some(change.clone());
        assert_eq!(refusal(&ApiError::Rejected(Box::new(problem))), Refusal::PriceChanged(Some(change)));
    }

    #[test]
    fn c2b_02_nobody_takes_more_than_a_person_may_or_than_is_left() {
        assert_eq!(most(4, GroupBasis::Units, Some(2)), 2);
        assert_eq!(most(4, GroupBasis::People, Some(2)), 4);
        assert_eq!(most(4, GroupBasis::Units, None), 4);
        assert_eq!(most(4, GroupBasis::Units, Some(0)), 1);
    }

    #[test]
    fn c2b_14_a_way_to_pay_that_is_not_offered_is_not_chosen() {
        let way = |id: &str| SeatMethod { method: id.into(), charging: Charging::PayFirst };
        let both = [way("card"), way("wallet")];
        assert_eq!(chosen(&both, "wallet"), Some(&both[1]));
        assert_eq!(chosen(&both, ""), None);
        assert_eq!(chosen(&both[1..], "card"), Some(&both[1]));
    }

    #[test]
    fn c2b_20_who_wants_to_be_seen_has_a_name() {
        assert_eq!(name_problem("Mei"), None);
        assert_eq!(name_problem("  ").map(|problem| problem.code), Some(FieldProblemCode::Required));
        let long = "x".repeat(LONGEST_NAME + 1);
        assert_eq!(name_problem(&long).map(|problem| problem.code), Some(FieldProblemCode::TooLong));
    }
}
