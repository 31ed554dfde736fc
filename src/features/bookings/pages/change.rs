//! `/bookings/:id/change`: another time for a booking, which stays until that one is confirmed (O2O-13).

use super::super::components::{
    BookingMove, booking_skeletons::booking_skeleton, booking_summary::booking_head,
};
use super::super::own_booking::use_own_booking;
use super::booking::gone;
use crate::{
    data::{AsyncView, Query, lazy::LazyPage, set_head, use_address, use_query, use_runtime},
    lazy_page, routes, text,
};
use fivefold_api::endpoints::GetBooking;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::Booking;
use fivefold_api::vocabulary::BookingId;
use fivefold_view::prelude::*;

/// The times, and agreeing to one of them. They come with the booking.
static MOVE: LazyPage = lazy_page!(booking_move, BookingMove, part);

/// The booking that the address names.
pub(super) fn page() -> View {
    MOVE.prefetch();
    let address = use_address();
    let id = Memo::new(move |_| BookingId(address.with(|address| routes::parameter(&address.path))));
    let port = http::bookings(use_runtime().client());
    let booking = use_query(
        move || GetBooking { id: id.get(), token: String::new() },
        move |query| port.booking(query),
    );
    set_head(text::booking::CHANGE_TITLE.get(), "", None);
    let failed: fn(&ApiError) -> Option<View> = gone;
    view! {
        <AsyncView query=booking loading=booking_skeleton failed let:known>{the_booking(known, booking)}</AsyncView>
    }
}

fn the_booking(known: Signal<Booking>, query: Query<Booking>) -> View {
    let own = use_own_booking(known, query);
    let id = own.id();
    view! {
        {known.with_untracked(booking_head)}
        <Provider value=own>{MOVE.view()}</Provider>
        <p class="booking-links"><a href=routes::booking(&id)>{text::booking::TO_BOOKING.get()}</a></p>
    }
}
