//! Quick order and the draft of a request, over a backend that answers when the test says so.

use fivefold::{
    data::LiveRegions,
    features::{
        quotes::{QuoteDraftPage, QuoteWish, WholesalePage, request_quote},
        shopping::ProductCard,
    },
    platform::storage,
};
use fivefold_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    auctions::{answered, euro, eventually, nothing_follows, page, page_of, sign_in},
    backend::Backend,
    stage::{Errors, find, fire, focus, has_focus, how_many, property, script, text},
};

const COMPANIES: &str = "/v1/me/companies";
const LOOKUP: &str = "POST /v1/wholesale/lookup";
const QUOTES: &str = "POST /v1/quotes";
const HEADING: &str = ".order-rows__head h2";
const SHOP: &str = r#"{"shop":"Harbour","offers":["quotes","accounts","catalog"],"locales":["en"],"currencies":[],
    "payment_methods":[],"markets":[]}"#;

fn company() -> String {
    format!(
        r#"[{{"id":"co_1","version":"1","name":"Nordlicht","roles":["requester"],"currency":{{"code":"EUR","exponent":2}},
        "terms":{{"kind":"net","days":30}},"po_rule":"optional","order_minimum":{},
        "addresses":[{{"id":"ca_1","label":"Warehouse","address":{{"country":"DE","name":"Nordlicht","line1":"Road 1",
        "city":"Hamburg"}}}}]}}]"#,
        euro(1_000)
    )
}

fn item(sku: &str, rule: &str) -> String {
    format!(
        r#"{{"sku":"{sku}","variant":"v_{sku}","product":"p_{sku}","title":"Thing {sku}","options":"Sand","rule":{rule},
        "per":{{"amount":1,"scale":0,"unit":"piece"}},"breaks":[{{"from":6,"price":{}}},{{"from":12,"price":{}}}],
        "stock":{{"level":"in_stock"}},"is_in_carts":true}}"#,
        euro(500),
        euro(390)
    )
}

const SIXES: &str = r#"{"unit":"piece","scale":0,"min":6,"increment":6}"#;

fn found(items: &[String], unknown: &str) -> String {
    format!(
        r#"{{"company":"co_1","currency":{{"code":"EUR","exponent":2}},"items":[{}],"unknown":[{unknown}]}}"#,
        items.join(",")
    )
}

fn sold(backend: &Backend) {
    let unknown = r#"{"sku":"CUP-9","near":["CUP-2"]},{"sku":"=1+1","near":[]}"#;
    let items = [item("TEA-1", SIXES), item("CUP-2", SIXES)];
    backend.answer(LOOKUP, 200, &found(&items, unknown));
}

fn buyer(backend: &Backend) {
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer(COMPANIES, 200, &company());
    sold(backend);
}

async fn quick_order(backend: &Backend) -> Element {
    sign_in(true);
    buyer(backend);
    let seen = page("/wholesale", backend, || view! { <LiveRegions/><WholesalePage/> }.into_view());
    eventually(|| how_many(&seen, "#quick-text") == 1).await;
    seen
}

async fn check(seen: &Element, list: &str) {
    script(&find(seen, "#quick-text"), &format!("element.value = `{list}`"));
    fire(&find(seen, "#quick-text"), "input");
    script(&find(seen, ".paste-box form"), "element.requestSubmit()");
    eventually(|| how_many(seen, HEADING) == 1).await;
}

fn heading(seen: &Element) -> String {
    text(&find(seen, HEADING))
}

fn press(seen: &Element, selector: &str, words: &str) {
    let body = format!(
        "const found = [...element.querySelectorAll(`{selector}`)].find(one => one.textContent.includes('{words}'));
        if (!found) throw new Error(`nothing says {words}: ${{element.textContent}}`);
        found.click()"
    );
    script(seen, &body);
}

fn value(seen: &Element, selector: &str) -> String {
    script(&find(seen, selector), "return element.value").as_string().unwrap_or_default()
}

