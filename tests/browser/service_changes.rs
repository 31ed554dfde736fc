//! Services that change while somebody looks at them, chooses and types, and somebody who looks from far away.

use fivefold::{
    features::bookings::{ServicesPage, when::venue_moment},
    platform::intl,
};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    auctions::{address, answered, eventually, page, page_at, page_of, sign_in},
    backend::Backend,
    services::{
        DAYS, HELD, HOLD, LIST, SLOTS, booking, card, in_window, label, list, november, open, open_of, slot,
        slots, time,
    },
    stage::{document, find, fire, focus, has_focus, how_many, script, text},
};

fn value(input: &Element) -> String {
    script(input, "return element.value").as_string().unwrap_or_default()
}

fn fill(input: &Element, value: &str, event: &str) {
    script(input, &format!("element.value = '{value}'"));
    fire(input, event);
}

#[wasm_bindgen_test]
async fn o2o_01_what_is_typed_stays_when_a_city_is_chosen() {
    sign_in(false);
    let backend = Backend::default();
    backend.answer(LIST, 200, &list(&card("s_1", ""), 1, ""));
    let here = RwSignal::new(address("/services"));
    let shown = page_at(backend.start(), here, &backend, || view! { <ServicesPage/> });
    answered().await;
    let words = find(&shown, "#services-q");
    fill(&words, "yoga", "input");
    here.set(address("/services?place=lisbon"));
    answered().await;
    assert_eq!(value(&find(&shown, "#services-place")), "lisbon");
    assert_eq!(value(&words), "yoga");
}

#[wasm_bindgen_test]
async fn o2o_01_a_date_counts_once_it_is_typed() {
    sign_in(false);
    let backend = Backend::default();
    backend.answer(LIST, 200, &list(&card("s_1", ""), 1, ""));
    let before = in_window("location.pathname + location.search");
    let shown = page("/services?on=2999-11-28", &backend, || view! { <ServicesPage/> });
    answered().await;
    let field = find(&shown, "#services-date");
    assert_eq!(value(&field), "2999-11-28");
    let entries = in_window("history.length");
    fill(&field, "2999-12-28", "input");
    fill(&field, "0202-12-28", "change");
    // So is a date of which a part is missing.
    script(&field, "element.setCustomValidity('half')");
    fill(&field, "", "change");
    script(&field, "element.setCustomValidity('')");
    answered().await;
    assert_eq!(in_window("location.pathname + location.search"), before);
    fill(&field, "2999-12-01", "change");
    eventually(|| in_window("location.search") == "?on=2999-12-01").await;
    assert_eq!(in_window("location.search"), "?on=2999-12-01");
    assert_eq!(in_window("history.length"), entries, "back leads to where one came from");
    in_window(&format!("history.replaceState(null, '', '{before}')"));
}

