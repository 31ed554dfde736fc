//! Vouchers and the door, over a backend that answers when the test says so.

use fivefold::{
    features::bookings::{DoorPage, VoucherPage},
    platform::{intl, storage},
};
use fivefold_api::rules::write_code;
use fivefold_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    auctions::{answered, euro, eventually, nothing_follows, page_of, sign_in},
    backend::Backend,
    stage::{find, fire, has_focus, how_many, property, script, text},
};

const BOOKING: &str = "/v1/bookings/b_1";
const VENUES: &str = "/v1/me/venues";
const PREVIEW: &str = "POST /v1/redemptions/preview";
const REDEEM: &str = "POST /v1/redemptions";
const BOOKINGS: &str = r#"{"shop":"Harbour","offers":["bookings"],"locales":["en"],"currencies":[],"payment_methods":[],"markets":[]}"#;
const SESSION: &str = r#"{"token":"guest","expires_at":"2026-12-26T12:00:00Z"}"#;
const TIME: &str = r#"{"start":"2026-11-26T12:05:00Z","end":"2026-11-26T12:50:00Z","zone":"Europe/Lisbon",
    "offset_minutes":0,"abbreviation":"WET"}"#;

fn venue(id: &str, name: &str) -> String {
    format!(
        r#"{{"id":"{id}","name":"{name}","city":"Lisbon","zone":"Europe/Lisbon",
        "location":{{"latitude":38720000,"longitude":-9140000}}}}"#
    )
}

/// The tests' clock stands at noon.
fn voucher(status: &str, from: &str, until: &str) -> String {
    format!(
        r#","voucher":{{"code":"{}","payload":"FF1.signed","status":"{status}",
        "valid_from":"2026-11-26T{from}:00Z","valid_until":"2026-11-26T{until}:00Z",
        "redeemed_at":"2026-11-26T11:58:00Z"}}"#,
        code()
    )
}

fn booking(voucher: &str) -> String {
    format!(
        r#"{{"id":"b_1","number":"B-1042","version":"1","status":"confirmed","service":"s_1","title":"Haircut",
        "venue":{{"card":{},"street":["Rua Nova 5"],"postcode":"1200-001","country":"PT"}},"time":{TIME},"party":2,
        "name":"Mei Lin","terms":{{"version":"1","price":{price},"basis":"booking","charge":"deposit",
        "due_now":{due},"due_at_venue":{due},"ends_at":"2026-11-26T12:05:00Z","late_minutes":10,
        "no_show_fee":{due}}},"paid":{due}{voucher}}}"#,
        venue("v_1", "Rua Nova"),
        price = euro(4_000),
        due = euro(2_000),
    )
}

fn code() -> String {
    write_code(&[4, 9, 1, 11, 5, 15, 18, 17, 6, 0, 7])
}

/// A page as it is after a reload: nothing but what the browser keeps.
async fn open(path: &str, backend: &Backend, page: fn() -> View) -> Element {
    intl::set_locale("en-GB");
    backend.answer("/v1/capabilities", 200, BOOKINGS);
    let shown = page_of(backend.start(), path, backend, page);
    answered().await;
    shown
}

async fn voucher_at(path: &str, backend: &Backend) -> Element {
    open(path, backend, || view! { <VoucherPage/> }).await
}

async fn shows(voucher: &str) -> Element {
    let backend = Backend::default();
    sign_in(true);
    backend.answer(BOOKING, 200, &booking(voucher));
    let seen = voucher_at("/bookings/b_1/voucher", &backend).await;
    eventually(|| text(&seen).contains("Up to date")).await;
    // Until the shop's clock is known, whatever has its time is active.
    nothing_follows().await;
    seen
}