fn type_in(seen: &Element, selector: &str, words: &str) {
    script(&find(seen, selector), &format!("element.value = '{words}'"));
    fire(&find(seen, selector), "input");
}

#[wasm_bindgen_test]
async fn b2b_03_rows_that_are_wrong_are_listed_with_what_would_be_right() {
    let backend = Backend::default();
    let seen = quick_order(&backend).await;
    check(&seen, "TEA-1;6\\nCUP-9;6\\nTEA-1;7\\n=1+1;6\\nCUP-2;many").await;
    assert_eq!(heading(&seen), "4 rows to put right, 1 row is right");
    eventually(|| how_many(&seen, ".order-row") == 4).await;
    assert_eq!(how_many(&seen, ".order-row"), 4, "what is right is not in the way");
    assert_eq!(value(&seen, "#row-4-sku"), "=1+1");
    let asked = backend.sent(LOOKUP);
    assert!(
        asked[0].contains(r#""skus":["TEA-1","CUP-9","=1+1","CUP-2"]"#),
        "each number once: {}",
        asked[0]
    );

    press(&seen, ".order-row:nth-child(1) button", "Take CUP-2");
    eventually(|| heading(&seen).starts_with("3 rows")).await;
    // The number it took has a row further down, which is the second one now.
    press(&seen, ".order-row:nth-child(2) button", "Take 12 pieces");
    eventually(|| value(&seen, "#row-3-quantity") == "12").await;
    press(&seen, ".order-row:nth-child(2) button", "Add to line 1");
    eventually(|| how_many(&seen, "#row-3-sku") == 0).await;
    press(&seen, "li[aria-label='Line 4'] button", "Take the row out");
    eventually(|| how_many(&seen, "#row-4-sku") == 0).await;
    type_in(&seen, "#row-5-quantity", "6");
    script(&find(&seen, ".order-row__quantity:has(#row-5-quantity)"), "element.requestSubmit()");
    eventually(|| text(&find(&seen, "li[aria-label='Line 5']")).contains("Add to line 2")).await;
    press(&seen, "li[aria-label='Line 5'] button", "Add to line 2");
    eventually(|| heading(&seen) == "Nothing to put right, 2 rows are right").await;
}

#[wasm_bindgen_test]
async fn b2b_03_a_row_that_is_put_right_stays_where_it_is() {
    let backend = Backend::default();
    let seen = quick_order(&backend).await;
    check(&seen, "TEA-1;7\\nCUP-2;7").await;
    press(&seen, ".order-row:nth-child(1) button", "Take 12 pieces");
    eventually(|| how_many(&seen, ".order-row--right") == 1).await;
    assert_eq!((how_many(&seen, ".order-row"), value(&seen, "#row-1-quantity").as_str()), (2, "12"));
    assert!(text(&find(&seen, ".order-row--right")).contains("€3.90"), "with what it costs");
}

#[wasm_bindgen_test]
async fn x_a11y_the_row_in_the_place_of_one_that_is_taken_out_has_the_focus() {
    let backend = Backend::default();
    let seen = quick_order(&backend).await;
    check(&seen, "TEA-1;7\\nCUP-2;7\\nCUP-9;6").await;
    eventually(|| how_many(&seen, ".order-row") == 3).await;
    for (place, left) in [(2, 2), (2, 1)] {
        let out = find(&seen, &format!(".order-row:nth-child({place}) .order-row__end button"));
        focus(&out);
        script(&out, "element.click()");
        eventually(|| how_many(&seen, ".order-row") == left).await;
        // The last one is followed by none: the heading takes it.
        let next = if left == 2 { ".order-row:nth-child(2)" } else { HEADING };
        eventually(|| has_focus(&find(&seen, next))).await;
        assert!(has_focus(&find(&seen, next)), "{left} left");
    }
}

#[wasm_bindgen_test]
async fn b2b_03_a_table_that_is_pasted_is_read_at_once_and_a_shop_that_does_not_answer_is_asked_again() {
    let backend = Backend::default();
    let seen = quick_order(&backend).await;
    backend.answer(LOOKUP, 500, "{}");
    let paste = "const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', 'TEA-1\\t6\\nCUP-2\\t12\\n');
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))";
    script(&find(&seen, "#quick-text"), paste);
    eventually(|| how_many(&seen, ".error-panel") == 1).await;
    assert_eq!(value(&seen, "#quick-text"), "", "the field is for what is typed");
    eventually(|| how_many(&seen, ".order-row") == 2).await;
    assert_eq!(how_many(&seen, ".order-row"), 2, "nothing that was read is lost");
    assert!(text(&find(&seen, ".order-row")).contains("Not looked up yet"));
    sold(&backend);
    press(&seen, ".error-panel button", "Try again");
    eventually(|| heading(&seen) == "Nothing to put right, 2 rows are right").await;
}