#[wasm_bindgen_test]
async fn o2o_01_another_next_time_leaves_the_focus_where_it_is() {
    sign_in(false);
    let backend = Backend::default();
    let cards = |next: &str| [card("s_1", &format!(r#","next":{}"#, time(next))), card("s_2", "")].join(",");
    backend.answer(LIST, 200, &list(&cards("2026-11-26T02:30:00Z"), 2, ""));
    let runtime = backend.start();
    let shown = page_of(runtime.clone(), "/services", &backend, || view! { <ServicesPage/> });
    answered().await;
    let link = find(&shown, ".service-card a");
    focus(&link);
    backend.answer(LIST, 200, &list(&cards("2026-11-26T05:00:00Z"), 2, ""));
    runtime.queries().invalidate(LIST);
    eventually(|| text(&find(&shown, ".service-card__next")).contains("13:00")).await;
    assert!(text(&find(&shown, ".service-card__next")).contains("13:00"));
    assert!(has_focus(&link));
}

#[wasm_bindgen_test]
async fn o2o_05_the_day_that_is_shown_stays_when_an_earlier_one_has_a_free_time() {
    sign_in(false);
    let backend = Backend::default();
    let runtime = backend.start();
    let shown = open_of(runtime.clone(), &backend);
    answered().await;
    let first = |date: &str| format!(r#""first_free":"{date}""#);
    backend.answer(DAYS, 200, &november().replace(&first("2026-11-26"), &first("2026-11-25")));
    runtime.queries().invalidate(DAYS);
    eventually(|| text(&find(&shown, ".date-grid__first")).contains("25 November")).await;
    assert!(text(&find(&shown, ".date-grid__first")).contains("25 November"));
    assert!(text(&find(&shown, "#times-day")).contains("26 November"));
    assert!(label(&find(&shown, "[aria-selected=true]")).contains("26 November"));
}

/// The service with two free times on its first day.
fn open_with_two(backend: &Backend) -> Element {
    let shown = open(backend);
    let both = ["2026-11-26T02:30:00Z", "2026-11-26T05:00:00Z"].map(|start| slot(&time(start), "free", ""));
    backend.answer(SLOTS, 200, &slots("2026-11-26", &both.join(","), ""));
    shown
}

#[wasm_bindgen_test]
async fn o2o_06_the_time_that_was_pressed_last_is_the_one_that_is_held() {
    sign_in(true);
    let backend = Backend::default();
    backend.answer(HELD, 200, "null");
    let before = in_window("location.pathname + location.search");
    let shown = open_with_two(&backend);
    answered().await;
    fire(&find(&shown, ".slot"), "click");
    eventually(|| backend.sent(HOLD).len() == 1).await;
    fire(&find(&shown, ".day-slots__times:last-of-type .slot"), "click");
    answered().await;
    assert_eq!(backend.sent(HOLD).len(), 1, "one after the other");
    backend.answer(HOLD, 200, &booking("held", "2026-11-26T12:10:00Z"));
    eventually(|| in_window("location.pathname") == "/bookings/b_1").await;
    let sent = backend.sent(HOLD);
    assert!(sent.len() == 2 && sent[1].contains("T05:00:00"), "{sent:?}");
    in_window(&format!("history.replaceState(null, '', '{before}')"));
}

#[wasm_bindgen_test]
async fn o2o_10_times_for_fewer_people_cannot_be_pressed() {
    sign_in(false);
    let backend = Backend::default();
    let shown = open_with_two(&backend);
    answered().await;
    let is_busy = || find(&shown, ".day-slots").has_attribute("aria-busy");
    assert!(!is_busy());
    backend.withhold(SLOTS);
    fire(&find(&shown, ".service-party .ui-icon-button:last-child"), "click");
    answered().await;
    assert!(is_busy());
    assert_eq!(how_many(&shown, ".slot[aria-disabled=true]"), 2);
    fire(&find(&shown, ".slot"), "click");
    answered().await;
    assert_eq!((how_many(&shown, ".slot--asked"), how_many(&shown, ".holding")), (0, 0));
    let one = slot(&time("2026-11-26T05:00:00Z"), "free", "");
    backend.answer(SLOTS, 200, &slots("2026-11-26", &one, ""));
    eventually(|| !is_busy()).await;
    assert_eq!((how_many(&shown, ".slot"), how_many(&shown, ".slot[aria-disabled=true]")), (1, 0));
}

/// Takes the device to Los Angeles, or back.
fn travel(away: bool) {
    let body = if away {
        "const Known = Intl.DateTimeFormat;
        window.at_home = [Known, Date.prototype.getTimezoneOffset];
        Intl.DateTimeFormat = function (locale, options) {
            return new Known(locale, { timeZone: 'America/Los_Angeles', ...options });
        };
        Date.prototype.getTimezoneOffset = () => 480;"
    } else {
        "[Intl.DateTimeFormat, Date.prototype.getTimezoneOffset] = window.at_home;"
    };
    script(&document().document_element().expect("a page has a root"), body);
    // What was made for the place before is forgotten.
    intl::set_locale("en-GB");
}

#[wasm_bindgen_test]
async fn o2o_02_whoever_has_another_date_sees_the_venue_s_and_their_own_beside_it() {
    sign_in(false);
    travel(true);
    let backend = Backend::default();
    let shown = open(&backend);
    answered().await;
    let heading = text(&find(&shown, "#times-day"));
    let chosen = label(&find(&shown, "[aria-selected=true]"));
    let (there, own) = (text(&find(&shown, ".slot__time")), text(&find(&shown, ".slot__yours")));
    travel(false);
    assert!(heading.starts_with("Thursday") && heading.contains("26 November 2026"), "{heading}");
    assert!(chosen.starts_with("Thursday 26 November"), "{chosen}");
    assert_eq!(there, "10:30");
    assert!(own.contains("Wed") && own.contains("25 Nov") && own.contains("18:30"), "{own}");
}

#[wasm_bindgen_test]
fn o2o_04_moments_of_an_hour_that_comes_twice_are_told_apart() {
    intl::set_locale("en-GB");
    let at = |start: &str| venue_moment(Instant::parse(start).expect("RFC 3339"), "Europe/Lisbon");
    let (summer, winter) = (at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z"));
    assert!([&summer, &winter].iter().all(|words| words.starts_with("25 Oct 2026, 01:30 ")), "{summer}");
    assert_ne!(summer, winter);
}
