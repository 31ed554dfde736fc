use crate::{
    buyer::{BACK, Buyer, advance, key},
    shop::{self, BOOK},
};
use fivefold_api::model::{DeclineReason, OrderAction, OrderStatus, PaymentStatus, ProblemKind};
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn b2c_17_the_buyer_comes_back_and_only_the_provider_s_word_counts() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    let payment = buyer.pay(&order.id).await;
    assert_eq!(payment.status, PaymentStatus::ActionRequired);
    assert!(payment.action.as_ref().unwrap().url.starts_with(&server.sandbox));
    // Coming back without having decided is no payment, whatever the address says.
    server.get(&format!("{BACK}&payment={}", payment.id)).await;
    assert_eq!(buyer.read_payment(&payment.id).await.status, PaymentStatus::ActionRequired);
    let back = buyer.press(&payment, &[("decision", "approve")]).await;
    assert_eq!(back, format!("{}{BACK}&payment={}", server.url, payment.id));
    let paid = buyer.until_payment(&payment.id, PaymentStatus::Captured).await;
    assert_eq!((paid.captured, paid.refunded.minor, paid.action), (payment.amount, 0, None));
    buyer.until_order(&order.id, OrderStatus::Paid).await;
}

#[tokio::test]
async fn b2c_18_a_decline_has_its_reason_and_three_of_them_lock_nothing() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    for (word, reason) in [
        ("insufficient_funds", DeclineReason::InsufficientFunds),
        ("expired_card", DeclineReason::ExpiredCard),
        ("authentication_failed", DeclineReason::AuthenticationFailed),
        ("generic", DeclineReason::Generic),
    ] {
        let payment = buyer.pay(&order.id).await;
        buyer.press(&payment, &[("decision", "decline"), ("reason", word)]).await;
        let declined = buyer.until_payment(&payment.id, PaymentStatus::Declined).await;
        assert_eq!(declined.decline, Some(reason));
        let order = buyer.read_order(&order.id).await;
        assert_eq!(order.status, OrderStatus::PendingPayment);
        assert_eq!(order.allowed_actions, [OrderAction::Pay, OrderAction::Cancel]);
        assert_eq!(buyer.cart().await.items, 1, "the cart is untouched");
    }
    let payment = buyer.pay(&order.id).await;
    buyer.press(&payment, &[("decision", "approve")]).await;
    assert_eq!(buyer.until_order(&order.id, OrderStatus::Paid).await.payments.len(), 5);
}

#[tokio::test]
async fn b2c_17_three_d_secure_asks_for_a_code() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    for (code, status) in [("000000", PaymentStatus::Declined), ("123456", PaymentStatus::Captured)] {
        let payment = buyer.pay(&order.id).await;
        let challenge = buyer.press(&payment, &[("decision", "three_d_secure")]).await;
        let page = format!("{}{challenge}", server.sandbox);
        let html = server.http.get(&page).send().await.unwrap().text().await.unwrap();
        assert!(html.contains("Your bank asks for a code"));
        buyer.press_at(&page, &[("code", code)]).await;
        let payment = buyer.until_payment(&payment.id, status).await;
        let failed = status == PaymentStatus::Declined;
        assert_eq!(payment.decline, failed.then_some(DeclineReason::AuthenticationFailed));
    }
}

#[tokio::test]
async fn b2c_17_leaving_the_page_calls_the_attempt_off_and_another_can_be_started() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    let payment = buyer.pay(&order.id).await;
    let refused = buyer.post("/v1/payments", &key(), &buyer.payment_of(&order.id)).await;
    assert_eq!(refused.refused(409, ProblemKind::PaymentOpen).order, Some(order.id.clone()));
    buyer.press(&payment, &[("decision", "cancel")]).await;
    buyer.until_payment(&payment.id, PaymentStatus::Voided).await;
    // And from the shop's side.
    let payment = buyer.pay(&order.id).await;
    let void = format!("/v1/payments/{}/void", payment.id);
    let reply = buyer.post(&void, &key(), &Value::Null).await;
    assert_eq!(reply.ok::<Value>()["status"], "voided");
    // Voiding what is void changes nothing.
    assert_eq!(buyer.post(&void, &key(), &Value::Null).await.ok::<Value>()["status"], "voided");
    let payment = buyer.pay(&order.id).await;
    buyer.press(&payment, &[("decision", "approve")]).await;
    buyer.until_order(&order.id, OrderStatus::Paid).await;
    let void = format!("/v1/payments/{}/void", payment.id);
    buyer.post(&void, &key(), &Value::Null).await.refused(409, ProblemKind::NotCancellable);
}

