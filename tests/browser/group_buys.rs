//! The pages of group-buys over a backend that answers when the test says so.

use fivefold::{
    features::group_buys::{GroupBuyPage, GroupBuysPage, InvitationPage},
    platform::{announce, storage},
};
use fivefold_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    auctions::{answered, euro, eventually, nothing_follows, page, page_of, sign_in},
    backend::Backend,
    stage::{document, draw, find, fire, has_focus, how_many, property, script, text},
};

const GROUP: &str = "/v1/group-buys/g_1";
const ME: &str = "/v1/group-buys/g_1/me";
const INVITATION: &str = "/v1/invitations/c_1";
const VISIT: &str = "/v1/invitations/c_1/visit";
const OPEN: &str = r#"{"kind":"open"}"#;
const FAILED: &str = r#"{"kind":"failed"}"#;

/// So many people with two units each, on a ladder of 50, 45 from 5 and 40 from 10.
fn state(revision: u64, people: u64, phase: &str) -> String {
    let (price, tier, next) = match people {
        0..5 => (5_000, 0, 5 - people),
        5..10 => (4_500, 1, 10 - people),
        _ => (4_000, 2, 0),
    };
    format!(
        r#"{{"version":"{revision}","revision":{revision},"phase":{phase},"starts_at":"2026-11-26T10:00:00Z",
        "ends_at":"2026-11-26T12:30:00Z","committed":{people},"people":{people},"units":{},"price":{},
        "tier":{tier},"to_next":{next},"left":{},"tipped":{}}}"#,
        people * 2,
        euro(price),
        12 - people,
        people >= 5
    )
}

fn card(id: &str, state: &str) -> String {
    format!(
        r#"{{"id":"{id}","number":"G-1","title":"Teapot {id}","product":"teapot","category":"kitchen",
        "shop_price":{},"basis":"people","tiers":[{{"from":1,"price":{}}},{{"from":5,"price":{}}},
        {{"from":10,"price":{}}}],"minimum":5,"cap":12,"zone":"Asia/Tokyo","state":{state}}}"#,
        euro(6_000),
        euro(5_000),
        euro(4_500),
        euro(4_000)
    )
}

const SIBLING: &str = r#"{"id":"g_2","number":"G-2","state":"#;

fn group(state: &str, more: &str) -> String {
    format!(
        r#"{{"card":{},"description":["It pours."],"variants":[{{"id":"v_1","options":"Red"}}],"per_person":2,
        "shipping":{},"terms":{{"on_failure":"money_back","after_lock":"seller_bears","hold_seconds":300,
        "hold_grace_seconds":60,"charge_grace_hours":24,"may_open_another":true}},
        "members":[{{"number":2,"name":"Lin","joined_at":"2026-11-26T11:00:00Z","is_demo":false}},
        {{"number":1,"name":"Demo member 3","joined_at":"2026-11-26T11:00:00Z","is_demo":true}}]{more},
        "live":{{"topic":"group-buy/g_1","seq":1,"epoch":"e"}}}}"#,
        card("g_1", state),
        euro(490)
    )
}

fn me(actions: &str, state: &str) -> String {
    format!(r#"{{"group_buy":"g_1","allowed_actions":[{actions}],"requirements":[],"state":{state}}}"#)
}

fn open(backend: &Backend, state: &str, more: &str) -> Element {
    backend.answer(GROUP, 200, &group(state, more));
    page("/group-buys/g_1", backend, || view! { <GroupBuyPage/> })
}

fn href(element: &Element) -> String {
    element.get_attribute("href").unwrap_or_default()
}

fn list(cards: &str, epoch: &str) -> String {
    format!(
        r#"{{"page":{{"items":[{cards}],"total":2}},"categories":[{{"slug":"kitchen","name":"Kitchen","count":2}}],
        "live":{{"topic":"group-buys","seq":1,"epoch":"{epoch}"}}}}"#
    )
}

