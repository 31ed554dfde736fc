//! Auctions: a lot that is live, somebody else who bids, and what a winner pays.

use crate::shop::{Shop, for_each_engine};
use fivefold_e2e::{Journey, Look, Tab, eventually};
use reqwest::Method;
use serde_json::{Value, json};
use std::path::Path;
use thirtyfour::By;

type Error = Box<dyn std::error::Error + Send + Sync>;

const PASSWORD: &str = "harbour demo";

/// Somebody else, on another device.
struct Rival<'a> {
    shop: &'a Shop,
    token: String,
}

impl<'a> Rival<'a> {
    async fn sign_in(shop: &'a Shop) -> Result<Self, Error> {
        let sign_in = json!({ "email": "company@demo.example", "password": PASSWORD, "mode": "bearer" });
        let url = shop.server.url("/v1/session/sign-in");
        let answer = reqwest::Client::new().post(url).json(&sign_in).send().await?;
        let signed_in: Value = answer.error_for_status()?.json().await?;
        Ok(Self { shop, token: signed_in["token"].as_str().ok_or("a device has a token")?.to_owned() })
    }

    /// Bids up to `minor` of the lot's currency.
    async fn bid(&self, lot: &str, minor: i64) -> Result<Value, Error> {
        let seen = self.shop.lot(lot).await?["version"].clone();
        let bid = json!({ "maximum": { "minor": minor, "currency": "EUR", "exponent": 2 }, "seen": seen });
        let answer = reqwest::Client::new()
            .request(Method::POST, self.shop.server.url(&format!("/v1/auctions/{lot}/bids")))
            .bearer_auth(&self.token)
            .header("Idempotency-Key", format!("rival-{lot}-{minor}-0123456789abcdef"))
            .json(&bid)
            .send()
            .await?;
        let (status, text) = (answer.status(), answer.text().await?);
        if status.is_success() { Ok(serde_json::from_str(&text)?) } else { Err(text.into()) }
    }
}

/// Bidding, step by step.
impl Shop {
    /// The state of a lot, as anyone sees it.
    async fn lot(&self, id: &str) -> Result<Value, Error> {
        Ok(self.ask(&format!("/v1/auctions/{id}")).await?["card"]["state"].clone())
    }

    /// The live lot without a reserve that ends last, and a bid for it that leads without being asked about.
    pub(crate) async fn quiet_lot(&self) -> Result<(String, i64), Error> {
        let list = self.ask("/v1/auctions?phase=live&per_page=60").await?;
        let lots = list["page"]["items"].as_array().ok_or("there are lots")?;
        let price = |lot: &Value| lot["state"]["price"]["minor"].as_i64().unwrap_or_default();
        let fits = |lot: &&Value| {
            lot["state"]["reserve"] == "none"
                && lot["seller"]["name"] == "Sam Seller (demo)"
                && (7_000..30_000).contains(&price(lot))
        };
        let lot = lots.iter().rfind(fits).ok_or("a lot without a reserve")?;
        Ok((lot["id"].as_str().ok_or("a lot has an id")?.to_owned(), price(lot) * 2 / 100 * 100))
    }

    pub(crate) async fn enter_as(&self, email: &str) -> Result<(), Error> {
        let tab = self.tab();
        tab.fill("#account-email", email).await?;
        tab.fill("#account-password", PASSWORD).await?;
        tab.click("main form button[type=submit]").await
    }

    /// Types an amount and presses the button of the form.
    async fn bid(&self, minor: i64) -> Result<Tab, Error> {
        let tab = self.tab();
        tab.fill("#bid-amount", &format!("{}.{:02}", minor / 100, minor % 100)).await?;
        tab.click(".bid-form button[type=submit]").await?;
        Ok(tab)
    }

