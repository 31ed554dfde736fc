//! Who stands at the door.

use super::super::door_desk::DoorDesk;
use super::super::when::{venue_day, venue_time, viewer_time, zone_name};
use crate::{
    platform::intl,
    text::door as words,
    ui::{Button, Look},
};
use fivefold_api::model::Guest;
use fivefold_view::prelude::*;

/// The guest, and the press that lets them in.
pub fn door_guest(desk: DoorDesk, guest: Guest) -> View {
    let busy = desk.is_busy;
    let card = guest_card(&guest);
    let unknown = move || if desk.is_unknown.get() { words::CHECKING_TEXT.get() } else { "" };
    // Whoever is next does not wait for an answer that does not come.
    let is_held = Memo::new(move |_| busy.get() && !desk.is_unknown.get());
    let other = move || if desk.is_unknown.get() { words::NEXT.get() } else { words::NOT_NOW.get() };
    let label = move || if busy.get() { words::LETTING_IN.get() } else { words::LET_IN.get() };
    view! {
        <article class="door-guest">
            <h2 data-first="">{guest.name.clone()}</h2>
            {card}
        </article>
        <p class="door__unknown" role="status">{unknown}</p>
        <div class="door__actions">
            <Button look=Look::Strong wide=true busy on_press=move |()| desk.let_in(&guest)>{label}</Button>
            <Button wide=true disabled=is_held on_press=move |()| desk.next()>{other}</Button>
        </div>
    }
}

/// What staff have to know about somebody.
pub fn guest_card(guest: &Guest) -> View {
    let time = &guest.time;
    let when = [&venue_time(time), ", ", &venue_day(time)].concat();
    // Where the device stands in another zone than the venue, it is said which one is meant.
    let zone = viewer_time(time).map(|_| zone_name(time));
    let due = (guest.due_at_venue.minor > 0).then(|| intl::format_money(&guest.due_at_venue));
    let money = match due {
        Some(due) => view! { <p class="door-guest__due">{words::due_here(&due)}</p> },
        None => view! { <p class="door-guest__paid">{words::paid(&intl::format_money(&guest.paid))}</p> },
    };
    let staff = guest.staff.clone().map(|staff| view! { <li>{words::with(&staff)}</li> });
    let note = guest.note.clone().filter(|note| !note.is_empty()).map(|note| {
        view! {
            <div class="door-guest__note">
                <p class="door-guest__label">{words::NOTE.get()}</p>
                <p>{note}</p>
            </div>
        }
    });
    view! {
        <p class="door-guest__service">{guest.service.clone()}</p>
        <ul class="door-guest__facts" role="list">
            <li class="door-guest__people">{words::people(guest.party.into())}</li>
            <li><strong>{when}</strong>" "{zone}</li>
            {staff}
            <li class="door-guest__number">{guest.number.clone()}</li>
        </ul>
        {money}
        {note}
    }
}
