//! The sandbox provider itself, and what the shop makes of its webhooks.

use crate::{
    buyer::{Buyer, Reply, advance, eventually},
    common::TestServer,
    shop::{self, BOOK, TEAPOT},
};
use fivefold_api::{
    model::{OrderStatus, PaymentAttempt, PaymentStatus, ProblemKind},
    vocabulary::Instant,
};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use sqlx::Row as _;
use std::time::Duration;

pub(crate) async fn setting(server: &TestServer, name: &str) -> String {
    sqlx::query("SELECT value FROM sandbox_settings WHERE name = $1")
        .bind(name)
        .fetch_one(server.app.db.reader())
        .await
        .unwrap()
        .try_get(0)
        .unwrap()
}

/// A merchant at the provider's API.
pub(crate) struct Merchant<'a> {
    server: &'a TestServer,
    key: String,
}

impl<'a> Merchant<'a> {
    pub(crate) async fn new(server: &'a TestServer) -> Self {
        Self { server, key: setting(server, "api_key").await }
    }

    async fn get(&self, path: &str) -> Reply {
        let request =
            self.server.http.get(format!("{}/api{path}", self.server.sandbox)).bearer_auth(&self.key);
        Reply::read(request.send().await.unwrap()).await
    }

    async fn post(&self, path: &str, body: &Value) -> Reply {
        let request = self.server.http.post(format!("{}/api{path}", self.server.sandbox));
        Reply::read(request.bearer_auth(&self.key).json(body).send().await.unwrap()).await
    }

    /// A payment of 10.00 euro that is nobody's at the shop.
    async fn create(&self, merchant_key: &str) -> Value {
        let wish = json!({
            "merchant_key": merchant_key, "merchant": "Harbour", "reference": "H-1", "amount": eur(1_000),
            "return_url": "http://127.0.0.1:1/back", "webhook_url": "http://127.0.0.1:1/hook",
            "expires_at": self.server.app.clock.now().plus(Duration::from_mins(15)),
        });
        self.post("/payments", &wish).await.ok()
    }
}

fn eur(minor: i64) -> Value {
    json!({ "minor": minor, "currency": "EUR" })
}

async fn approve(server: &TestServer, payment: &Value) {
    let page = payment["page_url"].as_str().unwrap();
    let request = server.http.post(page).header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(request.body("decision=approve").send().await.unwrap().status(), 303);
}

#[tokio::test]
async fn at_most_what_was_authorised_is_captured_and_at_most_what_was_captured_is_refunded() {
    let server = shop::start().await;
    let merchant = Merchant::new(&server).await;
    let payment = merchant.create("m-1").await;
    assert_eq!(merchant.create("m-1").await, payment, "the same key finds the same payment");
    let path = format!("/payments/{}", payment["id"].as_str().unwrap());
    let to = |verb: &str| format!("{path}/{verb}");
    assert_eq!(merchant.post(&to("capture"), &json!({ "amount": eur(1) })).await.status, 409);
    approve(&server, &payment).await;
    assert_eq!(merchant.get(&path).await.ok::<Value>()["status"], "authorised");
    for amount in [eur(1_001), eur(0), eur(-1), json!({ "minor": 10, "currency": "USD" })] {
        assert_eq!(merchant.post(&to("capture"), &json!({ "amount": amount })).await.status, 422);
    }
    let captured: Value = merchant.post(&to("capture"), &json!({ "amount": eur(800) })).await.ok();
    assert_eq!(
        (captured["status"].as_str(), captured["captured"]["minor"].as_i64()),
        (Some("captured"), Some(800))
    );
    assert_eq!(merchant.post(&to("capture"), &json!({ "amount": eur(800) })).await.ok::<Value>(), captured);
    assert_eq!(merchant.post(&to("void"), &json!({})).await.status, 409);
    let refund = json!({ "key": "r-1", "amount": eur(300) });
    for _ in 0..2 {
        let part: Value = merchant.post(&to("refund"), &refund).await.ok();
        assert_eq!(
            (part["status"].as_str(), part["refunded"]["minor"].as_i64()),
            (Some("partly_refunded"), Some(300))
        );
    }
    assert_eq!(merchant.post(&to("refund"), &json!({ "key": "r-2", "amount": eur(501) })).await.status, 422);
    let rest: Value = merchant.post(&to("refund"), &json!({ "key": "r-3", "amount": eur(500) })).await.ok();
    assert_eq!(rest["status"], "refunded");
}

