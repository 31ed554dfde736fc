//! `/bookings/:id/change`: another time for a booking, which stays until that one is confirmed (O2O-13).

use super::super::components::{
    booking_skeletons::booking_skeleton,
    booking_summary::booking_head,
    changing::{agreeing, choosing, lost_change, staying, trouble},
};
use super::super::moving::{Moving, use_moving};
use super::super::own_booking::use_own_booking;
use super::booking::gone;
use crate::{
    data::{AsyncView, Query, set_head, use_address, use_query, use_runtime},
    platform::page as window,
    routes, text,
    ui::{EmptyState, LinkButton, Look, SkeletonText},
};
use fivefold_api::endpoints::{GetBooking, GetService};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{Booking, BookingAction};
use fivefold_api::vocabulary::BookingId;
use fivefold_view::prelude::*;
use leptos::html;

/// The booking that the address names.
pub(super) fn page() -> View {
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
        <AsyncView query=booking loading=booking_skeleton failed let:known>{moving(known, booking)}</AsyncView>
    }
}

fn moving(known: Signal<Booking>, query: Query<Booking>) -> View {
    let moving = use_moving(use_own_booking(known, query));
    let may = moving.own.may(BookingAction::Change);
    let root = NodeRef::<html::Div>::new();
    let is_held = Memo::new(move |_| moving.change.with(Option::is_some));
    let is_refused = Memo::new(move |_| moving.is_refused());
    // What was pressed is gone, or was refused where nobody looks: the focus goes to what has come of it.
    Effect::new(move |before: Option<(bool, bool)>| {
        let now = (is_held.get(), is_refused.get());
        if before.is_some_and(|(was_held, was_refused)| was_held != now.0 || !was_refused && now.1) {
            request_animation_frame(move || {
                if let Some(root) = root.try_get_untracked() {
                    window::focus_first(&root, ".booking-change > .ui-notice, h2[tabindex]");
                }
            });
        }
        now
    });
    // What is agreed to is drawn anew when it is something else, and not when it has got an order.
    let agreed = Memo::new(move |_| {
        let change = moving.change.get();
        change.map(|change| (change.hold.id, change.difference, change.settles))
    });
    let content = move || match agreed.get().and_then(|_| moving.change.get_untracked()) {
        Some(change) => agreeing(moving, &change),
        None if may.get() => times(moving),
        None => fixed(moving),
    };
    let lost = move || moving.lost.get().map(|lost| lost_change(moving, lost));
    let id = moving.own.id();
    view! {
        {known.with_untracked(booking_head)}
        <div class="booking-change" node_ref=root>
            {staying(moving)}
            {lost}
            {trouble(moving)}
            {content}
            <p class="booking-links"><a href=routes::booking(&id)>{text::booking::TO_BOOKING.get()}</a></p>
        </div>
    }
}

fn times(moving: Moving) -> View {
    let port = http::service_times(use_runtime().client());
    let id = moving.own.booking.with_untracked(|booking| booking.service.clone());
    let service = use_query(move || GetService { id: id.clone() }, move |query| port.service(query));
    view! { <AsyncView query=service loading=skeleton let:service>{choosing(moving, service)}</AsyncView> }
}

/// A booking that the shop does not let anybody move.
fn fixed(moving: Moving) -> View {
    let href = routes::booking(&moving.own.id());
    view! {
        <EmptyState title=text::booking::CHANGE_TITLE.get() text=text::booking::NOT_CHANGEABLE.get()>
            <LinkButton look=Look::Strong href=href>{text::booking::TO_BOOKING.get()}</LinkButton>
        </EmptyState>
    }
}

fn skeleton() -> View {
    view! { <SkeletonText lines=8/> }
}
