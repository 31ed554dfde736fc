//! Joining a group-buy and paying for the seat, over a backend that answers when the test says so.

use fivefold::{
    data::{LiveRegions, Runtime},
    features::group_buys::JoinGroupPage,
    platform::storage,
};
use fivefold_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    auctions::{answered, euro, eventually, nothing_follows, page, page_of, sign_in},
    backend::Backend,
    group_seats::{GROUP, HOLD, ME, OPEN, group, href, mine, seat, state},
    stage::{find, has_focus, how_many, script, text},
};

const CHECKOUT: &str = "/v1/group-buys/g_1/seat";
const JOIN: &str = "POST /v1/group-buys/g_1/seats";
const CARD: &str = r#"[{"method":"card","charging":"authorise"},{"method":"wallet","charging":"pay_first"}]"#;

fn checkout(quantity: u64, total: i64) -> String {
    format!(
        r#"{{"quantity":{quantity},"outlook":{{"now":{0},"next":{{"more":1,"price":{1}}},"best":{{"more":1,"price":{1}}}}},
        "totals":{{"subtotal":{2},"delivery":{3},"taxes":[],"tax_included":true,"total":{2}}},"methods":{CARD},
        "contact":{{"email":"mei@example.com"}},
        "address":{{"country":"DE","name":"Mei Lin","line1":"Hafen 1","city":"Hamburg","postcode":"20359"}},"state":{4}}}"#,
        euro(1_800),
        euro(1_500),
        euro(total),
        euro(490),
        state(5, OPEN, 1_800)
    )
}

const MARKETS: &str = r#"{"shop":"Harbour","offers":["group_buys"],"locales":["en"],"currencies":[],
    "payment_methods":[{"id":"card","name":"Card"},{"id":"wallet","name":"Harbour wallet"}],
    "markets":[{"id":"EU","name":"Europe","countries":["DE"],"currency":"EUR","tax_included":true}]}"#;

