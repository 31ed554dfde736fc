//! A negotiating table: a bistro that buys, two who buy for it and one who only reads, another company, and a supplier.
//!
//! Every test begins at noon in UTC on 1 January 2030.

use crate::{
    buyer::{Buyer, Reply, address, eventually, key},
    club,
    common::TestServer,
    house::{at, set_clock},
    shop,
};
use fivefold_api::{
    model::{
        CommitmentState, Company, CompanyRole, PaymentTerms, PoRule, Problem, Quote, QuoteLine, QuoteStatus,
        QuoteVersion, TaxBasis, UnitRule,
    },
    vocabulary::{CompanyId, Currency, Instant, Money, Quantity, QuoteId, Version},
};
use fivefold_server::quotes::{CompanyOffer, GoodsOffer};
use serde_json::{Value, json};
use std::path::Path;

/// In kilograms with three decimals, quarters of one at least; 1.20 a kilogram.
pub(crate) const FLOUR: &str = "FLOUR-25";
/// Who buys for the bistro, in the order they joined, and who only reads.
pub(crate) const ADA: &str = "ada";
pub(crate) const BEA: &str = "bea";
pub(crate) const VIC: &str = "vic";
/// Buys for another company.
pub(crate) const EVE: &str = "eve";
/// Sells.
pub(crate) const SUE: &str = "sue";

pub(crate) fn euro() -> Currency {
    Currency::iso("EUR").unwrap()
}

pub(crate) fn eur(minor: i64) -> Money {
    Money::new(minor, euro())
}

/// A company as most tests want it.
pub(crate) fn bistro() -> CompanyOffer {
    CompanyOffer {
        name: "Riverside Bistro".to_owned(),
        price_list: "bistros".to_owned(),
        currency: euro(),
        country: "DE".to_owned(),
        region: None,
        tax: TaxBasis::Excluded,
        credit_limit: Some(1_000_000),
        owed_before: 0,
        terms: PaymentTerms::Net { days: 30 },
        po_rule: PoRule::Optional,
        order_minimum: None,
        order_maximum: None,
        addresses: vec![("Kitchen".to_owned(), address("EU"))],
    }
}

pub(crate) fn flour() -> GoodsOffer {
    GoodsOffer {
        sku: FLOUR.into(),
        product: "flour".into(),
        titles: [("en".to_owned(), "Bread flour".to_owned()), ("zh-Hant".to_owned(), "麵包粉".to_owned())]
            .into(),
        options: [("en".to_owned(), "Type 550".to_owned())].into(),
        picture: None,
        tax_class: "reduced".to_owned(),
        rule: UnitRule { unit: "kg".to_owned(), scale: 3, min: 250, max: None, increment: 250 },
        per: 1_000,
        stock: 5_000_000,
        lead_days: Some(3),
    }
}

pub(crate) async fn table() -> TestServer {
    let server = shop::start().await;
    set_clock(&server, at(0)).await;
    fitted(&server).await;
    server
}

/// As [`table`], on a database that outlives the server.
pub(crate) async fn table_in(folder: &Path) -> TestServer {
    let is_new = !folder.join("shop.db").exists();
    let server = shop::start_in(folder).await;
    set_clock(&server, at(0)).await;
    if is_new {
        fitted(&server).await;
    }
    server
}

async fn fitted(server: &TestServer) {
    let app = &server.app;
    let company = app.found_company(&bistro()).await.unwrap();
    let other = CompanyOffer { name: "Hilltop Hotel".to_owned(), ..bistro() };
    let other = app.found_company(&other).await.unwrap();
    app.sell_goods(&flour()).await.unwrap();
    app.set_price_breaks("bistros", &FLOUR.into(), &[(250, 120), (100_000, 100)]).await.unwrap();
    for name in [ADA, BEA, VIC, EVE, SUE] {
        club::member(server, name).await;
    }
    let join = async |company: &CompanyId, name: &str, role| {
        app.join_company(company, &format!("a_{name}").into(), &[role]).await.unwrap();
    };
    join(&company, ADA, CompanyRole::Requester).await;
    join(&company, BEA, CompanyRole::Requester).await;
    join(&company, VIC, CompanyRole::Viewer).await;
    join(&other, EVE, CompanyRole::Requester).await;
    app.appoint_supplier(&format!("a_{SUE}").into()).await.unwrap();
}

/// One of those at the table.
pub(crate) fn who<'a>(server: &'a TestServer, name: &str) -> Buyer<'a> {
    club::back(server, name)
}

pub(crate) async fn company(buyer: &Buyer<'_>) -> Company {
    buyer.get("/v1/me/companies").await.ok::<Vec<Company>>().remove(0)
}

/// Ten kilograms of flour at a target of 0.95 a kilogram, and twelve eggs.
pub(crate) fn request() -> Value {
    json!({
        "lines": [
            { "sku": FLOUR, "quantity": Quantity::new(10_000, 3, "kg"), "note": "In 25 kg bags",
              "target": { "money": eur(95), "per": Quantity::new(1, 0, "kg") }, "required_on": "2030-02-01" },
            { "sku": shop::EGGS, "quantity": Quantity::new(12, 0, "piece") },
        ],
        "note": "For the new menu",
    })
}

