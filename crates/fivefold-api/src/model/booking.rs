//! What one person has booked: the time, the terms as they were agreed, the money. Private, all of it.

use crate::json::FromJson;
use crate::model::{BookingCharge, Contact, Hold, MoneyStep, PriceBasis, StaffMember, Venue, Voucher};
use crate::vocabulary::{
    BookingId, Instant, Money, OrderId, PaymentMethodId, Picture, ServiceId, StaffId, Version, ZonedSlot,
};
use serde::{Deserialize, Serialize};

/// A booking as the person sees it who has it, or who has its link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Booking {
    /// The booking.
    pub id: BookingId,
    /// What person and venue call it: `B-1042`.
    pub number: String,
    /// Lets whoever has it see the booking (`?token=`). Only its owner is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The state of the booking.
    pub version: Version,
    /// Where it stands.
    pub status: BookingStatus,
    /// The service.
    pub service: ServiceId,
    /// What it is called, in the language it was booked in.
    pub title: String,
    /// Its main picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Where.
    pub venue: Venue,
    /// When.
    pub time: ZonedSlot,
    /// By whom. Absent where nobody is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffMember>,
    /// How many come.
    pub party: u32,
    /// The name it is booked under; absent until it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who is told; absent until it is known, and for those who only have the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// What the person has written to the venue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What was agreed, or would be.
    pub terms: BookingTerms,
    /// What was paid and not given back.
    pub paid: Money,
    /// The order that pays it: `POST /v1/payments` with this subject. Absent until the terms are accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// The claim on the time while it is being booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// Whether the hold has been given a little more time because a payment was being confirmed.
    #[serde(default)]
    pub in_grace: bool,
    /// What has happened to the money and what is on its way, oldest first.
    #[serde(default)]
    pub money: Vec<MoneyStep>,
    /// What lets one in. Absent until it is confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher: Option<Voucher>,
    /// Another time that is held for this booking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<BookingChange>,
    /// Where its calendar file is (`text/calendar`, RFC 5545), a path on the backend's own address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// When it was cancelled, used or lost, whichever was last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Instant>,
    /// What the asking person may do now.
    #[serde(default)]
    pub allowed_actions: Vec<BookingAction>,
}

/// Where a booking stands. The moves between these are [`crate::rules::booking_moves`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BookingStatus {
    /// The time is kept while it is being booked.
    Held,
    /// Not paid in time. Nothing was charged.
    HoldExpired,
    /// Given up by the person before it was paid.
    LetGo,
    /// Paid as agreed: the time is the person's.
    Confirmed,
    /// A payment came through when the time was somebody else's: the money goes back.
    Returning,
    /// Money that came too late is back.
    Returned,
    /// Called off by the person.
    Cancelled,
    /// Called off by the venue: all money goes back.
    CancelledByVenue,
    /// The voucher was used.
    Fulfilled,
    /// Nobody came.
    NoShow,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What may be done with a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BookingAction {
    /// Accept the terms and pay.
    Pay,
    /// Give the held time up.
    LetGo,
    /// Move it to another time.
    Change,
    /// Call it off.
    Cancel,
    /// Show the voucher.
    Show,
    /// Book the same service again.
    BookAgain,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What is agreed for one time, in instants and money: what is shown before paying (O2O-09).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingTerms {
    /// The version of the policy, to which consent is given.
    pub version: Version,
    /// What the service costs at this time, for all who come.
    pub price: Money,
    /// What the service's price is for.
    pub basis: PriceBasis,
    /// What is paid when booking.
    pub charge: BookingCharge,
    /// How much that is.
    pub due_now: Money,
    /// What is paid at the venue.
    pub due_at_venue: Money,
    /// The last moment at which cancelling costs nothing; absent where that was over when it was booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_until: Option<Instant>,
    /// What cancelling costs after that, first step first.
    #[serde(default)]
    pub steps: Vec<FeeAt>,
    /// Cancelling ends here: when it begins. A booking that was moved keeps that of its first time.
    pub ends_at: Instant,
    /// How late one may come, in minutes.
    pub late_minutes: u32,
    /// What is kept from whoever does not come.
    pub no_show_fee: Money,
    /// When the person has accepted this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<Instant>,
}

/// What cancelling costs after a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeeAt {
    /// From when on, this moment not included.
    pub after: Instant,
    /// What is kept.
    pub fee: Money,
}

