//! Examples, and an independent model that knows all maxima and looks at nothing but them.

use super::*;
use crate::vocabulary::{Currency, Money};
use proptest::prelude::*;

fn steps() -> Vec<IncrementStep> {
    let euro = Currency::iso("EUR").unwrap();
    let step = |from, step| IncrementStep { from: Money::new(from, euro), step: Money::new(step, euro) };
    vec![step(0, 50), step(1_000, 100), step(5_000, 500)]
}

/// A lot and what was bid on it.
struct Lot {
    steps: Vec<IncrementStep>,
    reserve: Option<i64>,
    standing: Option<Standing>,
}

impl Lot {
    fn new(reserve: Option<i64>) -> Self {
        Self { steps: steps(), reserve, standing: None }
    }

    fn bid(&mut self, bidder: u32, maximum: i64) -> Result<BidOutcome, BidRefusal> {
        let terms = BidTerms { opening: 500, reserve: self.reserve, increments: &self.steps };
        let outcome = place_bid(&terms, self.standing, bidder, maximum)?;
        self.standing = Some(outcome.standing);
        Ok(outcome)
    }

    #[track_caller]
    fn stands(&self, leader: u32, price: i64) {
        let standing = self.standing.unwrap();
        assert_eq!((standing.leader, standing.price), (leader, price));
    }
}

#[test]
fn c2c_06_the_first_bid_opens_and_the_second_pays_one_increment_over_the_first() {
    let mut lot = Lot::new(None);
    assert_eq!(lot.bid(1, 499), Err(BidRefusal::TooLow { minimum: 500 }));
    lot.bid(1, 2_000).unwrap();
    lot.stands(1, 500);
    let outcome = lot.bid(2, 3_000).unwrap();
    lot.stands(2, 2_100);
    assert_eq!(outcome.displaced, Some(1));
    assert_eq!(outcome.shown, [ShownBid { bidder: 2, amount: 2_100, automatic: false }]);
    assert_eq!(lot.bid(1, 2_199), Err(BidRefusal::TooLow { minimum: 2_200 }));
}

#[test]
fn c2c_06_of_equal_maxima_the_earlier_wins_and_the_later_is_outbid_at_once() {
    let mut lot = Lot::new(None);
    lot.bid(1, 2_000).unwrap();
    let outcome = lot.bid(2, 2_000).unwrap();
    lot.stands(1, 2_000);
    assert_eq!(outcome.displaced, None);
    assert_eq!(
        outcome.shown.iter().map(|bid| (bid.bidder, bid.amount, bid.automatic)).collect::<Vec<_>>(),
        [(2, 2_000, false), (1, 2_000, true)]
    );
}

#[test]
fn c2c_06_raising_one_s_own_maximum_moves_nothing_and_not_raising_it_is_refused() {
    let mut lot = Lot::new(None);
    lot.bid(1, 2_000).unwrap();
    let outcome = lot.bid(1, 9_000).unwrap();
    lot.stands(1, 500);
    assert_eq!((outcome.shown.len(), outcome.displaced), (0, None));
    for maximum in [9_000, 8_999, 1] {
        assert_eq!(lot.bid(1, maximum), Err(BidRefusal::NotRaised { maximum: 9_000 }));
    }
}

#[test]
fn c2c_06_a_leader_never_pays_more_than_the_maximum() {
    let mut lot = Lot::new(None);
    lot.bid(1, 2_000).unwrap();
    lot.bid(2, 2_050).unwrap();
    lot.stands(2, 2_050);
}

#[test]
fn c2c_08_the_price_jumps_to_the_reserve_once_a_maximum_reaches_it() {
    let mut lot = Lot::new(Some(4_000));
    lot.bid(1, 3_000).unwrap();
    lot.stands(1, 500);
    lot.bid(2, 2_000).unwrap();
    lot.stands(1, 2_100);
    // The leader is the first to offer as much: that is a bid that everybody sees.
    let outcome = lot.bid(1, 4_000).unwrap();
    lot.stands(1, 4_000);
    assert_eq!(outcome.shown, [ShownBid { bidder: 1, amount: 4_000, automatic: false }]);
    lot.bid(2, 6_000).unwrap();
    lot.stands(2, 4_100);
}

