//! From an accepted quote to an order: what it would be, what stands in its way, terms, numbers, stock and credit.

use crate::{
    buyer::{Buyer, Reply, key},
    common::TestServer,
    house::{at, set_clock},
    shop::{self, EGGS},
    table::{
        ADA, BEA, EVE, FLOUR, SUE, VIC, ask, buys, company, counter_of, eur, offer, offer_of, read, request,
        sells, send, table, try_accept, try_ask, who,
    },
    wholesale::look_up,
};
use fivefold_api::{
    model::{
        Activity, ActivityState, FieldProblemCode, HoldState, Order, OrderAction, OrderBlocker, OrderStatus,
        PaymentTerms, PreviewQuoteOrder, ProblemKind, Quote, QuoteAction, QuoteCheckout, QuoteStatus,
    },
    rules::QUANTITY_MAX,
    vocabulary::{Date, Page, Quantity, QuoteLineId},
};
use serde_json::{Value, json};
use sqlx::Row as _;
use std::collections::BTreeSet;

/// Ten kilograms of flour at 1.00 and twelve eggs at 3.00, 9.00 for delivery, taxes of 3.22 and 1.71 on top.
pub(crate) const TOTAL: i64 = 5_993;
const ORDERS: &str = "SELECT COUNT(*) FROM orders";
const NOTED: &str = "SELECT COUNT(*) FROM quote_orders";
pub(crate) const OWED: &str = "SELECT COALESCE(SUM(owed_minor), 0) FROM quote_orders";
pub(crate) const EGGS_LEFT: &str = "SELECT stock FROM variants WHERE id = 'EGGS-6'";
pub(crate) const FLOUR_LEFT: &str = "SELECT stock FROM wholesale_goods WHERE sku = 'FLOUR-25'";

