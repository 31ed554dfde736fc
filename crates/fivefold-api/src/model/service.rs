//! Services that are done at a venue, as anyone may see them: what, where, by whom, on what terms, and when.
//!
//! When something can be had is for the backend to say: the storefront never computes it from opening hours (O2O-03).

use crate::json::FromJson;
use crate::model::{Rating, TopicPoint};
use crate::vocabulary::{
    CategorySlug, Date, GeoPoint, Money, Page, Picture, ServiceId, StaffId, VenueId, Version, ZonedSlot,
};
use serde::{Deserialize, Serialize};

/// A place where services are done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Venue {
    /// What lists show of it.
    pub card: VenueCard,
    /// The lines of its address, as they are written there, without city and country.
    pub street: Vec<String>,
    /// Its postcode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// ISO 3166-1 code of its country.
    pub country: String,
    /// How to find it, in the requested locale.
    #[serde(default)]
    pub directions: Vec<String>,
    /// What people have to know who come with a wheelchair, a pram, a dog; in the requested locale.
    #[serde(default)]
    pub access: Vec<String>,
    /// When it is usually open; to be read, never to be computed with.
    #[serde(default)]
    pub hours: Vec<OpeningHours>,
    /// Its telephone number, as it is dialled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A venue as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenueCard {
    /// The venue.
    pub id: VenueId,
    /// Its name.
    pub name: String,
    /// Its city, in the requested locale.
    pub city: String,
    /// Its IANA zone.
    pub zone: String,
    /// Where it is.
    pub location: GeoPoint,
}

/// When a venue is open on a day of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningHours {
    /// The day after ISO 8601: 1 is Monday.
    pub weekday: u32,
    /// From when on, in the venue's wall time: `09:00`.
    pub opens: String,
    /// Until when: `18:30`. Not later than `opens` means on the next day.
    pub closes: String,
}

/// A service as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceCard {
    /// The service.
    pub id: ServiceId,
    /// What it is called in the requested locale.
    pub title: String,
    /// Its category.
    pub category: CategorySlug,
    /// Where it is done.
    pub venue: VenueCard,
    /// Its main picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// How long it takes, in minutes of elapsed time.
    pub minutes: u32,
    /// What it costs at the least.
    pub price: Money,
    /// What that is for.
    pub basis: PriceBasis,
    /// Whether some times cost more.
    #[serde(default)]
    pub is_from: bool,
    /// What is paid when booking.
    pub charge: BookingCharge,
    /// What is paid when booking, where that is a deposit, for one booking or person as `basis` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit: Option<Money>,
    /// What people thought of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// How far it is from the place that was asked about, in metres as the crow flies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<u64>,
    /// The first time that can be booked, among those that were asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ZonedSlot>,
}

/// What a price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PriceBasis {
    /// One booking, however many come.
    Booking,
    /// Each person.
    Person,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What is paid when booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BookingCharge {
    /// A part; the rest is paid at the venue.
    Deposit,
    /// All of it.
    Full,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// A page of services.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceList {
    /// The services of this page.
    pub page: Page<ServiceCard>,
    /// The categories, with how many services each has under the other filters.
    #[serde(default)]
    pub categories: Vec<ServiceCategory>,
    /// The cities with services, with how many each has under the other filters, without the one about the place.
    #[serde(default)]
    pub places: Vec<ServicePlace>,
    /// The place from which distances are measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub near: Option<ServicePlace>,
    /// Whether no place goes by the words that were asked for; the list is then not narrowed by one.
    #[serde(default)]
    pub place_unknown: bool,
}

/// A category of services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceCategory {
    /// Its slug, as it stands in URLs.
    pub slug: CategorySlug,
    /// Its name in the requested locale.
    pub name: String,
    /// How many services it has.
    pub count: u64,
}

/// A place that one may look for services near.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServicePlace {
    /// What to ask for: `place` of `GET /v1/services`. Empty for the device's own place.
    pub key: String,
    /// Its name in the requested locale.
    pub name: String,
    /// How many services are there.
    pub count: u64,
}

