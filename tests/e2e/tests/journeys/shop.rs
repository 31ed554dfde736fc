//! A shop with a person in it: the steps that journeys share.

use fivefold_e2e::{Browser, Engine, Look, Server, ServerOptions, Tab, engines, eventually};
use serde_json::{Value, json};
use std::future::Future;
use std::time::Duration;

/// What the loader tells the console when code is lost, in each engine's words.
pub(crate) const LOST_CODE: &[&str] =
    &["assets/", "HTTP status code is not ok", "Expected 'application/wasm'", "expected 'application/wasm'"];

/// The button that puts the product in front into the cart; on a phone it stands at the bottom edge.
const BUY: &str = ".buy button.ui-button, .buy-bar button.ui-button";

/// A driver may wait for ever; a journey does not.
const PATIENCE: Duration = Duration::from_secs(240);

type Error = Box<dyn std::error::Error + Send + Sync>;

/// The demo shop on a server of its own, and a browser that looks at it.
pub(crate) struct Shop {
    pub(crate) server: Server,
    pub(crate) browser: Browser,
    /// The origin the app is opened at.
    pub(crate) origin: String,
}

/// Runs a journey once in each engine, each time with a fresh shop.
pub(crate) async fn for_each_engine<F: Future<Output = Result<(), Error>>>(
    look: Look,
    journey: impl Fn(Shop) -> F,
) -> Result<(), Error> {
    for_each_engine_with(&ServerOptions::default(), look, journey).await
}

/// The same with a shop that is set up in its own way.
pub(crate) async fn for_each_engine_with<F: Future<Output = Result<(), Error>>>(
    options: &ServerOptions,
    look: Look,
    journey: impl Fn(Shop) -> F,
) -> Result<(), Error> {
    for engine in engines() {
        let server = Server::start(options.clone()).await?;
        let shop = Shop::of(server, engine, look).await?;
        let ended = tokio::time::timeout(PATIENCE, journey(shop)).await;
        let ended = ended.map_err(|_| format!("{engine:?}: the journey does not end"))?;
        ended.map_err(|fault| format!("{engine:?}: {fault}"))?;
    }
    Ok(())
}

impl Shop {
    pub(crate) async fn start(engine: Engine, look: Look) -> Result<Self, Error> {
        Self::of(Server::demo().await?, engine, look).await
    }

    async fn of(server: Server, engine: Engine, look: Look) -> Result<Self, Error> {
        let browser = Browser::open(engine, look).await?;
        let origin = server.url("");
        Ok(Self { server, browser, origin })
    }

    pub(crate) fn tab(&self) -> Tab {
        self.browser.tab()
    }

