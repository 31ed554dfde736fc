//! After the end: ordering what was won, paying in time, and not paying.

use crate::{
    buyer::{Buyer, address, eventually, key},
    common::TestServer,
    house::{Stream, at, bid, euro, house, member, mine, sell, set_clock, until_phase},
};
use fivefold_api::{
    model::{
        Activity, ActivityKind, AuctionAction, AuctionOutcome, AuctionPhase, LotCheckout, Order, OrderAction,
        OrderStatus, PaymentStatus, ProblemKind, SettlementStatus,
    },
    vocabulary::{AuctionId, Page},
};
use serde_json::{Value, json};

const SOLD: AuctionPhase = AuctionPhase::Ended { outcome: AuctionOutcome::Sold };
/// When payment is due: the lots end after an hour, and the timer sees it a second later.
const DUE: i64 = 3_601 + 48 * 3_600;

/// Ada wins so many lots for 10.00 each.
async fn won<'a>(server: &'a TestServer, count: usize) -> (Buyer<'a>, Vec<AuctionId>) {
    let (seller, ada) = (member(server, "sam").await, member(server, "ada").await);
    let mut lots = Vec::new();
    for _ in 0..count {
        let id = sell(&seller, json!({})).await.card.id;
        bid(&ada, &id, 2_000).await;
        lots.push(id);
    }
    set_clock(server, at(3_601)).await;
    for id in &lots {
        until_phase(server, id, SOLD).await;
    }
    (ada, lots)
}

fn wish(total: i64, with: &[AuctionId]) -> Value {
    json!({
        "together_with": with, "contact": { "email": "ada@example.com" }, "address": address("EU"),
        "expected_total": euro(total),
    })
}

async fn order(ada: &Buyer<'_>, id: &AuctionId, total: i64, with: &[AuctionId]) -> Order {
    ada.post(&format!("/v1/auctions/{id}/order"), &key(), &wish(total, with)).await.ok()
}

/// The page of the demo's mails.
async fn mails(server: &TestServer) -> String {
    server.http.get(format!("{}/mail", server.sandbox)).send().await.unwrap().text().await.unwrap()
}

async fn until_settled(ada: &Buyer<'_>, id: &AuctionId, status: SettlementStatus) {
    eventually(&format!("{status:?}"), async || {
        mine(ada, id).await.settlement.filter(|settlement| settlement.status == status)
    })
    .await;
}

#[tokio::test]
async fn c2c_18_a_won_lot_is_ordered_and_paid_like_any_order() {
    let server = house().await;
    let (ada, lots) = won(&server, 1).await;
    let id = &lots[0];
    let before = mine(&ada, id).await;
    assert!(before.allowed_actions.contains(&AuctionAction::Order));
    let settlement = before.settlement.unwrap();
    assert_eq!((settlement.status, settlement.due), (SettlementStatus::AwaitingPayment, at(DUE)));

    let path = format!("/v1/auctions/{id}/order");
    let checkout: LotCheckout = ada.get(&path).await.ok();
    // The price, ten percent for the shop, and the sending.
    assert_eq!(checkout.totals.total.minor, 1_000 + 100 + 690);
    assert_eq!((checkout.totals.total, checkout.due), (settlement.total, settlement.due));
    assert_eq!(checkout.contact.unwrap().email, "ada@example.com");
    let problem = ada.post(&path, &key(), &wish(1_000, &[])).await.refused(409, ProblemKind::PriceChanged);
    assert_eq!(problem.totals.unwrap().now.minor, 1_790);

    let order = order(&ada, id, 1_790, &[]).await;
    assert_eq!((order.status, order.lines.len(), order.lots.len()), (OrderStatus::PendingPayment, 0, 1));
    assert_eq!(order.allowed_actions, [OrderAction::Pay]);
    assert_eq!(order.hold.as_ref().unwrap().expires_at, at(DUE));
    // Only the shop's premium has tax: the seller is no trader.
    assert_eq!(order.totals.taxes[0].amount.minor, 16);
    ada.cancel(&order).await.refused(409, ProblemKind::NotCancellable);
    let again = ada.post(&path, &key(), &wish(1_790, &[])).await.refused(409, ProblemKind::NotPayable);
    assert_eq!(again.order, Some(order.id.clone()));
    let ordered = mine(&ada, id).await;
    assert!(ordered.allowed_actions.contains(&AuctionAction::Pay));
    let feed: Page<Activity> = ada.get("/v1/me/activity").await.ok();
    assert_eq!((feed.items.len(), feed.items[0].kind), (1, ActivityKind::Order));
    assert_eq!(
        (feed.items[0].deadline, feed.items[0].title.as_str()),
        (Some(at(DUE)), "A walnut writing box")
    );

    // A declined card costs nothing of the time there is.
    let declined = ada.pay(&order.id).await;
    ada.press(&declined, &[("decision", "decline"), ("reason", "insufficient_funds")]).await;
    ada.until_payment(&declined.id, PaymentStatus::Declined).await;
    assert_eq!(ada.read_order(&order.id).await.hold.unwrap().expires_at, at(DUE));
    let payment = ada.pay(&order.id).await;
    ada.press(&payment, &[("decision", "approve")]).await;
    let paid = ada.until_order(&order.id, OrderStatus::Paid).await;
    assert_eq!(paid.allowed_actions, []);
    until_settled(&ada, id, SettlementStatus::Paid).await;
}

