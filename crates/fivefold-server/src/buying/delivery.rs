//! Dated ways to deliver: what they cost, and from when to when they arrive where the buyer lives.

use fivefold_api::model::DeliveryPromise;
use fivefold_api::vocabulary::Instant;
use jiff::{Timestamp, ToSpan, civil::Weekday, tz::TimeZone};
use std::time::Duration;

/// How long an offer stands; later it is asked for again (B2C-14).
pub(crate) const OFFER: Duration = Duration::from_mins(10);

/// Orders after this hour of the destination's day leave the next working day.
const CUT_OFF_HOUR: i8 = 14;

/// A way to deliver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The cheap one.
    Standard,
    /// The fast one.
    Express,
}

impl Way {
    /// All of them, the cheap one first.
    pub(crate) const ALL: [Self; 2] = [Self::Standard, Self::Express];

    /// The option's id.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Express => "express",
        }
    }

    /// The way of an id.
    pub(crate) fn read(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.id() == id)
    }

    /// The name a buyer reads.
    pub(crate) fn name(self, locale: &str) -> &'static str {
        match (self, locale) {
            (Self::Standard, "zh-Hant") => "標準配送",
            (Self::Standard, "zh-Hans") => "标准配送",
            (Self::Express, "zh-Hant" | "zh-Hans") => "快速配送",
            (Self::Standard, _) => "Standard delivery",
            (Self::Express, _) => "Express delivery",
        }
    }

    /// What it costs in minor units; `None` in a currency the shop has no price in.
    pub(crate) fn price(self, currency: &str) -> Option<i64> {
        let (standard, express) = match currency {
            "EUR" => (490, 1_290),
            "USD" => (590, 1_490),
            "JPY" => (700, 1_500),
            "TWD" => (8_000, 18_000),
            "CNY" => (1_200, 3_500),
            "KWD" => (1_750, 4_250),
            _ => return None,
        };
        Some(if self == Self::Standard { standard } else { express })
    }

    /// How many working days it takes, at best and at worst.
    fn working_days(self, country: &str) -> (u32, u32) {
        let far = matches!(country, "US" | "KW" | "GB");
        match (self, far) {
            (Self::Standard, false) => (2, 4),
            (Self::Standard, true) => (4, 7),
            (Self::Express, false) => (1, 2),
            (Self::Express, true) => (2, 3),
        }
    }

    /// When it arrives if it is ordered at `now`.
    pub(crate) fn promise(self, now: Instant, country: &str, region: Option<&str>) -> DeliveryPromise {
        let zone = zone(country, region);
        // The zones named below are in the bundled database; should one be missing, UTC still
        // gives a true date within a day.
        let tz = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let local = Timestamp::from_millisecond(now.millis()).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(tz);
        let (earliest, latest) = self.working_days(country);
        let handling = u32::from(local.hour() >= CUT_OFF_HOUR || is_weekend(local.date(), country));
        let today = local.date();
        DeliveryPromise {
            earliest: add_working_days(today, earliest + handling, country).to_string(),
            latest: add_working_days(today, latest + handling, country).to_string(),
            zone: zone.to_owned(),
        }
    }
}

fn add_working_days(mut date: jiff::civil::Date, days: u32, country: &str) -> jiff::civil::Date {
    let mut left = days;
    while left > 0 {
        date = date.saturating_add(1.day());
        if !is_weekend(date, country) {
            left -= 1;
        }
    }
    date
}

fn is_weekend(date: jiff::civil::Date, country: &str) -> bool {
    match country {
        "KW" => matches!(date.weekday(), Weekday::Friday | Weekday::Saturday),
        _ => matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday),
    }
}

