//! What a voucher's page shows, and how the device keeps it for when there is no network (O2O-16).

use crate::platform::{storage, timers};
use fivefold_api::endpoints::GetBooking;
use fivefold_api::json::FromJson;
use fivefold_api::model::{Booking, Voucher, VoucherStatus};
use fivefold_api::vocabulary::{Instant, Money, ZonedSlot};
use serde::Serialize;

/// The names that these are kept under. Sign-out forgets everything below `account.`.
const KEPT: &str = "account.voucher.";
/// How long after its time a voucher is still kept.
const KEPT_AFTER: i64 = 7 * 86_400_000;

/// What a voucher's page shows of a booking: no contact, no prices, nothing that a door does not need.
#[derive(Debug, Clone, PartialEq, Serialize, FromJson)]
pub struct Pass {
    /// What person and venue call it.
    pub number: String,
    /// What was booked.
    pub title: String,
    /// The venue's name.
    pub venue: String,
    /// Where it is, line by line.
    pub place: Vec<String>,
    /// When.
    pub time: ZonedSlot,
    /// How many come.
    pub party: u32,
    /// The name it is booked under.
    #[serde(default)]
    pub name: Option<String>,
    /// What is paid at the venue.
    pub due: Money,
    /// What lets one in.
    pub voucher: Voucher,
    /// When the shop has last said so, by the device's clock: its owner compares it with no other.
    pub checked_at: Instant,
}

/// How a voucher stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It lets one in, or may: what time it is, is not known.
    Active,
    /// Its time has not come.
    Early,
    /// Its time is over.
    Over,
    /// It was used.
    Used,
    /// It is none any more.
    Void,
    /// Only the venue can say.
    Unknown,
}

impl Pass {
    /// What a booking's voucher shows that came at `at`, by `timers::monotonic`; `None` while it has none.
    pub fn of(booking: &Booking, at: f64) -> Option<Self> {
        let venue = &booking.venue;
        let city = [venue.postcode.as_deref().unwrap_or_default(), &venue.card.city].join(" ");
        let place = venue.street.iter().map(String::as_str).chain([city.trim()]);
        Some(Self {
            number: booking.number.clone(),
            title: booking.title.clone(),
            venue: venue.card.name.clone(),
            place: place.map(str::to_owned).collect(),
            time: booking.time.clone(),
            party: booking.party,
            name: booking.name.clone(),
            due: booking.terms.due_at_venue,
            voucher: booking.voucher.clone()?,
            checked_at: device_time(at),
        })
    }

    /// How it stands at an instant of the shop's clock.
    pub fn standing(&self, now: Option<Instant>) -> Standing {
        match self.voucher.status {
            VoucherStatus::Active if now.is_some_and(|now| now < self.voucher.valid_from) => Standing::Early,
            VoucherStatus::Active if now.is_some_and(|now| now > self.voucher.valid_until) => Standing::Over,
            VoucherStatus::Active => Standing::Active,
            VoucherStatus::Redeemed => Standing::Used,
            VoucherStatus::Void => Standing::Void,
            _ => Standing::Unknown,
        }
    }
}

impl Standing {
    /// Whether there is something to scan.
    pub fn is_shown(self) -> bool {
        !matches!(self, Self::Used | Self::Void)
    }
}

/// What the device keeps of a booking for whoever asks like this: its owner, or somebody with the same link.
pub fn find(asked: &GetBooking) -> Option<Pass> {
    storage::read(&name(asked))
}

/// Keeps it, and forgets those whose time has long been over.
pub fn keep(asked: &GetBooking, pass: &Pass) {
    let old = device_time(timers::monotonic()).millis().saturating_sub(KEPT_AFTER);
    for name in storage::names(KEPT) {
        let is_old = |pass: &Pass| pass.voucher.valid_until.millis() < old;
        if storage::read(&name).as_ref().is_none_or(is_old) {
            storage::remove(&name);
        }
    }
    storage::write(&name(asked), pass);
}

/// Forgets it: the shop has said that there is none, or not for this visitor.
pub fn forget(asked: &GetBooking) {
    storage::remove(&name(asked));
}

fn name(asked: &GetBooking) -> String {
    [KEPT, asked.id.as_str(), ".", &asked.token].concat()
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 285 million years")]
fn device_time(at: f64) -> Instant {
    Instant::from_millis((timers::device_clock() - (timers::monotonic() - at)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::json;

    fn pass(status: &str) -> Pass {
        let text = format!(
            r#"{{"number":"B-1042","title":"Haircut","venue":"Rua Nova","place":["Rua Nova 5"],"time":{{
            "start":"2026-11-28T10:30:00Z","end":"2026-11-28T11:15:00Z","zone":"Europe/Lisbon","offset_minutes":0,
            "abbreviation":"WET"}},"party":2,"due":{{"minor":2000,"currency":"EUR","exponent":2}},"voucher":{{
            "code":"7K4M-9QXT-C3DF","payload":"FF1","status":"{status}","valid_from":"2026-11-28T10:15:00Z",
            "valid_until":"2026-11-28T10:45:00Z"}},"checked_at":"2026-11-27T12:00:00Z"}}"#
        );
        json::from_str(&text).unwrap()
    }

    #[test]
    fn o2o_16_a_voucher_is_early_active_and_over_by_the_shop_s_clock_and_active_without_one() {
        let pass = pass("active");
        let at = |time: &str| pass.standing(Instant::parse(time));
        assert_eq!(at("2026-11-28T10:14:59Z"), Standing::Early);
        assert_eq!(at("2026-11-28T10:15:00Z"), Standing::Active);
        assert_eq!(at("2026-11-28T10:45:00Z"), Standing::Active);
        assert_eq!(at("2026-11-28T10:45:01Z"), Standing::Over);
        assert_eq!(pass.standing(None), Standing::Active, "the device's clock decides nothing");
    }

    #[test]
    fn o2o_16_what_was_used_or_is_void_is_so_at_any_time_and_shows_nothing_to_scan() {
        for (status, standing) in [("redeemed", Standing::Used), ("void", Standing::Void)] {
            assert_eq!(pass(status).standing(Instant::parse("2026-11-28T10:20:00Z")), standing);
            assert!(!standing.is_shown());
        }
        assert_eq!(pass("melted").standing(None), Standing::Unknown);
    }

    #[test]
    fn o2o_16_what_is_kept_is_read_as_it_was_written() {
        let pass = pass("active");
        let text = serde_json::to_string(&pass).unwrap();
        assert_eq!(json::from_str::<Pass>(&text), Ok(pass));
    }
}