#[wasm_bindgen_test]
async fn b2b_03_reading_can_be_ended() {
    let backend = Backend::default();
    let seen = quick_order(&backend).await;
    check(&seen, "TEA-1;6").await;
    backend.withhold(LOOKUP);
    script(&find(&seen, "#quick-text"), "element.value = 'CUP-7;6'");
    fire(&find(&seen, "#quick-text"), "input");
    script(&find(&seen, ".paste-box form"), "element.requestSubmit()");
    eventually(|| how_many(&seen, ".quick-progress") == 1).await;
    focus(&find(&seen, ".quick-progress button"));
    press(&seen, ".quick-progress button", "Cancel");
    assert!(text(&seen).contains("The list that was being read is not taken"));
    eventually(|| how_many(&seen, ".quick-progress") == 0).await;
    eventually(|| has_focus(&find(&seen, HEADING))).await;
    assert!(has_focus(&find(&seen, HEADING)), "the press is gone");
    sold(&backend);
    nothing_follows().await;
    assert_eq!(heading(&seen), "Nothing to put right, 1 row is right");
    // What is looked up again belongs to no list.
    backend.withhold(LOOKUP);
    type_in(&seen, "#row-1-sku", "CUP-7");
    script(&find(&seen, ".order-row__sku:has(#row-1-sku)"), "element.requestSubmit()");
    eventually(|| how_many(&seen, ".quick-progress") == 1).await;
    press(&seen, ".quick-progress button", "Cancel");
    assert!(!text(&seen).contains("The list that was being read is not taken"));
}

#[wasm_bindgen_test]
async fn b2b_03_all_files_that_are_dropped_are_read_and_what_is_typed_stays() {
    let backend = Backend::default();
    let seen = quick_order(&backend).await;
    type_in(&seen, "#quick-text", "TEA-1;1");
    let drop = "const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['TEA-1;6'], 'first.csv', { type: 'text/csv' }));
        dataTransfer.items.add(new File(['quantity;sku\\n12;CUP-2'], 'second.csv', { type: 'text/csv' }));
        element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))";
    script(&find(&seen, ".paste-box"), drop);
    let all = "Nothing to put right, 2 rows are right";
    eventually(|| how_many(&seen, HEADING) == 1 && heading(&seen) == all).await;
    assert_eq!(heading(&seen), all);
    assert_eq!(value(&seen, "#quick-text"), "TEA-1;1");
}

