//! A quote from request to acceptance, with a supplier who answers over HTTP; and one whose time ends.

use crate::shop::{Shop, for_each_engine};
use fivefold_api::vocabulary::Instant;
use fivefold_e2e::{Journey, Look, Tab, eventually};
use serde_json::{Value, json};

type Error = Box<dyn std::error::Error + Send + Sync>;

const BUYER: &str = "company@demo.example";
const SUPPLIER: &str = "supplier@demo.example";
/// Rope by the metre, with one decimal.
const ROPE: &str = "HW-ROPE-H12";
const STANDS: &str = ".quote-stand__title";
const ANSWERS: &str = ".quote-stand > .quote-actions";
const HOUR: i64 = 3_600_000;

/// Somebody on another device.
struct Side<'a> {
    shop: &'a Shop,
    token: String,
}

impl<'a> Side<'a> {
    async fn sign_in(shop: &'a Shop, email: &str) -> Result<Self, Error> {
        Ok(Self { shop, token: shop.sign_in_elsewhere(email).await? })
    }

    async fn get(&self, path: &str) -> Result<Value, Error> {
        self.shop.ask_as(&self.token, path).await
    }

    /// A command, on a quote as it stands now.
    async fn send(&self, path: &str, seen: Option<&Value>, body: &Value) -> Result<Value, Error> {
        let seed = format!("{path} {body} {:?}", seen.map(|quote| quote["version"].clone()));
        let key: String = seed.bytes().map(|byte| format!("{byte:02x}")).collect();
        let url = self.shop.server.url(&format!("{path}?locale=en&market=EU&currency=EUR"));
        let mut request = reqwest::Client::new()
            .post(url)
            .bearer_auth(&self.token)
            .header("Idempotency-Key", key.chars().rev().take(64).collect::<String>())
            .json(body);
        if let Some(version) = seen.and_then(|quote| quote["version"].as_str()) {
            request = request.header("If-Match", format!("\"{version}\""));
        }
        let answer = request.send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        if status.is_success() {
            Ok(serde_json::from_str(&text)?)
        } else {
            Err(format!("{path}: {text}").into())
        }
    }

    /// Asks for a hundred metres of rope.
    async fn request(&self) -> Result<Value, Error> {
        let wanted = json!({ "lines": [{
            "sku": ROPE,
            "quantity": { "amount": 1000, "scale": 1, "unit": "m" },
            "target": { "money": euro(150), "per": { "amount": 1, "scale": 0, "unit": "m" } },
        }] });
        self.send("/v1/quotes", None, &wanted).await
    }

    async fn quote(&self, id: &str) -> Result<Value, Error> {
        self.get(&format!("/v1/quotes/{id}")).await
    }

    /// Offers all lines at a price for a metre, for some hours.
    async fn offer(&self, id: &str, minor: i64, hours: i64) -> Result<Value, Error> {
        let seen = self.quote(id).await?;
        let lines: Vec<_> = seen["current"]["lines"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|line| {
                json!({ "line": line["id"], "sku": line["sku"], "quantity": line["quantity"], "basis": "or_more",
                    "price": { "money": euro(minor), "per": { "amount": 1, "scale": 0, "unit": "m" } },
                    "tax_rate": 1900, "lead_days": 5 })
            })
            .collect();
        let offer = json!({ "lines": lines, "valid_until": self.later(hours).await?, "tax": "excluded",
            "shipping": euro(1_500), "shipping_tax": 1900, "terms": { "kind": "net", "days": 30 } });
        self.send(&format!("/v1/supplier/quotes/{id}/offer"), Some(&seen), &offer).await
    }

    async fn question(&self, id: &str, words: &str) -> Result<Value, Error> {
        let seen = self.quote(id).await?;
        let line = seen["current"]["lines"][0]["id"].clone();
        let question = json!({ "text": words, "lines": [line], "reply_due": self.later(48).await? });
        self.send(&format!("/v1/supplier/quotes/{id}/question"), Some(&seen), &question).await
    }

    async fn write(&self, id: &str, words: &str) -> Result<Value, Error> {
        self.send(&format!("/v1/quotes/{id}/messages"), None, &json!({ "text": words })).await
    }

    /// So many hours from now, on the shop's clock.
    async fn later(&self, hours: i64) -> Result<String, Error> {
        let time: Value = reqwest::get(self.shop.server.url("/v1/time")).await?.json().await?;
        let now = time["now"].as_str().and_then(Instant::parse).ok_or("the shop has a clock")?;
        Ok(Instant::from_millis(now.millis() + hours * HOUR).to_rfc3339())
    }
}

