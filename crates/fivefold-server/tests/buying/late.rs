use crate::{
    buyer::{Buyer, advance, key},
    shop::{self, BOOK, TEAPOT},
};
use fivefold_api::model::{HoldState, Order, OrderStatus, PaymentAttempt, PaymentStatus};
use serde_json::{Value, json};
use std::time::Duration;

/// An order whose payment the bank approves only long after its stock was let go.
async fn late<'a>(buyer: &Buyer<'a>) -> (Order, PaymentAttempt) {
    let order = buyer.order(TEAPOT, 3).await;
    let payment = buyer.pay(&order.id).await;
    buyer.press(&payment, &[("decision", "late"), ("seconds", "1800")]).await;
    buyer.until_payment(&payment.id, PaymentStatus::Processing).await;
    advance(buyer.server, Duration::from_mins(16)).await;
    let expired = buyer.until_order(&order.id, OrderStatus::Expired).await;
    assert_eq!(expired.hold.unwrap().state, HoldState::Expired);
    buyer.until_payment(&payment.id, PaymentStatus::Expired).await;
    (order, payment)
}

#[tokio::test]
async fn x_unknown_a_late_success_counts_while_the_goods_can_still_be_had() {
    let server = shop::start().await;
    let (buyer, other) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let (order, payment) = late(&buyer).await;
    advance(&server, Duration::from_mins(20)).await;
    let paid = buyer.until_order(&order.id, OrderStatus::Paid).await;
    assert_eq!(paid.hold.unwrap().state, HoldState::Consumed);
    assert_eq!(buyer.until_payment(&payment.id, PaymentStatus::Captured).await.captured, payment.amount);
    assert_eq!(buyer.cart().await.items, 0);
    assert_eq!(other.can_have(TEAPOT).await, 0);
}

#[tokio::test]
async fn x_unknown_a_late_success_is_called_back_when_somebody_else_was_faster() {
    let server = shop::start().await;
    let (buyer, other) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let (order, payment) = late(&buyer).await;
    other.buy(TEAPOT, 1).await;
    advance(&server, Duration::from_mins(20)).await;
    let voided = buyer.until_payment(&payment.id, PaymentStatus::Voided).await;
    assert_eq!(voided.captured.minor, 0);
    let order = buyer.read_order(&order.id).await;
    assert_eq!((order.status, order.payments[0].status), (OrderStatus::Expired, PaymentStatus::Voided));
    assert_eq!(other.can_have(TEAPOT).await, 2);
}

#[tokio::test]
async fn x_unknown_a_late_success_never_buys_twice() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    let payment = buyer.pay(&order.id).await;
    buyer.press(&payment, &[("decision", "late"), ("seconds", "1800")]).await;
    buyer.until_payment(&payment.id, PaymentStatus::Processing).await;
    advance(&server, Duration::from_mins(16)).await;
    buyer.until_order(&order.id, OrderStatus::Expired).await;
    // The buyer gives up on it and buys again.
    let again = buyer.buy(BOOK, 1).await;
    advance(&server, Duration::from_mins(20)).await;
    buyer.until_payment(&payment.id, PaymentStatus::Voided).await;
    assert_eq!(buyer.read_order(&order.id).await.status, OrderStatus::Expired);
    assert_eq!(buyer.read_order(&again.id).await.status, OrderStatus::Paid);
}

#[tokio::test]
async fn x_unknown_money_that_comes_for_a_cancelled_order_goes_back() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(TEAPOT, 3).await;
    let payment = buyer.pay(&order.id).await;
    buyer.press(&payment, &[("decision", "late"), ("seconds", "60")]).await;
    buyer.until_payment(&payment.id, PaymentStatus::Processing).await;
    // The bank is deciding: the attempt cannot be called off, the order can.
    let void = format!("/v1/payments/{}/void", payment.id);
    buyer
        .post(&void, &key(), &Value::Null)
        .await
        .refused(409, fivefold_api::model::ProblemKind::NotCancellable);
    buyer.cancel(&buyer.read_order(&order.id).await).await.ok::<Value>();
    advance(&server, Duration::from_secs(61)).await;
    let voided = buyer.until_payment(&payment.id, PaymentStatus::Voided).await;
    assert_eq!(voided.captured.minor, 0);
    assert_eq!(buyer.read_order(&order.id).await.status, OrderStatus::Cancelled);
}

#[tokio::test]
async fn x_unknown_money_that_comes_while_the_provider_still_refuses_to_call_it_back_goes_back() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(TEAPOT, 3).await;
    let payment = buyer.pay(&order.id).await;
    buyer.press(&payment, &[("decision", "late"), ("seconds", "60")]).await;
    buyer.until_payment(&payment.id, PaymentStatus::Processing).await;
    // The bank says yes while the provider's no is on its way.
    let no =
        json!({ "method": "POST", "path": "/api/payments", "status": 409, "delay_ms": 1_500, "count": 1 });
    assert_eq!(server.post("/test/faults", &no).await.status(), 204);
    buyer.cancel(&buyer.read_order(&order.id).await).await.ok::<Value>();
    advance(&server, Duration::from_secs(61)).await;
    buyer.until_payment(&payment.id, PaymentStatus::Authorised).await;
    buyer.until_payment(&payment.id, PaymentStatus::Voided).await;
}

#[tokio::test]
async fn a_success_that_is_late_but_in_time_is_a_success() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(TEAPOT, 1).await;
    let payment = buyer.pay(&order.id).await;
    buyer.press(&payment, &[("decision", "late")]).await;
    buyer.until_payment(&payment.id, PaymentStatus::Processing).await;
    advance(&server, Duration::from_secs(21)).await;
    buyer.until_order(&order.id, OrderStatus::Paid).await;
}