/// Changes something behind the counter.
pub(crate) async fn change(server: &TestServer, sql: &'static str) {
    let mut tx = server.app.db.begin().await.unwrap();
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// A quote that Ada has asked for and accepted.
pub(crate) async fn accepted(server: &TestServer) -> Quote {
    let (ada, sue) = (who(server, ADA), who(server, SUE));
    let quoted = offer(&sue, &ask(&ada).await, 100).await;
    let seen = read(&ada, &quoted.id).await;
    let quote: Quote = try_accept(&ada, &seen).await.ok();
    assert_eq!(quote.status, QuoteStatus::Accepted);
    quote
}

pub(crate) async fn try_preview(buyer: &Buyer<'_>, quote: &Quote, wish: &PreviewQuoteOrder) -> Reply {
    buyer.post(&format!("/v1/quotes/{}/order/preview", quote.id), &key(), &json!(wish)).await
}

pub(crate) async fn preview(buyer: &Buyer<'_>, quote: &Quote, wish: &PreviewQuoteOrder) -> QuoteCheckout {
    try_preview(buyer, quote, wish).await.ok()
}

/// What Ada sends who orders what she has seen.
pub(crate) async fn wish(server: &TestServer, quote: &Quote, changes: Value) -> Value {
    let address = company(&who(server, ADA)).await.addresses[0].id.clone();
    let mut wish = json!({ "number": quote.offer, "address": address, "expected_total": eur(TOTAL) });
    wish.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    wish
}

pub(crate) async fn try_order(buyer: &Buyer<'_>, seen: &Quote, key: &str, wish: &Value) -> Reply {
    send(buyer, &format!("/v1/quotes/{}/order", seen.id), key, &seen.version, wish).await
}

pub(crate) fn blockers(reply: &Reply) -> Vec<OrderBlocker> {
    reply.refused(422, ProblemKind::OrderBlocked).quote_problem().unwrap().blockers
}

fn date(text: &str) -> Option<Date> {
    Date::parse(text)
}

#[tokio::test]
async fn b2b_15_an_accepted_quote_becomes_an_order_on_terms() {
    let server = table().await;
    let ada = who(&server, ADA);
    let quote = accepted(&server).await;
    let address = company(&ada).await.addresses[0].id.clone();
    let chosen = PreviewQuoteOrder { address: Some(address.clone()), ..Default::default() };
    let seen = preview(&ada, &quote, &chosen).await;
    assert_eq!((seen.totals.total, seen.totals.subtotal), (eur(TOTAL), eur(4_600)));
    assert_eq!((seen.terms.clone(), seen.due_on), (PaymentTerms::Net { days: 14 }, date("2030-01-15")));
    assert_eq!((seen.blockers.as_slice(), seen.po_uses.as_slice()), (&[][..], &[][..]));
    assert_eq!((seen.version.clone(), Some(seen.number)), (quote.version.clone(), quote.offer));
    assert_eq!((seen.credit.as_ref().unwrap().used, seen.valid_until), (eur(0), at(3 * 86_400)));
    assert_eq!(shop::count(&server, ORDERS).await, 0, "looking changes nothing");

    let body = wish(&server, &quote, json!({ "po_number": " PO-17 " })).await;
    let order: Order = try_order(&ada, &quote, &key(), &body).await.ok();
    assert_eq!((order.status, order.totals.total), (OrderStatus::OnAccount, eur(TOTAL)));
    assert_eq!((order.lines.len(), order.hold.is_none(), order.allowed_actions.len()), (0, true, 0));
    let of = order.quote.clone().unwrap();
    assert_eq!((of.id, of.number, Some(of.offer)), (quote.id.clone(), quote.number.clone(), quote.offer));
    assert_eq!((of.due_on, of.po_number.as_deref()), (date("2030-01-15"), Some("PO-17")));
    assert_eq!((of.zone.as_str(), of.lines), ("Europe/Berlin", seen.lines));
    assert_eq!(order.address.as_ref().unwrap(), &company(&ada).await.addresses[0].address);

    // It is hers, it takes stock and credit, and the quote leads to it. A list has as many lines as it says, and none
    // of them.
    let listed: Vec<Order> = ada.get("/v1/orders").await.ok();
    let mut short = order.clone();
    let lines = std::mem::take(&mut short.quote.as_mut().unwrap().lines);
    assert_eq!(listed, [short]);
    assert_eq!(listed[0].quote.as_ref().map(|quote| quote.line_count), Some(2));
    assert_eq!(ada.get(&format!("/v1/orders/{}", order.id)).await.ok::<Order>().quote.unwrap().lines, lines);
    assert_eq!(shop::count(&server, EGGS_LEFT).await, 50 - 12);
    assert_eq!(shop::count(&server, FLOUR_LEFT).await, 5_000_000 - 10_000);
    assert_eq!(company(&ada).await.credit.unwrap().used, eur(TOTAL));
    let now = read(&ada, &quote.id).await;
    assert_eq!((now.status, now.order), (QuoteStatus::Ordered, Some(order.id.clone())));
    assert!(!now.allowed_actions.contains(&QuoteAction::Order));
    let feed: Page<Activity> = ada.get("/v1/me/activity").await.ok();
    let entry = feed.items.iter().find(|entry| entry.id == order.id.as_str()).expect("it is in the feed");
    assert_eq!((entry.state, entry.title.as_str()), (ActivityState::Running, "Bread flour, eggs"));
}

#[tokio::test]
async fn b2b_15_a_list_of_orders_is_made_without_a_look_at_their_lines() {
    let server = table().await;
    let ada = who(&server, ADA);
    let quote = accepted(&server).await;
    let body = wish(&server, &quote, json!({})).await;
    let order: Order = try_order(&ada, &quote, &key(), &body).await.ok();
    change(&server, "UPDATE orders SET snapshot = json_set(snapshot, '$.quote.lines', 'unreadable')").await;
    let listed: Vec<Order> = ada.get("/v1/orders").await.ok();
    assert_eq!(listed[0].quote.as_ref().map(|quote| quote.line_count), Some(2));
    ada.get(&format!("/v1/orders/{}", order.id)).await.refused(500, ProblemKind::Internal);
}

#[tokio::test]
async fn b2b_15_an_order_begins_with_the_address_of_the_request() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    change(
        &server,
        "INSERT INTO company_addresses SELECT 'ca_cellar', company, 'Cellar', address, 1 FROM company_addresses
         ORDER BY (SELECT name FROM companies c WHERE c.id = company) DESC LIMIT 1",
    )
    .await;
    let known = company(&ada).await.addresses;
    assert_eq!(known.len(), 2);
    let mut wish = request();
    wish["address"] = json!("ca_cellar");
    let asked: Quote = try_ask(&ada, &wish).await.ok();
    let quoted = offer(&sue, &asked, 100).await;
    let quote: Quote = try_accept(&ada, &read(&ada, &quoted.id).await).await.ok();
    let seen = preview(&ada, &quote, &PreviewQuoteOrder::default()).await;
    assert_eq!((seen.address.as_ref(), seen.blockers.as_slice()), (Some(&"ca_cellar".into()), &[][..]));
    let other = known[0].id.clone();
    let chosen = PreviewQuoteOrder { address: Some(other.clone()), ..Default::default() };
    assert_eq!(preview(&ada, &quote, &chosen).await.address, Some(other), "what is chosen counts");
    let without = preview(&ada, &accepted(&server).await, &PreviewQuoteOrder::default()).await;
    assert_eq!((without.address, without.blockers), (None, vec![OrderBlocker::AddressMissing]));
}