fn euro(minor: i64) -> Value {
    json!({ "minor": minor, "currency": "EUR", "exponent": 2 })
}

fn id_of(quote: &Value) -> Result<String, Error> {
    Ok(quote["id"].as_str().ok_or("a quote has an id")?.to_owned())
}

async fn fine(tab: &Tab) -> Result<(), Error> {
    tab.axe().await?;
    tab.no_sideways_scroll().await
}

/// Waits for a state, and looks at it.
async fn stands(shop: &Shop, title: &str) -> Result<(), Error> {
    let tab = shop.tab();
    tab.see_text(STANDS, title).await?;
    shop.settled().await?;
    fine(&tab).await
}

/// The company's page of quotes, for whoever buys for it.
async fn enter(shop: &Shop) -> Result<Tab, Error> {
    let tab = shop.open("/quotes").await?;
    tab.see_text("main", "Sign in to see your quotes").await?;
    fine(&tab).await?;
    tab.click_text(".ui-empty__actions a", "Sign in").await?;
    shop.enter_as(BUYER).await?;
    tab.see(".quotes-lists").await?;
    shop.settled().await?;
    Ok(tab)
}

#[tokio::test]
async fn b2b_11_a_quote_is_negotiated_until_the_right_version_is_accepted() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = enter(&shop).await?;
        fine(&tab).await?;
        let (buyer, supplier) = (Side::sign_in(&shop, BUYER).await?, Side::sign_in(&shop, SUPPLIER).await?);

        // The list hears of it by itself.
        let quote = buyer.request().await?;
        let (id, number) = (id_of(&quote)?, quote["number"].as_str().unwrap_or_default().to_owned());
        tab.see_text(".my-quote", &number).await?;
        supplier.write(&id, "We have your request.").await?;
        tab.see_text(".my-quote", "1 new message").await?;
        fine(&tab).await?;
        tab.click_text(".my-quote__title a", &number).await?;
        tab.arrive_at(&format!("/quotes/{id}")).await?;
        stands(&shop, "Request sent").await?;
        assert_eq!(tab.count(".quote-lines input").await?, 0, "lines are only read");

        // A note, and what the supplier writes; what is in sight is read.
        tab.fill("#quote-message", "On one drum, please").await?;
        tab.click(".quote-talk__form button[type=submit]").await?;
        tab.see_text(".quote-message", "On one drum, please").await?;
        tab.see_text(".quote-message", "We have your request.").await?;
        let read = eventually(20, || async { (buyer.quote(&id).await.ok()?["unread"] == 0).then_some(()) });
        read.await.ok_or("what was in sight is read")?;

        supplier.question(&id, "Which colour?").await?;
        stands(&shop, "The supplier has a question").await?;
        tab.see_text(".quote-question", "Which colour?").await?;
        tab.fill("#reply-text", "Natural").await?;
        tab.click_text(".quote-question button", "Send the answer").await?;
        stands(&shop, "Request sent").await?;

        supplier.offer(&id, 200, 72).await?;
        stands(&shop, "Offer received").await?;
        tab.see_text(".quote-lines", "€2.00").await?;
        tab.click_text(&format!("{ANSWERS} button"), "Make a counter-offer").await?;
        tab.fill(".quote-edit [id$='-price']", "1.70").await?;
        tab.fill("#counter-reason", "We order every month").await?;
        fine(&tab).await?;
        tab.click_text(".quote-countering button", "Send the counter-offer").await?;
        stands(&shop, "Counter-offer sent").await?;
        tab.see_text(".quote-stand__turn", "Waiting for the supplier").await?;
        assert_eq!(supplier.quote(&id).await?["status"], "countered");
        assert!(tab.text(ANSWERS).await?.contains("Withdraw the counter-offer"), "it can be withdrawn");
        assert!(!tab.text(ANSWERS).await?.contains("Make a counter-offer"), "one is open");

        supplier.offer(&id, 180, 72).await?;
        stands(&shop, "Offer received").await?;
        tab.click_text(&format!("{ANSWERS} button"), "Accept").await?;
        tab.see_text("dialog[open]", "Accept version 4").await?;
        fine(&tab).await?;

        // Another offer comes while the question is open: it is not accepted unseen.
        let last = supplier.offer(&id, 175, 72).await?;
        tab.see("dialog[open] .quote-redline").await?;
        fine(&tab).await?;
        assert!(!tab.text("dialog[open]").await?.contains("Accept version"), "it takes a look first");
        tab.click_text("dialog[open] button", "Go on with version 5").await?;
        tab.click_text("dialog[open] button", "Accept version 5").await?;
        stands(&shop, "Accepted").await?;
        let accepted = buyer.quote(&id).await?;
        assert_eq!((&accepted["status"], &accepted["offer"]), (&json!("accepted"), &last["offer"]));
        assert_eq!(accepted["current"]["totals"], last["current"]["totals"]);

        // An older version is only read.
        shop.open(&format!("/quotes/{id}?version=2")).await?;
        tab.see_text(".ui-notice", "This is version 2").await?;
        shop.settled().await?;
        tab.see(".quote-changes del").await?;
        fine(&tab).await?;
        assert_eq!(tab.count(".quote-stand").await?, 0);
        tab.click(".ui-notice a").await?;
        stands(&shop, "Accepted").await?;
        tab.click_text(".quote-changes__open button", "What changed").await?;
        tab.see_focus("#quote-changes").await?;
        let ordering = format!("/quotes/{id}/order");
        tab.click_text(&format!("{ANSWERS} a"), "Order").await?;
        tab.arrive_at(&ordering).await?;
        // Whoever comes back another day finds the same way on.
        shop.open("/account/activity").await?;
        tab.click_text("main a", "Order it").await?;
        tab.arrive_at(&ordering).await?;
        shop.close().await
    })
    .await
}

