//! When an auction ends, who may do what, and what a bid costs in all.

use crate::model::{
    AuctionAction, AuctionOutcome, AuctionPhase, BidPosition, BidRequirement, ExtensionRule, ReserveState,
    SettlementStatus,
};
use crate::rules::tax_on_top;
use crate::vocabulary::{Instant, Money};
use std::time::Duration;

/// A bid of more than so many times the price is to be confirmed (C2C-15).
const UNUSUAL: i64 = 3;

/// The end after a bid at `at` that changed the price. It never moves back, nor beyond `latest_end`.
#[must_use]
pub fn extended_end(
    rule: Option<ExtensionRule>,
    ends_at: Instant,
    latest_end: Instant,
    at: Instant,
) -> Instant {
    let Some(rule) = rule else { return ends_at };
    let is_late = at < ends_at && at.until(ends_at) <= Duration::from_secs(u64::from(rule.window));
    if !is_late {
        return ends_at;
    }
    at.plus(Duration::from_secs(u64::from(rule.extend_by))).min(latest_end).max(ends_at)
}

/// What is told about the least that a seller wants.
#[must_use]
pub fn reserve_state(reserve: Option<i64>, price: Option<i64>) -> ReserveState {
    match (reserve, price) {
        (None, _) => ReserveState::None,
        (Some(reserve), Some(price)) if price >= reserve => ReserveState::Met,
        _ => ReserveState::NotMet,
    }
}

/// What comes of an auction whose time is over.
#[must_use]
pub const fn auction_outcome(reserve: ReserveState, bids: u64) -> AuctionOutcome {
    match (reserve, bids) {
        (_, 0) => AuctionOutcome::NoBids,
        (ReserveState::NotMet, _) => AuctionOutcome::ReserveNotMet,
        _ => AuctionOutcome::Sold,
    }
}

/// How somebody's bids stand.
#[must_use]
pub const fn bid_position(
    phase: AuctionPhase,
    reserve: ReserveState,
    has_bid: bool,
    leads: bool,
) -> BidPosition {
    match (phase, has_bid, leads) {
        (_, false, _) => BidPosition::None,
        (AuctionPhase::Ended { outcome: AuctionOutcome::Sold }, _, true) => BidPosition::Won,
        (AuctionPhase::Ended { .. }, _, _) => BidPosition::Lost,
        (AuctionPhase::Cancelled, _, _) => BidPosition::Void,
        (AuctionPhase::Unknown, _, _) => BidPosition::Unknown,
        (_, _, false) => BidPosition::Outbid,
        (_, _, true) => match reserve {
            ReserveState::NotMet => BidPosition::LeadingReserveNotMet,
            _ => BidPosition::Leading,
        },
    }
}

/// Who somebody is, as far as bidding is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WouldBeBidder {
    /// Is signed in.
    pub signed_in: bool,
    /// Sells the lot.
    pub sells: bool,
    /// May not bid.
    pub blocked: bool,
}

/// What stands in the way of somebody's bid.
#[must_use]
pub fn bid_requirements(who: WouldBeBidder) -> Vec<BidRequirement> {
    let mut requirements = Vec::new();
    if !who.signed_in {
        requirements.push(BidRequirement::SignIn);
    }
    if who.sells {
        requirements.push(BidRequirement::SellerCannotBid);
    }
    if who.blocked {
        requirements.push(BidRequirement::Blocked);
    }
    requirements
}

/// What somebody may do with a lot. A settlement with an order is paid, one without is ordered first.
#[must_use]
pub fn auction_actions(
    phase: AuctionPhase,
    may_bid: bool,
    watching: bool,
    settlement: Option<(SettlementStatus, bool)>,
) -> Vec<AuctionAction> {
    let mut actions = Vec::new();
    if phase == AuctionPhase::Live && may_bid {
        actions.push(AuctionAction::Bid);
    }
    match settlement {
        Some((SettlementStatus::AwaitingPayment, true)) => actions.push(AuctionAction::Pay),
        Some((SettlementStatus::AwaitingPayment, false)) => actions.push(AuctionAction::Order),
        _ => {}
    }
    actions.push(if watching { AuctionAction::Unwatch } else { AuctionAction::Watch });
    actions
}

/// What a bid costs if it wins at that price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BidCost {
    /// The bid.
    pub bid: Money,
    /// What comes on top for the shop.
    pub premium: Money,
    /// What it costs to have it sent.
    pub shipping: Money,
    /// Tax on top of all that; zero where the amounts include it.
    pub tax: Money,
    /// The sum.
    pub total: Money,
}

