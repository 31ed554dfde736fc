use crate::{
    buyer::{Buyer, key},
    shop::{self, BOOK, TEAPOT},
};
use fivefold_api::json::FromJson;
use fivefold_api::model::{CommitmentState, Order, OrderStatus, PaymentAttempt, ProblemKind};
use serde_json::{Value, json};

#[tokio::test]
async fn x_idem_the_same_key_gives_the_same_order_however_often_and_at_once() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    buyer.set(TEAPOT, 1).await;
    let checkout = buyer.fill_in().await;
    let (key, wish) = (key(), Buyer::wish(&checkout));
    let answers = futures::future::join_all((0..8).map(|_| buyer.post("/v1/orders", &key, &wish))).await;
    let first: Order = answers[0].ok();
    for answer in &answers {
        assert_eq!(answer.text, answers[0].text);
    }
    assert_eq!(buyer.get("/v1/orders").await.ok::<Vec<Value>>().len(), 1);
    // A day's worth of changes later the answer is still the one that was given.
    buyer.buy(BOOK, 1).await;
    assert_eq!(buyer.post("/v1/orders", &key, &wish).await.ok::<Order>(), first);
}

#[tokio::test]
async fn x_idem_the_same_key_for_something_else_is_refused() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    let key = key();
    let mut wish = buyer.payment_of(&order.id);
    let payment: PaymentAttempt = buyer.post("/v1/payments", &key, &wish).await.ok();
    wish["method"] = json!("wallet");
    buyer.post("/v1/payments", &key, &wish).await.refused(422, ProblemKind::KeyReused);
    buyer
        .post(&format!("/v1/payments/{}/void", payment.id), &key, &Value::Null)
        .await
        .refused(422, ProblemKind::KeyReused);
    // Another session's keys are its own.
    let other = Buyer::new(&server).await;
    assert_eq!(other.commitment(&key).await.state, CommitmentState::NeverSeen);
}

#[tokio::test]
async fn x_idem_a_command_needs_a_key_that_fits() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let url = format!("{}/v1/orders", server.url);
    let send = async |key: Option<&[u8]>| {
        let mut request = server.http.post(&url).bearer_auth(&buyer.token).json(&json!({}));
        if let Some(key) = key {
            request =
                request.header("idempotency-key", reqwest::header::HeaderValue::from_bytes(key).unwrap());
        }
        crate::buyer::Reply::read(request.send().await.unwrap()).await
    };
    send(None).await.refused(400, ProblemKind::KeyMissing);
    let long = "k".repeat(256);
    for key in ["", "two words", &long, "schlüssel"] {
        send(Some(key.as_bytes())).await.refused(400, ProblemKind::BadRequest);
        if !key.is_empty() {
            buyer
                .get(&format!("/v1/commitments/{}", key.replace(' ', "%20")))
                .await
                .refused(400, ProblemKind::BadRequest);
        }
    }
}

#[tokio::test]
async fn x_idem_a_refusal_by_rule_is_a_result_and_a_wrong_form_is_none() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    buyer.set(BOOK, 1).await;
    let checkout = buyer.checkout().await;
    let wish = Buyer::wish(&checkout);
    let (decided, malformed) = (key(), key());
    let refused = buyer.post("/v1/orders", &decided, &wish).await;
    refused.refused(422, ProblemKind::CheckoutIncomplete);
    buyer.fill_in().await;
    assert_eq!(buyer.post("/v1/orders", &decided, &wish).await.text, refused.text);
    let report = buyer.commitment(&decided).await;
    assert_eq!((report.state, report.status), (CommitmentState::Done, Some(422)));
    assert_eq!(serde_json::to_value(report.body).unwrap()["kind"], "checkout_incomplete");

    buyer
        .post("/v1/orders", &malformed, &json!({ "checkout_version": 7 }))
        .await
        .refused(422, ProblemKind::BadRequest);
    assert_eq!(buyer.commitment(&malformed).await.state, CommitmentState::NeverSeen);
    let wish = Buyer::wish(&buyer.checkout().await);
    buyer.post("/v1/orders", &malformed, &wish).await.ok::<Order>();
}