/// The time zone goods arrive in (IANA). Large countries by region where one is given.
fn zone(country: &str, region: Option<&str>) -> &'static str {
    match country {
        "AT" => "Europe/Vienna",
        "BE" => "Europe/Brussels",
        "DE" => "Europe/Berlin",
        "ES" => "Europe/Madrid",
        "FR" => "Europe/Paris",
        "GB" => "Europe/London",
        "IE" => "Europe/Dublin",
        "IT" => "Europe/Rome",
        "NL" => "Europe/Amsterdam",
        "PT" => "Europe/Lisbon",
        "JP" => "Asia/Tokyo",
        "TW" => "Asia/Taipei",
        "CN" => "Asia/Shanghai",
        "HK" => "Asia/Hong_Kong",
        "KW" => "Asia/Kuwait",
        "US" => match region.unwrap_or_default().trim().to_ascii_uppercase().as_str() {
            "CA" | "CALIFORNIA" | "WA" | "WASHINGTON" | "OR" | "OREGON" | "NV" | "NEVADA" => {
                "America/Los_Angeles"
            }
            "AZ" | "ARIZONA" => "America/Phoenix",
            "CO" | "COLORADO" | "UT" | "UTAH" | "NM" | "NEW MEXICO" | "MT" | "MONTANA" | "WY" | "WYOMING"
            | "ID" | "IDAHO" => "America/Denver",
            "TX" | "TEXAS" | "IL" | "ILLINOIS" | "MN" | "MINNESOTA" | "WI" | "WISCONSIN" | "MO"
            | "MISSOURI" | "LA" | "LOUISIANA" | "OK" | "OKLAHOMA" | "IA" | "IOWA" | "KS" | "KANSAS"
            | "NE" | "NEBRASKA" | "AL" | "ALABAMA" | "AR" | "ARKANSAS" | "MS" | "MISSISSIPPI" => {
                "America/Chicago"
            }
            "HI" | "HAWAII" => "Pacific/Honolulu",
            "AK" | "ALASKA" => "America/Anchorage",
            _ => "America/New_York",
        },
        _ => "Etc/UTC",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn promise(way: Way, now: &str, country: &str) -> (String, String) {
        let promise = way.promise(Instant::parse(now).unwrap(), country, None);
        (promise.earliest, promise.latest)
    }

    #[test]
    fn b2c_14_the_promise_counts_working_days_of_the_destination() {
        // Monday morning in Berlin.
        assert_eq!(
            promise(Way::Standard, "2026-11-23T08:00:00Z", "DE"),
            ("2026-11-25".to_owned(), "2026-11-27".to_owned())
        );
        // After the cut-off it takes a day more, and the weekend does not count.
        assert_eq!(
            promise(Way::Standard, "2026-11-23T13:30:00Z", "DE"),
            ("2026-11-26".to_owned(), "2026-11-30".to_owned())
        );
        // In Kuwait Friday and Saturday are the weekend; Sunday is a working day.
        assert_eq!(
            promise(Way::Express, "2026-11-26T06:00:00Z", "KW"),
            ("2026-11-30".to_owned(), "2026-12-01".to_owned())
        );
    }

    #[test]
    fn b2c_14_the_day_is_that_of_the_destination_s_zone() {
        // It is still Monday in Lisbon and already Tuesday in Tokyo.
        let now = "2026-11-23T16:00:00Z";
        assert_eq!(promise(Way::Express, now, "JP").0, "2026-11-25");
        assert_eq!(promise(Way::Express, now, "PT").0, "2026-11-25");
        let later = "2026-11-23T22:59:00Z";
        assert_eq!(promise(Way::Express, later, "TW").0, "2026-11-25");
        assert_eq!(
            Way::Express.promise(Instant::parse(now).unwrap(), "US", Some("ca")).zone,
            "America/Los_Angeles"
        );
    }

    #[test]
    fn every_zone_named_here_exists() {
        for country in fivefold_api::rules::COUNTRIES {
            assert!(TimeZone::get(zone(country, None)).is_ok(), "{country}");
        }
        for region in ["CA", "AZ", "CO", "TX", "HI", "AK"] {
            assert!(TimeZone::get(zone("US", Some(region))).is_ok(), "{region}");
        }
    }
}
