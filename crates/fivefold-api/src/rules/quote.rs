//! The life of a quote: who may do what when, and what comes of it.
//!
//! **Invariant**: an offer is accepted, and an accepted one ordered, only as the version that was seen and before its
//! time is over. What is expired, declined, withdrawn, rejected or cancelled never moves again: the only way on is a new
//! quote (B2B-14).

use crate::model::{QuoteAction, QuoteParty, QuoteStatus, QuoteTurn};
use crate::vocabulary::Instant;

/// How many lines a quote has at most.
pub const QUOTE_LINES_MAX: usize = 10_000;
/// How many versions a quote has at most. The last one is an offer: what a company wants instead can be answered.
pub const QUOTE_VERSIONS_MAX: u32 = 50;

/// What of a quote decides about moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuoteStanding {
    /// Where it stands.
    pub status: QuoteStatus,
    /// The number of its newest version.
    pub newest: u32,
    /// The number of its last offer.
    pub offer: Option<u32>,
    /// Until when that stands.
    pub valid_until: Option<Instant>,
}

impl QuoteStanding {
    /// A quote that was just requested.
    #[must_use]
    pub const fn requested() -> Self {
        Self { status: QuoteStatus::Submitted, newest: 1, offer: None, valid_until: None }
    }
}

/// One move of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteMove {
    /// The supplier wants to know something.
    Ask,
    /// The company answers.
    Reply {
        /// Whether the request changes with that.
        is_changed: bool,
    },
    /// The supplier makes an offer.
    Offer {
        /// Until when it stands.
        valid_until: Instant,
    },
    /// The company accepts an offer.
    Accept {
        /// The number it has seen.
        seen: u32,
    },
    /// The company wants an offer changed.
    Counter {
        /// The number it has seen.
        seen: u32,
    },
    /// The company takes its counter back.
    WithdrawCounter,
    /// The supplier says no to the counter.
    RefuseCounter,
    /// The company says no.
    Reject,
    /// The supplier makes no offer.
    Decline,
    /// The supplier takes its offer back.
    Withdraw,
    /// The company takes its request back.
    Cancel,
    /// The company orders what it has accepted.
    Order {
        /// The number it has accepted.
        seen: u32,
    },
}

/// Why a move was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteRefusal {
    /// Another offer stands: `quote_superseded`.
    Superseded {
        /// Its number.
        offer: u32,
    },
    /// The offer's time is over: `quote_expired`.
    Expired,
    /// A counter is open: `counter_open`.
    CounterOpen,
    /// The other side has to move: `not_your_turn`.
    NotYourTurn,
    /// The quote has ended, or takes no such thing as it stands, or has as many versions as it may: `quote_not_open`.
    NotOpen,
}

/// Whether a quote may go from one status to the other.
#[must_use]
pub const fn quote_moves(from: QuoteStatus, to: QuoteStatus) -> bool {
    use QuoteStatus as S;
    match from {
        S::Submitted => matches!(to, S::NeedsInfo | S::Quoted | S::Declined | S::Cancelled),
        S::NeedsInfo => matches!(to, S::Submitted | S::Declined | S::Cancelled),
        // Another offer takes the place of the one before.
        S::Quoted => {
            matches!(to, S::Quoted | S::Countered | S::Accepted | S::Rejected | S::Expired | S::Withdrawn)
        }
        // An answer, or a counter that is no more while the offer's time is over.
        S::Countered => matches!(to, S::Quoted | S::Expired | S::Declined | S::Cancelled),
        S::Accepted => matches!(to, S::Ordered | S::Expired | S::Cancelled),
        S::Ordered | S::Rejected | S::Declined | S::Expired | S::Withdrawn | S::Cancelled | S::Unknown => {
            false
        }
    }
}

/// A quote at an instant. From `valid_until` on an offer is expired, accepted or not. While a counter is open the quote
/// waits for the supplier, and nothing expires.
#[must_use]
pub fn quote_at(standing: QuoteStanding, now: Instant) -> QuoteStanding {
    let may_expire = matches!(standing.status, QuoteStatus::Quoted | QuoteStatus::Accepted);
    // An offer that does not say until when is not to be had.
    let is_over = standing.valid_until.is_none_or(|until| now >= until);
    if may_expire && is_over { QuoteStanding { status: QuoteStatus::Expired, ..standing } } else { standing }
}

