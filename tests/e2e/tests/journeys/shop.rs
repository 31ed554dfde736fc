//! A shop with a person in it: the steps that journeys share.

use fivefold_e2e::{Browser, Engine, Look, Server, Tab, engines, eventually};
use serde_json::{Value, json};
use std::future::Future;

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
    for engine in engines() {
        let shop = Shop::start(engine, look).await?;
        journey(shop).await.map_err(|fault| format!("{engine:?}: {fault}"))?;
    }
    Ok(())
}

impl Shop {
    pub(crate) async fn start(engine: Engine, look: Look) -> Result<Self, Error> {
        let server = Server::demo().await?;
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

    /// Replaces `{product}` and `{category}` by what the shop has.
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

    /// The session's orders, asked with the token the page has.
    pub(crate) async fn orders(&self) -> Result<Vec<Value>, Error> {
        let tab = self.tab();
        let token = tab.script(
            "return Object.keys(localStorage).filter(k => /session$/.test(k)).map(k => localStorage.getItem(k))[0] || null",
            vec![],
        );
        let token = token
            .await?
            .as_str()
            .map(|token| token.trim_matches('"').to_owned())
            .ok_or("the page has a session")?;
        let url = self.server.url("/v1/orders?locale=en&market=EU&currency=EUR");
        let orders: Value = reqwest::Client::new()
            .get(url)
            .bearer_auth(token)
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?;
        Ok(orders.as_array().cloned().unwrap_or_default())
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