#[tokio::test]
async fn b2b_05_what_may_be_about_every_line_may_be_as_long_as_a_request() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let long = "x".repeat(3 << 20);
    let field = |reply: &Reply| reply.refused(422, ProblemKind::InvalidFields).fields[0].field.clone();
    let question = json!({ "text": "Which bags?", "reply_due": at(3_600) });
    let questioned: Quote = sells(&sue, &ask(&ada).await, "question", &question).await.ok();
    let reply = json!({ "text": long });
    assert_eq!(field(&buys(&ada, &questioned, "reply", &reply).await), "text");
    let quoted = offer(&sue, &ask(&ada).await, 100).await;
    let mut body = counter_of(&quoted, 90);
    body["reason"] = json!(long);
    assert_eq!(field(&buys(&ada, &quoted, "counter", &body).await), "reason");
    let quote = accepted(&server).await;
    let body = wish(&server, &quote, json!({ "po_number": long })).await;
    assert_eq!(field(&try_order(&ada, &quote, &key(), &body).await), "po_number");
    let typed = PreviewQuoteOrder { po_number: Some(long), ..Default::default() };
    assert_eq!(field(&try_preview(&ada, &quote, &typed).await), "po_number");
}

#[tokio::test]
async fn b2b_15_each_blocker_names_its_line_or_rule_and_the_quote_stays_accepted() {
    let server = table().await;
    let ada = who(&server, ADA);
    let quote = accepted(&server).await;
    let eggs = quote.current.lines.iter().find(|line| line.sku.as_str() == EGGS).unwrap().id.clone();
    change(&server, "UPDATE variants SET stock = 5 WHERE id = 'EGGS-6'").await;
    change(&server, "UPDATE companies SET order_minimum = 5000, credit_limit = 1000, po_rule = 'required'")
        .await;
    let seen = preview(&ada, &quote, &PreviewQuoteOrder::default()).await;
    let credit = company(&ada).await.credit.unwrap();
    let short =
        OrderBlocker::OutOfStock { line: eggs, sku: EGGS.into(), available: Quantity::new(5, 0, "piece") };
    let small = OrderBlocker::BelowMinimum { minimum: eur(5_000), subtotal: eur(4_600) };
    let owing = OrderBlocker::OverCredit { credit, excess: eur(TOTAL - 1_000) };
    let [no_address, no_number] = [OrderBlocker::AddressMissing, OrderBlocker::PoNumberMissing];
    assert_eq!(seen.blockers, [short.clone(), small.clone(), owing.clone(), no_address, no_number]);

    let body = wish(&server, &quote, json!({ "po_number": "PO-1" })).await;
    assert_eq!(blockers(&try_order(&ada, &quote, &key(), &body).await), [short, small, owing]);
    change(&server, "UPDATE companies SET order_minimum = NULL, order_maximum = 4000").await;
    change(&server, "UPDATE companies SET credit_limit = 1000000").await;
    change(&server, "UPDATE variants SET stock = 12 WHERE id = 'EGGS-6'").await;
    change(
        &server,
        "UPDATE company_addresses SET address = REPLACE(address, '\"country\":\"DE\"', '\"country\":\"NO\"')",
    )
    .await;
    let large = OrderBlocker::AboveMaximum { maximum: eur(4_000), subtotal: eur(4_600) };
    let far = OrderBlocker::AddressNotServed { address: company(&ada).await.addresses[0].id.clone() };
    assert_eq!(blockers(&try_order(&ada, &quote, &key(), &body).await), [large, far]);
    let now = read(&ada, &quote.id).await;
    assert_eq!((now.status, now.version), (QuoteStatus::Accepted, quote.version.clone()));
    assert_eq!((shop::count(&server, ORDERS).await, shop::count(&server, EGGS_LEFT).await), (0, 12));

    change(&server, "UPDATE companies SET order_maximum = NULL").await;
    change(
        &server,
        "UPDATE company_addresses SET address = REPLACE(address, '\"country\":\"NO\"', '\"country\":\"DE\"')",
    )
    .await;
    let order: Order = try_order(&ada, &quote, &key(), &body).await.ok();
    assert_eq!((order.status, shop::count(&server, EGGS_LEFT).await), (OrderStatus::OnAccount, 0));
}

