//! Time at a venue: which times a date has, and what clocks there show (O2O-04).
//!
//! Opening hours are wall time, which may be missing or there twice where clocks are changed; everything that is
//! offered is an instant. Nothing else in bookings computes with wall time.

use crate::problem::{Answer, Refused};
use fivefold_api::vocabulary::{Date, Instant, ZonedSlot};
use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{AmbiguousOffset, TimeZone},
};
use std::collections::BTreeMap;

const MINUTE: i64 = 60_000;
const DAY_MINUTES: i32 = 24 * 60;

/// When a venue or a member of staff is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Hours {
    /// The weekday after ISO 8601, opening and closing in minutes of wall time. Closing not after opening is on the
    /// next day.
    pub(crate) weekly: Vec<(u32, i32, i32)>,
    /// Dates on which other hours hold; none means closed.
    pub(crate) exceptions: BTreeMap<Date, Vec<(i32, i32)>>,
}

impl Hours {
    /// The same hours every week.
    pub(super) const fn weekly(weekly: Vec<(u32, i32, i32)>) -> Self {
        Self { weekly, exceptions: BTreeMap::new() }
    }

    /// From when until when it is open that begins to be on a date, in minutes since its midnight.
    fn of(&self, date: Date) -> Vec<(i32, i32)> {
        let spans = match self.exceptions.get(&date) {
            Some(spans) => spans.clone(),
            None => {
                let weekday = date.weekday();
                let that_day = self.weekly.iter().filter(|(day, ..)| *day == weekday);
                that_day.map(|(_, opens, closes)| (*opens, *closes)).collect()
            }
        };
        let next_day = |(opens, closes)| (opens, if closes > opens { closes } else { closes + DAY_MINUTES });
        spans.into_iter().map(next_day).collect()
    }

    /// From when until when it is open from the day before a date until the day after it, in minutes since the midnight
    /// with which the date begins, in order. What goes on without a break is one span, whatever midnight is in between.
    pub(super) fn around(&self, date: Date) -> Vec<(i32, i32)> {
        let of_day = |apart: i32| {
            let spans = self.of(date.plus_days(apart)).into_iter();
            spans.map(move |(opens, closes)| (opens + apart * DAY_MINUTES, closes + apart * DAY_MINUTES))
        };
        let mut spans: Vec<(i32, i32)> = (-1..=1).flat_map(of_day).collect();
        spans.sort_unstable();
        let mut found: Vec<(i32, i32)> = Vec::new();
        for (opens, closes) in spans {
            match found.last_mut().filter(|before| opens <= before.1) {
                Some(before) => before.1 = before.1.max(closes),
                None => found.push((opens, closes)),
            }
        }
        found
    }
}

/// When two are open at once. Spans are in order and do not touch, as [`Hours::around`] gives them.
pub(super) fn both(one: &[(i32, i32)], other: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let within = |&(opens, closes): &(i32, i32)| {
        other.iter().map(move |&(from, until)| (opens.max(from), closes.min(until)))
    };
    one.iter().flat_map(within).filter(|(opens, closes)| opens < closes).collect()
}

/// The zone of an IANA name, from the database that is compiled in.
pub(crate) fn zone(name: &str) -> Answer<TimeZone> {
    TimeZone::get(name).map_err(Refused::internal)
}

/// The times a venue date has: each begins on the date in wall time and ends while it is open, `minutes` of elapsed
/// time later. In order of instant. `open` is when it is open around the date, as [`Hours::around`] gives it.
///
/// Times are `step` minutes of wall time apart, counted from opening. Wall time that clocks leave out is not offered,
/// and what they show twice is there twice. A time belongs to the date on which it begins: a bar that opens on Friday
/// has its 01:30 on Saturday.
pub(crate) fn starts(
    zone: &TimeZone,
    open: &[(i32, i32)],
    date: Date,
    step: i64,
    minutes: i64,
) -> Vec<ZonedSlot> {
    let step = usize::try_from(step).unwrap_or(1).max(1);
    let mut found = Vec::new();
    for &(opens, closes) in open {
        let (Some(opening), Some(closing)) = (first(zone, date, opens), first(zone, date, closes)) else {
            continue;
        };
        let on_the_date = (opens..closes).step_by(step).filter(|wall| (0..DAY_MINUTES).contains(wall));
        let ends_by = closing.millis().saturating_sub(minutes.saturating_mul(MINUTE));
        let begin = on_the_date.flat_map(|wall| occurrences(zone, date, wall).1);
        found.extend(begin.filter(|start| *start >= opening && start.millis() <= ends_by));
    }
    found.sort();
    found.into_iter().map(|start| slot(zone, start, minutes)).collect()
}

