//! What a seat means to the person who has it: where it stands, until when something has to be done, what it may cost,
//! what comes back. Plain rules; the shop decides with the same.

use fivefold_api::model::{
    GroupBuyCard, GroupBuyState, GroupPhase, HoldState, Seat, SeatOutlook, SeatStatus,
};
use fivefold_api::rules::{seat_outlook, seat_weight};
use fivefold_api::vocabulary::{Instant, Money};

/// Where a seat stands, as its owner is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is kept while it is being paid.
    Held,
    /// The hold has run out while a payment is being confirmed, and has been given a little more time.
    InGrace,
    /// It is in, and can be given up.
    In,
    /// It is in, and the group is being decided.
    Deciding,
    /// The price is fixed and being charged.
    Charging,
    /// The final price is paid.
    Charged,
    /// The charge has failed: it can be paid by other means.
    ChargeFailed,
    /// It was not paid in time, and nothing was charged.
    NotCharged,
    /// Money that came too late is on its way back.
    ComingBack,
    /// Money that came too late is back.
    Back,
    /// It was given up.
    GivenUp,
    /// The group has failed.
    Failed,
    /// The seller has called the group off.
    CalledOff,
    /// It ended for another reason.
    LetGo,
    /// The charge has failed, and it was not paid by other means.
    Dropped,
    /// Something that only the shop knows: it is shown, and nothing is offered.
    Unknown,
}

/// Where a seat stands in a group-buy of this phase.
pub const fn standing(seat: &Seat, phase: GroupPhase) -> Standing {
    match seat.status {
        SeatStatus::Held if seat.in_grace => Standing::InGrace,
        SeatStatus::Held => Standing::Held,
        SeatStatus::Committed => match phase {
            GroupPhase::Open => Standing::In,
            GroupPhase::Unknown => Standing::Unknown,
            _ => Standing::Deciding,
        },
        SeatStatus::Locked => Standing::Charging,
        SeatStatus::Captured => Standing::Charged,
        SeatStatus::CaptureFailed => Standing::ChargeFailed,
        SeatStatus::HoldExpired => Standing::NotCharged,
        SeatStatus::Returning => Standing::ComingBack,
        SeatStatus::Returned => Standing::Back,
        SeatStatus::Withdrawn => Standing::GivenUp,
        SeatStatus::Released => match phase {
            GroupPhase::Failed => Standing::Failed,
            GroupPhase::Cancelled { .. } => Standing::CalledOff,
            _ => Standing::LetGo,
        },
        SeatStatus::Dropped => Standing::Dropped,
        _ => Standing::Unknown,
    }
}

impl Standing {
    /// Whether it interrupts a listener when a seat comes to stand like this (X-A11Y).
    pub const fn is_urgent(self) -> bool {
        matches!(self, Self::NotCharged | Self::ChargeFailed | Self::Dropped)
    }

    /// Whether the seat waits for its owner to pay.
    pub const fn wants_payment(self) -> bool {
        matches!(self, Self::Held | Self::InGrace | Self::ChargeFailed)
    }
}

/// Until when its owner has to do something: what all countdowns of a seat count down to (C2B-06, C2B-13).
pub fn due(seat: &Seat) -> Option<Instant> {
    match seat.status {
        SeatStatus::Held => {
            seat.hold.as_ref().filter(|hold| hold.state == HoldState::Active).map(|hold| hold.expires_at)
        }
        SeatStatus::CaptureFailed => seat.pay_until,
        _ => None,
    }
}

/// What a unit costs its owner now, with a few more, and at best, while the price is open. Nothing in it is above
/// the ceiling.
pub fn outlook(card: &GroupBuyCard, state: &GroupBuyState, seat: &Seat) -> Option<SeatOutlook> {
    // A seat that is only held is not in what is committed yet.
    let weight = match seat.status {
        SeatStatus::Held => seat_weight(card.basis, seat.quantity),
        SeatStatus::Committed => 0,
        _ => return None,
    };
    let price = lower(state.price, seat.ceiling);
    // When joining is over, nobody makes it cheaper any more.
    let room = if state.phase == GroupPhase::Open { card.cap } else { Some(state.committed) };
    seat_outlook(&card.tiers, state.committed, weight, price, room)
}

