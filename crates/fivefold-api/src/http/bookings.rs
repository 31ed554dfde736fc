//! The ports of services and bookings, answered by our own contract.

use super::{Client, ports::Http};
use crate::endpoints::{
    GetBooking, GetCancellation, GetDaySlots, GetHeldBooking, GetService, GetServiceMonth, ListMyBookings,
    ListMyVenues, ListServices, PostRedemptionPreview, PutPresence,
};
use crate::model::{
    Booking, CancellationQuote, DaySlots, Redemption, Service, ServiceList, ServiceMonth, VenueCard,
};
use crate::ports::{Asked, Bookings, Doors, MyBookingLists, ServiceTimes, Services};
use crate::vocabulary::Page;
use std::sync::Arc;

/// The lists of services of a backend that speaks our contract.
#[must_use]
pub fn services(client: &Client) -> Arc<dyn Services> {
    Arc::new(Http(client.clone()))
}

/// The services of a backend that speaks our contract, one by one, with their times.
#[must_use]
pub fn service_times(client: &Client) -> Arc<dyn ServiceTimes> {
    Arc::new(Http(client.clone()))
}

/// The bookings of a backend that speaks our contract, one by one.
#[must_use]
pub fn bookings(client: &Client) -> Arc<dyn Bookings> {
    Arc::new(Http(client.clone()))
}

/// One's own bookings of a backend that speaks our contract.
#[must_use]
pub fn my_bookings(client: &Client) -> Arc<dyn MyBookingLists> {
    Arc::new(Http(client.clone()))
}

/// The doors of the venues of a backend that speaks our contract.
#[must_use]
pub fn doors(client: &Client) -> Arc<dyn Doors> {
    Arc::new(Http(client.clone()))
}

impl Services for Http {
    fn services(&self, query: ListServices) -> Asked<ServiceList> {
        self.0.call(&query)
    }
}

impl ServiceTimes for Http {
    fn service(&self, query: GetService) -> Asked<Service> {
        self.0.call(&query)
    }

    fn month(&self, query: GetServiceMonth) -> Asked<ServiceMonth> {
        self.0.call(&query)
    }

    fn slots(&self, query: GetDaySlots) -> Asked<DaySlots> {
        self.0.call(&query)
    }

    fn held(&self, query: GetHeldBooking) -> Asked<Option<Booking>> {
        self.0.call(&query)
    }
}

impl Bookings for Http {
    fn booking(&self, query: GetBooking) -> Asked<Booking> {
        self.0.call(&query)
    }

    fn presence(&self, command: PutPresence) -> Asked<Booking> {
        self.0.call(&command)
    }

    fn cancellation(&self, query: GetCancellation) -> Asked<CancellationQuote> {
        self.0.call(&query)
    }
}

impl MyBookingLists for Http {
    fn my_bookings(&self, query: ListMyBookings) -> Asked<Page<Booking>> {
        self.0.call(&query)
    }
}

impl Doors for Http {
    fn venues(&self, query: ListMyVenues) -> Asked<Page<VenueCard>> {
        self.0.call(&query)
    }

    fn preview(&self, command: PostRedemptionPreview) -> Asked<Redemption> {
        self.0.call(&command)
    }
}
