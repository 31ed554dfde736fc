//! `/bookings/:id`: one booking, from the hold on; with `?token=` for whoever has its link.

use super::super::components::{
    BookingDesk,
    booked::booked,
    booking_skeletons::booking_skeleton,
    booking_stand::keep_focus,
    booking_summary::{booking_head, booking_summary},
    service_venue::venue,
};
use super::super::own_booking::use_own_booking;
use crate::{
    data::{AsyncView, Query, lazy::LazyPage, set_head, use_address, use_query, use_runtime},
    lazy_page, routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::endpoints::GetBooking;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::Booking;
use fivefold_api::vocabulary::BookingId;
use fivefold_view::prelude::*;

static DESK: LazyPage = lazy_page!(booking_desk, BookingDesk, part);

/// The booking that the address names.
pub(super) fn page() -> View {
    let address = use_address();
    let asked = Memo::new(move |_| {
        address.with(|address| GetBooking {
            id: BookingId(routes::parameter(&address.path)),
            token: address.query("token").unwrap_or_default(),
        })
    });
    let port = http::bookings(use_runtime().client());
    let booking = use_query(move || asked.get(), move |query| port.booking(query));
    set_head(text::booking::TITLE.get(), "", None);
    let failed: fn(&ApiError) -> Option<View> = gone;
    view! {
        <AsyncView query=booking loading=booking_skeleton failed let:known>{the_booking(known, booking)}</AsyncView>
    }
}

fn the_booking(known: Signal<Booking>, query: Query<Booking>) -> View {
    let own = use_own_booking(known, query);
    let is_at_desk = Memo::new(move |_| own.stands.get().is_unbooked());
    let main = move || {
        if is_at_desk.get() {
            view! { <Provider value=own><div class="booking__main">{DESK.view()}</div></Provider> }
        } else {
            view! { <div class="booking__main">{booked(own)}</div> }
        }
    };
    keep_focus(own);
    let first = known.get_untracked();
    set_head(&first.title, "", None);
    view! {
        {booking_head(&first)}
        <div class="booking">
            {main}
            <div class="booking__side">
                {booking_summary(own)}
                {venue(&first.venue)}
                <p class="booking-links"><a href=routes::bookings("")>{text::booking::MINE.get()}</a></p>
            </div>
        </div>
    }
}

/// A booking that is not there, or is somebody else's.
pub(super) fn gone(error: &ApiError) -> Option<View> {
    matches!(error, ApiError::NotFound(_) | ApiError::SignedOut | ApiError::Forbidden(_)).then(|| {
        view! {
            <EmptyState title=text::booking::GONE.get() text=text::booking::GONE_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::bookings("")>{text::booking::MINE.get()}</LinkButton>
                <LinkButton href=routes::services()>{text::booking::ALL.get()}</LinkButton>
            </EmptyState>
        }
    })
}
