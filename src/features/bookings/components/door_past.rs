//! Those who came last, as long as the page is open: nothing of them stays on the device.

use super::super::door_desk::{DoorDesk, Past};
use super::door_result::face;
use crate::{
    platform::intl::{self, DateStyle},
    text::door as words,
    ui::{Badge, Tone},
};
use fivefold_view::prelude::*;

/// The list, once somebody has come, by the clock of the venue's zone.
pub fn door_past(desk: DoorDesk, zone: String) -> View {
    let zone = StoredValue::new(zone);
    let has_some = Memo::new(move |_| desk.past.with(|past| !past.is_empty()));
    let list = move || {
        has_some.get().then(|| {
            let rows = move || {
                zone.with_value(|zone| desk.past.get().iter().map(|past| row(past, zone)).collect::<Vec<_>>())
            };
            view! {
                <section class="door-past" aria-labelledby="door-past">
                    <h2 id="door-past">{words::PAST.get()}</h2>
                    <ol role="list">{rows}</ol>
                </section>
            }
        })
    };
    list.into_view()
}

fn row(past: &Past, zone: &str) -> View {
    let face = face(past.redemption.result);
    let tone = match face.tone {
        "good" => Tone::Good,
        "bad" => Tone::Bad,
        _ => Tone::Warning,
    };
    let time = past.at.map(|at| intl::format_date_in(at, DateStyle::Time, zone));
    let guest = past.redemption.guest.as_ref();
    let name = guest.map_or(words::NOBODY.get().to_owned(), |guest| guest.name.clone());
    let service = guest.map(|guest| guest.service.clone());
    view! {
        <li class="door-past__row">
            <span class="door-past__time">{time}</span>
            <span class="door-past__who"><strong>{name}</strong>" "{service}</span>
            <Badge tone text=face.title.to_owned()/>
        </li>
    }
}