#[tokio::test]
async fn b2b_15_another_total_than_was_seen_is_refused_with_both() {
    let server = table().await;
    let ada = who(&server, ADA);
    let quote = accepted(&server).await;
    let body = wish(&server, &quote, json!({ "expected_total": eur(TOTAL - 1) })).await;
    let problem = try_order(&ada, &quote, &key(), &body).await.refused(409, ProblemKind::PriceChanged);
    let totals = problem.totals.unwrap();
    assert_eq!((totals.was, totals.now), (eur(TOTAL - 1), eur(TOTAL)));
    // The catalogue may do what it likes: what was accepted is what it costs.
    shop::reprice(&server, EGGS, "EUR", 99_900).await;
    let body = wish(&server, &quote, json!({})).await;
    let order: Order = try_order(&ada, &quote, &key(), &body).await.ok();
    assert_eq!(order.totals.total, eur(TOTAL));
}

#[tokio::test]
async fn b2b_15_more_is_ordered_where_the_offer_and_the_rule_of_the_number_allow_it() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let asked = ask(&ada).await;
    let mut body = offer_of(&asked.current, 100, at(86_400));
    body["lines"][1]["basis"] = json!("or_more");
    sells(&sue, &asked, "offer", &body).await.ok::<Quote>();
    let quote: Quote = try_accept(&ada, &read(&ada, &asked.id).await).await.ok();
    let [flour, eggs] = [0, 1].map(|place: usize| quote.current.lines[place].id.clone());
    let more = |line: &QuoteLineId, quantity: Quantity| json!([{ "line": line, "quantity": quantity }]);
    for (quantities, field, code) in [
        (more(&eggs, Quantity::new(13, 0, "piece")), "quantities.0.quantity", FieldProblemCode::OutOfRange),
        (more(&eggs, Quantity::new(6, 0, "piece")), "quantities.0.quantity", FieldProblemCode::NotAllowed),
        (more(&flour, Quantity::new(20, 0, "kg")), "quantities.0.quantity", FieldProblemCode::NotAllowed),
        (
            more(&"ql_none".into(), Quantity::new(1, 0, "kg")),
            "quantities.0.line",
            FieldProblemCode::NotAllowed,
        ),
    ] {
        let body = wish(&server, &quote, json!({ "quantities": quantities })).await;
        let problem = try_order(&ada, &quote, &key(), &body).await.refused(422, ProblemKind::InvalidFields);
        assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), (field, code));
    }
    let quantities = more(&eggs, Quantity::new(18, 0, "piece"));
    let wished: PreviewQuoteOrder =
        serde_json::from_value(json!({ "quantities": quantities.clone() })).unwrap();
    let seen = preview(&ada, &quote, &wished).await;
    assert_eq!(seen.totals.subtotal, eur(1_000 + 5_400));
    let body =
        wish(&server, &quote, json!({ "quantities": quantities, "expected_total": seen.totals.total }));
    let order: Order = try_order(&ada, &quote, &key(), &body.await).await.ok();
    assert_eq!(order.totals.total, seen.totals.total);
    assert_eq!(shop::count(&server, EGGS_LEFT).await, 50 - 18);
}

/// A quote that Ada has accepted: twice so much flour, each or more, at a price per kilogram.
async fn any_flour(server: &TestServer, kilos: i64, price: i64) -> Quote {
    let (ada, sue) = (who(server, ADA), who(server, SUE));
    let line = json!({ "sku": FLOUR, "quantity": Quantity::new(kilos, 0, "kg") });
    let asked: Quote = ada.post("/v1/quotes", &key(), &json!({ "lines": [line, line] })).await.ok();
    let mut body = offer_of(&asked.current, price, at(86_400));
    for line in body["lines"].as_array_mut().unwrap() {
        line["basis"] = json!("or_more");
    }
    sells(&sue, &asked, "offer", &body).await.ok::<Quote>();
    try_accept(&ada, &read(&ada, &asked.id).await).await.ok()
}

fn more_of(quote: &Quote, quantities: &[Quantity]) -> Value {
    let lines = quote.current.lines.iter().zip(quantities);
    lines.map(|(line, quantity)| json!({ "line": line.id, "quantity": quantity })).collect()
}