#[tokio::test]
async fn x_unknown_an_answer_that_was_lost_is_found_by_its_key() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    buyer.set(BOOK, 1).await;
    let checkout = buyer.fill_in().await;
    let (key, wish) = (key(), Buyer::wish(&checkout));
    assert_eq!(buyer.commitment(&key).await.state, CommitmentState::NeverSeen);
    for (drop, state) in [("before", CommitmentState::NeverSeen), ("after", CommitmentState::Done)] {
        let fault = json!({ "method": "POST", "path": "/v1/orders", "drop": drop });
        assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
        assert!(
            buyer.try_post("/v1/orders", &key, &wish).await.is_err(),
            "the connection is cut {drop} handling"
        );
        assert_eq!(buyer.commitment(&key).await.state, state);
    }
    let report = buyer.commitment(&key).await;
    let order = Order::from_json(report.body.unwrap()).unwrap();
    assert_eq!(buyer.post("/v1/orders", &key, &wish).await.ok::<Order>(), order);
    assert_eq!(buyer.get("/v1/orders").await.ok::<Vec<Value>>().len(), 1);
}

#[tokio::test]
async fn x_unknown_a_buyer_who_goes_away_in_the_middle_still_has_one_payment() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    // The provider takes its time, and the buyer does not wait.
    let fault = json!({ "path": "/api/payments", "delay_ms": 400 });
    assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
    let (key, wish) = (key(), buyer.payment_of(&order.id));
    let impatient = tokio::time::timeout(
        std::time::Duration::from_millis(100),
        buyer.try_post("/v1/payments", &key, &wish),
    );
    assert!(impatient.await.is_err());
    // Running: nothing else may be said about it, and nothing else is started.
    assert_eq!(buyer.commitment(&key).await.state, CommitmentState::InFlight);
    let again = buyer.post("/v1/payments", &key, &wish).await;
    again.refused(409, ProblemKind::InFlight);
    assert_eq!(again.headers["retry-after"], "1");
    let report = crate::buyer::eventually("the command ends", async || {
        Some(buyer.commitment(&key).await).filter(|report| report.state == CommitmentState::Done)
    })
    .await;
    let payment = PaymentAttempt::from_json(report.body.unwrap()).unwrap();
    assert_eq!(buyer.post("/v1/payments", &key, &wish).await.ok::<PaymentAttempt>(), payment);
    assert_eq!(buyer.read_order(&order.id).await.payments.len(), 1);
    buyer.press(&payment, &[("decision", "approve")]).await;
    buyer.until_order(&order.id, OrderStatus::Paid).await;
}

#[tokio::test]
async fn x_unknown_a_provider_s_lost_answer_makes_no_second_payment() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    let fault = json!({ "path": "/api/payments", "drop": "after" });
    assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
    let payment = buyer.pay(&order.id).await;
    let made: i64 = shop::count(&server, "SELECT COUNT(*) FROM sandbox_payments").await;
    assert_eq!(made, 1);
    buyer.press(&payment, &[("decision", "approve")]).await;
    buyer.until_order(&order.id, OrderStatus::Paid).await;
}

#[tokio::test]
async fn x_idem_a_server_killed_between_two_steps_leaves_nothing_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    // A runtime of its own: shutting it down stops every task wherever it is, as a kill would.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let server = runtime.spawn(async move { shop::start_in(&path).await }).await.unwrap();
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    let (token, scope, key, wish) = (buyer.token.clone(), buyer.scope, key(), buyer.payment_of(&order.id));
    // The provider never answers in this server's life.
    let fault = json!({ "path": "/api/payments", "delay_ms": 3_600_000, "count": 10 });
    assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
    let impatient = tokio::time::timeout(
        std::time::Duration::from_millis(200),
        buyer.try_post("/v1/payments", &key, &wish),
    );
    assert!(impatient.await.is_err());
    assert_eq!(buyer.commitment(&key).await.state, CommitmentState::InFlight);
    runtime.shutdown_background();
    drop(server);

    let server = shop::start_in(folder.path()).await;
    let buyer = Buyer { server: &server, token, scope };
    assert_eq!(buyer.commitment(&key).await.state, CommitmentState::NeverSeen);
    let order = buyer.read_order(&order.id).await;
    assert_eq!((order.payments, order.status), (vec![], OrderStatus::PendingPayment));
    let payment = buyer.pay(&order.id).await;
    buyer.press(&payment, &[("decision", "approve")]).await;
    buyer.until_order(&order.id, OrderStatus::Paid).await;
}