#[wasm_bindgen_test]
async fn b2b_03_rows_go_into_the_draft_and_the_pages_count_its_lines() {
    let backend = Backend::default();
    let seen = quick_order(&backend).await;
    let links = ".buyer-bar__links";
    assert!(text(&find(&seen, links)).contains("Request, empty"));
    check(&seen, "TEA-1;6\\nCUP-2;12").await;
    let add = find(&seen, ".order-rows__actions button");
    focus(&add);
    script(&add, "element.click(); element.click()");
    let way_on = ".quick-rows .ui-notice a";
    eventually(|| how_many(&seen, way_on) == 1 && has_focus(&find(&seen, way_on))).await;
    assert!(has_focus(&find(&seen, way_on)), "the press is gone");
    nothing_follows().await;
    assert!(text(&find(&seen, ".quick-rows .ui-notice")).contains("2 rows are in your request"));
    eventually(|| text(&find(&seen, links)).contains("Request, 2 lines")).await;
    assert!(text(&find(&seen, links)).contains("Request, 2 lines"));
    // Whoever comes back has not loaded the draft.
    let backend = Backend::default();
    buyer(&backend);
    let again = page("/wholesale", &backend, || view! { <WholesalePage/> }.into_view());
    eventually(|| how_many(&again, links) == 1).await;
    assert!(text(&find(&again, links)).contains("Request, 2 lines"));
}

#[wasm_bindgen_test]
async fn x_a11y_the_press_that_puts_the_last_row_right_leaves_its_focus_to_the_heading() {
    let backend = Backend::default();
    let seen = quick_order(&backend).await;
    check(&seen, "TEA-1;7\\nCUP-2;7").await;
    let all = find(&seen, ".order-rows__actions button");
    assert_eq!(text(&all), "Use all suggestions");
    focus(&all);
    script(&all, "element.click()");
    eventually(|| has_focus(&find(&seen, HEADING))).await;
    assert!(has_focus(&find(&seen, HEADING)));
}

#[wasm_bindgen_test]
async fn b2b_03_ten_thousand_rows_never_hold_up_the_page() {
    let backend = Backend::default();
    let seen = quick_order(&backend).await;
    // Whoever waits in the same line gets a turn again and again. How long one is, `cargo xtask bench lines` measures.
    let watch = "element.turns = 0;
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { element.turns += 1; port2.postMessage(0) };
        port2.postMessage(0)";
    let field = find(&seen, "#quick-text");
    script(&field, watch);
    let turns = || property(&field, "turns").as_f64().unwrap_or_default();
    let paste = "element.turns = 0;
        let text = '';
        for (let at = 0; at < 10000; at++) text += (at % 3 ? 'TEA-1' : 'CUP-9') + '\\t' + at + '\\n';
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))";
    script(&field, paste);
    eventually(|| how_many(&seen, ".order-row") == 20).await;
    assert_eq!(how_many(&seen, ".order-row"), 20, "as many as fit in sight");
    assert!(heading(&seen).contains("rows to put right"));
    assert!(turns() > 20.0, "{} turns", turns());
    // First the number, then a quantity of it that is sold, then all into the first row of it.
    for left in ["9,998 rows to put right", "1,667 rows to put right", "Nothing to put right"] {
        press(&seen, ".order-rows__actions button", "Use all suggestions");
        eventually(|| heading(&seen).starts_with(left)).await;
    }
    assert_eq!(heading(&seen), "Nothing to put right, 2 rows are right");
}

#[wasm_bindgen_test]
async fn b2b_20_whose_prices_are_seen_is_said_and_who_buys_for_none_is_told() {
    let backend = Backend::default();
    let seen = quick_order(&backend).await;
    assert_eq!(text(&find(&seen, ".buyer-bar__who")), "You see the prices of Nordlicht, in EUR.");
    let backend = Backend::default();
    sign_in(true);
    backend.answer("/v1/capabilities", 200, SHOP);
    backend.answer(COMPANIES, 200, "[]");
    let seen = page("/wholesale", &backend, || view! { <WholesalePage/> }.into_view());
    eventually(|| text(&seen).contains("buys for no company")).await;
    assert!(text(&seen).contains("buys for no company"));
    sign_in(false);
    let backend = Backend::default();
    backend.answer("/v1/capabilities", 200, SHOP);
    let seen = page("/wholesale", &backend, || view! { <WholesalePage/> }.into_view());
    answered().await;
    assert!(text(&seen).contains("For companies that buy here"));
    assert_eq!(backend.asked(COMPANIES), 0, "nobody is asked about nobody");
}

