//! Takes a picture of every main page and state: on a phone and a desktop, light and dark, in two languages.
//!
//! Writes PNG into the folder named by the first argument, and those of [`SHOWN`] as WebP into that of the second
//! if there is one. What a page looks like is for a person to judge: nothing is compared. Fonts are the machine's: the
//! README's are Inter and Noto Sans CJK.

use base64::Engine as _;
use fivefold_e2e::{Browser, Engine, Look, Server, Tab, eventually};
use serde_json::{Value, json};
use std::path::PathBuf;

type Error = Box<dyn std::error::Error + Send + Sync>;

const PHONE: (&str, Look) = ("phone", Look::PHONE);
const DESKTOP: (&str, Look) = ("desktop", Look { width: 1280, height: 800, dark: false });

/// Languages with what stands before their paths, their market and an address there.
const PLACES: &[Place] = &[
    Place {
        name: "en",
        prefix: "",
        market: "EU",
        country: "DE",
        address: &[
            ("email", "mei@example.com"),
            ("name", "Mei Lin"),
            ("line1", "Hafenstraße 5"),
            ("postcode", "10115"),
            ("city", "Berlin"),
        ],
    },
    Place {
        name: "zh-Hant",
        prefix: "/zh-Hant-TW",
        market: "TW",
        country: "TW",
        address: &[
            ("email", "mei@example.com"),
            ("name", "林美"),
            ("line1", "復興南路一段 5 號"),
            ("postcode", "106"),
            ("region", "台北市"),
            ("city", "大安區"),
        ],
    },
];

/// What is looked at and put into the cart; the first is also looked at closely.
const PRODUCTS: &[&str] = &["tidewalk-running-shoe", "cast-iron-teapot", "compass-fountain-pen"];

/// The pictures of the README.
const SHOWN: &[&str] = &[
    "home-desktop-light-en",
    "product-desktop-dark-en",
    "list-desktop-light-zh-Hant",
    "home-phone-dark-zh-Hant",
    "product-phone-light-en",
    "checkout-phone-light-zh-Hant",
];

/// Good enough for text, and a fifth of a PNG.
const QUALITY: u32 = 90;

struct Place {
    name: &'static str,
    prefix: &'static str,
    market: &'static str,
    country: &'static str,
    address: &'static [(&'static str, &'static str)],
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let mut folders = std::env::args().skip(1).map(PathBuf::from);
    let target = folders.next().ok_or("usage: pictures FOLDER [FOLDER_OF_THE_SHOWN]")?;
    let shown = folders.next();
    for folder in [Some(&target), shown.as_ref()].into_iter().flatten() {
        std::fs::create_dir_all(folder)?;
    }
    let server = Server::demo().await?;
    for place in PLACES {
        for (size, look) in [PHONE, DESKTOP] {
            for (scheme, look) in [("light", look), ("dark", look.in_the_dark())] {
                let browser = Browser::open(Engine::Chromium, look).await?;
                let hidden = json!({ "hidden": true });
                browser.driver().cdp().send_raw("Emulation.setScrollbarsHidden", hidden).await?;
                let suffix = format!("{size}-{scheme}-{}", place.name);
                let visitor = Visitor {
                    server: &server,
                    browser: &browser,
                    place,
                    suffix,
                    target: &target,
                    shown: shown.as_deref(),
                };
                visitor
                    .look_at_everything(size == PHONE.0)
                    .await
                    .map_err(|fault| format!("{}: {fault}", visitor.suffix))?;
                browser.close().await?;
            }
        }
    }
    Ok(())
}

/// Somebody who goes through the shop once with a camera.
struct Visitor<'a> {
    server: &'a Server,
    browser: &'a Browser,
    place: &'static Place,
    suffix: String,
    target: &'a std::path::Path,
    shown: Option<&'a std::path::Path>,
}

