use crate::{
    buyer::{Buyer, Reply, key},
    shop::{self, BOOK},
};
use fivefold_api::model::Problem;
use reqwest::Method;
use serde_json::{Value, json};

/// Bodies no call asks for. Some are JSON, some are not even text.
fn bodies() -> Vec<Vec<u8>> {
    let mut bodies: Vec<Vec<u8>> = [
        "",
        "null",
        "0",
        "-1",
        "\"x\"",
        "[]",
        "[[]]",
        "{",
        "{}x",
        "{\"quantity\":1.5}",
        "{\"quantity\":\"2\"}",
        "{\"quantity\":99999999999999999999}",
        "{\"quantity\":-5}",
        "{\"contact\":{\"email\":7}}",
        "{\"address\":{\"country\":\"XX\"}}",
        "{\"address\":[]}",
        "{\"delivery\":{}}",
        "{\"checkout_version\":null,\"expected_total\":null}",
        "{\"checkout_version\":\"x\",\"expected_total\":{\"minor\":1,\"currency\":\"euro\"}}",
        "{\"checkout_version\":\"x\",\"expected_total\":{\"minor\":1e3,\"currency\":\"EUR\"}}",
        "{\"subject\":{\"kind\":\"moon\"},\"method\":\"card\",\"return_url\":\"x\"}",
        "{\"subject\":{\"kind\":\"order\",\"id\":\"漢字\"},\"method\":\"barter\",\"return_url\":\"x\"}",
        "{\"version\":{}}",
    ]
    .into_iter()
    .map(|text| text.as_bytes().to_vec())
    .collect();
    bodies.push(vec![0xff, 0xfe, 0x00, 0x80]);
    bodies.push(format!("[{}", "[".repeat(5_000)).into_bytes());
    bodies.push(format!("{{\"contact\":{{\"email\":\"{}\"}}}}", "a".repeat(100_000)).into_bytes());
    bodies.push(vec![b' '; 3_000_000]);
    bodies
}

#[tokio::test]
async fn x_err_nonsense_in_any_body_is_a_clear_refusal_and_changes_nothing() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    buyer.set(BOOK, 1).await;
    let order = buyer.order(BOOK, 1).await;
    let payment = buyer.pay(&order.id).await;
    let seen = buyer.checkout().await;
    let cart = buyer.cart().await;
    let line = format!("/v1/cart/lines/{BOOK}");
    let cancel = format!("/v1/orders/{}/cancel", order.id);
    for (method, path) in [
        (Method::PUT, line.as_str()),
        (Method::PUT, "/v1/cart/lines/%00%ff"),
        (Method::PUT, "/v1/checkout"),
        (Method::POST, "/v1/orders"),
        (Method::POST, cancel.as_str()),
        (Method::POST, "/v1/payments"),
        (Method::POST, "/v1/payments/none/void"),
        (Method::POST, "/v1/webhooks/sandbox"),
        (Method::POST, "/v1/services/none/bookings"),
        (Method::POST, "/v1/bookings/none/order"),
        (Method::PUT, "/v1/bookings/none/presence"),
        (Method::POST, "/v1/bookings/none/change"),
        (Method::POST, "/v1/bookings/none/cancel"),
    ] {
        for body in bodies() {
            for kind in ["application/json", "text/plain", ""] {
                let shown = String::from_utf8_lossy(&body[..body.len().min(80)]).into_owned();
                let request = server
                    .http
                    .request(method.clone(), format!("{}{path}", server.url))
                    .bearer_auth(&buyer.token)
                    .header("idempotency-key", key())
                    .header("if-match", "\"x\"")
                    .header("content-type", kind)
                    .body(body.clone());
                // A server that refuses a large body early may close the connection on the rest.
                let Ok(answer) = request.send().await else {
                    assert!(body.len() > 2_000_000);
                    continue;
                };
                let reply = Reply::read(answer).await;
                assert!(
                    (400..500).contains(&reply.status),
                    "{method} {path} {shown}: {} {}",
                    reply.status,
                    reply.text
                );
                let problem: Problem = serde_json::from_str(&reply.text).unwrap();
                assert_eq!(problem.status, reply.status);
                assert!(problem.correlation_id.is_some());
            }
        }
    }
    assert_eq!(buyer.cart().await, cart);
    assert_eq!(buyer.checkout().await.version, seen.version);
    assert_eq!(buyer.read_payment(&payment.id).await, payment);
}

#[tokio::test]
async fn x_err_nonsense_in_any_parameter_is_a_clear_refusal() {
    let server = shop::start().await;
    let buyer = Buyer { scope: "", ..Buyer::new(&server).await };
    for path in [
        "/v1/cart?currency=GOLD",
        "/v1/cart?market=Atlantis",
        "/v1/checkout?currency=%00",
        "/v1/checkout?market=eu",
        "/v1/orders/%F0%9F%8D%B5",
        "/v1/orders/o_1%27%20OR%201=1",
        "/v1/orders/o_1?token=%ff",
        "/v1/payments/..%2F..",
        "/v1/payments/%",
        "/v1/commitments/%00",
        "/v1/commitments/%F0%9F%8D%B5",
        "/v1/events?topic=order/%ff",
    ] {
        let reply = buyer.get(path).await;
        assert!((400..500).contains(&reply.status), "{path}: {}", reply.status);
        let problem: Problem = serde_json::from_str(&reply.text).unwrap();
        assert_eq!(problem.status, reply.status, "{path}");
    }
    // A language nobody speaks is the nearest that somebody does.
    assert_eq!(buyer.get("/v1/cart?locale=tlh").await.status, 200);
    let reply = buyer.put("/v1/cart/lines/no-such-thing", None, &json!({ "quantity": 1 })).await;
    assert_eq!(reply.status, 404);
    for tag in ["", "W/\"1\"", "\"1\",\"2\"", "ÿ"] {
        let request = server
            .http
            .put(format!("{}/v1/cart/lines/{BOOK}", server.url))
            .bearer_auth(&buyer.token)
            .header("if-match", reqwest::header::HeaderValue::from_bytes(tag.as_bytes()).unwrap())
            .json(&json!({ "quantity": 1 }));
        assert_eq!(Reply::read(request.send().await.unwrap()).await.status, 400, "{tag}");
    }
    let _: Value = buyer.get("/v1/cart").await.ok();
}
