//! The times of a day: in the venue's zone, by parts of the day, those that cannot be booked with their reason
//! (O2O-02, O2O-04, O2O-10).

use super::super::service_words::{part_words, shut_words, slot_note};
use super::super::slots::{DayPart, day_part, free, parts, zone_of_day};
use super::super::timetable::Timetable;
use super::super::when::{date_words, venue_time, viewer_hour, viewer_time};
use crate::{
    platform::{announce, intl::DateStyle},
    text,
    ui::{Button, SkeletonBox},
};
use fivefold_api::model::{DayState, Slot, SlotState};
use fivefold_api::vocabulary::{Date, Instant};
use fivefold_view::prelude::*;

/// What is shown of the chosen day.
#[derive(Clone, Copy, PartialEq)]
enum Face {
    /// There is no day with a free time.
    Nothing,
    Coming(Date),
    Times(Date),
}

/// The times of the chosen day.
pub fn day_slots(table: Timetable, on_pick: Callback<Slot>) -> View {
    let face = Memo::new(move |_| match (table.date.get(), table.times.with(Option::is_some)) {
        (None, _) => Face::Nothing,
        (Some(date), false) => Face::Coming(date),
        (Some(date), true) => Face::Times(date),
    });
    let is_known = Memo::new(move |_| !table.calendar.with(|calendar| calendar.days.is_empty()));
    let shown = move || match face.get() {
        Face::Nothing if is_known.get() => nothing(),
        // An answer that does not come says so elsewhere.
        Face::Nothing => coming(),
        Face::Coming(date) => view! { {heading(date)}{coming()} },
        Face::Times(date) => view! {
            {heading(date)}
            {zone(table)}
            {shut(table)}
            {times(table, on_pick)}
        },
    };
    let is_busy = move || table.is_behind.get().then_some("true");
    view! { <section class="day-slots" aria-labelledby="times-day" aria-busy=is_busy>{shown}</section> }
}

fn heading(date: Date) -> View {
    view! { <h3 class="day-slots__day" id="times-day">{date_words(date, DateStyle::LongDay)}</h3> }
}

fn nothing() -> View {
    view! {
        <h3 class="day-slots__day" id="times-day">{text::services::NO_TIMES.get()}</h3>
        <p>{text::services::NO_TIMES_TEXT.get()}</p>
    }
}

fn coming() -> View {
    view! { <div aria-busy="true"><SkeletonBox class="day-slots__coming"/></div> }
}

/// The zone once for all times of the day, and what the second line of a time means where there is one.
fn zone(table: Timetable) -> View {
    let zone = Memo::new(move |_| {
        table.times.with(|day| {
            let slots = &day.as_ref()?.slots;
            Some((zone_of_day(slots)?, slots.iter().any(|slot| viewer_time(&slot.time).is_some())))
        })
    });
    let words = move || {
        zone.get().map(|(zone, differs)| {
            if differs { text::services::times_in_both(&zone) } else { text::services::times_in(&zone) }
        })
    };
    view! { <p class="day-slots__zone">{words}</p> }
}

/// Why the day has nothing to book, and the next one that has.
fn shut(table: Timetable) -> View {
    let shut = Memo::new(move |_| {
        table.times.with(|day| {
            let day = day.as_ref().filter(|day| free(day) == 0)?;
            Some((day.state, day.next_free))
        })
    });
    let notice = move || {
        let (state, next) = shut.get()?;
        let state = if state == DayState::Open { DayState::Full } else { state };
        let button = next.map(|date| {
            let words = text::services::next_free(&date_words(date, DateStyle::DayName));
            view! { <Button on_press=move |()| table.choose(date)>{words}</Button> }
        });
        Some(view! { <div class="day-slots__shut"><p>{shut_words(state)}</p>{button}</div> })
    };
    notice.into_view()
}

fn times(table: Timetable, on_pick: Callback<Slot>) -> View {
    let present =
        move || table.times.with(|day| day.as_ref().map(|day| parts(&day.slots)).unwrap_or_default());
    view! { <For each=present key=|part: &DayPart| *part let:part>{part_of_day(table, part, on_pick)}</For> }
}

fn part_of_day(table: Timetable, part: DayPart, on_pick: Callback<Slot>) -> View {
    let slots = move || {
        table.times.with(|day| {
            let slots = day.iter().flat_map(|day| day.slots.iter());
            slots.filter(|slot| day_part(&slot.time) == part).cloned().collect::<Vec<_>>()
        })
    };
    view! {
        <h4 class="day-slots__part">{part_words(part)}</h4>
        <ul class="day-slots__times" role="list">
            <For each=slots key=|slot: &Slot| slot.time.start.millis() let:slot>{one(table, slot, on_pick)}</For>
        </ul>
    }
}

/// One time. It stays where it is when somebody takes it, with whatever has the focus, and says so.
fn one(table: Timetable, first: Slot, on_pick: Callback<Slot>) -> View {
    let usual = table.usual_price();
    let (time, yours) = (venue_time(&first.time), viewer_hour(&first.time));
    let start = first.time.start;
    let slot = Memo::new(move |_| found(table, start).unwrap_or_else(|| first.clone()));
    let is_free = Memo::new(move |_| slot.with(|slot| slot.state == SlotState::Free));
    let note = move || slot.with(|slot| slot_note(slot, &usual));
    let press = {
        let time = time.clone();
        move |_| {
            let slot = slot.get_untracked();
            if table.is_behind.get_untracked() {
                return;
            }
            if slot.state == SlotState::Free {
                table.ask_for(&slot);
                on_pick.run(slot);
            } else {
                announce::say(&[&time, ": ", &slot_note(&slot, &usual)].concat());
            }
        }
    };
    let yours = yours.map(|yours| {
        view! { <span class="slot__yours">" "{text::services::your_time(&yours)}</span> }
    });
    view! {
        <li>
            <button
                type="button"
                class="slot"
                class=("slot--asked", move || is_free.get() && table.is_asked_for(start))
                aria-disabled=move || (!is_free.get() || table.is_behind.get()).then_some("true")
                on:click=press
            >
                <span class="slot__time">{time}</span>
                {yours}
                <span class="slot__note">" "{note}</span>
            </button>
        </li>
    }
}

fn found(table: Timetable, start: Instant) -> Option<Slot> {
    table.times.with(|day| day.as_ref()?.slots.iter().find(|slot| slot.time.start == start).cloned())
}