#[tokio::test]
async fn a_page_and_an_authorisation_run_out() {
    let server = shop::start().await;
    let merchant = Merchant::new(&server).await;
    let (page, kept) = (merchant.create("m-1").await, merchant.create("m-2").await);
    approve(&server, &kept).await;
    let status = async |payment: &Value| {
        merchant.get(&format!("/payments/{}", payment["id"].as_str().unwrap())).await.ok::<Value>()["status"]
            .clone()
    };
    advance(&server, Duration::from_mins(16)).await;
    eventually("the page runs out", async || (status(&page).await == "expired").then_some(())).await;
    assert_eq!(status(&kept).await, "authorised");
    advance(&server, Duration::from_hours(7 * 24)).await;
    eventually("the authorisation runs out", async || (status(&kept).await == "expired").then_some(())).await;
}

#[tokio::test]
async fn x_sec_the_provider_s_api_needs_its_key_and_nonsense_is_refused() {
    let server = shop::start().await;
    let mut merchant = Merchant::new(&server).await;
    for (path, body) in [
        ("/payments", json!({})),
        ("/payments", json!([])),
        ("/payments/none/capture", json!({ "amount": eur(1) })),
        ("/payments/none/capture", json!({ "amount": "all" })),
        ("/payments/none/refund", json!({})),
        ("/payments/none/void", json!({})),
    ] {
        let status = merchant.post(path, &body).await.status;
        assert!((400..500).contains(&status), "{path} {body}: {status}");
    }
    merchant.key = "wrong".into();
    merchant.post("/payments", &json!({})).await.refused(401, ProblemKind::SignedOut);
    merchant.get("/payments/none").await.refused(401, ProblemKind::SignedOut);
}

#[tokio::test]
async fn the_page_is_plain_html_under_a_strict_policy_in_the_buyer_s_language() {
    let server = shop::start().await;
    let buyer = Buyer::in_scope(&server, "locale=zh-Hant&market=TW&currency=TWD").await;
    let order = buyer.order(BOOK, 1).await;
    let payment = buyer.pay(&order.id).await;
    let url = payment.action.unwrap().url;
    let page = server.http.get(&url).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'; style-src 'self'"));
    // The answer to a form leads back to the shop, and browsers check that too.
    assert!(policy.contains(&format!("form-action 'self' {};", server.url)), "{policy}");
    assert!(!policy.contains("unsafe"));
    let html = page.text().await.unwrap();
    assert!(html.contains("lang=\"zh-Hant\"") && html.contains("同意付款") && html.contains(&order.number));
    assert!(html.contains("TWD\u{a0}579.00"), "{html}");
    assert!(!html.contains("<script") && !html.contains("style=") && !html.contains("onclick"));
    let english = server.http.get(url.replace("zh-Hant", "en")).send().await.unwrap().text().await.unwrap();
    assert!(english.contains("no money moves") && english.contains("Approve the payment"));
    let mainland =
        server.http.get(url.replace("zh-Hant", "zh-CN")).send().await.unwrap().text().await.unwrap();
    assert!(mainland.contains("lang=\"zh-Hans\"") && mainland.contains("确认支付"));

    for (path, status) in
        [("/pay/none", 404), ("/pay/none/three-d-secure", 404), ("/", 404), ("/page.css", 200)]
    {
        let answer = server.http.get(format!("{}{path}", server.sandbox)).send().await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
    }
    for body in ["", "decision=", "decision=explode", "%%%", "decision=approve&decision=decline"] {
        let request = server.http.post(&url).header("content-type", "application/x-www-form-urlencoded");
        let status = request.body(body).send().await.unwrap().status();
        assert!(status.is_client_error(), "{body}: {status}");
    }
    let request = server.http.post(&url).json(&json!({ "decision": "approve" }));
    assert!(request.send().await.unwrap().status().is_client_error());
}

