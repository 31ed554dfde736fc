use crate::{
    buyer::{Buyer, Reply, key},
    shop::{self, BOOK, EGGS, LAMP, TEAPOT},
};
use fivefold_api::model::{CartLineState, CartNotice, ProblemKind, QuantityLimit, StockLevel};
use serde_json::json;

#[tokio::test]
async fn b2c_01_the_last_quantity_set_is_the_one_there_is() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    assert_eq!(buyer.cart().await.lines, []);
    buyer.set(BOOK, 1).await;
    let cart = buyer.set(BOOK, 7).await;
    assert_eq!((cart.revision, cart.items, cart.subtotal.minor), (2, 7, 7 * 1_995));
    assert_eq!(cart.lines[0].options, "Sand");
    assert_eq!(cart.lines[0].picture.alt, "A thing");
    // The same once more changes nothing.
    let again = buyer.set(BOOK, 7).await;
    assert_eq!(again, cart);
    assert_eq!(buyer.cart().await, cart);
    let empty = buyer.set(BOOK, 0).await;
    assert_eq!((empty.revision, empty.lines.len(), empty.subtotal.minor), (3, 0, 0));
    assert_eq!(buyer.set(BOOK, 0).await.revision, 3);
}

#[tokio::test]
async fn b2c_05_prices_that_were_seen_are_not_written_again() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    for variant in [TEAPOT, BOOK, EGGS] {
        buyer.set(variant, 1).await;
    }
    for sql in [
        "CREATE TABLE noted (variant TEXT NOT NULL)",
        "CREATE TRIGGER note AFTER UPDATE OF seen_minor ON cart_lines BEGIN
             INSERT INTO noted VALUES (new.variant); END",
    ] {
        let mut tx = server.app.db.begin().await.unwrap();
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    let noted = async || shop::count(&server, "SELECT COUNT(*) FROM noted").await;
    buyer.set(BOOK, 2).await;
    assert_eq!(noted().await, 0);
    shop::reprice(&server, TEAPOT, "EUR", 3_500).await;
    assert_eq!(buyer.set(BOOK, 3).await.notices.len(), 1);
    assert_eq!(noted().await, 1, "the one that is another");
    assert_eq!(buyer.cart().await.notices, []);
    buyer.set(LAMP, 1).await;
    assert_eq!(noted().await, 2, "the one that is new");
}

#[tokio::test]
async fn b2c_04_a_quantity_is_limited_by_rule_and_stock_and_a_notice_says_so() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    for (variant, wanted, given, reason) in [
        (TEAPOT, 9, 3, QuantityLimit::Stock),
        (EGGS, 1, 6, QuantityLimit::Min),
        (EGGS, 13, 12, QuantityLimit::Increment),
        (EGGS, 600, 24, QuantityLimit::Max),
        (BOOK, i64::MAX, 100, QuantityLimit::Stock),
    ] {
        let cart = buyer.set(variant, wanted).await;
        assert_eq!(
            cart.notices,
            [CartNotice::QuantityLimited { variant: variant.into(), wanted, given, reason }]
        );
        let line = cart.lines.iter().find(|line| line.variant.as_str() == variant).unwrap();
        assert_eq!(line.quantity, given);
        assert_eq!(buyer.cart().await.notices, []);
    }
}

#[tokio::test]
async fn b2c_05_what_sold_out_meanwhile_stays_visible_and_does_not_count() {
    let server = shop::start().await;
    let (first, second) = (Buyer::new(&server).await, Buyer::new(&server).await);
    first.set(TEAPOT, 2).await;
    first.set(BOOK, 1).await;
    second.buy(TEAPOT, 3).await;

    let cart = first.cart().await;
    let line = &cart.lines[0];
    assert_eq!((line.state, line.quantity, line.total), (CartLineState::SoldOut, 2, None));
    assert_eq!(line.stock.level, StockLevel::Out);
    assert_eq!((cart.items, cart.subtotal.minor), (1, 1_995));
    // Wanting more of it neither removes it nor counts it.
    let cart = first.set(TEAPOT, 3).await;
    assert_eq!((cart.lines.len(), cart.items), (2, 1));
    assert!(matches!(cart.notices[..], [CartNotice::QuantityLimited { given: 0, .. }]));

    let checkout = first.fill_in_all_but_cart().await;
    let refused = first.post("/v1/orders", &key(), &Buyer::wish(&checkout)).await;
    let problem = refused.refused(409, ProblemKind::OutOfStock);
    assert_eq!((problem.lines[0].variant.as_str(), problem.lines[0].available), (TEAPOT, Some(0)));
    first.set(TEAPOT, 0).await;
    assert_eq!(first.place().await.lines.len(), 1);
}