fn lower(one: Money, other: Money) -> Money {
    if other.currency == one.currency && other.minor < one.minor { other } else { one }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use fivefold_api::model::{CancelReason, GroupBasis, Hold, PriceTier};
    use fivefold_api::vocabulary::{Currency, Version};

    pub fn euro(minor: i64) -> Money {
        Money::new(minor, Currency::iso("EUR").unwrap())
    }

    pub fn seat(status: SeatStatus) -> Seat {
        Seat {
            id: "st_1".into(),
            version: Version("1".to_owned()),
            status,
            variant: "v_1".into(),
            quantity: 2,
            ceiling: euro(1_800),
            ceiling_total: euro(4_090),
            price: None,
            total: None,
            order: "o_1".into(),
            method: None,
            charging: None,
            hold: None,
            in_grace: false,
            pay_until: None,
            charge_at: Instant::from_millis(3_600_000),
            money: Vec::new(),
            difference: None,
            shown_as: None,
        }
    }

    pub fn state(committed: u64, price: i64) -> GroupBuyState {
        GroupBuyState {
            version: Version("1".to_owned()),
            revision: 1,
            phase: GroupPhase::Open,
            starts_at: Instant::from_millis(0),
            ends_at: Instant::from_millis(3_600_000),
            committed,
            people: committed,
            units: committed,
            price: euro(price),
            tier: 0,
            to_next: None,
            left: None,
            tipped: false,
        }
    }

    pub fn card(basis: GroupBasis) -> GroupBuyCard {
        let tier = |(from, price)| PriceTier { from, price: euro(price) };
        GroupBuyCard {
            id: "g_1".into(),
            number: "G-1".to_owned(),
            title: "Lantern".to_owned(),
            product: "lantern".into(),
            category: "home".into(),
            picture: None,
            shop_price: None,
            basis,
            tiers: [(1, 2_000), (3, 1_800), (5, 1_500), (9, 1_200)].map(tier).to_vec(),
            minimum: 3,
            cap: Some(8),
            zone: "Europe/Berlin".to_owned(),
            state: state(3, 1_800),
        }
    }

    #[test]
    fn x_state_every_status_has_a_standing_and_only_an_unknown_one_is_unknown() {
        use SeatStatus as S;
        let open = |status| standing(&seat(status), GroupPhase::Open);
        for (status, told) in [
            (S::Held, Standing::Held),
            (S::Committed, Standing::In),
            (S::HoldExpired, Standing::NotCharged),
            (S::Returning, Standing::ComingBack),
            (S::Returned, Standing::Back),
            (S::Withdrawn, Standing::GivenUp),
            (S::Locked, Standing::Charging),
            (S::Captured, Standing::Charged),
            (S::CaptureFailed, Standing::ChargeFailed),
            (S::Dropped, Standing::Dropped),
            (S::Released, Standing::LetGo),
            (S::Unknown, Standing::Unknown),
        ] {
            assert_eq!(open(status), told);
            assert_eq!(told.wants_payment(), matches!(status, S::Held | S::CaptureFailed));
        }
        assert_eq!(standing(&seat(S::Committed), GroupPhase::Locking), Standing::Deciding);
        assert_eq!(standing(&seat(S::Committed), GroupPhase::Unknown), Standing::Unknown);
    }

    #[test]
    fn c2b_12_calling_off_is_not_failing() {
        let released = seat(SeatStatus::Released);
        let cancelled = GroupPhase::Cancelled { reason: CancelReason::Supply };
        assert_eq!(standing(&released, GroupPhase::Failed), Standing::Failed);
        assert_eq!(standing(&released, cancelled), Standing::CalledOff);
    }

    #[test]
    fn c2b_06_only_a_hold_that_is_active_and_a_failed_charge_count_down() {
        let ends = Instant::from_millis(300_000);
        let hold = |state| Some(Hold { id: "h_1".into(), state, expires_at: ends });
        let held = |state| Seat { hold: hold(state), ..seat(SeatStatus::Held) };
        assert_eq!(due(&held(HoldState::Active)), Some(ends));
        assert_eq!(due(&held(HoldState::Expired)), None);
        let failed = Seat { pay_until: Some(ends), ..seat(SeatStatus::CaptureFailed) };
        assert_eq!(due(&failed), Some(ends));
        assert_eq!(due(&Seat { hold: hold(HoldState::Active), ..seat(SeatStatus::Committed) }), None);
        let in_grace = Seat { in_grace: true, ..held(HoldState::Active) };
        assert_eq!(standing(&in_grace, GroupPhase::Open), Standing::InGrace);
    }

    #[test]
    fn c2b_03_no_price_of_a_seat_is_above_its_ceiling() {
        let committed = seat(SeatStatus::Committed);
        // Others have withdrawn: the ladder says more than was promised.
        let seen = outlook(&card(GroupBasis::People), &state(1, 2_000), &committed).unwrap();
        assert_eq!(seen.now, euro(1_800));
        let seen = outlook(&card(GroupBasis::People), &state(3, 1_800), &committed).unwrap();
        let steps = |step: Option<fivefold_api::model::PriceStep>| step.map(|step| (step.more, step.price));
        // The cap leaves no room for the cheapest tier.
        assert_eq!((steps(seen.next), steps(seen.best)), (Some((2, euro(1_500))), Some((2, euro(1_500)))));
        assert_eq!(outlook(&card(GroupBasis::People), &state(5, 1_500), &seat(SeatStatus::Captured)), None);
        let locking = GroupBuyState { phase: GroupPhase::Locking, ..state(3, 1_800) };
        let seen = outlook(&card(GroupBasis::People), &locking, &committed).unwrap();
        assert_eq!((seen.now, seen.next, seen.best), (euro(1_800), None, None));
    }

    #[test]
    fn c2b_02_a_held_seat_counts_as_the_basis_says() {
        let held = seat(SeatStatus::Held);
        let seen = |basis| outlook(&card(basis), &state(3, 1_800), &held).unwrap();
        assert_eq!(seen(GroupBasis::People).next.map(|step| step.more), Some(1));
        assert_eq!((seen(GroupBasis::Units).now, seen(GroupBasis::Units).next), (euro(1_500), None));
    }
}
