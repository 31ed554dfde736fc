//! Ordering an accepted quote, the sheet and its file, and the supplier's desk, over a backend that answers when the
//! test says so.

use fivefold::{
    data::LiveRegions,
    features::quotes::{QuoteOrderPage, QuotePrintPage, SupplierQuotePage, SupplierQuotesPage},
    platform::{intl, storage},
};
use fivefold_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    auctions::{answered, euro, eventually, page, sign_in},
    backend::Backend,
    group_seats::href,
    services::in_window,
    stage::{find, fire, has_focus, how_many, script, text},
};

const QUOTE: &str = "/v1/quotes/q_1";
const PREVIEW: &str = "POST /v1/quotes/q_1/order/preview";
const ORDER: &str = "POST /v1/quotes/q_1/order";
const OFFER: &str = "POST /v1/supplier/quotes/q_1/offer";
const DESK: &str = "/v1/supplier/quotes";

const SHOP: &str = r#"{"shop":"Harbour","offers":["quotes","accounts"],"locales":["en"],"currencies":[],
    "payment_methods":[],"markets":[{"id":"EU","name":"Europe","countries":["DE"],"currency":"EUR",
    "tax_included":true}]}"#;

fn price(minor: i64) -> String {
    format!(r#"{{"money":{},"per":{{"amount":1,"scale":0,"unit":"piece"}}}}"#, euro(minor))
}

fn line(id: &str, basis: &str, title: &str) -> String {
    format!(
        r#"{{"id":"{id}","sku":"SKU-{id}","title":"{title}","quantity":{{"amount":10,"scale":0,"unit":"piece"}},
        "basis":"{basis}","catalogue":{0},"price":{1},"total":{2},"tax_rate":0,"lead_days":7}}"#,
        price(1_250),
        price(1_000),
        euro(10_000)
    )
}

fn totals(total: i64) -> String {
    let subtotal = euro(total - 900);
    format!(
        r#"{{"subtotal":{subtotal},"delivery":{},"taxes":[],"tax_included":false,"total":{}}}"#,
        euro(900),
        euro(total)
    )
}

/// Two lines at ten euros each, of the second of which more can be ordered.
fn quote(status: &str, viewer: &str, kind: &str, actions: &str) -> String {
    let lines = [line("l_1", "fixed", "Bowl"), line("l_2", "or_more", "=Cup")].join(",");
    format!(
        r#"{{"id":"q_1","number":"Q-1042","version":"7","viewer":"{viewer}","status":"{status}","turn":"buyer",
        "currency":{{"code":"EUR","exponent":2}},"company":{{"id":"c_1","name":"Cellar","person":"Mei"}},
        "supplier":{{"name":"Harbour Trade","zone":"Europe/Berlin"}},"requested_at":"2026-11-20T08:00:00Z",
        "current":{{"number":2,"kind":"{kind}","by":"supplier","author":"Ines","at":"2026-11-25T08:00:00Z",
        "state":"accepted","lines":[{lines}],"valid_until":"2026-11-27T12:00:00Z","tax":"reverse_charge",
        "shipping":{},"terms":{{"kind":"net","days":30}},"totals":{}}},"offer":2,
        "valid_until":"2026-11-27T12:00:00Z","versions":[{{"number":1,"kind":"request","by":"buyer",
        "state":"superseded","at":"2026-11-20T08:00:00Z"}},{{"number":2,"kind":"offer","by":"supplier",
        "state":"accepted","at":"2026-11-25T08:00:00Z"}}],"allowed_actions":[{actions}],
        "live":{{"topic":"quote/q_1","seq":1,"epoch":"e"}}}}"#,
        euro(900),
        totals(20_900)
    )
}

fn accepted() -> String {
    quote("accepted", "buyer", "offer", r#""order","cancel","write""#)
}

/// What an order would be, with two addresses to choose from.
fn checkout(total: i64, more: &str) -> String {
    let place = |id: &str, label: &str| {
        format!(
            r#"{{"id":"{id}","label":"{label}","address":{{"country":"DE","name":"Cellar","line1":"Road 1",
            "city":"Hamburg","postcode":"20357"}}}}"#
        )
    };
    let line = |id: &str| {
        format!(
            r#"{{"line":"{id}","sku":"SKU-{id}","title":"Bowl","quantity":{{"amount":10,"scale":0,
            "unit":"piece"}},"price":{},"total":{}}}"#,
            price(1_000),
            euro(10_000)
        )
    };
    format!(
        r#"{{"quote":"q_1","version":"7","number":2,"lines":[{},{}],"totals":{},
        "terms":{{"kind":"net","days":30}},"due_on":"2026-12-26","zone":"Europe/Berlin",
        "credit":{{"limit":{},"used":{}}},"addresses":[{},{}],"po_rule":"required",
        "valid_until":"2026-11-27T12:00:00Z"{more}}}"#,
        line("l_1"),
        line("l_2"),
        totals(total),
        euro(100_000),
        euro(40_000),
        place("a_1", "Warehouse"),
        place("a_2", "Shop")
    )
}

