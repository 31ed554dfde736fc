//! Accounts: in and out, what comes along, and what every tab and device then knows.

use crate::shop::{Shop, for_each_engine};
use fivefold_e2e::{Journey, Look, Tab, eventually};
use serde_json::{Value, json};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// One of the demo's accounts.
const BUYER: &str = "buyer@demo.example";
const PASSWORD: &str = "harbour demo";

/// Signing in and what follows, step by step.
impl Shop {
    async fn sign_in_on(&self, path: &str) -> Result<Tab, Error> {
        self.open(path).await?;
        self.enter_credentials().await
    }

    /// Signs in on the page in front, whatever its language.
    pub(crate) async fn enter_credentials(&self) -> Result<Tab, Error> {
        let tab = self.tab();
        tab.fill("#account-email", BUYER).await?;
        tab.fill("#account-password", PASSWORD).await?;
        tab.click("main form button[type=submit]").await?;
        Ok(tab)
    }

    async fn sign_in(&self) -> Result<Tab, Error> {
        let tab = self.sign_in_on("/account").await?;
        tab.see_text("main", "Hello, Bo Buyer (demo)").await?;
        self.settled().await?;
        Ok(tab)
    }

    /// The path that the newest mail leads to.
    async fn mailed_path(&self) -> Result<String, Error> {
        let page = reqwest::get(format!("{}/mail", self.server.sandbox_url())).await?.text().await?;
        let link = page.split("href=\"").find(|part| part.contains("/account/password?token="));
        let link = link.and_then(|part| part.split('"').next()).ok_or("there is a mail with a link")?;
        Ok(link.strip_prefix(&self.server.url("")).ok_or("the link leads into the shop")?.to_owned())
    }

    /// What the page keeps that only this person may see.
    async fn kept(&self) -> Result<Vec<Value>, Error> {
        let script = "return Object.keys(localStorage).filter(key =>
            /session$|account\\.|cart\\.|checkout\\.|commitment\\./.test(key)).map(key => key + '=' + localStorage.getItem(key))";
        Ok(self.tab().script(script, vec![]).await?.as_array().cloned().unwrap_or_default())
    }

    /// A variant of the list's second page, sold one by one.
    async fn further_variant(&self) -> Result<String, Error> {
        let list = self.ask("/v1/products?page=2").await?;
        for card in list["page"]["items"].as_array().into_iter().flatten() {
            let slug = card["slug"].as_str().ok_or("a product has a slug")?;
            let product = self.ask(&format!("/v1/products/{slug}")).await?;
            let fits = |variant: &&Value| {
                let rule = &variant["quantities"];
                variant["stock"]["level"] == "in_stock" && rule["min"] == 1 && rule["increment"] == 1
            };
            if let Some(found) = product["variants"].as_array().into_iter().flatten().find(fits) {
                return Ok(found["id"].as_str().ok_or("a variant has an id")?.to_owned());
            }
        }
        Err("no variant of the second page is in stock".into())
    }

    /// Asks the API as another device of the demo's buyer.
    async fn elsewhere(&self, path: &str, body: Value) -> Result<Value, Error> {
        let http = reqwest::Client::new();
        let sign_in = json!({ "email": BUYER, "password": PASSWORD, "mode": "bearer" });
        let answer = http.post(self.server.url("/v1/session/sign-in")).json(&sign_in).send().await?;
        let signed_in: Value = answer.error_for_status()?.json().await?;
        let token = signed_in["token"].as_str().ok_or("a device has a token")?;
        let method = if path.contains("/lines/") { reqwest::Method::PUT } else { reqwest::Method::POST };
        let url = self.server.url(&format!("{path}?locale=en&market=EU&currency=EUR"));
        let answer = http.request(method, url).bearer_auth(token).json(&body).send().await?;
        Ok(answer.error_for_status()?.json().await?)
    }
}

#[tokio::test]
async fn account_a_guest_signs_up_by_mail_and_keeps_the_cart() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        shop.fill_cart().await?;
        let tab = shop.open("/account").await?;
        tab.click_text("main a", "Open an account").await?;
        tab.see_text("main h1", "Open an account").await?;
        tab.click_text("main button", "Open an account").await?;
        tab.see_text(".ui-field__error", "Please fill this in.").await?;
        tab.fill("#account-name", "Ada Lovelace").await?;
        tab.fill("#account-email", "ada@example.com").await?;
        tab.axe().await?;
        tab.click_text("main button", "Open an account").await?;
        tab.see_text("main h2", "Look into your mailbox").await?;
        tab.axe().await?;

        let path = shop.mailed_path().await?;
        shop.open(&path).await?;
        tab.fill("#account-password", "short").await?;
        tab.click_text("main button", "Save the password").await?;
        tab.see_text(".ui-field__error", "At least 8 characters.").await?;
        tab.fill("#account-password", "three small boats").await?;
        tab.click_text("main button", "Save the password").await?;
        tab.see_text("main", "Hello, Ada Lovelace").await?;
        assert!(!tab.address().await?.contains("token"), "the link is not in the address any longer");
        tab.see_text(".site-cart__count", "1").await?;
        // No script can read the session.
        let kept = shop.kept().await?;
        assert!(kept.iter().any(|one| one.to_string().contains("session=cookie:")), "{kept:?}");
        let cookie = tab.script("return document.cookie", vec![]).await?;
        assert!(!cookie.to_string().contains("fivefold_session"), "{cookie}");
        // The same link leads nowhere the second time.
        shop.open(&path).await?;
        tab.fill("#account-password", "three small boats").await?;
        tab.click_text("main button", "Save the password").await?;
        tab.see_text("main", "It was used already").await?;
        tab.see_text("main a", "Ask for a new link").await?;
        tab.no_errors(&["422"]).await
    })
    .await
}

