//! The days and times of a service, live: what is asked, what is chosen, and what of it is said aloud.

use super::days::{Calendar, Move};
use super::service_words::day_words;
use super::slots::{free, gone};
use super::when::{date_words, venue_time};
use crate::{
    data::{Query, Remote, use_query, use_query_when, use_runtime, use_topic},
    platform::{
        announce,
        intl::{self, DateStyle},
    },
    text,
};
use fivefold_api::endpoints::{GetDaySlots, GetServiceMonth};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::json::FromJson;
use fivefold_api::model::{
    DaySlots, DayState, Fact, Service, ServiceDay, ServiceMonth, Slot, SlotState, SlotsFact,
};
use fivefold_api::vocabulary::{Date, Instant, Money, ServiceId, StaffId};
use fivefold_view::prelude::*;

/// Days and times as a page follows them. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Timetable {
    /// The service.
    pub service: Signal<Service>,
    /// The month that is shown.
    pub calendar: Memo<Calendar>,
    /// The day that is chosen; before anybody chose, the first that had a free time.
    pub date: Memo<Option<Date>>,
    /// The day of the month that has the focus, or gets it (a roving tabindex).
    pub resting: Memo<Date>,
    /// The first day with a free time.
    pub first_free: Memo<Option<Date>>,
    /// The times of the chosen day; those of another day never.
    pub times: Memo<Option<DaySlots>>,
    /// Whether these times are for other people still, or by somebody else: none of them can be pressed.
    pub is_behind: Memo<bool>,
    days: Query<ServiceMonth>,
    slots: Query<DaySlots>,
    chosen: RwSignal<Option<Date>>,
    month: RwSignal<Option<Date>>,
    going: RwSignal<Option<Move>>,
    asked: RwSignal<Option<Instant>>,
}

/// What is asked about a day: which one, by whom, for how many.
type Question = (Date, Option<StaffId>, u32);

/// What was asked about a day, and the times that were answered.
struct Seen {
    question: Question,
    day: DaySlots,
}

/// Follows the days and times of a service, for so many people and by somebody or by whoever is free.
pub fn use_timetable(
    service: Signal<Service>,
    party: Signal<u32>,
    staff: RwSignal<Option<StaffId>>,
) -> Timetable {
    let runtime = use_runtime();
    let id = service.with_untracked(|service| service.card.id.clone());
    let bounds = Memo::new(move |_| service.with(|service| (service.first_date, service.last_date)));
    let (chosen, month) = (RwSignal::new(None::<Date>), RwSignal::new(None::<Date>));
    let going = RwSignal::new(None::<Move>);

    let (port, of) = (http::service_times(runtime.client()), id.clone());
    let first = use_query(
        move || month_of(&of, bounds.get().0, staff.get(), party.get()),
        move |query| port.month(query),
    )
    .keeping_previous();
    let first_free =
        Memo::new(move |_| first.get().latest().and_then(|month: ServiceMonth| month.first_free));
    // A day that is shown stays, whatever becomes free before it.
    let date = Memo::new(move |before: Option<&Option<Date>>| {
        chosen.get().or_else(|| before.copied().flatten()).or_else(|| first_free.get())
    });
    let shown = Memo::new(move |_| {
        month.get().or_else(|| date.get()).unwrap_or_else(|| bounds.get().0).first_of_month(0)
    });
    let (port, of) = (http::service_times(runtime.client()), id.clone());
    let days = use_query(
        move || month_of(&of, shown.get(), staff.get(), party.get()),
        move |query| port.month(query),
    )
    .keeping_previous();
    let calendar = Memo::new(move |_| {
        let (month, (first, last)) = (shown.get(), bounds.get());
        let known = days.get().latest().filter(|known| known.month == month);
        let days = known.map(|known| known.days).unwrap_or_default();
        Calendar { month, first, last, days, first_weekday: intl::first_weekday() }
    });
    let resting = Memo::new(move |_| {
        calendar.with(|calendar| match going.get().filter(|going| calendar.is_shown(going.to)) {
            Some(going) => calendar.settle(going),
            None => calendar.resting(date.get()),
        })
    });
    let (port, of) = (http::service_times(runtime.client()), id.clone());
    let slots = use_query_when(
        move || {
            let (id, staff, party) = (of.clone(), staff.get(), party.get());
            date.get().map(|date| GetDaySlots { id, date, staff, party })
        },
        move |query| port.slots(query),
    )
    .keeping_previous();
    let times =
        Memo::new(move |_| slots.get().latest().filter(|day: &DaySlots| Some(day.date) == date.get()));
    let question = Memo::new(move |_| date.get().map(|date| (date, staff.get(), party.get())));
    let answered = Memo::new(move |before: Option<&Option<Question>>| match slots.get() {
        Remote::Ready { refreshing: false, .. } => question.get(),
        _ => before.cloned().flatten(),
    });
    let is_behind = Memo::new(move |_| times.with(Option::is_some) && question.get() != answered.get());
    let table = Timetable {
        service,
        calendar,
        date,
        resting,
        first_free,
        times,
        is_behind,
        days,
        slots,
        chosen,
        month,
        going,
        asked: RwSignal::new(None),
    };

    let topic = ["service/", id.as_str()].concat();
    let on_fact = move |fact: &Fact| {
        if fact.kind != "slots" {
            return;
        }
        let Ok(news) = SlotsFact::from_json(fact.data.clone()) else { return };
        let month = shown.get_untracked();
        if news.dates.iter().any(|date| date.first_of_month(0) == month) {
            days.refetch();
        }
        // It may be the last free time before the first one that is shown.
        first.refetch();
        if date.get_untracked().is_some_and(|date| news.dates.contains(&date)) {
            slots.refetch();
        }
    };
    let again = move || {
        first.refetch();
        days.refetch();
        slots.refetch();
    };
    use_topic(Signal::derive(move || Some(topic.clone())), on_fact, again);

    Effect::new(move |before: Option<Option<Seen>>| {
        let before = before.flatten();
        // What is kept of another question is no answer to this one.
        let Remote::Ready { value: day, refreshing: false } = slots.get() else { return before };
        let question = (day.date, staff.get_untracked(), party.get_untracked());
        if let Some(before) = &before {
            say_news(before, &question, &day, table.asked.get_untracked());
        }
        Some(Seen { question, day })
    });
    table
}