#[tokio::test]
async fn b2c_17_a_silent_provider_is_a_visible_state_and_ends_with_the_hold() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    let payment = buyer.pay(&order.id).await;
    buyer.press(&payment, &[("decision", "time_out")]).await;
    let waiting = buyer.read_payment(&payment.id).await;
    assert_eq!(waiting.status, PaymentStatus::ActionRequired);
    assert!(waiting.action.is_some(), "the buyer can go on where they left");
    advance(&server, Duration::from_mins(16)).await;
    buyer.until_payment(&payment.id, PaymentStatus::Expired).await;
    let order = buyer.until_order(&order.id, OrderStatus::Expired).await;
    assert_eq!(order.payments.len(), 1);
}

#[tokio::test]
async fn starting_a_payment_gives_the_full_time_but_not_for_ever() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    let until = |minutes: i64| order.placed_at.millis() + minutes * 60_000;
    let mut ends = Vec::new();
    for _ in 0..6 {
        advance(&server, Duration::from_mins(10)).await;
        if buyer.read_order(&order.id).await.status != OrderStatus::PendingPayment {
            break;
        }
        let reply = buyer.post("/v1/payments", &key(), &buyer.payment_of(&order.id)).await;
        if reply.status != 200 {
            reply.refused(409, ProblemKind::NotPayable);
            break;
        }
        let payment: fivefold_api::model::PaymentAttempt = reply.ok();
        ends.push(payment.action.unwrap().expires_at.millis());
        buyer.post(&format!("/v1/payments/{}/void", payment.id), &key(), &Value::Null).await.ok::<Value>();
    }
    assert!(ends[0] > until(24) && ends[0] < until(26));
    assert!(ends.iter().all(|end| *end <= until(60) + 5_000), "{ends:?}");
    buyer.until_order(&order.id, OrderStatus::Expired).await;
}

#[tokio::test]
async fn x_sec_the_buyer_is_sent_back_to_the_shop_only() {
    let server =
        crate::common::TestServer::with_shop(shop::shop(), &["--allow-origin", "http://localhost:8082"])
            .await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    let mut wish = buyer.payment_of(&order.id);
    let evil = format!("{}.evil.example/", server.url);
    let user = format!("{}@evil.example/", server.url);
    for url in [
        "https://evil.example/",
        "//evil.example",
        "/order",
        "javascript:alert(1)",
        "",
        "http://localhost:8083/",
        "http://localhost:8082.evil.example/",
        &evil,
        &user,
        "http://localhost:8082/\r\nx",
        "http://localhost:9/",
    ] {
        wish["return_url"] = json!(url);
        buyer.post("/v1/payments", &key(), &wish).await.refused(422, ProblemKind::ReturnUrlNotAllowed);
    }
    // Whichever name of this machine was typed.
    wish["return_url"] = json!(server.url.replace("127.0.0.1", "localhost") + "/back");
    let payment: fivefold_api::model::PaymentAttempt = buyer.post("/v1/payments", &key(), &wish).await.ok();
    buyer.press(&payment, &[("decision", "cancel")]).await;
    buyer.until_payment(&payment.id, PaymentStatus::Voided).await;
    wish["return_url"] = json!("http://localhost:8082/shop/order#paid");
    let payment: fivefold_api::model::PaymentAttempt = buyer.post("/v1/payments", &key(), &wish).await.ok();
    let back = buyer.press(&payment, &[("decision", "approve")]).await;
    assert_eq!(back, format!("http://localhost:8082/shop/order?payment={}#paid", payment.id));
}

