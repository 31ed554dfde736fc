//! One's own seat in a group-buy, over a backend that answers when the test says so.

use fivefold::{
    data::{use_query, use_runtime},
    features::group_buys::{MyGroupBuysPage, components::my_seat, live::use_live_group},
    platform::intl,
};
use fivefold_api::{endpoints::GetGroupBuy, http};
use fivefold_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    auctions::{answered, euro, eventually, page, sign_in},
    backend::Backend,
    stage::{find, fire, how_many, script, text},
};

pub(crate) const GROUP: &str = "/v1/group-buys/g_1";
pub(crate) const ME: &str = "/v1/group-buys/g_1/me";
const WITHDRAW: &str = "POST /v1/group-buys/g_1/withdraw";
pub(crate) const OPEN: &str = r#"{"kind":"open"}"#;

pub(crate) fn state(revision: u64, phase: &str, price: i64) -> String {
    format!(
        r#"{{"version":"{revision}","revision":{revision},"phase":{phase},"starts_at":"2026-11-26T10:00:00Z",
        "ends_at":"2026-11-27T12:00:00Z","committed":3,"people":3,"units":4,"price":{},"tier":1,"to_next":2,
        "left":7,"tipped":true}}"#,
        euro(price)
    )
}

pub(crate) fn card(phase: &str) -> String {
    let tier = |from: u64, price: i64| format!(r#"{{"from":{from},"price":{}}}"#, euro(price));
    let tiers = [tier(1, 2_000), tier(3, 1_800), tier(5, 1_500)].join(",");
    format!(
        r#"{{"id":"g_1","number":"G-1","title":"Lantern","product":"lantern","category":"home","basis":"people",
        "tiers":[{tiers}],"minimum":3,"cap":10,"zone":"Europe/Berlin","state":{}}}"#,
        state(5, phase, 1_800)
    )
}

pub(crate) fn group(phase: &str) -> String {
    format!(
        r#"{{"card":{},"variants":[{{"id":"v_1","options":"Sand"}},{{"id":"v_2","options":"Slate"}}],"per_person":4,
        "shipping":{},"terms":{{"on_failure":"money_back","after_lock":"seller_bears","hold_seconds":300,
        "hold_grace_seconds":60,"charge_grace_hours":24,"may_open_another":true}},
        "siblings":[{{"id":"g_2","number":"G-2","state":{}}}],
        "live":{{"topic":"group-buy/g_1","seq":1,"epoch":"e"}}}}"#,
        card(phase),
        euro(490),
        state(1, OPEN, 2_000)
    )
}

/// A seat with some more of its parts.
pub(crate) fn seat(status: &str, more: &str) -> String {
    format!(
        r#"{{"id":"st_1","version":"1","status":"{status}","variant":"v_1","quantity":2,"ceiling":{},
        "ceiling_total":{},"order":"o_1","charge_at":"2026-11-27T12:00:00Z"{more}}}"#,
        euro(1_800),
        euro(4_090)
    )
}

