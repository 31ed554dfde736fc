//! The times of a day: parts of the day, what has gone meanwhile, and why a time could not be had.

use super::when::{venue_hour, zone_name, zone_words};
use fivefold_api::error::ApiError;
use fivefold_api::model::{DaySlots, ProblemKind, Slot, SlotAlternative, SlotState};
use fivefold_api::vocabulary::{Instant, ZonedSlot};

/// A part of the venue's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayPart {
    /// Before five.
    Night,
    /// Before noon.
    Morning,
    /// Before six.
    Afternoon,
    /// The rest of it.
    Evening,
}

/// The part of the venue's day in which a time begins.
pub fn day_part(time: &ZonedSlot) -> DayPart {
    match venue_hour(time) {
        0..5 => DayPart::Night,
        5..12 => DayPart::Morning,
        12..18 => DayPart::Afternoon,
        _ => DayPart::Evening,
    }
}

/// The parts of the day that have times, in order.
pub fn parts(slots: &[Slot]) -> Vec<DayPart> {
    let mut parts: Vec<DayPart> = slots.iter().map(|slot| day_part(&slot.time)).collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// The zone that the times of a day are in: without its abbreviation on a day on which clocks change, which has two.
pub fn zone_of_day(slots: &[Slot]) -> Option<String> {
    let first = &slots.first()?.time;
    let is_changing = slots.iter().any(|slot| slot.time.offset_minutes != first.offset_minutes);
    Some(if is_changing { zone_words(first) } else { zone_name(first) })
}

/// How many times can be booked.
pub fn free(day: &DaySlots) -> u64 {
    let free = day.slots.iter().filter(|slot| slot.state == SlotState::Free).count();
    u64::try_from(free).unwrap_or_default()
}

/// The times that could be booked before and are somebody's now. Whoever has just asked for one knows of it.
pub fn gone<'a>(before: &[Slot], now: &'a [Slot], asked: Option<Instant>) -> Vec<&'a Slot> {
    let was_free = |slot: &Slot| {
        before.iter().any(|known| known.time.start == slot.time.start && known.state == SlotState::Free)
    };
    let others = now.iter().filter(|slot| slot.state == SlotState::Taken && Some(slot.time.start) != asked);
    others.filter(|slot| was_free(slot)).collect()
}

/// Why a time could not be had.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// It is somebody else's; these are there instead (O2O-07).
    Taken(Vec<SlotAlternative>),
    /// It cannot be booked, or not any more.
    Unavailable(Vec<SlotAlternative>),
    /// Something else, which is told as it is everywhere.
    Other,
}

/// Reads a refusal.
pub fn refusal(error: &ApiError) -> Refusal {
    let Some(problem) = error.problem() else { return Refusal::Other };
    let instead = || {
        let mut instead = problem.booking_problem().unwrap_or_default().alternatives;
        instead.truncate(3);
        instead
    };
    match problem.kind {
        ProblemKind::SlotTaken => Refusal::Taken(instead()),
        ProblemKind::SlotUnavailable => Refusal::Unavailable(instead()),
        _ => Refusal::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::model::{AlternativeKind, BookingProblem, Problem};
    use fivefold_api::vocabulary::{Currency, Money, ServiceId};

    fn time(start: &str, offset_minutes: i64) -> ZonedSlot {
        let start = Instant::parse(start).unwrap();
        ZonedSlot {
            start,
            end: Instant::from_millis(start.millis() + 1_800_000),
            zone: "Europe/Lisbon".to_owned(),
            offset_minutes,
            abbreviation: "WET".to_owned(),
            is_repeated: false,
        }
    }

    fn slot(start: &str, state: SlotState) -> Slot {
        let price = Money::new(4_500, Currency::iso("EUR").unwrap());
        Slot { time: time(start, 0), state, staff: vec![], left: None, price }
    }

    #[test]
    fn o2o_02_parts_of_the_day_are_the_venue_s() {
        assert_eq!(day_part(&time("2026-11-28T03:30:00Z", 0)), DayPart::Night);
        assert_eq!(day_part(&time("2026-11-28T03:30:00Z", 480)), DayPart::Morning);
        assert_eq!(day_part(&time("2026-11-28T17:59:00Z", 0)), DayPart::Afternoon);
        assert_eq!(day_part(&time("2026-11-28T23:30:00Z", -300)), DayPart::Evening);
        let slots = ["19:00", "09:00", "09:30"]
            .map(|at| slot(&["2026-11-28T", at, ":00Z"].concat(), SlotState::Free));
        assert_eq!(parts(&slots), [DayPart::Morning, DayPart::Evening]);
    }

    #[test]
    fn o2o_04_a_day_on_which_clocks_change_has_no_abbreviation() {
        let slot = |start, offset| Slot { time: time(start, offset), ..slot(start, SlotState::Free) };
        let (summer, winter) = (slot("2026-10-25T00:30:00Z", 60), slot("2026-10-25T01:30:00Z", 0));
        assert_eq!(zone_of_day(std::slice::from_ref(&winter)).as_deref(), Some("Lisbon time (WET)"));
        assert_eq!(zone_of_day(&[summer, winter]).as_deref(), Some("Lisbon time"));
        assert_eq!(zone_of_day(&[]), None);
    }

    #[test]
    fn o2o_06_a_time_that_others_take_is_noticed_and_one_s_own_is_not() {
        let [nine, ten, noon] = ["2026-11-28T09:00:00Z", "2026-11-28T10:00:00Z", "2026-11-28T12:00:00Z"];
        let before = [slot(nine, SlotState::Free), slot(ten, SlotState::Free), slot(noon, SlotState::Taken)];
        let now = [slot(nine, SlotState::Taken), slot(ten, SlotState::Taken), slot(noon, SlotState::Taken)];
        let starts =
            |asked| gone(&before, &now, asked).iter().map(|slot| slot.time.start).collect::<Vec<_>>();
        assert_eq!(starts(None), [now[0].time.start, now[1].time.start]);
        assert_eq!(starts(Some(now[0].time.start)), [now[1].time.start]);
    }

    #[test]
    fn o2o_07_a_time_that_is_taken_comes_with_three_others_at_most() {
        let other = SlotAlternative {
            kind: AlternativeKind::SameStaff,
            service: ServiceId::from("s_1"),
            venue: "Lantern".to_owned(),
            time: time("2026-11-28T11:00:00Z", 0),
            staff: None,
            price: Money::new(4_500, Currency::iso("EUR").unwrap()),
            distance: None,
        };
        let mut problem = Problem::new(ProblemKind::SlotTaken, 409, "Taken");
        problem.set_booking(&BookingProblem { alternatives: vec![other.clone(); 4] });
        assert_eq!(refusal(&ApiError::Rejected(Box::new(problem))), Refusal::Taken(vec![other; 3]));
        let unavailable = Problem::new(ProblemKind::SlotUnavailable, 422, "Too soon");
        assert_eq!(refusal(&ApiError::Rejected(Box::new(unavailable))), Refusal::Unavailable(vec![]));
        assert_eq!(refusal(&ApiError::Unreachable), Refusal::Other);
    }
}
