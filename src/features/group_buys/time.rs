//! How much time a group-buy has left, in few words.

use crate::ui::{clock_text, seconds_left};
use fivefold_api::model::{GroupBuyState, GroupPhase};
use fivefold_api::vocabulary::Instant;

/// The time of a group-buy as a list shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeLeft {
    /// Nobody knows yet what time it is.
    Unknown,
    /// Joining begins in so many seconds; at 0 the shop has not said yet that it has begun.
    Begins(i64),
    /// Joining ends in so many seconds.
    Ends(i64),
    /// Its time is over and the shop has not said what came of it (C2B-10).
    Closing,
    /// It cannot be joined any more.
    Over,
}

/// An hour and a day in seconds.
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
/// Seconds before the deadline in which it is asked about every two seconds while nothing arrives by itself.
const CLOSE: i64 = 300;

/// How much time is left. Only the phase says that it is over. Beyond a day whole hours count, so that what is
/// written changes seldom.
pub fn time_left(state: &GroupBuyState, now: Option<Instant>) -> TimeLeft {
    let Some(now) = now else { return TimeLeft::Unknown };
    let coarse = |left: i64| if left >= DAY { left - left % HOUR } else { left };
    match state.phase {
        GroupPhase::Scheduled => TimeLeft::Begins(coarse(seconds_left(now, state.starts_at))),
        GroupPhase::Locking => TimeLeft::Closing,
        GroupPhase::Open => match seconds_left(now, state.ends_at) {
            0 => TimeLeft::Closing,
            left => TimeLeft::Ends(coarse(left)),
        },
        _ => TimeLeft::Over,
    }
}

/// `2:41`, `1:09:42`; from a day on, days and hours in the words of `days`.
pub fn clock(left: i64, days: &dyn Fn(u64, u64) -> String) -> String {
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    if left >= DAY { days(count(left / DAY), count(left % DAY / HOUR)) } else { clock_text(left) }
}

/// Whether a group-buy without news of its own has to be asked about at this second.
pub fn asks_now(state: &GroupBuyState, now: Instant) -> bool {
    let is_near = matches!(state.phase, GroupPhase::Open | GroupPhase::Locking);
    is_near && seconds_left(now, state.ends_at) <= CLOSE && now.millis() / 1_000 % 2 == 0
}

#[cfg(test)]
mod tests {
    use super::super::group::tests::state;
    use super::*;

    fn at(second: i64) -> Instant {
        Instant::from_millis(second * 1_000)
    }

    #[test]
    fn c2b_10_at_zero_it_is_closing_until_the_phase_says_what_came_of_it() {
        let mut group = state(1, 1);
        group.ends_at = at(100);
        assert_eq!(time_left(&group, None), TimeLeft::Unknown);
        assert_eq!(time_left(&group, Some(at(99))), TimeLeft::Ends(1));
        assert_eq!(time_left(&group, Some(at(100))), TimeLeft::Closing);
        assert_eq!(time_left(&group, Some(at(5_000))), TimeLeft::Closing);
        group.phase = GroupPhase::Locking;
        assert_eq!(time_left(&group, Some(at(0))), TimeLeft::Closing);
        group.phase = GroupPhase::Failed;
        assert_eq!(time_left(&group, Some(at(0))), TimeLeft::Over);
    }

    #[test]
    fn what_is_far_away_is_told_in_hours() {
        let mut group = state(1, 1);
        group.ends_at = at(2 * DAY + 4 * HOUR + 59);
        assert_eq!(time_left(&group, Some(at(0))), TimeLeft::Ends(2 * DAY + 4 * HOUR));
        let days = |days: u64, hours: u64| [&days.to_string(), " d ", &hours.to_string()].concat();
        assert_eq!((clock(2 * DAY + 4 * HOUR, &days), clock(161, &days)), ("2 d 4".into(), "2:41".into()));
    }

    #[test]
    fn c2b_10_without_a_feed_the_last_minutes_are_asked_about_every_two_seconds() {
        let mut group = state(1, 1);
        group.ends_at = at(1_000);
        assert_eq!((700..710).filter(|second| asks_now(&group, at(*second))).count(), 5);
        assert!(!asks_now(&group, at(698)));
        group.phase = GroupPhase::Settled;
        assert!(!asks_now(&group, at(700)));
    }
}