#[tokio::test]
async fn b2b_15_more_than_anybody_has_or_can_pay_is_refused_by_its_line() {
    let server = table().await;
    let ada = who(&server, ADA);
    let most = Quantity::new(QUANTITY_MAX, 3, "kg");
    let refused = async |quote: &Quote, quantities: &[Quantity]| {
        let quantities = more_of(quote, quantities);
        let body = wish(&server, quote, json!({ "quantities": quantities })).await;
        let problem = try_order(&ada, quote, &key(), &body).await.refused(422, ProblemKind::InvalidFields);
        let wished = serde_json::from_value(json!({ "quantities": quantities })).unwrap();
        let preview = try_preview(&ada, quote, &wished).await.refused(422, ProblemKind::InvalidFields);
        assert_eq!(preview.fields, problem.fields);
        assert!(problem.fields.iter().all(|field| field.code == FieldProblemCode::OutOfRange));
        problem.fields.into_iter().map(|field| field.field).collect::<Vec<_>>()
    };
    let quote = any_flour(&server, 10, 100).await;
    for much in [
        Quantity::new(i64::MAX, 0, "kg"),
        Quantity::new(i64::MAX, 3, "kg"),
        Quantity::new(QUANTITY_MAX + 250, 3, "kg"),
    ] {
        assert_eq!(refused(&quote, &[much]).await, ["quantities.0.quantity"]);
    }
    let dear = any_flour(&server, 1, 1_000_000_000_000).await;
    assert_eq!(refused(&dear, &[Quantity::new(1, 0, "kg"), most.clone()]).await, ["quantities.1.quantity"]);
    let summed = any_flour(&server, 1, 5_000_000_000).await;
    let both = [most.clone(), most.clone()];
    assert_eq!(refused(&summed, &both).await, ["quantities.0.quantity", "quantities.1.quantity"]);

    // Two lines share the most that there is of anything.
    change(&server, "UPDATE companies SET credit_limit = 1000000000000000").await;
    let wished = |quantities: &[Quantity]| PreviewQuoteOrder {
        quantities: serde_json::from_value(more_of(&quote, quantities)).unwrap(),
        ..Default::default()
    };
    let seen = preview(&ada, &quote, &wished(&both)).await;
    let nothing = Quantity::new(0, 3, "kg");
    assert!(matches!(&seen.blockers[0], OrderBlocker::OutOfStock { line, available, .. }
        if *line == quote.current.lines[1].id && *available == nothing));
    let largest = [Quantity::new(QUANTITY_MAX - 10_000, 3, "kg")];
    let total = preview(&ada, &quote, &wished(&largest)).await.totals.total;
    let changes = json!({ "quantities": more_of(&quote, &largest), "expected_total": total });
    let body = wish(&server, &quote, changes).await;
    try_order(&ada, &quote, &key(), &body).await.ok::<Order>();
    assert_eq!(shop::count(&server, FLOUR_LEFT).await, 5_000_000 - QUANTITY_MAX);
    assert_eq!(look_up(&ada, &[FLOUR]).await.items.len(), 1, "what was ordered is counted still");
}

#[tokio::test]
async fn b2b_19_a_number_that_was_used_before_is_a_warning_and_no_more() {
    let server = table().await;
    let ada = who(&server, ADA);
    let (first, second) = (accepted(&server).await, accepted(&server).await);
    let body = wish(&server, &first, json!({ "po_number": "PO-2030/17" })).await;
    let order: Order = try_order(&ada, &first, &key(), &body).await.ok();
    let typed = PreviewQuoteOrder { po_number: Some("po 2030 17".to_owned()), ..Default::default() };
    let seen = preview(&ada, &second, &typed).await;
    assert_eq!(seen.po_uses.len(), 1);
    assert_eq!((&seen.po_uses[0].order, &seen.po_uses[0].number), (&order.id, &order.number));
    assert_eq!(seen.blockers, [OrderBlocker::AddressMissing]);
    let other = PreviewQuoteOrder { po_number: Some("PO-2030/18".to_owned()), ..Default::default() };
    assert_eq!(preview(&ada, &second, &other).await.po_uses, []);
    let long = PreviewQuoteOrder { po_number: Some("9".repeat(41)), ..Default::default() };
    let problem = try_preview(&ada, &second, &long).await.refused(422, ProblemKind::InvalidFields);
    assert_eq!(
        (problem.fields[0].field.as_str(), problem.fields[0].code),
        ("po_number", FieldProblemCode::TooLong)
    );
    let body = wish(&server, &second, json!({ "po_number": "po 2030 17" })).await;
    try_order(&ada, &second, &key(), &body).await.ok::<Order>();
}

