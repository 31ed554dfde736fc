//! Calendar files (iCalendar, RFC 5545): their lines, and what clocks do around an event.

use fivefold_api::vocabulary::Instant;
use jiff::{
    Timestamp,
    tz::{Dst, Offset, TimeZone},
};

/// No line is longer, in octets and without its end (section 3.1).
const LINE: usize = 75;

/// A calendar file that is being written.
#[derive(Debug, Default)]
pub(super) struct CalendarFile(String);

impl CalendarFile {
    /// A property whose value is written as it is. Long lines are folded between characters.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for character in format!("{name}:{value}").chars() {
            if width + character.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(character);
            width += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property that is text (section 3.3.11). What a line cannot hold is left out, so that no text becomes a
    /// property of its own.
    pub(super) fn add_text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for character in value.chars() {
            match character {
                '\\' | ';' | ',' => escaped.extend(['\\', character]),
                '\n' => escaped.push_str("\\n"),
                _ if character.is_control() => {}
                _ => escaped.push(character),
            }
        }
        self.add(name, &escaped);
    }

    /// An instant.
    pub(super) fn add_instant(&mut self, name: &str, at: Instant) {
        self.add(name, &utc(timestamp(at)));
    }

    /// From when until when an event is, in the wall time of its zone.
    ///
    /// Wall time that is there twice means the first of the two there (section 3.3.5): an event at the second one is
    /// written in UTC.
    pub(super) fn add_times(&mut self, zone: &TimeZone, start: Instant, end: Instant) {
        let (start, end) = (timestamp(start), timestamp(end));
        let wall = |at: Timestamp| zone.to_datetime(at);
        let is_found = |at: Timestamp| zone.to_ambiguous_timestamp(wall(at)).compatible().ok() == Some(at);
        let is_plain = is_found(start) && is_found(end);
        for (name, at) in [("DTSTART", start), ("DTEND", end)] {
            if is_plain {
                self.add(&format!("{name};TZID={}", name_of(zone)), &wall(at).strftime(LOCAL).to_string());
            } else {
                self.add(name, &utc(at));
            }
        }
    }

    /// What clocks do in a zone around an event: since the change before it, and at the two after it (section 3.6.5).
    pub(super) fn add_zone(&mut self, zone: &TimeZone, start: Instant) {
        let start = timestamp(start);
        self.add("BEGIN", "VTIMEZONE");
        self.add("TZID", name_of(zone));
        // A change at the very beginning counts as before it.
        let just_after = timestamp(Instant::from_millis(start.as_millisecond() + 1));
        let before = zone.preceding(just_after).next();
        if before.is_none() {
            let info = zone.to_offset_info(start);
            self.add_observance(
                info.dst(),
                "19700101T000000",
                info.offset(),
                info.offset(),
                info.abbreviation(),
            );
        }
        for change in before.into_iter().chain(zone.following(start).take(2)) {
            let at = change.timestamp();
            let from = zone.to_offset(timestamp(Instant::from_millis(at.as_millisecond() - 1)));
            // The moment of the change is written in the time that ends with it.
            let onset = from.to_datetime(at).strftime(LOCAL).to_string();
            self.add_observance(change.dst(), &onset, from, change.offset(), change.abbreviation());
        }
        self.add("END", "VTIMEZONE");
    }

    fn add_observance(&mut self, dst: Dst, onset: &str, from: Offset, to: Offset, name: &str) {
        let kind = if dst == Dst::Yes { "DAYLIGHT" } else { "STANDARD" };
        self.add("BEGIN", kind);
        self.add("DTSTART", onset);
        self.add("TZOFFSETFROM", &offset(from));
        self.add("TZOFFSETTO", &offset(to));
        self.add_text("TZNAME", name);
        self.add("END", kind);
    }

    /// The file as it is sent.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

const LOCAL: &str = "%Y%m%dT%H%M%S";

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// `+0545`; with seconds where a zone has some (section 3.3.14).
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.abs();
    let short = format!("{sign}{:02}{:02}", all / 3_600, all / 60 % 60);
    if all % 60 == 0 { short } else { format!("{short}{:02}", all % 60) }
}

fn name_of(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("Etc/UTC")
}

fn timestamp(at: Instant) -> Timestamp {
    Timestamp::from_millisecond(at.millis()).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
#[path = "ics_tests.rs"]
mod tests;