#[wasm_bindgen_test]
async fn o2o_16_a_voucher_shows_its_code_dark_on_white_and_what_a_guest_has_to_know() {
    let seen = shows(&voucher("active", "11:50", "12:20")).await;
    assert_eq!(text(&find(&seen, ".voucher__stands-title")), "Ready to be scanned");
    let picture = find(&seen, "svg.voucher__qr");
    assert_eq!(picture.get_attribute("role").as_deref(), Some("img"));
    assert_eq!(find(&picture, "rect").get_attribute("fill").as_deref(), Some("white"));
    assert_eq!(find(&picture, "path").get_attribute("fill").as_deref(), Some("black"));
    // Version 1 and its quiet zone.
    assert_eq!(picture.get_attribute("viewBox").as_deref(), Some("0 0 29 29"));
    assert_eq!(text(&find(&seen, ".voucher__code")), code());
    let facts = text(&find(&seen, ".voucher__facts"));
    for fact in ["Thursday", "12:05", "WET", "Rua Nova 5, 1200-001 Lisbon", "2 people", "Mei Lin", "€20.00"]
    {
        assert!(facts.contains(fact), "{fact}: {facts}");
    }
}

#[wasm_bindgen_test]
async fn o2o_16_a_voucher_says_how_it_stands_and_shows_nothing_to_scan_once_it_is_none() {
    for (status, from, until, words, is_scanned) in [
        ("active", "12:30", "12:40", "Not valid yet", true),
        ("active", "11:30", "11:40", "Its time is over", true),
        ("redeemed", "11:50", "12:20", "You were let in on 26 Nov 2026, 11:58", false),
        ("void", "11:50", "12:20", "No longer valid", false),
        ("folded", "11:50", "12:20", "Ask at the venue", true),
    ] {
        let seen = shows(&voucher(status, from, until)).await;
        let said = || text(&find(&seen, ".voucher__stands"));
        eventually(|| said().contains(words)).await;
        assert!(said().contains(words), "{status}: {}", said());
        assert_eq!(how_many(&seen, ".voucher__stands .ui-icon"), 1, "{status}");
        assert_eq!(how_many(&seen, ".voucher__qr") == 1, is_scanned, "{status}");
    }
}

// The pages of other tests are still there, and ask for their own bookings.
#[wasm_bindgen_test]
async fn o2o_16_a_voucher_that_was_seen_is_shown_from_the_device_and_says_so() {
    let (asked, path) = ("/v1/bookings/b_9", "/bookings/b_9/voucher?token=t_1");
    let backend = Backend::default();
    sign_in(false);
    backend.answer("/v1/sessions", 201, SESSION);
    backend.answer(asked, 200, &booking(&voucher("active", "11:50", "12:20")));
    let seen = voucher_at(path, &backend).await;
    eventually(|| text(&seen).contains("Up to date")).await;
    assert!(text(&seen).contains("Up to date"), "{}", text(&seen));

    // The page is loaded again, and nobody answers.
    let silent = Backend::default();
    let seen = voucher_at(path, &silent).await;
    assert!(text(&seen).contains("Shown from this device; last checked "), "{}", text(&seen));
    assert_eq!(text(&find(&seen, ".voucher__code")), code());
    silent.answer(asked, 503, "");
    nothing_follows().await;
    assert_eq!(how_many(&seen, ".voucher__qr"), 1, "a shop in trouble takes nothing away");
    // Then it does.
    silent.answer(asked, 200, &booking(&voucher("redeemed", "11:50", "12:20")));
    script(&seen, "window.dispatchEvent(new Event('online'))");
    eventually(|| text(&seen).contains("You were let in")).await;
    assert!(text(&seen).contains("You were let in") && text(&seen).contains("Up to date"), "{}", text(&seen));

    // Whoever has another link, or none, is shown nothing.
    for other in
        ["/bookings/b_9/voucher", "/bookings/b_9/voucher?token=t_2", "/bookings/b_8/voucher?token=t_1"]
    {
        let seen = voucher_at(other, &Backend::default()).await;
        assert_eq!(
            (how_many(&seen, ".voucher--coming"), how_many(&seen, ".voucher__card")),
            (1, 0),
            "{other}"
        );
    }
}