impl Timetable {
    /// Chooses a day, which the focus then belongs to.
    pub fn choose(self, date: Date) {
        self.going.set(Some(Move { to: date, onward: 1 }));
        self.month.set(Some(date));
        self.chosen.set(Some(date));
    }

    /// Chooses a day of the grid, unless it cannot be.
    pub fn press(self, date: Date) {
        if self.calendar.with_untracked(|calendar| calendar.can_choose(date)) {
            self.choose(date);
        }
    }

    /// Moves the focus as a key says; whether it is one of the grid's.
    pub fn key(self, key: &str, has_shift: bool) -> bool {
        let from = self.resting.get_untracked();
        if matches!(key, "Enter" | " ") {
            self.press(from);
            return true;
        }
        let keys = ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End", "PageDown", "PageUp"];
        let going = self.calendar.with_untracked(|calendar| calendar.moved(from, key, has_shift));
        if let Some(going) = going {
            self.going.set(Some(going));
            self.month.set(Some(going.to));
        }
        keys.contains(&key)
    }

    /// Shows the month so many months later.
    pub fn turn(self, months: i32) {
        let now = self.calendar.with_untracked(|calendar| calendar.month);
        self.going.set(None);
        self.month.set(Some(now.first_of_month(months)));
    }

    /// Remembers the time that the visitor has asked for: it is marked, and no news to them when it is taken.
    pub fn ask_for(self, slot: &Slot) {
        self.asked.set(Some(slot.time.start));
    }

    /// Whether the visitor has asked for a time last. Reactive.
    pub fn is_asked_for(self, start: Instant) -> bool {
        self.asked.get() == Some(start)
    }

    /// Why days or times could not be asked for. Reactive.
    pub fn problem(self) -> Option<ApiError> {
        let (days, slots) = (self.days.get(), self.slots.get());
        days.error().or(slots.error()).cloned()
    }

    /// Asks again for what could not be.
    pub fn retry(self) {
        self.days.refetch();
        self.slots.refetch();
    }

    /// What the service costs at the least, beside which other prices are marked.
    pub fn usual_price(self) -> Money {
        self.service.with_untracked(|service| service.card.price)
    }
}

fn month_of(id: &ServiceId, date: Date, staff: Option<StaffId>, party: u32) -> GetServiceMonth {
    GetServiceMonth { id: id.clone(), month: date.first_of_month(0), staff, party }
}

/// Another day is said with its times; of the same one, which have gone.
fn say_news(before: &Seen, question: &Question, day: &DaySlots, asked: Option<Instant>) {
    if before.question.0 != question.0 {
        announce::say(&counted(day));
    } else if before.question == *question {
        match gone(&before.day.slots, &day.slots, asked).as_slice() {
            [] => {}
            [one] => announce::say(&text::services::gone_now(&venue_time(&one.time))),
            many => announce::say(&text::services::gone_many(u64::try_from(many.len()).unwrap_or_default())),
        }
    } else if free(&before.day) != free(day) {
        announce::say(&counted(day));
    }
}

/// A day with how many times can be booked, or why none.
fn counted(day: &DaySlots) -> String {
    let count = free(day);
    if count > 0 {
        text::services::day_open(count, &date_words(day.date, DateStyle::DayName))
    } else {
        day_words(&ServiceDay { date: day.date, free: 0, state: shut(day) })
    }
}

/// Why a day has no free time, where it calls itself open.
fn shut(day: &DaySlots) -> DayState {
    let is_taken = day.slots.iter().any(|slot| slot.state == SlotState::Taken);
    match day.state {
        DayState::Open if is_taken => DayState::Full,
        DayState::Open => DayState::Unknown,
        state => state,
    }
}
