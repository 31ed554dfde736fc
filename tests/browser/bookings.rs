//! One booking and one's own bookings, over a backend that answers when the test says so.

use fivefold::{
    data::{LiveRegions, Router},
    features::bookings::{BookingPage, ChangePage, MyBookingsPage},
    platform::{intl, storage},
};
use fivefold_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    auctions::{answered, euro, eventually, nothing_follows, page, sign_in},
    backend::Backend,
    group_seats::href,
    services::in_window,
    stage::{Errors, document, find, fire, has_focus, how_many, script, text},
};

const BOOKING: &str = "/v1/bookings/b_1";
const PRESENCE: &str = "/v1/bookings/b_1/presence";
const ORDER: &str = "POST /v1/bookings/b_1/order";
const QUOTE: &str = "/v1/bookings/b_1/cancellation";
const CANCEL: &str = "POST /v1/bookings/b_1/cancel";
const TAKE: &str = "POST /v1/services/s_1/bookings";
const PAYMENTS: &str = "POST /v1/payments";

const SHOP: &str = r#"{"shop":"Harbour","offers":["bookings","accounts"],"locales":["en"],"currencies":[],
    "payment_methods":[{"id":"card","name":"Card"},{"id":"wallet","name":"Harbour wallet"}],
    "markets":[{"id":"EU","name":"Europe","countries":["DE"],"currency":"EUR","tax_included":true}]}"#;
const ME: &str = r#"{"id":"a_1","version":"1","email":"mei@example.com","name":"Mei Lin","roles":["buyer"],
    "preferences":{}}"#;
const HOLD: &str = r#","hold":{"id":"h_1","state":"active","expires_at":"2026-11-26T12:09:30Z"}"#;
const OWNER: &str = r#","token":"secret","contact":{"email":"mei@example.com"}"#;

/// A time in Taipei, where it is another one than in most browsers.
fn time(start: &str, end: &str) -> String {
    format!(
        r#"{{"start":"{start}","end":"{end}","zone":"Asia/Taipei","offset_minutes":480,"abbreviation":"CST"}}"#
    )
}

/// A booking with some more of its parts.
fn booking(status: &str, version: u32, actions: &str, more: &str) -> String {
    let terms = format!(
        r#"{{"version":"t1","price":{0},"basis":"booking","charge":"deposit","due_now":{1},"due_at_venue":{2},
        "free_until":"2026-11-27T02:30:00Z","steps":[{{"after":"2026-11-27T02:30:00Z","fee":{3}}},
        {{"after":"2026-11-28T00:30:00Z","fee":{1}}}],"ends_at":"2026-11-28T02:30:00Z","late_minutes":15,
        "no_show_fee":{1}}}"#,
        euro(6_000),
        euro(1_500),
        euro(4_500),
        euro(750)
    );
    let when = time("2026-11-28T02:30:00Z", "2026-11-28T03:15:00Z");
    let paid = euro(if matches!(status, "confirmed" | "fulfilled") { 1_500 } else { 0 });
    format!(
        r#"{{"id":"b_1","number":"B-1042","version":"{version}","status":"{status}","service":"s_1",
        "title":"Haircut","venue":{{"card":{{"id":"v_1","name":"Studio Harbour","city":"Taipei",
        "zone":"Asia/Taipei","location":{{"latitude":25030000,"longitude":121560000}}}},"street":["Road 1"],
        "country":"TW","directions":["From the station, turn left."],"access":["There is a step."],
        "phone":"+886 2 1234"}},"time":{when},"staff":{{"id":"st_1","name":"Ana"}},"party":2,"terms":{terms},
        "paid":{paid},"allowed_actions":[{actions}]{more}}}"#
    )
}

fn held(more: &str) -> String {
    booking("held", 1, r#""pay","let_go""#, &[HOLD, more].concat())
}

fn problem(kind: &str, more: &str) -> String {
    format!(r#"{{"type":"x","kind":"{kind}","title":"No","status":409{more}}}"#)
}

fn others() -> String {
    format!(
        r#","booking":{{"alternatives":[{{"kind":"same_staff","service":"s_1","venue":"Studio Harbour",
        "time":{0},"staff":{{"id":"st_1","name":"Ana"}},"price":{1}}},{{"kind":"other_venue","service":"s_2",
        "venue":"Studio Hill","time":{0},"price":{1},"distance":1240}}]}}"#,
        time("2026-11-28T04:00:00Z", "2026-11-28T04:45:00Z"),
        euro(6_000)
    )
}

fn guest() {
    sign_in(false);
    storage::set("session", "token");
}

/// The page of the booking, for whoever the test has let in.
async fn shown(backend: &Backend, answer: &str) -> Element {
    shown_at(backend, "/bookings/b_1", answer).await
}

async fn shown_at(backend: &Backend, path: &str, answer: &str) -> Element {
    // Another test may have chosen another one.
    intl::set_locale("en-GB");
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer("/v1/me", 200, ME);
    backend.answer(BOOKING, 200, answer);
    backend.answer(PRESENCE, 200, answer);
    let seen = page(path, backend, || view! { <LiveRegions/><BookingPage/> }.into_view());
    answered().await;
    seen
}