#[tokio::test]
async fn b2b_19_the_day_it_is_due_is_counted_in_the_supplier_s_zone() {
    let server = table().await;
    let ada = who(&server, ADA);
    let quote = accepted(&server).await;
    // Half past eleven at night in London is the next day in Berlin.
    set_clock(&server, at(11 * 3_600 + 1_800)).await;
    let seen = preview(&ada, &quote, &PreviewQuoteOrder::default()).await;
    assert_eq!((seen.due_on, seen.zone.as_str()), (date("2030-01-16"), "Europe/Berlin"));
    let body = wish(&server, &quote, json!({})).await;
    let order: Order = try_order(&ada, &quote, &key(), &body).await.ok();
    assert_eq!(order.quote.unwrap().due_on, date("2030-01-16"));
}

#[tokio::test]
async fn b2b_14_what_has_ended_is_ordered_at_no_price() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let declined: Quote = sells(&sue, &ask(&ada).await, "decline", &json!({})).await.ok();
    let withdrawn: Quote =
        sells(&sue, &offer(&sue, &ask(&ada).await, 100).await, "withdraw", &json!({})).await.ok();
    let quoted = offer(&sue, &ask(&ada).await, 100).await;
    let rejected: Quote = buys(&ada, &quoted, "reject", &json!({})).await.ok();
    let cancelled: Quote = buys(&ada, &accepted(&server).await, "cancel", &json!({})).await.ok();
    let expired = accepted(&server).await;
    set_clock(&server, at(3 * 86_400)).await;
    let list_price = eur(12_120);
    for (quote, kind) in [
        (declined, ProblemKind::QuoteNotOpen),
        (withdrawn, ProblemKind::QuoteNotOpen),
        (rejected, ProblemKind::QuoteNotOpen),
        (cancelled, ProblemKind::QuoteNotOpen),
        (expired, ProblemKind::QuoteExpired),
    ] {
        for total in [eur(TOTAL), list_price] {
            let now = read(&ada, &quote.id).await;
            let number = quote.offer.unwrap_or(1);
            let body = wish(&server, &quote, json!({ "number": number, "expected_total": total })).await;
            for seen in [&quote, &now] {
                let problem = try_order(&ada, seen, &key(), &body).await.refused(409, kind);
                let told = problem.quote_problem().unwrap().quote.unwrap();
                assert!(told.allowed_actions.contains(&QuoteAction::RequestAgain), "{:?}", told.status);
                assert!(!told.allowed_actions.contains(&QuoteAction::Order));
            }
        }
        let problem = try_preview(&ada, &quote, &PreviewQuoteOrder::default()).await;
        problem.refused(409, kind);
    }
    assert_eq!((shop::count(&server, ORDERS).await, shop::count(&server, NOTED).await), (0, 0));
    assert_eq!(shop::count(&server, EGGS_LEFT).await, 50);
}

#[tokio::test]
async fn b2b_14_an_offer_that_was_not_accepted_is_not_ordered() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let quoted = offer(&sue, &ask(&ada).await, 100).await;
    let seen = read(&ada, &quoted.id).await;
    let body = wish(&server, &seen, json!({})).await;
    try_order(&ada, &seen, &key(), &body).await.refused(409, ProblemKind::QuoteNotOpen);
    let quote: Quote = try_accept(&ada, &seen).await.ok();
    // What was seen before it was accepted is another state, and another offer none of it.
    try_order(&ada, &seen, &key(), &body).await.refused(412, ProblemKind::VersionConflict);
    let other = wish(&server, &quote, json!({ "number": 1 })).await;
    try_order(&ada, &quote, &key(), &other).await.refused(412, ProblemKind::QuoteSuperseded);
    assert_eq!(shop::count(&server, ORDERS).await, 0);
}

