//! The pages of bookings, each in a chunk of its own.

mod booking;
mod change;
mod door;
mod mine;
mod service;
mod services;
mod voucher;

use crate::data::way_page;
use fivefold_api::model::Capability;
use fivefold_view::prelude::*;

/// Services to choose from.
#[component]
pub fn ServicesPage() -> impl IntoView {
    frame(services::page)
}

/// One service and its times.
#[component]
pub fn ServicePage() -> impl IntoView {
    frame(service::page)
}

/// What one has booked.
#[component]
pub fn MyBookingsPage() -> impl IntoView {
    frame(mine::page)
}

/// One booking, from the hold on.
#[component]
pub fn BookingPage() -> impl IntoView {
    frame(booking::page)
}

/// What lets one in.
#[component]
pub fn VoucherPage() -> impl IntoView {
    frame(voucher::page)
}

/// Another time for a booking.
#[component]
pub fn ChangePage() -> impl IntoView {
    frame(change::page)
}

/// Where a venue's staff let people in.
#[component]
pub fn DoorPage() -> impl IntoView {
    frame(door::page)
}

fn frame(page: fn() -> View) -> View {
    way_page(Capability::Bookings, "bookings way-bookings", page)
}
