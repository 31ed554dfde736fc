//! The pages of services over a backend that answers when the test says so.

use fivefold::{
    data::Runtime,
    features::bookings::{ServicePage, ServicesPage},
    platform::{announce, intl},
};
use fivefold_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    auctions::{answered, euro, eventually, page, page_of, sign_in},
    backend::Backend,
    stage::{document, draw, find, fire, focus, has_focus, how_many, press, script, text},
};

pub(crate) const LIST: &str = "/v1/services";
const SERVICE: &str = "/v1/services/s_1";
pub(crate) const DAYS: &str = "/v1/services/s_1/days";
pub(crate) const SLOTS: &str = "/v1/services/s_1/slots";
pub(crate) const HELD: &str = "/v1/services/s_1/held";
pub(crate) const HOLD: &str = "POST /v1/services/s_1/bookings";
const LIVE: &str = r#"{"topic":"service/s_1","seq":1,"epoch":"e"}"#;

/// A time in Taipei, where no clock is put forward.
pub(crate) fn time(start: &str) -> String {
    zoned(start, "Asia/Taipei", 480, "CST", false)
}

fn zoned(start: &str, zone: &str, offset: i64, abbreviation: &str, is_repeated: bool) -> String {
    format!(
        r#"{{"start":"{start}","end":"2026-12-30T00:00:00Z","zone":"{zone}","offset_minutes":{offset},
        "abbreviation":"{abbreviation}","is_repeated":{is_repeated}}}"#
    )
}

const VENUE: &str = r#"{"id":"v_1","name":"Lantern","city":"Taipei","zone":"Asia/Taipei",
    "location":{"latitude":25030000,"longitude":121560000}}"#;

pub(crate) fn card(id: &str, more: &str) -> String {
    format!(
        r#"{{"id":"{id}","title":"Haircut {id}","category":"beauty","venue":{VENUE},"minutes":45,"price":{},
        "basis":"booking","is_from":true,"charge":"deposit","deposit":{},"rating":{{"tenths":46,"count":12}}{more}}}"#,
        euro(3_800),
        euro(1_000)
    )
}

pub(crate) fn list(cards: &str, total: u64, more: &str) -> String {
    format!(
        r#"{{"page":{{"items":[{cards}],"total":{total}}},
        "categories":[{{"slug":"beauty","name":"Beauty","count":2}}],
        "places":[{{"key":"taipei","name":"Taipei","count":2}},{{"key":"lisbon","name":"Lisbon","count":1}}]{more}}}"#
    )
}

fn service() -> String {
    format!(
        r#"{{"card":{},"description":["Scissors and a wash."],"pictures":[],
        "venue":{{"card":{VENUE},"street":["Lane 1"],"country":"TW","directions":["Past the gate."],
        "access":["No step."],"hours":[{{"weekday":1,"opens":"09:00","closes":"18:30"}}]}},
        "staff":[{{"id":"p_1","name":"Mei"}},{{"id":"p_2","name":"Lin","about":"Curls"}}],
        "party_min":1,"party_max":4,"policy":{{"version":"1","free_minutes":1440,"steps":[],"late_minutes":15,
        "no_show_share":5000,"hold_seconds":600}},"notice_minutes":60,"first_date":"2026-11-26",
        "last_date":"2027-01-31","live":{LIVE}}}"#,
        card("s_1", "")
    )
}