fn joinable() -> String {
    mine("", r#""join","invite""#, &state(5, OPEN, 1_800))
}

async fn joining(backend: &Backend) -> Element {
    sign_in(true);
    backend.answer(CHECKOUT, 200, &checkout(1, 2_290));
    desk(backend, &joinable()).await
}

/// The page of joining for somebody who stands like this.
async fn desk(backend: &Backend, mine: &str) -> Element {
    desk_of(backend, &group(OPEN), mine).await
}

async fn desk_of(backend: &Backend, group: &str, mine: &str) -> Element {
    desk_in(backend.start(), backend, group, mine).await
}

async fn desk_in(runtime: Runtime, backend: &Backend, group: &str, mine: &str) -> Element {
    backend.answer("/v1/capabilities", 200, MARKETS);
    backend.answer(GROUP, 200, group);
    backend.answer(ME, 200, mine);
    let draw = || view! { <LiveRegions/><JoinGroupPage/> }.into_view();
    let shown = page_of(runtime, "/group-buys/g_1/join", backend, draw);
    answered().await;
    shown
}

fn said(within: &Element, politeness: &str) -> String {
    text(&find(within, &format!("[aria-live={politeness}]")))
}

#[wasm_bindgen_test]
async fn c2b_03_joining_shows_the_most_it_costs_and_what_each_way_to_pay_does() {
    let backend = Backend::default();
    let seen = joining(&backend).await;
    assert!(text(&find(&seen, ".seat-prices__promise")).contains("€18.00"));
    assert!(text(&find(&seen, ".seat-form__costs .totals")).contains("€22.90"));
    let ways = text(&find(&seen, "#seat-method"));
    assert!(ways.contains("is set aside now") && ways.contains("is taken now"), "{ways}");
    assert_eq!(text(&find(&seen, ".seat-form > .ui-button")), "Join for at most €22.90");
    assert!(!script(&find(&seen, "#seat-seen + .ui-check input"), "return element.checked").is_truthy());
    script(&find(&seen, ".seat-form"), "element.requestSubmit()");
    nothing_follows().await;
    assert_eq!(backend.asked("/v1/group-buys/g_1/seats"), 0, "what is missing is asked for first");
    assert!(has_focus(&find(&seen, "#seat-variant input")));
}

async fn choose_and_submit(seen: &Element) {
    for choice in ["#seat-variant input", "#seat-method input"] {
        script(&find(seen, choice), "element.click()");
    }
    answered().await;
    script(&find(seen, ".seat-form"), "element.requestSubmit()");
}

#[wasm_bindgen_test]
async fn c2b_07_a_full_group_offers_its_siblings_and_charges_nothing() {
    let backend = Backend::default();
    let seen = joining(&backend).await;
    let full = state(6, OPEN, 1_800).replace(r#""left":7"#, r#""left":0"#);
    backend.answer(
        JOIN,
        409,
        &format!(
            r#"{{"type":"x","kind":"group_full","title":"Full","status":409,"group":{{"state":{full},
            "siblings":[{{"id":"g_3","number":"G-3","state":{}}}],"may_open_another":false}}}}"#,
            state(1, OPEN, 2_000)
        ),
    );
    backend.answer(ME, 200, &mine("", r#""invite""#, &full));
    choose_and_submit(&seen).await;
    eventually(|| text(&seen).contains("This group is full")).await;
    assert!(text(&seen).contains("You were not charged"), "{}", text(&seen));
    eventually(|| has_focus(&find(&seen, "#seat-closed"))).await;
    assert!(has_focus(&find(&seen, "#seat-closed")), "the form is gone");
    assert!(href(&seen, ".group-sibling a").ends_with("/group-buys/g_3"));
    assert_eq!(backend.asked("/v1/payments"), 0);
}

#[wasm_bindgen_test]
async fn c2b_03_a_total_that_rose_is_shown_before_it_is_agreed_to() {
    let backend = Backend::default();
    let seen = joining(&backend).await;
    backend.answer(
        JOIN,
        409,
        &format!(
            r#"{{"type":"x","kind":"price_changed","title":"x","status":409,"totals":{{"was":{},"now":{}}}}}"#,
            euro(2_290),
            euro(2_490)
        ),
    );
    backend.answer(CHECKOUT, 200, &checkout(1, 2_490));
    choose_and_submit(&seen).await;
    eventually(|| text(&seen).contains("€24.90 at most now, not €22.90")).await;
    eventually(|| text(&find(&seen, ".seat-form > .ui-button")).contains("€24.90")).await;
    assert!(text(&find(&seen, ".seat-form > .ui-button")).contains("€24.90"));
}

#[wasm_bindgen_test]
async fn c2b_16_whoever_has_a_seat_already_looks_at_that_one() {
    let backend = Backend::default();
    let seen = joining(&backend).await;
    // Another device was faster, and took two.
    let held = mine(&seat("held", HOLD), r#""pay","withdraw""#, &state(6, OPEN, 1_800));
    backend.answer(JOIN, 200, &held);
    backend.answer(ME, 200, &held);
    backend.answer(CHECKOUT, 200, &checkout(2, 4_090));
    choose_and_submit(&seen).await;
    eventually(|| text(&seen).contains("You have a seat in this group already")).await;
    assert_eq!(text(&find(&seen, "[role=timer]")), "4:00");
    assert!(text(&find(&seen, ".seat-form > .ui-button")).contains("€40.90"));
    assert_eq!(backend.asked("/v1/payments"), 0, "it is paid when its owner has seen it");
}

#[wasm_bindgen_test]
async fn c2b_06_the_seat_that_was_asked_for_is_paid_at_once_in_the_chosen_way() {
    let backend = Backend::default();
    let seen = joining(&backend).await;
    let one = seat("held", HOLD).replace(r#""quantity":2"#, r#""quantity":1"#);
    let held = mine(&one, r#""pay","withdraw""#, &state(6, OPEN, 1_800));
    backend.answer(JOIN, 200, &held);
    backend.answer(ME, 200, &held);
    let open = r#"{"type":"x","kind":"payment_open","title":"x","status":409,"order":"o_1"}"#;
    backend.answer("POST /v1/payments", 409, open);
    choose_and_submit(&seen).await;
    eventually(|| text(&seen).contains("could not be started")).await;
    assert!(text(&seen).contains("open already"), "{}", text(&seen));
    assert_eq!((backend.asked("/v1/group-buys/g_1/seats"), backend.asked("/v1/payments")), (1, 1));
}

#[wasm_bindgen_test]
async fn c2b_19_whoever_is_not_signed_in_comes_back_to_joining() {
    sign_in(false);
    let backend = Backend::default();
    backend.answer(GROUP, 200, &group(OPEN));
    let seen = page("/group-buys/g_1/join", &backend, || view! { <JoinGroupPage/> });
    answered().await;
    let way = href(&seen, ".ui-notice .ui-button--strong");
    assert!(way.contains("next=") && way.contains("join"), "{way}");
    assert_eq!(backend.asked(CHECKOUT), 0);
}

const HELD: &str = r#""pay","withdraw""#;

#[wasm_bindgen_test]
async fn c2b_03_a_held_seat_is_paid_at_its_own_ceiling_whatever_joining_costs_by_now() {
    sign_in(true);
    let backend = Backend::default();
    backend.answer(CHECKOUT, 200, &checkout(2, 4_490));
    let runtime = backend.start();
    let held = mine(&seat("held", HOLD), HELD, &state(6, OPEN, 2_000));
    let seen = desk_in(runtime.clone(), &backend, &group(OPEN), &held).await;
    let ways = text(&find(&seen, "#seat-method"));
    assert!(ways.contains("€40.90 is set aside") && ways.contains("€40.90 is taken"), "{ways}");
    assert!(!ways.contains("€44.90"), "{ways}");
    // Others leave, and joining costs more: nothing to whoever has a seat.
    backend.answer(CHECKOUT, 200, &checkout(2, 4_790));
    let asked = || backend.asked(CHECKOUT);
    let before = asked();
    runtime.queries().invalidate(CHECKOUT);
    eventually(|| asked() > before).await;
    nothing_follows().await;
    assert!(asked() > before && !said(&seen, "polite").contains("€47.90"));
    assert!(!text(&seen).contains("€47.90"));
}

#[wasm_bindgen_test]
async fn c2b_06_a_hold_that_runs_out_in_front_of_its_owner_is_said_and_stays_in_sight() {
    sign_in(true);
    let backend = Backend::default();
    backend.answer(CHECKOUT, 200, &checkout(2, 4_090));
    let hold = HOLD.replace("12:04:00", "12:00:01");
    let seen = desk(&backend, &mine(&seat("held", &hold), HELD, &state(6, OPEN, 1_800))).await;
    assert_eq!(how_many(&seen, "[role=timer]"), 1);
    backend.answer(ME, 200, &mine(&seat("hold_expired", ""), r#""join""#, &state(7, OPEN, 1_800)));
    eventually(|| how_many(&seen, ".seat-form--join") == 1).await;
    assert_eq!(text(&find(&seen, ".seat__title")), "Your seat is free again");
    assert!(text(&find(&seen, ".seat__text")).contains("You were not charged"));
    let alert = said(&seen, "assertive");
    assert!(alert.contains("You were not charged"), "{alert}");
}

#[wasm_bindgen_test]
async fn c2b_08_money_that_comes_back_is_shown_above_the_form() {
    sign_in(true);
    let backend = Backend::default();
    backend.answer(CHECKOUT, 200, &checkout(1, 2_290));
    let back = format!(
        r#","money":[{{"kind":"refunded","amount":{},"method":"card","at":"2026-11-26T11:00:00Z","is_done":false}}]"#,
        euro(4_090)
    );
    let stands = mine(&seat("returning", &back), r#""join""#, &state(6, OPEN, 1_800));
    let seen = desk(&backend, &stands).await;
    assert_eq!(text(&find(&seen, ".seat__title")), "We are returning your money");
    assert!(text(&find(&seen, ".money-steps")).contains("€40.90"));
    assert_eq!(how_many(&seen, ".seat-form--join"), 1);
    // Where it cannot be joined any more, nobody says that nothing was charged.
    let closed = mine(&seat("returning", &back), "", &state(6, r#"{"kind":"locking"}"#, 1_800));
    let seen = desk(&Backend::default(), &closed).await;
    assert_eq!(text(&find(&seen, "#seat-closed")), "Joining is over");
    assert!(!text(&seen).contains("not charged") && text(&find(&seen, ".money-steps")).contains("€40.90"));
}

#[wasm_bindgen_test]
async fn c2b_06_a_seat_that_is_only_held_is_not_in() {
    sign_in(true);
    let stands = mine(&seat("held", HOLD), "", &state(6, OPEN, 1_800));
    let seen = desk(&Backend::default(), &stands).await;
    assert_eq!(text(&find(&seen, ".seat__title")), "Your seat is held");
    assert_eq!(find(&seen, ".seat").get_attribute("data-tone").as_deref(), Some("warning"));
}

#[wasm_bindgen_test]
async fn b2c_11_what_was_cleared_stays_so_when_the_shop_is_asked_again() {
    let backend = Backend::default();
    let seen = joining(&backend).await;
    assert_eq!(value(&seen, "#checkout-email"), "mei@example.com");
    type_in(&seen, "#checkout-email", "");
    type_in(&seen, "#checkout-phone", "");
    backend.answer(CHECKOUT, 200, &checkout(2, 4_090));
    script(&find(&seen, "#seat-units"), "element.value = '2'; element.dispatchEvent(new Event('change'))");
    eventually(|| text(&find(&seen, ".seat-form__costs .totals")).contains("€40.90")).await;
    assert_eq!(value(&seen, "#checkout-email"), "");
}

fn value(within: &Element, selector: &str) -> String {
    script(&find(within, selector), "return element.value").as_string().unwrap_or_default()
}

fn type_in(within: &Element, selector: &str, words: &str) {
    let body =
        format!("element.value = '{words}'; element.dispatchEvent(new Event('input', {{bubbles: true}}))");
    script(&find(within, selector), &body);
}

#[wasm_bindgen_test]
async fn c2b_16_what_an_earlier_page_was_answered_starts_no_payment_and_hides_nothing_newer() {
    let backend = Backend::default();
    let seen = joining(&backend).await;
    storage::set("account.invited.g_1", "k7m2");
    choose_and_submit(&seen).await;
    let stored = || storage::get("commitment.join_group.g_1").unwrap_or_default();
    eventually(|| !stored().is_empty()).await;
    let stored = stored();
    // Nothing changes what is being asked for, and it names who has invited (C2B-19).
    assert!(script(&find(&seen, ".seat-form__fields"), "return element.disabled").is_truthy());
    assert!(stored.contains(r#"\"invitation\":\"k7m2\""#), "{stored}");
    let key = stored.split(r#""key":""#).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    // The page is loaded again: the seat has been paid elsewhere meanwhile.
    let one = seat("held", HOLD).replace(r#""quantity":2"#, r#""quantity":1"#);
    let old = mine(&one, HELD, &state(6, OPEN, 1_800));
    let again = Backend::default();
    let report = format!(r#"{{"state":"done","status":200,"body":{old}}}"#);
    again.answer(&format!("/v1/commitments/{key}"), 200, &report);
    again.answer(CHECKOUT, 200, &checkout(1, 2_290));
    let seen = desk(&again, &mine(&seat("committed", ""), r#""withdraw""#, &state(8, OPEN, 1_800))).await;
    eventually(|| again.asked(ME) > 1).await;
    nothing_follows().await;
    assert!(again.asked(ME) > 1, "it is asked how the seat stands now");
    assert_eq!(text(&find(&seen, ".seat__title")), "You are in");
    assert_eq!(again.asked("/v1/payments"), 0);
}

#[wasm_bindgen_test]
async fn x_err_a_press_is_answered_when_the_shop_could_not_be_asked() {
    let backend = Backend::default();
    let seen = joining(&backend).await;
    let rose = r#"{"type":"x","kind":"price_changed","title":"x","status":409}"#;
    backend.answer(JOIN, 409, rose);
    backend.answer(CHECKOUT, 500, r#"{"type":"x","kind":"internal","title":"x","status":500}"#);
    let before = backend.asked(CHECKOUT);
    choose_and_submit(&seen).await;
    eventually(|| text(&seen).contains("The price has changed")).await;
    eventually(|| backend.asked(CHECKOUT) > before).await;
    nothing_follows().await;
    let before = backend.asked(CHECKOUT);
    choose_and_submit(&seen).await;
    eventually(|| !text(&seen).contains("The price has changed")).await;
    assert_eq!(how_many(&seen, ".seat-form > [role=alert]"), 1);
    assert!(!text(&seen).contains("The price has changed"));
    assert!(backend.asked(CHECKOUT) > before);
    assert_eq!(backend.asked("/v1/group-buys/g_1/seats"), 1);
}

#[wasm_bindgen_test]
async fn x_err_a_field_that_the_shop_refuses_gets_the_focus_and_so_does_a_missing_way_to_pay() {
    let backend = Backend::default();
    let seen = joining(&backend).await;
    let refused = r#"{"type":"x","kind":"invalid_fields","title":"x","status":422,
        "fields":[{"field":"address.postcode","code":"format"}]}"#;
    backend.answer(JOIN, 422, refused);
    choose_and_submit(&seen).await;
    let postcode = find(&seen, "#checkout-postcode");
    eventually(|| has_focus(&postcode)).await;
    assert!(has_focus(&postcode));
    sign_in(true);
    let held = Backend::default();
    held.answer(CHECKOUT, 200, &checkout(2, 4_090));
    let seen = desk(&held, &mine(&seat("held", HOLD), HELD, &state(6, OPEN, 1_800))).await;
    script(&find(&seen, ".seat-form > .ui-button"), "element.click()");
    answered().await;
    assert!(has_focus(&find(&seen, "#seat-method input")));
    assert!(!said(&seen, "assertive").is_empty());
}

#[wasm_bindgen_test]
async fn c2b_06_a_payment_that_comes_too_late_says_so_above_the_form_and_takes_the_focus_along() {
    sign_in(true);
    let backend = Backend::default();
    backend.answer(CHECKOUT, 200, &checkout(2, 4_090));
    let seen = desk(&backend, &mine(&seat("held", HOLD), HELD, &state(6, OPEN, 1_800))).await;
    script(&find(&seen, "#seat-method input"), "element.click()");
    let late = r#"{"type":"x","kind":"not_payable","title":"x","status":409}"#;
    backend.answer("POST /v1/payments", 409, late);
    backend.answer(ME, 200, &mine(&seat("hold_expired", ""), r#""join""#, &state(7, OPEN, 1_800)));
    script(&find(&seen, ".seat-form > .ui-button"), "element.click()");
    eventually(|| how_many(&seen, ".seat-form--join") == 1).await;
    let heading = find(&seen, ".seat__title");
    eventually(|| has_focus(&heading)).await;
    assert!(has_focus(&heading));
    assert!(text(&seen).contains("its time is over"), "{}", text(&seen));
}

#[wasm_bindgen_test]
async fn c2b_02_it_says_whether_the_person_or_what_is_left_is_the_limit() {
    let seen = joining(&Backend::default()).await;
    assert_eq!(text(&find(&seen, "#seat-limit")), "Everybody may take up to 4 units.");
    sign_in(true);
    let backend = Backend::default();
    backend.answer(CHECKOUT, 200, &checkout(1, 2_290));
    let seen = desk_of(&backend, &group(OPEN).replace(r#""basis":"people""#, r#""basis":"units""#), &{
        joinable().replace(r#""left":7"#, r#""left":3"#).replace(r#""revision":5"#, r#""revision":6"#)
    })
    .await;
    assert_eq!(text(&find(&seen, "#seat-limit")), "3 units left");
}