pub(crate) async fn try_ask(buyer: &Buyer<'_>, request: &Value) -> Reply {
    buyer.post("/v1/quotes", &key(), request).await
}

pub(crate) async fn ask(buyer: &Buyer<'_>) -> Quote {
    let quote: Quote = try_ask(buyer, &request()).await.ok();
    assert_eq!(quote.status, QuoteStatus::Submitted);
    quote
}

/// Sends a command that says what it has seen.
pub(crate) async fn send(sender: &Buyer<'_>, path: &str, key: &str, seen: &Version, body: &Value) -> Reply {
    let request = sender.server.http.post(format!("{}{path}", sender.server.url)).bearer_auth(&sender.token);
    let request = request.header("idempotency-key", key).header("if-match", seen.to_etag());
    Reply::read(request.json(body).send().await.unwrap()).await
}

/// A command of a buyer on the quote that was seen: `accept`, `counter/withdraw`.
pub(crate) async fn buys(buyer: &Buyer<'_>, seen: &Quote, what: &str, body: &Value) -> Reply {
    send(buyer, &format!("/v1/quotes/{}/{what}", seen.id), &key(), &seen.version, body).await
}

/// A command of the supplier on the quote that was seen: `offer`, `counter/refuse`.
pub(crate) async fn sells(supplier: &Buyer<'_>, seen: &Quote, what: &str, body: &Value) -> Reply {
    send(supplier, &format!("/v1/supplier/quotes/{}/{what}", seen.id), &key(), &seen.version, body).await
}

/// An offer of all lines of a version until an instant: flour at so many cents a kilogram, eggs at 3.00.
pub(crate) fn offer_of(version: &QuoteVersion, flour: i64, valid_until: Instant) -> Value {
    let line = |line: &QuoteLine| {
        let (price, tax) = if line.sku.as_str() == FLOUR { (flour, 700) } else { (300, 700) };
        json!({
            "line": line.id, "sku": line.sku, "quantity": line.quantity, "basis": "fixed",
            "price": { "money": eur(price), "per": Quantity::new(1, 0, &line.quantity.unit) },
            "tax_rate": tax, "lead_days": 5,
        })
    };
    json!({
        "lines": version.lines.iter().map(line).collect::<Vec<_>>(),
        "valid_until": valid_until, "tax": "excluded", "shipping": eur(900), "shipping_tax": 1_900,
        "terms": { "kind": "net", "days": 14 },
    })
}

/// Sue makes an offer that stands for three days.
pub(crate) async fn offer(supplier: &Buyer<'_>, seen: &Quote, flour: i64) -> Quote {
    let body = offer_of(&seen.current, flour, at(3 * 86_400));
    let quote: Quote = sells(supplier, seen, "offer", &body).await.ok();
    assert_eq!(quote.status, QuoteStatus::Quoted);
    quote
}

/// What somebody sends who accepts what they have seen.
pub(crate) fn acceptance(seen: &Quote) -> Value {
    let total = seen.current.totals.as_ref().expect("an offer has a total").total;
    json!({ "number": seen.current.number, "expected_total": total })
}

pub(crate) async fn try_accept(buyer: &Buyer<'_>, seen: &Quote) -> Reply {
    buys(buyer, seen, "accept", &acceptance(seen)).await
}

/// What somebody sends who wants to pay so many cents a kilogram of flour.
pub(crate) fn counter_of(seen: &Quote, flour: i64) -> Value {
    json!({
        "number": seen.current.number, "reason": "We buy a lot of it",
        "edits": [{
            "line": seen.current.lines[0].id,
            "price": { "money": eur(flour), "per": Quantity::new(1, 0, "kg") },
        }],
    })
}

pub(crate) async fn counter(buyer: &Buyer<'_>, seen: &Quote, flour: i64) -> Quote {
    let quote: Quote = buys(buyer, seen, "counter", &counter_of(seen, flour)).await.ok();
    assert_eq!(quote.status, QuoteStatus::Countered);
    quote
}

pub(crate) async fn read(reader: &Buyer<'_>, id: &QuoteId) -> Quote {
    reader.get(&format!("/v1/quotes/{id}")).await.ok()
}

pub(crate) async fn version(reader: &Buyer<'_>, id: &QuoteId, number: u32) -> QuoteVersion {
    reader.get(&format!("/v1/quotes/{id}/versions/{number}")).await.ok()
}

/// Waits until the timer has written a status down: the version of the quote says so.
pub(crate) async fn until_written(reader: &Buyer<'_>, seen: &Quote, status: QuoteStatus) -> Quote {
    eventually(&format!("{status:?}"), async || {
        let quote = read(reader, &seen.id).await;
        Some(quote).filter(|quote| quote.status == status && quote.version != seen.version)
    })
    .await
}

/// Waits until the server has forgotten what it answered to a command.
pub(crate) async fn until_forgotten(sender: &Buyer<'_>, key: &str) {
    eventually("it is forgotten", async || {
        (sender.commitment(key).await.state == CommitmentState::NeverSeen).then_some(())
    })
    .await;
}

/// How a quote stands by the refusal of a command on it.
#[track_caller]
pub(crate) fn as_told(problem: &Problem) -> Quote {
    problem.quote_problem().and_then(|problem| problem.quote).expect("the refusal says how the quote stands")
}
