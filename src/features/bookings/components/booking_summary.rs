//! What is booked: what, when, where, by whom, for how many, for how much.

use super::super::own_booking::OwnBooking;
use super::booking_time::booking_time;
use crate::{platform::intl, text, ui::Picture};
use fivefold_api::model::{Booking, BookingCharge, BookingStatus};
use fivefold_view::prelude::*;

/// The heading of the page.
pub fn booking_head(booking: &Booking) -> View {
    let picture =
        booking.picture.clone().map(|picture| view! { <Picture picture sizes="96px" decorative=true/> });
    let card = &booking.venue.card;
    view! {
        <header class="booking-head">
            {picture.map(|picture| view! { <div class="booking-head__picture">{picture}</div> })}
            <div class="booking-head__words">
                <h1 tabindex="-1">{booking.title.clone()}</h1>
                <p>{text::booking::number(&booking.number)}" · "{card.name.clone()}", "{card.city.clone()}</p>
            </div>
        </header>
    }
}

/// When, by whom and for how many; for how much once there is something to be paid or given back.
pub fn booking_summary(own: OwnBooking) -> View {
    // What a move changes is drawn anew.
    let shown = own.part(|booking| {
        let staff = booking.staff.as_ref().map(|staff| staff.name.clone());
        (booking.time.clone(), staff, booking.party, booking.name.clone(), booking.note.clone())
    });
    let facts = move || {
        let (time, staff, party, name, note) = shown.get();
        let line = |words: String| view! { <li>{words}</li> };
        view! {
            {booking_time(&time)}
            <ul class="booking-facts" role="list">
                {staff.map(|name| line(text::booking::by(&name)))}
                {line(text::booking::party(u64::from(party)))}
                {name.map(|name| line(text::booking::under(&name)))}
                {note.map(|note| line(text::booking::your_note(&note)))}
            </ul>
        }
    };
    view! {
        <section class="booking-card" aria-labelledby="booking-when">
            <h2 id="booking-when">{text::booking::WHEN.get()}</h2>
            {facts}
            {costs(own)}
        </section>
    }
}

/// What it costs, what was or is paid now, and what is paid at the venue: the shop's numbers.
fn costs(own: OwnBooking) -> View {
    use text::booking as words;
    let shown = own.part(|booking| {
        let is_ahead = booking.status == BookingStatus::Held;
        let now = match (is_ahead, booking.terms.charge) {
            (false, _) => (&words::PAID, booking.paid),
            (true, BookingCharge::Deposit) => (&words::NOW_DEPOSIT, booking.terms.due_now),
            (true, _) => (&words::NOW_FULL, booking.terms.due_now),
        };
        let is_due = matches!(booking.status, BookingStatus::Held | BookingStatus::Confirmed);
        let at_venue = Some(booking.terms.due_at_venue).filter(|due| is_due && due.minor > 0);
        (booking.terms.price, now.0.get(), now.1, at_venue)
    });
    let row = |name: &'static str, amount| {
        view! { <div><dt>{name}</dt><dd>{intl::format_money(&amount)}</dd></div> }
    };
    let rows = move || {
        let (price, name, now, at_venue) = shown.get();
        view! {
            {row(words::PRICE.get(), price)}
            {row(name, now)}
            {at_venue.map(|due| row(words::AT_VENUE.get(), due))}
        }
    };
    view! {
        <h3 class="booking-card__heading">{words::COSTS.get()}</h3>
        <dl class="booking-costs">{rows}</dl>
    }
}