/// The date at a place.
pub(crate) fn date_of(zone: &TimeZone, at: Instant) -> Date {
    let days = wall_millis(zone, at).div_euclid(i64::from(DAY_MINUTES) * MINUTE);
    Date::from_days(i32::try_from(days).unwrap_or_default())
}

/// Minutes since midnight, as clocks at a place show them.
pub(crate) fn wall_minutes(zone: &TimeZone, at: Instant) -> i32 {
    let minutes = wall_millis(zone, at).div_euclid(MINUTE).rem_euclid(i64::from(DAY_MINUTES));
    i32::try_from(minutes).unwrap_or_default()
}

/// A stretch of `minutes` of elapsed time at a place.
pub(crate) fn slot(zone: &TimeZone, start: Instant, minutes: i64) -> ZonedSlot {
    let info = zone.to_offset_info(timestamp(start));
    let shown = info.offset().to_datetime(timestamp(start));
    ZonedSlot {
        start,
        end: Instant::from_millis(start.millis().saturating_add(minutes.saturating_mul(MINUTE))),
        zone: zone.iana_name().unwrap_or("Etc/UTC").to_owned(),
        offset_minutes: i64::from(info.offset().seconds() / 60),
        abbreviation: info.abbreviation().to_owned(),
        is_repeated: matches!(zone.to_ambiguous_timestamp(shown).offset(), AmbiguousOffset::Fold { .. }),
    }
}

/// What clocks at a place show at an instant, in milliseconds since 1970.
fn wall_millis(zone: &TimeZone, at: Instant) -> i64 {
    at.millis() + i64::from(zone.to_offset(timestamp(at)).seconds()) * 1000
}

/// The first moment at which clocks show a wall time of a date or a later one. Where they leave it out, that is the
/// moment at which they are put forward; where they show it twice, the first of the two, so that nobody is asked to
/// come when a venue may have closed.
fn first(zone: &TimeZone, date: Date, minutes: i32) -> Option<Instant> {
    let (offset, occurrences) = occurrences(zone, date, minutes);
    match offset? {
        AmbiguousOffset::Gap { after, .. } => {
            // With the offset that follows, the wall time lies before the moment at which clocks are put forward.
            let before = after.to_timestamp(wall_time(date, minutes)?).ok()?;
            let forward = zone.following(before).next()?;
            Some(Instant::from_millis(forward.timestamp().as_millisecond()))
        }
        _ => occurrences.into_iter().min(),
    }
}

/// When clocks show a wall time of a date: never, once, or twice.
fn occurrences(zone: &TimeZone, date: Date, minutes: i32) -> (Option<AmbiguousOffset>, Vec<Instant>) {
    let Some(wall) = wall_time(date, minutes) else { return (None, Vec::new()) };
    let ambiguous = zone.to_ambiguous_timestamp(wall).offset();
    let offsets = match ambiguous {
        AmbiguousOffset::Unambiguous { offset } => vec![offset],
        AmbiguousOffset::Gap { .. } => Vec::new(),
        AmbiguousOffset::Fold { before, after } => vec![before, after],
    };
    let at = |offset: jiff::tz::Offset| offset.to_timestamp(wall).ok();
    let instants = offsets.into_iter().filter_map(at).map(|at| Instant::from_millis(at.as_millisecond()));
    (Some(ambiguous), instants.collect())
}

/// So many minutes after the midnight with which a date begins, as clocks show it.
fn wall_time(date: Date, minutes: i32) -> Option<DateTime> {
    let date = date.plus_days(minutes.div_euclid(DAY_MINUTES));
    let minutes = minutes.rem_euclid(DAY_MINUTES);
    let (year, month, day) = date.year_month_day();
    let small = |number: i32| i8::try_from(number).ok();
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    DateTime::new(i16::try_from(year).ok()?, month, day, small(minutes / 60)?, small(minutes % 60)?, 0, 0)
        .ok()
}

/// No instant that travels lies outside of the years that can be computed with.
fn timestamp(at: Instant) -> Timestamp {
    Timestamp::from_millisecond(at.millis()).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
#[path = "times_tests.rs"]
pub(super) mod tests;
