//! Seats in a group-buy: their lifecycle, who may do what, and what one costs to the minor unit.

use crate::model::{
    Charging, DifferenceRefund, GroupAction, GroupPhase, JoinRequirement, PriceParts, SeatStatus,
};
use crate::rules::{allocate, charged_tax};
use crate::vocabulary::Money;

/// Whether a seat may move from one status to the other.
#[must_use]
pub const fn seat_moves(from: SeatStatus, to: SeatStatus) -> bool {
    use SeatStatus as S;
    match from {
        S::Held => matches!(to, S::Committed | S::HoldExpired | S::Withdrawn | S::Released),
        S::Committed => matches!(to, S::Withdrawn | S::Locked | S::Released),
        S::Locked => matches!(to, S::Captured | S::CaptureFailed),
        S::CaptureFailed => matches!(to, S::Captured | S::Dropped),
        // A payment comes through after the seat has ended.
        S::HoldExpired | S::Withdrawn | S::Released | S::Dropped => matches!(to, S::Returning),
        S::Returning => matches!(to, S::Returned),
        // And another one.
        S::Returned => matches!(to, S::Returning),
        S::Captured | S::Unknown => false,
    }
}

/// Whether the seat counts for the group: for progress, ladder, minimum and cap. Dropping out after the group was
/// locked changes nothing about it.
#[must_use]
pub const fn seat_counts(status: SeatStatus) -> bool {
    use SeatStatus as S;
    matches!(status, S::Committed | S::Locked | S::Captured | S::CaptureFailed)
}

/// Whether somebody is in with this seat, or about to be: there is one such seat for each person and group.
#[must_use]
pub const fn seat_stands(status: SeatStatus) -> bool {
    seat_counts(status) || matches!(status, SeatStatus::Held)
}

/// What stands in the way of joining.
#[must_use]
pub fn join_requirements(signed_in: bool) -> Vec<JoinRequirement> {
    if signed_in { Vec::new() } else { vec![JoinRequirement::SignIn] }
}

/// What somebody may do with a group-buy, by where it stands and where their seat does.
#[must_use]
pub fn group_actions(
    phase: GroupPhase,
    seat: Option<SeatStatus>,
    signed_in: bool,
    is_full: bool,
    may_open_another: bool,
) -> Vec<GroupAction> {
    let mut actions = Vec::new();
    let open = phase == GroupPhase::Open;
    let stands = seat.is_some_and(seat_stands);
    if signed_in && open && !stands && !is_full {
        actions.push(GroupAction::Join);
    }
    if matches!(seat, Some(SeatStatus::Held | SeatStatus::CaptureFailed)) {
        actions.push(GroupAction::Pay);
    }
    // A hold can be let go at any time; it counts for nobody.
    if seat == Some(SeatStatus::Held) || (open && seat == Some(SeatStatus::Committed)) {
        actions.push(GroupAction::Withdraw);
    }
    if signed_in && matches!(phase, GroupPhase::Scheduled | GroupPhase::Open) {
        actions.push(GroupAction::Invite);
    }
    if signed_in && may_open_another {
        actions.push(GroupAction::OpenAnother);
    }
    actions
}

/// What a seat costs is made of this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatTerms {
    /// How many units.
    pub quantity: i64,
    /// What a unit costs at most.
    pub ceiling: Money,
    /// What is off all units at the ceiling, in minor units; at a lower price it is as much less.
    pub discount: i64,
    /// What the sending costs at any price, in minor units.
    pub shipping: i64,
    /// The rate of the tax that is in the goods, in hundredths of a percent.
    pub goods_tax: u32,
    /// The rate of the tax that is in the sending.
    pub shipping_tax: u32,
    /// The smallest amount that tax is charged in, in minor units.
    pub smallest_tax: i64,
}

