//! Group-buys: a campaign that is looked at while others join, and an invitation that anyone can open.

use crate::shop::{Shop, for_each_engine};
use fivefold_e2e::{Journey, Look, eventually};
use reqwest::Method;
use serde_json::{Value, json};

type Error = Box<dyn std::error::Error + Send + Sync>;

const PASSWORD: &str = "harbour demo";

/// Somebody else, on another device.
pub(crate) struct Friend<'a> {
    shop: &'a Shop,
    token: String,
}

impl<'a> Friend<'a> {
    pub(crate) async fn sign_in(shop: &'a Shop, email: &str) -> Result<Self, Error> {
        let sign_in = json!({ "email": email, "password": PASSWORD, "mode": "bearer" });
        let url = shop.server.url("/v1/session/sign-in");
        let answer = reqwest::Client::new().post(url).json(&sign_in).send().await?;
        let signed_in: Value = answer.error_for_status()?.json().await?;
        Ok(Self { shop, token: signed_in["token"].as_str().ok_or("a device has a token")?.to_owned() })
    }

    async fn send(&self, method: Method, path: &str, key: &str, body: &Value) -> Result<Value, Error> {
        let url = self.shop.server.url(&format!("{path}?locale=en&market=EU&currency=EUR"));
        let request = reqwest::Client::new().request(method, url).bearer_auth(&self.token);
        let answer = request.header("Idempotency-Key", key).json(body).send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        if status.is_success() { Ok(serde_json::from_str(&text)?) } else { Err(text.into()) }
    }

    /// Holds a seat and pays it with a card that is approved.
    pub(crate) async fn join(&self, id: &str) -> Result<(), Error> {
        let url = self
            .shop
            .server
            .url(&format!("/v1/group-buys/{id}/seat?quantity=1&locale=en&market=EU&currency=EUR"));
        let checkout: Value = reqwest::Client::new()
            .get(url)
            .bearer_auth(&self.token)
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?;
        let group = self.shop.ask(&format!("/v1/group-buys/{id}")).await?;
        let wish = json!({
            "variant": group["variants"][0]["id"],
            "quantity": 1,
            "contact": { "email": "company@demo.example" },
            "address": {
                "country": "DE", "name": "Kim Company", "line1": "Am Hafen 1", "city": "Hamburg",
                "postcode": "20457",
            },
            "expected_total": checkout["totals"]["total"],
        });
        let path = format!("/v1/group-buys/{id}/seats");
        let mine = self.send(Method::POST, &path, &format!("seat-{id}-0123456789abcdef"), &wish).await?;
        let pay = json!({
            "subject": { "kind": "order", "id": mine["seat"]["order"] },
            "method": checkout["methods"][0]["method"],
            "return_url": self.shop.server.url("/"),
        });
        let key = format!("pay-{id}-0123456789abcdef");
        let attempt = self.send(Method::POST, "/v1/payments", &key, &pay).await?;
        let page = attempt["action"]["url"].as_str().ok_or("it leads to the provider")?;
        let request = reqwest::Client::new().post(page).body("decision=approve");
        let request = request.header("Content-Type", "application/x-www-form-urlencoded");
        request.send().await?.error_for_status()?;
        Ok(())
    }
}

impl Shop {
    /// The open group-buy that the demo has of a product.
    pub(crate) async fn campaign(&self, product: &str) -> Result<String, Error> {
        let list = self.ask("/v1/group-buys?per_page=60").await?;
        let groups = list["page"]["items"].as_array().ok_or("there are group-buys")?;
        let found = groups.iter().find(|group| group["product"] == product);
        let found = found.ok_or_else(|| format!("no group-buy of {product}"))?;
        Ok(found["id"].as_str().ok_or("a group-buy has an id")?.to_owned())
    }

    async fn group(&self, id: &str) -> Result<Value, Error> {
        self.ask(&format!("/v1/group-buys/{id}")).await
    }
}

#[tokio::test]
async fn c2b_01_a_list_leads_to_a_campaign_that_says_everything() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.open("/group-buys").await?;
        tab.see(".group-card").await?;
        shop.settled().await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        tab.click(".group-card a").await?;
        tab.see(".group-panel [role=progressbar]").await?;
        tab.see(".group-ladder").await?;
        tab.see_text(".group-rules", "for the group to go ahead").await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn c2b_09_the_price_falls_on_an_open_page_when_somebody_else_joins() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        // Four are in, and the next price comes with the fifth.
        let id = shop.campaign("kasumi-cooks-knife").await?;
        let before = shop.group(&id).await?;
        assert_eq!(before["card"]["state"]["to_next"], 1);
        let tab = shop.open(&format!("/group-buys/{id}")).await?;
        tab.see_text(".group-panel .group-price__now", "95").await?;
        tab.see_text(".group-panel", "4 people are in").await?;
        shop.settled().await?;
        Friend::sign_in(&shop, "company@demo.example").await?.join(&id).await?;
        let fallen =
            "return document.querySelector('.group-panel .group-price__now').textContent.includes('88')";
        eventually(10, || async { (tab.script(fallen, vec![]).await.ok()? == true).then_some(()) })
            .await
            .ok_or("the price falls by itself")?;
        tab.see_text(".group-panel", "5 people are in").await?;
        tab.see_text(".group-ladder__now", "now").await?;
        tab.no_errors(&[]).await?;
        tab.axe().await
    })
    .await
}

#[tokio::test]
async fn c2b_19_an_invitation_works_signed_out_and_a_full_group_opens_another() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let friend = Friend::sign_in(&shop, "company@demo.example").await?;
        let invite = async |id: &str| -> Result<String, Error> {
            let path = format!("/v1/group-buys/{id}/invitation");
            let mine = friend.send(Method::PUT, &path, "unused-0123456789abcdef", &json!({})).await?;
            Ok(mine["code"].as_str().ok_or("an invitation has a code")?.to_owned())
        };
        let open = shop.campaign("everyday-skillet").await?;
        let code = invite(&open).await?;
        let tab = shop.open(&format!("/invitations/{code}")).await?;
        tab.see_text("h1", "invite").await?;
        tab.see(".group-invited [role=progressbar]").await?;
        tab.see_text(".group-invited a", "Sign in and join").await?;
        shop.settled().await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        let full = shop.campaign("paper-lantern").await?;
        let code = invite(&full).await?;
        shop.open(&format!("/invitations/{code}")).await?;
        tab.see_text(".group-siblings", "another group").await?;
        tab.axe().await?;
        shop.open("/invitations/nope").await?;
        tab.see_text("h1", "This invitation is not here").await?;
        tab.no_errors(&["404"]).await
    })
    .await
}
