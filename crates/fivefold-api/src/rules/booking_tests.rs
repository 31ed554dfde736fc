//! Bookings' rules: what is promised, over generated policies, moments and codes.

use super::*;
use crate::model::FeeStep;
use crate::vocabulary::{Currency, Version};
use proptest::prelude::*;

const ALL: [BookingStatus; 11] = [
    BookingStatus::Held,
    BookingStatus::HoldExpired,
    BookingStatus::LetGo,
    BookingStatus::Confirmed,
    BookingStatus::Returning,
    BookingStatus::Returned,
    BookingStatus::Cancelled,
    BookingStatus::CancelledByVenue,
    BookingStatus::Fulfilled,
    BookingStatus::NoShow,
    BookingStatus::Unknown,
];

fn euro(minor: i64) -> Money {
    Money::new(minor, Currency::iso("EUR").expect("it is one"))
}

fn policy(steps: Vec<FeeStep>) -> BookingPolicy {
    BookingPolicy {
        version: Version("1".to_owned()),
        free_minutes: steps.first().map_or(0, |step| step.minutes_before),
        steps,
        late_minutes: 15,
        no_show_share: 10_000,
        hold_seconds: 600,
    }
}

/// Steps as a shop would write them: later ones cost more.
fn steps() -> impl Strategy<Value = Vec<FeeStep>> {
    prop::collection::vec((1_u32..200, 1_u32..=5_000), 0..4).prop_map(|parts| {
        let (mut before, mut share) = (0, 0);
        let mut steps: Vec<_> = parts.into_iter().map(|(gap, more)| (gap * 30, more)).collect();
        let total: u32 = steps.iter().map(|(gap, _)| gap).sum();
        steps
            .iter_mut()
            .map(|(gap, more)| {
                let step = FeeStep { minutes_before: total - before, share: (share + *more).min(10_000) };
                before += *gap;
                share += *more;
                step
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn o2o_14_fee_and_refund_are_together_what_was_paid_and_neither_is_negative(
        steps in steps(), price in 0_i64..100_000_000, paid in 0_i64..100_000_000, now in -20_000_i64..1_000,
    ) {
        let start = Instant::from_millis(2_000_000_000_000);
        let now = Instant::from_millis(start.millis() + now * 60_000);
        let steps = fee_steps(&policy(steps), start, euro(price)).unwrap();
        let quote = cancellation(&steps, euro(paid), now).unwrap();
        prop_assert_eq!(quote.fee.minor + quote.refund.minor, paid);
        prop_assert!(quote.fee.minor >= 0 && quote.refund.minor >= 0);
        prop_assert!(quote.fee.minor <= price.max(0));
    }

    #[test]
    fn o2o_14_the_refund_never_rises_with_time_and_stays_until_the_moment_that_is_told(
        steps in steps(), price in 0_i64..1_000_000, earlier in -20_000_i64..0, later in 0_i64..20_000,
    ) {
        let start = Instant::from_millis(2_000_000_000_000);
        let at = |minutes: i64| Instant::from_millis(start.millis() + minutes * 60_000);
        let steps = fee_steps(&policy(steps), start, euro(price)).unwrap();
        let first = cancellation(&steps, euro(price), at(earlier)).unwrap();
        let second = cancellation(&steps, euro(price), at(earlier + later)).unwrap();
        prop_assert!(second.refund.minor <= first.refund.minor);
        match first.until {
            Some(until) => {
                prop_assert_eq!(cancellation(&steps, euro(price), until).unwrap().refund, first.refund);
                let after = cancellation(&steps, euro(price), until.plus(Duration::from_millis(1))).unwrap();
                prop_assert!(after.until != first.until, "a new time is told once it is over");
            }
            None => prop_assert_eq!(cancellation(&steps, euro(price), start).unwrap().refund, first.refund),
        }
    }

    #[test]
    fn o2o_12_a_code_is_read_however_it_was_typed_and_a_slip_is_noticed(
        values in prop::array::uniform11(0_usize..20), slip in 0_usize..12, by in 1_usize..20,
    ) {
        let code = write_code(&values);
        let typed = code.to_lowercase().replace('-', " ");
        prop_assert_eq!(read_code(&typed), Some(code.clone()));
        let mut letters: Vec<u8> = code.bytes().filter(|byte| *byte != b'-').collect();
        let value = CODE_LETTERS.iter().position(|letter| *letter == letters[slip]).unwrap();
        letters[slip] = CODE_LETTERS[(value + by) % CODE_LETTERS.len()];
        prop_assert_eq!(read_code(std::str::from_utf8(&letters).unwrap()), None);
    }

    #[test]
    fn o2o_12_whatever_is_typed_is_a_code_or_none(typed in ".{0,40}") {
        if let Some(code) = read_code(&typed) {
            prop_assert_eq!(read_code(&code), Some(code.clone()));
        }
    }

    #[test]
    fn o2o_17_only_a_paid_voucher_of_this_venue_in_its_time_lets_one_in(
        status in prop::sample::select(ALL.to_vec()),
        is_here: bool, is_paid: bool, is_current: bool, now in -5_i64..15,
    ) {
        let at = Instant::from_millis;
        let voucher = ShownVoucher { status, is_here, is_paid, is_current, valid_from: at(0), valid_until: at(10) };
        let is_good = status == BookingStatus::Confirmed && is_here && is_paid && is_current && (0..=10).contains(&now);
        prop_assert_eq!(redemption(Some(&voucher), at(now)) == RedemptionResult::Ok, is_good);
        if !is_here {
            prop_assert_eq!(redemption(Some(&voucher), at(now)), RedemptionResult::WrongBranch);
        }
    }
}

#[test]
fn o2o_14_the_moment_itself_still_belongs_to_what_was_before_it() {
    let start = Instant::parse("2026-12-05T10:00:00Z").unwrap();
    let two =
        vec![FeeStep { minutes_before: 1_440, share: 5_000 }, FeeStep { minutes_before: 120, share: 10_000 }];
    let steps = fee_steps(&policy(two), start, euro(4_001)).unwrap();
    let at = |text: &str| cancellation(&steps, euro(4_001), Instant::parse(text).unwrap()).unwrap();
    assert_eq!(at("2026-12-04T10:00:00Z").fee, euro(0));
    assert_eq!(at("2026-12-04T10:00:00.001Z").fee, euro(2_001), "half a cent is rounded away from zero");
    assert_eq!(at("2026-12-05T08:00:00Z").until, Instant::parse("2026-12-05T08:00:00Z"));
    assert_eq!(at("2026-12-05T08:00:00.001Z").refund, euro(0));
    assert_eq!(at("2026-12-05T08:00:00.001Z").until, None);
}

#[test]
fn o2o_08_a_booking_that_has_ended_can_only_be_paid_back_and_nothing_leads_out_of_the_last_states() {
    use BookingStatus as S;
    for from in [S::Cancelled, S::CancelledByVenue, S::Fulfilled, S::NoShow, S::Unknown] {
        assert!(ALL.iter().all(|to| !booking_moves(from, *to)), "{from:?}");
    }
    for to in ALL {
        assert!(!booking_moves(to, S::Held) && !booking_moves(to, S::Unknown), "{to:?}");
    }
    assert!(booking_moves(S::HoldExpired, S::Returning) && booking_moves(S::Returning, S::Returned));
}

#[test]
fn o2o_13_a_booking_is_moved_only_before_its_first_time() {
    let at = Instant::from_millis;
    let actions = |now| booking_actions(BookingStatus::Confirmed, at(100), at(50), at(now));
    assert!(actions(49).contains(&BookingAction::Change));
    assert!(!actions(50).contains(&BookingAction::Change) && actions(50).contains(&BookingAction::Cancel));
    assert_eq!(actions(100), [BookingAction::Show]);
}

#[test]
fn o2o_17_a_wrong_code_is_unknown() {
    assert_eq!(redemption(None, Instant::from_millis(0)), RedemptionResult::Unknown);
}