    /// Opens a path, or a whole address.
    pub(crate) async fn open(&self, path: &str) -> Result<Tab, Error> {
        let tab = self.tab();
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.origin) };
        tab.open(&url).await?;
        Ok(tab)
    }

    /// Waits until nothing on the page is a skeleton and nothing is busy.
    pub(crate) async fn settled(&self) -> Result<(), Error> {
        self.tab().see_no("main .ui-skeleton, main [aria-busy=true]").await
    }

    /// Replaces `{product}`, `{category}`, `{lot}`, `{group}` and `{full_group}` by what the shop has.
    pub(crate) async fn fill_in(&self, path: &str) -> Result<String, Error> {
        let mut path = path.to_owned();
        if path.contains("{product}") {
            path = path.replace("{product}", &self.product_with_options().await?.0);
        }
        if path.contains("{category}") {
            let categories = self.ask("/v1/categories").await?;
            let slug = categories[0]["slug"].as_str().ok_or("the shop has categories")?;
            path = path.replace("{category}", slug);
        }
        if path.contains("{lot}") {
            path = path.replace("{lot}", &self.quiet_lot().await?.0);
        }
        for (name, product) in [("{group}", "everyday-skillet"), ("{full_group}", "paper-lantern")] {
            if path.contains(name) {
                path = path.replace(name, &self.campaign(product).await?);
            }
        }
        Ok(path)
    }

    /// A product with options, and the number of a variant of it that is in stock.
    pub(crate) async fn product_with_options(&self) -> Result<(String, String), Error> {
        let list = self.ask("/v1/products").await?;
        for card in list["page"]["items"].as_array().into_iter().flatten() {
            let slug = card["slug"].as_str().ok_or("a product has a slug")?;
            let product = self.ask(&format!("/v1/products/{slug}")).await?;
            let variants = product["variants"].as_array().ok_or("a product has variants")?;
            let buyable = variants
                .iter()
                .find(|variant| variant["stock"]["level"] == "in_stock" && variant["quantities"]["min"] == 1);
            if let Some(variant) = buyable
                && variants.len() > 2
            {
                return Ok((slug.to_owned(), variant["sku"].as_str().unwrap_or_default().to_owned()));
            }
        }
        Err("no product of the first page has options and stock".into())
    }

    /// Asks the API as a public read does.
    pub(crate) async fn ask(&self, path: &str) -> Result<Value, Error> {
        let url = self.server.url(path);
        let query = if path.contains('?') { "&" } else { "?" };
        let url = format!("{url}{query}locale=en&market=EU&currency=EUR");
        Ok(reqwest::get(url).await?.error_for_status()?.json().await?)
    }

    /// The session's orders.
    pub(crate) async fn orders(&self) -> Result<Vec<Value>, Error> {
        Ok(self.ask_privately("/v1/orders").await?.as_array().cloned().unwrap_or_default())
    }

    /// Asks the API as the page's session does.
    pub(crate) async fn ask_privately(&self, path: &str) -> Result<Value, Error> {
        self.ask_as(&self.token().await?, path).await
    }

    /// What the shop answers to whoever has a token.
    pub(crate) async fn ask_as(&self, token: &str, path: &str) -> Result<Value, Error> {
        let url = self.server.url(&format!("{path}?locale=en&market=EU&currency=EUR"));
        let answer = reqwest::Client::new().get(url).bearer_auth(token).send().await?;
        Ok(answer.error_for_status()?.json().await?)
    }

    /// The token of the page's session, which is a guest's.
    pub(crate) async fn token(&self) -> Result<String, Error> {
        let script = "return Object.keys(localStorage).filter(k => /session$/.test(k)).map(k => localStorage.getItem(k))[0] || null";
        let token = self.tab().script(script, vec![]).await?;
        let token = token.as_str().ok_or("the page has a session")?;
        Ok(token.trim_matches('"').to_owned())
    }

    /// The token of somebody of the demo on another device. The page of a member has none, it has a cookie.
    pub(crate) async fn sign_in_elsewhere(&self, email: &str) -> Result<String, Error> {
        let sign_in = json!({ "email": email, "password": "harbour demo", "mode": "bearer" });
        let url = self.server.url("/v1/session/sign-in");
        let answer = reqwest::Client::new().post(url).json(&sign_in).send().await?;
        let signed_in: Value = answer.error_for_status()?.json().await?;
        Ok(signed_in["token"].as_str().ok_or("a device has a token")?.to_owned())
    }

    /// Waits until the session has exactly one order and it has a status.
    pub(crate) async fn the_order_is(&self, status: &str) -> Result<Value, Error> {
        let found = eventually(30, || async {
            let orders = self.orders().await.ok()?;
            orders.first().filter(|order| order["status"] == status).cloned()
        })
        .await;
        let orders = self.orders().await?;
        assert_eq!(orders.len(), 1, "one order: {orders:?}");
        found.ok_or_else(|| format!("the order is not {status}: {:?}", orders[0]["status"]).into())
    }

    /// Chromium only: cuts or restores the network.
    pub(crate) async fn offline(&self, offline: bool) -> Result<(), Error> {
        let cdp = self.browser.driver().cdp();
        cdp.send_raw("Network.enable", json!({})).await?;
        let conditions =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        cdp.send_raw("Network.emulateNetworkConditions", conditions).await?;
        Ok(())
    }

    pub(crate) async fn close(self) -> Result<(), Error> {
        self.browser.close().await
    }
}

/// Buying, step by step.
impl Shop {
    /// Opens the first product of the list in front, chooses what it asks for, and puts it into the cart.
    pub(crate) async fn put_into_cart(&self) -> Result<(), Error> {
        let tab = self.tab();
        self.settled().await?;
        tab.click(".product-card a").await?;
        tab.see(".product-layout h1").await?;
        self.add_shown_product().await
    }

    /// Chooses what the product in front asks for and puts it into the cart.
    pub(crate) async fn add_shown_product(&self) -> Result<(), Error> {
        let tab = self.tab();
        tab.see(BUY).await?;
        self.settled().await?;
        let groups = tab.count(".product-options fieldset").await?;
        for group in 1..=groups {
            let chosen = tab
                .script(
                    "const f = document.querySelectorAll('.product-options fieldset')[arguments[0] - 1];
                     if (f.querySelector('input:checked')) return true;
                     (f.querySelector('.ui-choice:not(:has(input[aria-label]))') || f.querySelector('.ui-choice')).click();
                     return true;",
                    vec![json!(group)],
                )
                .await?;
            assert_eq!(chosen, true);
        }
        let before = self.cart_count().await?;
        tab.click_text(BUY, "Add to cart").await?;
        eventually(20, || async { (self.cart_count().await.ok()? > before).then_some(()) })
            .await
            .ok_or("the cart's count never grew")?;
        Ok(())
    }

