//! The pages of auctions over a backend that answers when the test says so.

use fivefold::{
    data::{PageAddress, Router, Runtime, provide_runtime},
    features::auctions::{AuctionPage, AuctionsPage, LotOrderPage, MyAuctionsPage, SellPage},
    platform::{history::Address, intl, storage, timers},
    ui::Toasts,
};
use fivefold_view::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    backend::Backend,
    stage::{draw, find, fire, has_focus, how_many, property, script, settled, text},
};

const LOT: &str = "/v1/auctions/a_1";
const ME: &str = "/v1/auctions/a_1/me";
const BIDS: &str = "/v1/auctions/a_1/bids";
const POST: &str = "POST /v1/auctions/a_1/bids";

pub(crate) fn page(path: &str, backend: &Backend, pages: fn() -> View) -> Element {
    page_of(backend.start(), path, backend, pages)
}

/// A page of a mount that the test knows.
pub(crate) fn page_of(runtime: Runtime, path: &str, backend: &Backend, pages: fn() -> View) -> Element {
    page_at(runtime, RwSignal::new(address(path)), backend, pages)
}

/// A page whose address the test changes.
pub(crate) fn page_at(
    runtime: Runtime,
    address: RwSignal<Address>,
    backend: &Backend,
    pages: fn() -> View,
) -> Element {
    // Another test may have chosen another one.
    intl::set_locale("en-GB");
    backend.answer("/v1/time", 200, r#"{"now":"2026-11-26T12:00:00.000Z"}"#);
    draw(move || {
        provide_runtime(runtime);
        provide_context(Toasts::new());
        provide_context(Router::start());
        provide_context(PageAddress(address.into()));
        pages()
    })
}

pub(crate) fn address(path: &str) -> Address {
    let (path, search) = path.split_once('?').unwrap_or((path, ""));
    Address { path: path.to_owned(), search: search.to_owned(), hash: String::new() }
}

pub(crate) fn sign_in(is_member: bool) {
    storage::remove_all("");
    if is_member {
        storage::set("session", "token");
        storage::set("account.member", "yes");
    }
}

/// Waits for what follows from a command: it is stored under a lock first, which takes the browser a moment.
pub(crate) async fn eventually(is_so: impl Fn() -> bool) {
    for _ in 0..500 {
        if is_so() {
            break;
        }
        timers::sleep(Duration::from_millis(10)).await;
    }
    answered().await;
}

/// Long enough for what must not follow to have followed.
pub(crate) async fn nothing_follows() {
    timers::sleep(Duration::from_millis(300)).await;
    answered().await;
}

pub(crate) async fn answered() {
    for _ in 0..8 {
        settled().await;
    }
}

pub(crate) fn euro(minor: i64) -> String {
    format!(r#"{{"minor":{minor},"currency":"EUR","exponent":2}}"#)
}

fn state(revision: u64, phase: &str, leader: &str) -> String {
    let price = i64::try_from(revision).expect("small") * 10_000;
    format!(
        r#"{{"version":"{revision}","revision":{revision},"phase":{phase},"starts_at":"2026-11-26T10:00:00Z",
        "ends_at":"2026-11-26T12:30:00Z","latest_end":"2026-11-26T13:30:00Z","extensions":1,"price":{},
        "bid_count":{revision},"minimum":{},"reserve":"not_met","leader":"{leader}"}}"#,
        euro(price),
        euro(price + 1_000)
    )
}

const LIVE: &str = r#"{"kind":"live"}"#;

fn card(id: &str, state: &str) -> String {
    format!(
        r#"{{"id":"{id}","number":"L-1","title":"Guitar {id}","category":"music","shipping":{},
        "seller":{{"name":"Lin","trader":false}},"state":{state}}}"#,
        euro(990)
    )
}

fn lot(state: &str) -> String {
    format!(
        r#"{{"card":{},"description":["It plays."],"condition":"good","defects":["A scratch."],"opening":{},
        "increments":[{{"from":{},"step":{}}}],"original_ends_at":"2026-11-26T12:20:00Z",
        "extension":{{"window":120,"extend_by":120}},"premium":1000,"tax_on_top":0,"payment_hours":48,
        "live":{{"topic":"auction/a_1","seq":1,"epoch":"e"}}}}"#,
        card("a_1", state),
        euro(100),
        euro(0),
        euro(1_000)
    )
}