    /// A lot in front of the demo's buyer.
    async fn at_a_quiet_lot(&self) -> Result<(String, i64), Error> {
        let (lot, minimum) = self.quiet_lot().await?;
        self.open(&format!("/auctions/{lot}")).await?;
        self.tab().click_text(".bid-needs a", "Sign in").await?;
        self.enter_as("buyer@demo.example").await?;
        self.tab().see("#bid-amount").await?;
        Ok((lot, minimum))
    }
}

#[tokio::test]
async fn c2c_13_a_bidder_is_outbid_bids_again_wins_and_pays() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = shop.open("/auctions").await?;
        tab.see(".lot-card--live").await?;
        tab.axe().await?;
        let (lot, minimum) = shop.at_a_quiet_lot().await?;
        tab.axe().await?;
        shop.bid(minimum + 1_000).await?;
        tab.see_text(".lot-position", "You lead").await?;
        tab.see_text(".bids", "You").await?;
        // The maximum is nobody's business, and masked on one's own screen.
        tab.see_text(".bid-form__own", "••••••").await?;
        tab.axe().await?;

        let rival = Rival::sign_in(&shop).await?;
        rival.bid(&lot, minimum + 3_000).await?;
        tab.see_text(".lot-position", "Somebody else leads").await?;
        tab.see_text(".ui-toasts, .ui-toast", "outbid").await?;
        tab.axe().await?;
        tab.click_text(".lot-position button", "Bid again").await?;
        let focused =
            "return document.activeElement.id === 'bid-amount' && document.activeElement.value !== ''";
        eventually(10, || async { (tab.script(focused, vec![]).await.ok()? == true).then_some(()) })
            .await
            .ok_or("“Bid again” leads to a filled field")?;
        shop.bid(minimum + 6_000).await?;
        tab.see_text(".lot-position", "You lead").await?;

        // Nobody bids more until it ends.
        shop.server.advance_clock(2 * 3_600).await?;
        tab.see_text(".lot-position", "won").await?;
        tab.axe().await?;
        tab.click_text(".lot-panel a", "Order and pay").await?;
        // Whoever comes straight here has the styles of a checkout too.
        tab.reload().await?;
        tab.see(".lot-order").await?;
        let is_styled = "return getComputedStyle(document.querySelector('.lot-order')).display === 'grid'";
        assert_eq!(tab.script(is_styled, vec![]).await?, true);
        shop.type_address("buyer@demo.example", "10115").await?;
        tab.axe().await?;
        tab.click(".lot-order button[type=submit]").await?;
        tab.arrive_at("/orders/").await?;
        tab.see(".order-page").await?;
        tab.no_errors(&[]).await?;
        shop.settled().await?;
        tab.axe().await
    })
    .await
}