#[tokio::test]
async fn b2b_15_only_those_who_buy_for_the_company_order_and_its_people_see_the_order() {
    let server = table().await;
    let quote = accepted(&server).await;
    let body = wish(&server, &quote, json!({})).await;
    let [ada, bea, eve, sue, vic] = [ADA, BEA, EVE, SUE, VIC].map(|name| who(&server, name));
    for (person, status, kind) in [
        (&vic, 403, ProblemKind::CompanyNeeded),
        (&sue, 403, ProblemKind::Forbidden),
        (&eve, 404, ProblemKind::NotFound),
    ] {
        try_order(person, &quote, &key(), &body).await.refused(status, kind);
        try_preview(person, &quote, &PreviewQuoteOrder::default()).await.refused(status, kind);
    }
    let foreign = wish(&server, &quote, json!({ "address": company(&eve).await.addresses[0].id })).await;
    let problem = try_order(&ada, &quote, &key(), &foreign).await.refused(422, ProblemKind::InvalidFields);
    assert_eq!(problem.fields[0].field, "address");
    let order: Order = try_order(&bea, &quote, &key(), &body).await.ok();
    let path = format!("/v1/orders/{}", order.id);
    for colleague in [&ada, &vic] {
        let seen: Order = colleague.get(&path).await.ok();
        assert_eq!((seen.token, seen.address), (None, order.address.clone()));
    }
    eve.get(&path).await.refused(404, ProblemKind::NotFound);
    assert_eq!(ada.get("/v1/orders").await.ok::<Vec<Order>>(), [], "it is Bea's");
    // Who sees it hears of it as well.
    let follow = async |person: &Buyer<'_>| {
        let url = format!("{}/v1/events?topic=order/{}", server.url, order.id);
        server.http.get(url).bearer_auth(&person.token).send().await.unwrap().status().as_u16()
    };
    assert_eq!([follow(&bea).await, follow(&ada).await, follow(&vic).await], [200; 3]);
    assert_eq!([follow(&eve).await, follow(&sue).await], [403; 2]);
    // Whoever has placed it as long as they buy for the company.
    server.app.leave_company(&company(&ada).await.id, &"a_bea".into()).await.unwrap();
    assert_eq!([follow(&bea).await, follow(&ada).await], [403, 200]);
    bea.get(&path).await.refused(404, ProblemKind::NotFound);
}

#[tokio::test]
async fn b2b_15_an_order_of_a_quote_has_no_link_that_tells_others_what_a_company_pays() {
    let server = table().await;
    let (ada, eve) = (who(&server, ADA), who(&server, EVE));
    let quote = accepted(&server).await;
    let body = wish(&server, &quote, json!({ "po_number": "PO-9" })).await;
    let order: Order = try_order(&ada, &quote, &key(), &body).await.ok();
    assert_eq!((order.token, ada.read_order(&order.id).await.token), (None, None));
    // Not for whoever has its secret from elsewhere either.
    let row = sqlx::query("SELECT token FROM orders").fetch_one(server.app.db.reader()).await.unwrap();
    let path = format!("/v1/orders/{}?token={}", order.id, row.get::<String, _>(0));
    Reply::read(server.get(&path).await).await.refused(404, ProblemKind::NotFound);
    eve.get(&path).await.refused(404, ProblemKind::NotFound);
    let seen: Order = who(&server, BEA).get(&path).await.ok();
    assert_eq!((seen.quote.unwrap().po_number.as_deref(), seen.token), (Some("PO-9"), None));
}