/// The provider as a test plays it: signs what it likes.
pub(crate) struct Forger<'a> {
    pub(crate) server: &'a TestServer,
    pub(crate) secret: String,
}

impl Forger<'_> {
    fn sign(&self, at: Instant, body: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).unwrap();
        mac.update(format!("{}.{body}", at.millis()).as_bytes());
        let code: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("t={},v1={code}", at.millis())
    }

    async fn send(&self, signature: Option<&str>, body: &str) -> Reply {
        let mut request = self.server.http.post(format!("{}/v1/webhooks/sandbox", self.server.url));
        if let Some(signature) = signature {
            request = request.header("fivefold-signature", signature);
        }
        Reply::read(request.body(body.to_owned()).send().await.unwrap()).await
    }

    pub(crate) async fn say(&self, body: &Value) -> u16 {
        let body = body.to_string();
        self.send(Some(&self.sign(self.server.app.clock.now(), &body)), &body).await.status
    }
}

/// The provider's own view of an attempt.
pub(crate) async fn at_provider(merchant: &Merchant<'_>, payment: &PaymentAttempt) -> Value {
    let id: String = sqlx::query("SELECT provider_id FROM payments WHERE id = $1")
        .bind(payment.id.as_str())
        .fetch_one(merchant.server.app.db.reader())
        .await
        .unwrap()
        .try_get(0)
        .unwrap();
    merchant.get(&format!("/payments/{id}")).await.ok()
}

#[tokio::test]
async fn x_sec_a_webhook_without_a_fresh_signature_changes_nothing() {
    let server = shop::start().await;
    let merchant = Merchant::new(&server).await;
    let forger = Forger { server: &server, secret: setting(&server, "webhook_secret").await };
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    let payment = buyer.pay(&order.id).await;
    let mut state = at_provider(&merchant, &payment).await;
    state["status"] = json!("captured");
    state["captured"] = state["amount"].clone();
    state["revision"] = json!(9);
    let body = json!({ "id": "we_forged", "payment": state }).to_string();
    let now = server.app.clock.now();
    let wrong = Forger { server: &server, secret: "guessed".into() }.sign(now, &body);
    let old = forger.sign(Instant::from_millis(now.millis() - 600_000), &body);
    let other_body = forger.sign(now, "{}");
    for signature in [None, Some(""), Some("nonsense"), Some(wrong.as_str()), Some(&old), Some(&other_body)] {
        forger.send(signature, &body).await.refused(403, ProblemKind::Forbidden);
    }
    assert_eq!(buyer.read_payment(&payment.id).await.status, PaymentStatus::ActionRequired);
    // Well signed nonsense is refused too.
    for body in ["", "{}", "[]", "not json", r#"{"id":"x","payment":{}}"#] {
        let reply = forger.send(Some(&forger.sign(server.app.clock.now(), body)), body).await;
        reply.refused(400, ProblemKind::BadRequest);
    }
    // And so is more money than was asked for, or another currency.
    for amount in [
        json!({ "minor": 1, "currency": "EUR" }),
        json!({ "minor": payment.amount.minor, "currency": "USD" }),
    ] {
        let mut state = state.clone();
        state["amount"] = amount;
        assert_eq!(forger.say(&json!({ "id": "we_other", "payment": state })).await, 400);
    }
    assert_eq!(buyer.read_order(&order.id).await.status, OrderStatus::PendingPayment);
}

