//! Holds: time-limited claims on something scarce.

use crate::json::FromJson;
use crate::vocabulary::{HoldId, Instant};
use serde::{Deserialize, Serialize};

/// Something scarce kept for somebody until a time: stock while a payment is open, and later a
/// seat, a slot, a unique item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hold {
    /// The hold.
    pub id: HoldId,
    /// Where it stands.
    pub state: HoldState,
    /// When it is released by itself.
    pub expires_at: Instant,
}

/// Where a hold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum HoldState {
    /// Kept.
    Active,
    /// Turned into what it was for.
    Consumed,
    /// Given back on purpose.
    Released,
    /// Given back because its time was over.
    Expired,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}
