use crate::{
    buyer::{Buyer, Reply, advance, eventually, key},
    shop::{self, BOOK, TEAPOT},
};
use fivefold_api::model::{HoldState, Order, OrderAction, OrderStatus, PaymentStatus, ProblemKind};
use fivefold_api::vocabulary::Version;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn b2c_15_an_order_holds_its_stock_and_leaves_the_cart_alone_until_it_is_paid() {
    let server = shop::start().await;
    let (buyer, other) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let order = buyer.order(TEAPOT, 2).await;
    assert_eq!(order.number, "H-10001");
    assert_eq!(
        (order.status, order.hold.as_ref().unwrap().state),
        (OrderStatus::PendingPayment, HoldState::Active)
    );
    assert_eq!(order.allowed_actions, [OrderAction::Pay, OrderAction::Cancel]);
    assert_eq!(other.can_have(TEAPOT).await, 1);
    // Nobody is kept from what they hold themselves.
    let cart = buyer.cart().await;
    assert_eq!((cart.items, cart.lines[0].stock.available), (2, Some(3)));

    let payment = buyer.pay(&order.id).await;
    assert_eq!(buyer.read_order(&order.id).await.allowed_actions, [OrderAction::Cancel]);
    buyer.set(BOOK, 1).await;
    buyer.press(&payment, &[("decision", "approve")]).await;
    let paid = buyer.until_order(&order.id, OrderStatus::Paid).await;
    assert_eq!(paid.hold.unwrap().state, HoldState::Consumed);
    assert_eq!(paid.payments[0].status, PaymentStatus::Captured);
    let cart = buyer.cart().await;
    assert_eq!(cart.lines.iter().map(|line| line.variant.as_str()).collect::<Vec<_>>(), [BOOK]);
    assert_eq!(other.can_have(TEAPOT).await, 1);
    assert_eq!(other.order(BOOK, 1).await.number, "H-10002");
}

#[tokio::test]
async fn x_conc_fifty_buyers_of_three_pieces_make_exactly_three_orders() {
    let server = shop::start().await;
    let mut ready = Vec::new();
    for _ in 0..50 {
        let buyer = Buyer::new(&server).await;
        buyer.set(TEAPOT, 1).await;
        let checkout = buyer.fill_in().await;
        ready.push((buyer, Buyer::wish(&checkout)));
    }
    let tries = ready.iter().map(|(buyer, wish)| async move { buyer.post("/v1/orders", &key(), wish).await });
    let answers = futures::future::join_all(tries).await;
    let placed = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(placed, 3);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        answer.refused(409, ProblemKind::OutOfStock);
    }
}

#[tokio::test]
async fn a_hold_runs_out_by_itself_and_releases_the_stock() {
    let server = shop::start().await;
    let (buyer, other) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let order = buyer.order(TEAPOT, 3).await;
    assert_eq!(other.can_have(TEAPOT).await, 0);
    advance(&server, Duration::from_mins(14)).await;
    assert_eq!(buyer.read_order(&order.id).await.status, OrderStatus::PendingPayment);
    advance(&server, Duration::from_secs(61)).await;
    let expired = buyer.until_order(&order.id, OrderStatus::Expired).await;
    assert_eq!(expired.hold.unwrap().state, HoldState::Expired);
    assert_eq!(expired.allowed_actions, []);
    assert_eq!(other.can_have(TEAPOT).await, 3);
    let refused = buyer.post("/v1/payments", &key(), &buyer.payment_of(&order.id)).await;
    refused.refused(409, ProblemKind::NotPayable);
    buyer.cancel(&buyer.read_order(&order.id).await).await.refused(409, ProblemKind::NotCancellable);
    // The cart is as it was, and can be ordered again.
    buyer.fill_in().await;
    assert_eq!(buyer.place().await.lines.len(), 1);
}

#[tokio::test]
async fn b2c_15_the_same_checkout_twice_is_one_order_and_another_one_replaces_it() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    // A second tab, with a key of its own.
    assert_eq!(buyer.place().await.id, order.id);
    buyer.set(BOOK, 2).await;
    let replaced = buyer.place().await;
    assert_ne!(replaced.id, order.id);
    assert_eq!(buyer.read_order(&order.id).await.status, OrderStatus::Cancelled);
    // While somebody is paying it stays.
    let payment = buyer.pay(&replaced.id).await;
    buyer.set(BOOK, 3).await;
    let checkout = buyer.checkout().await;
    let refused = buyer.post("/v1/orders", &key(), &Buyer::wish(&checkout)).await;
    assert_eq!(refused.refused(409, ProblemKind::PaymentOpen).order, Some(replaced.id.clone()));
    buyer.post(&format!("/v1/payments/{}/void", payment.id), &key(), &Value::Null).await.ok::<Value>();
    assert_eq!(buyer.place().await.lines[0].quantity, 3);
    let orders: Vec<Order> = buyer.get("/v1/orders").await.ok();
    let open = orders.iter().filter(|order| order.status == OrderStatus::PendingPayment).count();
    assert_eq!((orders.len(), open), (3, 1));
    assert_eq!(orders[0].number, "H-10003");
}

