//! The company's quotes and one of them, over a backend that answers when the test says so.

use fivefold::{
    data::LiveRegions,
    features::quotes::{MyQuotesPage, QuotePage},
    platform::{intl, storage},
};
use fivefold_view::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    auctions::{answered, euro, eventually, nothing_follows, page, page_of, sign_in},
    backend::Backend,
    group_seats::href,
    stage::{find, fire, how_many, script, text},
};

const QUOTE: &str = "/v1/quotes/q_1";
const MESSAGES: &str = "/v1/quotes/q_1/messages";
const READ: &str = "/v1/quotes/q_1/messages/read";
const ACCEPT: &str = "POST /v1/quotes/q_1/accept";
const COUNTER: &str = "POST /v1/quotes/q_1/counter";
const WITHDRAW: &str = "POST /v1/quotes/q_1/counter/withdraw";
const CANCEL: &str = "POST /v1/quotes/q_1/cancel";
const REPLY: &str = "POST /v1/quotes/q_1/reply";
const WRITE: &str = "POST /v1/quotes/q_1/messages";

const SHOP: &str = r#"{"shop":"Harbour","offers":["quotes","accounts"],"locales":["en"],"currencies":[],
    "payment_methods":[],"markets":[{"id":"EU","name":"Europe","countries":["DE"],"currency":"EUR",
    "tax_included":true}]}"#;
const STANDING: &str = "2026-11-27T12:00:00Z";

/// A dozen teapots at a price, which the catalogue has at 1.50.
fn line(price: i64) -> String {
    let per = r#"{"amount":1,"unit":"piece"}"#;
    format!(
        r#"{{"id":"l_1","sku":"POT-1","title":"Teapot","quantity":{{"amount":12,"unit":"piece"}},"basis":"or_more",
        "catalogue":{{"money":{0},"per":{per}}},"target":{{"money":{1},"per":{per}}},
        "price":{{"money":{2},"per":{per}}},"total":{3},"lead_days":5,"tax_rate":1900}}"#,
        euro(150),
        euro(100),
        euro(price),
        euro(price * 12)
    )
}

fn version(number: u32, price: i64, kind: &str, until: &str) -> String {
    let by = if kind == "offer" { "supplier" } else { "buyer" };
    format!(
        r#"{{"number":{number},"kind":"{kind}","by":"{by}","author":"Rui","at":"2026-11-25T08:00:00Z",
        "state":"standing","lines":[{0}],"valid_until":"{until}","tax":"excluded","shipping":{1},
        "terms":{{"kind":"net","days":30}},"catalogue":{2},"totals":{{"subtotal":{3},"delivery":{1},"taxes":[],
        "tax_included":false,"total":{4}}}}}"#,
        line(price),
        euro(500),
        euro(1_800),
        euro(price * 12),
        euro(price * 12 + 500)
    )
}

struct Of {
    status: &'static str,
    actions: &'static str,
    number: u32,
    price: i64,
    kind: &'static str,
    until: &'static str,
    more: &'static str,
}

/// An offer that can be answered.
const OFFER: Of = Of {
    status: "quoted",
    actions: r#""accept","reject","counter","write""#,
    number: 2,
    price: 120,
    kind: "offer",
    until: STANDING,
    more: "",
};

fn quote(of: &Of) -> String {
    let Of { status, actions, number, price, kind, until, more } = of;
    let turn = match *status {
        "submitted" | "countered" => "supplier",
        "expired" | "declined" => "nobody",
        _ => "buyer",
    };
    let current = version(*number, *price, kind, until);
    let versions: Vec<_> = (1..=*number)
        .map(|each| {
            let kind = if each == 1 { "request" } else { kind };
            format!(
                r#"{{"number":{each},"kind":"{kind}","by":"buyer","state":"superseded","at":"2026-11-25T08:00:00Z"}}"#
            )
        })
        .collect();
    format!(
        r#"{{"id":"q_1","number":"Q-1042","version":"v{number}{status}","viewer":"buyer","status":"{status}",
        "turn":"{turn}","currency":{{"code":"EUR","exponent":2}},"company":{{"id":"c_1","name":"Harbour Cafés","person":"Ida"}},
        "supplier":{{"name":"Mill & Sons","zone":"Europe/Lisbon","is_demo":true}},
        "requested_at":"2026-11-20T08:00:00Z","current":{current},"offer":{number},"valid_until":"{until}",
        "versions":[{0}],"allowed_actions":[{actions}],"live":{{"topic":"quote/q_1","seq":1,"epoch":"e"}}{more}}}"#,
        versions.join(",")
    )
}

