//! What stands in words about services: durations, distances, prices, days and times that cannot be had.

use super::slots::DayPart;
use super::when::date_words;
use crate::{
    platform::intl::{self, DateStyle},
    text,
};
use fivefold_api::model::{BookingCharge, DayState, PriceBasis, ServiceCard, ServiceDay, Slot, SlotState};
use fivefold_api::vocabulary::{Money, Quantity};

/// How long something takes: `45 min`, `1 h 30 min`.
pub fn duration_words(minutes: u32) -> String {
    let (hours, rest) = (u64::from(minutes / 60), u64::from(minutes % 60));
    match (hours, rest) {
        (0, _) => text::services::minutes(rest),
        (_, 0) => text::services::hours(hours),
        _ => text::services::hours_minutes(hours, rest),
    }
}

/// How far something is, in kilometres: `0.4 km`. Whoever is asked for roughly is not told to the metre.
pub fn distance_words(metres: u64) -> String {
    let tenths = i64::try_from(metres.div_ceil(100)).unwrap_or(i64::MAX);
    let (amount, scale) = if tenths < 100 { (tenths, 1) } else { (tenths / 10, 0) };
    text::services::away(&intl::format_quantity(&Quantity { amount, scale, unit: "km".to_owned() }))
}

/// What it costs, and what for.
pub fn price_words(price: &Money, basis: PriceBasis, is_from: bool) -> String {
    let price = intl::format_money(price);
    let price = if is_from { text::shopping::from_price(&price) } else { price };
    match basis {
        PriceBasis::Person => text::services::per_person(&price),
        _ => price,
    }
}

/// What is paid when booking.
pub fn charge_words(card: &ServiceCard) -> String {
    match (card.charge, &card.deposit) {
        (BookingCharge::Deposit, Some(deposit)) => {
            let deposit = price_words(deposit, card.basis, false);
            text::services::charge_deposit(&deposit)
        }
        (BookingCharge::Deposit, None) => text::services::CHARGE_PART.get().to_owned(),
        (BookingCharge::Full, _) => text::services::CHARGE_FULL.get().to_owned(),
        _ => String::new(),
    }
}

/// A part of the day.
pub fn part_words(part: DayPart) -> &'static str {
    use text::services as words;
    let words = match part {
        DayPart::Night => &words::NIGHT,
        DayPart::Morning => &words::MORNING,
        DayPart::Afternoon => &words::AFTERNOON,
        DayPart::Evening => &words::EVENING,
    };
    words.get()
}

/// A day as it is said aloud: `Saturday 28 November, 12 times` (O2O-05), or why it cannot be booked (O2O-10).
pub fn day_words(day: &ServiceDay) -> String {
    use text::services as words;
    let name = date_words(day.date, DateStyle::DayName);
    let reason = match day.state {
        DayState::Open => return words::day_open(u64::from(day.free), &name),
        DayState::Full => words::DAY_FULL.get(),
        DayState::Closed => words::DAY_CLOSED.get(),
        DayState::TooSoon => words::DAY_TOO_SOON.get(),
        DayState::TooFar => words::DAY_TOO_FAR.get(),
        DayState::PartyTooLarge => words::DAY_PARTY.get(),
        _ => words::DAY_UNKNOWN.get(),
    };
    words::day_shut(&name, reason)
}

/// The same in the little room under the number of a day: how many times, or why none. What is not reached yet, or no
/// more, is only grey.
pub fn day_note(day: &ServiceDay) -> String {
    use text::services as words;
    let words = match day.state {
        DayState::Open => return intl::format_number(u64::from(day.free)),
        DayState::Full => &words::NOTE_FULL,
        DayState::Closed => &words::NOTE_CLOSED,
        DayState::PartyTooLarge => &words::NOTE_PARTY,
        _ => return String::new(),
    };
    words.get().to_owned()
}

/// Why a day has no times to book.
pub fn shut_words(state: DayState) -> &'static str {
    use text::services as words;
    let words = match state {
        DayState::Full => &words::SHUT_FULL,
        DayState::Closed => &words::SHUT_CLOSED,
        DayState::TooSoon => &words::SHUT_TOO_SOON,
        DayState::TooFar => &words::SHUT_TOO_FAR,
        DayState::PartyTooLarge => &words::SHUT_PARTY,
        _ => &words::SHUT_UNKNOWN,
    };
    words.get()
}

/// What stands under a time: why it cannot be booked (O2O-10), how many can still come, what it costs where that is
/// not what the others cost.
pub fn slot_note(slot: &Slot, usual: &Money) -> String {
    use text::services as words;
    let left = slot.left.map(u64::from);
    let reason = match slot.state {
        SlotState::Free => {
            let price = (slot.price != *usual).then(|| intl::format_money(&slot.price));
            let left = left.map(words::left);
            return [price, left].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        }
        SlotState::Taken => words::SLOT_TAKEN.get(),
        SlotState::TooSoon => words::SLOT_TOO_SOON.get(),
        SlotState::TooFar => words::SLOT_TOO_FAR.get(),
        SlotState::PartyTooLarge => {
            return left.map_or_else(|| words::SLOT_PARTY.get().to_owned(), words::only_left);
        }
        _ => words::SLOT_UNKNOWN.get(),
    };
    reason.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::vocabulary::Date;

    fn day(state: DayState, free: u32) -> ServiceDay {
        ServiceDay { date: Date::parse("2026-11-28").unwrap(), free, state }
    }

    #[test]
    fn o2o_05_a_day_says_how_many_times_it_has() {
        intl::set_locale("en-GB");
        assert_eq!(day_words(&day(DayState::Open, 12)), "2026-11-28, 12 times");
        assert_eq!(day_words(&day(DayState::Open, 1)), "2026-11-28, 1 time");
        assert_eq!(day_note(&day(DayState::Open, 12)), "12");
    }

    #[test]
    fn o2o_10_a_day_that_cannot_be_booked_says_why_to_ear_and_eye() {
        let states =
            [DayState::Full, DayState::Closed, DayState::TooSoon, DayState::TooFar, DayState::PartyTooLarge];
        let mut said: Vec<String> = states.iter().map(|state| day_words(&day(*state, 0))).collect();
        assert!(said.iter().all(|words| words.starts_with("2026-11-28, ")));
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), states.len(), "each reason is another one");
        let noted = states.map(|state| !day_note(&day(state, 0)).is_empty());
        assert_eq!(noted, [true, true, false, false, true], "what is not reached yet, or no more, is grey");
    }

    #[test]
    fn o2o_01_durations_and_distances_are_short() {
        assert_eq!((duration_words(45), duration_words(120)), ("45 min".into(), "2 h".into()));
        assert_eq!(duration_words(90), "1 h 30 min");
        assert_eq!(distance_words(420), "0.5\u{a0}km away");
        assert_eq!(distance_words(12_740), "12\u{a0}km away");
    }
}