#[wasm_bindgen_test]
async fn x_live_a_list_takes_nothing_older_but_all_of_another_epoch() {
    sign_in(false);
    let backend = Backend::default();
    let answer = |state: &str, epoch: &str| {
        backend.answer("/v1/group-buys", 200, &list(&card("g_1", state), epoch));
    };
    answer(&state(9, 7, OPEN), "e");
    let runtime = backend.start();
    let shown = page_of(runtime.clone(), "/group-buys", &backend, || view! { <GroupBuysPage/> });
    answered().await;
    answer(&state(2, 3, OPEN), "e");
    runtime.queries().invalidate("/v1/group-buys");
    nothing_follows().await;
    assert_eq!(text(&find(&shown, ".group-price__now")), "€45.00");
    answer(&state(2, 3, OPEN), "f");
    runtime.queries().invalidate("/v1/group-buys");
    eventually(|| text(&find(&shown, ".group-price__now")) == "€50.00").await;
    assert_eq!(text(&find(&shown, ".group-price__now")), "€50.00");
}

#[wasm_bindgen_test]
async fn c2b_10_what_should_have_begun_is_beginning() {
    sign_in(false);
    let shown = open(&Backend::default(), &state(1, 0, r#"{"kind":"scheduled"}"#), "");
    answered().await;
    eventually(|| text(&find(&shown, ".group-panel__time")).contains("Beginning…")).await;
    assert!(text(&find(&shown, ".group-panel__time")).contains("Beginning…"));
}

#[wasm_bindgen_test]
async fn c2b_01_a_list_shows_price_progress_and_time_and_says_when_there_are_none() {
    sign_in(false);
    let backend = Backend::default();
    let cards = [card("g_1", &state(1, 3, OPEN)), card("g_2", &state(1, 12, OPEN))].join(",");
    backend.answer("/v1/group-buys", 200, &list(&cards, "e"));
    let shown = page("/group-buys?phase=tipped", &backend, || view! { <GroupBuysPage/> });
    answered().await;
    assert_eq!(how_many(&shown, ".groups-grid .group-card"), 2);
    assert_eq!(text(&find(&shown, ".group-price__now")), "€50.00");
    assert!(text(&find(&shown, ".group-price__shop")).contains("€60.00"));
    assert!(text(&find(&shown, ".group-progress__words")).contains("3 people are in"));
    assert!(text(&find(&shown, ".group-time")).contains("30:00"));
    assert!(text(&find(&shown, "li:nth-child(2) .group-badges")).contains("Full"));
    assert_eq!(text(&find(&shown, ".groups-phases [aria-current=page]")), "Minimum reached");
    backend.answer("/v1/group-buys", 200, &list("", "e"));
    let empty = page("/group-buys?q=zzz", &backend, || view! { <GroupBuysPage/> });
    answered().await;
    assert_eq!((how_many(&empty, ".group-card"), how_many(&empty, ".ui-empty")), (0, 1));
}

#[wasm_bindgen_test]
async fn c2b_01_a_campaign_says_everything_before_anybody_joins() {
    sign_in(false);
    let shown = open(&Backend::default(), &state(1, 3, OPEN), "");
    answered().await;
    assert_eq!(how_many(&shown, ".group-ladder tbody tr"), 3);
    assert!(text(&find(&shown, ".group-ladder__now")).contains("€50.00"));
    let panel = text(&find(&shown, ".group-panel"));
    for words in
        ["3 people, 6 units", "It takes 5 people", "12 people at most", "9 places left", "People are counted"]
    {
        assert!(panel.contains(words), "{words}: {panel}");
    }
    // The deadline has its zone, and that of the shop beside it.
    assert!(text(&find(&shown, ".group-panel__ends")).contains("In the shop’s zone"));
    let rules = text(&find(&shown, ".group-rules"));
    for words in ["nobody pays", "the seller bears it", "leave at no cost", "€4.90"] {
        assert!(rules.contains(words), "{words}: {rules}");
    }
    assert!(href(&find(&shown, ".group-panel__join a")).contains("next="), "one signs in first");
}

#[wasm_bindgen_test]
async fn c2b_23_the_progress_is_a_progressbar_with_words() {
    sign_in(false);
    let shown = open(&Backend::default(), &state(1, 7, OPEN), "");
    answered().await;
    let bar = find(&shown, ".group-panel [role=progressbar]");
    let value = |name: &str| bar.get_attribute(name).unwrap_or_default();
    assert_eq!((value("aria-valuenow"), value("aria-valuemax")), ("7".to_owned(), "10".to_owned()));
    let said = value("aria-valuetext");
    assert!(
        said.contains("7 people are in") && said.contains("3 more people") && said.contains("€40.00"),
        "{said}"
    );
    assert_eq!(find(&shown, ".group-steps").get_attribute("aria-hidden").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn c2b_20_who_is_of_the_demo_is_labelled_and_the_rest_is_a_number() {
    sign_in(false);
    let shown = open(&Backend::default(), &state(1, 7, OPEN), "");
    answered().await;
    assert_eq!(how_many(&shown, ".group-members__one"), 2);
    assert_eq!(how_many(&shown, ".group-members__one .ui-badge"), 1);
    assert!(text(&find(&shown, ".group-members__one:nth-child(2)")).contains("demo account"));
    assert!(text(&find(&shown, ".group-members")).contains("5 more"));
}

#[wasm_bindgen_test]
async fn c2b_05_a_state_that_came_with_an_answer_moves_the_progress_back_and_says_why() {
    sign_in(true);
    let backend = Backend::default();
    backend.answer(ME, 200, &me(r#""join","invite""#, &state(2, 4, OPEN)));
    let shown = open(&backend, &state(1, 5, OPEN), "");
    answered().await;
    assert_eq!(text(&find(&shown, ".group-panel .group-price__now")), "€50.00");
    assert!(text(&find(&shown, ".group-panel")).contains("Somebody has left"));
    assert!(href(&find(&shown, ".group-panel__join a")).ends_with("/group-buys/g_1/join"));
}

/// What is said aloud from now on.
fn listen() -> Element {
    let region = draw(|| ().into_view());
    announce::attach(region.clone(), draw(|| ().into_view()));
    region
}

#[wasm_bindgen_test]
async fn c2b_05_what_happens_at_once_is_said_in_one_piece_and_once() {
    sign_in(true);
    let backend = Backend::default();
    let said = listen();
    backend.answer(ME, 200, &me(r#""join","invite""#, &state(2, 5, OPEN)));
    let shown = open(&backend, &state(1, 4, OPEN), "");
    answered().await;
    assert!(how_many(&shown, ".group-panel [role=status]") > 0);
    assert_eq!(
        text(&said),
        "The price has fallen to €45.00. Minimum reached: it goes ahead unless members leave."
    );
    assert_eq!(
        how_many(&shown, ".group-panel [role=status]:empty"),
        how_many(&shown, ".group-panel [role=status]")
    );
    let backend = Backend::default();
    backend.answer(ME, 200, &me(r#""join""#, &state(2, 4, OPEN)));
    let shown = open(&backend, &state(1, 5, OPEN), "");
    answered().await;
    let words = text(&said);
    assert!(words.contains("at most €50.00") && words.contains("not reached any more"), "{words}");
    assert_eq!(words.matches("Somebody has left").count(), 1, "{words}");
    assert!(text(&find(&shown, ".group-panel > .group-note")).contains("Somebody has left"));
    assert_eq!(how_many(&shown, ".group-panel > .group-note[role]"), 0, "it was said already");
}

#[wasm_bindgen_test]
async fn c2b_05_a_promise_that_is_kept_is_the_price_that_is_marked() {
    sign_in(false);
    let kept = state(6, 4, OPEN).replace(&euro(5_000), &euro(4_500));
    let shown = open(&Backend::default(), &kept, "");
    answered().await;
    assert_eq!(text(&find(&shown, ".group-panel .group-price__now")), "€45.00");
    assert_eq!(how_many(&shown, ".group-ladder__now"), 1);
    assert!(text(&find(&shown, ".group-ladder__now")).contains("€45.00"));
    assert!(text(&find(&shown, ".group-steps__step--now")).contains("€45.00"));
}

#[wasm_bindgen_test]
async fn c2b_07_a_full_group_that_has_room_again_can_be_joined() {
    sign_in(true);
    let backend = Backend::default();
    let full = state(3, 12, OPEN);
    backend.answer(ME, 200, &me("", &full));
    backend.answer(GROUP, 200, &group(&full, ""));
    let runtime = backend.start();
    let shown = page_of(runtime.clone(), "/group-buys/g_1", &backend, || view! { <GroupBuyPage/> });
    answered().await;
    assert_eq!((how_many(&shown, ".group-panel__join"), how_many(&shown, ".group-siblings")), (0, 0));
    let free = state(4, 11, OPEN);
    backend.answer(ME, 200, &me(r#""join""#, &free));
    backend.answer(GROUP, 200, &group(&free, ""));
    // The group-buy alone: what one may do is asked because of what it says.
    runtime.queries().invalidate("/v1/group-buys/g_1?");
    eventually(|| how_many(&shown, ".group-panel__join a") == 1).await;
    assert_eq!(how_many(&shown, ".group-panel__join a"), 1);
}

#[wasm_bindgen_test]
async fn c2b_07_a_full_group_leads_to_others_and_else_opens_one() {
    sign_in(true);
    let backend = Backend::default();
    let full = state(3, 12, OPEN);
    backend.answer(ME, 200, &me(r#""open_another""#, &full));
    let sibling = format!(r#","siblings":[{SIBLING}{}}}]"#, state(1, 2, OPEN));
    let shown = open(&backend, &full, &sibling);
    answered().await;
    assert_eq!((how_many(&shown, ".group-panel__join"), how_many(&shown, ".group-bar")), (0, 0));
    assert!(href(&find(&shown, ".group-sibling a")).ends_with("/group-buys/g_2"));
    let backend = Backend::default();
    backend.answer(ME, 200, &me(r#""open_another""#, &full));
    let shown = open(&backend, &full, "");
    answered().await;
    let refused = r#"{"type":"x","kind":"forbidden","title":"No","status":403}"#;
    backend.answer("POST /v1/group-buys/g_1/siblings", 403, refused);
    fire(&find(&shown, ".group-siblings button"), "click");
    eventually(|| how_many(&shown, ".group-siblings .ui-notice") == 1).await;
    assert_eq!(how_many(&shown, ".group-siblings .ui-notice"), 1);
}

#[wasm_bindgen_test]
async fn c2b_11_a_group_that_failed_says_what_happens_with_the_money_and_what_else_there_is() {
    sign_in(false);
    let shown = open(&Backend::default(), &state(9, 3, FAILED), "");
    answered().await;
    let said = text(&find(&shown, ".group-panel .ui-notice"));
    assert!(said.contains("Nobody pays") && said.contains("goes back in full"), "{said}");
    assert!(text(&find(&shown, ".group-others")).contains("€60.00"));
    assert_eq!(how_many(&shown, ".group-panel__join"), 0);
}

#[wasm_bindgen_test]
async fn c2b_12_a_group_that_was_called_off_says_by_whom_and_why() {
    sign_in(false);
    let cancelled = state(9, 6, r#"{"kind":"cancelled","reason":"supply"}"#);
    let shown = open(&Backend::default(), &cancelled, r#","cancel_note":"The mill is out of wool.""#);
    answered().await;
    let said = text(&find(&shown, ".group-panel .ui-notice"));
    for words in ["Called off by the seller", "cannot be had", "The mill is out of wool."] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(how_many(&shown, ".group-siblings"), 0, "what a seller called off is not opened again");
}

#[wasm_bindgen_test]
async fn c2b_19_a_member_gets_a_link_of_their_own() {
    sign_in(true);
    let backend = Backend::default();
    let now = state(1, 3, OPEN);
    backend.answer(ME, 200, &me(r#""join","invite""#, &now));
    backend.answer("/v1/group-buys/g_1/invitation", 200, r#"{"code":"c_1","group_buy":"g_1","joined":2}"#);
    let shown = open(&backend, &now, "");
    answered().await;
    fire(&find(&shown, ".group-invite button"), "click");
    answered().await;
    assert!(has_focus(&find(&shown, ".group-invite__link")), "the button that had the focus is gone");
    let link = property(&find(&shown, ".group-invite__link"), "value").as_string().unwrap_or_default();
    assert!(link.starts_with("http") && link.ends_with("/invitations/c_1"), "{link}");
    assert!(text(&find(&shown, ".group-invite")).contains("2 people have joined"));
}

fn invitation(state: &str, more: &str) -> String {
    format!(
        r#"{{"code":"c_1"{more},"group_buy":{},"live":{{"topic":"group-buy/g_1","seq":1,"epoch":"e"}}}}"#,
        card("g_1", state)
    )
}

#[wasm_bindgen_test]
async fn c2b_19_that_an_invitation_was_followed_is_told_until_the_shop_has_heard_it() {
    sign_in(true);
    let backend = Backend::default();
    backend.answer(INVITATION, 200, &invitation(&state(1, 3, OPEN), r#","may_open_another":false"#));
    let visit = ["PUT ", VISIT].concat();
    backend.answer(&visit, 400, r#"{"type":"x","kind":"invalid","title":"No","status":400}"#);
    page("/invitations/c_1", &backend, || view! { <InvitationPage/> });
    eventually(|| backend.asked(VISIT) == 1).await;
    assert_eq!(storage::get("account.invited.g_1").as_deref(), Some("c_1"), "whoever joins can name it");
    backend.answer(&visit, 200, r#"{"at":"2026-11-26T12:00:00Z"}"#);
    let come_back =
        || script(&document().body().expect("a page").into(), "window.dispatchEvent(new Event('focus'))");
    come_back();
    eventually(|| backend.asked(VISIT) == 2).await;
    assert_eq!(backend.asked(VISIT), 2);
    come_back();
    nothing_follows().await;
    assert_eq!(backend.asked(VISIT), 2, "it was heard");
}

#[wasm_bindgen_test]
async fn c2b_05_an_invitation_says_that_the_progress_went_back_and_has_the_prices_in_words() {
    sign_in(true);
    let backend = Backend::default();
    let said = listen();
    let (before, after) = (state(1, 5, OPEN), state(2, 4, OPEN));
    backend.answer(INVITATION, 200, &invitation(&before, r#","may_open_another":false"#));
    let runtime = backend.start();
    let shown = page_of(runtime.clone(), "/invitations/c_1", &backend, || view! { <InvitationPage/> });
    answered().await;
    assert_eq!(how_many(&shown, ".group-ladder tbody tr"), 3);
    backend.answer(INVITATION, 200, &invitation(&after, r#","may_open_another":false"#));
    runtime.queries().invalidate(INVITATION);
    eventually(|| text(&find(&shown, ".group-price__now")) == "€50.00").await;
    assert!(text(&said).contains("at most €50.00"), "{}", text(&said));
    assert!(text(&find(&shown, ".group-invited__words > .group-note")).contains("Somebody has left"));
}

#[wasm_bindgen_test]
async fn c2b_19_an_invitation_works_signed_out_and_leads_on_when_the_group_is_full() {
    sign_in(false);
    let backend = Backend::default();
    backend.answer(
        INVITATION,
        200,
        &invitation(&state(1, 3, OPEN), r#","invited_by":"Lin","may_open_another":false"#),
    );
    let shown = page("/invitations/c_1", &backend, || view! { <InvitationPage/> });
    answered().await;
    assert!(text(&find(&shown, "h1")).contains("Lin invites you"));
    assert!(text(&find(&shown, ".group-progress__words")).contains("3 people are in"));
    assert!(href(&find(&shown, ".group-invited .ui-button--strong")).contains("g_1"));
    // A guest's session is made for it.
    let session = "/v1/sessions";
    eventually(|| backend.asked(session) > 0).await;
    assert!(backend.asked(session) > 0, "that it was followed is remembered");
    let backend = Backend::default();
    backend.answer(INVITATION, 200, &invitation(&state(2, 12, OPEN), r#","may_open_another":true"#));
    let shown = page("/invitations/c_1", &backend, || view! { <InvitationPage/> });
    answered().await;
    assert!(text(&find(&shown, "h1")).contains("You are invited"));
    assert!(text(&find(&shown, ".group-siblings")).contains("Open another group"), "{}", text(&shown));
}