fn problem(kind: &str, more: &str) -> String {
    format!(r#"{{"type":"x","kind":"{kind}","title":"No","status":409{more}}}"#)
}

async fn ordering(backend: &Backend, quote: &str, checkout: &str) -> Element {
    sign_in(true);
    intl::set_locale("en-GB");
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer(QUOTE, 200, quote);
    backend.answer(PREVIEW, 200, checkout);
    let seen = page("/quotes/q_1/order", backend, || view! { <LiveRegions/><QuoteOrderPage/> }.into_view());
    // The form is a part of its own, and asks what the order would be.
    eventually(|| how_many(&seen, ".order-form, .ui-notice") > 0).await;
    eventually(|| how_many(&seen, ".order-summary[aria-busy]") == 0).await;
    seen
}

fn type_in(within: &Element, id: &str, words: &str) {
    script(&find(within, id), &format!("element.value = '{words}'"));
    fire(&find(within, id), "input");
}

fn submit(within: &Element) {
    script(&find(within, ".order-form"), "element.requestSubmit()");
}

/// The last question what an order would be.
fn asked(backend: &Backend) -> String {
    backend.sent(PREVIEW).last().cloned().unwrap_or_default()
}

/// Chooses the first address and types a number.
async fn fill_in(seen: &Element, backend: &Backend) {
    script(&find(seen, "#order-address input"), "element.click()");
    type_in(seen, "#order-po", "PO 4711");
    eventually(|| asked(backend).contains("PO 4711")).await;
    eventually(|| how_many(seen, ".order-summary[aria-busy]") == 0).await;
}

#[wasm_bindgen_test]
async fn b2b_15_every_blocker_is_named_and_leads_to_where_it_is_mended() {
    let backend = Backend::default();
    let blockers = format!(
        r#","blockers":[{{"kind":"out_of_stock","line":"l_1","sku":"SKU-l_1","available":{{"amount":3,"unit":"piece"}}}},
        {{"kind":"below_minimum","minimum":{0},"subtotal":{1}}},{{"kind":"over_credit",
        "credit":{{"limit":{0},"used":{1}}},"excess":{2}}},{{"kind":"address_missing"}},
        {{"kind":"po_number_missing"}},{{"kind":"of_tomorrow"}}]"#,
        euro(50_000),
        euro(20_000),
        euro(5_000)
    );
    let seen = ordering(&backend, &accepted(), &checkout(20_900, &blockers)).await;
    let told = text(&find(&seen, ".order-blocked"));
    for words in ["3 pieces", "Bowl", "SKU-l_1", "€500.00", "€50.00", "PO number", "Choose where it goes"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(how_many(&seen, ".order-blocked li"), 6);
    assert!(text(&seen).contains("Your quote stays accepted"));
    // The line, and what nobody knows, are for the supplier; the credit is mended by paying.
    assert_eq!(href(&seen, ".order-blocked li:first-child a"), "/quotes/q_1");
    assert_eq!(href(&seen, ".order-blocked li:nth-child(3) a"), "/orders");
    assert_eq!(href(&seen, ".order-blocked li:last-child a"), "/quotes/q_1");
    for (item, field) in [
        ("li:nth-child(2)", "[id=\"order-quantity-l_2\"]"),
        ("li:nth-child(4)", "#order-address input"),
        ("li:nth-child(5)", "#order-po"),
    ] {
        fire(&find(&seen, &format!(".order-blocked {item} button")), "click");
        assert!(has_focus(&find(&seen, field)), "{item} leads to {field}");
    }
    submit(&seen);
    answered().await;
    assert!(backend.sent(ORDER).is_empty(), "nothing is ordered that is blocked");
}

#[wasm_bindgen_test]
async fn b2b_15_it_goes_where_the_request_says_until_another_address_is_chosen() {
    let backend = Backend::default();
    let seen = ordering(&backend, &accepted(), &checkout(20_900, r#","address":"a_2""#)).await;
    assert_eq!(how_many(&seen, "#order-address .ui-choice:nth-child(2) input:checked"), 1);
    assert_eq!(backend.sent(PREVIEW).len(), 1, "the shop has counted with it already");
    backend.answer(PREVIEW, 200, &checkout(20_900, r#","address":"a_1""#));
    fill_in(&seen, &backend).await;
    assert_eq!(how_many(&seen, "#order-address .ui-choice:nth-child(1) input:checked"), 1);
    assert!(asked(&backend).contains(r#""address":"a_1""#), "{}", asked(&backend));
}

#[wasm_bindgen_test]
async fn b2b_15_more_of_a_line_is_asked_about_and_less_is_not() {
    let backend = Backend::default();
    let seen = ordering(&backend, &accepted(), &checkout(20_900, "")).await;
    assert_eq!(how_many(&seen, "[id=\"order-quantity-l_1\"]"), 0, "what is fixed cannot be typed");
    let field = "[id=\"order-quantity-l_2\"]";
    backend.answer(PREVIEW, 200, &checkout(30_900, ""));
    type_in(&seen, field, "20");
    eventually(|| asked(&backend).contains(r#""amount":20"#)).await;
    assert!(asked(&backend).contains(r#""line":"l_2""#), "{}", asked(&backend));
    eventually(|| text(&find(&seen, ".order-form > .ui-button")).contains("€309.00")).await;
    assert!(text(&find(&seen, "[aria-live=polite]")).contains("€309.00"), "it is said");
    type_in(&seen, field, "9");
    fire(&find(&seen, field), "blur");
    answered().await;
    assert!(text(&find(&seen, "[id=\"order-quantity-l_2-error\"]")).contains("Not less"));
    // What the shop finds wrong stands at its line.
    let wrong =
        problem("invalid_fields", r#","fields":[{"field":"quantities.0.quantity","code":"out_of_range"}]"#);
    backend.answer(PREVIEW, 422, &wrong);
    type_in(&seen, field, "21");
    let error = "[id=\"order-quantity-l_2-error\"]";
    eventually(|| text(&seen).contains("Try the next full pack")).await;
    assert!(asked(&backend).contains(r#""amount":21"#), "{}", asked(&backend));
    assert!(text(&find(&seen, error)).contains("Try the next full pack"));
    assert_eq!(how_many(&seen, "[aria-invalid]"), 1);
    assert_eq!(find(&seen, field).get_attribute("aria-invalid").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn b2b_19_a_number_that_was_used_warns_and_says_where_and_does_not_block() {
    let backend = Backend::default();
    let seen = ordering(&backend, &accepted(), &checkout(20_900, "")).await;
    submit(&seen);
    answered().await;
    assert!(has_focus(&find(&seen, "#order-po")), "the company wants a number");
    assert!(text(&find(&seen, "#order-po-error")).contains("PO number"));
    let uses = r#","po_uses":[{"order":"o_9","number":"H-9","placed_at":"2026-11-01T08:00:00Z"}]"#;
    backend.answer(PREVIEW, 200, &checkout(20_900, uses));
    fill_in(&seen, &backend).await;
    eventually(|| text(&seen).contains("Another order has this number")).await;
    assert_eq!(href(&seen, ".ui-notice[data-tone=warning] a"), "/orders/o_9");
    submit(&seen);
    eventually(|| !backend.sent(ORDER).is_empty()).await;
    let sent = backend.sent(ORDER).last().cloned().unwrap_or_default();
    for part in [r#""number":2"#, r#""address":"a_1""#, r#""po_number":"PO 4711""#, r#""minor":20900"#] {
        assert!(sent.contains(part), "{part}: {sent}");
    }
}

#[wasm_bindgen_test]
async fn b2b_19_terms_say_when_it_is_due_in_the_supplier_s_zone_and_what_credit_is_left() {
    let backend = Backend::default();
    let seen = ordering(&backend, &accepted(), &checkout(20_900, "")).await;
    let terms = text(&find(&seen, ".quote-facts"));
    for words in ["30 days", "26 Dec 2026", "Central European", "€600.00 left of €1,000.00"] {
        assert!(terms.contains(words), "{words}: {terms}");
    }
}

#[wasm_bindgen_test]
async fn b2b_15_what_was_chosen_survives_a_reload_and_an_order_leads_to_its_page() {
    let before = in_window("location.pathname + location.search");
    let backend = Backend::default();
    let seen = ordering(&backend, &accepted(), &checkout(20_900, "")).await;
    fill_in(&seen, &backend).await;
    let kept = storage::get("account.quote_order.q_1").unwrap_or_default();
    assert!(kept.contains("PO 4711") && kept.contains("a_1"), "{kept}");
    let order = format!(
        r#"{{"id":"o_1","number":"H-1","version":"1","status":"on_account","placed_at":"2026-11-26T12:00:00Z",
        "lines":[],"totals":{},"delivery":{{"id":"d","name":"Freight","price":{},"promise":{{
        "earliest":"2026-12-03","latest":"2026-12-05","zone":"Europe/Berlin"}},
        "valid_until":"2026-12-01T00:00:00Z"}},"allowed_actions":[]}}"#,
        totals(20_900),
        euro(900)
    );
    backend.answer(ORDER, 200, &order);
    submit(&seen);
    eventually(|| in_window("location.pathname") == "/orders/o_1").await;
    assert_eq!(in_window("location.pathname"), "/orders/o_1");
    assert_eq!(storage::get("account.quote_order.q_1"), None, "what is ordered is not chosen any more");
    in_window(&format!("history.replaceState(null, '', '{before}')"));
}

#[wasm_bindgen_test]
async fn b2b_15_a_refusal_is_said_and_the_shop_asked_again() {
    let backend = Backend::default();
    let seen = ordering(&backend, &accepted(), &checkout(20_900, "")).await;
    fill_in(&seen, &backend).await;
    let change = format!(r#","totals":{{"was":{},"now":{}}}"#, euro(20_900), euro(21_900));
    backend.answer(ORDER, 422, &problem("price_changed", &change));
    backend.answer(PREVIEW, 200, &checkout(21_900, ""));
    submit(&seen);
    eventually(|| text(&seen).contains("€219.00 now, not €209.00")).await;
    assert!(text(&seen).contains("€219.00 now, not €209.00"), "{}", text(&seen));
    eventually(|| text(&find(&seen, ".order-form > .ui-button")).contains("€219.00")).await;

    let blocked = r#","quote":{"blockers":[{"kind":"address_not_served","address":"a_1"}]}"#;
    backend.answer(ORDER, 422, &problem("order_blocked", blocked));
    let blockers = r#","blockers":[{"kind":"address_not_served","address":"a_1"}]"#;
    backend.answer(PREVIEW, 200, &checkout(21_900, blockers));
    submit(&seen);
    eventually(|| how_many(&seen, ".order-blocked li") == 1).await;
    assert!(text(&find(&seen, ".order-blocked")).contains("Nothing is delivered to this address"));
}

#[wasm_bindgen_test]
async fn b2b_14_what_is_over_cannot_be_ordered_at_any_price() {
    let backend = Backend::default();
    let seen = ordering(&backend, &accepted(), &checkout(20_900, "")).await;
    fill_in(&seen, &backend).await;
    let over = quote("expired", "buyer", "offer", r#""request_again""#);
    backend.answer(ORDER, 409, &problem("quote_expired", &format!(r#","quote":{{"quote":{over}}}"#)));
    backend.answer(QUOTE, 200, &over);
    submit(&seen);
    eventually(|| how_many(&seen, ".order-form") == 0).await;
    assert_eq!(how_many(&seen, ".order-form"), 0, "the button is gone");
    assert_eq!(href(&seen, ".ui-notice a"), "/quotes/q_1", "the only way on");
    for status in ["declined", "withdrawn", "rejected", "cancelled", "expired", "quoted"] {
        let backend = Backend::default();
        let seen = ordering(&backend, &quote(status, "buyer", "offer", ""), &checkout(20_900, "")).await;
        assert_eq!((how_many(&seen, ".order-form"), backend.sent(PREVIEW).len()), (0, 0), "{status}");
    }
}

async fn printing(backend: &Backend, path: &str, quote: &str) -> Element {
    sign_in(true);
    intl::set_locale("en-GB");
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer(QUOTE, 200, quote);
    let seen = page(path, backend, || view! { <LiveRegions/><QuotePrintPage/> }.into_view());
    answered().await;
    seen
}

#[wasm_bindgen_test]
async fn b2b_23_the_sheet_and_its_file_say_the_same() {
    let backend = Backend::default();
    let seen = printing(&backend, "/quotes/q_1/print", &accepted()).await;
    let sheet = text(&find(&seen, ".quote-sheet"));
    for words in ["Quote Q-1042", "Version 2", "Harbour Trade", "Cellar", "€100.00", "€209.00", "30 days"]
    {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
    // What the browser is handed is looked at instead of saved.
    in_window(
        "(window.saved = {}, window.make = URL.createObjectURL, window.press = HTMLAnchorElement.prototype.click,
        URL.createObjectURL = blob => { window.saved.blob = blob; return window.make.call(URL, blob) },
        HTMLAnchorElement.prototype.click = function() { window.saved.name = this.download }, 1)",
    );
    fire(&find(&seen, ".quote-print__tools button"), "click");
    in_window(
        "(URL.createObjectURL = window.make, HTMLAnchorElement.prototype.click = window.press,
        window.saved.blob.arrayBuffer().then(bytes => { window.saved.bytes = new Uint8Array(bytes) }), 1)",
    );
    eventually(|| in_window("!!window.saved.bytes") == "true").await;
    assert_eq!(in_window("window.saved.name"), "Q-1042-v2.csv");
    assert_eq!(
        in_window("Array.from(window.saved.bytes.slice(0, 3))"),
        "239,187,191",
        "it says that it is UTF-8"
    );
    let file = in_window("new TextDecoder().decode(window.saved.bytes)");
    for part in [
        r#""Quote","Q-1042""#,
        r#""Version",2"#,
        r#""Valid until","2026-11-27T12:00:00.000Z""#,
        r#""Currency","EUR""#,
        r#""SKU-l_1","Bowl""#,
        r#""'=Cup""#,
        r#""Total",209.00"#,
    ] {
        assert!(file.contains(part), "{part}: {file}");
    }
    assert!(text(&find(&seen, "[aria-live=polite]")).contains("Q-1042-v2.csv"));
}

#[wasm_bindgen_test]
async fn b2b_23_an_older_version_says_that_there_is_a_newer_one() {
    let backend = Backend::default();
    let older = r#"{"number":1,"kind":"request","by":"buyer","author":"Mei","at":"2026-11-20T08:00:00Z",
        "state":"superseded","lines":[],"tax":"excluded","terms":{"kind":"prepayment"}}"#;
    backend.answer("/v1/quotes/q_1/versions/1", 200, older);
    let seen = printing(&backend, "/quotes/q_1/print?version=1", &accepted()).await;
    assert!(text(&find(&seen, ".quote-sheet")).contains("Version 1"));
    assert_eq!(href(&seen, ".quote-print__newer a"), "/quotes/q_1/print");
    assert_eq!(how_many(&seen, ".quote-print__versions a"), 2);
}

#[wasm_bindgen_test]
async fn the_desk_is_for_suppliers_and_others_are_told_where_to_sign_in() {
    let backend = Backend::default();
    sign_in(true);
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer(DESK, 403, &problem("forbidden", ""));
    let seen = page("/supplier/quotes", &backend, || view! { <SupplierQuotesPage/> });
    answered().await;
    assert!(text(&seen).contains("is not offered to you"), "{}", text(&seen));
    assert!(href(&seen, ".ui-empty a").starts_with("/account?next="));

    sign_in(false);
    let backend = Backend::default();
    backend.answer("/v1/capabilities", 200, SHOP);
    let seen = page("/supplier/quotes", &backend, || view! { <SupplierQuotesPage/> });
    answered().await;
    assert!(text(&seen).contains("Sign in as a supplier"));
    assert_eq!(backend.asked(DESK), 0, "nobody is nobody's supplier");
}

#[wasm_bindgen_test]
async fn the_desk_shows_whose_turn_it_is_and_what_is_new() {
    let backend = Backend::default();
    sign_in(true);
    intl::set_locale("en-GB");
    backend.answer("/v1/capabilities", 200, SHOP);
    let card = format!(
        r#"{{"id":"q_1","number":"Q-1042","title":"Bowl","lines":3,"status":"countered","turn":"supplier","current":3,
        "total":{},"company":{{"id":"c_1","name":"Cellar","person":"Mei"}},"supplier":{{"name":"H","zone":"UTC"}},
        "changed_at":"2026-11-26T11:00:00Z","unread":2}}"#,
        euro(20_900)
    );
    let list = format!(r#"{{"page":{{"items":[{card}]}},"waiting":1}}"#);
    backend.answer(DESK, 200, &list);
    let seen = page("/supplier/quotes", &backend, || view! { <SupplierQuotesPage/> });
    answered().await;
    let row = text(&find(&seen, ".my-quote"));
    for words in ["Q-1042", "Cellar", "Bowl and 2 more lines", "Your turn", "2 new messages", "€209.00"] {
        assert!(row.contains(words), "{words}: {row}");
    }
    assert_eq!(href(&seen, ".my-quote a"), "/supplier/quotes/q_1");
    assert_eq!(text(&find(&seen, "[aria-current=page]")), "Waiting for you");
}

/// A request on the desk, with the form of an offer.
async fn offering(backend: &Backend) -> Element {
    sign_in(true);
    intl::set_locale("en-GB");
    backend.answer("/v1/capabilities", 200, SHOP);
    let asked = quote("submitted", "supplier", "request", r#""offer","ask","decline","write""#);
    backend.answer(QUOTE, 200, &asked);
    let talk = r#"{"page":{"items":[]},"live":{"topic":"quote/q_1","seq":1,"epoch":"e"}}"#;
    backend.answer("/v1/quotes/q_1/messages", 200, talk);
    let seen =
        page("/supplier/quotes/q_1", backend, || view! { <LiveRegions/><SupplierQuotePage/> }.into_view());
    eventually(|| how_many(&seen, ".desk__actions > .quote-actions button") == 3).await;
    assert!(text(&find(&seen, ".quote-stand")).contains("New request"));
    toggle_offer(&seen).await;
    seen
}

/// Opens the form of an offer, or closes it.
async fn toggle_offer(seen: &Element) {
    fire(&find(seen, ".desk__actions button"), "click");
    answered().await;
}

fn typed(within: &Element, id: &str) -> String {
    script(&find(within, id), "return element.value").as_string().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn x_conc_what_is_typed_for_an_offer_stays_when_its_form_is_closed() {
    let seen = offering(&Backend::default()).await;
    eventually(|| has_focus(&find(&seen, ".offer-form h2"))).await;
    assert!(has_focus(&find(&seen, ".offer-form h2")), "a form that opens is read first");
    assert!(!typed(&seen, "#offer-until").is_empty(), "an end is proposed");
    type_in(&seen, "[id=\"offer-price-l_1\"]", "9.50");
    type_in(&seen, "#offer-until", "");
    toggle_offer(&seen).await;
    assert_eq!(how_many(&seen, ".offer-form"), 0);
    toggle_offer(&seen).await;
    assert_eq!(typed(&seen, "[id=\"offer-price-l_1\"]"), "9.50");
    assert_eq!(typed(&seen, "#offer-until"), "", "nor is the end proposed again");
}

#[wasm_bindgen_test]
async fn b2b_08_an_offer_is_made_line_by_line_and_names_what_was_seen() {
    let backend = Backend::default();
    let seen = offering(&backend).await;
    assert_eq!(how_many(&seen, ".offer-line"), 2);
    // Wrong entries are named and led to.
    type_in(&seen, "[id=\"offer-price-l_1\"]", "9.999");
    script(&find(&seen, ".offer-form"), "element.requestSubmit()");
    answered().await;
    let field = find(&seen, "[id=\"offer-price-l_1\"]");
    eventually(|| has_focus(&field)).await;
    assert!(has_focus(&field) && backend.sent(OFFER).is_empty());
    // Ten percent off the catalogue's 12.50, for all.
    type_in(&seen, "#offer-percent", "10");
    fire(&find(&seen, ".offer-form__percent button"), "click");
    answered().await;
    assert_eq!(typed(&seen, "[id=\"offer-price-l_2\"]"), "11.25");
    script(&find(&seen, ".offer-line:first-child .offer-line__fields .ui-check input"), "element.click()");
    answered().await;
    backend.answer(OFFER, 409, &problem("not_your_turn", ""));
    script(&find(&seen, ".offer-form"), "element.requestSubmit()");
    eventually(|| !backend.sent(OFFER).is_empty()).await;
    let sent = backend.sent(OFFER).last().cloned().unwrap_or_default();
    for part in
        [r#""line":"l_1""#, r#""minor":1125"#, r#""basis":"or_more""#, r#""kind":"net""#, r#""days":30"#]
    {
        assert!(sent.contains(part), "{part}: {sent}");
    }
    // What was typed is still there, whatever the shop says.
    eventually(|| text(&seen).contains("It was not done")).await;
    assert_eq!(typed(&seen, "[id=\"offer-price-l_2\"]"), "11.25");
}