#[wasm_bindgen_test]
async fn o2o_16_a_voucher_in_memory_outlives_a_failure_and_is_fresh_only_after_an_answer() {
    let path = "/bookings/b_1/voucher";
    let backend = Backend::default();
    sign_in(true);
    backend.answer(BOOKING, 200, &booking(&voucher("active", "11:50", "12:20")));
    let runtime = backend.start();
    let page = || page_of(runtime.clone(), path, &backend, || view! { <VoucherPage/> });
    intl::set_locale("en-GB");
    backend.answer("/v1/capabilities", 200, BOOKINGS);
    let first = page();
    eventually(|| text(&first).contains("Up to date")).await;
    assert!(text(&first).contains("Up to date"));
    // The device has kept nothing, and the shop is in trouble.
    storage::remove_all("account.voucher.");
    backend.answer(BOOKING, 503, "");
    let seen = page();
    eventually(|| text(&seen).contains("last checked ")).await;
    nothing_follows().await;
    assert_eq!(text(&find(&seen, ".voucher__code")), code());
    assert!(text(&seen).contains("last checked ") && !text(&seen).contains("Up to date"), "{}", text(&seen));
    backend.answer(BOOKING, 200, &booking(&voucher("active", "11:50", "12:20")));
    script(&seen, "window.dispatchEvent(new Event('online'))");
    eventually(|| text(&seen).contains("Up to date")).await;
    assert!(text(&seen).contains("Up to date"));
}

#[wasm_bindgen_test]
async fn o2o_16_signing_out_and_a_refusal_erase_what_the_device_keeps() {
    let (asked, path) = ("/v1/bookings/b_7", "/bookings/b_7/voucher");
    let kept = || storage::names("account.voucher.b_7").len();
    let backend = Backend::default();
    sign_in(true);
    backend.answer(asked, 200, &booking(&voucher("active", "11:50", "12:20")));
    let runtime = backend.start();
    backend.answer("/v1/capabilities", 200, BOOKINGS);
    let seen = page_of(runtime.clone(), path, &backend, || view! { <VoucherPage/> });
    eventually(|| kept() == 1).await;
    assert_eq!((kept(), how_many(&seen, ".voucher__qr")), (1, 1));
    backend.answer(asked, 404, "");
    backend.answer("/v1/sessions", 201, SESSION);
    runtime.sign_out();
    assert_eq!(kept(), 0, "at once");
    eventually(|| text(&seen).contains("There is no such voucher")).await;
    assert!(text(&seen).contains("There is no such voucher"), "{}", text(&seen));

    for refusal in [403, 404] {
        let backend = Backend::default();
        sign_in(true);
        backend.answer(asked, 200, &booking(&voucher("active", "11:50", "12:20")));
        voucher_at(path, &backend).await;
        eventually(|| kept() == 1).await;
        assert_eq!(kept(), 1);
        // What stands between phone and shop says so too, in a page of its own.
        let refuses = Backend::default();
        refuses.answer(asked, refusal, "<h1>Blocked</h1>");
        let seen = voucher_at(path, &refuses).await;
        nothing_follows().await;
        assert_eq!((kept(), how_many(&seen, ".voucher__qr")), (1, 1), "{refusal}");
        let kind = if refusal == 403 { "forbidden" } else { "not_found" };
        let problem = format!(r#"{{"type":"x","kind":"{kind}","title":"x","status":{refusal}}}"#);
        refuses.answer(asked, refusal, &problem);
        let seen = voucher_at(path, &refuses).await;
        eventually(|| text(&seen).contains("There is no such voucher")).await;
        assert_eq!((kept(), how_many(&seen, ".voucher__qr")), (0, 0), "{refusal}");
    }
}

#[wasm_bindgen_test]
async fn o2o_16_a_booking_without_a_voucher_leads_back_to_it() {
    let backend = Backend::default();
    sign_in(true);
    backend.answer(BOOKING, 200, &booking(""));
    let seen = voucher_at("/bookings/b_1/voucher", &backend).await;
    eventually(|| text(&seen).contains("There is no voucher yet")).await;
    assert!(
        find(&seen, ".ui-empty a").get_attribute("href").is_some_and(|href| href.ends_with("/bookings/b_1"))
    );
}

fn guest(due: i64, note: &str) -> String {
    format!(
        r#"{{"booking":"b_1","number":"B-1042","name":"Mei Lin","service":"Haircut","time":{TIME},"staff":"Rui",
        "party":2,"paid":{},"due_at_venue":{},"note":"{note}"}}"#,
        euro(2_000),
        euro(due)
    )
}

