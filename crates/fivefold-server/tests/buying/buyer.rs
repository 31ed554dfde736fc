//! A buyer: a session, a scope, and hands for the payment page.

use crate::common::TestServer;
use fivefold_api::{
    model::{
        Address, Cart, Checkout, CommitmentReport, Order, OrderStatus, PaymentAttempt, PaymentStatus,
        Problem, ProblemKind, Session,
    },
    vocabulary::{OrderId, PaymentId},
};
use reqwest::{Method, header::HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// Where the tests' buyers come back to.
pub(crate) const BACK: &str = "/order/back?from=bank";

pub(crate) struct Buyer<'a> {
    pub(crate) server: &'a TestServer,
    pub(crate) token: String,
    pub(crate) scope: &'static str,
}

/// An answer, read.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) async fn read(response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        Self { status, headers, text: response.text().await.unwrap() }
    }

    #[track_caller]
    pub(crate) fn ok<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, 200, "{}", self.text);
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    #[track_caller]
    pub(crate) fn refused(&self, status: u16, kind: ProblemKind) -> Problem {
        let problem: Problem =
            serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text));
        assert_eq!((self.status, problem.kind), (status, kind), "{}", self.text);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert!(problem.correlation_id.is_some());
        problem
    }
}

/// A fresh key.
pub(crate) fn key() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Asks again and again until there is an answer; what a person would see in the end.
pub(crate) async fn eventually<T, F: Future<Output = Option<T>>>(
    what: &str,
    mut ask: impl FnMut() -> F,
) -> T {
    for _ in 0..3_000 {
        if let Some(answer) = ask().await {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never came: {what}");
}

pub(crate) fn address(market: &str) -> Address {
    let (country, region, postcode) = match market {
        "US" => ("US", Some("NY"), "10001"),
        "JP" => ("JP", Some("Tokyo"), "150-0001"),
        "TW" => ("TW", None, "106"),
        "CN" => ("CN", Some("Shanghai"), "200000"),
        "KW" => ("KW", None, "12345"),
        _ => ("DE", None, "10115"),
    };
    Address {
        country: country.into(),
        name: "Mei Lin".into(),
        line1: "1 Harbour Street".into(),
        line2: None,
        city: "Town".into(),
        region: region.map(str::to_owned),
        postcode: Some(postcode.into()),
    }
}

impl<'a> Buyer<'a> {
    pub(crate) async fn new(server: &'a TestServer) -> Self {
        Self::in_scope(server, "locale=en&market=EU&currency=EUR").await
    }

    pub(crate) async fn in_scope(server: &'a TestServer, scope: &'static str) -> Self {
        let session: Session = Reply::read(server.post("/v1/sessions", &json!({})).await).await.ok();
        Self { server, token: session.token, scope }
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let mark = if path.contains('?') { '&' } else { '?' };
        let url = format!("{}{path}{mark}{}", self.server.url, self.scope);
        self.server.http.request(method, url).bearer_auth(&self.token)
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        Reply::read(self.request(Method::GET, path).send().await.unwrap()).await
    }

    pub(crate) async fn put(&self, path: &str, seen: Option<&str>, body: &Value) -> Reply {
        let mut request = self.request(Method::PUT, path).json(body);
        if let Some(seen) = seen {
            request = request.header("if-match", format!("\"{seen}\""));
        }
        Reply::read(request.send().await.unwrap()).await
    }

    /// Sends a command, whatever becomes of the connection.
    pub(crate) async fn try_post(&self, path: &str, key: &str, body: &Value) -> reqwest::Result<Reply> {
        let mut request = self.request(Method::POST, path).header("idempotency-key", key);
        if !body.is_null() {
            request = request.json(body);
        }
        let response = request.send().await?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        Ok(Reply { status, headers, text: response.text().await? })
    }

    pub(crate) async fn post(&self, path: &str, key: &str, body: &Value) -> Reply {
        self.try_post(path, key, body).await.unwrap()
    }

    pub(crate) async fn cart(&self) -> Cart {
        self.get("/v1/cart").await.ok()
    }

    pub(crate) async fn set(&self, variant: &str, quantity: i64) -> Cart {
        self.put(&format!("/v1/cart/lines/{variant}"), None, &json!({ "quantity": quantity })).await.ok()
    }

    pub(crate) async fn checkout(&self) -> Checkout {
        self.get("/v1/checkout").await.ok()
    }

    pub(crate) async fn update(&self, body: &Value) -> Checkout {
        let seen = self.checkout().await.version.0;
        self.put("/v1/checkout", Some(&seen), body).await.ok()
    }

    /// Fills in everything that an order needs besides something to buy.
    pub(crate) async fn fill_in_all_but_cart(&self) -> Checkout {
        let market = self.scope.split("market=").nth(1).unwrap().split('&').next().unwrap();
        self.update(&json!({ "contact": { "email": "mei@example.com" }, "address": address(market) })).await;
        self.update(&json!({ "delivery": "standard" })).await
    }

    /// Fills in everything that an order needs.
    pub(crate) async fn fill_in(&self) -> Checkout {
        let checkout = self.fill_in_all_but_cart().await;
        assert_eq!(checkout.missing, []);
        checkout
    }

    pub(crate) fn wish(checkout: &Checkout) -> Value {
        json!({ "checkout_version": checkout.version, "expected_total": checkout.totals.total })
    }

    pub(crate) async fn place(&self) -> Order {
        let checkout = self.checkout().await;
        self.post("/v1/orders", &key(), &Self::wish(&checkout)).await.ok()
    }

    /// A buyer with an order that waits for its payment.
    pub(crate) async fn order(&self, variant: &str, quantity: i64) -> Order {
        self.set(variant, quantity).await;
        self.fill_in().await;
        self.place().await
    }

    pub(crate) fn payment_of(&self, order: &OrderId) -> Value {
        json!({
            "subject": { "kind": "order", "id": order },
            "method": "card",
            "return_url": format!("{}{BACK}", self.server.url),
        })
    }

    pub(crate) async fn pay(&self, order: &OrderId) -> PaymentAttempt {
        self.post("/v1/payments", &key(), &self.payment_of(order)).await.ok()
    }

    pub(crate) async fn read_order(&self, id: &OrderId) -> Order {
        self.get(&format!("/v1/orders/{id}")).await.ok()
    }

    pub(crate) async fn read_payment(&self, id: &PaymentId) -> PaymentAttempt {
        self.get(&format!("/v1/payments/{id}")).await.ok()
    }

    pub(crate) async fn commitment(&self, key: &str) -> CommitmentReport {
        self.get(&format!("/v1/commitments/{key}")).await.ok()
    }

    /// Presses a button on the provider's page; gives the address the buyer is sent to.
    pub(crate) async fn press(&self, payment: &PaymentAttempt, form: &[(&str, &str)]) -> String {
        let page = &payment.action.as_ref().expect("there is a page").url;
        self.press_at(page, form).await
    }

    pub(crate) async fn press_at(&self, page: &str, form: &[(&str, &str)]) -> String {
        let body: Vec<String> = form.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = self
            .server
            .http
            .post(page)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.join("&"))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 303, "{}", answer.text().await.unwrap());
        answer.headers()["location"].to_str().unwrap().to_owned()
    }

    pub(crate) async fn until_order(&self, id: &OrderId, status: OrderStatus) -> Order {
        eventually(&format!("{status:?}"), async || {
            Some(self.read_order(id).await).filter(|order| order.status == status)
        })
        .await
    }

    pub(crate) async fn until_payment(&self, id: &PaymentId, status: PaymentStatus) -> PaymentAttempt {
        eventually(&format!("{status:?}"), async || {
            Some(self.read_payment(id).await).filter(|payment| payment.status == status)
        })
        .await
    }

    /// Buys and pays.
    pub(crate) async fn buy(&self, variant: &str, quantity: i64) -> Order {
        let order = self.order(variant, quantity).await;
        let payment = self.pay(&order.id).await;
        self.press(&payment, &[("decision", "approve")]).await;
        self.until_order(&order.id, OrderStatus::Paid).await
    }

    pub(crate) async fn cancel(&self, order: &Order) -> Reply {
        let body = json!({ "version": order.version });
        self.post(&format!("/v1/orders/{}/cancel", order.id), &key(), &body).await
    }

    /// How many of a variant this buyer could have.
    pub(crate) async fn can_have(&self, variant: &str) -> i64 {
        let cart = self.set(variant, 1).await;
        let line = cart.lines.iter().find(|line| line.variant.as_str() == variant);
        let available = line.and_then(|line| line.stock.available).unwrap_or(0);
        self.set(variant, 0).await;
        available
    }
}

/// Moves the server's clock.
pub(crate) async fn advance(server: &TestServer, duration: Duration) {
    let millis = i64::try_from(duration.as_millis()).unwrap();
    assert_eq!(server.post("/test/clock", &json!({ "advance": millis })).await.status(), 200);
}
