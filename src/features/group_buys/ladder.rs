//! The ladder as it is shown: where each tier stands, how far the progress is, what comes next. Plain rules.

use fivefold_api::model::{GroupBuyCard, GroupBuyState, PriceTier};
use fivefold_api::rules::tier_at;
use fivefold_api::vocabulary::Money;

/// Where a tier stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TierStand {
    /// It was reached and a cheaper one as well.
    Passed,
    /// It stands now.
    Now,
    /// So much more is needed.
    Ahead(u64),
}

/// Where each tier stands, in the order of the ladder. A promise can keep the price of a tier that the count alone
/// does not reach (C2B-05): then that one stands.
pub fn stands(tiers: &[PriceTier], committed: u64, price: Money) -> Vec<TierStand> {
    let by_count = tier_at(tiers, committed);
    let by_price = tiers.iter().rposition(|tier| tier.price.minor >= price.minor);
    let now = by_price.map_or(by_count, |kept| kept.max(by_count));
    let stand = |(at, tier): (usize, &PriceTier)| match at.cmp(&now) {
        std::cmp::Ordering::Less => TierStand::Passed,
        std::cmp::Ordering::Equal => TierStand::Now,
        std::cmp::Ordering::Greater => TierStand::Ahead(tier.from.saturating_sub(committed)),
    };
    tiers.iter().enumerate().map(stand).collect()
}

/// The next tier that lowers the price that stands, and how much is missing to it. A tier that only gives what
/// members were promised already is none, and neither is one beyond what is left.
pub fn next_step(card: &GroupBuyCard, state: &GroupBuyState) -> Option<(u64, Money)> {
    let is_ahead = |tier: &&PriceTier| {
        tier.from > state.committed
            && tier.price.minor < state.price.minor
            && card.cap.is_none_or(|cap| tier.from <= cap)
    };
    card.tiers.iter().find(is_ahead).map(|tier| (tier.from - state.committed, tier.price))
}

/// How much is missing to the minimum.
pub fn missing(card: &GroupBuyCard, state: &GroupBuyState) -> Option<u64> {
    card.minimum.checked_sub(state.committed).filter(|missing| *missing > 0)
}

/// What the progress ends at: the last tier or the minimum, whichever takes more, but not beyond what there is.
pub fn goal(card: &GroupBuyCard) -> u64 {
    let most = card.tiers.last().map_or(1, |tier| tier.from).max(card.minimum);
    card.cap.map_or(most, |cap| most.min(cap)).max(1)
}

/// A part of the goal in whole hundredths.
pub fn share(part: u64, goal: u64) -> u64 {
    (part.min(goal) * 100).checked_div(goal).unwrap_or(0)
}

/// How high each tier stands in a picture of the ladder, in hundredths: above the dearest there is room for its
/// price, and none is so low that its step cannot be seen.
pub fn heights(tiers: &[PriceTier]) -> Vec<u64> {
    let minor = |tier: &PriceTier| u64::try_from(tier.price.minor).unwrap_or(0);
    let (most, least) = (tiers.first().map_or(1, minor), tiers.last().map_or(0, minor));
    let span = most.saturating_sub(least).max(1);
    tiers.iter().map(|tier| 30 + minor(tier).saturating_sub(least).min(span) * 50 / span).collect()
}

#[cfg(test)]
mod tests {
    use super::super::group::tests::{card, euro, state, tiers};
    use super::*;

    #[test]
    fn c2b_01_each_tier_says_where_it_stands() {
        let (passed, now, ahead) = (TierStand::Passed, TierStand::Now, TierStand::Ahead);
        assert_eq!(stands(&tiers(), 0, euro(5_000)), [now, ahead(5), ahead(10)]);
        assert_eq!(stands(&tiers(), 7, euro(4_500)), [passed, now, ahead(3)]);
        assert_eq!(stands(&tiers(), 12, euro(4_000)), [passed, passed, now]);
    }

    #[test]
    fn c2b_05_a_promise_that_is_kept_is_the_tier_that_stands() {
        let (passed, now, ahead) = (TierStand::Passed, TierStand::Now, TierStand::Ahead);
        assert_eq!(stands(&tiers(), 4, euro(4_500)), [passed, now, ahead(6)]);
        // A price beyond the ladder is no reason to mark another tier than the count does.
        assert_eq!(stands(&tiers(), 7, euro(9_000)), [passed, now, ahead(3)]);
    }

    #[test]
    fn c2b_03_what_comes_next_is_cheaper_than_what_stands_and_can_be_reached() {
        let mut card = card(state(3, 3));
        assert_eq!(next_step(&card, &state(3, 3)), Some((2, euro(4_500))));
        // After a withdrawal the promise keeps the price: the tier that gives it already is no step.
        let kept = GroupBuyState { price: euro(4_500), ..state(4, 4) };
        assert_eq!(next_step(&card, &kept), Some((6, euro(4_000))));
        card.cap = Some(8);
        assert_eq!(next_step(&card, &kept), None);
        assert_eq!((missing(&card, &kept), missing(&card, &state(5, 5))), (Some(1), None));
    }

    #[test]
    fn c2b_23_the_progress_ends_at_what_there_is_to_reach() {
        let mut card = card(state(3, 3));
        assert_eq!((goal(&card), share(3, 10), share(30, 10), share(1, 0)), (10, 30, 100, 0));
        card.minimum = 15;
        assert_eq!(goal(&card), 15);
        card.cap = Some(8);
        assert_eq!(goal(&card), 8);
        assert_eq!(heights(&tiers()), [80, 55, 30]);
        assert!(heights(&[]).is_empty());
    }
}