fn message(place: u64, by: &str, words: &str) -> String {
    format!(
        r#"{{"id":"m_{place}","place":{place},"at":"2026-11-26T11:00:00Z","by":"{by}","author":"Rui",
        "kind":"message","text":"{words}"}}"#
    )
}

fn messages(items: &str, read_to: u64) -> String {
    format!(
        r#"{{"page":{{"items":[{items}]}},"read_to":{read_to},"unread":0,
        "live":{{"topic":"quote/q_1","seq":1,"epoch":"e"}}}}"#
    )
}

fn refusal(kind: &str, status: u16, now: &str) -> String {
    format!(r#"{{"type":"x","kind":"{kind}","title":"No","status":{status},"quote":{{"quote":{now}}}}}"#)
}

async fn shown(backend: &Backend, answer: &str) -> Element {
    shown_at(backend, "/quotes/q_1", answer).await
}

async fn shown_at(backend: &Backend, path: &str, answer: &str) -> Element {
    sign_in(true);
    // Another test may have chosen another one.
    intl::set_locale("en-GB");
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer(QUOTE, 200, answer);
    backend.answer(&["GET ", MESSAGES].concat(), 200, &messages("", 0));
    let seen = page(path, backend, || view! { <LiveRegions/><QuotePage/> }.into_view());
    answered().await;
    seen
}

fn title(within: &Element) -> String {
    text(&find(within, ".quote-stand__title"))
}

/// The words of all buttons below the state.
fn buttons(within: &Element) -> String {
    text(&find(within, ".quote-stand > .quote-actions"))
}

/// Presses the button with these words.
fn press(within: &Element, selector: &str, words: &str) {
    let body = format!(
        "return [...element.querySelectorAll({selector:?})].find(node => node.textContent.includes({words:?}))"
    );
    let found = script(within, &body).dyn_into::<Element>();
    fire(&found.unwrap_or_else(|_| panic!("no {selector} says {words}")), "click");
}

fn type_in(within: &Element, id: &str, words: &str) {
    script(&find(within, id), &format!("element.value = '{words}'"));
    fire(&find(within, id), "input");
}

#[wasm_bindgen_test]
async fn b2b_08_a_quote_says_all_that_a_line_costs_and_how_that_compares() {
    let seen = shown(&Backend::default(), &quote(&OFFER)).await;
    let line = text(&find(&seen, ".quote-lines tbody tr"));
    for part in [
        "Teapot",
        "POT-1",
        "12 pieces or more",
        "€1.50",
        "€1.00",
        "€1.20",
        "5 days",
        "€14.40",
        "€3.60 less (20%)",
    ] {
        assert!(line.contains(part), "{part}: {line}");
    }
    let sums = text(&find(&seen, ".quote__side .quote-sums"));
    for part in ["€18.00", "€14.40", "€3.60 less (20%)", "€5.00", "€19.40"] {
        assert!(sums.contains(part), "{part}: {sums}");
    }
    assert_eq!(text(&find(&seen, ".quote-stand__turn")), "Waiting for you");
    assert!(text(&find(&seen, ".quote-head")).contains("Demo supplier"));
    assert!(text(&find(&seen, ".quote__side")).contains("Version 2: Offer"));
}

#[wasm_bindgen_test]
async fn b2b_23_sums_stand_on_the_screen_in_the_order_of_the_file() {
    let names = |seen: &Element| {
        let names = "return [...element.querySelectorAll('dt')].map(name => name.textContent).join('|')";
        script(&find(seen, ".quote__side .quote-sums"), names).as_string().unwrap_or_default()
    };
    let tax = format!(r#""taxes":[{{"rate":1900,"amount":{}}}]"#, euro(100));
    let taxed = quote(&OFFER).replace(r#""taxes":[]"#, &tax);
    let seen = shown(&Backend::default(), &taxed).await;
    assert_eq!(names(&seen), "Catalogue|Lines in all|Compared with the catalogue|Shipping|Tax, 19%|Total");
    // What is inside is no part of the sum: it stands under it.
    let inside = taxed.replace(r#""tax_included":false"#, r#""tax_included":true"#);
    let seen = shown(&Backend::default(), &inside).await;
    assert_eq!(
        names(&seen),
        "Catalogue|Lines in all|Compared with the catalogue|Shipping|Total|Including 19% tax"
    );
}

#[wasm_bindgen_test]
async fn b2b_15_the_head_says_where_it_would_go() {
    let more = r#","address":{"id":"a_1","label":"Kitchen","address":{"country":"DE","name":"Harbour Cafés",
        "line1":"Road 1","city":"Hamburg","postcode":"20357"}}"#;
    let seen = shown(&Backend::default(), &quote(&Of { more, ..OFFER })).await;
    let head = text(&find(&seen, ".quote-head"));
    assert!(head.contains("To Kitchen, Harbour Cafés, Road 1, 20357 Hamburg"), "{head}");
}

#[wasm_bindgen_test]
async fn b2b_09_at_its_end_the_button_to_accept_goes_and_the_offer_is_expired() {
    let backend = Backend::default();
    let until = Of { until: "2026-11-26T12:00:02Z", ..OFFER };
    let seen = shown(&backend, &quote(&until)).await;
    assert_eq!((title(&seen), buttons(&seen).contains("Accept")), ("Offer received".to_owned(), true));
    let until = text(&find(&seen, ".quote-stand__until"));
    assert!(until.contains("26 Nov 2026") && until.contains("Time left"), "{until}");
    eventually(|| title(&seen) == "Expired").await;
    let left = buttons(&seen);
    assert_eq!((title(&seen), left.contains("Accept")), ("Expired".to_owned(), false));
    assert!(left.contains("Request again"), "the only way on (B2B-14): {left}");
    assert_eq!(how_many(&seen, ".quote-stand__turn"), 0);
}

#[wasm_bindgen_test]
async fn b2b_09_the_shop_s_word_that_it_is_over_counts_more_than_the_clock() {
    let backend = Backend::default();
    let seen = shown(&backend, &quote(&OFFER)).await;
    press(&seen, ".quote-actions button", "Accept");
    answered().await;
    let over = quote(&Of { status: "expired", actions: r#""request_again","write""#, ..OFFER });
    backend.answer(QUOTE, 200, &over);
    backend.answer(ACCEPT, 409, &refusal("quote_expired", 409, &over));
    press(&seen, "dialog button", "Accept version 2");
    eventually(|| title(&seen) == "Expired").await;
    assert_eq!(title(&seen), "Expired");
    let said = text(&find(&seen, "dialog"));
    assert!(said.contains("The offer has expired") && !said.contains("Accept version"), "{said}");
}

#[wasm_bindgen_test]
async fn b2b_10_an_offer_that_was_superseded_is_refused_with_what_changed_and_asked_anew() {
    let backend = Backend::default();
    let seen = shown(&backend, &quote(&OFFER)).await;
    press(&seen, ".quote-actions button", "Accept");
    answered().await;
    let asked = text(&find(&seen, "dialog"));
    assert!(asked.contains("version 2 of Q-1042, for €19.40"), "{asked}");

    let newer = quote(&Of { number: 4, price: 110, ..OFFER });
    backend.answer(QUOTE, 200, &newer);
    backend.answer(ACCEPT, 412, &refusal("quote_superseded", 412, &newer));
    press(&seen, "dialog button", "Accept version 2");
    eventually(|| how_many(&seen, "dialog .quote-redline") == 1).await;
    let sent = backend.sent(ACCEPT).pop().unwrap_or_default();
    assert!(sent.contains(r#""number":2"#) && sent.contains(r#""minor":1940"#), "{sent}");
    let redline = find(&seen, "dialog .quote-redline");
    let (was, now) =
        (find(&redline, ".quote-redline__lines del"), find(&redline, ".quote-redline__lines ins"));
    assert_eq!((text(&was), text(&now)), ("€1.20 each".to_owned(), "€1.10 each".to_owned()));
    let words = text(&redline);
    assert!(
        ["Before:", "Now:", "Changed", "Total", "€18.20"].iter().all(|part| words.contains(part)),
        "{words}"
    );
    assert!(!text(&find(&seen, "dialog")).contains("Accept version"), "it takes a look first");

    press(&seen, "dialog button", "Go on with version 4");
    answered().await;
    let done = quote(&Of {
        status: "accepted",
        number: 4,
        price: 110,
        actions: r#""order","cancel","write""#,
        ..OFFER
    });
    backend.answer(ACCEPT, 200, &done);
    backend.answer(QUOTE, 200, &done);
    press(&seen, "dialog button", "Accept version 4 for €18.20");
    eventually(|| title(&seen) == "Accepted").await;
    assert_eq!(backend.sent(ACCEPT).len(), 2);
    assert!(buttons(&seen).contains("Order"));
    assert_eq!(href(&seen, ".quote-actions a"), "/quotes/q_1/order");
}

#[wasm_bindgen_test]
async fn b2b_10_an_offer_that_changes_under_the_question_is_not_accepted_by_its_button() {
    sign_in(true);
    let backend = Backend::default();
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer(QUOTE, 200, &quote(&OFFER));
    let runtime = backend.start();
    let seen = page_of(runtime.clone(), "/quotes/q_1", &backend, || view! { <QuotePage/> }.into_view());
    answered().await;
    press(&seen, ".quote-actions button", "Accept");
    answered().await;
    backend.answer(QUOTE, 200, &quote(&Of { number: 4, price: 110, ..OFFER }));
    runtime.queries().invalidate(QUOTE);
    eventually(|| how_many(&seen, "dialog .quote-redline") == 1).await;
    let words = text(&find(&seen, "dialog"));
    assert!(words.contains("Go on with version 4") && !words.contains("Accept version"), "{words}");
    assert_eq!(backend.sent(ACCEPT).len(), 0);
}

#[wasm_bindgen_test]
async fn x_idem_two_presses_accept_once() {
    let backend = Backend::default();
    let seen = shown(&backend, &quote(&OFFER)).await;
    press(&seen, ".quote-actions button", "Accept");
    answered().await;
    press(&seen, "dialog button", "Accept version 2");
    press(&seen, "dialog button", "Accept version 2");
    eventually(|| backend.sent(ACCEPT).len() == 1).await;
    nothing_follows().await;
    assert_eq!(backend.sent(ACCEPT).len(), 1);
}

#[wasm_bindgen_test]
async fn b2b_11_a_counter_sends_what_changed_and_there_is_one_at_a_time() {
    let backend = Backend::default();
    let seen = shown(&backend, &quote(&OFFER)).await;
    press(&seen, ".quote-actions button", "Make a counter-offer");
    answered().await;
    press(&seen, ".quote-countering button", "Send the counter-offer");
    nothing_follows().await;
    assert_eq!(backend.sent(COUNTER).len(), 0, "nothing is changed and no reason is given");
    type_in(&seen, "#counter-l_1-price", "cheap");
    type_in(&seen, "#counter-reason", "We buy every month");
    press(&seen, ".quote-countering button", "Send the counter-offer");
    answered().await;
    assert_eq!(text(&find(&seen, "#counter-l_1-price-error")), "Enter a number.");
    type_in(&seen, "#counter-l_1-price", "1.05");

    let countered = quote(&Of {
        status: "countered",
        actions: r#""withdraw_counter","cancel","write""#,
        number: 3,
        price: 105,
        kind: "counter",
        ..OFFER
    });
    backend.answer(COUNTER, 200, &countered);
    backend.answer(QUOTE, 200, &countered);
    press(&seen, ".quote-countering button", "Send the counter-offer");
    eventually(|| title(&seen) == "Counter-offer sent").await;
    let sent = backend.sent(COUNTER).pop().unwrap_or_default();
    assert!(sent.contains(r#""number":2"#) && sent.contains(r#""minor":105"#), "{sent}");
    assert!(sent.contains(r#""reason":"We buy every month""#) && !sent.contains(r#""quantity":"#), "{sent}");
    let left = buttons(&seen);
    assert!(left.contains("Withdraw the counter-offer"), "{left}");
    assert!(!left.contains("Make a counter-offer") && !left.contains("Accept"), "{left}");
    assert_eq!(text(&find(&seen, ".quote-stand__turn")), "Waiting for the supplier");
    assert_eq!(how_many(&seen, ".quote-countering"), 0);

    let offer = quote(&OFFER);
    backend.answer(WITHDRAW, 200, &offer);
    backend.answer(QUOTE, 200, &offer);
    press(&seen, ".quote-actions button", "Withdraw the counter-offer");
    answered().await;
    press(&seen, "dialog button", "Withdraw the counter-offer");
    eventually(|| title(&seen) == "Offer received").await;
    assert!(buttons(&seen).contains("Accept"));
}

#[wasm_bindgen_test]
async fn x_conc_what_is_typed_survives_a_reload_and_a_newer_offer() {
    let backend = Backend::default();
    let seen = shown(&backend, &quote(&OFFER)).await;
    press(&seen, ".quote-actions button", "Make a counter-offer");
    answered().await;
    type_in(&seen, "#counter-l_1-price", "1.05");
    type_in(&seen, "#counter-reason", "We buy every month");
    let newer = quote(&Of { number: 4, price: 110, ..OFFER });
    backend.answer(QUOTE, 200, &newer);
    backend.answer(COUNTER, 412, &refusal("quote_superseded", 412, &newer));
    press(&seen, ".quote-countering button", "Send the counter-offer");
    eventually(|| how_many(&seen, ".quote-countering .quote-redline") == 1).await;
    press(&seen, ".quote-countering button", "Go on with version 4");
    answered().await;
    let typed = |within: &Element, id: &str| {
        script(&find(within, id), "return element.value").as_string().unwrap_or_default()
    };
    assert_eq!(typed(&seen, "#counter-l_1-price"), "1.05");
    assert_eq!(typed(&seen, "#counter-reason"), "We buy every month");
    assert!(storage::get("account.quote.q_1").is_some_and(|kept| kept.contains("1.05")));
}

#[wasm_bindgen_test]
async fn b2b_06_a_request_that_was_sent_takes_a_note_and_can_be_cancelled() {
    let backend = Backend::default();
    let sent = Of {
        status: "submitted",
        actions: r#""cancel","add_note","write""#,
        number: 1,
        kind: "request",
        ..OFFER
    };
    let seen = shown(&backend, &quote(&sent)).await;
    assert_eq!(how_many(&seen, ".quote-lines input, .quote-edits"), 0, "lines are only read");
    type_in(&seen, "#quote-message", "Before Christmas, please");
    script(&find(&seen, ".quote-talk__form"), "element.requestSubmit()");
    eventually(|| backend.sent(WRITE).len() == 1).await;
    let note = backend.sent(WRITE).pop().unwrap_or_default();
    assert!(note.contains(r#""is_note":true"#), "{note}");

    let gone = quote(&Of { status: "cancelled", actions: r#""request_again","write""#, ..sent });
    backend.answer(CANCEL, 200, &gone);
    backend.answer(QUOTE, 200, &gone);
    press(&seen, ".quote-actions button", "Cancel the request");
    answered().await;
    type_in(&seen, "#quote-reason", "Too late");
    press(&seen, "dialog button", "Cancel the request");
    eventually(|| title(&seen) == "Cancelled").await;
    assert!(backend.sent(CANCEL).pop().unwrap_or_default().contains("Too late"));
    assert!(buttons(&seen).contains("Request again") && !buttons(&seen).contains("Accept"));
}

#[wasm_bindgen_test]
async fn b2b_07_a_question_names_its_lines_and_is_answered() {
    let backend = Backend::default();
    let question = r#","question":{"text":"Which colour?","lines":["l_1"],"asked_at":"2026-11-26T08:00:00Z",
        "reply_due":"2026-11-28T08:00:00Z"}"#;
    let of = Of {
        status: "needs_info",
        actions: r#""reply","cancel","write""#,
        number: 1,
        kind: "request",
        more: question,
        ..OFFER
    };
    let seen = shown(&backend, &quote(&of)).await;
    let asked = text(&find(&seen, ".quote-question"));
    assert!(asked.contains("Which colour?") && asked.contains("Teapot (POT-1)"), "{asked}");
    assert!(text(&find(&seen, ".quote-stand__until")).contains("Answer due 28 Nov 2026"));
    press(&seen, ".quote-question button", "Send the answer");
    nothing_follows().await;
    assert_eq!(backend.sent(REPLY).len(), 0);
    type_in(&seen, "#reply-text", "Green");
    type_in(&seen, "#reply-l_1-quantity", "24");
    let done = quote(&Of { status: "submitted", actions: r#""cancel","add_note","write""#, more: "", ..of });
    backend.answer(REPLY, 200, &done);
    backend.answer(QUOTE, 200, &done);
    press(&seen, ".quote-question button", "Send the answer");
    eventually(|| title(&seen) == "Request sent").await;
    let sent = backend.sent(REPLY).pop().unwrap_or_default();
    assert!(sent.contains(r#""text":"Green""#) && sent.contains(r#""amount":24"#), "{sent}");
    assert_eq!(how_many(&seen, ".quote-question"), 0);
}

#[wasm_bindgen_test]
async fn b2b_12_messages_are_read_when_they_are_in_sight_and_sent_once() {
    let backend = Backend::default();
    sign_in(true);
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer(QUOTE, 200, &quote(&Of { more: r#","unread":2"#, ..OFFER }));
    let talk = [message(2, "supplier", "Two"), message(1, "supplier", "One")].join(",");
    backend.answer(&["GET ", MESSAGES].concat(), 200, &messages(&talk, 0));
    let seen = page("/quotes/q_1", &backend, || view! { <LiveRegions/><QuotePage/> }.into_view());
    answered().await;
    assert!(text(&find(&seen, ".quote-stand__news")).contains("2 new messages"));
    let first = text(&find(&seen, ".quote-message"));
    assert!(first.contains("One"), "the oldest comes first: {first}");
    backend.answer(READ, 200, r#"{"quote":"q_1","read_to":2,"unread":0}"#);
    script(&find(&seen, ".quote-talk__end"), "element.scrollIntoView()");
    eventually(|| how_many(&seen, ".quote-stand__news") == 0).await;
    assert_eq!(backend.sent(&["PUT ", READ].concat()), [r#"{"read_to":2}"#]);
    assert_eq!(how_many(&seen, ".quote-stand__news"), 0);

    type_in(&seen, "#quote-message", "Thank you");
    script(&find(&seen, ".quote-talk__form"), "element.requestSubmit()");
    script(&find(&seen, ".quote-talk__form"), "element.requestSubmit()");
    backend.answer(WRITE, 201, &message(3, "buyer", "Thank you"));
    eventually(|| how_many(&seen, ".quote-message") == 3).await;
    nothing_follows().await;
    assert_eq!((backend.sent(WRITE).len(), how_many(&seen, ".quote-message[data-own]")), (1, 1));
    let left = script(&find(&seen, "#quote-message"), "return element.value").as_string();
    assert_eq!(left.as_deref(), Some(""));
}

#[wasm_bindgen_test]
async fn b2b_12_a_file_that_is_not_taken_is_refused_before_it_is_sent() {
    let backend = Backend::default();
    let seen = shown(&backend, &quote(&OFFER)).await;
    let hint = text(&find(&seen, "#message-files-hint"));
    assert!(hint.contains("5 files of 10 MB") && hint.contains("PDF"), "{hint}");
    let pick = |name: &str, kind: &str| {
        let put = format!(
            "const bag = new DataTransfer(); bag.items.add(new File(['x'], '{name}', {{type: '{kind}'}}));
             element.files = bag.files; element.dispatchEvent(new Event('change', {{bubbles: true}}));"
        );
        script(&find(&seen, "#message-files"), &put);
    };
    pick("virus.exe", "application/octet-stream");
    nothing_follows().await;
    assert_eq!(backend.asked("/v1/attachments"), 0);
    assert!(text(&find(&seen, ".quote-attach__file")).contains("Please choose a file of these kinds"));
    backend.answer(
        "/v1/attachments",
        201,
        r#"{"id":"f_1","name":"plan.pdf","media_type":"application/pdf","bytes":1,"scan":"pending"}"#,
    );
    pick("plan.pdf", "application/pdf");
    eventually(|| text(&seen).contains("Being checked for viruses")).await;
    assert_eq!(backend.asked("/v1/attachments"), 1);
    type_in(&seen, "#quote-message", "The plan");
    script(&find(&seen, ".quote-talk__form"), "element.requestSubmit()");
    eventually(|| backend.sent(WRITE).len() == 1).await;
    let sent = backend.sent(WRITE).pop().unwrap_or_default();
    assert!(sent.contains(r#""attachments":["f_1"]"#), "{sent}");
}

#[wasm_bindgen_test]
async fn b2b_24_an_older_version_is_read_only_and_leads_to_the_newer_one() {
    let backend = Backend::default();
    backend.answer("/v1/quotes/q_1/versions/2", 200, &version(2, 120, "offer", STANDING));
    let now = quote(&Of { number: 4, price: 110, ..OFFER });
    let seen = shown_at(&backend, "/quotes/q_1?version=2", &now).await;
    assert!(text(&find(&seen, ".ui-notice")).contains("This is version 2"));
    assert_eq!(href(&seen, ".ui-notice a"), "/quotes/q_1");
    assert!(text(&find(&seen, ".quote-lines tbody tr")).contains("€1.20"));
    assert_eq!(how_many(&seen, ".quote-stand"), 0, "nothing can be done with it");
    assert_eq!(text(&find(&seen, ".quote-changes ins")), "€18.20");
    assert_eq!(text(&find(&seen, ".quote-version [aria-current]")), "Version 2: Offer");
}

#[wasm_bindgen_test]
async fn b2b_22_another_currency_is_shown_to_inform_with_its_day() {
    let more =
        r#","conversion":{"currency":{"code":"USD","exponent":2},"rate":11,"scale":1,"on":"2026-11-25"}"#;
    let seen = shown(&Backend::default(), &quote(&Of { more, ..OFFER })).await;
    let words = text(&find(&seen, ".quote-conversion"));
    assert!(
        words.contains("21.34") && words.contains("25 Nov 2026") && words.contains("information"),
        "{words}"
    );
}

#[wasm_bindgen_test]
async fn x_state_a_quote_that_is_not_there_leads_on() {
    let backend = Backend::default();
    sign_in(true);
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer(QUOTE, 404, r#"{"type":"x","kind":"not_found","title":"No","status":404}"#);
    let seen = page("/quotes/q_1", &backend, || view! { <QuotePage/> }.into_view());
    answered().await;
    assert_eq!(text(&find(&seen, "h1")), "There is no such quote");
    sign_in(false);
    let seen = page("/quotes/q_1", &Backend::default(), || view! { <QuotePage/> }.into_view());
    answered().await;
    assert_eq!(text(&find(&seen, "h1")), "Sign in to see your quotes");
}

fn card(number: u32, status: &str, turn: &str, more: &str) -> String {
    format!(
        r#"{{"id":"q_{number}","number":"Q-{number}","title":"Teapot","lines":3,"status":"{status}","turn":"{turn}",
        "current":2,"total":{0},"company":{{"id":"c_1","name":"Harbour Cafés","person":"Ida"}},
        "supplier":{{"name":"Mill & Sons","zone":"Europe/Lisbon"}},"changed_at":"2026-11-25T08:00:00Z"{more}}}"#,
        euro(1_940)
    )
}

#[wasm_bindgen_test]
async fn b2b_11_the_list_says_whose_turn_it_is_until_when_and_what_is_new() {
    let backend = Backend::default();
    sign_in(true);
    let valid = r#","valid_until":"2026-11-26T13:00:00Z","unread":2"#;
    let cards = [card(1, "quoted", "buyer", valid), card(2, "submitted", "supplier", "")].join(",");
    let list = format!(r#"{{"page":{{"items":[{cards}]}},"waiting":1}}"#);
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer("/v1/me/quotes", 200, &list);
    let seen = page("/quotes?state=open", &backend, || view! { <MyQuotesPage/> }.into_view());
    eventually(|| how_many(&seen, ".my-quote [role=timer]") == 1).await;
    let first = text(&find(&seen, ".my-quote"));
    for part in
        ["Quote Q-1", "Teapot and 2 more lines", "Waiting for you", "2 new messages", "€19.40", "Valid until"]
    {
        assert!(first.contains(part), "{part}: {first}");
    }
    assert_eq!(href(&seen, ".my-quote a"), "/quotes/q_1");
    let second = text(&find(&seen, ".my-quote:last-child"));
    assert!(second.contains("Waiting for the supplier"), "{second}");
    assert_eq!(text(&find(&seen, ".quotes-lists [aria-current]")), "Open");
    assert!(text(&find(&seen, ".quotes-lists")).contains("Waiting for you 1"));
}

#[wasm_bindgen_test]
async fn x_state_whoever_buys_for_no_company_and_whoever_is_nobody_is_told_so() {
    let backend = Backend::default();
    sign_in(true);
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer("/v1/me/quotes", 200, r#"{"page":{"items":[]}}"#);
    backend.answer("/v1/me/companies", 200, "[]");
    let seen = page("/quotes", &backend, || view! { <MyQuotesPage/> }.into_view());
    eventually(|| text(&seen).contains("This account buys for no company")).await;
    assert!(text(&seen).contains("This account buys for no company"));
    sign_in(false);
    let seen = page("/quotes", &Backend::default(), || view! { <MyQuotesPage/> }.into_view());
    answered().await;
    assert!(text(&seen).contains("Sign in to see your quotes"));
}