fn me(position: &str, requirements: &str, state: &str) -> String {
    format!(
        r#"{{"auction":"a_1","bidder":"9","position":"{position}","watching":false,"allowed_actions":["bid","watch"],
        "requirements":[{requirements}],"state":{state}}}"#
    )
}

const HISTORY: &str = r#"{"items":[
    {"seq":2,"bidder":"3","amount":{"minor":20000,"currency":"EUR","exponent":2},"at":"2026-11-26T11:00:00Z","automatic":true},
    {"seq":1,"bidder":"4","amount":{"minor":10000,"currency":"EUR","exponent":2},"at":"2026-11-26T10:30:00Z","automatic":false}]}"#;

fn open_lot(backend: &Backend, phase: &str) -> Element {
    let now = state(2, phase, "3");
    backend.answer(LOT, 200, &lot(&now));
    backend.answer(ME, 200, &me("none", "", &now));
    backend.answer(BIDS, 200, HISTORY);
    page("/auctions/a_1", backend, || view! { <AuctionPage/> })
}

fn value(field: &Element) -> String {
    property(field, "value").as_string().unwrap_or_default()
}

fn type_in(field: &Element, text: &str) {
    script(field, &format!("element.value = '{text}'"));
    fire(field, "input");
}

fn submit(page: &Element) {
    script(&find(page, ".bid-form"), "element.requestSubmit()");
}

#[wasm_bindgen_test]
async fn c2c_19_a_list_shows_its_lots_and_says_when_there_are_none() {
    sign_in(false);
    let backend = Backend::default();
    let cards = [card("a_1", &state(2, LIVE, "3")), card("a_2", &state(3, r#"{"kind":"new_kind"}"#, "3"))];
    let list = |cards: &str| {
        format!(
            r#"{{"page":{{"items":[{cards}],"total":2}},"categories":[{{"slug":"music","name":"Music","count":2}}],
            "live":{{"topic":"auctions","seq":1,"epoch":"e"}}}}"#
        )
    };
    backend.answer("/v1/auctions", 200, &list(&cards.join(",")));
    let shown = page("/auctions?phase=live", &backend, || view! { <AuctionsPage/> });
    answered().await;
    assert_eq!(how_many(&shown, ".lots .lot-card"), 2);
    assert_eq!(text(&find(&shown, ".lot-card__price")), "€200.00");
    assert!(text(&find(&shown, ".lot-card__facts")).contains("Reserve not met"));
    assert_eq!(text(&find(&shown, ".lots-phases [aria-current=page]")), "Live");
    assert!(text(&find(&shown, ".lot-time")).contains("30:00"));
    backend.answer("/v1/auctions", 200, &list(""));
    let empty = page("/auctions?q=zzz", &backend, || view! { <AuctionsPage/> });
    answered().await;
    assert_eq!((how_many(&empty, ".lot-card"), how_many(&empty, ".ui-empty")), (0, 1));
}

#[wasm_bindgen_test]
async fn x_live_a_list_of_lots_takes_nothing_older_but_all_of_another_epoch() {
    sign_in(false);
    let backend = Backend::default();
    let answer = |revision: u64, epoch: &str| {
        let card = card("a_1", &state(revision, LIVE, "3"));
        let list = format!(
            r#"{{"page":{{"items":[{card}],"total":1}},"categories":[],
            "live":{{"topic":"auctions","seq":1,"epoch":"{epoch}"}}}}"#
        );
        backend.answer("/v1/auctions", 200, &list);
    };
    answer(9, "e");
    let runtime = backend.start();
    let shown = page_of(runtime.clone(), "/auctions", &backend, || view! { <AuctionsPage/> });
    answered().await;
    let price = || text(&find(&shown, ".lot-card__price"));
    answer(2, "e");
    runtime.queries().invalidate("/v1/auctions");
    nothing_follows().await;
    assert_eq!(price(), "€900.00");
    answer(2, "f");
    runtime.queries().invalidate("/v1/auctions");
    eventually(|| price() == "€200.00").await;
    assert_eq!(price(), "€200.00");
}

