//! Time at a place: instants with what clocks there show.

use super::Instant;
use crate::json::FromJson;
use serde::{Deserialize, Serialize};

/// A stretch of time at a place. Whoever shows it takes the instants and the zone; nobody computes with wall time.
///
/// Offset and abbreviation are the backend's, from its own copy of the IANA time zone database: they tell two equal
/// wall times apart where clocks are put back (`01:30 CEST`, `01:30 CET`), and are there for viewers whose device
/// does not know the zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ZonedSlot {
    /// When it begins.
    pub start: Instant,
    /// When it ends. The time between is elapsed time, whatever clocks do meanwhile.
    pub end: Instant,
    /// The IANA zone of the place: `Europe/Lisbon`.
    pub zone: String,
    /// How far clocks there are ahead of UTC when it begins, in minutes.
    pub offset_minutes: i64,
    /// What that offset is called there when it begins: `CET`, `+08`.
    pub abbreviation: String,
    /// Whether clocks there show the time of its beginning twice on that day, so that the abbreviation has to be shown.
    #[serde(default)]
    pub is_repeated: bool,
}

/// A point on the earth in the World Geodetic System (WGS 84), in millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GeoPoint {
    /// Degrees north of the equator times 1,000,000.
    pub latitude: i64,
    /// Degrees east of Greenwich times 1,000,000.
    pub longitude: i64,
}