#[tokio::test]
async fn a_part_is_given_back_and_never_more_than_was_taken() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.buy(BOOK, 2).await;
    let payment = &order.payments[0];
    let total = payment.amount.minor;
    assert!(server.app.refund(&payment.id, total + 1).await.is_err());
    assert!(server.app.refund(&payment.id, 0).await.is_err());
    assert!(server.app.refund(&"p_none".into(), 1).await.is_err());
    server.app.refund(&payment.id, 1_000).await.unwrap();
    let part = buyer.until_payment(&payment.id, PaymentStatus::PartlyRefunded).await;
    assert_eq!((part.captured.minor, part.refunded.minor), (total, 1_000));
    assert!(server.app.refund(&payment.id, total - 999).await.is_err());
    // A second part is a change too, though the status stays.
    server.app.refund(&payment.id, 500).await.unwrap();
    crate::buyer::eventually("the second part", async || {
        Some(buyer.read_payment(&payment.id).await).filter(|payment| payment.refunded.minor == 1_500)
    })
    .await;
    // Cancelling gives back the rest.
    buyer.cancel(&buyer.read_order(&order.id).await).await.ok::<Value>();
    let all = buyer.until_payment(&payment.id, PaymentStatus::Refunded).await;
    assert_eq!(all.refunded.minor, total);
}

#[tokio::test]
async fn b2c_17_a_restart_in_the_middle_of_a_payment_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = shop::start_in(folder.path()).await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    let payment = buyer.pay(&order.id).await;
    let (token, scope) = (buyer.token.clone(), buyer.scope);
    let page = payment.action.clone().unwrap().url;
    let first = server.sandbox.clone();
    server.stop().await;

    let server = shop::start_in(folder.path()).await;
    let buyer = Buyer { server: &server, token: token.clone(), scope };
    assert_eq!(buyer.read_order(&order.id).await.status, OrderStatus::PendingPayment);
    assert_eq!(buyer.read_payment(&payment.id).await.status, PaymentStatus::ActionRequired);
    // The ports are others now, so the webhook goes to where nobody listens any more.
    buyer.press_at(&page.replace(&first, &server.sandbox), &[("decision", "approve")]).await;
    server.stop().await;

    // The next start asks the provider what happened.
    let server = shop::start_in(folder.path()).await;
    let buyer = Buyer { server: &server, token, scope };
    let paid = buyer.until_order(&order.id, OrderStatus::Paid).await;
    assert_eq!(paid.payments[0].captured, order.totals.total);
    assert_eq!(buyer.cart().await.items, 0);
    assert_eq!(buyer.get("/v1/orders").await.ok::<Vec<Value>>().len(), 1);
}

#[tokio::test]
async fn x_err_a_decision_waits_for_a_provider_that_is_away() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.buy(BOOK, 1).await;
    shop::break_provider(&server).await;
    let cancelled = buyer.cancel(&order).await;
    assert_eq!(cancelled.ok::<Value>()["status"], "cancelled");
    let payment = buyer.read_payment(&order.payments[0].id).await;
    assert_eq!(payment.status, PaymentStatus::Captured, "no refund is claimed before there is one");
    shop::mend(&server).await;
    buyer.until_payment(&payment.id, PaymentStatus::Refunded).await;
}

#[tokio::test]
async fn x_err_a_provider_that_cannot_be_reached_is_said_and_the_same_key_tries_again() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    shop::break_provider(&server).await;
    let key = key();
    let reply = buyer.post("/v1/payments", &key, &buyer.payment_of(&order.id)).await;
    reply.refused(503, ProblemKind::Internal);
    assert_eq!(reply.headers["retry-after"], "1");
    assert_eq!(buyer.commitment(&key).await.state, fivefold_api::model::CommitmentState::NeverSeen);
    assert_eq!(buyer.read_order(&order.id).await.allowed_actions, [OrderAction::Pay, OrderAction::Cancel]);
    shop::mend(&server).await;
    let payment: fivefold_api::model::PaymentAttempt =
        buyer.post("/v1/payments", &key, &buyer.payment_of(&order.id)).await.ok();
    assert_eq!(payment.status, PaymentStatus::ActionRequired);
}
