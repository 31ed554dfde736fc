use crate::{
    buyer::{Buyer, Reply, key},
    shop::{self, BOOK},
};
use fivefold_api::model::ProblemKind;
use serde_json::{Value, json};

#[tokio::test]
async fn x_sec_another_session_sees_and_moves_nothing() {
    let server = shop::start().await;
    let (buyer, stranger) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let order = buyer.order(BOOK, 1).await;
    let used = key();
    let payment: fivefold_api::model::PaymentAttempt =
        buyer.post("/v1/payments", &used, &buyer.payment_of(&order.id)).await.ok();
    let (order_path, payment_path) =
        (format!("/v1/orders/{}", order.id), format!("/v1/payments/{}", payment.id));
    for path in [&order_path, &payment_path] {
        stranger.get(path).await.refused(404, ProblemKind::NotFound);
    }
    for (path, body) in [
        (format!("{order_path}/cancel"), json!({ "version": order.version })),
        (format!("{payment_path}/void"), Value::Null),
        ("/v1/payments".to_owned(), stranger.payment_of(&order.id)),
    ] {
        stranger.post(&path, &key(), &body).await.refused(404, ProblemKind::NotFound);
    }
    assert_eq!(stranger.get("/v1/orders").await.ok::<Vec<Value>>(), Vec::<Value>::new());
    assert_eq!(stranger.cart().await.lines, []);
    assert_eq!(stranger.commitment(&used).await.state, fivefold_api::model::CommitmentState::NeverSeen);
    for topic in [
        format!("order/{}", order.id),
        format!("payment/{}", payment.id),
        "order/o_none".into(),
        "secrets".into(),
    ] {
        let url = format!("{}/v1/events?topic={topic}", server.url);
        let answer = server.http.get(&url).bearer_auth(&stranger.token).send().await.unwrap();
        Reply::read(answer).await.refused(403, ProblemKind::Forbidden);
        let answer = server.http.get(&url).send().await.unwrap();
        Reply::read(answer).await.refused(401, ProblemKind::SignedOut);
    }
}

#[tokio::test]
async fn x_sec_every_private_call_needs_a_session() {
    let server = shop::start().await;
    for (method, path) in [
        ("GET", "/v1/cart"),
        ("PUT", "/v1/cart/lines/BOOK-1"),
        ("GET", "/v1/checkout"),
        ("PUT", "/v1/checkout"),
        ("GET", "/v1/orders"),
        ("POST", "/v1/orders"),
        ("GET", "/v1/orders/o_1"),
        ("POST", "/v1/orders/o_1/cancel"),
        ("POST", "/v1/payments"),
        ("GET", "/v1/payments/p_1"),
        ("POST", "/v1/payments/p_1/void"),
        ("GET", "/v1/commitments/k"),
        ("POST", "/v1/services/sv_1/bookings"),
        ("GET", "/v1/services/sv_1/held"),
        ("GET", "/v1/bookings/b_1"),
        ("POST", "/v1/bookings/b_1/order"),
        ("PUT", "/v1/bookings/b_1/presence"),
        ("POST", "/v1/bookings/b_1/let-go"),
        ("POST", "/v1/bookings/b_1/change"),
        ("POST", "/v1/bookings/b_1/change/confirm"),
        ("POST", "/v1/bookings/b_1/change/let-go"),
        ("GET", "/v1/bookings/b_1/cancellation"),
        ("POST", "/v1/bookings/b_1/cancel"),
        ("GET", "/v1/me/bookings"),
    ] {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let request = server.http.request(method, format!("{}{path}", server.url)).json(&json!({}));
        Reply::read(request.send().await.unwrap()).await.refused(401, ProblemKind::SignedOut);
    }
}