fn said(within: &Element, politeness: &str) -> String {
    text(&find(within, &format!("[aria-live={politeness}]")))
}

fn type_in(within: &Element, id: &str, words: &str) {
    script(&find(within, id), &format!("element.value = '{words}'"));
    fire(&find(within, id), "input");
}

fn typed(within: &Element, id: &str) -> String {
    script(&find(within, id), "return element.value").as_string().unwrap_or_default()
}

/// Accepts the terms and chooses how to pay.
async fn agree(within: &Element) {
    for input in ["#booking-consent input", "#booking-method input"] {
        script(&find(within, input), "element.click()");
    }
    answered().await;
}

fn submit(within: &Element) {
    script(&find(within, ".booking-form"), "element.requestSubmit()");
}

fn window(event: &str) {
    let tell = format!("window.dispatchEvent(new Event('{event}'))");
    script(&document().create_element("i").expect("an element"), &tell);
}

/// The key of the command that this browser has not seen to its end.
fn unfinished() -> String {
    let stored = storage::names("commitment.").first().and_then(|name| storage::get(name));
    let key = stored.as_deref().and_then(|stored| stored.split(r#""key":""#).nth(1)?.split('"').next());
    key.unwrap_or_default().to_owned()
}

/// What became of a command, as the shop says it to whoever asks by its key.
fn report(backend: &Backend, key: &str, status: u16, body: &str) {
    let report = format!(r#"{{"state":"done","status":{status},"body":{body}}}"#);
    backend.answer(&format!("/v1/commitments/{key}"), 200, &report);
}

#[wasm_bindgen_test]
async fn o2o_06_a_held_time_counts_down_and_knows_who_is_signed_in() {
    sign_in(true);
    let seen = shown(&Backend::default(), &held("")).await;
    assert_eq!(text(&find(&seen, ".booking-stand__title")), "Your time is held");
    assert_eq!(text(&find(&seen, "[role=timer]")), "9:30");
    eventually(|| typed(&seen, "#booking-name") == "Mei Lin").await;
    assert_eq!(typed(&seen, "#booking-email"), "mei@example.com");
    assert_eq!(text(&find(&seen, ".booking-form > .ui-button")), "Pay €15.00 and book");
}

#[wasm_bindgen_test]
async fn o2o_06_what_was_typed_survives_a_reload() {
    guest();
    let backend = Backend::default();
    let seen = shown(&backend, &held("")).await;
    type_in(&seen, "#booking-name", "Lin");
    type_in(&seen, "#booking-note", "By the window");
    let again = shown(&Backend::default(), &held("")).await;
    assert_eq!((typed(&again, "#booking-name"), typed(&again, "#booking-note")), {
        ("Lin".to_owned(), "By the window".to_owned())
    });
}

#[wasm_bindgen_test]
async fn o2o_06_a_page_that_goes_says_so_and_one_that_is_back_too() {
    guest();
    let backend = Backend::default();
    shown(&backend, &held("")).await;
    let told = || backend.sent(&["PUT ", PRESENCE].concat());
    assert_eq!(told(), [r#"{"is_here":true}"#]);
    window("pagehide");
    answered().await;
    assert_eq!(told().last().map(String::as_str), Some(r#"{"is_here":false}"#));
    window("pageshow");
    answered().await;
    assert_eq!(told().last().map(String::as_str), Some(r#"{"is_here":true}"#));
    assert_eq!(told().len(), 3, "who was not gone is not back");
}

/// A booking that one can go on from to another page of the app.
fn on_the_way() -> View {
    let is_here = RwSignal::new(true);
    view! {
        <button class="leave" on:click=move |_| is_here.set(false)></button>
        {move || is_here.get().then(|| view! { <BookingPage/> })}
    }
}

#[wasm_bindgen_test]
async fn o2o_06_going_on_to_another_page_of_the_shop_is_leaving_and_going_to_pay_is_not() {
    guest();
    let backend = Backend::default();
    let told = || backend.sent(&["PUT ", PRESENCE].concat()).last().cloned().unwrap_or_default();
    for (path, answer) in [("/v1/capabilities", SHOP), (BOOKING, &held("")), (PRESENCE, &held(""))] {
        backend.answer(path, 200, answer);
    }
    let seen = page("/bookings/b_1", &backend, on_the_way);
    answered().await;
    fire(&find(&seen, ".leave"), "click");
    answered().await;
    assert_eq!(told(), r#"{"is_here":false}"#);

    let backend = Backend::default();
    let told = || backend.sent(&["PUT ", PRESENCE].concat());
    for (path, answer) in [("/v1/capabilities", SHOP), (BOOKING, &held("")), (PRESENCE, &held(""))] {
        backend.answer(path, 200, answer);
    }
    backend.answer(ORDER, 200, &held(r#","order":"o_1""#));
    let seen = page("/bookings/b_1", &backend, on_the_way);
    answered().await;
    type_in(&seen, "#booking-name", "Mei");
    type_in(&seen, "#booking-email", "mei@example.com");
    agree(&seen).await;
    submit(&seen);
    // The payment is being started, which nobody answers here.
    eventually(|| backend.asked("/v1/payments") == 1).await;
    fire(&find(&seen, ".leave"), "click");
    window("pagehide");
    nothing_follows().await;
    assert_eq!(told(), [r#"{"is_here":true}"#]);
}

#[wasm_bindgen_test]
async fn o2o_06_another_tab_that_goes_ends_no_hold_of_this_one() {
    guest();
    let backend = Backend::default();
    let seen = shown(&backend, &held("")).await;
    let shorter = held("").replace("12:09:30", "12:01:00").replace(r#""version":"1""#, r#""version":"2""#);
    backend.answer(BOOKING, 200, &shorter);
    window("pageshow");
    // The answer to being there is newer than what is known, so the booking is asked for again.
    backend.answer(PRESENCE, 200, &shorter);
    window("pagehide");
    window("pageshow");
    eventually(|| text(&find(&seen, "[role=timer]")) == "1:00").await;
    eventually(|| backend.sent(&["PUT ", PRESENCE].concat()).len() == 4).await;
    assert_eq!(backend.sent(&["PUT ", PRESENCE].concat()).len(), 4);
}

#[wasm_bindgen_test]
async fn o2o_02_the_venue_s_time_comes_first_with_its_zone() {
    guest();
    let seen = shown(&Backend::default(), &held("")).await;
    assert_eq!(text(&find(&seen, ".booking-time__time")), "10:30");
    assert!(text(&find(&seen, ".booking-time__day")).contains("Saturday"));
    assert!(text(&find(&seen, ".booking-time__zone")).contains("45 min"));
}

#[wasm_bindgen_test]
async fn o2o_09_the_terms_stand_before_the_payment_and_consent_is_to_their_version() {
    sign_in(true);
    let backend = Backend::default();
    let seen = shown(&backend, &held("")).await;
    let terms = text(&find(&seen, "#booking-terms").parent_element().expect("it is in its card"));
    for part in
        ["Free to cancel until 27 Nov 2026, 10:30", "€7.50", "28 Nov 2026, 08:30", "15 minutes", "€15.00"]
    {
        assert!(terms.contains(part), "{part}: {terms}");
    }
    assert_eq!(how_many(&seen, ".booking-fees tbody tr"), 3);
    let costs = text(&find(&seen, ".booking-costs"));
    assert!(["€60.00", "Deposit", "€45.00"].iter().all(|part| costs.contains(part)), "{costs}");
    assert!(text(&find(&seen, "#booking-consent")).contains("Studio Harbour (version t1)"));
    eventually(|| typed(&seen, "#booking-name") == "Mei Lin").await;
    submit(&seen);
    nothing_follows().await;
    assert_eq!(backend.asked("/v1/bookings/b_1/order"), 0, "nothing is agreed to by saying nothing");
    assert!(has_focus(&find(&seen, "#booking-consent input")));
    agree(&seen).await;
    backend.answer(ORDER, 200, &held(r#","order":"o_1""#));
    submit(&seen);
    eventually(|| backend.asked("/v1/payments") == 1).await;
    let sent = backend.sent(ORDER).pop().unwrap_or_default();
    assert!(sent.contains(r#""policy":"t1""#) && sent.contains(r#""expected_due":{"minor":1500"#), "{sent}");
    let paid = backend.sent(PAYMENTS).pop().unwrap_or_default();
    assert!(paid.contains(r#""id":"o_1""#) && paid.contains("/checkout/payment"), "{paid}");
}

#[wasm_bindgen_test]
async fn x_idem_two_presses_are_one_order_and_one_payment() {
    sign_in(true);
    let backend = Backend::default();
    let seen = shown(&backend, &held("")).await;
    eventually(|| typed(&seen, "#booking-name") == "Mei Lin").await;
    agree(&seen).await;
    submit(&seen);
    submit(&seen);
    eventually(|| backend.asked("/v1/bookings/b_1/order") == 1).await;
    let done = held(r#","order":"o_1""#);
    backend.answer(BOOKING, 200, &done);
    backend.answer(ORDER, 200, &done);
    eventually(|| backend.asked("/v1/payments") == 1).await;
    nothing_follows().await;
    assert_eq!((backend.asked("/v1/bookings/b_1/order"), backend.asked("/v1/payments")), (1, 1));
}

#[wasm_bindgen_test]
async fn x_idem_a_page_that_is_loaded_again_asks_about_the_same_command_and_pays_nothing() {
    sign_in(true);
    let backend = Backend::default();
    let seen = shown(&backend, &held("")).await;
    eventually(|| typed(&seen, "#booking-name") == "Mei Lin").await;
    agree(&seen).await;
    submit(&seen);
    eventually(|| backend.asked("/v1/bookings/b_1/order") == 1).await;
    let key = unfinished();
    assert!(!key.is_empty());
    let reloaded = Backend::default();
    let done = held(r#","order":"o_1""#);
    report(&reloaded, &key, 200, &done);
    let again = shown(&reloaded, &done).await;
    eventually(|| unfinished().is_empty()).await;
    assert_eq!(unfinished(), "", "it has been seen to its end");
    assert_eq!(reloaded.asked(&format!("/v1/commitments/{key}")), 1);
    assert_eq!((reloaded.asked("/v1/bookings/b_1/order"), reloaded.asked("/v1/payments")), (0, 0));
    assert_eq!(how_many(&again, ".booking-form"), 1);
}

#[wasm_bindgen_test]
async fn o2o_09_an_amount_that_changed_is_said_and_asked_about_again() {
    sign_in(true);
    let backend = Backend::default();
    let seen = shown(&backend, &held("")).await;
    eventually(|| typed(&seen, "#booking-name") == "Mei Lin").await;
    agree(&seen).await;
    let totals = format!(r#","totals":{{"was":{},"now":{}}}"#, euro(1_500), euro(1_800));
    backend.answer(ORDER, 409, &problem("price_changed", &totals));
    let dearer = held("").replace(r#""due_now":{"minor":1500"#, r#""due_now":{"minor":1800"#);
    backend.answer(BOOKING, 200, &dearer.replace(r#""version":"1""#, r#""version":"2""#));
    submit(&seen);
    eventually(|| text(&seen).contains("It costs €18.00 now, not €15.00")).await;
    eventually(|| text(&find(&seen, ".booking-form > .ui-button")).contains("€18.00")).await;
    assert!(text(&find(&seen, ".booking-form > .ui-button")).contains("€18.00"));
    assert_eq!(backend.asked("/v1/payments"), 0);
}

#[wasm_bindgen_test]
async fn o2o_07_a_time_that_is_lost_is_one_message_with_others_and_keeps_what_was_typed() {
    guest();
    let backend = Backend::default();
    let seen = shown(&backend, &held("")).await;
    type_in(&seen, "#booking-name", "Lin");
    type_in(&seen, "#booking-email", "lin@example.com");
    agree(&seen).await;
    backend.answer(ORDER, 409, &problem("hold_ended", &others()));
    backend.answer(BOOKING, 200, &booking("hold_expired", 2, r#""book_again""#, ""));
    submit(&seen);
    eventually(|| text(&seen).contains("Your hold has ended")).await;
    assert_eq!(how_many(&seen, ".booking-stand__title"), 1);
    assert_eq!(text(&find(&seen, ".booking-stand__title")), "Your hold has ended");
    assert!(said(&seen, "assertive").contains("Your hold has ended"));
    assert_eq!(how_many(&seen, ".booking-form"), 0);
    let times = text(&find(&seen, ".booking-others"));
    assert!(times.contains("12:00") && times.contains("Studio Hill") && times.contains("1.3 km"), "{times}");
    let taken = booking("held", 1, r#""pay""#, HOLD).replace("b_1", "b_2");
    backend.answer(TAKE, 200, &taken);
    fire(&find(&seen, ".booking-others button"), "click");
    eventually(|| backend.asked("/v1/services/s_1/bookings") == 1).await;
    let sent = backend.sent(TAKE).pop().unwrap_or_default();
    assert_eq!(sent, r#"{"start":"2026-11-28T04:00:00.000Z","staff":"st_1","party":2}"#);
    let kept = storage::get("account.booking").unwrap_or_default();
    assert!(kept.contains("lin@example.com"), "{kept}");
}

#[wasm_bindgen_test]
async fn o2o_07_a_hold_that_ran_out_can_be_taken_once_more() {
    guest();
    let backend = Backend::default();
    let seen = shown(&backend, &booking("hold_expired", 2, r#""book_again""#, "")).await;
    assert!(text(&find(&seen, ".booking-stand")).contains("you were not charged"));
    assert_eq!(how_many(&seen, "[role=timer]"), 0);
    backend.answer(TAKE, 409, &problem("slot_taken", &others()));
    fire(&find(&seen, ".booking-actions button"), "click");
    eventually(|| text(&seen).contains("Somebody else has just taken this time")).await;
    assert_eq!(how_many(&seen, ".booking-others button"), 2);
    assert_eq!(how_many(&seen, ".booking-stand__title"), 1);
    assert_eq!(said(&seen, "assertive"), "", "only a hold that ran out interrupts");
    assert!(said(&seen, "polite").contains("Somebody else has just taken this time"));
}

#[wasm_bindgen_test]
async fn o2o_06_a_time_that_another_page_could_not_take_ends_no_hold_here() {
    guest();
    let backend = Backend::default();
    let seen = shown(&backend, &booking("hold_expired", 2, r#""book_again""#, "")).await;
    fire(&find(&seen, ".booking-actions button"), "click");
    eventually(|| backend.asked("/v1/services/s_1/bookings") == 1).await;
    // It is answered while another booking of the service is shown.
    let other = Backend::default();
    report(&other, &unfinished(), 409, &problem("slot_taken", &others()));
    let seen = shown(&other, &held("")).await;
    eventually(|| unfinished().is_empty()).await;
    nothing_follows().await;
    assert_eq!(unfinished(), "", "it has been seen to its end");
    assert_eq!(text(&find(&seen, ".booking-stand__title")), "Your time is held");
    assert_eq!(how_many(&seen, ".booking-form"), 1);
    assert_eq!(other.sent(&["PUT ", PRESENCE].concat()), [r#"{"is_here":true}"#]);
}

#[wasm_bindgen_test]
async fn o2o_08_money_that_came_too_late_is_on_its_way_back_with_amount_way_and_day() {
    sign_in(true);
    let back = format!(
        r#","money":[{{"kind":"refunded","amount":{},"method":"card","at":"2026-11-26T11:00:00Z",
        "is_done":false,"expected_by":"2026-12-03T12:00:00Z"}}]"#,
        euro(1_500)
    );
    let seen = shown(&Backend::default(), &booking("returning", 3, r#""book_again""#, &back)).await;
    assert_eq!(text(&find(&seen, ".booking-stand__title")), "We are returning your money");
    let money = text(&find(&seen, ".money-steps__step--open"));
    assert!(["€15.00", "Card", "3 Dec 2026"].iter().all(|part| money.contains(part)), "{money}");
    assert!(text(&find(&seen, ".booking-head")).contains("B-1042"), "the reference");
    let grace = held(r#","in_grace":true"#);
    let seen = shown(&Backend::default(), &grace).await;
    assert_eq!(text(&find(&seen, ".booking-stand__title")), "Your payment is being confirmed");
}

const CONFIRMED: &str = r#""show","change","cancel""#;

#[wasm_bindgen_test]
async fn o2o_12_a_confirmed_booking_has_everything_that_one_needs_there() {
    sign_in(true);
    let more = [OWNER, r#","calendar":"/v1/bookings/b_1/calendar.ics?token=secret""#].concat();
    let seen = shown(&Backend::default(), &booking("confirmed", 2, CONFIRMED, &more)).await;
    let words = text(&seen);
    for part in ["You are booked", "B-1042", "turn left", "a step", "With Ana", "2 people", "mei@example.com"]
    {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert!(href(&seen, ".booking-actions .ui-button--strong").ends_with("/bookings/b_1/voucher"));
    let calendar = find(&seen, "a[download]").get_attribute("href").unwrap_or_default();
    assert!(calendar.ends_with("/v1/bookings/b_1/calendar.ics?token=secret"), "{calendar}");
    assert!(text(&find(&seen, ".booking-costs")).contains("Paid at the venue"));
    assert_eq!(how_many(&seen, ".booking-form"), 0);
}

#[wasm_bindgen_test]
async fn o2o_12_a_booking_that_is_opened_by_its_link_works_signed_out() {
    sign_in(false);
    let backend = Backend::default();
    backend.answer("/v1/sessions", 200, r#"{"token":"t2","expires_at":"2026-12-23T00:00:00Z"}"#);
    let answer = booking("confirmed", 2, r#""show""#, "");
    let seen = shown_at(&backend, "/bookings/b_1?token=secret", &answer).await;
    eventually(|| text(&seen).contains("You are booked")).await;
    assert!(text(&seen).contains("through its link"), "{}", text(&seen));
    assert!(
        href(&seen, ".booking-actions .ui-button--strong").ends_with("/bookings/b_1/voucher?token=secret")
    );
    assert_eq!(how_many(&seen, ".booking-actions button"), 0, "only its owner cancels it");
}

fn quote(version: u32, fee: i64, until: &str) -> String {
    format!(
        r#"{{"version":"{version}","at":"2026-11-26T12:00:00Z","fee":{},"refund":{},{until}"method":"card",
        "expected_by":"2026-12-03T12:00:00Z"}}"#,
        euro(fee),
        euro(1_500 - fee)
    )
}

async fn asked_to_cancel(backend: &Backend, first: &str) -> Element {
    sign_in(true);
    let seen = shown(backend, &booking("confirmed", 2, CONFIRMED, OWNER)).await;
    backend.answer(QUOTE, 200, first);
    fire(&find(&seen, ".booking-actions > button"), "click");
    answered().await;
    seen
}

/// Nothing else on the page that the tests share can have the focus while a question is open.
async fn close(within: &Element) {
    fire(&find(within, "dialog .booking-actions button:last-child"), "click");
    answered().await;
    assert_eq!(how_many(within, "dialog[open]"), 0);
}

#[wasm_bindgen_test]
async fn o2o_14_cancelling_says_first_what_goes_back_how_and_when_and_asks_once() {
    let backend = Backend::default();
    let seen = asked_to_cancel(&backend, &quote(2, 0, r#""until":"2026-11-27T02:30:00Z","#)).await;
    let asks = text(&find(&seen, "dialog[open]"));
    for part in ["You get back €15.00", "Nothing is kept", "27 Nov 2026, 10:30", "Card", "3 Dec 2026"] {
        assert!(asks.contains(part), "{part}: {asks}");
    }
    assert_eq!(backend.asked("/v1/bookings/b_1/cancel"), 0);
    let gone = booking("cancelled", 3, r#""book_again""#, OWNER);
    backend.answer(CANCEL, 200, &gone);
    backend.answer(BOOKING, 200, &gone);
    fire(&find(&seen, "dialog .ui-button--danger"), "click");
    fire(&find(&seen, "dialog .ui-button--danger"), "click");
    eventually(|| text(&seen).contains("You cancelled this booking")).await;
    assert_eq!(backend.asked("/v1/bookings/b_1/cancel"), 1);
    let sent = backend.sent(CANCEL).pop().unwrap_or_default();
    assert!(sent.contains(r#""expected_refund":{"minor":1500"#), "{sent}");
    // Pages of other tests have a heading with this id too.
    let focused = || document().active_element().map(|element| element.id()).unwrap_or_default();
    eventually(|| focused() == "booking-stands").await;
    assert_eq!(focused(), "booking-stands");
}

#[wasm_bindgen_test]
async fn o2o_14_a_boundary_that_passes_while_the_question_is_open_is_quoted_anew() {
    let backend = Backend::default();
    let seen = asked_to_cancel(&backend, &quote(2, 0, r#""until":"2026-11-26T12:00:01Z","#)).await;
    backend.answer(QUOTE, 200, &quote(2, 750, r#""until":"2026-11-28T00:30:00Z","#));
    eventually(|| text(&find(&seen, "dialog[open]")).contains("has just changed")).await;
    let asks = text(&find(&seen, "dialog[open]"));
    assert!(asks.contains("€7.50, not €15.00") && asks.contains("Cancel and get €7.50 back"), "{asks}");
    close(&seen).await;
}

#[wasm_bindgen_test]
async fn o2o_14_a_refusal_because_less_goes_back_is_quoted_anew_and_asked_again() {
    let backend = Backend::default();
    let seen = asked_to_cancel(&backend, &quote(2, 0, "")).await;
    backend.answer(CANCEL, 409, &problem("price_changed", ""));
    backend.answer(QUOTE, 200, &quote(2, 1_500, ""));
    fire(&find(&seen, "dialog .ui-button--danger"), "click");
    eventually(|| text(&find(&seen, "dialog[open]")).contains("You get nothing back")).await;
    let asks = text(&find(&seen, "dialog[open]"));
    assert!(asks.contains("Cancel without money back"), "{asks}");
    close(&seen).await;
}

#[wasm_bindgen_test]
async fn o2o_14_a_question_that_is_opened_again_shows_and_takes_nothing_older() {
    let backend = Backend::default();
    let seen = asked_to_cancel(&backend, &quote(2, 0, "")).await;
    fire(&find(&seen, "dialog .booking-actions .ui-button--quiet"), "click");
    // The browser tells of the closing later.
    nothing_follows().await;
    backend.answer(QUOTE, 200, &quote(2, 750, ""));
    fire(&find(&seen, ".booking-actions > button"), "click");
    assert!(!text(&seen).contains("You get back €15.00"));
    eventually(|| how_many(&seen, "dialog[open]") == 1).await;
    eventually(|| text(&find(&seen, "dialog[open]")).contains("You get back")).await;
    let asks = text(&find(&seen, "dialog[open]"));
    assert!(asks.contains("You get back €7.50") && !asks.contains("has just changed"), "{asks}");
}

#[wasm_bindgen_test]
async fn o2o_14_a_question_that_is_closed_too_early_says_beside_its_button_what_came_of_it() {
    let backend = Backend::default();
    let seen = asked_to_cancel(&backend, &quote(2, 0, "")).await;
    fire(&find(&seen, "dialog .ui-button--danger"), "click");
    eventually(|| backend.asked("/v1/bookings/b_1/cancel") == 1).await;
    fire(&find(&seen, "dialog .booking-actions .ui-button--quiet"), "click");
    answered().await;
    assert_eq!(how_many(&seen, "dialog[open]"), 0);
    assert_eq!(how_many(&seen, ".booking-actions > button[aria-busy=true]"), 1);
    backend.answer(CANCEL, 409, &problem("not_cancellable", ""));
    eventually(|| text(&seen).contains("The shop refused this: No")).await;
    assert!(said(&seen, "polite").contains("The shop refused this: No"));
    assert_eq!(how_many(&seen, ".booking-stand .ui-field__error:not(:empty)"), 1);
    assert_eq!(how_many(&seen, ".booking-actions > button[aria-busy=true]"), 0);
}

#[wasm_bindgen_test]
async fn x_unknown_a_cancellation_without_an_answer_is_asked_about_after_a_reload() {
    let backend = Backend::default();
    let seen = asked_to_cancel(&backend, &quote(2, 0, "")).await;
    fire(&find(&seen, "dialog .ui-button--danger"), "click");
    eventually(|| backend.asked("/v1/bookings/b_1/cancel") == 1).await;
    let key = unfinished();
    let reloaded = Backend::default();
    let seen = shown(&reloaded, &booking("confirmed", 2, CONFIRMED, OWNER)).await;
    assert!(text(&seen).contains("We did not hear back in time"), "{}", text(&seen));
    fire(&find(&seen, ".booking-actions > button"), "click");
    answered().await;
    assert_eq!(how_many(&seen, "dialog[open]"), 0, "nothing is asked twice");
    let gone = booking("cancelled", 3, r#""book_again""#, OWNER);
    reloaded.answer(BOOKING, 200, &gone);
    report(&reloaded, &key, 200, &gone);
    eventually(|| text(&seen).contains("You cancelled this booking")).await;
    assert!(text(&seen).contains("You cancelled this booking"));
    assert_eq!(reloaded.asked("/v1/bookings/b_1/cancel"), 0);
}

#[wasm_bindgen_test]
async fn x_state_a_booking_that_only_the_shop_understands_is_only_read() {
    sign_in(true);
    let seen =
        shown(&Backend::default(), &booking("beamed_up", 2, r#""pay","cancel","book_again""#, "")).await;
    assert_eq!(text(&find(&seen, ".booking-stand__title")), "Your booking");
    assert_eq!(how_many(&seen, ".booking-stand button") + how_many(&seen, ".booking-actions a"), 0);
    for (status, title) in [
        ("cancelled_by_venue", "The venue cancelled this booking"),
        ("fulfilled", "You were there"),
        ("no_show", "You were not there"),
        ("let_go", "You gave this time up"),
        ("returned", "Your money is back"),
    ] {
        let seen = shown(&Backend::default(), &booking(status, 2, r#""book_again""#, "")).await;
        assert_eq!(text(&find(&seen, ".booking-stand__title")), title);
        assert!(how_many(&seen, ".booking-actions a") > 0, "{status} leads on");
    }
}

#[wasm_bindgen_test]
async fn x_err_a_booking_that_is_not_there_leads_on() {
    guest();
    let backend = Backend::default();
    backend.answer(BOOKING, 404, "{}");
    let seen = page("/bookings/b_1", &backend, || view! { <BookingPage/> });
    answered().await;
    assert_eq!(text(&find(&seen, "h1")), "This booking is not here");
    assert!(href(&seen, ".ui-empty .ui-button--strong").ends_with("/bookings"));
}

fn change(difference: i64, settles: &str, more: &str) -> String {
    format!(
        r#"{OWNER},"change":{{"time":{},"hold":{{"id":"h_2","state":"active",
        "expires_at":"2026-11-26T12:08:00Z"}},"price":{},"difference":{},"settles":"{settles}"{more}}}"#,
        time("2026-11-29T04:00:00Z", "2026-11-29T04:45:00Z"),
        euro(6_000 + difference),
        euro(difference)
    )
}

/// The page that moves a booking, until it leads to it.
fn changing() -> View {
    let address = expect_context::<Router>().address();
    let is_here = Memo::new(move |_| address.with(|address| address.path != "/bookings/b_1"));
    let page = move || is_here.get().then(|| view! { <ChangePage/> });
    view! { <LiveRegions/>{page} }.into_view()
}

async fn moving(backend: &Backend, answer: &str) -> Element {
    sign_in(true);
    intl::set_locale("en-GB");
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer(BOOKING, 200, answer);
    let seen = page("/bookings/b_1/change", backend, changing);
    answered().await;
    seen
}

const CONFIRM: &str = "POST /v1/bookings/b_1/change/confirm";

#[wasm_bindgen_test]
async fn o2o_13_the_old_time_stays_while_the_new_one_is_held_and_the_difference_is_said() {
    let backend = Backend::default();
    let before = in_window("location.pathname + location.search");
    let errors = Errors::watch();
    let more = change(-1_000, "at_venue", r#","staff":{"id":"st_1","name":"Ana"}"#);
    let seen = moving(&backend, &booking("confirmed", 2, CONFIRMED, &more)).await;
    let stays = text(&find(&seen, ".booking-stays"));
    assert!(stays.contains("28 Nov") && stays.contains("until the new time is confirmed"), "{stays}");
    assert_eq!(text(&find(&seen, "[role=timer]")), "8:00");
    assert!(text(&seen).contains("€10.00 less") && text(&seen).contains("€50.00"));
    assert!(text(&seen).contains("still counts from the first time: 28 Nov 2026, 10:30"));
    let old = time("2026-11-28T02:30:00Z", "2026-11-28T03:15:00Z");
    let new = time("2026-11-29T04:00:00Z", "2026-11-29T04:45:00Z");
    let moved = booking("confirmed", 3, CONFIRMED, OWNER).replace(&old, &new);
    backend.answer(CONFIRM, 200, &moved);
    backend.answer(BOOKING, 200, &moved);
    fire(&find(&seen, ".booking-actions .ui-button--strong"), "click");
    eventually(|| in_window("location.pathname") == "/bookings/b_1").await;
    nothing_follows().await;
    assert_eq!(in_window("location.pathname"), "/bookings/b_1");
    in_window(&format!("history.replaceState(null, '', '{before}')"));
    assert!(said(&seen, "polite").contains("Your booking has a new time"));
    assert_eq!(errors.count(), 0, "what has gone is led to no more");
    let sent = backend.sent(CONFIRM).pop().unwrap_or_default();
    assert!(sent.contains(r#""expected_difference":{"minor":-1000"#), "{sent}");
    assert_eq!(backend.asked("/v1/payments"), 0);
}

#[wasm_bindgen_test]
async fn o2o_13_a_dearer_time_is_paid_before_the_booking_is_moved() {
    let backend = Backend::default();
    let seen = moving(&backend, &booking("confirmed", 2, CONFIRMED, &change(1_000, "pay_now", ""))).await;
    assert_eq!(text(&find(&seen, ".booking-actions .ui-button--strong")), "Pay €10.00 and change");
    fire(&find(&seen, ".booking-actions .ui-button--strong"), "click");
    nothing_follows().await;
    assert_eq!(backend.asked("/v1/bookings/b_1/change/confirm"), 0, "how it is paid is asked first");
    script(&find(&seen, "input[name=change-method]"), "element.click()");
    let waits = booking("confirmed", 3, CONFIRMED, &change(1_000, "pay_now", r#","order":"o_2""#));
    backend.answer(CONFIRM, 200, &waits);
    backend.answer(BOOKING, 200, &waits);
    fire(&find(&seen, ".booking-actions .ui-button--strong"), "click");
    eventually(|| backend.asked("/v1/payments") == 1).await;
    assert!(backend.sent(PAYMENTS).pop().unwrap_or_default().contains(r#""id":"o_2""#));
}

#[wasm_bindgen_test]
async fn o2o_13_a_new_time_that_is_lost_leaves_the_booking_as_it_is() {
    let backend = Backend::default();
    let seen = moving(&backend, &booking("confirmed", 2, CONFIRMED, &change(0, "nothing", ""))).await;
    backend.answer(CONFIRM, 409, &problem("hold_ended", &others()));
    backend.answer(BOOKING, 200, &booking("confirmed", 3, r#""show""#, OWNER));
    fire(&find(&seen, ".booking-actions .ui-button--strong"), "click");
    eventually(|| text(&seen).contains("Your booking stays as it is")).await;
    assert!(said(&seen, "assertive").contains("Your hold has ended"));
    assert_eq!(how_many(&seen, ".booking-others button"), 1, "another venue is another booking");
    let focused = || has_focus(&find(&seen, ".booking-change > .ui-notice"));
    eventually(focused).await;
    assert!(focused(), "what is said is in sight");
}

#[wasm_bindgen_test]
async fn o2o_13_a_time_that_is_somebody_else_s_was_never_held_and_interrupts_nobody() {
    let backend = Backend::default();
    let answer = booking("confirmed", 2, CONFIRMED, &change(0, "nothing", ""));
    let seen = moving(&backend, &answer).await;
    backend.answer(CONFIRM, 409, &problem("slot_taken", &others()));
    fire(&find(&seen, ".booking-actions .ui-button--strong"), "click");
    eventually(|| text(&seen).contains("Somebody else has just taken this time")).await;
    assert!(said(&seen, "polite").contains("Somebody else has just taken this time"));
    assert_eq!(said(&seen, "assertive"), "");
    assert!(!text(&seen).contains("The hold on the new time has ended"));
}

#[wasm_bindgen_test]
async fn o2o_13_a_new_time_that_was_not_given_up_and_ends_is_spoken_of_once() {
    let backend = Backend::default();
    let seen = moving(&backend, &booking("confirmed", 2, CONFIRMED, &change(0, "nothing", ""))).await;
    backend.answer("POST /v1/bookings/b_1/change/let-go", 409, &problem("version_conflict", ""));
    backend.answer(BOOKING, 200, &booking("confirmed", 3, r#""show""#, OWNER));
    fire(&find(&seen, ".booking-actions > .ui-button--quiet"), "click");
    eventually(|| said(&seen, "assertive").contains("The hold on the new time has ended")).await;
    assert!(said(&seen, "assertive").contains("The hold on the new time has ended"));
    assert_eq!(how_many(&seen, ".booking-change [role=alert]"), 0, "what is spoken is not spoken again");
}

#[wasm_bindgen_test]
async fn x_cart_one_s_own_bookings_say_what_comes_next_and_until_when() {
    guest();
    let backend = Backend::default();
    let rows = [
        held(""),
        booking("confirmed", 2, CONFIRMED, OWNER).replace("b_1", "b_2"),
        booking("confirmed", 2, CONFIRMED, &change(0, "nothing", "")).replace("b_1", "b_3"),
    ];
    backend.answer("/v1/me/bookings", 200, &format!(r#"{{"items":[{}]}}"#, rows.join(",")));
    let seen = page("/bookings", &backend, || view! { <MyBookingsPage/> });
    answered().await;
    let row = |at: usize| find(&seen, &format!(".my-booking:nth-child({at})"));
    assert_eq!(text(&find(&row(1), "[role=timer]")), "9:30");
    assert!(href(&row(1), ".ui-button--strong").ends_with("/bookings/b_1"));
    assert!(text(&row(2)).contains("Free to cancel until 27 Nov 2026, 10:30"));
    assert!(href(&row(2), ".ui-button--strong").ends_with("/bookings/b_2/voucher"));
    assert_eq!(text(&find(&row(3), "[role=timer]")), "8:00");
    assert!(href(&row(3), ".ui-button--strong").ends_with("/bookings/b_3/change"));
    assert_eq!(text(&find(&seen, ".my-bookings-lists [aria-current=page]")), "Upcoming");
    sign_in(false);
    let nobody = page("/bookings?list=past", &Backend::default(), || view! { <MyBookingsPage/> });
    answered().await;
    assert!(href(&nobody, ".ui-empty .ui-button--strong").ends_with("/services"));
}
