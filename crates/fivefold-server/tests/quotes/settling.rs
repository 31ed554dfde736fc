//! The way out of orders of quotes: they are paid by other means, or called off, and what they took comes back.

use crate::{
    buyer::key,
    common::TestServer,
    house::at,
    ordering::{EGGS_LEFT, FLOUR_LEFT, OWED, TOTAL, accepted, blockers, change, try_order, wish},
    prepaid::prepaid,
    shop::{self, BOOK, EGGS},
    table::{ADA, BEA, company, eur, read, table, who},
};
use fivefold_api::{
    model::{HoldState, Order, OrderBlocker, OrderStatus, PaymentStatus, ProblemKind, Quote, QuoteStatus},
    vocabulary::{Money, OrderId},
};
use serde_json::json;

/// What Ada orders of a quote on account.
async fn ordered(server: &TestServer, quote: &Quote) -> Order {
    let body = wish(server, quote, json!({})).await;
    let order: Order = try_order(&who(server, ADA), quote, &key(), &body).await.ok();
    assert_eq!(order.status, OrderStatus::OnAccount);
    order
}

async fn owed(server: &TestServer) -> Money {
    company(&who(server, ADA)).await.credit.unwrap().used
}

/// How much flour and how many eggs there are.
async fn there(server: &TestServer) -> (i64, i64) {
    (shop::count(server, FLOUR_LEFT).await, shop::count(server, EGGS_LEFT).await)
}

#[tokio::test]
async fn b2b_15_what_was_paid_on_account_is_owed_no_more_and_can_be_owed_again() {
    let server = table().await;
    let ada = who(&server, ADA);
    change(&server, "UPDATE companies SET credit_limit = 7000").await;
    let (first, second) = (accepted(&server).await, accepted(&server).await);
    let order = ordered(&server, &first).await;
    let body = wish(&server, &second, json!({})).await;
    let why = blockers(&try_order(&ada, &second, &key(), &body).await);
    assert!(matches!(why[..], [OrderBlocker::OverCredit { .. }]), "{why:?}");
    let before = company(&ada).await;
    server.app.settle_quote_order(&order.id).await.unwrap();
    let after = company(&ada).await;
    assert_eq!((after.credit.unwrap().used, shop::count(&server, OWED).await), (eur(0), 0));
    assert_ne!(after.version, before.version);
    let paid = ada.read_order(&order.id).await;
    assert_eq!((paid.status, paid.totals.total), (OrderStatus::Paid, eur(TOTAL)));
    assert_ne!(paid.version, order.version);
    let again = server.app.settle_quote_order(&order.id).await;
    assert_eq!(again.unwrap_err().kind, ProblemKind::NotPayable);
    ordered(&server, &second).await;
    assert_eq!(owed(&server).await, eur(TOTAL));
}

#[tokio::test]
async fn b2b_15_what_is_called_off_is_there_again_and_owed_no_more() {
    let server = table().await;
    let ada = who(&server, ADA);
    let before = there(&server).await;
    let quote = accepted(&server).await;
    let order = ordered(&server, &quote).await;
    assert_ne!(there(&server).await, before);
    server.app.call_off_quote_order(&order.id).await.unwrap();
    assert_eq!((there(&server).await, owed(&server).await), (before, eur(0)));
    assert_eq!(who(&server, BEA).read_order(&order.id).await.status, OrderStatus::Cancelled);
    assert_eq!(read(&ada, &quote.id).await.status, QuoteStatus::Ordered, "it is ordered once");
    let again = server.app.call_off_quote_order(&order.id).await;
    assert_eq!(again.unwrap_err().kind, ProblemKind::NotCancellable);

    // What was paid by other means is called off as well.
    let settled = ordered(&server, &accepted(&server).await).await;
    server.app.settle_quote_order(&settled.id).await.unwrap();
    server.app.call_off_quote_order(&settled.id).await.unwrap();
    assert_eq!(there(&server).await, before);
}

#[tokio::test]
async fn b2b_15_what_was_paid_before_is_called_off_with_its_money_and_its_goods() {
    let server = table().await;
    let ada = who(&server, ADA);
    let before = there(&server).await;
    let paid = prepaid(&server, at(86_400), |_| {}).await;
    let attempt = ada.pay(&paid.id).await;
    ada.press(&attempt, &[("decision", "approve")]).await;
    ada.until_order(&paid.id, OrderStatus::Paid).await;
    assert_ne!(there(&server).await, before);
    let nothing = server.app.settle_quote_order(&paid.id).await;
    assert_eq!(nothing.unwrap_err().kind, ProblemKind::NotPayable, "nothing is owed for it");
    server.app.call_off_quote_order(&paid.id).await.unwrap();
    assert_eq!(there(&server).await, before);
    let back = ada.until_payment(&attempt.id, PaymentStatus::Refunded).await;
    assert_eq!(back.refunded, paid.totals.total);

    let pending = prepaid(&server, at(86_400), |_| {}).await;
    assert_eq!(ada.can_have(EGGS).await, 50 - 12);
    server.app.call_off_quote_order(&pending.id).await.unwrap();
    let pending = ada.read_order(&pending.id).await;
    assert_eq!((pending.status, pending.hold.unwrap().state), (OrderStatus::Cancelled, HoldState::Released));
    assert_eq!((ada.can_have(EGGS).await, there(&server).await), (50, before));
}

#[tokio::test]
async fn b2b_15_only_orders_of_quotes_are_settled_with_the_supplier() {
    let server = table().await;
    let cart: Order = who(&server, ADA).order(BOOK, 1).await;
    for id in [cart.id, OrderId::from("o_none")] {
        let (settled, off) =
            (server.app.settle_quote_order(&id).await, server.app.call_off_quote_order(&id).await);
        assert_eq!(settled.unwrap_err().kind, ProblemKind::NotFound);
        assert_eq!(off.unwrap_err().kind, ProblemKind::NotFound);
    }
}