#[tokio::test]
async fn b2b_10_an_offer_that_was_superseded_unseen_is_refused_with_a_redline() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = enter(&shop).await?;
        let (buyer, supplier) = (Side::sign_in(&shop, BUYER).await?, Side::sign_in(&shop, SUPPLIER).await?);
        let id = id_of(&buyer.request().await?)?;
        supplier.offer(&id, 200, 72).await?;
        shop.open(&format!("/quotes/{id}")).await?;
        stands(&shop, "Offer received").await?;
        tab.click_text(&format!("{ANSWERS} button"), "Accept").await?;
        tab.see_text("dialog[open]", "Accept version 2").await?;
        // Whether the page has heard of it or not, it is not accepted.
        let seen = supplier.quote(&id).await?;
        supplier.offer(&id, 210, 72).await?;
        let press = "const button = [...document.querySelectorAll('dialog[open] button')]
            .find((button) => button.textContent.includes('Accept version 2')); if (button) button.click();";
        tab.run(press).await?;
        tab.see("dialog[open] .quote-redline").await?;
        fine(&tab).await?;
        let now = buyer.quote(&id).await?;
        assert_eq!(now["status"], "quoted", "nothing was accepted");
        assert_ne!(now["version"], seen["version"]);
        tab.see_text("dialog[open] .quote-redline ins", "€2.10").await?;
        tab.click_text("dialog[open] button", "Not now").await?;
        stands(&shop, "Offer received").await?;
        tab.click_text(&format!("{ANSWERS} button"), "Reject").await?;
        tab.fill("#quote-reason", "Too dear").await?;
        fine(&tab).await?;
        tab.click_text("dialog[open] button", "Reject").await?;
        stands(&shop, "Rejected").await?;
        assert_eq!(buyer.quote(&id).await?["end_reason"], "Too dear");
        shop.close().await
    })
    .await
}

#[tokio::test]
async fn b2b_09_an_offer_expires_before_the_eyes_and_can_only_be_asked_for_again() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = enter(&shop).await?;
        let (buyer, supplier) = (Side::sign_in(&shop, BUYER).await?, Side::sign_in(&shop, SUPPLIER).await?);
        let id = id_of(&buyer.request().await?)?;
        supplier.offer(&id, 200, 1).await?;
        shop.open(&format!("/quotes/{id}")).await?;
        stands(&shop, "Offer received").await?;
        tab.see_text(ANSWERS, "Accept").await?;
        tab.see(".quote-stand [role=timer]").await?;
        shop.server.advance_clock(3_601).await?;
        stands(&shop, "Expired").await?;
        let left = tab.text(ANSWERS).await?;
        assert!(!left.contains("Accept") && left.contains("Request again"), "{left}");
        let over =
            eventually(20, || async { (buyer.quote(&id).await.ok()?["status"] == "expired").then_some(()) });
        over.await.ok_or("the shop says so too")?;
        tab.click_text(&format!("{ANSWERS} button"), "Request again").await?;
        tab.arrive_at("/wholesale/draft").await?;
        tab.see(".draft-lines > li").await?;
        let number =
            tab.script("return document.querySelector('.draft-line__sku input').value", vec![]).await?;
        assert_eq!(number, ROPE);
        shop.close().await
    })
    .await
}