/// Another time that is held for a booking. The first one stays until this one is confirmed (O2O-13).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingChange {
    /// The new time.
    pub time: ZonedSlot,
    /// By whom then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffMember>,
    /// The claim on it.
    pub hold: Hold,
    /// What the service costs at that time, for all who come.
    pub price: Money,
    /// How much more that is, or less.
    pub difference: Money,
    /// How the difference is settled.
    pub settles: DifferenceSettles,
    /// The order that pays the difference, once the change was confirmed: `POST /v1/payments` with this subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
}

/// How the difference in price of another time is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DifferenceSettles {
    /// There is none.
    Nothing,
    /// It is paid, or not paid, at the venue.
    AtVenue,
    /// It is paid now; the booking is moved when the payment has come through.
    PayNow,
    /// It is given back over the method that it was paid with.
    Refund,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Body of `POST /v1/services/{id}/bookings`: takes a time. Whoever holds another time of the service gives that one
/// up, when and only when this one could be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HoldSlot {
    /// When it begins.
    pub start: Instant,
    /// By whom; absent: whoever is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffId>,
    /// How many come.
    pub party: u32,
}

/// Body of `POST /v1/bookings/{id}/order`: accepts the terms. The booking then has an order to pay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptTerms {
    /// The booking the person has seen.
    pub version: Version,
    /// The name to book under.
    pub name: String,
    /// Who is told.
    pub contact: Contact,
    /// What the venue should know, at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The policy to which the person consents.
    pub policy: Version,
    /// What is paid now, as the person has seen it. Anything else is refused with `price_changed`.
    pub expected_due: Money,
}

/// Body of `PUT /v1/bookings/{id}/presence`. A page that is left says so, and its hold ends within a minute unless it
/// says that it is back. A hold that is being paid is left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Presence {
    /// Whether the page is there.
    pub is_here: bool,
}

/// Body of commands on a booking that need no more than that it was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeenBooking {
    /// The booking the person has seen.
    pub version: Version,
}

/// Body of `POST /v1/bookings/{id}/change`: holds another time for a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeBooking {
    /// The booking the person has seen.
    pub version: Version,
    /// When the new time begins.
    pub start: Instant,
    /// By whom; absent: whoever is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffId>,
}

/// Body of `POST /v1/bookings/{id}/change/confirm`: moves the booking, or makes the order that has to be paid first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmChange {
    /// The booking the person has seen.
    pub version: Version,
    /// The difference the person has seen. Anything else is refused with `price_changed`.
    pub expected_difference: Money,
}

/// `GET /v1/bookings/{id}/cancellation`: what cancelling would be at this instant (O2O-14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancellationQuote {
    /// The booking it is about.
    pub version: Version,
    /// When this was computed.
    pub at: Instant,
    /// What is kept.
    pub fee: Money,
    /// What is given back.
    pub refund: Money,
    /// The last moment at which it is so much; absent when it stays so until the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// Over which method the money goes back; absent when it is several, or nothing goes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<PaymentMethodId>,
    /// When the person's bank shows it at the latest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_by: Option<Instant>,
}

/// Body of `POST /v1/bookings/{id}/cancel`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancelBooking {
    /// The booking the person has seen.
    pub version: Version,
    /// What the person was told to get back. Less is refused with `price_changed`, more is given.
    pub expected_refund: Money,
}

/// Which bookings of a person are listed.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MyBookings {
    /// Those that are still to come, soonest first, and those that wait for the person.
    #[default]
    Upcoming,
    /// Those that are over, latest first.
    Past,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Data of the facts `booking_{status}`, `booking_money` and `booking_change` on `me`. Token, contact, calendar and
/// voucher of the booking are left out: facts are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingFact {
    /// What it is called, in the language it was booked in.
    pub title: String,
    /// The booking.
    pub booking: Booking,
}

/// Why a time could not be had, and what there is instead (O2O-07).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Default)]
pub struct BookingProblem {
    /// The next times that can be had, at most three.
    #[serde(default)]
    pub alternatives: Vec<SlotAlternative>,
}

/// A time instead of one that is taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotAlternative {
    /// In what it is like the one that was wanted.
    pub kind: AlternativeKind,
    /// The service, at this venue or at another one.
    pub service: ServiceId,
    /// The venue's name.
    pub venue: String,
    /// When.
    pub time: ZonedSlot,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffMember>,
    /// What it costs, for one booking or person as the service's basis says.
    pub price: Money,
    /// How far the venue is from the one that was wanted, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<u64>,
}

/// In what a time is like the one that was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AlternativeKind {
    /// The same person, another time.
    SameStaff,
    /// The same time, another person.
    SameTime,
    /// Another venue nearby.
    OtherVenue,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}