#[tokio::test]
async fn b2c_21_cancelling_a_paid_order_gives_money_and_stock_back() {
    let server = shop::start().await;
    let (buyer, other) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let order = buyer.buy(TEAPOT, 3).await;
    assert_eq!(order.allowed_actions, [OrderAction::Cancel]);
    assert_eq!(other.can_have(TEAPOT).await, 0);
    let stale = Order { version: Version("1".into()), ..order.clone() };
    buyer.cancel(&stale).await.refused(412, ProblemKind::VersionConflict);
    let cancelled: Order = buyer.cancel(&order).await.ok();
    assert_eq!((cancelled.status, cancelled.allowed_actions), (OrderStatus::Cancelled, vec![]));
    let payment = buyer.until_payment(&order.payments[0].id, PaymentStatus::Refunded).await;
    assert_eq!(payment.refunded, order.totals.total);
    assert_eq!(other.can_have(TEAPOT).await, 3);
    let now = buyer.read_order(&order.id).await;
    buyer.cancel(&now).await.refused(409, ProblemKind::NotCancellable);
}

#[tokio::test]
async fn b2c_21_cancelling_while_the_bank_s_page_is_open_calls_the_attempt_off() {
    let server = shop::start().await;
    let (buyer, other) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let order = buyer.order(TEAPOT, 3).await;
    let payment = buyer.pay(&order.id).await;
    buyer.cancel(&buyer.read_order(&order.id).await).await.ok::<Value>();
    let voided = buyer.until_payment(&payment.id, PaymentStatus::Voided).await;
    assert_eq!((voided.action, voided.captured.minor), (None, 0));
    assert_eq!(other.can_have(TEAPOT).await, 3);
    // The page is over: pressing its button changes nothing.
    let page = server.http.post(&payment.action.unwrap().url).body("decision=approve");
    let page = page.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("This payment is over"));
}

#[tokio::test]
async fn b2c_19_an_order_is_shared_by_its_token_without_contact_and_address() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    buyer.pay(&order.id).await;
    let token = order.token.clone().unwrap();
    let shared: Order = server.json(&format!("/v1/orders/{}?token={token}", order.id)).await;
    assert_eq!((&shared.number, &shared.lines), (&order.number, &order.lines));
    assert_eq!((shared.token, shared.contact, shared.address), (None, None, None));
    assert_eq!((shared.payments[0].action.clone(), shared.allowed_actions), (None, vec![]));
    for path in [format!("/v1/orders/{}?token=nonsense", order.id), format!("/v1/orders/o_no?token={token}")]
    {
        Reply::read(server.get(&path).await).await.refused(404, ProblemKind::NotFound);
    }
    Reply::read(server.get(&format!("/v1/orders/{}", order.id)).await)
        .await
        .refused(401, ProblemKind::SignedOut);
}

#[tokio::test]
async fn x_live_stock_order_payment_and_cart_are_told_to_whoever_may_know() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(TEAPOT, 2).await;
    let topics = format!("topic=product/teapot&topic=me&topic=order/{}", order.id);
    let mut stream = server
        .http
        .get(format!("{}/v1/events?{topics}", server.url))
        .bearer_auth(&buyer.token)
        .send()
        .await
        .unwrap();
    assert_eq!(stream.status(), 200);
    let payment = buyer.pay(&order.id).await;
    buyer.press(&payment, &[("decision", "approve")]).await;
    buyer.until_order(&order.id, OrderStatus::Paid).await;
    let mut heard = String::new();
    while !(heard.contains(r#""kind":"stock""#) && heard.contains(r#""kind":"cart""#)) {
        heard.push_str(&String::from_utf8_lossy(&stream.chunk().await.unwrap().unwrap()));
    }
    let facts: Vec<Value> = heard
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .filter_map(|line| serde_json::from_str(line).ok())
        .filter(|fact: &Value| fact["kind"].is_string())
        .collect();
    let stock = facts.iter().find(|fact| fact["kind"] == "stock").unwrap();
    assert_eq!(stock["topic"], "product/teapot");
    assert_eq!(stock["data"]["variant"], TEAPOT);
    assert_eq!(stock["data"]["stock"]["available"], 1);
    assert!(facts.iter().any(|fact| fact["kind"] == "payment" && fact["topic"] == "me"));
    let told = facts.iter().rfind(|fact| fact["topic"] == format!("order/{}", order.id)).unwrap();
    assert_eq!(told["data"]["id"], json!(order.id));
}

#[tokio::test]
async fn x_idem_records_are_kept_for_a_day() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    buyer.set(BOOK, 1).await;
    let checkout = buyer.fill_in().await;
    let key = key();
    buyer.post("/v1/orders", &key, &Buyer::wish(&checkout)).await.ok::<Value>();
    advance(&server, Duration::from_hours(23)).await;
    assert_eq!(buyer.commitment(&key).await.status, Some(200));
    advance(&server, Duration::from_hours(2)).await;
    eventually("the record is forgotten", async || {
        buyer.commitment(&key).await.status.is_none().then_some(())
    })
    .await;
}