#[tokio::test]
async fn c2c_05_a_double_click_and_enter_make_one_bid() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let (lot, minimum) = shop.at_a_quiet_lot().await?;
        let tab = shop.tab();
        let before = shop.lot(&lot).await?["bid_count"].as_u64().unwrap_or_default();
        tab.fill("#bid-amount", &format!("{}", minimum / 100)).await?;
        tab.run(
            "const b = document.querySelector('.bid-form button[type=submit]');
             b.click(); b.click(); b.form.requestSubmit(); b.click();",
        )
        .await?;
        tab.see_text(".lot-position", "You lead").await?;
        assert_eq!(shop.lot(&lot).await?["bid_count"], before + 1);
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn c2c_12_without_live_updates_the_page_says_so_and_bids_still_count() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        shop.server.inject(json!({ "path": "/v1/events", "status": 503, "count": 100_000 })).await?;
        let (lot, minimum) = shop.at_a_quiet_lot().await?;
        let tab = shop.tab();
        tab.see_text(".lot-panel", "Live updates paused").await?;
        shop.bid(minimum).await?;
        tab.see_text(".lot-position", "You lead").await?;
        tab.axe().await?;
        // The news comes by asking.
        Rival::sign_in(&shop).await?.bid(&lot, minimum + 2_000).await?;
        tab.see_text(".lot-position", "Somebody else leads").await?;
        shop.server.heal().await?;
        tab.see_text(".lot-panel", "Live").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn c2c_14_a_seller_sees_before_typing_that_nobody_bids_on_their_own() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let (lot, _) = shop.quiet_lot().await?;
        let tab = shop.open("/account").await?;
        shop.enter_as("seller@demo.example").await?;
        tab.see(".account-ways").await?;
        shop.open(&format!("/auctions/{lot}")).await?;
        tab.see_text(".bid-needs", "your own lot").await?;
        assert_eq!(tab.count("#bid-amount").await?, 0);
        tab.axe().await?;
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn x_a11y_a_lot_that_was_stopped_or_that_nobody_wanted_says_so_to_everybody() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.open("/account").await?;
        shop.enter_as("buyer@demo.example").await?;
        tab.see(".account-ways").await?;
        shop.open("/auctions/mine").await?;
        let stopped = [("Parade trumpet", "Called off", "void"), ("cherry red", "Suspended", "You lead")];
        for (title, said, position) in stopped {
            tab.click_text(".my-lot a", title).await?;
            tab.see_text(".lot-panel", said).await?;
            tab.see_text(".lot-position", position).await?;
            assert_eq!(tab.count("#bid-amount").await?, 0, "nobody bids on it");
            tab.axe().await?;
            tab.back().await?;
        }
        let list = shop.ask("/v1/auctions?phase=ended&per_page=60").await?;
        let lots = list["page"]["items"].as_array().ok_or("there are lots")?;
        let unwanted = lots.iter().find(|lot| lot["state"]["phase"]["outcome"] == "no_bids");
        let id = unwanted.and_then(|lot| lot["id"].as_str()).ok_or("a lot that nobody wanted")?;
        shop.open(&format!("/auctions/{id}")).await?;
        tab.see_text(".lot-panel", "without a bid").await?;
        tab.axe().await?;
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn c2c_sell_a_lot_of_one_s_own_is_offered_with_a_photo_and_is_live() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.open("/account").await?;
        shop.enter_as("buyer@demo.example").await?;
        tab.see(".account-ways").await?;
        shop.open("/auctions/sell").await?;
        tab.see(".sell-form").await?;
        tab.click(".sell-form button[type=submit]").await?;
        tab.see_text(".sell-form .ui-field__error", "Please").await?;
        tab.axe().await?;
        // A picture of the shop's own, as a file.
        let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/icons/mark-512.png");
        let picture = picture.canonicalize()?.to_string_lossy().into_owned();
        let form = tab.see(".sell-form").await?;
        form.find(By::Css("input[type=file]")).await?.send_keys(picture).await?;
        tab.see(".sell-photo img").await?;
        tab.fill("#sell-title", "Brass ship's bell, 1930s").await?;
        tab.fill("#sell-description", "Off a coaster that was broken up in Bremen. It rings clear.").await?;
        tab.click("#sell-condition .ui-choice").await?;
        let first = "return document.querySelector('#sell-category option:not([value=\"\"])').value";
        let category = tab.script(first, vec![]).await?;
        tab.choose("#sell-category", category.as_str().ok_or("a category")?).await?;
        tab.fill("#sell-opening", "40").await?;
        tab.fill("#sell-shipping", "6.50").await?;
        tab.choose("#sell-duration", "60").await?;
        tab.axe().await?;
        tab.click(".sell-form button[type=submit]").await?;
        tab.see_text(".lot-head h1", "Brass ship's bell").await?;
        tab.see_text(".bid-needs", "your own lot").await?;
        tab.see(".lot-gallery img").await?;
        shop.open("/auctions/mine?list=selling").await?;
        tab.see_text(".my-lot", "Brass ship's bell").await?;
        tab.axe().await?;
        tab.no_errors(&[]).await
    })
    .await
}
