//! Vouchers: what lets one in at a venue, and what its staff do with it.

use crate::json::FromJson;
use crate::vocabulary::{BookingId, Instant, Money, VenueId, VoucherCode, ZonedSlot};
use serde::{Deserialize, Serialize};

/// What lets one in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Voucher {
    /// What people read out when nothing can be scanned. Its alphabet has no letters that look or sound alike, and
    /// its last character is a check digit: [`crate::rules::read_code`].
    pub code: VoucherCode,
    /// What its QR code says: the code and what it is for, signed by the backend, so that staff without a connection
    /// can tell a real one.
    pub payload: String,
    /// Where it stands.
    pub status: VoucherStatus,
    /// From when on it is taken.
    pub valid_from: Instant,
    /// Until when it is taken.
    pub valid_until: Instant,
    /// When it was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redeemed_at: Option<Instant>,
}

/// Where a voucher stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum VoucherStatus {
    /// It lets one in, in its time.
    Active,
    /// It was used.
    Redeemed,
    /// It is none any more: the booking was cancelled or moved.
    Void,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Body of `POST /v1/redemptions/preview`: what redeeming would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewRedemption {
    /// The venue at whose door it is shown.
    pub venue: VenueId,
    /// What was scanned, or the code that was read out or typed; case, spaces and dashes do not matter.
    pub code: String,
}

/// Body of `POST /v1/redemptions`: redeems. The key of the commitment is the redemption's nonce: the same nonce gets
/// the same answer, whatever has happened since (O2O-18).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Redeem {
    /// The venue at whose door it is shown.
    pub venue: VenueId,
    /// What was scanned, or the code that was read out or typed.
    pub code: String,
}

/// What redeeming would do, or has done. Everything but `ok` leaves the voucher as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Redemption {
    /// What it is.
    pub result: RedemptionResult,
    /// Whose voucher it is; absent where that is nobody's business: `unknown`, `wrong_branch`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<Guest>,
    /// When and by whom it was used, for `already_redeemed` and for `ok` once it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redeemed: Option<RedeemedBy>,
    /// From when on it is taken, for `too_early`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Instant>,
    /// Until when it was taken, for `expired`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
    /// The name of the right venue, for `wrong_branch`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
}

/// What redeeming a voucher comes to (O2O-17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RedemptionResult {
    /// It is good.
    Ok,
    /// It was used before.
    AlreadyRedeemed,
    /// Its time has not come.
    TooEarly,
    /// Its time is over.
    Expired,
    /// It is for another venue.
    WrongBranch,
    /// The booking was cancelled.
    Cancelled,
    /// What had to be paid first is not paid.
    Unpaid,
    /// No voucher goes by this code, or its signature is not ours.
    Unknown,
    /// Something this storefront does not know.
    #[serde(other)]
    Other,
}

/// Who stands at the door, as its staff have to know them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Guest {
    /// The booking.
    pub booking: BookingId,
    /// What it is called.
    pub number: String,
    /// The name it was booked under.
    pub name: String,
    /// What was booked, in the requested locale.
    pub service: String,
    /// When.
    pub time: ZonedSlot,
    /// By whom it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<String>,
    /// How many come.
    pub party: u32,
    /// What was paid.
    pub paid: Money,
    /// What is to be paid at the venue.
    pub due_at_venue: Money,
    /// What the guest has written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who has used a voucher, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RedeemedBy {
    /// What the member of staff is called.
    pub by: String,
    /// When.
    pub at: Instant,
}
