//! When something is done at a venue, in words: the venue's time first, the viewer's beside it where it differs
//! (O2O-02).
//!
//! What a slot's own clocks show is made of its offset, which is the shop's: a device with an old time zone database,
//! or without the zone, shows the same.

use crate::{
    platform::intl::{self, DateStyle},
    text,
};
use fivefold_api::vocabulary::{Date, Instant, ZonedSlot};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// The venue's wall time at which a slot begins: `10:30`; with the abbreviation where clocks show it twice:
/// `01:30 WET` (O2O-04).
pub fn venue_time(slot: &ZonedSlot) -> String {
    let time = there(slot, DateStyle::Time);
    if slot.is_repeated { [&time, " ", &abbreviation(slot)].concat() } else { time }
}

/// The venue's date on which a slot begins, with its day of the week: `Saturday 28 November 2026`.
pub fn venue_day(slot: &ZonedSlot) -> String {
    there(slot, DateStyle::LongDay)
}

/// The venue's day and wall time in few words: `Sat 28 Nov, 10:30`; with the abbreviation where clocks show it twice.
pub fn venue_brief(slot: &ZonedSlot) -> String {
    let brief = there(slot, DateStyle::WeekdayMoment);
    if slot.is_repeated { [&brief, " ", &abbreviation(slot)].concat() } else { brief }
}

/// Date and time of any instant in a venue's zone: `27 Nov 2026, 10:30 WET`; in universal time where the device does not
/// know the zone.
pub fn venue_moment(at: Instant, zone: &str) -> String {
    if intl::knows_zone(zone) {
        intl::format_date_in(at, DateStyle::ZonedMoment, zone)
    } else {
        [&intl::format_date_in(at, DateStyle::Moment, "UTC"), " UTC"].concat()
    }
}

/// Day and time of the beginning on the viewer's own clock, only where that differs from the venue's at that instant:
/// `Sat 28 Nov, 11:30`.
pub fn viewer_time(slot: &ZonedSlot) -> Option<String> {
    is_elsewhere(slot, intl::own_offset_minutes(slot.start))
        .then(|| intl::format_date(slot.start, DateStyle::WeekdayMoment))
}

/// The same where the venue's day is known: `11:30`; with the day only where it is another one.
pub fn viewer_hour(slot: &ZonedSlot) -> Option<String> {
    let own = intl::own_offset_minutes(slot.start);
    let style = if is_same_day(slot, own) { DateStyle::Time } else { DateStyle::WeekdayMoment };
    is_elsewhere(slot, own).then(|| intl::format_date(slot.start, style))
}

/// What the venue's zone is called, and its abbreviation at that instant: `Western European Time (WET)`.
pub fn zone_name(slot: &ZonedSlot) -> String {
    text::services::zone(&abbreviation(slot), &zone_words(slot))
}

/// What a zone is called, the same in summer and winter: `Western European Time`.
pub fn zone_words(slot: &ZonedSlot) -> String {
    intl::format_zone(&slot.zone, slot.start)
        .unwrap_or_else(|| text::services::zone_of(&city_of(&slot.zone).replace('_', " ")))
}

/// The venue's date on which a slot begins.
pub fn venue_date(slot: &ZonedSlot) -> Date {
    Date::from_days(i32::try_from(wall_millis(slot).div_euclid(DAY)).unwrap_or(0))
}

/// The hour of the venue's day in which a slot begins, 0 to 23.
pub fn venue_hour(slot: &ZonedSlot) -> u32 {
    u32::try_from(wall_millis(slot).rem_euclid(DAY) / (60 * MINUTE)).unwrap_or(0)
}

/// A date in words, such as `DateStyle::DayName`: `Saturday 28 November`.
pub fn date_words(date: Date, style: DateStyle) -> String {
    intl::format_date_in(Instant::from_millis(i64::from(date.days()) * DAY), style, "UTC")
}

/// What clocks at the venue show when a slot begins.
fn there(slot: &ZonedSlot, style: DateStyle) -> String {
    intl::format_date_in(Instant::from_millis(wall_millis(slot)), style, "UTC")
}

