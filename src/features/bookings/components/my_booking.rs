//! One of one's own bookings: when it is, how it stands, and the next thing to do.

use super::super::standing::{due, may, standing};
use super::super::when::{venue_brief, venue_moment, viewer_time, zone_name};
use super::super::words::told;
use crate::{
    features::payments::hold_time,
    routes, text,
    ui::{LinkButton, Look, Picture},
};
use fivefold_api::model::{Booking, BookingAction, BookingStatus};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// A row of one's own bookings.
pub fn my_booking(booking: Booking, now: Signal<Option<Instant>>, ask: Callback<()>) -> View {
    let href = routes::booking(&booking.id);
    let told = told(standing(&booking));
    let until = due(&booking);
    let lead = match booking.status {
        BookingStatus::Held => &text::payments::TIME_LEFT,
        _ => &text::booking::CHANGE_LEFT,
    };
    let time = hold_time(lead, Memo::new(move |_| until), now, ask);
    let viewer = viewer_time(&booking.time).map(|time| {
        view! { <p class="my-booking__where">{text::booking::viewer_time(&time)}</p> }
    });
    let is_confirmed = booking.status == BookingStatus::Confirmed;
    let free = booking.terms.free_until.filter(|_| is_confirmed);
    // The last moment is told while it has not passed.
    let is_free = Memo::new(move |_| matches!((now.get(), free), (Some(now), Some(until)) if now <= until));
    let zone = booking.time.zone.clone();
    let deadline = move || {
        free.filter(|_| is_free.get()).map(|until| {
            let words = text::booking::free_until(&venue_moment(until, &zone));
            view! { <p class="my-booking__where">{words}</p> }
        })
    };
    let next = next(&booking, &href);
    let card = booking.venue.card;
    let picture = booking.picture.map(|picture| view! { <Picture picture sizes="96px" decorative=true/> });
    view! {
        <li class="my-booking">
            <div class="my-booking__picture">{picture}</div>
            <div class="my-booking__words">
                <h2 class="my-booking__title"><a href=href>{booking.title}</a></h2>
                <p class="my-booking__when">{venue_brief(&booking.time)}</p>
                <p class="my-booking__where">{zone_name(&booking.time)}</p>
                {viewer}
                <p class="my-booking__where">{card.name}", "{card.city}</p>
                <p class="my-booking__stands" data-tone=told.tone>{told.title}</p>
                {time}
                {deadline}
            </div>
            <div class="my-booking__side">{next}</div>
        </li>
    }
}

/// What there is to do next, as the shop allows it.
fn next(booking: &Booking, href: &str) -> View {
    use text::booking as words;
    let strong = |href: String, message: &'static text::Message| {
        view! { <LinkButton look=Look::Strong href=href>{message.get()}</LinkButton> }
    };
    if may(booking, BookingAction::Pay) {
        strong(href.to_owned(), &words::GO_ON)
    } else if booking.change.is_some() {
        strong(routes::change_booking(&booking.id), &words::TO_CHANGE)
    } else if may(booking, BookingAction::Show) {
        strong(routes::voucher(&booking.id, ""), &words::VOUCHER)
    } else if may(booking, BookingAction::BookAgain) {
        view! { <LinkButton href=routes::service(&booking.service)>{words::BOOK_AGAIN.get()}</LinkButton> }
    } else {
        view! { <LinkButton href=href.to_owned()>{words::TO_BOOKING.get()}</LinkButton> }
    }
}
