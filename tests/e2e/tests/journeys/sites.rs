//! The app on one site, its backend on another.

use crate::shop::Shop;
use fivefold_e2e::{Browser, Journey, Look, Server, ServerOptions, engines, free_port};
use serde_json::json;

#[tokio::test]
async fn a_buyer_pays_with_the_app_on_one_site_and_the_api_on_another() -> Journey {
    for engine in engines() {
        let app_port = free_port();
        let origin = format!("http://localhost:{app_port}");
        let api = Server::start(ServerOptions {
            arguments: vec!["--allow-origin".to_owned(), origin.clone()],
            ..ServerOptions::default()
        })
        .await?;
        // Serves nothing but the app's files: its own API is on the wrong site and is not asked.
        let app = Server::start(ServerOptions {
            port: Some(app_port),
            config: Some(
                json!({ "api": api.url(""), "media": api.url(""), "payments": [api.sandbox_url()] }),
            ),
            ..ServerOptions::default()
        })
        .await?;
        let browser = Browser::open(engine, Look::DESKTOP).await?;
        let shop = Shop { server: api, browser, origin };
        shop.ready_to_pay().await?;
        let tab = shop.tab();
        tab.click(".checkout-pay button").await?;
        shop.at_the_provider().await?;
        tab.click("button[value=approve]").await?;
        tab.arrive_at(&format!("{}/orders/", shop.origin)).await?;
        tab.see_text(".order-page", "Thank you").await?;
        shop.the_order_is("paid").await?;
        tab.no_errors(&[]).await?;
        drop(app);
    }
    Ok(())
}
