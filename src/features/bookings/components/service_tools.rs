//! What a list of services is narrowed and sorted by (O2O-01). Every choice is an address.

use super::super::address::{ServicesAddress, TODAY};
use crate::{
    data::{spawn, use_navigate},
    platform::{announce, intl, intl::DateStyle, page, place, timers},
    text,
    ui::{Button, Field, Select},
};
use fivefold_api::model::{ServiceList, ServicePlace, ServiceSort};
use fivefold_api::vocabulary::{Date, Instant};
use fivefold_view::prelude::*;
use leptos::{
    ev::SubmitEvent,
    html,
    web_sys::{Event, HtmlInputElement},
};
use leptos_router::NavigateOptions;

/// The hours that the choice of a time of day has, the venue's.
const HOURS: std::ops::Range<i64> = 6..23;
/// An hour in milliseconds.
const HOUR: i64 = 3_600_000;
/// A day in milliseconds.
const DAY: f64 = 86_400_000.0;
/// How many cities are chips; the field takes any other.
const CITIES: usize = 12;

/// Words and place, cities, days, time of day, category and order.
pub fn tools(address: Memo<ServicesAddress>, list: Signal<ServiceList>) -> View {
    let navigate = use_navigate();
    let lead = move |to: ServicesAddress, replace: bool| {
        let options =
            NavigateOptions { resolve: false, scroll: false, replace, ..NavigateOptions::default() };
        navigate(&to.href(), options);
    };
    let go = move |to| lead(to, false);
    view! {
        <div class="services-tools">
            {search(address, go)}
            <nav class="services-chips" aria-label=text::services::CITIES.get()>
                <ul role="list">{cities(address, list)}</ul>
            </nav>
            <div class="services-choices">
                {days(address, move |to| lead(to, true))}
                {choices(address, list, go)}
            </div>
        </div>
    }
}

fn search(address: Memo<ServicesAddress>, go: impl Fn(ServicesAddress) + Copy + 'static) -> View {
    use text::services as words;
    let typed = held(address, |address| address.asked.q.clone());
    let city = held(address, |address| address.asked.place.clone());
    let search = move |event: SubmitEvent| {
        event.prevent_default();
        let (typed, city) = (typed.get_untracked(), city.get_untracked());
        go(address.with_untracked(|address| address.searched(&typed, &city)));
    };
    let field = NodeRef::<html::Input>::new();
    let (is_locating, is_lost) = (RwSignal::new(false), RwSignal::new(false));
    let locate = move |()| {
        is_locating.set(true);
        is_lost.set(false);
        spawn(async move {
            let point = place::rough_position().await;
            if is_locating.try_set(false).is_some() {
                // The page has been left meanwhile.
                return;
            }
            if let Some(point) = point {
                go(address.with_untracked(|address| address.near(point)));
                return;
            }
            is_lost.set(true);
            announce::say(words::NOT_LOCATED.get());
            if let Some(field) = field.get_untracked() {
                page::focus(&field);
            }
        });
    };
    let lost = move || is_lost.get().then(|| words::NOT_LOCATED.get());
    view! {
        <form class="services-search" role="search" aria-label=words::SEARCH.get() on:submit=search>
            <Field
                id="services-q"
                label=words::SEARCH.get().to_owned()
                value=typed
                on_input=move |words| typed.set(words)
                kind="search"
                enterkeyhint="search"
            />
            <Field
                id="services-place"
                label=words::PLACE.get().to_owned()
                value=city
                on_input=move |place| city.set(place)
                autocomplete="postal-code"
                enterkeyhint="search"
                node_ref=field
            />
            <Button submit=true>{text::site::SEARCH.get()}</Button>
            <Button busy=is_locating on_press=locate>{words::NEAR_ME.get()}</Button>
            <p class="services-search__lost">{lost}</p>
        </form>
    }
}

/// What a field holds. What is typed and not asked yet stays, whatever else is chosen.
fn held(address: Memo<ServicesAddress>, part: fn(&ServicesAddress) -> String) -> RwSignal<String> {
    let asked = Memo::new(move |_| address.with(part));
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| typed.set(asked.get()));
    typed
}

fn cities(address: Memo<ServicesAddress>, list: Signal<ServiceList>) -> View {
    let places = Memo::new(move |_| list.with(|list| list.places.clone()));
    let chip = move |name: String, is_current: bool, to: ServicesAddress| {
        let current = is_current.then_some("page");
        view! { <li><a href=to.href() aria-current=current data-noscroll="">{name}</a></li> }
    };
    let near = Memo::new(move |_| list.with(|list| list.near.as_ref().map(|near| near.key.clone())));
    let chips = move || {
        let (address, near) = (address.get(), near.get());
        let is_here = !address.asked.near.is_empty();
        let everywhere =
            chip(text::services::EVERYWHERE.get().to_owned(), !address.is_around(), address.at_place(""));
        let here = is_here.then(|| chip(text::services::HERE.get().to_owned(), true, address.clone()));
        let city = |place: ServicePlace| {
            let words = [place.name.as_str(), " (", &intl::format_number(place.count), ")"].concat();
            let is_current = !is_here && near.as_ref() == Some(&place.key);
            chip(words, is_current, address.at_place(&place.key))
        };
        let cities: Vec<_> = places.get().into_iter().take(CITIES).map(city).collect();
        view! { {everywhere}{here}{cities} }
    };
    chips.into_view()
}