#[tokio::test]
async fn account_a_wrong_password_loses_nothing_and_signing_out_forgets_everything() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = shop.open("/account").await?;
        tab.fill("#account-email", BUYER).await?;
        tab.fill("#account-password", "wrong wrong").await?;
        tab.click_text("main button", "Sign in").await?;
        tab.see_text("main [role=alert]", "Address or password is wrong").await?;
        let typed = tab.script("return document.querySelector('#account-email').value", vec![]).await?;
        assert_eq!(typed, BUYER);
        tab.axe().await?;
        tab.fill("#account-password", PASSWORD).await?;
        tab.click_text("main button", "Sign in").await?;
        tab.see_text("main", "Hello, Bo Buyer (demo)").await?;
        shop.fill_cart().await?;
        let tab = shop.open("/account").await?;
        tab.click_text("main button", "Sign out").await?;
        tab.see_text("main h2", "Sign in").await?;
        tab.see_no(".site-cart__count").await?;
        assert_eq!(shop.kept().await?, Vec::<Value>::new());
        tab.reload().await?;
        tab.see_text("main h2", "Sign in").await?;
        // The live feed may have been opening when the session ended.
        tab.no_errors(&["422", "401"]).await
    })
    .await
}

#[tokio::test]
async fn account_an_address_is_saved_mended_and_a_checkout_begins_with_it() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        // Whoever wanted this page gets it after signing in.
        let tab = shop.sign_in_on("/account/addresses").await?;
        tab.click_text("main button", "Add an address").await?;
        tab.see("dialog[open] #checkout-name").await?;
        tab.click_text("dialog[open] button", "Save").await?;
        tab.see_text("dialog[open] .ui-field__error", "Please fill this in.").await?;
        tab.choose("#checkout-country", "DE").await?;
        tab.fill("#checkout-name", "Bo Buyer").await?;
        tab.fill("#checkout-line1", "Hafenstrasse 5").await?;
        tab.fill("#checkout-postcode", "1011").await?;
        tab.fill("#checkout-city", "Berlin").await?;
        tab.click_text("dialog[open] button", "Save").await?;
        tab.see_text("dialog[open] .ui-field__error", "Enter a postcode such as").await?;
        tab.fill("#checkout-postcode", "10115").await?;
        tab.click("dialog[open] .ui-check").await?;
        tab.axe().await?;
        tab.click_text("dialog[open] button", "Save").await?;
        tab.see_text("main address", "10115 Berlin").await?;
        tab.see_text("main .ui-badge", "Preferred").await?;
        tab.click_text("main button", "Edit").await?;
        tab.fill("#checkout-line1", "Hafenstrasse 7").await?;
        tab.click_text("dialog[open] button", "Save").await?;
        tab.see_text("main address", "Hafenstrasse 7").await?;

        shop.fill_cart().await?;
        let tab = shop.open("/checkout").await?;
        tab.see("#checkout-line1").await?;
        shop.settled().await?;
        let typed =
            "return ['email', 'line1', 'city'].map(id => document.querySelector('#checkout-' + id).value)";
        assert_eq!(tab.script(typed, vec![]).await?, json!([BUYER, "Hafenstrasse 7", "Berlin"]));
        let tab = shop.open("/account/addresses").await?;
        tab.click_text("main button", "Remove").await?;
        tab.see_text("main h2", "No addresses yet").await?;
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn account_two_carts_are_shown_and_neither_changes_before_one_is_chosen() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let variant = shop.further_variant().await?;
        shop.elsewhere(&format!("/v1/cart/lines/{variant}"), json!({ "quantity": 2 })).await?;
        shop.fill_cart().await?;
        let tab = shop.open("/checkout").await?;
        tab.click_text("main a", "Sign in").await?;
        let tab = shop.enter_credentials().await?;
        tab.see_text("main h2", "You have two carts").await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        // It is still there after a reload.
        tab.reload().await?;
        tab.see_text("main h2", "You have two carts").await?;
        tab.click_text("main button", "Put both together").await?;
        tab.arrive_at("/checkout").await?;
        tab.see_text(".site-cart__count", "3").await?;
        shop.open("/account").await?;
        tab.see_text("main", "Hello, Bo Buyer (demo)").await?;
        tab.see_no(".account-merge").await?;
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn x_tab_signing_in_and_out_in_one_tab_does_so_in_the_other() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let first = shop.browser.current().await?;
        shop.open("/account").await?.see_text("main h2", "Sign in").await?;
        let second = shop.browser.new_tab().await?;
        shop.sign_in().await?;
        shop.browser.switch_to(&first).await?;
        shop.tab().see_text("main", "Hello, Bo Buyer (demo)").await?;
        shop.tab().click_text("main button", "Sign out").await?;
        shop.tab().see_text("main h2", "Sign in").await?;
        shop.browser.switch_to(&second).await?;
        shop.tab().see_text("main h2", "Sign in").await?;
        assert_eq!(shop.kept().await?, Vec::<Value>::new());
        shop.tab().no_errors(&["401"]).await
    })
    .await
}

