//! A shop that offers group-buys, and people who join them.

use crate::{
    buyer::{Buyer, Reply, address, eventually, key},
    common::TestServer,
    house::{at, euro, set_clock},
    shop::{self, BOOK},
};
use fivefold_api::{
    model::{
        GroupBasis, GroupBuy, GroupBuyState, GroupPhase, MyGroupBuy, PaymentAttempt, PaymentStatus,
        PriceTier, Seat, SeatStatus,
    },
    vocabulary::{Currency, GroupBuyId, Money, OrderId},
};
use fivefold_server::group_buys::GroupOffer;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

pub(crate) async fn club() -> TestServer {
    let server = shop::start().await;
    set_clock(&server, at(0)).await;
    server
}

pub(crate) fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::iso("EUR").unwrap())
}

/// The book at 20.00, from three people on at 18.00, from five on at 15.00; for an hour; three make it, ten at most.
pub(crate) fn offer() -> GroupOffer {
    let tier = |(from, price)| PriceTier { from, price: eur(price) };
    GroupOffer {
        product: "book".into(),
        variants: Vec::new(),
        basis: GroupBasis::People,
        tiers: [(1, 2_000), (3, 1_800), (5, 1_500)].map(tier).to_vec(),
        minimum: 3,
        cap: Some(10),
        per_person: 4,
        shipping: eur(490),
        zone: "Europe/Berlin".to_owned(),
        may_open_another: true,
        starts_at: at(0),
        ends_at: at(3_600),
    }
}

pub(crate) async fn offered(server: &TestServer, offer: GroupOffer) -> GroupBuyId {
    server.app.offer_group_buy(&offer).await.unwrap()
}

/// Somebody with an account, opened behind the counter: passwords take their time.
pub(crate) async fn member<'a>(server: &'a TestServer, name: &str) -> Buyer<'a> {
    let mut tx = server.app.db.begin().await.unwrap();
    let token = format!("token-of-{name}");
    let hash: String = Sha256::digest(&token).iter().map(|byte| format!("{byte:02x}")).collect();
    for sql in [
        "INSERT INTO sessions (id, token_hash, created_at, expires_at) VALUES ('s_' || $1, 'none-' || $1, 0, $3)",
        "INSERT INTO carts (id, session, revision) VALUES ('c_' || $1, 's_' || $1, 0)",
        "INSERT INTO accounts (id, email, name, password, revision, session, created_at)
         VALUES ('a_' || $1, $1 || '@example.com', $1, '', 1, 's_' || $1, 0)",
        "INSERT INTO sign_ins (id, token_hash, account, mode, expires_at)
         VALUES ('si_' || $1, $2, 'a_' || $1, 'bearer', $3)",
    ] {
        sqlx::query(sql)
            .bind(name)
            .bind(&hash)
            .bind(at(365 * 24 * 3_600).millis())
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    back(server, name)
}

/// The same person, perhaps at another server on the same database.
pub(crate) fn back<'a>(server: &'a TestServer, name: &str) -> Buyer<'a> {
    Buyer { server, token: format!("token-of-{name}"), scope: "locale=en&market=EU&currency=EUR" }
}

pub(crate) async fn members<'a>(server: &'a TestServer, names: &[&str]) -> Vec<Buyer<'a>> {
    let mut members = Vec::new();
    for name in names {
        members.push(member(server, name).await);
    }
    members
}

pub(crate) async fn read(server: &TestServer, id: &GroupBuyId) -> GroupBuy {
    server.json(&format!("/v1/group-buys/{id}")).await
}

pub(crate) async fn state(server: &TestServer, id: &GroupBuyId) -> GroupBuyState {
    read(server, id).await.card.state
}

pub(crate) async fn mine(buyer: &Buyer<'_>, id: &GroupBuyId) -> MyGroupBuy {
    buyer.get(&format!("/v1/group-buys/{id}/me")).await.ok()
}

pub(crate) async fn seat(buyer: &Buyer<'_>, id: &GroupBuyId) -> Seat {
    mine(buyer, id).await.seat.expect("there is a seat")
}

/// What somebody sends who joins with so many and would pay up to 999.00.
pub(crate) fn wish(quantity: u64) -> Value {
    json!({
        "variant": BOOK, "quantity": quantity, "contact": { "email": "ada@example.com" },
        "address": address("EU"), "expected_total": euro(99_900),
    })
}

pub(crate) async fn try_join(buyer: &Buyer<'_>, id: &GroupBuyId, wish: &Value) -> Reply {
    buyer.post(&format!("/v1/group-buys/{id}/seats"), &key(), wish).await
}

/// Takes a seat; it is held then.
pub(crate) async fn hold(buyer: &Buyer<'_>, id: &GroupBuyId, quantity: u64) -> Seat {
    let mine: MyGroupBuy = try_join(buyer, id, &wish(quantity)).await.ok();
    let seat = mine.seat.unwrap();
    assert_eq!(seat.status, SeatStatus::Held);
    seat
}

pub(crate) async fn try_pay(buyer: &Buyer<'_>, order: &OrderId, method: &str) -> Reply {
    let mut body = buyer.payment_of(order);
    body["method"] = json!(method);
    buyer.post("/v1/payments", &key(), &body).await
}

pub(crate) async fn pay(buyer: &Buyer<'_>, order: &OrderId, method: &str) -> PaymentAttempt {
    try_pay(buyer, order, method).await.ok()
}

/// Joins and pays.
pub(crate) async fn join(buyer: &Buyer<'_>, id: &GroupBuyId, quantity: u64, method: &str) -> PaymentAttempt {
    let seat = hold(buyer, id, quantity).await;
    let payment = pay(buyer, &seat.order, method).await;
    buyer.press(&payment, &[("decision", "approve")]).await;
    until_seat(buyer, id, SeatStatus::Committed).await;
    payment
}

pub(crate) async fn until_seat(buyer: &Buyer<'_>, id: &GroupBuyId, status: SeatStatus) -> Seat {
    eventually(&format!("{status:?}"), async || {
        Some(seat(buyer, id).await).filter(|seat| seat.status == status)
    })
    .await
}

pub(crate) async fn until_phase(server: &TestServer, id: &GroupBuyId, phase: GroupPhase) -> GroupBuyState {
    eventually(&format!("{phase:?}"), async || {
        Some(state(server, id).await).filter(|state| state.phase == phase)
    })
    .await
}

pub(crate) async fn until_payment(buyer: &Buyer<'_>, payment: &PaymentAttempt, status: PaymentStatus) {
    buyer.until_payment(&payment.id, status).await;
}

pub(crate) async fn withdraw(buyer: &Buyer<'_>, id: &GroupBuyId) -> Reply {
    let seat = seat(buyer, id).await;
    let body = json!({ "seat": seat.id, "version": seat.version });
    buyer.post(&format!("/v1/group-buys/{id}/withdraw"), &key(), &body).await
}

/// The page of the demo's mails.
pub(crate) async fn mails(server: &TestServer) -> String {
    server.http.get(format!("{}/mail", server.sandbox)).send().await.unwrap().text().await.unwrap()
}

/// The usual offer with another deadline.
pub(crate) fn offer_until(seconds: i64) -> GroupOffer {
    GroupOffer { ends_at: at(seconds), ..offer() }
}
