//! The ladder of a group-buy: what a unit costs at how much, what somebody is promised, and what all pay.

use crate::model::{GroupBasis, PriceStep, PriceTier, SeatOutlook};
use crate::vocabulary::Money;

/// What so many units of one person count.
#[must_use]
pub const fn seat_weight(basis: GroupBasis, quantity: u64) -> u64 {
    match basis {
        GroupBasis::Units => quantity,
        GroupBasis::People | GroupBasis::Unknown => 1,
    }
}

/// Whether tiers are a ladder: from 1 on, of one currency, each from more and cheaper than the one before.
#[must_use]
pub fn is_ladder(tiers: &[PriceTier]) -> bool {
    let falls = |pair: &[PriceTier]| {
        pair[0].from < pair[1].from
            && pair[0].price.currency == pair[1].price.currency
            && pair[0].price.minor > pair[1].price.minor
    };
    tiers.first().is_some_and(|first| first.from == 1)
        && tiers.last().is_some_and(|last| last.price.minor > 0)
        && tiers.windows(2).all(falls)
}

/// Which tier stands at `committed`: an index into a ladder. Before anybody has joined it is the first one.
#[must_use]
pub fn tier_at(tiers: &[PriceTier], committed: u64) -> usize {
    tiers.iter().rposition(|tier| tier.from <= committed).unwrap_or(0)
}

/// How much is missing to the next tier; `None` on the last one.
#[must_use]
pub fn to_next_tier(tiers: &[PriceTier], committed: u64) -> Option<u64> {
    tiers.get(tier_at(tiers, committed) + 1).map(|next| next.from.saturating_sub(committed))
}

/// What a unit costs at `committed` when members hold promises, of which the lowest is `promised`: the tier, or
/// that promise if it is lower. All pay the same, and nobody pays more than was promised.
#[must_use]
pub fn group_price(tiers: &[PriceTier], committed: u64, promised: Option<Money>) -> Option<Money> {
    let tier = tiers.get(tier_at(tiers, committed))?.price;
    Some(match promised {
        Some(promised) if promised.currency == tier.currency && promised.minor < tier.minor => promised,
        _ => tier,
    })
}

/// What somebody is promised who joins now and counts `weight`: the price if nobody else joins. `price` is that
/// of the group without them.
#[must_use]
pub fn seat_ceiling(tiers: &[PriceTier], committed: u64, weight: u64, price: Money) -> Option<Money> {
    group_price(tiers, committed.saturating_add(weight), Some(price))
}

/// What a unit costs somebody who joins now and counts `weight`: now, after a few more, and at best. With a cap
/// only what it leaves room for is in it.
#[must_use]
pub fn seat_outlook(
    tiers: &[PriceTier],
    committed: u64,
    weight: u64,
    price: Money,
    cap: Option<u64>,
) -> Option<SeatOutlook> {
    let now = seat_ceiling(tiers, committed, weight, price)?;
    let with_me = committed.saturating_add(weight);
    let cheaper = |tier: &&PriceTier| {
        tier.from > with_me && tier.price.minor < now.minor && cap.is_none_or(|cap| tier.from <= cap)
    };
    let step = |tier: &PriceTier| PriceStep { more: tier.from - with_me, price: tier.price };
    Some(SeatOutlook {
        now,
        next: tiers.iter().find(cheaper).map(step),
        best: tiers.iter().rev().find(cheaper).map(step),
    })
}

/// What becomes of a group at its deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupOutcome {
    /// It succeeds, and all pay this price.
    Settled(Money),
    /// The minimum is not reached.
    Failed,
}