#[tokio::test]
async fn x_tab_what_one_tab_puts_into_the_cart_the_other_counts() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let first = shop.browser.current().await?;
        shop.open("/cart").await?.see_text("main", "Your cart is empty").await?;
        shop.browser.new_tab().await?;
        shop.fill_cart().await?;
        shop.browser.switch_to(&first).await?;
        shop.tab().see_text(".site-cart__count", "1").await?;
        shop.tab().see(".cart-line").await?;
        shop.tab().no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn account_signing_out_on_every_device_reaches_the_page_that_is_open_here() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.sign_in().await?;
        shop.elsewhere("/v1/session/sign-out-everywhere", json!({})).await?;
        tab.see_text("main h2", "Sign in").await?;
        assert_eq!(shop.kept().await?, Vec::<Value>::new());
        // That the session had ended was told by a refusal.
        tab.no_errors(&["401", "403"]).await
    })
    .await
}

#[tokio::test]
async fn account_signing_out_on_every_device_is_learnt_where_the_news_could_not_come() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        shop.server.inject(json!({ "path": "/v1/events", "status": 503, "count": 100_000 })).await?;
        let tab = shop.sign_in().await?;
        shop.elsewhere("/v1/session/sign-out-everywhere", json!({})).await?;
        shop.server.heal().await?;
        // A stream that was refused again and again is tried again after as much as fifteen seconds.
        eventually(40, || async { tab.see_text("main h2", "Sign in").await.ok() })
            .await
            .ok_or("the page never learns that it is signed out")?;
        assert_eq!(shop.kept().await?, Vec::<Value>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn x_cart_the_activity_shows_what_waits_and_leads_to_its_next_step() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.open("/account/activity").await?;
        tab.see_text("main h2", "Nothing is going on").await?;
        shop.ready_to_pay().await?;
        shop.press_pay().await?;
        let tab = shop.open("/account/activity").await?;
        tab.see_text("main .ui-badge", "Your turn").await?;
        tab.see("main [role=timer]").await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        tab.click_text("main a", "Pay now").await?;
        tab.arrive_at("/orders/").await?;
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn account_name_language_and_password_are_changed_in_the_settings() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = shop.sign_in_on("/account/settings").await?;
        tab.see("#account-name").await?;
        tab.axe().await?;
        tab.fill("#account-current", "not this one").await?;
        tab.fill("#account-new", "another sentence").await?;
        tab.click_text("main button", "Save the password").await?;
        tab.see_text(".ui-field__error", "This is not your password.").await?;
        tab.fill("#account-current", PASSWORD).await?;
        tab.click_text("main button", "Save the password").await?;
        tab.see_text(".ui-toast", "The password is changed.").await?;
        tab.fill("#account-name", "Bo").await?;
        tab.choose("#account-locale", "zh-Hant").await?;
        tab.click_text("main button", "Save").await?;
        // The shop is shown as the account wants it.
        tab.arrive_at("/zh-Hant").await?;
        tab.see_text("main h1", "設定").await?;
        tab.no_errors(&["422"]).await
    })
    .await
}

#[tokio::test]
async fn x_a11y_the_account_s_pages_are_clean_for_their_owner() -> Journey {
    for look in [Look::DESKTOP, Look::PHONE.in_the_dark()] {
        for_each_engine(look, async |shop: Shop| {
            shop.sign_in().await?;
            for path in ["", "/activity", "/addresses", "/settings"] {
                let tab = shop.open(&format!("/account{path}")).await?;
                tab.see(".account-nav [aria-current=page]").await?;
                shop.settled().await?;
                tab.axe().await.map_err(|fault| format!("/account{path}: {fault}"))?;
                tab.no_sideways_scroll().await?;
                tab.no_errors(&[]).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}