#[tokio::test]
async fn b2c_09_another_currency_is_priced_by_the_server_and_what_is_not_sold_is_flagged() {
    let server = shop::start().await;
    let mut buyer = Buyer::new(&server).await;
    buyer.set(LAMP, 1).await;
    buyer.set(BOOK, 2).await;
    assert_eq!(buyer.cart().await.subtotal.minor, 8_990 + 2 * 1_995);
    buyer.scope = "locale=zh-Hant&market=JP&currency=JPY";
    let cart = buyer.cart().await;
    assert_eq!(cart.lines[0].state, CartLineState::NotSoldHere);
    assert_eq!((cart.lines[0].unit_price, cart.lines[0].total), (None, None));
    assert_eq!((cart.subtotal.minor, cart.subtotal.currency.code()), (2 * 1_999, "JPY"));
    assert_eq!(cart.lines[1].title, "茶壺");
    // Prices of another currency are no price change.
    assert_eq!(cart.notices, []);
}

#[tokio::test]
async fn a_new_price_is_announced_until_the_cart_is_changed() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    buyer.set(BOOK, 1).await;
    shop::reprice(&server, BOOK, "EUR", 2_495).await;
    for _ in 0..2 {
        let cart = buyer.cart().await;
        assert_eq!(cart.subtotal.minor, 2_495);
        let [CartNotice::PriceChanged { was, now, .. }] = &cart.notices[..] else {
            panic!("{:?}", cart.notices);
        };
        assert_eq!((was.minor, now.minor), (1_995, 2_495));
    }
    assert_eq!(buyer.set(BOOK, 2).await.notices.len(), 1);
    assert_eq!(buyer.cart().await.notices, []);
}

#[tokio::test]
async fn x_conc_a_change_of_a_cart_that_moved_on_is_refused() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let seen = buyer.set(BOOK, 1).await.version.0;
    let answer = buyer.get("/v1/cart").await;
    assert_eq!(answer.headers["etag"].to_str().unwrap(), format!("\"{seen}\""));
    let path = format!("/v1/cart/lines/{BOOK}");
    buyer.put(&path, Some(&seen), &json!({ "quantity": 2 })).await.ok::<serde_json::Value>();
    buyer.put(&path, Some(&seen), &json!({ "quantity": 3 })).await.refused(412, ProblemKind::VersionConflict);
    assert_eq!(buyer.cart().await.items, 2);
    // Without a version the line is set whatever happened meanwhile.
    assert_eq!(buyer.set(BOOK, 3).await.items, 3);
}

#[tokio::test]
async fn x_conc_ten_changes_at_once_all_count() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    let changes = (1..=10).map(|quantity| buyer.set(BOOK, quantity));
    let carts = futures::future::join_all(changes).await;
    let cart = buyer.cart().await;
    assert_eq!(cart.revision, 10);
    let last = carts.iter().max_by_key(|cart| cart.revision).unwrap();
    assert_eq!(last.items, cart.items);
}

#[tokio::test]
async fn nobody_has_a_cart_without_a_session() {
    let server = shop::start().await;
    for token in ["", "nonsense", &"x".repeat(5_000)] {
        let request = server.http.get(format!("{}/v1/cart", server.url)).bearer_auth(token);
        let reply = Reply::read(request.send().await.unwrap()).await;
        reply.refused(401, ProblemKind::SignedOut);
        assert_eq!(reply.headers["www-authenticate"], "Bearer");
    }
    Reply::read(server.get("/v1/cart").await).await.refused(401, ProblemKind::SignedOut);
}

#[tokio::test]
async fn x_sec_a_session_lives_sixty_days_after_its_last_use_and_its_token_is_not_in_the_database() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    buyer.set(BOOK, 1).await;
    let day = std::time::Duration::from_hours(24);
    for _ in 0..3 {
        crate::buyer::advance(&server, day * 40).await;
        assert_eq!(buyer.cart().await.items, 1);
    }
    crate::buyer::advance(&server, day * 61).await;
    buyer.get("/v1/cart").await.refused(401, ProblemKind::SignedOut);
    let folder = server.folder().to_owned();
    for file in ["shop.db", "shop.db-wal"] {
        let bytes = std::fs::read(folder.join(file)).unwrap_or_default();
        assert!(!bytes.windows(buyer.token.len()).any(|part| part == buyer.token.as_bytes()), "{file}");
    }
}
