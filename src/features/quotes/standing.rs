//! Where a quote stands at an instant, and what may be done with it then. Plain rules over those of the contract.

use fivefold_api::model::{Quote, QuoteAction, QuoteStatus, QuoteTurn};
use fivefold_api::rules::{QuoteStanding, quote_actions, quote_at, quote_turn};
use fivefold_api::vocabulary::Instant;

/// What of a quote decides about moves.
pub fn standing_of(quote: &Quote) -> QuoteStanding {
    QuoteStanding {
        status: quote.status,
        newest: quote.versions.last().map_or(quote.current.number, |newest| newest.number),
        offer: quote.offer,
        valid_until: quote.valid_until,
    }
}

/// Where a quote stands now. What the shop calls ended has ended; an offer whose time is over is expired before the shop
/// has said so (B2B-09). While nobody knows the time, it stands as the shop has said.
pub fn status_at(quote: &Quote, now: Option<Instant>) -> QuoteStatus {
    now.map_or(quote.status, |now| quote_at(standing_of(quote), now).status)
}

/// Whom a quote waits for now.
pub fn turn_at(quote: &Quote, now: Option<Instant>) -> QuoteTurn {
    let status = status_at(quote, now);
    if status == quote.status { quote.turn } else { quote_turn(status) }
}

/// Whether something may be done now: what the shop allows (X-STATE), and once the time is over what an expired quote
/// has.
pub fn may_at(quote: &Quote, action: QuoteAction, now: Option<Instant>) -> bool {
    match now {
        Some(now) if status_at(quote, Some(now)) != quote.status => {
            quote_actions(standing_of(quote), quote.viewer, now).contains(&action)
        }
        _ => quote.status != QuoteStatus::Unknown && quote.allowed_actions.contains(&action),
    }
}

/// Until when there is something to do: as long as an offer stands, or an answer is due.
pub fn due(quote: &Quote) -> Option<Instant> {
    match quote.status {
        QuoteStatus::Quoted | QuoteStatus::Accepted => quote.valid_until,
        QuoteStatus::NeedsInfo => quote.question.as_ref().map(|question| question.reply_due),
        _ => None,
    }
}

#[cfg(test)]
#[path = "standing_tests.rs"]
pub mod tests;