/// What comes of a move.
///
/// # Errors
/// When the side may not make it as the quote stands at that instant.
pub fn move_quote(
    standing: QuoteStanding,
    by: QuoteParty,
    wanted: QuoteMove,
    now: Instant,
) -> Result<QuoteStanding, QuoteRefusal> {
    use {QuoteMove as M, QuoteParty as P, QuoteStatus as S};
    let standing = quote_at(standing, now);
    let to = |status| QuoteStanding { status, ..standing };
    let as_seen = |seen: u32, status| match standing.offer {
        Some(offer) if offer == seen => Ok(to(status)),
        Some(offer) => Err(QuoteRefusal::Superseded { offer }),
        None => Err(QuoteRefusal::NotOpen),
    };
    let most = if by == P::Supplier { QUOTE_VERSIONS_MAX } else { QUOTE_VERSIONS_MAX - 1 };
    // The number of the version that a move adds.
    let another = || (standing.newest < most).then(|| standing.newest + 1).ok_or(QuoteRefusal::NotOpen);
    match (by, wanted, standing.status) {
        (_, _, S::Expired) => Err(QuoteRefusal::Expired),
        (P::Supplier, M::Ask, S::Submitted) => Ok(to(S::NeedsInfo)),
        (P::Buyer, M::Reply { is_changed }, S::NeedsInfo) => {
            let newest = if is_changed { another()? } else { standing.newest };
            Ok(QuoteStanding { newest, ..to(S::Submitted) })
        }
        (P::Supplier, M::Offer { valid_until }, S::Submitted | S::Quoted | S::Countered) => {
            let number = another()?;
            if now >= valid_until {
                return Err(QuoteRefusal::Expired);
            }
            let (offer, valid_until) = (Some(number), Some(valid_until));
            Ok(QuoteStanding { status: S::Quoted, newest: number, offer, valid_until })
        }
        (P::Buyer, M::Accept { seen }, S::Quoted) => as_seen(seen, S::Accepted),
        (P::Buyer, M::Counter { seen }, S::Quoted) => {
            let next = as_seen(seen, S::Countered)?;
            Ok(QuoteStanding { newest: another()?, ..next })
        }
        (P::Buyer, M::Accept { .. } | M::Counter { .. } | M::Reject, S::Countered) => {
            Err(QuoteRefusal::CounterOpen)
        }
        (P::Buyer, M::WithdrawCounter, S::Countered) | (P::Supplier, M::RefuseCounter, S::Countered) => {
            Ok(quote_at(to(S::Quoted), now))
        }
        (P::Buyer, M::Reject, S::Quoted) => Ok(to(S::Rejected)),
        (P::Supplier, M::Decline, S::Submitted | S::NeedsInfo | S::Countered) => Ok(to(S::Declined)),
        (P::Supplier, M::Withdraw, S::Quoted) => Ok(to(S::Withdrawn)),
        (P::Buyer, M::Cancel, S::Submitted | S::NeedsInfo | S::Countered | S::Accepted) => {
            Ok(to(S::Cancelled))
        }
        (P::Buyer, M::Order { seen }, S::Accepted) => as_seen(seen, S::Ordered),
        _ => Err(if is_turn_of(quote_turn(standing.status), by) {
            QuoteRefusal::NotOpen
        } else {
            out_of_turn(standing.status)
        }),
    }
}

/// Whom a quote waits for.
#[must_use]
pub const fn quote_turn(status: QuoteStatus) -> QuoteTurn {
    use QuoteStatus as S;
    match status {
        S::Submitted | S::Countered => QuoteTurn::Supplier,
        S::NeedsInfo | S::Quoted | S::Accepted => QuoteTurn::Buyer,
        S::Ordered | S::Rejected | S::Declined | S::Expired | S::Withdrawn | S::Cancelled => {
            QuoteTurn::Nobody
        }
        S::Unknown => QuoteTurn::Unknown,
    }
}

/// What one side may do with a quote at an instant: exactly what [`move_quote`] does not refuse, and what needs no move.
#[must_use]
pub fn quote_actions(standing: QuoteStanding, by: QuoteParty, now: Instant) -> Vec<QuoteAction> {
    use {QuoteAction as A, QuoteMove as M};
    let standing = quote_at(standing, now);
    if standing.status == QuoteStatus::Unknown || by == QuoteParty::Unknown {
        return Vec::new();
    }
    let seen = standing.offer.unwrap_or(0);
    // Whether a new offer is open does not depend on until when it would stand.
    let valid_until = Instant::from_millis(i64::MAX);
    let moves = [
        (A::Reply, M::Reply { is_changed: false }),
        (A::Accept, M::Accept { seen }),
        (A::Counter, M::Counter { seen }),
        (A::WithdrawCounter, M::WithdrawCounter),
        (A::Reject, M::Reject),
        (A::Order, M::Order { seen }),
        (A::Cancel, M::Cancel),
        (A::Ask, M::Ask),
        (A::Offer, M::Offer { valid_until }),
        (A::RefuseCounter, M::RefuseCounter),
        (A::Decline, M::Decline),
        (A::Withdraw, M::Withdraw),
    ];
    let may = |wanted| move_quote(standing, by, wanted, now).is_ok();
    let mut actions: Vec<A> =
        moves.into_iter().filter(|(_, wanted)| may(*wanted)).map(|(action, _)| action).collect();
    if by == QuoteParty::Buyer && standing.status == QuoteStatus::Submitted {
        actions.push(A::AddNote);
    }
    if by == QuoteParty::Buyer && quote_turn(standing.status) == QuoteTurn::Nobody {
        actions.push(A::RequestAgain);
    }
    actions.push(A::Write);
    actions
}

const fn is_turn_of(turn: QuoteTurn, by: QuoteParty) -> bool {
    matches!((turn, by), (QuoteTurn::Buyer, QuoteParty::Buyer) | (QuoteTurn::Supplier, QuoteParty::Supplier))
}

const fn out_of_turn(status: QuoteStatus) -> QuoteRefusal {
    match quote_turn(status) {
        QuoteTurn::Buyer | QuoteTurn::Supplier => QuoteRefusal::NotYourTurn,
        QuoteTurn::Nobody | QuoteTurn::Unknown => QuoteRefusal::NotOpen,
    }
}

#[cfg(test)]
#[path = "quote_tests.rs"]
mod tests;
