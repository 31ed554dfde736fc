//! Choosing a time: by whom, on which day, when. Used wherever a service is booked or moved.

use super::super::timetable::{Timetable, use_timetable};
use super::day_grid::day_grid;
use super::day_slots::day_slots;
use crate::{
    data::error_text,
    text,
    ui::{Button, Choice, Choices, Notice, Tone},
};
use fivefold_api::model::{Service, Slot, StaffMember};
use fivefold_api::vocabulary::StaffId;
use fivefold_view::prelude::*;

/// The people one can choose from, the date grid, and the times of a day, live. `on_pick` is told of a time that was
/// free when it was pressed.
pub fn time_picker(
    service: Signal<Service>,
    party: Signal<u32>,
    staff: RwSignal<Option<StaffId>>,
    on_pick: Callback<Slot>,
) -> View {
    let table = use_timetable(service, party, staff);
    view! {
        <div class="times">
            {staff_choice(service, staff)}
            {trouble(table)}
            <div class="times__both">
                {day_grid(table)}
                {day_slots(table, on_pick)}
            </div>
        </div>
    }
}

fn staff_choice(service: Signal<Service>, staff: RwSignal<Option<StaffId>>) -> View {
    let people = Memo::new(move |_| service.with(|service| service.staff.clone()));
    let choices = Signal::derive(move || {
        let anybody = Choice { label: text::services::ANYBODY.get().to_owned(), ..Choice::default() };
        let person = |person: StaffMember| Choice {
            value: person.id.0,
            label: person.name,
            detail: person.about.unwrap_or_default(),
            ..Choice::default()
        };
        std::iter::once(anybody).chain(people.get().into_iter().map(person)).collect::<Vec<_>>()
    });
    let is_shown = Memo::new(move |_| people.with(|people| people.len() > 1));
    let chosen = Signal::derive(move || Some(staff.get().map(|staff| staff.0).unwrap_or_default()));
    let shown = move || {
        is_shown.get().then(|| {
            view! {
                <Choices
                    name="staff"
                    legend=text::services::STAFF.get().to_owned()
                    choices
                    value=chosen
                    on_choose=move |id: String| staff.set(Some(id).filter(|id| !id.is_empty()).map(StaffId))
                />
            }
        })
    };
    shown.into_view()
}

/// Days or times that could not be asked for.
fn trouble(table: Timetable) -> View {
    let words = Memo::new(move |_| table.problem().map(|error| error_text(&error).text));
    let notice = move || {
        words.get().map(|words| {
            view! {
                <Notice tone=Tone::Warning>
                    <p>{words}</p>
                    <Button on_press=move |()| table.retry()>{text::data::RETRY.get()}</Button>
                </Notice>
            }
        })
    };
    notice.into_view()
}