/// November 2026 from the 26th on: closed on Sunday the 29th, full on Monday the 30th.
pub(crate) fn november() -> String {
    let day = |day: u32| {
        let (free, state) = match day {
            0..26 => (0, "too_soon"),
            29 => (0, "closed"),
            30 => (0, "full"),
            _ => (12, "open"),
        };
        format!(r#"{{"date":"2026-11-{day:02}","free":{free},"state":"{state}"}}"#)
    };
    month("2026-11-01", &(1..=30).map(day).collect::<Vec<_>>().join(","))
}

fn month(first: &str, days: &str) -> String {
    format!(r#"{{"month":"{first}","days":[{days}],"first_free":"2026-11-26","live":{LIVE}}}"#)
}

pub(crate) fn slot(time: &str, state: &str, more: &str) -> String {
    format!(r#"{{"time":{time},"state":"{state}","staff":["p_1"],"price":{}{more}}}"#, euro(3_800))
}

pub(crate) fn slots(date: &str, slots: &str, more: &str) -> String {
    format!(r#"{{"date":"{date}","state":"open","slots":[{slots}],"live":{LIVE}{more}}}"#)
}

/// Half past ten and one o'clock, of which the second is taken.
fn thursday() -> String {
    let all =
        [slot(&time("2026-11-26T02:30:00Z"), "free", ""), slot(&time("2026-11-26T05:00:00Z"), "taken", "")];
    slots("2026-11-26", &all.join(","), "")
}

pub(crate) fn open(backend: &Backend) -> Element {
    open_of(backend.start(), backend)
}

/// The service, on a page of a mount that the test knows.
pub(crate) fn open_of(runtime: Runtime, backend: &Backend) -> Element {
    backend.answer(SERVICE, 200, &service());
    backend.answer(DAYS, 200, &november());
    backend.answer(SLOTS, 200, &thursday());
    page_of(runtime, "/services/s_1", backend, || view! { <ServicePage/> })
}

/// A visitor, or somebody who has signed in, who reads British English.
fn begin(is_member: bool) {
    sign_in(is_member);
    intl::set_locale("en-GB");
}

/// Presses a key where Tab leads to; whether the grid took it.
async fn key(shown: &Element, key: &str) -> bool {
    let is_taken = press(&find(shown, "[role=gridcell][tabindex='0']"), key);
    answered().await;
    is_taken
}

fn day(shown: &Element, name: &str) -> Element {
    let place = |at| format!("tbody tr:nth-child({}) > td:nth-child({})", at / 7 + 1, at % 7 + 1);
    let mut days = (0..42).map(|at| find(shown, &place(at)));
    days.find(|day| label(day).starts_with(name)).expect("the day that the test asks for")
}

/// What a day of the grid is called.
pub(crate) fn label(day: &Element) -> String {
    text(&find(day, ".ui-hidden"))
}

/// The day that Tab leads to.
fn resting(shown: &Element) -> String {
    assert_eq!(how_many(shown, "[role=gridcell][tabindex=\"0\"]"), 1, "one day can be reached by Tab");
    label(&find(shown, "[role=gridcell][tabindex='0']"))
}

fn listen() -> Element {
    let region = draw(|| ().into_view());
    announce::attach(region.clone(), draw(|| ().into_view()));
    region
}

/// What the device answers to the question where it is.
fn device_says(answer: &str) {
    let body = format!(
        "window.asked_where = 0;
        const value = {{ getCurrentPosition: (found, failed) => {{ window.asked_where += 1; {answer} }} }};
        Object.defineProperty(navigator, 'geolocation', {{ configurable: true, value }})"
    );
    script(&document().document_element().expect("a page has a root"), &body);
}

pub(crate) fn in_window(expression: &str) -> String {
    let root = document().document_element().expect("a page has a root");
    script(&root, &format!("return String({expression})")).as_string().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn o2o_01_a_list_says_where_how_far_how_long_how_much_and_when_next() {
    begin(false);
    let backend = Backend::default();
    let near = format!(r#","distance":1240,"next":{}"#, time("2026-11-26T02:30:00Z"));
    let cards = [card("s_1", &near), card("s_2", "")].join(",");
    let more = r#","near":{"key":"taipei","name":"Taipei","count":2}"#;
    backend.answer(LIST, 200, &list(&cards, 2, more));
    let shown = page("/services?place=taipei&on=today", &backend, || view! { <ServicesPage/> });
    answered().await;
    assert_eq!(how_many(&shown, ".services-grid .service-card"), 2);
    let first = text(&find(&shown, ".services-grid .service-card"));
    for words in [
        "Lantern, Taipei",
        "1.3 km away",
        "45 min",
        "From €38.00",
        "€10.00 deposit",
        "12 ratings",
        "Thu",
        "10:30",
        "(CST)",
    ] {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(text(&find(&shown, "li:nth-child(2) .service-card")).contains("No free time"));
    assert!(text(&find(&shown, ".services-count")).contains("Distances from Taipei"));
    assert_eq!(text(&find(&shown, ".services-chips [aria-current=page]")), "Taipei (2)");
    assert_eq!(text(&find(&shown, ".services-chips--days [aria-current=page]")), "Today");
    let lisbon = find(&shown, ".services-chips li:last-child a").get_attribute("href").unwrap_or_default();
    assert_eq!(lisbon, "/services?place=lisbon&on=today");
    assert_eq!(how_many(&shown, "#services-sort option"), 4, "with a place there is a nearest");
}

#[wasm_bindgen_test]
async fn o2o_01_nothing_found_says_what_to_widen_and_an_unknown_place_says_so() {
    begin(false);
    let backend = Backend::default();
    backend.answer(LIST, 200, &list("", 0, ""));
    let shown = page("/services?q=yoga&on=today&time=18:00", &backend, || view! { <ServicesPage/> });
    answered().await;
    let hrefs = script(
        &shown,
        "return [...element.querySelectorAll('.ui-empty a')].map(a => a.getAttribute('href')).join(' ')",
    );
    let hrefs = hrefs.as_string().unwrap_or_default();
    assert_eq!(hrefs.split(' ').count(), 4, "three ways to widen, and everything: {hrefs}");
    assert!(hrefs.contains("/services?q=yoga&on=today ") && hrefs.ends_with(" /services"), "{hrefs}");
    let backend = Backend::default();
    backend.answer(LIST, 200, &list(&card("s_1", ""), 1, r#","place_unknown":true"#));
    let shown = page("/services?place=Atlantis", &backend, || view! { <ServicesPage/> });
    answered().await;
    assert!(text(&find(&shown, ".ui-notice")).contains("“Atlantis”"));
    assert_eq!(how_many(&shown, ".service-card"), 1);
}

#[wasm_bindgen_test]
async fn o2o_01_where_one_is_is_asked_when_pressed_and_a_refusal_leads_to_the_city() {
    begin(false);
    let said = listen();
    device_says("failed({ code: 1 })");
    let backend = Backend::default();
    backend.answer(LIST, 200, &list(&card("s_1", ""), 1, ""));
    let shown = page("/services", &backend, || view! { <ServicesPage/> });
    answered().await;
    assert_eq!(in_window("window.asked_where"), "0", "nobody is asked for it by opening a page");
    fire(&find(&shown, ".services-search button:last-of-type"), "click");
    let field = find(&shown, "#services-place");
    eventually(|| has_focus(&field)).await;
    assert!(has_focus(&field), "the city is what one can type instead");
    assert!(text(&said).contains("Type a city or a postcode"), "{}", text(&said));
    assert!(text(&find(&shown, ".services-search__lost")).contains("Type a city"));
}

#[wasm_bindgen_test]
async fn o2o_01_a_position_goes_into_the_address_with_two_decimals() {
    begin(false);
    device_says("found({ coords: { latitude: 52.516275, longitude: 13.377704 } })");
    let backend = Backend::default();
    backend.answer(LIST, 200, &list(&card("s_1", ""), 1, ""));
    let before = in_window("location.pathname + location.search");
    let shown = page("/services?on=today", &backend, || view! { <ServicesPage/> });
    answered().await;
    fire(&find(&shown, ".services-search button:last-of-type"), "click");
    eventually(|| in_window("location.search").contains("near")).await;
    assert_eq!(in_window("decodeURIComponent(location.search)"), "?near=52.52,13.38&on=today&sort=nearest");
    in_window(&format!("history.replaceState(null, '', '{before}')"));
}

#[wasm_bindgen_test]
async fn o2o_05_the_date_grid_is_the_pattern_s() {
    begin(false);
    let backend = Backend::default();
    let shown = open(&backend);
    answered().await;
    let grid = find(&shown, "table[role=grid]");
    let title = grid.get_attribute("aria-labelledby").unwrap_or_default();
    assert_eq!(text(&find(&shown, &format!("#{title}"))), "November 2026");
    assert_eq!(how_many(&grid, "th[scope=col][abbr]"), 7);
    assert_eq!(how_many(&grid, "[role=gridcell]"), 42);
    assert!(resting(&shown).starts_with("Thursday"), "the first free day is chosen: {}", resting(&shown));
    assert_eq!(label(&find(&shown, "[aria-selected=true]")), resting(&shown));
    assert!(resting(&shown).ends_with(", 12 times"), "{}", resting(&shown));
    assert!(key(&shown, "ArrowRight").await);
    assert!(resting(&shown).starts_with("Friday"));
    assert!(key(&shown, "End").await);
    assert!(resting(&shown).starts_with("Saturday"), "Sunday is closed: {}", resting(&shown));
    assert!(key(&shown, "ArrowRight").await);
    assert!(resting(&shown).starts_with("Monday") && resting(&shown).ends_with("fully booked"));
    assert!(key(&shown, "ArrowLeft").await && key(&shown, "Home").await);
    assert!(resting(&shown).starts_with("Thursday"), "{}", resting(&shown));
    assert!(!key(&shown, "a").await && !key(&shown, "Tab").await, "other keys are the browser's");
    assert_eq!(label(&find(&shown, "[aria-selected=true]")), resting(&shown), "moving chooses nothing");
}

#[wasm_bindgen_test]
async fn o2o_05_the_focus_follows_the_keys_into_another_month() {
    begin(false);
    let backend = Backend::default();
    let shown = open(&backend);
    answered().await;
    let cell = find(&shown, "[role=gridcell][tabindex='0']");
    focus(&cell);
    let december =
        r#"{"date":"2026-12-26","free":0,"state":"closed"},{"date":"2026-12-27","free":1,"state":"open"}"#;
    backend.answer(DAYS, 200, &month("2026-12-01", december));
    assert!(press(&cell, "PageDown"));
    eventually(|| text(&find(&shown, "#times-month")) == "December 2026").await;
    eventually(|| resting(&shown).starts_with("Sunday")).await;
    assert!(resting(&shown).ends_with("27 December, 1 time"), "{}", resting(&shown));
    let now = find(&shown, "[role=gridcell][tabindex='0']");
    eventually(|| has_focus(&now)).await;
    assert!(has_focus(&now));
}

#[wasm_bindgen_test]
async fn o2o_05_enter_chooses_a_day_and_its_times_are_said() {
    begin(false);
    let said = listen();
    let backend = Backend::default();
    let shown = open(&backend);
    answered().await;
    let friday = slot(&time("2026-11-27T02:30:00Z"), "free", "");
    backend.answer(SLOTS, 200, &slots("2026-11-27", &friday, ""));
    assert!(key(&shown, "ArrowRight").await && key(&shown, "Enter").await);
    eventually(|| text(&find(&shown, "#times-day")).starts_with("Friday")).await;
    eventually(|| how_many(&shown, ".slot") == 1).await;
    assert!(label(&find(&shown, "[aria-selected=true]")).starts_with("Friday"));
    assert!(text(&said).starts_with("Friday") && text(&said).ends_with("1 time"), "{}", text(&said));
}

#[wasm_bindgen_test]
async fn o2o_02_times_are_the_venue_s_with_its_zone_and_the_viewer_s_beside_them() {
    begin(false);
    let backend = Backend::default();
    let shown = open(&backend);
    answered().await;
    assert!(text(&find(&shown, "#times-day")).contains("26 November 2026"));
    assert!(text(&find(&shown, ".day-slots__zone")).contains("(CST)"));
    assert!(text(&find(&shown, ".day-slots__zone")).contains("your own time"));
    let parts = script(
        &shown,
        "return [...element.querySelectorAll('.day-slots__part')].map(part => part.textContent).join()",
    );
    assert_eq!(parts.as_string().as_deref(), Some("Morning,Afternoon"));
    assert_eq!(text(&find(&shown, ".slot .slot__time")), "10:30");
    assert!(text(&find(&shown, ".slot .slot__yours")).contains("your time"));
}

#[wasm_bindgen_test]
async fn o2o_02_where_clocks_agree_there_is_no_second_line() {
    begin(false);
    let backend = Backend::default();
    let here: i64 =
        in_window("-new Date('2026-11-26T10:30:00Z').getTimezoneOffset()").parse().expect("minutes");
    let own = zoned("2026-11-26T10:30:00Z", "Europe/Lisbon", here, "WET", false);
    let shown = open(&backend);
    backend.answer(SLOTS, 200, &slots("2026-11-26", &slot(&own, "free", ""), ""));
    answered().await;
    assert_eq!((how_many(&shown, ".slot"), how_many(&shown, ".slot__yours")), (1, 0));
    let zone = text(&find(&shown, ".day-slots__zone"));
    assert_eq!(zone, "All times are Western European Time (WET).");
}

#[wasm_bindgen_test]
async fn o2o_04_an_hour_that_comes_twice_is_told_apart() {
    begin(false);
    let backend = Backend::default();
    let shown = open(&backend);
    let summer = zoned("2026-10-25T00:30:00Z", "Europe/Lisbon", 60, "WEST", true);
    let winter = zoned("2026-10-25T01:30:00Z", "Europe/Lisbon", 0, "WET", true);
    let both = [slot(&summer, "free", ""), slot(&winter, "free", "")].join(",");
    backend.answer(SLOTS, 200, &slots("2026-11-26", &both, ""));
    answered().await;
    let times = script(
        &shown,
        "return [...element.querySelectorAll('.slot__time')].map(time => time.textContent).join()",
    );
    assert_eq!(times.as_string().as_deref(), Some("01:30 WEST,01:30 WET"));
}

#[wasm_bindgen_test]
async fn o2o_10_what_cannot_be_booked_stays_and_says_why() {
    begin(false);
    let said = listen();
    let backend = Backend::default();
    let shown = open(&backend);
    answered().await;
    let taken = find(&shown, ".slot[aria-disabled=true]");
    assert!(text(&taken).contains("taken"), "{}", text(&taken));
    fire(&taken, "click");
    answered().await;
    assert_eq!(text(&said), "13:00: taken");
    assert_eq!(how_many(&shown, ".holding"), 0, "nothing was asked for");
    let closed = day(&shown, "Sunday 29 November");
    assert_eq!(
        (label(&closed).as_str(), text(&find(&closed, ".date-grid__note")).as_str()),
        ("Sunday 29 November, closed", "closed")
    );
    assert_eq!(closed.get_attribute("aria-disabled").as_deref(), Some("true"));
    let full = day(&shown, "Monday 30 November");
    assert_eq!(full.get_attribute("aria-disabled"), None, "its times say why");
    let all = slot(&time("2026-11-30T02:30:00Z"), "taken", "");
    backend.answer(SLOTS, 200, &slots("2026-11-30", &all, r#","next_free":"2026-12-01""#));
    fire(&full, "click");
    eventually(|| how_many(&shown, ".day-slots__shut") == 1).await;
    let shut = text(&find(&shown, ".day-slots__shut"));
    assert!(
        shut.contains("All times of this day are taken") && shut.contains("Tuesday 1 December"),
        "{shut}"
    );
}

const TAKEN: &str =
    r#"{"type":"x","kind":"slot_taken","title":"Taken","status":409,"booking":{"alternatives":["#;

fn taken() -> String {
    let other = |kind: &str, start: &str, more: &str| {
        format!(
            r#"{{"kind":"{kind}","service":"s_1","venue":"Lantern East","time":{},"price":{}{more}}}"#,
            time(start),
            euro(3_800)
        )
    };
    let all = [
        other("same_staff", "2026-11-26T03:15:00Z", r#","staff":{"id":"p_1","name":"Mei"}"#),
        other("same_time", "2026-11-26T02:30:00Z", r#","staff":{"id":"p_2","name":"Lin"}"#),
        other("other_venue", "2026-11-26T02:30:00Z", r#","distance":900"#),
    ];
    format!("{TAKEN}{}]}}}}", all.join(","))
}

#[wasm_bindgen_test]
async fn o2o_07_a_time_that_is_taken_leads_to_three_others_and_loses_nothing() {
    begin(true);
    let backend = Backend::default();
    backend.answer(HELD, 200, "null");
    let shown = open(&backend);
    answered().await;
    fire(&find(&shown, ".service-party .ui-icon-button:last-child"), "click");
    answered().await;
    let party = |shown: &Element| {
        script(&find(shown, "#party"), "return element.value").as_string().unwrap_or_default()
    };
    assert_eq!(party(&shown), "2");
    backend.answer(HOLD, 409, &taken());
    fire(&find(&shown, ".slot"), "click");
    eventually(|| how_many(&shown, ".holding__refused") == 1).await;
    let message = find(&shown, "#slot-refused");
    eventually(|| has_focus(&message)).await;
    assert!(has_focus(&message), "the message is where one goes on from");
    assert!(text(&message).contains("10:30 has just been taken"), "{}", text(&message));
    let others = text(&find(&shown, ".holding__others"));
    for words in ["The same person", "11:15", "with Lin", "Lantern East", "0.9 km away", "€38.00"] {
        assert!(others.contains(words), "{words}: {others}");
    }
    assert_eq!(how_many(&shown, ".holding__others button"), 3);
    assert_eq!((party(&shown).as_str(), how_many(&shown, ".holding__refused")), ("2", 1));
    assert!(label(&find(&shown, "[aria-selected=true]")).starts_with("Thursday"));
    let asked = backend.asked("/v1/services/s_1/bookings");
    fire(&find(&shown, ".holding__others button"), "click");
    eventually(|| backend.asked("/v1/services/s_1/bookings") > asked).await;
    assert_eq!(backend.asked("/v1/services/s_1/bookings"), asked + 1);
}

#[wasm_bindgen_test]
async fn o2o_07_a_time_that_cannot_be_booked_any_more_brings_fresh_ones() {
    begin(true);
    let backend = Backend::default();
    backend.answer(HELD, 200, "null");
    let shown = open(&backend);
    answered().await;
    backend.answer(HOLD, 422, r#"{"type":"x","kind":"slot_unavailable","title":"Too soon","status":422}"#);
    let late = slot(&time("2026-11-26T02:30:00Z"), "too_soon", "");
    backend.answer(SLOTS, 200, &slots("2026-11-26", &late, ""));
    fire(&find(&shown, ".slot"), "click");
    eventually(|| how_many(&shown, ".holding__refused") == 1).await;
    eventually(|| text(&find(&shown, ".slot__note")).contains("too soon")).await;
    assert!(text(&find(&shown, ".slot__note")).contains("too soon"));
    assert!(text(&find(&shown, "#slot-refused")).contains("cannot be booked any more"));
    assert_eq!(how_many(&shown, ".holding__others"), 0);
}

pub(crate) fn booking(status: &str, expires: &str) -> String {
    format!(
        r#"{{"id":"b_1","number":"B-1","version":"1","status":"{status}","service":"s_1","title":"Haircut",
        "venue":{{"card":{VENUE},"street":["Lane 1"],"country":"TW"}},"time":{},"party":1,
        "terms":{{"version":"1","price":{},"basis":"booking","charge":"deposit","due_now":{},"due_at_venue":{},
        "ends_at":"2026-11-26T02:30:00Z","late_minutes":15,"no_show_fee":{}}},"paid":{},
        "hold":{{"id":"h_1","state":"active","expires_at":"{expires}"}},"allowed_actions":["pay","let_go"]}}"#,
        time("2026-11-26T02:30:00Z"),
        euro(3_800),
        euro(1_000),
        euro(2_800),
        euro(1_900),
        euro(0)
    )
}

#[wasm_bindgen_test]
async fn o2o_06_what_is_held_is_shown_with_its_time_and_the_way_on() {
    begin(true);
    let backend = Backend::default();
    backend.answer(HELD, 200, &booking("held", "2026-11-26T12:08:12Z"));
    let shown = open(&backend);
    answered().await;
    eventually(|| how_many(&shown, ".holding .ui-countdown") == 1).await;
    let strip = text(&find(&shown, ".holding .ui-notice"));
    assert!(strip.contains("10:30") && (strip.contains("8:12") || strip.contains("8:11")), "{strip}");
    let href = find(&shown, ".holding .ui-notice a").get_attribute("href").unwrap_or_default();
    assert_eq!(href, "/bookings/b_1");
}

#[wasm_bindgen_test]
async fn o2o_06_a_hold_that_ran_out_is_said_at_once() {
    begin(true);
    let urgent = draw(|| ().into_view());
    announce::attach(draw(|| ().into_view()), urgent.clone());
    let backend = Backend::default();
    backend.answer(HELD, 200, &booking("held", "2026-11-26T11:59:59Z"));
    let runtime = backend.start();
    let shown = open_of(runtime.clone(), &backend);
    answered().await;
    eventually(|| how_many(&shown, ".holding .ui-notice") == 1).await;
    backend.answer(HELD, 200, "null");
    runtime.queries().invalidate(HELD);
    eventually(|| how_many(&shown, ".holding .ui-notice") == 0).await;
    assert_eq!(how_many(&shown, ".holding .ui-notice"), 0);
    assert!(text(&urgent).contains("Nothing was charged"), "{}", text(&urgent));
}

#[wasm_bindgen_test]
async fn o2o_06_picking_a_time_holds_it_and_leads_to_the_booking() {
    begin(true);
    let backend = Backend::default();
    backend.answer(HELD, 200, "null");
    let before = in_window("location.pathname + location.search");
    let shown = open(&backend);
    answered().await;
    backend.answer(HOLD, 200, &booking("held", "2026-11-26T12:10:00Z"));
    fire(&find(&shown, ".slot"), "click");
    eventually(|| in_window("location.pathname") == "/bookings/b_1").await;
    assert_eq!(in_window("location.pathname"), "/bookings/b_1");
    in_window(&format!("history.replaceState(null, '', '{before}')"));
}

#[wasm_bindgen_test]
async fn o2o_01_a_service_that_is_not_there_leads_on() {
    begin(false);
    let backend = Backend::default();
    backend.answer(SERVICE, 404, r#"{"type":"x","kind":"not_found","title":"None","status":404}"#);
    let shown = page("/services/s_1", &backend, || view! { <ServicePage/> });
    answered().await;
    assert_eq!(text(&find(&shown, "h1")), "This service is not here");
    assert_eq!(find(&shown, ".ui-empty a").get_attribute("href").as_deref(), Some("/services"));
}