#[tokio::test]
async fn x_live_webhooks_that_come_twice_and_out_of_order_change_nothing() {
    let server = shop::start().await;
    let merchant = Merchant::new(&server).await;
    let forger = Forger { server: &server, secret: setting(&server, "webhook_secret").await };
    let (buyer, other) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let order = buyer.order(TEAPOT, 2).await;
    let payment = buyer.pay(&order.id).await;
    let opened = at_provider(&merchant, &payment).await;
    buyer.press(&payment, &[("decision", "approve")]).await;
    buyer.until_order(&order.id, OrderStatus::Paid).await;
    let captured = at_provider(&merchant, &payment).await;
    let settled = buyer.read_payment(&payment.id).await;
    let version = buyer.read_order(&order.id).await.version;

    let mut authorised = captured.clone();
    authorised["status"] = json!("authorised");
    authorised["captured"]["minor"] = json!(0);
    authorised["revision"] = json!(2);
    for (id, state) in [
        ("we_a", &captured),
        ("we_a", &captured),
        ("we_b", &authorised),
        ("we_c", &opened),
        ("we_d", &captured),
        ("we_b", &authorised),
    ] {
        assert_eq!(forger.say(&json!({ "id": id, "payment": state })).await, 204);
    }
    // A later revision with an impossible move is not believed either.
    let mut impossible = captured.clone();
    impossible["status"] = json!("declined");
    impossible["revision"] = json!(50);
    assert_eq!(forger.say(&json!({ "id": "we_e", "payment": impossible })).await, 204);
    assert_eq!(buyer.read_payment(&payment.id).await, settled);
    assert_eq!(buyer.read_order(&order.id).await.version, version);
    assert_eq!(other.can_have(TEAPOT).await, 1);
    // About payments nobody knows there is nothing to say.
    let mut unknown = captured;
    unknown["merchant_key"] = json!("p_nobody");
    assert_eq!(forger.say(&json!({ "id": "we_f", "payment": unknown })).await, 204);
}

#[tokio::test]
async fn a_report_that_overtakes_the_others_is_believed_at_once() {
    let server = shop::start().await;
    let merchant = Merchant::new(&server).await;
    let forger = Forger { server: &server, secret: setting(&server, "webhook_secret").await };
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(TEAPOT, 1).await;
    let payment = buyer.pay(&order.id).await;
    let mut state = at_provider(&merchant, &payment).await;
    let opened = state.clone();
    state["status"] = json!("captured");
    state["captured"] = state["amount"].clone();
    state["revision"] = json!(3);
    assert_eq!(forger.say(&json!({ "id": "we_1", "payment": state })).await, 204);
    assert_eq!(buyer.read_order(&order.id).await.status, OrderStatus::Paid);
    let mut authorised = opened;
    authorised["status"] = json!("authorised");
    authorised["revision"] = json!(2);
    assert_eq!(forger.say(&json!({ "id": "we_2", "payment": authorised })).await, 204);
    assert_eq!(buyer.read_payment(&payment.id).await.status, PaymentStatus::Captured);
}

#[tokio::test]
async fn an_old_report_that_would_be_a_possible_move_is_old_all_the_same() {
    let server = shop::start().await;
    let merchant = Merchant::new(&server).await;
    let forger = Forger { server: &server, secret: setting(&server, "webhook_secret").await };
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(TEAPOT, 1).await;
    let payment = buyer.pay(&order.id).await;
    let opened = at_provider(&merchant, &payment).await;
    let say = async |id: &str, revision: i64, status: &str| {
        let mut state = opened.clone();
        state["status"] = json!(status);
        state["revision"] = json!(revision);
        assert_eq!(forger.say(&json!({ "id": id, "payment": state })).await, 204);
        buyer.read_payment(&payment.id).await.status
    };
    // It ran out at the provider, then the bank said yes after all; the reports cross.
    assert_eq!(say("we_3", 3, "authorised").await, PaymentStatus::Authorised);
    assert_eq!(say("we_2", 2, "expired").await, PaymentStatus::Authorised);
    assert_eq!(say("we_4", 4, "voided").await, PaymentStatus::Voided);
}

#[tokio::test]
async fn webhooks_are_sent_again_until_they_are_taken_in() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let order = buyer.order(BOOK, 1).await;
    let payment = buyer.pay(&order.id).await;
    for drop in ["before", "after"] {
        let fault = json!({ "path": "/v1/webhooks", "drop": drop, "count": 2 });
        assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
    }
    buyer.press(&payment, &[("decision", "approve")]).await;
    buyer.until_order(&order.id, OrderStatus::Paid).await;
    eventually("all are taken in", async || {
        let open = shop::count(&server, "SELECT COUNT(*) FROM sandbox_webhooks WHERE state = 'open'").await;
        (open == 0).then_some(())
    })
    .await;
    assert_eq!(buyer.read_payment(&payment.id).await.captured, payment.amount);
}