#[tokio::test]
async fn b2b_15_prepayment_needs_no_credit_and_holds_the_goods_until_the_offer_ends() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    change(&server, "UPDATE companies SET credit_limit = NULL").await;
    let prepaid = async || {
        let asked = ask(&ada).await;
        let mut body = offer_of(&asked.current, 100, at(86_400));
        body["terms"] = json!({ "kind": "prepayment" });
        sells(&sue, &asked, "offer", &body).await.ok::<Quote>();
        let quote: Quote = try_accept(&ada, &read(&ada, &asked.id).await).await.ok();
        let body = wish(&server, &quote, json!({})).await;
        try_order(&ada, &quote, &key(), &body).await.ok::<Order>()
    };
    let (paid, forgotten) = (prepaid().await, prepaid().await);
    assert_eq!(paid.status, OrderStatus::PendingPayment);
    assert_eq!(
        (paid.allowed_actions.as_slice(), paid.quote.as_ref().unwrap().due_on),
        (&[OrderAction::Pay][..], None)
    );
    let hold = paid.hold.clone().unwrap();
    assert_eq!((hold.state, hold.expires_at), (HoldState::Active, at(86_400)));
    let somebody = Buyer::new(&server).await;
    assert_eq!((shop::count(&server, EGGS_LEFT).await, somebody.can_have(EGGS).await), (50, 26));
    assert_eq!(shop::count(&server, OWED).await, 0);

    let attempt = ada.pay(&paid.id).await;
    ada.press(&attempt, &[("decision", "approve")]).await;
    ada.until_order(&paid.id, OrderStatus::Paid).await;
    assert_eq!(shop::count(&server, EGGS_LEFT).await, 38);
    assert_eq!(shop::count(&server, FLOUR_LEFT).await, 5_000_000 - 10_000);
    set_clock(&server, at(86_400)).await;
    ada.until_order(&forgotten.id, OrderStatus::Expired).await;
    let held = "SELECT COUNT(*) FROM holds WHERE state = 'active'";
    assert_eq!((shop::count(&server, EGGS_LEFT).await, shop::count(&server, held).await), (38, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn b2b_15_fifty_clicks_on_one_accepted_quote_make_one_order() {
    let server = table().await;
    let quote = accepted(&server).await;
    let body = wish(&server, &quote, json!({ "po_number": "PO-50" })).await;
    let people = [who(&server, ADA), who(&server, BEA)];
    let clicks = (0..50).map(|click| {
        // Half of them are the same command sent again.
        let name = if click % 2 == 0 { "one-command".to_owned() } else { key() };
        let (person, quote, body) = (&people[click % 4 / 2], &quote, &body);
        async move { try_order(person, quote, &name, body).await }
    });
    let answers = futures::future::join_all(clicks).await;
    let mut orders = BTreeSet::new();
    for answer in &answers {
        if answer.status == 200 {
            orders.insert(answer.ok::<Order>().id);
        } else {
            let problem = answer.refused(409, ProblemKind::QuoteNotOpen);
            assert!(problem.quote_problem().unwrap().quote.unwrap().order.is_some(), "it says which order");
        }
    }
    assert_eq!(orders.len(), 1);
    assert_eq!((shop::count(&server, ORDERS).await, shop::count(&server, NOTED).await), (1, 1));
    assert_eq!((shop::count(&server, EGGS_LEFT).await, shop::count(&server, OWED).await), (38, TOTAL));
    let sent = answers.iter().filter(|answer| answer.status == 200).count();
    eprintln!("fifty clicks: {sent} answers with the order, {} refusals, one order", 50 - sent);
}

/// Two quotes are ordered at once, again and again; only one can be.
async fn two_at_once(prepare: &'static str) -> (TestServer, Vec<OrderBlocker>) {
    let server = table().await;
    let ada = who(&server, ADA);
    let quotes = [accepted(&server).await, accepted(&server).await];
    change(&server, prepare).await;
    let body = wish(&server, &quotes[0], json!({})).await;
    let tries = quotes.iter().flat_map(|quote| std::iter::repeat_n(quote, 5));
    let answers = futures::future::join_all(tries.map(|quote| {
        let (ada, body) = (&ada, &body);
        async move { (quote.id.clone(), try_order(ada, quote, &key(), body).await) }
    }))
    .await;
    let won: Vec<_> = answers.iter().filter(|(_, answer)| answer.status == 200).collect();
    assert_eq!(won.len(), 1);
    let lost: Vec<_> = answers.iter().filter(|(id, _)| *id != won[0].0).collect();
    assert_eq!(lost.len(), 5);
    let why = blockers(&lost[0].1);
    assert!(lost.iter().all(|(_, answer)| blockers(answer) == why));
    assert_eq!(read(&ada, &lost[0].0).await.status, QuoteStatus::Accepted);
    (server, why)
}

#[tokio::test(flavor = "multi_thread")]
async fn b2b_15_two_orders_at_once_never_exceed_one_credit_limit() {
    let (server, why) = two_at_once("UPDATE companies SET credit_limit = 7000").await;
    assert!(
        matches!(why.as_slice(), [OrderBlocker::OverCredit { excess, .. }] if *excess == eur(2 * TOTAL - 7_000))
    );
    assert_eq!(shop::count(&server, OWED).await, TOTAL);
}

#[tokio::test(flavor = "multi_thread")]
async fn b2b_15_two_orders_at_once_never_take_the_same_stock() {
    let (server, why) = two_at_once("UPDATE variants SET stock = 17 WHERE id = 'EGGS-6'").await;
    let five = Quantity::new(5, 0, "piece");
    assert!(matches!(why.as_slice(), [OrderBlocker::OutOfStock { sku, available, .. }]
        if sku.as_str() == EGGS && *available == five));
    assert_eq!(shop::count(&server, EGGS_LEFT).await, 5);
}

#[tokio::test]
async fn b2b_15_goods_that_are_not_made_to_order_are_sold_from_the_warehouse_only() {
    let server = table().await;
    let ada = who(&server, ADA);
    let quote = accepted(&server).await;
    change(&server, "UPDATE wholesale_goods SET lead_days = NULL, stock = 9750").await;
    let seen = preview(&ada, &quote, &PreviewQuoteOrder::default()).await;
    let short = &seen.blockers[0];
    assert!(matches!(short, OrderBlocker::OutOfStock { sku, available, .. }
        if sku.as_str() == FLOUR && *available == Quantity::new(9_750, 3, "kg")));
    change(&server, "UPDATE wholesale_goods SET stock = 10000").await;
    let body = wish(&server, &quote, json!({})).await;
    try_order(&ada, &quote, &key(), &body).await.ok::<Order>();
    assert_eq!(shop::count(&server, FLOUR_LEFT).await, 0);
}