/// What a bid costs in all: premium and tax in basis points, each rounded half away from zero (X-MONEY).
/// `None` when currencies differ or a sum does not fit.
#[must_use]
pub fn bid_cost(bid: Money, premium: u32, tax: u32, shipping: Money) -> Option<BidCost> {
    let share = |amount: Money, rate| Money::new(tax_on_top(amount.minor, rate), amount.currency);
    let fee = share(bid, premium);
    let tax = share(bid, tax).plus(share(fee, tax))?.plus(share(shipping, tax))?;
    let total = bid.plus(fee)?.plus(shipping)?.plus(tax)?;
    Some(BidCost { bid, premium: fee, shipping, tax, total })
}

/// Whether a bid is so high that it should be confirmed (C2C-15).
#[must_use]
pub fn needs_confirmation(bid: Money, price: Money, confirm_from: Option<Money>) -> bool {
    let over = |limit: Money| limit.currency == bid.currency && bid.minor >= limit.minor;
    bid.minor > price.minor.saturating_mul(UNUSUAL) || confirm_from.is_some_and(over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Currency;
    use proptest::prelude::*;

    fn euro(minor: i64) -> Money {
        Money::new(minor, Currency::iso("EUR").unwrap())
    }

    #[test]
    fn c2c_10_a_late_bid_leaves_the_published_time_and_an_early_one_changes_nothing() {
        let rule = Some(ExtensionRule { window: 120, extend_by: 90 });
        let at = |seconds: i64| Instant::from_millis(seconds * 1000);
        let end = |when, latest| extended_end(rule, at(1_000), at(latest), at(when));
        assert_eq!(end(879, 9_000), at(1_000));
        // In the window, but more is left than the rule gives.
        assert_eq!(end(880, 9_000), at(1_000));
        assert_eq!(end(999, 9_000), at(1_089));
        assert_eq!(end(999, 1_050), at(1_050));
        assert_eq!(end(1_000, 9_000), at(1_000));
        assert_eq!(extended_end(None, at(1_000), at(1_000), at(999)), at(1_000));
    }

    #[test]
    fn c2c_15_a_bid_s_cost_has_premium_tax_and_shipping_in_it() {
        let cost = bid_cost(euro(10_005), 1_250, 0, euro(990)).unwrap();
        assert_eq!((cost.premium, cost.tax, cost.total), (euro(1_251), euro(0), euro(12_246)));
        let cost = bid_cost(euro(10_000), 1_000, 2_000, euro(1_000)).unwrap();
        assert_eq!((cost.premium, cost.tax, cost.total), (euro(1_000), euro(2_400), euro(14_400)));
        assert_eq!(bid_cost(euro(i64::MAX), 1, 0, euro(1)), None);
        assert!(needs_confirmation(euro(301), euro(100), None));
        assert!(!needs_confirmation(euro(300), euro(100), None));
        assert!(needs_confirmation(euro(300), euro(200), Some(euro(300))));
    }

    #[test]
    fn c2c_14_everyone_is_told_what_stands_in_the_way() {
        assert_eq!(bid_requirements(WouldBeBidder::default()), [BidRequirement::SignIn]);
        let member = WouldBeBidder { signed_in: true, ..WouldBeBidder::default() };
        assert_eq!(bid_requirements(member), []);
        let seller = WouldBeBidder { sells: true, ..member };
        assert_eq!(bid_requirements(seller), [BidRequirement::SellerCannotBid]);
        assert_eq!(bid_requirements(WouldBeBidder { blocked: true, ..member }), [BidRequirement::Blocked]);
    }

    #[test]
    fn c2c_18_a_winner_orders_first_and_pays_then() {
        let ended = AuctionPhase::Ended { outcome: AuctionOutcome::Sold };
        let actions = |settlement| auction_actions(ended, true, false, settlement);
        let awaiting = SettlementStatus::AwaitingPayment;
        assert_eq!(actions(Some((awaiting, false))), [AuctionAction::Order, AuctionAction::Watch]);
        assert_eq!(actions(Some((awaiting, true))), [AuctionAction::Pay, AuctionAction::Watch]);
        assert_eq!(actions(Some((SettlementStatus::Unpaid, false))), [AuctionAction::Watch]);
    }

    proptest! {
        #[test]
        fn c2c_10_the_end_never_moves_back_nor_beyond_the_latest(
            window in 0_u32..900, extend_by in 0_u32..900, cap in 0_i64..3_600,
            bids in prop::collection::vec(0_i64..5_000, 0..40),
        ) {
            let rule = Some(ExtensionRule { window, extend_by });
            let latest = Instant::from_millis((2_000 + cap) * 1000);
            let mut end = Instant::from_millis(2_000_000);
            let mut bids = bids;
            bids.sort_unstable();
            for second in bids {
                let next = extended_end(rule, end, latest, Instant::from_millis(second * 1000));
                prop_assert!(end <= next && next <= latest);
                end = next;
            }
        }
    }
}
