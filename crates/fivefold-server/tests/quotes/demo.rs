//! The demo's labelled supplier: it answers over HTTP, and leaves alone what a person has taken up.

use crate::{
    buyer::{Buyer, Reply, advance, eventually, key},
    common::TestServer,
    table::{buys, read, sells},
};
use fivefold_api::{
    model::{
        MessageKind, Quote, QuoteMessages, QuoteParty, QuoteStatus, SignedIn, VersionKind, WholesaleFound,
    },
    vocabulary::{Quantity, UnitPrice},
};
use serde_json::{Value, json};
use std::time::Duration;

/// A number of the demo, and how many of it are bought at least.
const SKU: &str = "HB-141";
const LEAST: i64 = 12;
/// Longer than the supplier thinks.
const MINUTE: Duration = Duration::from_mins(1);
/// Longer than a quote is left to a person.
const QUARTER: Duration = Duration::from_mins(15);

async fn demo() -> TestServer {
    TestServer::with(&["--demo", "--quotes", "--test-controls"]).await
}

async fn signed_in<'a>(server: &'a TestServer, email: &str) -> Buyer<'a> {
    let body = json!({ "email": email, "password": "harbour demo", "mode": "bearer" });
    let signed_in: SignedIn = Reply::read(server.post("/v1/session/sign-in", &body).await).await.ok();
    Buyer { server, token: signed_in.token.unwrap(), scope: "locale=en&market=EU&currency=EUR" }
}

async fn ask(buyer: &Buyer<'_>) -> Quote {
    let lines = json!([{ "sku": SKU, "quantity": Quantity::new(LEAST, 0, "piece") }]);
    buyer.post("/v1/quotes", &key(), &json!({ "lines": lines })).await.ok()
}

async fn messages(buyer: &Buyer<'_>, quote: &Quote) -> QuoteMessages {
    buyer.get(&format!("/v1/quotes/{}/messages", quote.id)).await.ok()
}

/// Waits until the supplier has had its turn.
async fn answered(buyer: &Buyer<'_>, quote: &Quote) -> Quote {
    advance(buyer.server, MINUTE).await;
    eventually("an answer", async || {
        Some(read(buyer, &quote.id).await).filter(|now| now.version != quote.version)
    })
    .await
}

/// The first offer, after a question if there is one.
async fn offered(buyer: &Buyer<'_>) -> Quote {
    let mut quote = answered(buyer, &ask(buyer).await).await;
    if quote.status == QuoteStatus::NeedsInfo {
        assert!(quote.question.is_some());
        let reply: Quote = buys(buyer, &quote, "reply", &json!({ "text": "Yes, that is fine" })).await.ok();
        quote = answered(buyer, &reply).await;
    }
    assert_eq!(quote.status, QuoteStatus::Quoted);
    quote
}

/// A counter at so many hundredths of the offered prices.
fn counter(quote: &Quote, hundredths: i64) -> Value {
    let line = &quote.current.lines[0];
    let mut price: UnitPrice = line.price.clone().unwrap();
    price.money.minor = price.money.minor * hundredths / 100;
    json!({
        "number": quote.current.number, "reason": "We buy this every month",
        "edits": [{ "line": line.id, "price": price }],
    })
}

#[tokio::test]
async fn b2b_11_the_demo_s_supplier_offers_meets_a_counter_and_says_no_to_too_much() {
    let server = demo().await;
    let buyer = signed_in(&server, "company@demo.example").await;
    let looked: WholesaleFound =
        buyer.post("/v1/wholesale/lookup", &key(), &json!({ "skus": [SKU] })).await.ok();
    let usual = looked.items[0].breaks[0].price.minor;
    let quote = offered(&buyer).await;
    assert!(quote.supplier.is_demo, "nobody takes it for a real supplier");
    assert_eq!(quote.current.author, "Demo supplier");
    let line = &quote.current.lines[0];
    let price = line.price.as_ref().unwrap().money.minor;
    assert!(price < usual && price * 100 >= usual * 94, "{price} of {usual}");
    assert!(line.lead_days.is_some() && quote.valid_until.is_some() && quote.current.reason.is_some());
    eventually("a message", async || {
        let written = messages(&buyer, &quote).await.page.items;
        let is_one = |message: &fivefold_api::model::QuoteMessage| {
            message.by == QuoteParty::Supplier && message.kind == MessageKind::Message
        };
        written.iter().any(is_one).then_some(())
    })
    .await;

    let countered: Quote = buys(&buyer, &quote, "counter", &counter(&quote, 90)).await.ok();
    let wished = countered.current.lines[0].price.as_ref().unwrap().money.minor;
    let met = answered(&buyer, &countered).await;
    let half_way = met.current.lines[0].price.as_ref().unwrap().money.minor;
    assert_eq!((met.status, met.current.kind), (QuoteStatus::Quoted, VersionKind::Offer));
    assert!(wished < half_way && half_way < price, "{wished} < {half_way} < {price}");

    let countered: Quote = buys(&buyer, &met, "counter", &counter(&met, 40)).await.ok();
    let refused = answered(&buyer, &countered).await;
    assert_eq!((refused.status, refused.current.number), (QuoteStatus::Quoted, met.current.number));
    let why = &messages(&buyer, &quote).await.page.items[0];
    assert_eq!((why.by, why.kind), (QuoteParty::Supplier, MessageKind::Reason));
}

#[tokio::test]
async fn the_demo_s_supplier_leaves_alone_what_a_person_at_the_desk_has_taken_up() {
    let server = demo().await;
    let buyer = signed_in(&server, "company@demo.example").await;
    let person = signed_in(&server, "supplier@demo.example").await;
    let (taken, left) = (ask(&buyer).await, ask(&buyer).await);
    // Whoever opens a quote at the desk marks its messages as read, even if there are none.
    let path = format!("/v1/quotes/{}/messages/read", taken.id);
    assert_eq!(person.put(&path, None, &json!({ "read_to": 0 })).await.status, 200);
    answered(&buyer, &left).await;
    let question = json!({
        "text": "Which colour?", "reply_due": server.app.clock.now().plus(Duration::from_hours(24)),
    });
    let asked: Quote = sells(&person, &taken, "question", &question).await.ok();
    let reply: Quote = buys(&buyer, &asked, "reply", &json!({ "text": "Blue" })).await.ok();
    advance(&server, MINUTE).await;
    // The supplier looks at all quotes in turn: between its answers to two others it has come to this one.
    for _ in 0..2 {
        answered(&buyer, &ask(&buyer).await).await;
    }
    assert_eq!(read(&buyer, &taken.id).await.version, reply.version, "it is still the person's");
    // After a while without anybody it is answered all the same.
    advance(&server, QUARTER).await;
    let answered = eventually("an answer", async || {
        Some(read(&buyer, &taken.id).await).filter(|now| now.version != reply.version)
    })
    .await;
    assert_eq!(answered.status, QuoteStatus::Quoted);
}