/// Everybody's highest maximum in the order in which each was reached. Slow and simple.
#[derive(Default)]
struct Naive {
    maxima: Vec<(u32, i64)>,
    price: Option<i64>,
}

impl Naive {
    fn leader(&self) -> Option<(u32, i64)> {
        let highest = self.maxima.iter().map(|(_, maximum)| *maximum).max()?;
        self.maxima.iter().copied().find(|(_, maximum)| *maximum == highest)
    }

    fn increment(price: i64) -> i64 {
        match price {
            ..1_000 => 50,
            1_000..5_000 => 100,
            _ => 500,
        }
    }

    /// Whether a bid is taken; everything is computed anew from all the maxima.
    fn bid(&mut self, reserve: Option<i64>, bidder: u32, maximum: i64) -> bool {
        let leads = self.leader();
        let raises = leads.is_some_and(|(leader, _)| leader == bidder);
        let enough = match (raises, leads, self.price) {
            (true, Some((_, own)), _) => maximum > own,
            (_, _, Some(price)) => maximum >= price + Self::increment(price),
            _ => maximum >= 500,
        };
        if !enough {
            return false;
        }
        self.maxima.retain(|(other, _)| *other != bidder);
        self.maxima.push((bidder, maximum));
        let (leader, most) = self.leader().unwrap();
        let second = self.maxima.iter().filter(|(other, _)| *other != leader).map(|(_, m)| *m).max();
        let mut price = match (raises, second) {
            (true, _) => self.price.unwrap(),
            (false, None) => 500,
            (false, Some(second)) => (second + Self::increment(second)).min(most),
        };
        if let Some(reserve) = reserve.filter(|reserve| *reserve <= most) {
            price = price.max(reserve);
        }
        self.price = Some(price);
        true
    }
}

proptest! {
    #[test]
    fn c2c_06_bids_come_out_as_in_a_model_that_knows_all_maxima(
        bids in prop::collection::vec((1_u32..6, 1_i64..9_000), 0..60),
        reserve in prop::option::of(500_i64..9_000),
    ) {
        let mut lot = Lot::new(reserve);
        let mut naive = Naive::default();
        let mut shown: Vec<ShownBid> = Vec::new();
        for (bidder, maximum) in bids {
            let before = lot.standing;
            let outcome = lot.bid(bidder, maximum);
            prop_assert_eq!(outcome.is_ok(), naive.bid(reserve, bidder, maximum));
            let Some(now) = lot.standing else { continue };
            prop_assert_eq!(Some((now.leader, now.maximum)), naive.leader());
            prop_assert_eq!(Some(now.price), naive.price);
            prop_assert!(now.price <= now.maximum);
            prop_assert!(before.is_none_or(|before| before.price <= now.price));
            prop_assert_eq!(
                reserve.is_some_and(|reserve| now.price >= reserve),
                reserve.is_some_and(|reserve| now.maximum >= reserve)
            );
            if let Ok(outcome) = outcome {
                // Whoever leads is whoever bid last, as everybody sees it, and nobody's secret shows.
                shown.extend(&outcome.shown);
                prop_assert_eq!(shown.last().map(|bid| (bid.bidder, bid.amount)), Some((now.leader, now.price)));
                prop_assert_eq!(outcome.shown.is_empty(), before.is_some_and(|before| before.price == now.price));
                prop_assert!(outcome.shown.iter().all(|bid| bid.amount <= now.price));
            }
        }
        prop_assert!(shown.is_sorted_by_key(|bid| bid.amount));
    }
}