/// What a seat costs at a unit price, at most the ceiling: the discount in proportion to the goods, the tax that is
/// in goods and sending each rounded half away from zero (X-MONEY). `None` when currencies differ, a price is above
/// the ceiling, or a sum does not fit.
#[must_use]
pub fn seat_cost(terms: &SeatTerms, price: Money) -> Option<PriceParts> {
    let currency = terms.ceiling.currency;
    let sensible = price.currency == currency
        && (0..=terms.ceiling.minor).contains(&price.minor)
        && terms.quantity > 0
        && terms.smallest_tax > 0;
    if !sensible {
        return None;
    }
    let at_most = terms.ceiling.minor.checked_mul(terms.quantity)?;
    let goods = price.minor.checked_mul(terms.quantity)?;
    if !(0..=at_most).contains(&terms.discount) || terms.shipping < 0 {
        return None;
    }
    let weights = [u64::try_from(goods).ok()?, u64::try_from(at_most - goods).ok()?];
    let discount = allocate(terms.discount, &weights)[0];
    let tax = |amount: i64, rate: u32| charged_tax(amount, rate, true, terms.smallest_tax);
    let tax =
        tax(goods - discount, terms.goods_tax)?.checked_add(tax(terms.shipping, terms.shipping_tax)?)?;
    let total = (goods - discount).checked_add(terms.shipping)?;
    let money = |minor| Money::new(minor, currency);
    Some(PriceParts {
        goods: money(goods),
        discount: money(discount),
        shipping: money(terms.shipping),
        tax: money(tax),
        total: money(total),
    })
}

/// What goes back to somebody who has paid the ceiling, when the price is lower. In each part and in all, what is
/// kept and what goes back are together what was paid.
#[must_use]
pub fn difference_refund(terms: &SeatTerms, price: Money) -> Option<DifferenceRefund> {
    let paid = seat_cost(terms, terms.ceiling)?;
    let kept = seat_cost(terms, price)?;
    let less = |from: Money, part: Money| Money::new(from.minor - part.minor, from.currency);
    let refunded = PriceParts {
        goods: less(paid.goods, kept.goods),
        discount: less(paid.discount, kept.discount),
        shipping: less(paid.shipping, kept.shipping),
        tax: less(paid.tax, kept.tax),
        total: less(paid.total, kept.total),
    };
    Some(DifferenceRefund { paid, kept, refunded })
}

