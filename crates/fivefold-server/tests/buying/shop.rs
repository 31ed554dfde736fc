//! A small shop whose numbers the tests know.

use crate::common::TestServer;
use clap::Parser as _;
use fivefold_server::{Config, Server, seed::Shop};
use serde_json::{Value, json};
use std::path::Path;

/// Three in stock, standard tax.
pub(crate) const TEAPOT: &str = "TEA-1";
/// A hundred in stock, reduced tax.
pub(crate) const BOOK: &str = "BOOK-1";
/// Five in stock, sold in euro only.
pub(crate) const LAMP: &str = "LAMP-1";
/// In sixes, at most two dozen.
pub(crate) const EGGS: &str = "EGGS-6";

/// A server with the small shop and test controls.
pub(crate) async fn start() -> TestServer {
    TestServer::with_shop(shop(), &["--test-controls"]).await
}

pub(crate) fn shop() -> Shop {
    let text = |english: &str| json!({ "en": english, "zh-Hant": "茶壺", "zh-Hans": "茶壶" });
    let prices =
        json!({ "EUR": 3333, "USD": 3599, "JPY": 4999, "TWD": 114_900, "CNY": 25_900, "KWD": 11_255 });
    let product = |slug: &str, tax: &str, variant: Value| {
        json!({
            "slug": slug, "category": "things", "brand": "Harbour", "title": text(slug),
            "summary": text("A thing."), "description": text("A thing."), "tax_class": tax,
            "created_at": "2026-01-01T00:00:00Z", "pictures": ["thing"],
            "options": [{ "id": "colour", "name": text("Colour"),
                "values": [{ "id": "sand", "name": { "en": "Sand", "zh-Hant": "沙色", "zh-Hans": "沙色" } }] }],
            "variants": [variant],
        })
    };
    let variant = |sku: &str, prices: &Value, stock: i64| {
        json!({
            "sku": sku, "prices": prices, "stock": stock, "min": 1, "increment": 1, "weight_g": 500,
            "pictures": ["thing"], "options": { "colour": "sand" },
        })
    };
    let mut eggs = variant(EGGS, &prices, 50);
    eggs["min"] = json!(6);
    eggs["increment"] = json!(6);
    eggs["max"] = json!(24);
    let shop = json!({
        "facets": [],
        "categories": [{ "slug": "things", "name": text("Things") }],
        "products": [
            product("teapot", "standard", variant(TEAPOT, &prices, 3)),
            product("book", "reduced", variant(BOOK,
                &json!({ "EUR": 1995, "USD": 2195, "JPY": 1999, "TWD": 49_900, "CNY": 9_900, "KWD": 6_995 }), 100)),
            product("lamp", "standard", variant(LAMP, &json!({ "EUR": 8990 }), 5)),
            product("eggs", "reduced", eggs),
        ],
        "reviews": [],
        "pictures": { "thing": { "alt": text("A thing"), "width": 640, "height": 640,
            "files": [{ "media_type": "image/avif", "widths": [640], "path": "pictures/thing-{w}.avif" }] } },
    });
    serde_json::from_value(shop).unwrap()
}

/// Changes a price behind the counter.
pub(crate) async fn reprice(server: &TestServer, variant: &str, currency: &str, minor: i64) {
    let mut tx = server.app.db.begin().await.unwrap();
    sqlx::query("UPDATE prices SET amount = $3 WHERE variant = $1 AND currency = $2")
        .bind(variant)
        .bind(currency)
        .bind(minor)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// A server with the small shop on a database that outlives it.
pub(crate) async fn start_in(folder: &Path) -> TestServer {
    let db = folder.join("shop.db");
    if !db.exists() {
        let line = ["fivefold-server", "--listen", "127.0.0.1:0", "--sandbox", "127.0.0.1:0", "--db"];
        let config = Config::try_parse_from(line.into_iter().chain([db.to_str().unwrap()])).unwrap();
        let server = Server::bind_with(config, Some(shop())).await.unwrap();
        server.app().db.close().await;
    }
    TestServer::in_folder(folder, &["--test-controls"]).await
}

/// Nobody reaches the payment provider's API from now on.
pub(crate) async fn break_provider(server: &TestServer) {
    let fault = json!({ "path": "/api/payments", "drop": "before", "count": 1_000 });
    assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
}

/// Nothing is broken any more.
pub(crate) async fn mend(server: &TestServer) {
    let url = format!("{}/test/faults", server.url);
    assert_eq!(server.http.delete(url).send().await.unwrap().status(), 204);
}

/// Counts behind the counter.
pub(crate) async fn count(server: &TestServer, sql: &'static str) -> i64 {
    use sqlx::Row as _;
    sqlx::query(sql).fetch_one(server.app.db.reader()).await.unwrap().try_get(0).unwrap()
}