impl Visitor<'_> {
    async fn look_at_everything(&self, is_phone: bool) -> Result<(), Error> {
        let tab = self.open("/").await?;
        tab.see("main .product-card").await?;
        self.take("home").await?;
        self.look_at_dialogs(&tab, is_phone).await?;

        self.open("/products").await?;
        tab.see("main .product-card").await?;
        self.take("list").await?;
        if is_phone {
            tab.click(".list-toolbar__filters button").await?;
        }
        tab.click(".filters .filters__value").await?;
        tab.arrive_at("facets=").await?;
        self.take("list-filtered").await?;
        self.open("/search?q=qqqqqqqq").await?;
        self.take("search-nothing").await?;

        for (number, slug) in PRODUCTS.iter().enumerate() {
            let variant = self.variant_in_stock(slug).await?;
            self.open(&format!("/products/{slug}?variant={variant}")).await?;
            tab.see(".product-layout h1").await?;
            if number == 0 {
                self.take("product").await?;
            }
            tab.click(".buy button.ui-button, .buy-bar button.ui-button").await?;
            tab.see_text(".site-cart__count", &(number + 1).to_string()).await?;
        }
        self.open("/cart").await?;
        tab.see(".cart-line").await?;
        self.take("cart").await?;
        self.check_out(&tab).await
    }

    /// The preferences, and on a phone the menu that leads to them.
    async fn look_at_dialogs(&self, tab: &Tab, is_phone: bool) -> Result<(), Error> {
        if is_phone {
            tab.click(".site-header__menu button").await?;
            tab.see(".site-menu__more a").await?;
            self.take("menu").await?;
            tab.click(".site-menu > .site-preferences").await?;
        } else {
            tab.click(".site-header .site-preferences").await?;
        }
        tab.see(".site-choices .ui-choice").await?;
        self.take("language").await
    }

    async fn check_out(&self, tab: &Tab) -> Result<(), Error> {
        self.open("/checkout").await?;
        tab.choose("#checkout-country", self.place.country).await?;
        for (part, text) in self.place.address {
            if tab.count(&format!("#checkout-{part}")).await? > 0 {
                tab.fill(&format!("#checkout-{part}"), text).await?;
            }
        }
        tab.click(".checkout-pay button").await?;
        tab.click("#checkout-delivery .ui-choice").await?;
        self.settled().await?;
        tab.click("main .ui-choice:has(input[name=method])").await?;
        self.settled().await?;
        tab.run("scrollTo(0, 0)").await?;
        self.take("checkout").await?;
        tab.click(".checkout-pay button").await?;
        tab.click("button[value=approve]").await?;
        tab.see(".order-page h1").await?;
        self.take("order").await?;

        // The server answers an unknown address with a page of its own; this is the app's.
        let lost = json!(format!("{}/nothing-here", self.place.prefix));
        tab.run(&format!(
            "history.pushState(null, '', {lost}); dispatchEvent(new PopStateEvent('popstate'))"
        ))
        .await?;
        tab.see("main a[href$='/products']").await?;
        self.take("not-found").await?;

        self.open("/account").await?;
        tab.see("#account-email").await?;
        self.take("sign-in").await?;
        tab.fill("#account-email", "buyer@demo.example").await?;
        tab.fill("#account-password", "harbour demo").await?;
        tab.click("main form button[type=submit]").await?;
        tab.see(".account-ways").await?;
        self.take("account").await?;
        self.open("/account/activity").await?;
        tab.see(".order-tile").await?;
        self.take("activity").await?;
        self.look_at_auctions(tab).await
    }

    /// The lots, one that somebody else leads, and what the demo's buyer has won.
    async fn look_at_auctions(&self, tab: &Tab) -> Result<(), Error> {
        self.open("/auctions").await?;
        tab.see(".lot-card--live").await?;
        self.take("auctions").await?;
        self.open("/auctions/mine").await?;
        tab.see(".my-lot").await?;
        self.take("auctions-mine").await?;
        tab.click(".my-lot a").await?;
        tab.see(".lot-position").await?;
        self.take("auction").await?;
        self.open("/auctions/mine?list=won").await?;
        tab.click(".my-lot a[href$='/order']").await?;
        tab.see(".lot-order").await?;
        self.take("auction-order").await?;
        self.open("/auctions/sell").await?;
        tab.see(".sell-form").await?;
        self.take("auction-sell").await?;
        self.look_at_groups(tab).await
    }

    /// The group-buys, the one that ends first, joining it, and those of the demo's buyer.
    async fn look_at_groups(&self, tab: &Tab) -> Result<(), Error> {
        self.open("/group-buys").await?;
        tab.see(".group-card").await?;
        self.take("group-buys").await?;
        tab.click(".group-card a").await?;
        tab.see(".group-panel").await?;
        self.take("group-buy").await?;
        tab.click(".group-panel a[href$='/join']").await?;
        tab.see(".seat-form").await?;
        self.take("group-join").await?;
        self.open("/group-buys/mine?list=over").await?;
        tab.see(".my-groups, .ui-empty").await?;
        self.take("group-buys-mine").await
    }

    async fn open(&self, path: &str) -> Result<Tab, Error> {
        let tab = self.browser.tab();
        tab.open(&self.server.url(&format!("{}{path}", self.place.prefix))).await?;
        Ok(tab)
    }

    /// The first variant that can be bought one by one.
    async fn variant_in_stock(&self, slug: &str) -> Result<String, Error> {
        let path = format!("/v1/products/{slug}?locale=en&market={}&currency=EUR", self.place.market);
        let product: Value = reqwest::get(self.server.url(&path)).await?.error_for_status()?.json().await?;
        let variants = product["variants"].as_array().ok_or("a product has variants")?;
        let first = variants.iter().find(|variant| variant["stock"]["level"] == "in_stock");
        Ok(first.and_then(|variant| variant["sku"].as_str()).ok_or("nothing is in stock")?.to_owned())
    }

    /// Waits until nothing is a skeleton or busy, no picture in sight is on its way, and nothing moves.
    async fn settled(&self) -> Result<(), Error> {
        let tab = self.browser.tab();
        tab.see_no("main .ui-skeleton, main [aria-busy=true]").await?;
        let still = eventually(20, || async {
            let script = "
                const moves = document.getAnimations().some(a => a.playState === 'running' && a.effect.getComputedTiming().endTime < Infinity);
                const isInSight = (box) => box.width > 0 && box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
                const waits = [...document.images].some(i => !i.complete && isInSight(i.getBoundingClientRect()));
                return !moves && !waits && document.fonts.status === 'loaded';";
            (tab.script(script, vec![]).await.ok()? == true).then_some(())
        })
        .await;
        still.ok_or_else(|| "the page never comes to rest".into())
    }

    async fn take(&self, scene: &str) -> Result<(), Error> {
        let cdp = self.browser.driver().cdp();
        // A pointer that rests on something does not belong into a picture.
        cdp.send_raw("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": 0, "y": 0 })).await?;
        self.settled().await?;
        let name = format!("{scene}-{}", self.suffix);
        self.browser.tab().picture(&self.target.join(format!("{name}.png"))).await?;
        if let Some(folder) = self.shown.filter(|_| SHOWN.contains(&name.as_str())) {
            let options = json!({ "format": "webp", "quality": QUALITY });
            let answer = cdp.send_raw("Page.captureScreenshot", options).await?;
            let data = answer["data"].as_str().ok_or("the browser gives no picture")?;
            let data = base64::engine::general_purpose::STANDARD.decode(data)?;
            std::fs::write(folder.join(format!("{name}.webp")), data)?;
        }
        Ok(())
    }
}
