//! When something arrives, in words.

use crate::platform::intl::{self, DateStyle};
use fivefold_api::model::DeliveryPromise;
use fivefold_api::vocabulary::Instant;

/// The days of a promise: "Thu, 26 Nov – Mon, 30 Nov". They are days where the parcel arrives, whatever zone
/// the reader is in, so they are formatted as they stand and never converted.
pub fn days(promise: &DeliveryPromise) -> String {
    match (noon(&promise.earliest), noon(&promise.latest)) {
        (Some(from), Some(to)) if from == to => intl::format_date_in(from, DateStyle::Weekday, "UTC"),
        (Some(from), Some(to)) => intl::format_date_range(from, to, DateStyle::Weekday, "UTC"),
        // A shop that writes days differently is quoted.
        _ if promise.earliest == promise.latest => promise.earliest.clone(),
        _ => [promise.earliest.as_str(), " – ", &promise.latest].concat(),
    }
}

/// Noon of a day in universal time: no formatting in that zone can move it to another day.
fn noon(day: &str) -> Option<Instant> {
    Instant::parse(&[day, "T12:00:00Z"].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn promise(earliest: &str, latest: &str) -> String {
        let zone = "Asia/Tokyo".to_owned();
        days(&DeliveryPromise { earliest: earliest.to_owned(), latest: latest.to_owned(), zone })
    }

    #[test]
    fn b2c_14_the_days_are_those_of_the_destination() {
        assert_eq!(promise("2026-11-26", "2026-11-30"), "2026-11-26 – 2026-11-30");
        assert_eq!(promise("2026-11-26", "2026-11-26"), "2026-11-26");
    }

    #[test]
    fn nonsense_instead_of_days_is_quoted() {
        assert_eq!(promise("soon", "later"), "soon – later");
        assert_eq!(promise("2026-02-30", "2026-02-30"), "2026-02-30");
    }
}