/// Whether a method can be offered: money that is set aside has to stay so until the group is locked, and a little
/// longer. `needs` and `lasts` are in seconds.
#[must_use]
pub const fn outlasts(charging: Charging, needs: u64, lasts: u64) -> bool {
    match charging {
        Charging::PayFirst => true,
        Charging::Authorise | Charging::Unknown => needs <= lasts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CancelReason;
    use crate::vocabulary::Currency;
    use SeatStatus as S;
    use proptest::prelude::*;

    const ALL: [S; 11] = [
        S::Held,
        S::Committed,
        S::HoldExpired,
        S::Returning,
        S::Returned,
        S::Withdrawn,
        S::Locked,
        S::Captured,
        S::CaptureFailed,
        S::Dropped,
        S::Released,
    ];

    fn euro(minor: i64) -> Money {
        Money::new(minor, Currency::iso("EUR").unwrap())
    }

    fn terms() -> SeatTerms {
        SeatTerms {
            quantity: 3,
            ceiling: euro(5_000),
            discount: 1_000,
            shipping: 490,
            goods_tax: 700,
            shipping_tax: 1_900,
            smallest_tax: 1,
        }
    }

    #[test]
    fn x_state_a_seat_that_has_ended_never_counts_again() {
        for from in ALL.into_iter().filter(|from| !seat_stands(*from)) {
            for to in ALL.into_iter().filter(|to| seat_stands(*to)) {
                assert!(!seat_moves(from, to), "{from:?} to {to:?}");
            }
        }
        for to in ALL {
            assert!(!seat_moves(S::Unknown, to) && !seat_moves(S::Captured, to), "{to:?}");
        }
    }

    #[test]
    fn c2b_04_after_the_lock_a_seat_is_charged_or_drops_and_never_withdraws() {
        for from in [S::Locked, S::CaptureFailed] {
            assert!(!seat_moves(from, S::Withdrawn) && !seat_moves(from, S::Released));
        }
        assert!(seat_moves(S::CaptureFailed, S::Dropped));
    }

    #[test]
    fn c2b_05_withdrawing_is_free_until_the_lock() {
        let actions = |phase, seat| group_actions(phase, Some(seat), true, false, false);
        assert!(actions(GroupPhase::Open, S::Committed).contains(&GroupAction::Withdraw));
        assert!(!actions(GroupPhase::Locking, S::Committed).contains(&GroupAction::Withdraw));
        assert!(actions(GroupPhase::Locking, S::Held).contains(&GroupAction::Withdraw));
        assert_eq!(actions(GroupPhase::Settled, S::CaptureFailed), [GroupAction::Pay]);
        let cancelled = GroupPhase::Cancelled { reason: CancelReason::Supply };
        assert_eq!(actions(cancelled, S::Released), []);
    }

    #[test]
    fn c2b_16_who_is_in_is_not_offered_to_join_again() {
        for seat in ALL {
            let actions = group_actions(GroupPhase::Open, Some(seat), true, false, false);
            assert_eq!(actions.contains(&GroupAction::Join), !seat_stands(seat), "{seat:?}");
        }
        assert_eq!(group_actions(GroupPhase::Open, None, false, false, true), []);
        assert!(!group_actions(GroupPhase::Open, None, true, true, false).contains(&GroupAction::Join));
        assert_eq!(join_requirements(false), [JoinRequirement::SignIn]);
    }

    #[test]
    fn c2b_15_the_difference_has_its_tax_and_its_discount() {
        let split = difference_refund(&terms(), euro(4_000)).unwrap();
        // 150.00 less 10.00, and 120.00 less 8.00, with 4.90 for the sending.
        assert_eq!(
            (split.paid.total, split.kept.total, split.refunded.total),
            (euro(14_490), euro(11_690), euro(2_800))
        );
        assert_eq!((split.kept.discount, split.refunded.discount), (euro(800), euro(200)));
        // 7 % in 140.00 and in 112.00, 19 % in 4.90.
        assert_eq!((split.paid.tax, split.kept.tax), (euro(916 + 78), euro(733 + 78)));
        assert_eq!(split.refunded.shipping, euro(0));
        let whole_dollars = SeatTerms { smallest_tax: 100, ..terms() };
        assert_eq!(seat_cost(&whole_dollars, euro(5_000)).unwrap().tax, euro(900 + 100));
    }

    #[test]
    fn x_money_nonsense_costs_nothing_that_could_be_charged() {
        assert_eq!(seat_cost(&terms(), euro(5_001)), None);
        assert_eq!(seat_cost(&terms(), Money::new(1, Currency::iso("USD").unwrap())), None);
        for wrong in [
            SeatTerms { quantity: 0, ..terms() },
            SeatTerms { discount: 15_001, ..terms() },
            SeatTerms { shipping: -1, ..terms() },
            SeatTerms { quantity: i64::MAX, ..terms() },
        ] {
            assert_eq!(seat_cost(&wrong, euro(1_000)), None, "{wrong:?}");
        }
    }

    #[test]
    fn c2b_14_money_is_not_set_aside_for_longer_than_a_bank_does() {
        assert!(outlasts(Charging::Authorise, 600, 600));
        assert!(!outlasts(Charging::Authorise, 601, 600));
        assert!(outlasts(Charging::PayFirst, 601, 600));
    }

    proptest! {
        #[test]
        fn c2b_15_refund_and_kept_are_what_was_paid_in_every_part(
            quantity in 1_i64..40, ceiling in 1_i64..200_000, price in 0_i64..200_000, off in 0_i64..100,
            shipping in 0_i64..5_000, goods_tax in 0_u32..3_000, shipping_tax in 0_u32..3_000,
            smallest_tax in prop::sample::select(vec![1_i64, 100]),
        ) {
            let price = price.min(ceiling);
            let terms = SeatTerms {
                quantity, ceiling: euro(ceiling), discount: ceiling * quantity * off / 100, shipping,
                goods_tax, shipping_tax, smallest_tax,
            };
            let split = difference_refund(&terms, euro(price)).unwrap();
            let parts = |parts: PriceParts| {
                [parts.goods, parts.discount, parts.shipping, parts.tax, parts.total].map(|money| money.minor)
            };
            let (paid, kept, refunded) = (parts(split.paid), parts(split.kept), parts(split.refunded));
            for place in 0..5 {
                prop_assert_eq!(kept[place] + refunded[place], paid[place]);
                // Nothing is charged that was not paid, and nothing is asked back.
                prop_assert!(kept[place] >= 0 && refunded[place] >= 0);
            }
            for part in [paid, kept, refunded] {
                prop_assert_eq!(part[0] - part[1] + part[2], part[4]);
            }
            // The discount is as much less as the goods are, to the minor unit.
            let exact = i128::from(terms.discount) * i128::from(price);
            prop_assert!((i128::from(kept[1]) * i128::from(ceiling) - exact).abs() < i128::from(ceiling));
        }
    }
}
