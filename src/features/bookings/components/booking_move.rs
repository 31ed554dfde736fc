//! Moving a booking: its times, and agreeing to the one that is held (O2O-13). A part of its page.

use super::super::moving::{Moving, use_moving};
use super::super::own_booking::OwnBooking;
use super::Agreeing;
use super::changing::{choosing, lost_change, staying, trouble};
use crate::{
    data::{AsyncView, lazy::LazyPage, use_query, use_runtime},
    lazy_page,
    platform::page as window,
    routes, text,
    ui::{EmptyState, LinkButton, Look, SkeletonText},
};
use fivefold_api::endpoints::GetService;
use fivefold_api::http;
use fivefold_api::model::BookingAction;
use fivefold_view::prelude::*;
use leptos::html;

/// The time that is held. Its code comes when there is one.
static AGREEING: LazyPage = lazy_page!(booking_agree, Agreeing, part);

/// Choosing a time, and agreeing to the one that is held.
#[component]
pub fn BookingMove() -> impl IntoView {
    let moving = use_moving(expect_context::<OwnBooking>());
    let may = moving.own.may(BookingAction::Change);
    let root = NodeRef::<html::Div>::new();
    let is_held = Memo::new(move |_| moving.change.with(Option::is_some));
    let is_refused = Memo::new(move |_| moving.is_refused());
    // What was pressed is gone, or was refused where nobody looks: the focus goes to what has come of it. A time that is
    // held takes it by itself, as soon as its code is there.
    let is_arrived = StoredValue::new(false);
    Effect::new(move |before: Option<(bool, bool)>| {
        let now = (is_held.get(), is_refused.get());
        is_arrived.set_value(true);
        if before.is_some_and(|(was_held, was_refused)| was_held && !now.0 || !was_refused && now.1) {
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
        Some(change) => {
            let is_new = is_arrived.get_value();
            view! { <Provider value=(moving, change, is_new)>{AGREEING.view()}</Provider> }
        }
        None if may.get() => times(moving),
        None => fixed(moving),
    };
    let lost = move || moving.lost.get().map(|lost| lost_change(moving, lost));
    view! {
        <div class="booking-change" node_ref=root>
            {staying(moving)}
            {lost}
            {trouble(moving)}
            {content}
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