fn days(address: Memo<ServicesAddress>, go: impl Fn(ServicesAddress) + Copy + 'static) -> View {
    use text::services as words;
    let day = Memo::new(move |_| address.with(|address| address.asked.on.clone()));
    let chip = move |on: &'static str, name: &'static str| {
        let href = move || address.with(|address| address.on(on).href());
        let current = move || (day.get() == on).then_some("page");
        view! { <li><a href=href aria-current=current data-noscroll="">{name}</a></li> }
    };
    let date = Signal::derive(move || Some(day.get()).filter(|day| day != TODAY).unwrap_or_default());
    let choose = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        // A date of which a part is missing is empty and invalid, and what is left of it stays.
        if input.matches(":invalid").unwrap_or(false) {
            return;
        }
        if let Some(to) = address.with_untracked(|address| address.on_typed(&input.value(), today())) {
            go(to);
        }
    };
    view! {
        <nav class="services-chips services-chips--days" aria-label=words::DAY.get()>
            <ul role="list">
                {chip("", words::ANY_DAY.get())}
                {chip(TODAY, words::TODAY.get())}
            </ul>
        </nav>
        <div class="ui-field">
            <label class="ui-field__label" for="services-date">{words::DATE.get()}</label>
            <input id="services-date" class="ui-field__input" type="date" prop:value=date on:change=choose/>
        </div>
    }
}

fn choices(
    address: Memo<ServicesAddress>,
    list: Signal<ServiceList>,
    go: impl Fn(ServicesAddress) + Copy + 'static,
) -> View {
    use text::services as words;
    let time = Memo::new(move |_| address.with(|address| address.asked.time.clone()));
    let category = Signal::derive(move || {
        address.with(|address| address.asked.category.as_ref().map(|slug| slug.0.clone())).unwrap_or_default()
    });
    let categories = Signal::derive(move || {
        let mut all = vec![(String::new(), words::ALL_CATEGORIES.get().to_owned())];
        list.with(|list| {
            all.extend(list.categories.iter().map(|one| {
                let count = intl::format_number(one.count);
                (one.slug.0.clone(), [one.name.as_str(), " (", &count, ")"].concat())
            }));
        });
        all
    });
    let sort = Signal::derive(move || address.with(|address| address.asked.sort.as_query().to_owned()));
    let orders = Signal::derive(move || orders(address.with(ServicesAddress::is_around)));
    view! {
        <Select
            id="services-time"
            label=words::TIME.get().to_owned()
            options=Signal::derive(move || hours(&time.get()))
            value=time
            on_change=move |time: String| go(address.with_untracked(|address| address.at_time(&time)))
            compact=true
        />
        <Select
            id="services-category"
            label=words::CATEGORY.get().to_owned()
            options=categories
            value=category
            on_change=move |slug: String| go(address.with_untracked(|address| address.of_category(&slug)))
            compact=true
        />
        <Select
            id="services-sort"
            label=words::SORT.get().to_owned()
            options=orders
            value=sort
            on_change=move |word: String| {
                go(address.with_untracked(|address| address.sorted(ServiceSort::from_query(&word))));
            }
            compact=true
        />
    }
}

/// The device's date, which tells a year that is typed from half of one.
fn today() -> Date {
    #[expect(clippy::cast_possible_truncation, reason = "days since 1970 fit for millions of years")]
    Date::from_days((timers::device_clock() / DAY) as i32)
}

/// Any time, and the hours of a day. One that an address alone has chosen is there as well.
fn hours(chosen: &str) -> Vec<(String, String)> {
    let hour = |hour: i64| {
        let at = |hour: i64| Instant::from_millis(hour * HOUR);
        let words = intl::format_date_range(at(hour), at(hour + 1), DateStyle::Time, "UTC");
        let digits = if hour < 10 { "0" } else { "" };
        ([digits, &hour.to_string(), ":00"].concat(), words)
    };
    let mut all = vec![(String::new(), text::services::ANY_TIME.get().to_owned())];
    all.extend(HOURS.map(hour));
    if all.iter().all(|(value, _)| value != chosen) {
        all.push((chosen.to_owned(), chosen.to_owned()));
    }
    all
}

/// The orders. Nothing is nearest to nowhere.
fn orders(is_around: bool) -> Vec<(String, String)> {
    use text::services as words;
    let order =
        |sort: ServiceSort, words: &text::Message| (sort.as_query().to_owned(), words.get().to_owned());
    let mut all = vec![order(ServiceSort::Soonest, &words::SORT_SOONEST)];
    if is_around {
        all.push(order(ServiceSort::Nearest, &words::SORT_NEAREST));
    }
    all.push(order(ServiceSort::Price, &words::SORT_PRICE));
    all.push(order(ServiceSort::Rating, &words::SORT_RATING));
    all
}