fn wall_millis(slot: &ZonedSlot) -> i64 {
    slot.start.millis().saturating_add(slot.offset_minutes.saturating_mul(MINUTE))
}

fn is_elsewhere(slot: &ZonedSlot, own_offset: Option<i64>) -> bool {
    own_offset.is_some_and(|offset| offset != slot.offset_minutes)
}

fn is_same_day(slot: &ZonedSlot, own_offset: Option<i64>) -> bool {
    let own = |offset: i64| slot.start.millis().saturating_add(offset.saturating_mul(MINUTE));
    own_offset.is_some_and(|offset| own(offset).div_euclid(DAY) == wall_millis(slot).div_euclid(DAY))
}

/// Zones without letters of their own are called by their offset in the IANA database: `+08`.
fn abbreviation(slot: &ZonedSlot) -> String {
    let is_offset = slot.abbreviation.starts_with(['+', '-']);
    [if is_offset { "UTC" } else { "" }, &slot.abbreviation].concat()
}

/// The place after which an IANA zone is named: `Buenos_Aires` of `America/Argentina/Buenos_Aires`.
fn city_of(zone: &str) -> &str {
    zone.rsplit('/').next().unwrap_or(zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(start: &str, zone: &str, offset_minutes: i64, abbreviation: &str) -> ZonedSlot {
        let start = Instant::parse(start).unwrap();
        ZonedSlot {
            start,
            end: Instant::from_millis(start.millis() + 45 * MINUTE),
            zone: zone.to_owned(),
            offset_minutes,
            abbreviation: abbreviation.to_owned(),
            is_repeated: false,
        }
    }

    #[test]
    fn o2o_02_times_and_dates_are_the_venue_s() {
        let late = slot("2026-11-28T16:30:00Z", "Asia/Taipei", 480, "+08");
        assert_eq!(venue_time(&late), "00:30");
        assert_eq!((venue_date(&late).to_iso(), venue_hour(&late)), ("2026-11-29".to_owned(), 0));
        let early = slot("2026-11-28T03:15:00Z", "America/New_York", -300, "EST");
        assert_eq!((venue_time(&early), venue_day(&early)), ("22:15".to_owned(), "2026-11-27".to_owned()));
    }

    #[test]
    fn o2o_02_a_zone_nobody_knows_is_called_after_its_city() {
        let slot = slot("2026-11-28T10:30:00Z", "America/Argentina/Buenos_Aires", -180, "-03");
        assert_eq!(zone_name(&slot), "Buenos Aires time (UTC-03)");
        assert_eq!(venue_moment(slot.start, &slot.zone), "2026-11-28 10:30 UTC");
    }

    #[test]
    fn o2o_02_the_viewer_s_time_stands_there_only_where_offsets_differ() {
        let slot = slot("2026-07-04T10:30:00Z", "Europe/Lisbon", 60, "WEST");
        assert!(!is_elsewhere(&slot, Some(60)));
        assert!(is_elsewhere(&slot, Some(120)));
        assert!(!is_elsewhere(&slot, None), "who does not know the viewer's clock says nothing about it");
    }

    #[test]
    fn o2o_02_the_viewer_s_day_is_said_only_where_it_is_another_one() {
        let slot = slot("2026-11-28T00:30:00Z", "Asia/Taipei", 480, "+08");
        assert!(is_same_day(&slot, Some(60)));
        assert!(!is_same_day(&slot, Some(-300)), "it is still the day before in New York");
    }

    #[test]
    fn o2o_04_an_hour_that_comes_twice_has_its_abbreviation() {
        let zone = "Europe/Lisbon";
        let first = ZonedSlot { is_repeated: true, ..slot("2026-10-25T00:30:00Z", zone, 60, "WEST") };
        let second = ZonedSlot { is_repeated: true, ..slot("2026-10-25T01:30:00Z", zone, 0, "WET") };
        assert_eq!((venue_time(&first), venue_time(&second)), ("01:30 WEST".into(), "01:30 WET".into()));
        assert_eq!(venue_time(&slot("2026-10-24T23:30:00Z", zone, 60, "WEST")), "00:30");
    }
}