/// Decides a group from what is committed when it is locked, and from the promises that its members hold. What
/// happens to members later changes nothing about it.
#[must_use]
pub fn lock_group(
    tiers: &[PriceTier],
    minimum: u64,
    committed: u64,
    promised: Option<Money>,
) -> GroupOutcome {
    match group_price(tiers, committed, promised) {
        Some(price) if committed >= minimum.max(1) => GroupOutcome::Settled(price),
        _ => GroupOutcome::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Currency;
    use proptest::prelude::*;

    fn euro(minor: i64) -> Money {
        Money::new(minor, Currency::iso("EUR").unwrap())
    }

    fn ladder(steps: &[(u64, i64)]) -> Vec<PriceTier> {
        steps.iter().map(|(from, price)| PriceTier { from: *from, price: euro(*price) }).collect()
    }

    #[test]
    fn c2b_01_the_tier_is_the_last_one_that_is_reached() {
        let tiers = ladder(&[(1, 5_000), (5, 4_500), (10, 4_000)]);
        let at = |n| (tier_at(&tiers, n), to_next_tier(&tiers, n));
        assert_eq!([at(0), at(1), at(4)], [(0, Some(5)), (0, Some(4)), (0, Some(1))]);
        assert_eq!([at(5), at(9), at(10), at(999)], [(1, Some(5)), (1, Some(1)), (2, None), (2, None)]);
        assert!(is_ladder(&tiers));
        for wrong in [&[][..], &[(2, 5)], &[(1, 5), (1, 4)], &[(1, 5), (3, 5)], &[(1, 5), (3, 0)]] {
            assert!(!is_ladder(&ladder(wrong)), "{wrong:?}");
        }
    }

    #[test]
    fn c2b_02_five_units_of_one_person_count_as_the_basis_says() {
        assert_eq!(seat_weight(GroupBasis::People, 5), 1);
        assert_eq!(seat_weight(GroupBasis::Units, 5), 5);
    }

    #[test]
    fn c2b_03_the_outlook_has_my_own_part_in_it_and_stops_at_the_cap() {
        let tiers = ladder(&[(1, 5_000), (5, 4_500), (10, 4_000), (50, 3_000)]);
        let step = |more, price| Some(PriceStep { more, price: euro(price) });
        let outlook = seat_outlook(&tiers, 4, 1, euro(5_000), Some(20)).unwrap();
        assert_eq!((outlook.now, outlook.next, outlook.best), (euro(4_500), step(5, 4_000), step(5, 4_000)));
        let outlook = seat_outlook(&tiers, 0, 2, euro(5_000), None).unwrap();
        assert_eq!((outlook.now, outlook.next, outlook.best), (euro(5_000), step(3, 4_500), step(48, 3_000)));
        // Somebody was promised more than the tier gives; whoever joins now gets the same.
        let outlook = seat_outlook(&tiers, 2, 1, euro(4_500), None).unwrap();
        assert_eq!((outlook.now, outlook.next), (euro(4_500), step(7, 4_000)));
        assert_eq!(seat_outlook(&tiers, 50, 1, euro(3_000), None).unwrap().next, None);
    }

    #[test]
    fn c2b_05_a_withdrawal_takes_the_tier_back_and_leaves_the_promise() {
        let tiers = ladder(&[(1, 5_000), (5, 4_500)]);
        // Five were in, one of them promised 45; one withdraws.
        assert_eq!(tier_at(&tiers, 4), 0);
        assert_eq!(group_price(&tiers, 4, Some(euro(4_500))), Some(euro(4_500)));
        assert_eq!(lock_group(&tiers, 3, 4, Some(euro(4_500))), GroupOutcome::Settled(euro(4_500)));
        // The one who was promised it withdraws instead: the others were promised 50.
        assert_eq!(lock_group(&tiers, 3, 4, Some(euro(5_000))), GroupOutcome::Settled(euro(5_000)));
    }

    #[test]
    fn c2b_11_a_group_below_its_minimum_fails_and_so_does_an_empty_one() {
        let tiers = ladder(&[(1, 5_000), (5, 4_500)]);
        assert_eq!(lock_group(&tiers, 5, 4, None), GroupOutcome::Failed);
        assert_eq!(lock_group(&tiers, 0, 0, None), GroupOutcome::Failed);
        assert_eq!(lock_group(&tiers, 5, 5, None), GroupOutcome::Settled(euro(4_500)));
    }

    fn any_ladder() -> impl Strategy<Value = Vec<PriceTier>> {
        (prop::collection::vec((1_u64..12, 1_i64..900), 0..6), 1_i64..500).prop_map(|(steps, last)| {
            let mut from = 1;
            let mut price = last + steps.iter().map(|(_, fall)| fall).sum::<i64>();
            let mut tiers = vec![PriceTier { from, price: euro(price) }];
            for (more, fall) in steps {
                from += more;
                price -= fall;
                tiers.push(PriceTier { from, price: euro(price) });
            }
            tiers
        })
    }

    /// What happens to a group: somebody joins with so many units, or one of those who are in withdraws.
    fn any_history() -> impl Strategy<Value = Vec<(bool, u64)>> {
        prop::collection::vec((prop::bool::weighted(0.7), 0_u64..8), 0..60)
    }

    proptest! {
        #[test]
        fn c2b_03_nobody_pays_more_than_the_ceiling_they_saw_and_all_pay_the_same(
            tiers in any_ladder(), by_units in any::<bool>(), history in any_history(), minimum in 0_u64..10,
        ) {
            prop_assert!(is_ladder(&tiers));
            let basis = if by_units { GroupBasis::Units } else { GroupBasis::People };
            let mut members: Vec<(u64, Money)> = Vec::new();
            for (joins, number) in history {
                let committed = members.iter().map(|(weight, _)| weight).sum();
                let promised = members.iter().map(|(_, ceiling)| *ceiling).min_by_key(|money| money.minor);
                let price = group_price(&tiers, committed, promised).unwrap();
                if joins {
                    let weight = seat_weight(basis, number + 1);
                    let seen = seat_outlook(&tiers, committed, weight, price, None).unwrap();
                    // Whoever joins is never promised more than the group pays without them.
                    prop_assert!(seen.now.minor <= price.minor);
                    members.push((weight, seen.now));
                    // What was shown as the price is the price when they are in.
                    let lowest = members.iter().map(|(_, ceiling)| *ceiling).min_by_key(|money| money.minor);
                    prop_assert_eq!(group_price(&tiers, committed + weight, lowest), Some(seen.now));
                } else if !members.is_empty() {
                    let place = usize::try_from(number).unwrap() % members.len();
                    members.remove(place);
                }
            }
            let committed = members.iter().map(|(weight, _)| weight).sum();
            let promised = members.iter().map(|(_, ceiling)| *ceiling).min_by_key(|money| money.minor);
            match lock_group(&tiers, minimum, committed, promised) {
                GroupOutcome::Settled(price) => {
                    prop_assert!(committed >= minimum && committed > 0);
                    for (_, ceiling) in &members {
                        prop_assert!(price.minor <= ceiling.minor);
                    }
                    prop_assert!(price.minor <= tiers[tier_at(&tiers, committed)].price.minor);
                }
                GroupOutcome::Failed => prop_assert!(committed < minimum || committed == 0),
            }
        }

        #[test]
        fn c2b_03_the_price_only_falls_while_more_join(tiers in any_ladder(), n in 0_u64..80, more in 0_u64..80) {
            let price = group_price(&tiers, n, None).unwrap();
            prop_assert!(group_price(&tiers, n + more, None).unwrap().minor <= price.minor);
        }

        #[test]
        fn c2b_01_as_many_more_as_the_outlook_says_bring_that_price(
            tiers in any_ladder(), n in 0_u64..60, weight in 1_u64..6, cap in prop::option::of(1_u64..80),
        ) {
            let price = group_price(&tiers, n, None).unwrap();
            let outlook = seat_outlook(&tiers, n, weight, price, cap).unwrap();
            for step in outlook.next.iter().chain(&outlook.best) {
                prop_assert!(step.more > 0 && step.price.minor < outlook.now.minor);
                let reached = n + weight + step.more;
                prop_assert!(cap.is_none_or(|cap| reached <= cap));
                prop_assert_eq!(group_price(&tiers, reached, Some(outlook.now)), Some(step.price));
                prop_assert!(group_price(&tiers, reached - 1, Some(outlook.now)).unwrap().minor > step.price.minor);
            }
        }
    }
}
