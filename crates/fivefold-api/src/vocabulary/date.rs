//! Dates of a calendar, without a time and without a zone.

use crate::json::{self, Faults, FromJson, Json, StandIn};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A date of the Gregorian calendar. Whose date it is, is said where it stands: a venue's, a destination's.
///
/// On the wire it is `2026-11-28` (RFC 3339's `full-date`), in the years 0000 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// From days since 1970-01-01.
    #[must_use]
    pub const fn from_days(days: i32) -> Self {
        Self(days)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn days(self) -> i32 {
        self.0
    }

    /// The date of a day that exists.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
        let exists = (0..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        if !exists {
            return None;
        }
        i32::try_from(days_from_civil(year, month, day)).ok().map(Self)
    }

    /// Reads `2026-11-28`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !is_shaped {
            return None;
        }
        Self::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
    }

    /// `2026-11-28`.
    #[must_use]
    pub fn to_iso(self) -> String {
        let (year, month, day) = civil_from_days(i64::from(self.0));
        let mut text = String::with_capacity(10);
        push_digits(&mut text, year, 4);
        text.push('-');
        push_digits(&mut text, month, 2);
        text.push('-');
        push_digits(&mut text, day, 2);
        text
    }

    /// Year, month from 1, day from 1.
    #[must_use]
    pub fn year_month_day(self) -> (i32, u32, u32) {
        let (year, month, day) = civil_from_days(i64::from(self.0));
        let small = |number: i64| u32::try_from(number).unwrap_or(1);
        (i32::try_from(year).unwrap_or(0), small(month), small(day))
    }

    /// The day of the week after ISO 8601: 1 is Monday, 7 is Sunday.
    #[must_use]
    pub fn weekday(self) -> u32 {
        // 1970-01-01 was a Thursday.
        u32::try_from((i64::from(self.0) + 3).rem_euclid(7) + 1).unwrap_or(1)
    }

    /// So many days later; earlier for a negative number.
    #[must_use]
    pub const fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The first day of the month so many months later, earlier for a negative number.
    #[must_use]
    pub fn first_of_month(self, months: i32) -> Self {
        let (year, month, _) = self.year_month_day();
        let months = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
        let first = days_from_civil(months.div_euclid(12), months.rem_euclid(12) + 1, 1);
        i32::try_from(first).map_or(self, Self)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_iso())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl FromJson for Date {
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        json::convert::<String, Self>(json, faults)
    }
}

impl StandIn for Date {
    const STAND_IN: Self = Self(0);
}

impl TryFrom<String> for Date {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        Self::parse(&text).ok_or("a date must be like 2026-11-28")
    }
}

#[cfg(feature = "openapi")]
crate::openapi::string_schema!(Date, "date");

pub(super) fn push_digits(text: &mut String, number: i64, width: u32) {
    for place in (0..width).rev() {
        let digit = number / 10_i64.pow(place) % 10;
        text.push(char::from(b'0' + u8::try_from(digit).unwrap_or(0)));
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date (after Howard Hinnant's `days_from_civil`).
pub(super) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

pub(super) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

pub(super) fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn x_time_a_date_is_read_as_it_is_written(days in -719_528_i32..=2_932_896) {
            let date = Date::from_days(days);
            prop_assert_eq!(Date::parse(&date.to_iso()), Some(date));
            let (year, month, day) = date.year_month_day();
            prop_assert_eq!(Date::new(year, month, day), Some(date));
            prop_assert_eq!(date.plus_days(1).weekday(), date.weekday() % 7 + 1);
        }

        #[test]
        fn x_time_months_are_counted_from_their_first_day(days in -500_000_i32..=2_500_000, months in -40_i32..40) {
            let first = Date::from_days(days).first_of_month(months);
            prop_assert_eq!(first.year_month_day().2, 1);
            prop_assert_eq!(first.first_of_month(-months), Date::from_days(days).first_of_month(0));
        }
    }

    #[test]
    fn x_time_only_days_that_exist_are_dates() {
        for wrong in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-01",
            "2026-11-31",
            "26-11-28",
            "",
            "2026/11/28",
        ] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Date::parse("2026-11-28").map(Date::weekday), Some(6), "a Saturday");
        assert_eq!(
            Date::parse("2024-02-29").map(|date| date.first_of_month(-1).to_iso()),
            Some("2024-01-01".to_owned())
        );
    }
}