#[wasm_bindgen_test]
async fn c2c_14_what_stands_in_the_way_is_shown_before_anything_is_typed() {
    sign_in(false);
    let guest = open_lot(&Backend::default(), LIVE);
    answered().await;
    assert_eq!(how_many(&guest, ".bid-form"), 0);
    let href = find(&guest, ".bid-needs a").get_attribute("href").unwrap_or_default();
    assert!(href.contains("next=") && href.contains("a_1"), "{href}");
    assert!(text(&guest).contains("€21.00"), "the premium is shown all the same");
    sign_in(true);
    let backend = Backend::default();
    let seller = open_lot(&backend, LIVE);
    backend.answer(ME, 200, &me("none", r#""seller_cannot_bid""#, &state(2, LIVE, "3")));
    answered().await;
    assert!(text(&find(&seller, ".bid-needs")).contains("own lot"));
}

#[wasm_bindgen_test]
async fn c2c_04_a_low_bid_is_refused_with_the_next_minimum_and_keeps_the_focus() {
    sign_in(true);
    let backend = Backend::default();
    let shown = open_lot(&backend, LIVE);
    answered().await;
    let field = find(&shown, "#bid-amount");
    type_in(&field, "much");
    submit(&shown);
    nothing_follows().await;
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(backend.asked(BIDS), 1, "only the history was asked for");
    fire(&find(&shown, ".bid-chip"), "click");
    answered().await;
    assert_eq!((value(&field).as_str(), has_focus(&field)), ("210", true));
    assert!(text(&find(&shown, ".bid-costs__total")).contains("€240.90"));
    let refusal = format!(
        r#"{{"type":"x","kind":"bid_too_low","title":"Too low","status":409,"bid":{{"minimum":{}}}}}"#,
        euro(26_000)
    );
    backend.answer(POST, 409, &refusal);
    submit(&shown);
    eventually(|| value(&field) == "260").await;
    assert_eq!((value(&field).as_str(), has_focus(&field)), ("260", true));
    assert!(text(&find(&shown, "#bid-amount-error")).contains("€260.00"));
    let placed = format!(
        r#"{{"auction":"a_1","bidder":"9","position":"leading","maximum":{},"moved":true,"extended":false,"state":{}}}"#,
        euro(26_000),
        state(3, LIVE, "9")
    );
    let maximum = format!(r#"leading","maximum":{},"x":""#, euro(26_000));
    backend.answer(ME, 200, &me(&maximum, "", &state(3, LIVE, "9")));
    backend.answer(POST, 200, &placed);
    submit(&shown);
    eventually(|| text(&shown).contains("You lead")).await;
    assert!(text(&find(&shown, ".lot-position")).contains("You lead"), "{}", text(&shown));
    assert_eq!(text(&find(&shown, ".lot-panel__amount")), "€300.00");
    assert_eq!(value(&field), "");
    assert!(!text(&shown).contains("€260.00"), "one's own maximum is hidden until asked for");
    fire(&find(&shown, ".bid-form__show"), "click");
    answered().await;
    assert!(text(&find(&shown, ".bid-form__own")).contains("€260.00"));
}

#[wasm_bindgen_test]
async fn x_unknown_what_only_the_shop_knows_is_asked_once_for_each_state() {
    sign_in(true);
    let backend = Backend::default();
    let shown = open_lot(&backend, LIVE);
    // The shop itself has a word that this page does not know yet.
    backend.answer(ME, 200, &me("undecided", "", &state(2, LIVE, "3")));
    nothing_follows().await;
    assert!((1..=2).contains(&backend.asked(ME)), "asked {} times", backend.asked(ME));
    assert!(text(&find(&shown, ".lot-position")).contains("Asking"), "{}", text(&shown));
}

#[wasm_bindgen_test]
async fn c2c_15_a_bid_of_more_than_three_times_the_price_asks_first() {
    sign_in(true);
    let backend = Backend::default();
    let shown = open_lot(&backend, LIVE);
    answered().await;
    type_in(&find(&shown, "#bid-amount"), "2000");
    submit(&shown);
    nothing_follows().await;
    assert_eq!(how_many(&shown, "dialog[open]"), 1);
    assert!(text(&find(&shown, "dialog .bid-costs__total")).contains("€2,209.90"));
    assert_eq!(backend.asked(BIDS), 1);
    fire(&find(&shown, "dialog .ui-button--quiet"), "click");
    nothing_follows().await;
    assert_eq!((how_many(&shown, "dialog[open]"), backend.asked(BIDS)), (0, 1));
}

#[wasm_bindgen_test]
async fn c2c_02_without_the_shop_s_word_a_state_it_does_not_know_is_only_read() {
    sign_in(true);
    let shown = open_lot(&Backend::default(), r#"{"kind":"frozen"}"#);
    answered().await;
    assert_eq!((how_many(&shown, ".bid-form"), how_many(&shown, ".lot-bar")), (0, 0));
    assert_eq!(how_many(&shown, ".bids__row"), 2);
    assert_eq!(how_many(&shown, ".bids__automatic"), 1);
}

#[wasm_bindgen_test]
async fn c2c_18_one_s_own_lots_say_what_comes_next() {
    sign_in(true);
    let backend = Backend::default();
    let ended = state(2, r#"{"kind":"ended","outcome":"sold"}"#, "9");
    let mine = format!(
        r#"{{"auction":"a_1","bidder":"9","position":"won","watching":false,"allowed_actions":["order","watch"],
        "settlement":{{"status":"awaiting_payment","due":"2026-11-28T12:00:00Z","total":{}}},"state":{ended}}}"#,
        euro(22_990)
    );
    let won = format!(r#"{{"items":[{{"card":{},"mine":{mine}}}]}}"#, card("a_1", &ended));
    backend.answer("/v1/me/auctions", 200, &won);
    let shown = page("/auctions/mine?list=won", &backend, || view! { <MyAuctionsPage/> });
    answered().await;
    let next = find(&shown, ".my-lot .ui-button--strong");
    assert!(next.get_attribute("href").unwrap_or_default().ends_with("/auctions/a_1/order"));
    assert!(text(&find(&shown, ".my-lot__due")).contains("€229.90"));
    let checkout = format!(
        r#"{{"lots":[{{"auction":"a_1","number":"L-1","title":"Guitar","price":{0},"premium":{1},"shipping":{2}}}],
        "seller":"Lin","due":"2026-11-28T12:00:00Z","totals":{3},"totals_together":{3}}}"#,
        euro(20_000),
        euro(2_000),
        euro(990),
        format_args!(r#"{{"subtotal":{0},"taxes":[],"tax_included":true,"total":{0}}}"#, euro(22_990))
    );
    backend.answer("/v1/auctions/a_1/order", 200, &checkout);
    let order = page("/auctions/a_1/order", &backend, || view! { <LotOrderPage/> });
    answered().await;
    assert_eq!(how_many(&order, ".lot-order .order-line"), 1);
    script(&find(&order, ".lot-order"), "element.requestSubmit()");
    nothing_follows().await;
    assert!(how_many(&order, "[aria-invalid=true]") > 1, "what is missing is shown");
    assert_eq!(backend.asked("/v1/auctions/a_1/order"), 1);
}

#[wasm_bindgen_test]
async fn c2c_21_what_was_typed_to_offer_a_lot_is_there_again() {
    sign_in(true);
    let backend = Backend::default();
    let shown = page("/auctions/sell", &backend, || view! { <SellPage/> });
    answered().await;
    type_in(&find(&shown, "#sell-title"), "Electric guitar");
    script(&find(&shown, ".sell-form"), "element.requestSubmit()");
    answered().await;
    assert_eq!(find(&shown, "#sell-title").get_attribute("aria-invalid"), None);
    assert!(how_many(&shown, ".ui-field__error") > 4);
    let again = page("/auctions/sell", &backend, || view! { <SellPage/> });
    answered().await;
    assert_eq!(property(&find(&again, "#sell-title"), "value"), JsValue::from("Electric guitar"));
    storage::remove_all("");
}
