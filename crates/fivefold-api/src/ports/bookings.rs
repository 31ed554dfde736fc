//! Services and bookings. A port for each page, so that none brings what another one asks.
//!
//! Commands that commit somebody (take a time, accept the terms, move, cancel, redeem) are not here: they are sent as
//! raw, persisted requests with a key, through the storefront's commitments.

use super::Asked;
use crate::endpoints::{
    GetBooking, GetCancellation, GetDaySlots, GetHeldBooking, GetService, GetServiceMonth, ListMyBookings,
    ListMyVenues, ListServices, PostRedemptionPreview, PutPresence,
};
use crate::model::{
    Booking, CancellationQuote, DaySlots, Redemption, Service, ServiceList, ServiceMonth, VenueCard,
};
use crate::vocabulary::Page;

/// Lists of services.
pub trait Services: Send + Sync {
    /// A page of services.
    fn services(&self, query: ListServices) -> Asked<ServiceList>;
}

/// One service and its times.
pub trait ServiceTimes: Send + Sync {
    /// The service as anyone sees it.
    fn service(&self, query: GetService) -> Asked<Service>;
    /// The days of a month.
    fn month(&self, query: GetServiceMonth) -> Asked<ServiceMonth>;
    /// The times of a day.
    fn slots(&self, query: GetDaySlots) -> Asked<DaySlots>;
    /// The time that is held, if there is one.
    fn held(&self, query: GetHeldBooking) -> Asked<Option<Booking>>;
}

/// One booking.
pub trait Bookings: Send + Sync {
    /// The booking.
    fn booking(&self, query: GetBooking) -> Asked<Booking>;
    /// Says whether the page that holds its time is there.
    fn presence(&self, command: PutPresence) -> Asked<Booking>;
    /// What cancelling would be.
    fn cancellation(&self, query: GetCancellation) -> Asked<CancellationQuote>;
}

/// The bookings that one has.
pub trait MyBookingLists: Send + Sync {
    /// A page of them.
    fn my_bookings(&self, query: ListMyBookings) -> Asked<Page<Booking>>;
}

/// What staff do at the door.
pub trait Doors: Send + Sync {
    /// The venues where one may redeem.
    fn venues(&self, query: ListMyVenues) -> Asked<Page<VenueCard>>;
    /// What redeeming would do.
    fn preview(&self, command: PostRedemptionPreview) -> Asked<Redemption>;
}
