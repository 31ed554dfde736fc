//! Proxy bidding: everybody names a maximum, the backend bids no more than it has to.
//!
//! The leader is whoever named the highest maximum, of equal ones the earlier. The price is one increment over
//! the second highest maximum, never over the leader's own; when the leader's maximum reaches what the seller
//! wants at least, the price is at least that. A leader who names a higher maximum changes nothing else,
//! unless the new one is the first to reach what the seller wants.

use crate::model::IncrementStep;

/// What bids on a lot are measured by, in minor units of its currency.
#[derive(Debug, Clone, Copy)]
pub struct BidTerms<'a> {
    /// What bidding opens at.
    pub opening: i64,
    /// What the seller wants at least.
    pub reserve: Option<i64>,
    /// By how much a bid has to be higher, from the lowest price to the highest.
    pub increments: &'a [IncrementStep],
}

/// Who leads at what price. Bidders go by their number on the lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What the leader would pay.
    pub price: i64,
    /// Who leads.
    pub leader: u32,
    /// The most the leader would pay. A secret.
    pub maximum: i64,
}

/// A bid that everybody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownBid {
    /// Who bids.
    pub bidder: u32,
    /// How much.
    pub amount: i64,
    /// Whether the backend bids for somebody.
    pub automatic: bool,
}

/// What a bid that was taken leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BidOutcome {
    /// Who leads now.
    pub standing: Standing,
    /// What everybody sees of it, in order. Empty when the price has not changed.
    pub shown: Vec<ShownBid>,
    /// Who does not lead any more.
    pub displaced: Option<u32>,
}

/// Why a bid was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BidRefusal {
    /// It is less than the next minimum.
    TooLow {
        /// That minimum.
        minimum: i64,
    },
    /// The leader has named as much already.
    NotRaised {
        /// The leader's own maximum.
        maximum: i64,
    },
}

/// By how much a bid over `price` has to be higher: at least by one minor unit.
#[must_use]
pub fn increment_at(increments: &[IncrementStep], price: i64) -> i64 {
    let step = increments.iter().rev().find(|step| step.from.minor <= price);
    step.map_or(1, |step| step.step.minor).max(1)
}

/// The least that is taken as a bid over `price`; over nothing it is the opening.
#[must_use]
pub fn minimum_bid(increments: &[IncrementStep], opening: i64, price: Option<i64>) -> i64 {
    price.map_or(opening, |price| price.saturating_add(increment_at(increments, price)))
}

/// Decides a bid: `bidder` would pay as much as `maximum`.
///
/// # Errors
/// When it is too low, or the bidder leads already with as high a maximum.
pub fn place_bid(
    terms: &BidTerms<'_>,
    standing: Option<Standing>,
    bidder: u32,
    maximum: i64,
) -> Result<BidOutcome, BidRefusal> {
    let minimum = minimum_bid(terms.increments, terms.opening, standing.map(|standing| standing.price));
    let too_low = BidRefusal::TooLow { minimum };
    let Some(before) = standing else {
        if maximum < minimum {
            return Err(too_low);
        }
        let price = reaching(terms, maximum, minimum);
        return Ok(leads(bidder, maximum, price, None));
    };
    if before.leader == bidder {
        if maximum <= before.maximum {
            return Err(BidRefusal::NotRaised { maximum: before.maximum });
        }
        let price = reaching(terms, maximum, before.price);
        let standing = Standing { price, maximum, ..before };
        let shown = (price > before.price).then_some(ShownBid { bidder, amount: price, automatic: false });
        return Ok(BidOutcome { standing, shown: shown.into_iter().collect(), displaced: None });
    }
    if maximum < minimum {
        return Err(too_low);
    }
    if maximum <= before.maximum {
        // Somebody was there first with as much or more.
        let price = over(terms, maximum, before.maximum);
        let price = reaching(terms, before.maximum, price);
        let shown = vec![
            ShownBid { bidder, amount: maximum, automatic: false },
            ShownBid { bidder: before.leader, amount: price, automatic: true },
        ];
        return Ok(BidOutcome { standing: Standing { price, ..before }, shown, displaced: None });
    }
    let price = reaching(terms, maximum, over(terms, before.maximum, maximum));
    Ok(leads(bidder, maximum, price, Some(before.leader)))
}

/// One increment over what the second would pay, no more than the leader would.
fn over(terms: &BidTerms<'_>, second: i64, leader: i64) -> i64 {
    minimum_bid(terms.increments, terms.opening, Some(second)).min(leader)
}

/// `price`, or what the seller wants at least if the leader would pay that.
fn reaching(terms: &BidTerms<'_>, leader: i64, price: i64) -> i64 {
    terms.reserve.filter(|reserve| *reserve <= leader).map_or(price, |reserve| reserve.max(price))
}

fn leads(bidder: u32, maximum: i64, price: i64, displaced: Option<u32>) -> BidOutcome {
    BidOutcome {
        standing: Standing { price, leader: bidder, maximum },
        shown: vec![ShownBid { bidder, amount: price, automatic: false }],
        displaced,
    }
}

#[cfg(test)]
#[path = "bidding_tests.rs"]
mod tests;