#[tokio::test]
async fn c2c_18_several_lots_of_a_seller_are_paid_with_one_order_and_the_cart_is_left_alone() {
    let server = house().await;
    let (ada, lots) = won(&server, 3).await;
    let checkout: LotCheckout = ada.get(&format!("/v1/auctions/{}/order", lots[1])).await.ok();
    assert_eq!(checkout.lots[0].auction, lots[1]);
    assert_eq!((checkout.lots.len(), checkout.totals_together.total.minor), (3, 3 * 1_790));
    let together = order(&ada, &lots[1], 2 * 1_790, &lots[..1]).await;
    assert_eq!(together.lots.len(), 2);
    // Buying something else at the same time neither calls it off nor is called off.
    let teapot = ada.order(crate::shop::TEAPOT, 1).await;
    assert_eq!(ada.read_order(&together.id).await.status, OrderStatus::PendingPayment);
    let payment = ada.pay(&together.id).await;
    ada.press(&payment, &[("decision", "approve")]).await;
    ada.until_order(&together.id, OrderStatus::Paid).await;
    for id in &lots[..2] {
        until_settled(&ada, id, SettlementStatus::Paid).await;
    }
    until_settled(&ada, &lots[2], SettlementStatus::AwaitingPayment).await;
    assert_eq!(ada.read_order(&teapot.id).await.status, OrderStatus::PendingPayment);
    assert_eq!(ada.cart().await.lines.len(), 1);
}

#[tokio::test]
async fn c2c_18_what_is_not_paid_in_time_is_off_and_the_winner_is_reminded_before() {
    let server = house().await;
    let (ada, lots) = won(&server, 2).await;
    assert!(mails(&server).await.contains("You have won: A walnut writing box"));
    let ordered = order(&ada, &lots[0], 1_790, &[]).await;
    let (mut told, _) = Stream::open(&server, Some(&ada.token), "me").await;
    set_clock(&server, at(DUE - 12 * 3_600)).await;
    for _ in &lots {
        told.of_kind("payment_due").await;
    }
    assert!(mails(&server).await.contains("Your payment is due soon"));
    set_clock(&server, at(DUE - 1)).await;
    until_settled(&ada, &lots[1], SettlementStatus::AwaitingPayment).await;
    set_clock(&server, at(DUE)).await;
    for _ in &lots {
        told.of_kind("lot_unpaid").await;
    }
    for id in &lots {
        until_settled(&ada, id, SettlementStatus::Unpaid).await;
        let mine = mine(&ada, id).await;
        assert_eq!(mine.allowed_actions, [AuctionAction::Watch]);
    }
    ada.until_order(&ordered.id, OrderStatus::Expired).await;
    let path = format!("/v1/auctions/{}/order", lots[1]);
    ada.post(&path, &key(), &wish(1_790, &[])).await.refused(409, ProblemKind::NotPayable);
    ada.post("/v1/payments", &key(), &ada.payment_of(&ordered.id))
        .await
        .refused(409, ProblemKind::NotPayable);
}

#[tokio::test]
async fn x_unknown_money_that_comes_after_the_due_time_still_buys_the_lot() {
    let server = house().await;
    let (ada, lots) = won(&server, 1).await;
    let ordered = order(&ada, &lots[0], 1_790, &[]).await;
    set_clock(&server, at(DUE - 60)).await;
    let payment = ada.pay(&ordered.id).await;
    ada.press(&payment, &[("decision", "late"), ("seconds", "1800")]).await;
    ada.until_payment(&payment.id, PaymentStatus::Processing).await;
    set_clock(&server, at(DUE)).await;
    ada.until_order(&ordered.id, OrderStatus::Expired).await;
    until_settled(&ada, &lots[0], SettlementStatus::Unpaid).await;
    set_clock(&server, at(DUE + 1_800)).await;
    ada.until_order(&ordered.id, OrderStatus::Paid).await;
    until_settled(&ada, &lots[0], SettlementStatus::Paid).await;
    ada.until_payment(&payment.id, PaymentStatus::Captured).await;
}

#[tokio::test]
async fn x_sec_nobody_orders_what_somebody_else_has_won() {
    let server = house().await;
    let (_ada, lots) = won(&server, 1).await;
    let path = format!("/v1/auctions/{}/order", lots[0]);
    let bo = member(&server, "bo").await;
    bo.get(&path).await.refused(404, ProblemKind::NotFound);
    bo.post(&path, &key(), &wish(1_790, &[])).await.refused(404, ProblemKind::NotFound);
    let guest = Buyer::new(&server).await;
    guest.get(&path).await.refused(403, ProblemKind::SignInNeeded);
    guest.post(&path, &key(), &wish(1_790, &[])).await.refused(403, ProblemKind::SignInNeeded);
}
