//! Quotes that are paid before they are sent: their goods are kept as long as the offer stands, and from everybody.

use crate::{
    buyer::{Buyer, key},
    common::TestServer,
    house::{at, set_clock},
    ordering::{EGGS_LEFT, FLOUR_LEFT, change, preview, try_order, wish},
    shop::{self, EGGS},
    table::{ADA, SUE, ask, offer_of, read, sells, table, try_accept, who},
};
use fivefold_api::{
    model::{
        CartNotice, HoldState, Order, OrderAction, OrderStatus, PaymentStatus, PreviewQuoteOrder,
        ProblemKind, QuantityLimit, Quote,
    },
    vocabulary::Instant,
};
use serde_json::{Value, json};

/// Ada's order of what Sue has offered until an instant, to be paid before it is sent.
pub(crate) async fn prepaid(server: &TestServer, until: Instant, changes: impl Fn(&mut Value)) -> Order {
    let (ada, sue) = (who(server, ADA), who(server, SUE));
    let asked = ask(&ada).await;
    let mut body = offer_of(&asked.current, 100, until);
    body["terms"] = json!({ "kind": "prepayment" });
    changes(&mut body);
    sells(&sue, &asked, "offer", &body).await.ok::<Quote>();
    let quote: Quote = try_accept(&ada, &read(&ada, &asked.id).await).await.ok();
    let total = preview(&ada, &quote, &PreviewQuoteOrder::default()).await.totals.total;
    let body = wish(server, &quote, json!({ "expected_total": total })).await;
    try_order(&ada, &quote, &key(), &body).await.ok()
}

#[tokio::test]
async fn b2b_15_a_cart_beside_a_quote_that_is_being_paid_has_none_of_its_goods() {
    let server = table().await;
    let ada = who(&server, ADA);
    change(&server, "UPDATE variants SET stock = 24 WHERE id = 'EGGS-6'").await;
    let order = prepaid(&server, at(86_400), |_| {}).await;
    let somebody = Buyer::new(&server).await;
    assert_eq!((ada.can_have(EGGS).await, somebody.can_have(EGGS).await), (12, 12));
    let cart = ada.set(EGGS, 24).await;
    assert_eq!(cart.lines[0].quantity, 12);
    assert!(matches!(cart.notices[..], [CartNotice::QuantityLimited { reason: QuantityLimit::Stock, .. }]));
    ada.buy(EGGS, 12).await;
    let attempt = ada.pay(&order.id).await;
    ada.press(&attempt, &[("decision", "approve")]).await;
    ada.until_order(&order.id, OrderStatus::Paid).await;
    assert_eq!(shop::count(&server, EGGS_LEFT).await, 0, "nobody was sold what was sold already");
}

#[tokio::test]
async fn b2b_15_an_authorisation_that_comes_to_nothing_ends_before_the_offer_and_not_with_it() {
    const DAY: i64 = 86_400;
    let server = table().await;
    let ada = who(&server, ADA);
    let order = prepaid(&server, at(30 * DAY), |_| {}).await;
    let attempt = ada.pay(&order.id).await;
    // The money is never taken, so that the bank's promise runs out after seven days.
    shop::break_provider(&server).await;
    ada.press(&attempt, &[("decision", "approve")]).await;
    ada.until_payment(&attempt.id, PaymentStatus::Authorised).await;
    let held = async || {
        let hold = ada.read_order(&order.id).await.hold.unwrap();
        (hold.state, hold.expires_at)
    };
    assert_eq!(held().await, (HoldState::Active, at(30 * DAY)));
    set_clock(&server, at(8 * DAY)).await;
    ada.until_payment(&attempt.id, PaymentStatus::Expired).await;
    assert_eq!(held().await, (HoldState::Active, at(30 * DAY)));
    shop::mend(&server).await;
    assert_eq!(ada.read_order(&order.id).await.allowed_actions, [OrderAction::Pay]);
    let second = ada.pay(&order.id).await;
    ada.press(&second, &[("decision", "approve")]).await;
    ada.until_order(&order.id, OrderStatus::Paid).await;
}

#[tokio::test]
async fn b2b_15_what_is_paid_before_and_costs_nothing_is_paid_at_once() {
    let server = table().await;
    let ada = who(&server, ADA);
    let order = prepaid(&server, at(86_400), |offer| {
        offer["shipping"]["minor"] = json!(0);
        for line in offer["lines"].as_array_mut().unwrap() {
            line["price"]["money"]["minor"] = json!(0);
        }
    })
    .await;
    assert_eq!((order.status, order.totals.total.minor), (OrderStatus::Paid, 0));
    assert_eq!((order.hold, order.payments.len(), order.allowed_actions.len()), (None, 0, 0));
    assert_eq!(shop::count(&server, EGGS_LEFT).await, 50 - 12);
    assert_eq!(shop::count(&server, FLOUR_LEFT).await, 5_000_000 - 10_000);
    let again = ada.post("/v1/payments", &key(), &ada.payment_of(&order.id)).await;
    again.refused(409, ProblemKind::NotPayable);
}
