//! A month of days as a grid (O2O-05), after the ARIA Authoring Practices' date grid: one day can be reached by Tab,
//! keys go from day to day, Enter and Space choose.

use super::super::days::CELLS;
use super::super::service_words::{day_note, day_words};
use super::super::timetable::Timetable;
use super::super::when::date_words;
use crate::{
    platform::{intl::DateStyle, page},
    text,
    ui::{Button, IconButton, Shape},
};
use fivefold_api::model::{DayState, ServiceDay};
use fivefold_api::vocabulary::Date;
use fivefold_view::prelude::*;
use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    html,
    wasm_bindgen::JsCast,
    web_sys::{Element, Node},
};

/// The grid, the ways to other months, and the way to the first free day.
pub fn day_grid(table: Timetable) -> View {
    use text::services as words;
    let grid = NodeRef::<html::Table>::new();
    let has_focus = StoredValue::new(false);
    // Cells stay where they are and only say other days, so that none takes the focus with it.
    let rows: Vec<_> = (0..CELLS / 7).map(|row| week(table, row)).collect();
    let keys = move |event: KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let is_rtl = grid.get_untracked().is_some_and(|grid| grid.matches(":dir(rtl)").unwrap_or(false));
        let key = event.key();
        let key = match key.as_str() {
            "ArrowLeft" if is_rtl => "ArrowRight",
            "ArrowRight" if is_rtl => "ArrowLeft",
            key => key,
        };
        if table.key(key, event.shift_key()) {
            event.prevent_default();
        }
    };
    // Who has left for another element has left; a change of what is shown has nowhere else to go.
    let left = move |event: FocusEvent| {
        let to = event.related_target();
        has_focus.set_value(to.is_none_or(|to| {
            grid.get_untracked().is_some_and(|grid| grid.contains(Some(to.unchecked_ref::<Node>())))
        }));
    };
    Effect::new(move |before: Option<Date>| {
        let now = table.resting.get();
        if before.is_some_and(|before| before != now) && has_focus.get_value() {
            request_animation_frame(move || {
                // The page may be gone.
                if let Some(grid) = grid.try_get_untracked() {
                    follow(&grid);
                }
            });
        }
        now
    });
    let month = move || date_words(table.calendar.with(|calendar| calendar.month), DateStyle::Month);
    let ends =
        move |months| Signal::derive(move || !table.calendar.with(|calendar| calendar.has_month(months)));
    let first_weekday = table.calendar.with_untracked(|calendar| calendar.first_weekday);
    view! {
        <div class="date-grid">
            <div class="date-grid__head">
                <h3 class="date-grid__month" id="times-month" aria-live="polite">{month}</h3>
                <IconButton
                    shape=Shape::Previous
                    label=words::PREVIOUS_MONTH.get()
                    disabled=ends(-1)
                    on_press=move |()| table.turn(-1)
                />
                <IconButton
                    shape=Shape::Next
                    label=words::NEXT_MONTH.get()
                    disabled=ends(1)
                    on_press=move |()| table.turn(1)
                />
            </div>
            <table
                node_ref=grid
                class="date-grid__days"
                role="grid"
                aria-labelledby="times-month"
                aria-describedby="times-keys"
                on:keydown=keys
                on:focusin=move |_| has_focus.set_value(true)
                on:focusout=left
            >
                <thead><tr>{weekdays(first_weekday)}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="ui-hidden" id="times-keys">{words::GRID_KEYS.get()}</p>
            {first_free(table)}
        </div>
    }
}

/// Gives the focus to the day that rests, unless somebody has gone elsewhere meanwhile.
fn follow(grid: &Element) {
    if page::is_focus_lost() || page::focused().is_some_and(|element| grid.contains(Some(&*element))) {
        page::focus_first(grid, "[tabindex=\"0\"]");
    }
}

/// The days of the week, in the order of the locale.
fn weekdays(first: u32) -> Vec<View> {
    // 1970-01-05 was a Monday.
    let monday = Date::from_days(4);
    (0..7)
        .map(|at| {
            let date = monday.plus_days(at + i32::try_from(first).unwrap_or(1) - 1);
            let name = date_words(date, DateStyle::WeekdayName);
            view! { <th scope="col" abbr=name>{date_words(date, DateStyle::WeekdayShort)}</th> }
        })
        .collect()
}

fn week(table: Timetable, row: i32) -> View {
    let has_days = Memo::new(move |_| table.calendar.with(|calendar| calendar.has_row(row)));
    let cells: Vec<_> = (row * 7..row * 7 + 7).map(|at| cell(table, at)).collect();
    view! { <tr class="date-grid__week" class=("date-grid__week--none", move || !has_days.get())>{cells}</tr> }
}

/// A day as its cell shows it.
#[derive(Clone, PartialEq)]
struct Cell {
    date: Date,
    /// What is known of it; nothing while the month is being asked for.
    day: Option<ServiceDay>,
    can_choose: bool,
}

fn cell(table: Timetable, at: i32) -> View {
    let cell = Memo::new(move |_| {
        table.calendar.with(|calendar| {
            let date = calendar.date_at(at)?;
            Some(Cell { date, day: calendar.day(date).cloned(), can_choose: calendar.can_choose(date) })
        })
    });
    let date = Memo::new(move |_| cell.with(|cell| cell.as_ref().map(|cell| cell.date)));
    let of = move |part: fn(&Cell) -> String| cell.with(|cell| cell.as_ref().map(part));
    let rests = move || date.get().map(|date| if table.resting.get() == date { "0" } else { "-1" });
    let is_chosen = move || {
        let date = date.get()?;
        Some(if table.date.get() == Some(date) { "true" } else { "false" })
    };
    let is_off =
        move || cell.with(|cell| cell.as_ref().is_some_and(|cell| !cell.can_choose)).then_some("true");
    let press = move |_| {
        if let Some(date) = date.get_untracked() {
            table.press(date);
        }
    };
    view! {
        <td
            class="date-grid__day"
            role="gridcell"
            tabindex=rests
            aria-selected=is_chosen
            aria-disabled=is_off
            data-state=move || of(|cell| state(cell).to_owned())
            on:click=press
        >
            <span class="ui-hidden">{move || of(name)}</span>
            <span class="date-grid__number" aria-hidden="true">{move || of(number)}</span>
            <span class="date-grid__note" aria-hidden="true">{move || of(note)}</span>
        </td>
    }
}

fn name(cell: &Cell) -> String {
    cell.day.as_ref().map_or_else(|| date_words(cell.date, DateStyle::DayName), day_words)
}

fn number(cell: &Cell) -> String {
    cell.date.year_month_day().2.to_string()
}

fn note(cell: &Cell) -> String {
    cell.day.as_ref().map(day_note).unwrap_or_default()
}

/// What a day looks like.
fn state(cell: &Cell) -> &'static str {
    match &cell.day {
        None => "coming",
        Some(day) if day.state == DayState::Open => "open",
        Some(_) if cell.can_choose => "full",
        Some(_) => "shut",
    }
}

fn first_free(table: Timetable) -> View {
    let button = move || {
        table.first_free.get().map(|date| {
            let words = text::services::first_free(&date_words(date, DateStyle::DayName));
            view! { <Button on_press=move |()| table.choose(date)>{words}</Button> }
        })
    };
    view! { <div class="date-grid__first">{button}</div> }
}
