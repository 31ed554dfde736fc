//! How much time a lot has left, in few words.

use crate::ui::{clock_text, seconds_left};
use fivefold_api::model::{AuctionPhase, AuctionState};
use fivefold_api::vocabulary::Instant;

/// The time of a lot as a list shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeLeft {
    /// Nobody knows yet what time it is.
    Unknown,
    /// It begins in so many seconds.
    Begins(i64),
    /// It ends in so many seconds.
    Ends(i64),
    /// Its time is over and the shop has not said what came of it (C2C-02).
    Closing,
    /// It takes no bids.
    Over,
}

/// An hour and a day in seconds.
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// How much time a lot has left. Only its phase says that it is over. Beyond a day whole hours count, so that what
/// is written changes seldom.
pub fn time_left(state: &AuctionState, now: Option<Instant>) -> TimeLeft {
    let Some(now) = now else { return TimeLeft::Unknown };
    let coarse = |left: i64| if left >= DAY { left - left % HOUR } else { left };
    match state.phase {
        AuctionPhase::Scheduled => TimeLeft::Begins(coarse(seconds_left(now, state.starts_at))),
        AuctionPhase::Live => match seconds_left(now, state.ends_at) {
            0 => TimeLeft::Closing,
            left => TimeLeft::Ends(coarse(left)),
        },
        _ => TimeLeft::Over,
    }
}

/// `2:41`, `1:09:42`; from a day on, days and hours, `2 d 04 h`, in the words of `days`.
pub fn clock(left: i64, days: &dyn Fn(u64, u64) -> String) -> String {
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    if left >= DAY { days(count(left / DAY), count(left % DAY / HOUR)) } else { clock_text(left) }
}

/// Seconds before the end in which a lot is asked about every two seconds while nothing arrives by itself (C2C-12).
const CLOSE: i64 = 300;

/// Whether a lot without news of its own has to be asked about at this second.
pub fn asks_now(state: &AuctionState, now: Instant) -> bool {
    let left = seconds_left(now, state.ends_at);
    state.phase == AuctionPhase::Live && left <= CLOSE && now.millis() / 1_000 % 2 == 0
}

#[cfg(test)]
mod tests {
    use super::super::room::tests::state;
    use super::*;
    use fivefold_api::model::AuctionOutcome;

    fn at(second: i64) -> Instant {
        Instant::from_millis(second * 1_000)
    }

    #[test]
    fn c2c_02_at_zero_a_lot_is_closing_until_its_phase_says_that_it_is_over() {
        let mut lot = state(3);
        lot.ends_at = at(100);
        assert_eq!(time_left(&lot, None), TimeLeft::Unknown);
        assert_eq!(time_left(&lot, Some(at(99))), TimeLeft::Ends(1));
        assert_eq!(time_left(&lot, Some(at(100))), TimeLeft::Closing);
        assert_eq!(time_left(&lot, Some(at(5_000))), TimeLeft::Closing);
        lot.phase = AuctionPhase::Ended { outcome: AuctionOutcome::Sold };
        assert_eq!(time_left(&lot, Some(at(0))), TimeLeft::Over);
    }

    #[test]
    fn what_is_far_away_is_told_in_hours() {
        let mut lot = state(3);
        lot.ends_at = at(2 * DAY + 4 * HOUR + 59);
        assert_eq!(time_left(&lot, Some(at(0))), TimeLeft::Ends(2 * DAY + 4 * HOUR));
        let days = |days: u64, hours: u64| [&days.to_string(), " d ", &hours.to_string()].concat();
        assert_eq!(clock(2 * DAY + 4 * HOUR, &days), "2 d 4");
        assert_eq!((clock(161, &days), clock(4_182, &days)), ("2:41".to_owned(), "1:09:42".to_owned()));
    }

    #[test]
    fn c2c_12_without_a_feed_the_last_minutes_are_asked_about_every_two_seconds() {
        let mut lot = state(3);
        lot.ends_at = at(1_000);
        let asked = (700..710).filter(|second| asks_now(&lot, at(*second))).count();
        assert_eq!(asked, 5);
        assert!(!asks_now(&lot, at(698)));
        lot.phase = AuctionPhase::Suspended;
        assert!(!asks_now(&lot, at(700)));
    }
}