fn redemption(result: &str, more: &str) -> String {
    format!(r#"{{"result":"{result}","guest":{}{more}}}"#, guest(2_000, "A pram comes along"))
}

const BY: &str = r#","redeemed":{"by":"Ana","at":"2026-11-26T11:58:00Z"}"#;

async fn door(backend: &Backend, venues: &[String]) -> Element {
    backend.answer(VENUES, 200, &format!(r#"{{"items":[{}]}}"#, venues.join(",")));
    open("/door", backend, || view! { <DoorPage/> }).await
}

/// A door with one venue and its field.
async fn at_the_door(backend: &Backend) -> Element {
    let seen = door(backend, &[venue("v_1", "Rua Nova")]).await;
    eventually(|| how_many(&seen, "#door-code") == 1).await;
    seen
}

fn type_in(seen: &Element, words: &str) {
    let body = format!(
        "element.value = '{words}'; element.dispatchEvent(new Event('input', {{ bubbles: true }}));
        element.form.requestSubmit()"
    );
    script(&find(seen, "#door-code"), &body);
}

fn press(seen: &Element, words: &str) {
    let body =
        format!("[...element.querySelectorAll('button')].find(it => it.textContent === '{words}').click()");
    script(seen, &body);
}

#[wasm_bindgen_test]
async fn o2o_17_a_door_is_for_those_who_work_at_one_and_remembers_which() {
    sign_in(false);
    let seen = door(&Backend::default(), &[]).await;
    assert!(text(&seen).contains("Sign in to work at the door"));
    sign_in(true);
    let seen = door(&Backend::default(), &[]).await;
    eventually(|| text(&seen).contains("This account works at no door")).await;
    assert!(text(&seen).contains("This account works at no door"));
    let two = [venue("v_1", "Rua Nova"), venue("v_2", "Cais")];
    let seen = door(&Backend::default(), &two).await;
    eventually(|| how_many(&seen, "input[type=radio]") == 2).await;
    assert_eq!(how_many(&seen, "#door-code"), 0, "first it is asked where one stands");
    script(&find(&seen, "label + label input"), "element.click()");
    eventually(|| how_many(&seen, "#door-code") == 1).await;
    assert_eq!(text(&find(&seen, ".door__venue")), "Cais");
    let seen = door(&Backend::default(), &two).await;
    eventually(|| how_many(&seen, "#door-code") == 1).await;
    assert_eq!(text(&find(&seen, ".door__venue")), "Cais", "the device stands there still");
}

#[wasm_bindgen_test]
async fn o2o_17_a_slip_in_a_code_is_told_before_the_shop_is_asked() {
    let backend = Backend::default();
    sign_in(true);
    let seen = at_the_door(&backend).await;
    let whole = code();
    let wrong = [if whole.starts_with('3') { "4" } else { "3" }, &whole[1..]].concat();
    for (typed, words) in [
        ("", "Type the code"),
        ("7k4o", "No code has “O” in it"),
        (&whole[..9], "4 characters are missing"),
        (&wrong, "One character is wrong"),
    ] {
        type_in(&seen, typed);
        answered().await;
        let said = text(&find(&seen, "#door-code-error"));
        assert!(said.contains(words), "{typed}: {said}");
        assert_eq!(find(&seen, "#door-code").get_attribute("aria-invalid").as_deref(), Some("true"));
        assert!(has_focus(&find(&seen, "#door-code")), "{typed}");
    }
    assert_eq!(backend.asked("/v1/redemptions/preview"), 0);
    type_in(&seen, &whole.to_lowercase().replace('-', ""));
    answered().await;
    assert_eq!(backend.asked("/v1/redemptions/preview"), 1);
}

#[wasm_bindgen_test]
async fn o2o_17_a_code_is_written_in_capitals_and_groups_while_it_is_typed() {
    sign_in(true);
    let seen = at_the_door(&Backend::default()).await;
    let field = find(&seen, "#door-code");
    script(&field, "element.value = '7k4m9'; element.dispatchEvent(new Event('input', { bubbles: true }))");
    answered().await;
    assert_eq!(property(&field, "value"), "7K4M-9");
    assert_eq!(field.get_attribute("inputmode").as_deref(), Some("text"));
    // An input method is left alone until it is done.
    let compose = "const say = (it) => element.dispatchEvent(it);
        say(new CompositionEvent('compositionstart', { bubbles: true })); element.value = '７ｋ４ｍ９';
        say(new Event('input', { bubbles: true }))";
    script(&field, compose);
    answered().await;
    assert_eq!(property(&field, "value"), "７ｋ４ｍ９");
    script(&field, "element.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))");
    answered().await;
    assert_eq!(property(&field, "value"), "7K4M-9");
}

#[wasm_bindgen_test]
async fn o2o_17_each_result_has_words_a_shape_and_a_role() {
    let of = |result: &str, more: &str| redemption(result, more);
    for (answer, title, words) in [
        (of("already_redeemed", BY), "Already used", "Ana let them in on 26 Nov 2026, 11:58"),
        (
            of("too_early", r#","valid_from":"2026-11-26T12:30:00Z""#),
            "Too early",
            "valid from 26 Nov 2026, 12:30",
        ),
        (of("expired", r#","valid_until":"2026-11-26T11:00:00Z""#), "Too late", "until 26 Nov 2026, 11:00"),
        (r#"{"result":"wrong_branch","venue":"Cais"}"#.to_owned(), "Another venue", "for Cais"),
        (of("cancelled", ""), "Cancelled", "no longer valid"),
        (of("unpaid", ""), "Not paid", "has to be paid"),
        (r#"{"result":"unknown"}"#.to_owned(), "Not found", "No voucher goes by this code"),
        (of("levitating", ""), "Something new", "does not know"),
        (r#"{"result":"ok"}"#.to_owned(), "Something new", "does not know"),
    ] {
        let backend = Backend::default();
        sign_in(true);
        let seen = at_the_door(&backend).await;
        backend.answer(PREVIEW, 200, &answer);
        type_in(&seen, &code());
        eventually(|| how_many(&seen, ".door-result__face") == 1).await;
        let face = find(&seen, ".door-result__face");
        assert_eq!(text(&find(&face, "h2")), title);
        assert!(text(&face).contains(words), "{title}: {}", text(&face));
        assert_eq!(face.get_attribute("role").as_deref(), Some("status"), "{title}");
        assert_eq!(how_many(&face, "svg.ui-icon"), 1, "{title}");
        assert!(!text(&seen).contains("Let in"), "{title}: nobody can be let in");
        assert_eq!(backend.asked("/v1/redemptions"), 0, "{title}");
        assert!(text(&find(&seen, ".door-past")).contains(title));
        eventually(|| has_focus(&find(&seen, "[data-first]"))).await;
        assert!(has_focus(&find(&seen, "[data-first]")), "{title}: one press leads on");
        press(&seen, "Next guest");
        eventually(|| how_many(&seen, "#door-code") == 1).await;
        eventually(|| has_focus(&find(&seen, "#door-code"))).await;
        assert!(has_focus(&find(&seen, "#door-code")), "{title}: and whoever types goes on typing");
    }
}

#[wasm_bindgen_test]
async fn o2o_17_a_guest_is_shown_before_a_press_lets_them_in() {
    let backend = Backend::default();
    sign_in(true);
    let seen = at_the_door(&backend).await;
    backend.answer(PREVIEW, 200, &redemption("ok", ""));
    type_in(&seen, &code());
    eventually(|| how_many(&seen, ".door-guest") == 1).await;
    let guest = text(&find(&seen, ".door-guest"));
    for fact in
        ["Mei Lin", "Haircut", "2 people", "12:05", "With Rui", "To pay here: €20.00", "A pram comes along"]
    {
        assert!(guest.contains(fact), "{fact}: {guest}");
    }
    assert_eq!(backend.asked("/v1/redemptions"), 0, "looking changes nothing");
    backend.answer(REDEEM, 200, &redemption("ok", BY));
    press(&seen, "Let in");
    eventually(|| how_many(&seen, ".door-result[data-tone=good]") == 1).await;
    let face = find(&seen, ".door-result__face");
    assert_eq!(
        (text(&find(&face, "h2")).as_str(), face.get_attribute("role").as_deref()),
        ("Is in", Some("status"))
    );
    assert_eq!(backend.asked("/v1/redemptions"), 1);
    assert!(text(&find(&seen, ".door-past")).contains("Mei Lin"));
    assert!(storage::names("commitment.").is_empty(), "it has been seen to its end");
    // Not now: nothing is asked.
    press(&seen, "Next guest");
    eventually(|| how_many(&seen, "#door-code") == 1).await;
    type_in(&seen, &code());
    eventually(|| how_many(&seen, ".door-guest") == 1).await;
    press(&seen, "Not now");
    eventually(|| how_many(&seen, "#door-code") == 1).await;
    assert_eq!(backend.asked("/v1/redemptions"), 1);
}

#[wasm_bindgen_test]
async fn o2o_18_a_lost_answer_and_a_reload_keep_the_nonce_and_let_in_once() {
    let backend = Backend::default();
    sign_in(true);
    let seen = at_the_door(&backend).await;
    backend.answer(PREVIEW, 200, &redemption("ok", ""));
    type_in(&seen, &code());
    eventually(|| how_many(&seen, ".door-guest") == 1).await;
    // The shop lets them in, and nobody hears of it.
    backend.answer(REDEEM, 503, "");
    press(&seen, "Let in");
    let stored = || storage::get("commitment.redeem.v_1@b_1").unwrap_or_default();
    eventually(|| text(&seen).contains("Nobody is let in twice")).await;
    assert!(text(&seen).contains("Nobody is let in twice"), "{}", text(&seen));
    let key = key_of(&stored());
    assert!(key.len() >= 32, "{}", stored());
    press(&seen, "Letting in…");
    nothing_follows().await;
    assert_eq!(key_of(&stored()), key, "another press is the same nonce");
    // Whoever is next does not wait.
    press(&seen, "Next guest");
    eventually(|| how_many(&seen, "#door-code") == 1).await;
    assert!(text(&find(&seen, ".door__unknown")).contains("Nobody is let in twice"));
    backend.answer(PREVIEW, 200, &redemption("expired", ""));
    type_in(&seen, &code());
    eventually(|| text(&seen).contains("Too late")).await;
    assert!(text(&find(&seen, ".door-result__face")).contains("Too late"));
    assert_eq!(key_of(&stored()), key, "and the first is still asked about");

    // The page is loaded again: first nobody answers, then the shop does.
    let again = Backend::default();
    let seen = door(&again, &[venue("v_1", "Rua Nova")]).await;
    eventually(|| how_many(&seen, "#door-code") == 1).await;
    assert!(text(&find(&seen, ".door__unknown")).contains("Nobody is let in twice"), "{}", text(&seen));
    let report = format!(r#"{{"state":"done","status":200,"body":{}}}"#, redemption("ok", BY));
    again.answer(&format!("/v1/commitments/{key}"), 200, &report);
    eventually(|| how_many(&seen, ".door-past__row") == 1).await;
    assert!(text(&find(&seen, ".door-past")).contains("Mei Lin"));
    assert_eq!(text(&find(&seen, ".door__unknown")), "Mei Lin: Is in");
    assert_eq!(how_many(&seen, "#door-code"), 1, "whoever is typed now is not disturbed");
    assert_eq!(again.asked("/v1/redemptions"), 0, "it was done already");
    assert!(stored().is_empty());
}

#[wasm_bindgen_test]
async fn o2o_18_the_second_of_two_doors_is_told_who_was_faster() {
    let backend = Backend::default();
    sign_in(true);
    let seen = at_the_door(&backend).await;
    backend.answer(PREVIEW, 200, &redemption("ok", ""));
    type_in(&seen, &code());
    eventually(|| how_many(&seen, ".door-guest") == 1).await;
    backend.answer(REDEEM, 200, &redemption("already_redeemed", BY));
    press(&seen, "Let in");
    eventually(|| how_many(&seen, ".door-result[data-tone=bad]") == 1).await;
    assert!(text(&find(&seen, ".door-result__face")).contains("Ana let them in on 26 Nov 2026, 11:58"));
}

#[wasm_bindgen_test]
async fn x_err_a_door_that_gets_no_answer_says_so_and_can_ask_again() {
    let backend = Backend::default();
    sign_in(true);
    let seen = at_the_door(&backend).await;
    backend.answer(PREVIEW, 403, r#"{"type":"x","kind":"forbidden","title":"x","status":403}"#);
    type_in(&seen, &code());
    eventually(|| text(&seen).contains("You may not see this")).await;
    assert!(text(&find(&seen, ".door-result__face")).contains("You may not see this"));
    assert_eq!(text(&find(&seen, ".door-result__face h2")), "Nobody was let in");
    backend.answer(PREVIEW, 200, &redemption("ok", ""));
    press(&seen, "Ask again");
    eventually(|| how_many(&seen, ".door-guest") == 1).await;
    assert_eq!(how_many(&seen, ".door-guest"), 1);
}

#[wasm_bindgen_test]
async fn o2o_17_a_camera_that_is_refused_says_what_to_do_and_leaves_the_field() {
    let devices = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('x', element.dataset.fault))";
    for (fault, words) in [
        ("NotAllowedError", "Allow it for this site"),
        ("NotFoundError", "Connect one"),
        ("NotReadableError", "Close that one"),
    ] {
        sign_in(true);
        let seen = at_the_door(&Backend::default()).await;
        seen.set_attribute("data-fault", fault).expect("an element takes attributes");
        script(&seen, devices);
        fire(&find(&seen, ".door__scan button.ui-button--strong"), "click");
        eventually(|| text(&seen).contains(words)).await;
        assert!(text(&find(&seen, ".door__scan .ui-notice")).contains(words), "{fault}");
        assert_eq!(how_many(&seen, "#door-code"), 1, "{fault}");
    }
}

#[wasm_bindgen_test]
async fn o2o_17_the_camera_is_off_while_the_page_is_hidden_and_once_it_is_not_wanted() {
    sign_in(true);
    let seen = at_the_door(&Backend::default()).await;
    let count = |name: &str| script(&seen, &["return window.", name].concat()).as_f64().unwrap_or_default();
    let devices = "window.opened = 0; window.stopped = 0; window.woken = 0;
        AudioContext.prototype.resume = async () => { window.woken++ };
        navigator.mediaDevices.getUserMedia = async () => {
            const canvas = document.createElement('canvas');
            canvas.getContext('2d');
            const stream = canvas.captureStream();
            for (const track of stream.getTracks()) track.stop = () => { window.stopped++ };
            window.opened++;
            return stream;
        }";
    script(&seen, devices);
    press(&seen, "Scan a QR code");
    assert!(count("woken") > 0.0, "tones are made ready in the press");
    eventually(|| count("opened") > 0.0 && how_many(&seen, "video") == 1).await;
    answered().await;
    script(
        &seen,
        "Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' })",
    );
    eventually(|| count("stopped") > 0.0).await;
    assert_eq!((count("opened"), count("stopped")), (1.0, 1.0));
    script(&seen, "delete document.visibilityState");
    eventually(|| count("opened") > 1.0).await;
    answered().await;
    press(&seen, "Stop scanning");
    eventually(|| count("stopped") > 1.0).await;
    assert_eq!((count("opened"), count("stopped")), (2.0, 2.0));
}

/// The key of a stored command.
fn key_of(stored: &str) -> String {
    stored.split(r#""key":""#).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}
