//! What becomes of a bid before it is sent, and what a refusal means. Plain rules; the shop decides with the same.

use super::amount::{AmountProblem, Separators, parse_amount};
use super::room::Room;
use fivefold_api::error::ApiError;
use fivefold_api::model::IncrementStep;
use fivefold_api::model::ProblemKind;
use fivefold_api::rules::{minimum_bid, needs_confirmation};
use fivefold_api::vocabulary::{Instant, Money};

/// What to do with what is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Send it.
    Send(Money),
    /// Ask first: it is high, or much more than the price (C2C-15).
    Confirm(Money),
    /// It cannot be sent.
    Refuse(Refusal),
}

/// Why a bid is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is no amount.
    Amount(AmountProblem),
    /// Less than the next minimum, if that is known (C2C-04).
    TooLow(Option<Money>),
    /// The visitor leads already with as much (C2C-06).
    NotRaised(Option<Money>),
    /// Bidding is over.
    Over,
    /// Bidding begins later.
    NotStarted(Option<Instant>),
    /// The lot was called off or is suspended.
    NotOpen,
    /// Nobody bids on what they sell.
    Seller,
    /// The visitor may not bid.
    Blocked,
    /// Something else; whoever shows errors knows the words.
    Other,
}

impl Refusal {
    /// The amount that would be taken.
    pub fn refill(self) -> Option<Money> {
        match self {
            Self::TooLow(minimum) => minimum,
            _ => None,
        }
    }
}

/// Decides about what is typed, as far as that can be known here.
pub fn judge(text: &str, here: Separators, room: &Room, confirm_from: Option<Money>) -> Verdict {
    let state = room.state();
    let bid = match parse_amount(text, state.minimum.currency, here) {
        Ok(bid) => bid,
        Err(problem) => return Verdict::Refuse(Refusal::Amount(problem)),
    };
    if room.leads() {
        let maximum = room.mine().and_then(|mine| mine.maximum);
        if let Some(maximum) = maximum.filter(|maximum| bid.minor <= maximum.minor) {
            return Verdict::Refuse(Refusal::NotRaised(Some(maximum)));
        }
    } else if bid.minor < state.minimum.minor {
        return Verdict::Refuse(Refusal::TooLow(Some(state.minimum)));
    }
    if needs_confirmation(bid, state.price, confirm_from) {
        Verdict::Confirm(bid)
    } else {
        Verdict::Send(bid)
    }
}

/// The least that changes anything: the next minimum, or for whoever leads one step over their own maximum.
pub fn least_bid(room: &Room, increments: &[IncrementStep]) -> Money {
    let minimum = room.state().minimum;
    let own = room.mine().and_then(|mine| mine.maximum).filter(|_| room.leads());
    own.map_or(minimum, |own| {
        let raised = minimum_bid(increments, 0, Some(own.minor));
        Money::new(raised.max(minimum.minor), minimum.currency)
    })
}

/// What a refusal of the shop means.
pub fn refusal(error: &ApiError) -> Refusal {
    let Some(problem) = error.problem() else { return Refusal::Other };
    let bid = problem.bid_problem();
    let bid = bid.as_ref();
    match problem.kind {
        ProblemKind::BidTooLow => Refusal::TooLow(bid.and_then(|bid| bid.minimum)),
        ProblemKind::MaximumNotRaised => Refusal::NotRaised(bid.and_then(|bid| bid.maximum)),
        ProblemKind::AuctionEnded => Refusal::Over,
        ProblemKind::AuctionNotStarted => Refusal::NotStarted(bid.and_then(|bid| bid.starts_at)),
        ProblemKind::AuctionNotOpen => Refusal::NotOpen,
        ProblemKind::SellerCannotBid => Refusal::Seller,
        ProblemKind::BidderBlocked => Refusal::Blocked,
        _ => Refusal::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::room::tests::{auction, state};
    use super::*;
    use fivefold_api::model::{BidPosition, BidProblem, PlacedBid, Problem};
    use fivefold_api::vocabulary::{AuctionId, BidderId};

    const ENGLISH: Separators = Separators { decimal: '.', group: ',' };

    fn euro(minor: i64) -> Money {
        Money::new(minor, state(1).price.currency)
    }

    fn leading() -> Room {
        let mut room = Room::new(&auction(5));
        let bidder = BidderId::from("Me");
        let state = fivefold_api::model::AuctionState { leader: Some(bidder.clone()), ..state(6) };
        room.placed(&PlacedBid {
            auction: AuctionId::from("a_1"),
            bidder,
            position: BidPosition::Leading,
            maximum: euro(1_000),
            moved: false,
            extended: false,
            state,
        });
        room
    }

    #[test]
    fn c2c_04_a_low_bid_is_refused_with_the_next_minimum() {
        let room = Room::new(&auction(5));
        let judge = |text: &str| judge(text, ENGLISH, &room, None);
        assert_eq!(judge("5.99"), Verdict::Refuse(Refusal::TooLow(Some(euro(600)))));
        assert_eq!(judge("6"), Verdict::Send(euro(600)));
        assert_eq!(judge("x"), Verdict::Refuse(Refusal::Amount(AmountProblem::Unreadable)));
        assert_eq!(Refusal::TooLow(Some(euro(600))).refill(), Some(euro(600)));
        assert_eq!(Refusal::NotRaised(Some(euro(600))).refill(), None);
    }

    #[test]
    fn c2c_06_who_leads_may_only_raise_the_own_maximum() {
        let room = leading();
        assert_eq!(judge("10", ENGLISH, &room, None), Verdict::Refuse(Refusal::NotRaised(Some(euro(1_000)))));
        assert_eq!(judge("10.01", ENGLISH, &room, None), Verdict::Send(euro(1_001)));
        assert_eq!(least_bid(&room, &[]), euro(1_001));
        assert_eq!(least_bid(&Room::new(&auction(5)), &[]), euro(600));
    }

    #[test]
    fn c2c_15_a_high_bid_asks_first() {
        let room = Room::new(&auction(5));
        assert_eq!(judge("15", ENGLISH, &room, None), Verdict::Send(euro(1_500)));
        assert_eq!(judge("15.01", ENGLISH, &room, None), Verdict::Confirm(euro(1_501)));
        assert_eq!(judge("8", ENGLISH, &room, Some(euro(800))), Verdict::Confirm(euro(800)));
    }

    #[test]
    fn c2c_04_a_refusal_says_what_would_be_taken() {
        let mut problem = Problem::new(ProblemKind::BidTooLow, 409, "");
        problem.set_bid(&BidProblem { minimum: Some(euro(700)), ..BidProblem::default() });
        assert_eq!(refusal(&ApiError::Rejected(Box::new(problem))).refill(), Some(euro(700)));
        assert_eq!(refusal(&ApiError::Unreachable), Refusal::Other);
    }
}
