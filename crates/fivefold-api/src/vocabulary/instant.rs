//! Instants: UTC, milliseconds, RFC 3339 on the wire.

use super::date::{civil_from_days, days_from_civil, days_in_month, push_digits};
use crate::json::{self, Faults, FromJson, Json, StandIn};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::time::Duration;

const MILLIS_PER_DAY: i64 = 86_400_000;

/// A point in time in UTC with millisecond precision.
///
/// On the wire it is RFC 3339 (`2026-11-23T14:05:00.250Z`); any offset is read, only `Z` is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// From milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The time from `self` to `later`; zero when `later` is not later.
    #[must_use]
    pub fn until(self, later: Self) -> Duration {
        Duration::from_millis(u64::try_from(later.0.saturating_sub(self.0)).unwrap_or(0))
    }

    /// `self` moved on by `duration`.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }

    /// `self` moved back by `duration`.
    #[must_use]
    pub fn before(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }

    /// Reads RFC 3339: `2026-11-23T14:05:00Z`, with an optional fraction and any offset.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() < 20 || !text.is_ascii() {
            return None;
        }
        let number = |from: usize, to: usize| -> Option<i64> {
            let part = text.get(from..to)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let is = |at: usize, wanted: &[u8]| wanted.contains(&bytes[at]);
        if !(is(4, b"-") && is(7, b"-") && is(10, b"Tt ") && is(13, b":") && is(16, b":")) {
            return None;
        }
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        if !(1..=12).contains(&month)
            || day < 1
            || day > days_in_month(year, month)
            || hour > 23
            || minute > 59
            // RFC 3339 allows the leap second; it counts as the next second here.
            || second > 60
        {
            return None;
        }
        let mut at = 19;
        let mut millis = 0;
        if bytes[at] == b'.' {
            at += 1;
            let start = at;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                if at - start < 3 {
                    millis = millis * 10 + i64::from(bytes[at] - b'0');
                }
                at += 1;
            }
            let digits = at - start;
            if digits == 0 {
                return None;
            }
            for _ in digits.min(3)..3 {
                millis *= 10;
            }
        }
        let offset_minutes = match bytes.get(at)? {
            b'Z' | b'z' if bytes.len() == at + 1 => 0,
            sign @ (b'+' | b'-') if bytes.len() == at + 6 && bytes[at + 3] == b':' => {
                let (hours, minutes) = (number(at + 1, at + 3)?, number(at + 4, at + 6)?);
                if hours > 23 || minutes > 59 {
                    return None;
                }
                (hours * 60 + minutes) * if *sign == b'-' { -1 } else { 1 }
            }
            _ => return None,
        };
        let minutes = days_from_civil(year, month, day) * 1440 + hour * 60 + minute - offset_minutes;
        Some(Self(minutes * 60_000 + second * 1000 + millis))
    }

    /// The instant as RFC 3339 with milliseconds, in UTC.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        let days = self.0.div_euclid(MILLIS_PER_DAY);
        let rest = self.0.rem_euclid(MILLIS_PER_DAY);
        let (year, month, day) = civil_from_days(days);
        let mut text = String::with_capacity(24);
        push_digits(&mut text, year, 4);
        text.push('-');
        push_digits(&mut text, month, 2);
        text.push('-');
        push_digits(&mut text, day, 2);
        text.push('T');
        push_digits(&mut text, rest / 3_600_000, 2);
        text.push(':');
        push_digits(&mut text, rest / 60_000 % 60, 2);
        text.push(':');
        push_digits(&mut text, rest / 1000 % 60, 2);
        text.push('.');
        push_digits(&mut text, rest % 1000, 3);
        text.push('Z');
        text
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl FromJson for Instant {
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        json::convert::<String, Self>(json, faults)
    }
}

impl StandIn for Instant {
    const STAND_IN: Self = Self(0);
}

impl TryFrom<String> for Instant {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        Self::parse(&text).ok_or("an instant must be RFC 3339")
    }
}

#[cfg(feature = "openapi")]
crate::openapi::string_schema!(Instant, "date-time");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn x_time_rfc_3339_is_read_with_fraction_and_offset() {
        let read = |text| Instant::parse(text).map(Instant::to_rfc3339);
        assert_eq!(read("2026-11-23T14:05:00Z").as_deref(), Some("2026-11-23T14:05:00.000Z"));
        assert_eq!(read("2026-11-23T14:05:00.2509Z").as_deref(), Some("2026-11-23T14:05:00.250Z"));
        assert_eq!(read("2026-11-23T14:05:00.5+08:00").as_deref(), Some("2026-11-23T06:05:00.500Z"));
        assert_eq!(read("1969-12-31T23:59:59.999Z").as_deref(), Some("1969-12-31T23:59:59.999Z"));
    }

    #[test]
    fn x_time_nonsense_is_no_instant() {
        for text in [
            "",
            "today",
            "2026-02-30T00:00:00Z",
            "2026-11-23T24:00:00Z",
            "2026-11-23 14:05",
            "2026-11-23T14:05:00",
            "2026-11-23T14:05:00.Z",
            "２０２６-11-23T14:05:00Z",
        ] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn x_time_what_is_written_is_read_again(millis in -62_135_596_800_000_i64..253_402_300_799_999) {
            let instant = Instant::from_millis(millis);
            prop_assert_eq!(Instant::parse(&instant.to_rfc3339()), Some(instant));
        }

        #[test]
        fn x_time_no_text_makes_the_parser_panic(text in "\\PC{0,40}") {
            let _ = Instant::parse(&text);
        }
    }
}