/// The order of a list of services.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ServiceSort {
    /// What can be had soonest first.
    #[default]
    Soonest,
    /// What is nearest first; without a place it is the same as `soonest`.
    Nearest,
    /// What costs least first.
    Price,
    /// What people thought best of first.
    Rating,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// A service with everything its page shows but its times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Service {
    /// What lists show of it.
    pub card: ServiceCard,
    /// Plain paragraphs in the requested locale.
    #[serde(default)]
    pub description: Vec<String>,
    /// All its pictures, main one first.
    #[serde(default)]
    pub pictures: Vec<Picture>,
    /// Where it is done.
    pub venue: Venue,
    /// Who does it. Empty where nobody is chosen: a class, a room.
    #[serde(default)]
    pub staff: Vec<StaffMember>,
    /// How few may come together.
    pub party_min: u32,
    /// How many may come together.
    pub party_max: u32,
    /// What holds for everybody who books.
    pub policy: BookingPolicy,
    /// How long before it begins a time can be booked, in minutes.
    pub notice_minutes: u32,
    /// The first date that can be booked, the venue's.
    pub first_date: Date,
    /// The last date that can be booked, the venue's.
    pub last_date: Date,
    /// Which facts of the topic `service/{id}` are in it.
    pub live: TopicPoint,
}

/// Somebody who does services.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMember {
    /// Who.
    pub id: StaffId,
    /// What they are called.
    pub name: String,
    /// What they do best, in a line, in the requested locale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What they look like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
}

/// What holds for everybody who books a service. For one time, [`crate::model::BookingTerms`] says it in instants
/// and money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingPolicy {
    /// Names these terms: consent is to a version.
    pub version: Version,
    /// Until how long before it begins a booking is cancelled for nothing, in minutes.
    pub free_minutes: u32,
    /// What it costs after that: later steps cost more. The last holds until the beginning.
    #[serde(default)]
    pub steps: Vec<FeeStep>,
    /// How late one may come without losing the booking, in minutes.
    pub late_minutes: u32,
    /// The share of the price that is kept from whoever does not come, in hundredths of a percent.
    pub no_show_share: u32,
    /// How long a time is held while it is being booked, in seconds.
    pub hold_seconds: u32,
}

/// What cancelling costs from a time on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeeStep {
    /// How long before the beginning, in minutes. From there on, that moment not included, it costs this.
    pub minutes_before: u32,
    /// The share of the price that is kept, in hundredths of a percent; never more than was paid.
    pub share: u32,
}

/// `GET /v1/services/{id}/days`: which days of a month have times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceMonth {
    /// The first day of the month.
    pub month: Date,
    /// Its days, in order. Dates are the venue's.
    pub days: Vec<ServiceDay>,
    /// The first date with a free time at or after the month's beginning, in this month or a later one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_free: Option<Date>,
    /// Which facts of the topic `service/{id}` are in it.
    pub live: TopicPoint,
}

/// A day at a venue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceDay {
    /// The venue's date.
    pub date: Date,
    /// How many times can be booked.
    pub free: u32,
    /// What kind of day it is. Says why, where none can.
    pub state: DayState,
}

/// What kind of day it is for a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DayState {
    /// Some time can be booked.
    Open,
    /// All times are taken.
    Full,
    /// The venue is closed, or nobody is there who does this.
    Closed,
    /// It is over, or too soon to be booked still.
    TooSoon,
    /// It cannot be booked yet.
    TooFar,
    /// No time is left for so many.
    PartyTooLarge,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// `GET /v1/services/{id}/slots`: the times of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DaySlots {
    /// The venue's date: times belong to the date on which they begin there.
    pub date: Date,
    /// What kind of day it is.
    pub state: DayState,
    /// Its times in order, those that cannot be booked as well: each says why.
    pub slots: Vec<Slot>,
    /// The next date with a free time, where this one has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_free: Option<Date>,
    /// Which facts of the topic `service/{id}` are in it.
    pub live: TopicPoint,
}

/// A time at which a service may be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slot {
    /// When.
    pub time: ZonedSlot,
    /// Whether it can be booked.
    pub state: SlotState,
    /// Who is free then. Empty where nobody is chosen.
    #[serde(default)]
    pub staff: Vec<StaffId>,
    /// How many can still come, where several bookings share a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
    /// What it costs, for one booking or person as the service's basis says.
    pub price: Money,
}

/// Whether a time can be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SlotState {
    /// It can.
    Free,
    /// Somebody has it, or is booking it.
    Taken,
    /// It begins too soon.
    TooSoon,
    /// It is too far away.
    TooFar,
    /// Fewer can still come than were asked for.
    PartyTooLarge,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Data of the facts `slots` on `service/{id}`: times of these dates are taken or free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotsFact {
    /// The service.
    pub service: ServiceId,
    /// The venue's dates.
    pub dates: Vec<Date>,
}