    async fn cart_count(&self) -> Result<u64, Error> {
        let shown = self
            .tab()
            .script("return (document.querySelector('.site-cart__count') || {}).textContent || '0'", vec![])
            .await?;
        Ok(shown.as_str().and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// The address of a variant of which there are plenty, sold one by one.
    pub(crate) async fn plentiful_variant(&self) -> Result<String, Error> {
        for page in 1..=4 {
            let list = self.ask(&format!("/v1/products?page={page}")).await?;
            for card in list["page"]["items"].as_array().into_iter().flatten() {
                let slug = card["slug"].as_str().ok_or("a product has a slug")?;
                let product = self.ask(&format!("/v1/products/{slug}")).await?;
                for variant in product["variants"].as_array().into_iter().flatten() {
                    let rule = &variant["quantities"];
                    let many = variant["stock"]["level"] == "in_stock"
                        && variant["stock"]["available"].as_i64().is_none_or(|left| left >= 10);
                    let free = rule["min"] == 1
                        && rule["increment"] == 1
                        && rule["max"].as_i64().is_none_or(|max| max >= 10);
                    if many && free {
                        let sku = variant["sku"].as_str().unwrap_or_default();
                        return Ok(format!("/products/{slug}?variant={sku}"));
                    }
                }
            }
        }
        Err("no variant is plentiful".into())
    }

    /// One thing in the cart.
    pub(crate) async fn fill_cart(&self) -> Result<(), Error> {
        let variant = self.plentiful_variant().await?;
        self.open(&variant).await?;
        self.add_shown_product().await
    }

    /// Types an address in Berlin.
    pub(crate) async fn type_address(&self, email: &str, postcode: &str) -> Result<(), Error> {
        let tab = self.tab();
        tab.see("#checkout-email").await?;
        tab.choose("#checkout-country", "DE").await?;
        tab.fill("#checkout-email", email).await?;
        tab.fill("#checkout-name", "Mei Lin").await?;
        tab.fill("#checkout-line1", "Hafenstrasse 5").await?;
        tab.fill("#checkout-postcode", postcode).await?;
        tab.fill("#checkout-city", "Berlin").await
    }

    /// From the cart to the button that pays.
    pub(crate) async fn check_out(&self) -> Result<(), Error> {
        let tab = self.open("/checkout").await?;
        self.type_address("mei@example.com", "10115").await?;
        tab.click(".checkout-pay button").await?;
        tab.click("#checkout-delivery .ui-choice").await?;
        self.settled().await?;
        tab.click("main .ui-choice:has(input[name=method])").await?;
        tab.see_text(".checkout-pay button", "Pay ").await?;
        self.settled().await
    }

    /// One thing in the cart, and everything filled in.
    pub(crate) async fn ready_to_pay(&self) -> Result<(), Error> {
        self.fill_cart().await?;
        self.check_out().await
    }

    /// Waits for the provider's page, which is on another origin. Returns that origin.
    pub(crate) async fn at_the_provider(&self) -> Result<String, Error> {
        let origin = self.server.sandbox_url();
        self.tab().arrive_at(&origin).await?;
        self.tab().see("button[value=approve]").await?;
        Ok(origin)
    }

    /// Presses the button that pays and waits for the provider's page. Returns its origin.
    pub(crate) async fn press_pay(&self) -> Result<String, Error> {
        self.tab().click(".checkout-pay button").await?;
        self.at_the_provider().await
    }

    /// Approves at the provider and arrives at the order.
    pub(crate) async fn approve(&self) -> Result<(), Error> {
        self.tab().click("button[value=approve]").await?;
        self.tab().arrive_at("/orders/").await?;
        Ok(())
    }

    /// After a reload in the middle: presses whatever leads on until the payment is approved.
    pub(crate) async fn pay_whatever_is_left(&self) -> Result<(), Error> {
        let tab = self.tab();
        let provider = self.server.sandbox_url();
        let reached = eventually(30, || async {
            if tab.address().await.ok()?.starts_with(&provider) {
                return Some(());
            }
            let script = "const b = [...document.querySelectorAll('main button, main a')].find(b =>
                     /^(Pay |Pay$|Continue payment|Pay now)/.test(b.textContent.trim()) && b.getAttribute('aria-busy') !== 'true');
                 if (b) b.click(); return 1;";
            let _ = tab.script(script, vec![]).await;
            None
        })
        .await;
        reached.ok_or("nothing leads to the provider's page")?;
        self.approve().await
    }

    /// Sets the first line of the session's cart to two, past the page in front.
    pub(crate) async fn change_cart_elsewhere(&self) -> Result<(), Error> {
        let token = self.token().await?;
        let cart = self.ask_privately("/v1/cart").await?;
        let variant = cart["lines"][0]["variant"].as_str().ok_or("the cart has a line")?;
        let scope = "locale=en&market=EU&currency=EUR";
        reqwest::Client::new()
            .put(self.server.url(&format!("/v1/cart/lines/{variant}?{scope}")))
            .bearer_auth(&token)
            .json(&json!({ "quantity": 2 }))
            .send()
            .await?
            .error_for_status()?;
        Ok(())
    }
}