/// What is in the draft, as the browser keeps it.
fn keep(lines: &str, head: &str) {
    storage::set("account.quote_draft", &format!(r#"{{"id":7,"pages":[1]{head}}}"#));
    storage::set("account.quote_draft.1", lines);
}

/// All lines of the draft, as the browser keeps them.
fn kept() -> String {
    storage::names("account.quote_draft.").iter().filter_map(|name| storage::get(name)).collect()
}

const LINES: &str = r#"[{"id":11,"sku":"TEA-1","title":"Thing TEA-1","quantity":"12","unit":"piece"},
    {"id":12,"sku":"CUP-2","title":"Thing CUP-2","quantity":"6","unit":"piece"}]"#;

async fn draft(backend: &Backend) -> Element {
    buyer(backend);
    let seen = page("/wholesale/draft", backend, || view! { <LiveRegions/><QuoteDraftPage/> }.into_view());
    eventually(|| how_many(&seen, ".draft-line, .ui-empty") > 0).await;
    seen
}

#[wasm_bindgen_test]
async fn b2b_02_what_is_typed_is_kept_within_a_second() {
    sign_in(true);
    keep(LINES, "");
    let seen = draft(&Backend::default()).await;
    eventually(|| how_many(&seen, ".price-breaks li[aria-current]") == 2).await;
    type_in(&seen, "#line-11-quantity", "18");
    type_in(&seen, "#line-11-note", "In two parts");
    type_in(&seen, "#draft-note", "Soon");
    assert_eq!(text(&find(&seen, ".draft__saved")), "Not saved yet");
    eventually(|| text(&find(&seen, ".draft__saved")) == "Saved").await;
    let again = draft(&Backend::default()).await;
    eventually(|| how_many(&again, ".draft-line") == 2).await;
    assert_eq!(value(&again, "#line-11-quantity"), "18");
    assert_eq!(value(&again, "#line-11-note"), "In two parts");
    assert_eq!(value(&again, "#draft-note"), "Soon");
    assert_eq!(value(&again, "#line-12-quantity"), "6");
}

#[wasm_bindgen_test]
async fn b2b_02_two_tabs_write_line_by_line_and_say_where_they_differ() {
    sign_in(true);
    keep(LINES, "");
    let errors = Errors::watch();
    let (one, other) = (draft(&Backend::default()).await, draft(&Backend::default()).await);
    type_in(&one, "#line-11-quantity", "18");
    eventually(|| value(&other, "#line-11-quantity") == "18").await;
    assert_eq!(value(&other, "#line-11-quantity"), "18", "the other tab takes it up");
    // Both type into the same line before either has heard of it.
    type_in(&one, "#line-12-quantity", "12");
    type_in(&other, "#line-12-quantity", "24");
    eventually(|| how_many(&other, ".draft-line .ui-notice") + how_many(&one, ".draft-line .ui-notice") > 0)
        .await;
    let told = if how_many(&one, ".draft-line .ui-notice") > 0 { &one } else { &other };
    assert!(text(&find(told, ".draft-line .ui-notice")).contains("Another tab has changed this line too"));
    let theirs = if value(told, "#line-12-quantity") == "12" { "24" } else { "12" };
    press(told, ".draft-line .ui-notice button", "Take the other one");
    eventually(|| value(told, "#line-12-quantity") == theirs).await;
    assert_eq!(value(told, "#line-12-quantity"), theirs);
    assert_eq!(errors.count(), 0);
}

/// So many lines for the draft.
fn many(count: u64) -> String {
    let line = |id: u64| format!(r#"{{"id":{id},"sku":"TEA-{id}","quantity":"6"}}"#);
    format!("[{}]", (1..=count).map(line).collect::<Vec<_>>().join(","))
}

#[wasm_bindgen_test]
async fn b2b_02_lines_are_drawn_one_at_a_time() {
    sign_in(true);
    keep(&many(20), "");
    let backend = Backend::default();
    buyer(&backend);
    let seen = page("/wholesale/draft", &backend, || view! { <QuoteDraftPage/> }.into_view());
    // The lines that come in one go: nobody else has a turn between them.
    let watch = "element.most = 0;
        new MutationObserver(changes => {
            const come = new Set();
            for (const node of changes.flatMap(change => [...change.addedNodes])) {
                if (node.nodeType !== Node.ELEMENT_NODE) continue;
                if (node.matches('.draft-line')) come.add(node);
                node.querySelectorAll('.draft-line').forEach(line => come.add(line));
            }
            element.most = Math.max(element.most, come.size);
        }).observe(element, { childList: true, subtree: true })";
    script(&seen, watch);
    eventually(|| how_many(&seen, ".draft-line") == 20).await;
    assert_eq!(how_many(&seen, ".draft-line"), 20);
    let most = property(&seen, "most").as_f64().expect("a number");
    assert!((most - 1.0).abs() < f64::EPSILON, "{most} at once");
}

#[wasm_bindgen_test]
async fn b2b_02_a_page_of_lines_that_another_tab_empties_gives_way_to_the_one_before() {
    sign_in(true);
    keep(&many(21), "");
    let (one, other) = (draft(&Backend::default()).await, draft(&Backend::default()).await);
    for tab in [&one, &other] {
        eventually(|| how_many(tab, ".draft-line") == 20).await;
        script(&find(tab, ".order-pager button:last-child"), "element.click()");
        eventually(|| how_many(tab, "#line-21-sku") == 1 && how_many(tab, ".draft-line") == 1).await;
    }
    press(&other, ".draft-line button", "Take this line out");
    eventually(|| how_many(&one, ".draft-line") == 20).await;
    assert_eq!(how_many(&one, ".draft-line"), 20);
}

#[wasm_bindgen_test]
async fn b2b_04_a_quantity_that_is_not_sold_is_said_with_what_is() {
    sign_in(true);
    keep(LINES, "");
    let seen = draft(&Backend::default()).await;
    eventually(|| how_many(&seen, ".price-breaks li[aria-current]") == 2).await;
    let live = ".draft-line [aria-live=polite]";
    assert_eq!(how_many(&seen, live), 0, "what the shop tells of all lines is not read out");
    focus(&find(&seen, "#line-12-quantity"));
    answered().await;
    assert_eq!(how_many(&seen, live), 2);
    assert_eq!(how_many(&seen, ".draft-line:nth-child(2) [aria-live=polite]"), 2);
    type_in(&seen, "#line-12-quantity", "7");
    eventually(|| how_many(&seen, ".draft-line__fault") == 1).await;
    assert!(text(&find(&seen, ".draft-line__fault")).contains("6 pieces or 12 pieces"));
    focus(&find(&seen, ".draft-line__fault button"));
    press(&seen, ".draft-line__fault button", "Take 12 pieces");
    eventually(|| how_many(&seen, ".draft-line__fault") == 0).await;
    eventually(|| has_focus(&find(&seen, ".draft-line:nth-child(2)"))).await;
    assert!(has_focus(&find(&seen, ".draft-line:nth-child(2)")), "the press is gone");
    assert_eq!(value(&seen, "#line-12-quantity"), "12");
    let line = text(&find(&seen, ".draft-line:nth-child(2)"));
    assert!(line.contains("€3.90") && line.contains("€46.80"), "{line}");
}

#[wasm_bindgen_test]
async fn b2b_05_a_request_is_sent_once_and_kept_until_it_is_answered() {
    sign_in(true);
    keep(LINES, r#","note":"Soon""#);
    let backend = Backend::default();
    let seen = draft(&backend).await;
    type_in(&seen, "#line-11-target", "3.50");
    let send = find(&seen, ".draft");
    for _ in 0..3 {
        script(&send, "element.requestSubmit()");
    }
    eventually(|| !backend.sent(QUOTES).is_empty()).await;
    nothing_follows().await;
    let sent = backend.sent(QUOTES);
    assert_eq!(sent.len(), 1, "however often it is pressed");
    assert!(sent[0].contains(r#""company":"co_1""#) && sent[0].contains(r#""note":"Soon""#), "{}", sent[0]);
    assert!(sent[0].contains(r#""target":{"money":{"minor":350"#), "{}", sent[0]);
    assert!(storage::get("account.quote_draft.1").is_some_and(|kept| kept.contains("TEA-1")));
    assert_eq!(script(&find(&seen, ".draft__fields"), "return element.disabled").as_bool(), Some(true));
}

#[wasm_bindgen_test]
async fn x_err_what_the_shop_does_not_take_is_said_at_its_line_and_nothing_is_lost() {
    sign_in(true);
    keep(LINES, "");
    let backend = Backend::default();
    let problem = r#"{"type":"x","kind":"invalid_fields","title":"No","status":422,
        "fields":[{"field":"lines.1.quantity","code":"out_of_range"}]}"#;
    backend.answer(QUOTES, 422, problem);
    let seen = draft(&backend).await;
    script(&find(&seen, ".draft"), "element.requestSubmit()");
    eventually(|| how_many(&seen, "[aria-invalid=true]") == 1).await;
    assert_eq!(how_many(&seen, "#line-12-quantity[aria-invalid=true]"), 1);
    eventually(|| has_focus(&find(&seen, "#line-12-quantity"))).await;
    assert!(has_focus(&find(&seen, "#line-12-quantity")), "the first field that is wrong");
    assert_eq!(value(&seen, "#line-12-quantity"), "6");
    eventually(|| script(&find(&seen, ".draft__fields"), "return element.disabled").as_bool() == Some(false))
        .await;
    type_in(&seen, "#line-12-quantity", "12");
    answered().await;
    assert_eq!(how_many(&seen, "[aria-invalid=true]"), 0);
}

#[wasm_bindgen_test]
async fn b2b_01_a_line_of_mere_words_can_go_into_the_note() {
    sign_in(true);
    keep(r#"[{"id":11,"quantity":"1","note":"a blue pot"}]"#, "");
    let seen = draft(&Backend::default()).await;
    press(&seen, ".draft-line button", "Move to the note");
    eventually(|| how_many(&seen, ".draft-line") == 0).await;
    assert_eq!(value(&seen, "#draft-note"), "a blue pot");
}

#[wasm_bindgen_test]
async fn x_a11y_who_takes_the_last_line_out_is_led_to_what_is_left() {
    sign_in(true);
    keep(r#"[{"id":11,"sku":"TEA-1","quantity":"6"}]"#, "");
    let seen = draft(&Backend::default()).await;
    focus(&find(&seen, ".draft-line__end button"));
    press(&seen, ".draft-line__end button", "Take this line out");
    let left = ".draft-part .ui-empty h2";
    eventually(|| how_many(&seen, left) == 1 && has_focus(&find(&seen, left))).await;
    assert!(has_focus(&find(&seen, left)));
}

/// What a search that found nothing offers.
fn words() -> View {
    view! { <LiveRegions/>{request_quote(QuoteWish::Words("a blue pot".to_owned()))} }
}

#[wasm_bindgen_test]
async fn b2b_01_what_was_not_found_is_asked_for_in_words() {
    sign_in(true);
    let backend = Backend::default();
    buyer(&backend);
    let seen = page("/search", &backend, words);
    eventually(|| how_many(&seen, ".ask-words") == 1).await;
    press(&seen, ".ask-words button", "Ask for it");
    eventually(|| !storage::names("account.quote_draft.").is_empty()).await;
    assert!(kept().contains("a blue pot"), "{}", kept());
}

/// A card of a list.
fn card() -> View {
    let card = format!(
        r#"{{"slug":"p_TEA-1","title":"Tea","brand":"B","price":{{"amount":{},"tax_included":true}},"in_stock":true,
        "picture":{{"alt":"","width":1,"height":1,"sources":[]}}}}"#,
        euro(900)
    );
    let card = fivefold_api::json::from_str(&card).expect("a card");
    view! { <ProductCard card/> }
}

#[wasm_bindgen_test]
async fn b2b_01_a_card_says_what_the_company_pays_and_nothing_to_others() {
    sign_in(true);
    let backend = Backend::default();
    buyer(&backend);
    backend.answer(LOOKUP, 200, &found(&[item("TEA-1", SIXES)], ""));
    let seen = page("/products", &backend, card);
    eventually(|| how_many(&seen, ".ask-card button") == 1).await;
    assert!(text(&find(&seen, ".ask-card")).contains("€5.00"));
    sign_in(false);
    let backend = Backend::default();
    backend.answer("/v1/capabilities", 200, SHOP);
    let seen = page("/products", &backend, card);
    nothing_follows().await;
    assert_eq!((how_many(&seen, ".ask-card"), backend.asked(COMPANIES)), (0, 0));
}

/// Somebody may buy for two.
fn two_companies() -> String {
    let one = company();
    format!("{},{}", one.trim_end_matches(']'), one.replace("co_1", "co_2").trim_start_matches('['))
}

#[wasm_bindgen_test]
async fn b2b_20_what_was_asked_for_one_company_is_not_the_price_of_another() {
    sign_in(true);
    let backend = Backend::default();
    buyer(&backend);
    backend.answer(COMPANIES, 200, &two_companies());
    backend.withhold(LOOKUP);
    let runtime = backend.start();
    page_of(runtime.clone(), "/products", &backend, card);
    eventually(|| backend.sent(LOOKUP).len() == 1).await;
    storage::set("account.company", "co_2");
    let seen = page_of(runtime, "/products", &backend, card);
    backend.answer(LOOKUP, 200, &found(&[item("TEA-1", SIXES)], ""));
    eventually(|| how_many(&seen, ".ask-card button") == 1).await;
    let asked = backend.sent(LOOKUP);
    assert!(asked[0].contains("co_1") && asked.len() == 2, "{asked:?}");
    assert!(asked[1].contains("co_2"), "{}", asked[1]);
}

/// The way from a cart to a quote.
fn whole_cart() -> View {
    let cart = format!(
        r#"{{"id":"c_1","version":"1","revision":1,"items":12,"subtotal":{0},"tax_included":true,"lines":[{{
        "variant":"v_TEA-1","product":"p_TEA-1","title":"Tea","picture":{{"alt":"","width":1,"height":1,"sources":[]}},
        "quantity":12,"quantities":{{"min":1,"increment":1}},"stock":{{"level":"in_stock"}},"state":"buyable"}}]}}"#,
        euro(6_000)
    );
    let cart: Option<fivefold_api::model::Cart> = fivefold_api::json::from_str(&cart).ok();
    view! { <LiveRegions/>{request_quote(QuoteWish::Cart(cart.into()))} }
}

#[wasm_bindgen_test]
async fn b2b_01_a_cart_whose_prices_the_shop_does_not_tell_can_be_asked_about_again() {
    sign_in(true);
    let backend = Backend::default();
    buyer(&backend);
    backend.answer(LOOKUP, 500, "{}");
    let seen = page("/cart", &backend, whole_cart);
    eventually(|| how_many(&seen, ".ask-cart button") == 1).await;
    let button = ".ask-cart button";
    let is_busy = || how_many(&seen, ".ask-cart button[aria-busy]") == 1;
    let asked = backend.asked("/v1/wholesale/lookup");
    press(&seen, button, "Request a quote");
    eventually(|| backend.asked("/v1/wholesale/lookup") > asked && !is_busy()).await;
    assert!(!is_busy(), "the press is over");
    backend.answer(LOOKUP, 200, &found(&[item("TEA-1", SIXES)], ""));
    press(&seen, button, "Request a quote");
    eventually(|| kept().contains("TEA-1")).await;
    assert!(kept().contains(r#""quantity":"12""#), "{}", kept());
}
