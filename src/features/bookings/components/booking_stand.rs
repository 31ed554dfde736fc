//! How a booking stands, as one message: what has happened, what it means, and what can be done about it.

use super::super::own_booking::OwnBooking;
use super::super::refusal::Why;
use super::super::standing::Standing;
use super::super::words::{lost_words, told};
use crate::{
    features::payments::{hold_time, money_steps},
    platform::page,
    text,
};
use fivefold_view::prelude::*;

/// The heading of the card.
const HEADING: &str = "booking-stands";

/// The card, with what can be done, and what has happened to the money (O2O-08).
pub fn booking_stand(own: OwnBooking, actions: View) -> View {
    let tone = move || match own.lost.get() {
        Some(_) => "warning",
        None => told(own.stands.get()).tone,
    };
    let words = move || match own.lost.get() {
        Some(why) => lost_words(why),
        None => {
            let told = told(own.stands.get());
            (told.title, told.text)
        }
    };
    let due = Memo::new(move |_| {
        own.due.get().filter(|_| own.lost.get().is_none() && own.stands.get().is_unbooked())
    });
    let ask = Callback::new(move |()| own.query.refetch());
    let money = own.part(|booking| booking.money.clone());
    view! {
        <section class="booking-stand" data-tone=tone aria-labelledby=HEADING>
            <h2 class="booking-stand__title" id=HEADING tabindex="-1">{move || words().0}</h2>
            <p class="booking-stand__text">{move || words().1}</p>
            {hold_time(&text::payments::TIME_LEFT, due, own.now, ask)}
            {actions}
            {move || money_steps(money.get())}
        </section>
    }
}

/// Where what had the focus is gone because the booking stands otherwise now, its heading gets it.
pub fn keep_focus(own: OwnBooking) {
    let stands = Memo::new(move |_| (own.stands.get(), own.lost.get()));
    Effect::new(move |before: Option<(Standing, Option<Why>)>| {
        let now = stands.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| page::recover_focus(HEADING));
        }
        now
    });
}