pub(crate) fn mine(seat: &str, actions: &str, state: &str) -> String {
    let seat = if seat.is_empty() { String::new() } else { format!(r#""seat":{seat},"#) };
    format!(r#"{{"group_buy":"g_1",{seat}"allowed_actions":[{actions}],"requirements":[],"state":{state}}}"#)
}

pub(crate) const HOLD: &str = r#","hold":{"id":"h_1","state":"active","expires_at":"2026-11-26T12:04:00Z"}"#;

fn step(kind: &str, is_done: bool, more: &str) -> String {
    format!(
        r#"{{"kind":"{kind}","amount":{},"method":"card","at":"2026-11-26T11:00:00Z","is_done":{is_done}{more}}}"#,
        euro(4_090)
    )
}

fn seat_page() -> View {
    let port = http::groups(use_runtime().client());
    let query = use_query(|| GetGroupBuy { id: "g_1".into() }, move |query| port.group_buy(query));
    let known = Memo::new(move |_| query.get().latest());
    let shown = move || {
        known.with(Option::is_some).then(|| {
            let group = Signal::derive(move || known.get().expect("it stays"));
            my_seat(use_live_group(group, query))
        })
    };
    shown.into_view()
}

/// One's own seat as the page of its group-buy shows it.
async fn shown(backend: &Backend, phase: &str, seat: &str, actions: &str) -> Element {
    sign_in(true);
    // Another test may have chosen another one.
    intl::set_locale("en-GB");
    backend.answer(GROUP, 200, &group(phase));
    backend.answer(ME, 200, &mine(seat, actions, &state(5, phase, 1_800)));
    let shown = page("/group-buys/g_1", backend, seat_page);
    answered().await;
    shown
}

pub(crate) fn href(within: &Element, selector: &str) -> String {
    find(within, selector).get_attribute("href").unwrap_or_default()
}

#[wasm_bindgen_test]
async fn c2b_06_a_held_seat_counts_down_and_leads_on_to_the_payment() {
    let seen = shown(&Backend::default(), OPEN, &seat("held", HOLD), r#""pay","withdraw""#).await;
    assert_eq!(text(&find(&seen, ".seat__title")), "Your seat is held");
    assert_eq!(text(&find(&seen, "[role=timer]")), "4:00");
    assert!(href(&seen, ".seat .ui-button--strong").ends_with("/group-buys/g_1/join"));
    assert!(text(&find(&seen, ".seat-prices__promise")).contains("€18.00"));
    // Held, it is not in what is committed yet: with it one more makes five.
    assert!(text(&find(&seen, ".seat-prices__step")).contains("if 1 more person joins"));
}

#[wasm_bindgen_test]
async fn c2b_06_a_hold_in_grace_says_why_and_one_that_is_over_that_nothing_was_charged() {
    let grace = [HOLD, r#","in_grace":true"#].concat();
    let backend = Backend::default();
    let seen = shown(&backend, OPEN, &seat("held", &grace), r#""pay""#).await;
    assert_eq!(text(&find(&seen, ".seat__title")), "Your payment is being confirmed");
    let over = shown(&Backend::default(), OPEN, &seat("hold_expired", ""), r#""join""#).await;
    assert!(text(&over).contains("You were not charged"));
    assert_eq!(how_many(&over, "[role=timer]"), 0);
}

#[wasm_bindgen_test]
async fn c2b_14_a_committed_seat_says_when_it_is_charged_and_how_much_at_most() {
    let charging = r#","method":"card","charging":"authorise""#;
    let seen = shown(&Backend::default(), OPEN, &seat("committed", charging), r#""withdraw","invite""#).await;
    let words = text(&seen);
    assert!(words.contains("You will be charged on") && words.contains("at most €40.90"), "{words}");
    assert!(text(&find(&seen, ".seat-prices__step")).contains("if 2 more people join"));
    assert!(text(&find(&seen, ".seat__chosen")).contains("others do not see you"));
    let first = r#","method":"wallet","charging":"pay_first""#;
    let paid = shown(&Backend::default(), OPEN, &seat("committed", first), "").await;
    assert!(text(&paid).contains("You have paid €40.90"));
    assert_eq!(how_many(&paid, ".seat__actions button"), 0, "only what the shop allows is offered");
}

#[wasm_bindgen_test]
async fn c2b_05_withdrawing_asks_first_and_leaves_the_focus_on_what_became_of_it() {
    let backend = Backend::default();
    let seen = shown(&backend, OPEN, &seat("committed", ""), r#""withdraw""#).await;
    fire(&find(&seen, ".seat__actions button"), "click");
    answered().await;
    assert!(text(&find(&seen, "dialog[open]")).contains("You pay nothing"));
    assert_eq!(backend.asked("/v1/group-buys/g_1/withdraw"), 0);
    let now = mine(&seat("withdrawn", ""), r#""join""#, &state(6, OPEN, 1_800));
    backend.answer(ME, 200, &now);
    backend.answer(WITHDRAW, 200, &now);
    fire(&find(&seen, "dialog .ui-button--danger"), "click");
    eventually(|| text(&seen).contains("You have left this group")).await;
    // The tests share a page, so it may be the heading of another one.
    let focused = || script(&seen, "return document.activeElement.id").as_string().unwrap_or_default();
    eventually(|| focused() == "seat-title").await;
    assert_eq!(focused(), "seat-title");
    assert_eq!(backend.asked("/v1/group-buys/g_1/withdraw"), 1);
}

#[wasm_bindgen_test]
async fn x_live_an_answer_that_was_on_its_way_for_long_does_not_undo_newer_news() {
    let backend = Backend::default();
    let seen = shown(&backend, OPEN, &seat("committed", ""), r#""withdraw""#).await;
    fire(&find(&seen, ".seat__actions button"), "click");
    answered().await;
    let left = |is_done| {
        let money = format!(r#","money":[{}]"#, step("released", is_done, ""));
        mine(&seat("withdrawn", &money), r#""join""#, &state(6, OPEN, 1_800))
    };
    // By the time the answer is here, the money is free already.
    backend.answer(WITHDRAW, 200, &left(false));
    backend.answer(ME, 200, &left(true));
    fire(&find(&seen, "dialog .ui-button--danger"), "click");
    eventually(|| text(&seen).contains("Free again")).await;
    assert!(text(&find(&seen, ".money-steps")).contains("Free again"));
}

#[wasm_bindgen_test]
async fn c2b_13_a_charge_that_failed_can_be_paid_by_other_means_until_its_time_is_over() {
    let more =
        format!(r#","price":{},"total":{},"pay_until":"2026-11-26T12:30:00Z""#, euro(1_500), euro(3_490));
    let settled = r#"{"kind":"settled"}"#;
    let seen = shown(&Backend::default(), settled, &seat("capture_failed", &more), r#""pay""#).await;
    assert_eq!(text(&find(&seen, "[role=timer]")), "30:00");
    assert!(text(&find(&seen, ".seat .ui-button--strong")).contains("Pay by other means"));
    assert!(text(&find(&seen, ".seat__cost")).contains("€34.90"));
}

#[wasm_bindgen_test]
async fn c2b_15_the_difference_is_a_line_of_its_own_and_adds_up() {
    let parts = |goods: i64, tax: i64| {
        let [goods, none, sent, tax, total] = [goods, 0, 490, tax, goods + 490].map(euro);
        format!(r#"{{"goods":{goods},"discount":{none},"shipping":{sent},"tax":{tax},"total":{total}}}"#)
    };
    let back = format!(
        r#"{{"goods":{0},"discount":{1},"shipping":{1},"tax":{2},"total":{0}}}"#,
        euro(600),
        euro(0),
        euro(96)
    );
    let more = format!(
        r#","price":{},"total":{},"charging":"pay_first","difference":{{"paid":{},"kept":{},"refunded":{back}}},
        "money":[{}]"#,
        euro(1_500),
        euro(3_490),
        parts(3_600, 653),
        parts(3_000, 557),
        step("difference_refunded", false, r#","expected_by":"2026-12-03T12:00:00Z""#)
    );
    let settled = r#"{"kind":"settled"}"#;
    let seen = shown(&Backend::default(), settled, &seat("captured", &more), "").await;
    let total = text(&find(&seen, ".seat-difference__total"));
    assert!(["€40.90", "€34.90", "€6.00"].iter().all(|amount| total.contains(amount)), "{total}");
    assert_eq!(how_many(&seen, ".seat-difference tbody tr"), 4, "a discount of nothing is left out");
    assert!(text(&find(&seen, ".money-steps__there")).contains("Dec"));
    assert_eq!(how_many(&seen, ".seat-prices"), 0, "a price that is fixed has no outlook");
}

#[wasm_bindgen_test]
async fn c2b_11_a_group_that_failed_lets_everybody_go_and_one_that_was_called_off_says_so() {
    let released = format!(
        r#","money":[{},{}]"#,
        step("authorised", true, ""),
        step("released", true, r#","expected_by":"2026-12-03T12:00:00Z""#)
    );
    let failed = r#"{"kind":"failed"}"#;
    let seen = shown(&Backend::default(), failed, &seat("released", &released), "").await;
    assert_eq!(text(&find(&seen, ".seat__title")), "Did not go ahead");
    assert_eq!(how_many(&seen, ".money-steps__step"), 2);
    assert!(text(&find(&seen, ".money-steps__there")).contains("at the latest"));
    let cancelled = r#"{"kind":"cancelled","reason":"supply"}"#;
    let off = shown(&Backend::default(), cancelled, &seat("released", &released), "").await;
    assert_eq!(text(&find(&off, ".seat__title")), "The seller has called this group off");
}

#[wasm_bindgen_test]
async fn c2b_08_money_that_came_too_late_is_on_its_way_back_with_amount_way_and_day() {
    let back =
        format!(r#","money":[{}]"#, step("refunded", false, r#","expected_by":"2026-12-03T12:00:00Z""#));
    let seen = shown(&Backend::default(), OPEN, &seat("returning", &back), r#""join""#).await;
    assert_eq!(text(&find(&seen, ".seat__title")), "We are returning your money");
    let money = text(&find(&seen, ".money-steps__step--open"));
    assert!(["€40.90", "card", "Dec"].iter().all(|part| money.contains(part)), "{money}");
}

#[wasm_bindgen_test]
async fn x_state_a_seat_that_only_the_shop_understands_is_only_read() {
    let odd = format!(r#","money":[{}]"#, step("teleported", true, ""));
    let seen = shown(&Backend::default(), OPEN, &seat("frozen", &odd), r#""pay","withdraw""#).await;
    assert_eq!(text(&find(&seen, ".seat__title")), "Your seat");
    assert_eq!(how_many(&seen, ".seat button"), 0);
    assert!(
        href(&seen, ".seat__actions a").ends_with("/orders/o_1"),
        "the order is what there is to look at"
    );
    assert_eq!(how_many(&seen, ".money-steps__step"), 1);
}

#[wasm_bindgen_test]
async fn x_cart_one_s_own_group_buys_say_what_comes_next_and_until_when() {
    sign_in(true);
    let backend = Backend::default();
    let row = |seat: &str, actions: &str| {
        format!(r#"{{"card":{},"mine":{}}}"#, card(OPEN), mine(seat, actions, &state(5, OPEN, 1_800)))
    };
    let held = row(&seat("held", HOLD), r#""pay","withdraw""#);
    backend.answer("/v1/me/group-buys", 200, &format!(r#"{{"items":[{held}]}}"#));
    let seen = page("/group-buys/mine", &backend, || view! { <MyGroupBuysPage/> });
    answered().await;
    assert!(href(&seen, ".my-group .ui-button--strong").ends_with("/group-buys/g_1/join"));
    assert_eq!(text(&find(&seen, "[role=timer]")), "4:00");
    assert_eq!(text(&find(&seen, ".my-groups-lists [aria-current=page]")), "Running");
    backend.answer("/v1/me/group-buys", 200, r#"{"items":[]}"#);
    let none = page("/group-buys/mine?list=over", &backend, || view! { <MyGroupBuysPage/> });
    answered().await;
    assert_eq!(how_many(&none, ".ui-empty"), 1);
    sign_in(false);
    let nobody = page("/group-buys/mine", &Backend::default(), || view! { <MyGroupBuysPage/> });
    answered().await;
    assert!(href(&nobody, ".ui-empty .ui-button--strong").contains("next="));
}
