use crate::{
    buyer::{Buyer, address, advance, key},
    shop::{self, BOOK, LAMP, TEAPOT},
};
use fivefold_api::model::{Address, CheckoutStep, FieldProblemCode, ProblemKind};
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn what_is_missing_is_named_until_nothing_is() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    use CheckoutStep as S;
    assert_eq!(buyer.checkout().await.missing, [S::Cart, S::Contact, S::Address, S::Delivery]);
    buyer.set(BOOK, 1).await;
    let checkout = buyer.update(&json!({ "contact": { "email": " mei@example.com " } })).await;
    assert_eq!(checkout.missing, [S::Address, S::Delivery]);
    assert_eq!(checkout.contact.unwrap().email, "mei@example.com");
    assert_eq!((checkout.delivery_options, checkout.totals.taxes), (vec![], vec![]));
    let checkout = buyer.update(&json!({ "address": address("EU") })).await;
    assert_eq!(checkout.missing, [S::Delivery]);
    assert_eq!(checkout.delivery_options.len(), 2);
    let checkout = buyer.update(&json!({ "delivery": "express" })).await;
    assert_eq!(checkout.missing, []);
    assert_eq!(checkout.totals.total.minor, 1_995 + 1_290);
}

#[tokio::test]
async fn x_conc_a_checkout_is_changed_only_by_whoever_has_seen_it() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    buyer.set(BOOK, 1).await;
    let seen = buyer.checkout().await.version.0;
    let contact = json!({ "contact": { "email": "mei@example.com" } });
    buyer.put("/v1/checkout", None, &contact).await.refused(428, ProblemKind::BadRequest);
    // The cart, the prices and what is typed all count.
    buyer.set(BOOK, 2).await;
    buyer.put("/v1/checkout", Some(&seen), &contact).await.refused(412, ProblemKind::VersionConflict);
    let seen = buyer.checkout().await.version.0;
    shop::reprice(&server, BOOK, "EUR", 1_996).await;
    buyer.put("/v1/checkout", Some(&seen), &contact).await.refused(412, ProblemKind::VersionConflict);
    let seen = buyer.checkout().await.version.0;
    buyer.put("/v1/checkout", Some(&seen), &contact).await.ok::<Value>();
    buyer.put("/v1/checkout", Some(&seen), &contact).await.refused(412, ProblemKind::VersionConflict);
    // Another language is not another checkout.
    let mut buyer = buyer;
    let seen = buyer.checkout().await.version;
    buyer.scope = "locale=zh-Hant&market=EU&currency=EUR";
    assert_eq!(buyer.checkout().await.version, seen);
}

#[tokio::test]
async fn b2c_13_wrong_fields_are_named_by_their_path_and_nothing_is_kept() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    buyer.set(BOOK, 1).await;
    let seen = buyer.checkout().await.version.0;
    let wrong = json!({
        "contact": { "email": "mei@nowhere", "phone": "call me" },
        "address": Address { postcode: Some("1".into()), name: String::new(), ..address("EU") },
    });
    let problem =
        buyer.put("/v1/checkout", Some(&seen), &wrong).await.refused(422, ProblemKind::InvalidFields);
    let fields: Vec<(&str, FieldProblemCode)> =
        problem.fields.iter().map(|field| (field.field.as_str(), field.code)).collect();
    assert_eq!(
        fields,
        [
            ("contact.email", FieldProblemCode::Format),
            ("contact.phone", FieldProblemCode::Format),
            ("address.name", FieldProblemCode::Required),
            ("address.postcode", FieldProblemCode::Format),
        ]
    );
    for (body, field) in [
        (json!({ "address": address("US") }), "address.country"),
        (json!({ "delivery": "standard" }), "delivery"),
        (json!({ "delivery": "teleport" }), "delivery"),
    ] {
        let problem =
            buyer.put("/v1/checkout", Some(&seen), &body).await.refused(422, ProblemKind::InvalidFields);
        assert_eq!(problem.fields[0].field, field);
    }
    assert_eq!(buyer.checkout().await.version.0, seen);
}

#[tokio::test]
async fn b2c_14_a_delivery_offer_is_dated_stands_ten_minutes_and_is_asked_for_again() {
    let server = shop::start().await;
    server.post("/test/clock", &json!({ "set": "2026-11-23T08:00:00Z" })).await;
    let buyer = Buyer::new(&server).await;
    buyer.set(BOOK, 1).await;
    let checkout = buyer.fill_in().await;
    let option = &checkout.delivery_options[0];
    assert_eq!(
        (option.promise.earliest.as_str(), option.promise.latest.as_str()),
        ("2026-11-25", "2026-11-27")
    );
    assert_eq!(option.promise.zone, "Europe/Berlin");
    assert_eq!(option.valid_until.to_rfc3339(), "2026-11-23T08:10:00.000Z");

    advance(&server, Duration::from_mins(9)).await;
    assert_eq!(buyer.checkout().await.delivery_options[0].valid_until, option.valid_until);
    advance(&server, Duration::from_mins(1)).await;
    let refused = buyer.post("/v1/orders", &key(), &Buyer::wish(&checkout)).await;
    refused.refused(409, ProblemKind::DeliveryExpired);
    assert_eq!(buyer.checkout().await.missing, [CheckoutStep::Delivery]);
    buyer.update(&json!({ "delivery": "standard" })).await;
    buyer.place().await;
}

#[tokio::test]
async fn another_country_asks_for_the_delivery_again_and_another_market_for_the_address() {
    let server = shop::start().await;
    let mut buyer = Buyer::new(&server).await;
    buyer.set(BOOK, 1).await;
    buyer.fill_in().await;
    let france = Address { country: "FR".into(), postcode: Some("75001".into()), ..address("EU") };
    let checkout = buyer.update(&json!({ "address": france })).await;
    assert_eq!((checkout.delivery, checkout.missing), (None, vec![CheckoutStep::Delivery]));
    buyer.update(&json!({ "delivery": "standard" })).await;
    buyer.scope = "locale=en&market=US&currency=USD";
    let checkout = buyer.checkout().await;
    assert_eq!(checkout.missing, [CheckoutStep::Address, CheckoutStep::Delivery]);
    assert_eq!(checkout.address, Some(france), "what was typed is not lost");
}

#[tokio::test]
async fn x_money_cart_checkout_and_order_agree_to_the_minor_unit() {
    let server = shop::start().await;
    // Market and currency, then subtotal, delivery, taxes and total for two teapots and three books.
    for (scope, subtotal, delivery, taxes, total) in [
        (
            "locale=en&market=EU&currency=EUR",
            2 * 3_333 + 3 * 1_995,
            490,
            // 19 % inside 66.66 is 10.643…, inside 4.90 is 0.782…; 7 % inside 59.85 is 3.915….
            vec![(1_900, 1_064 + 78), (700, 392)],
            2 * 3_333 + 3 * 1_995 + 490,
        ),
        (
            "locale=en&market=US&currency=USD",
            2 * 3_599 + 3 * 2_195,
            590,
            // New York: 4 % on top of 71.98 is 2.879…; books are not taxed here, nor is delivery.
            vec![(400, 288)],
            2 * 3_599 + 3 * 2_195 + 590 + 288,
        ),
        (
            "locale=en&market=JP&currency=JPY",
            2 * 4_999 + 3 * 1_999,
            700,
            // 10 % inside 9998 is 908.9…, inside 700 is 63.6…; 8 % inside 5997 is 444.2….
            vec![(1_000, 909 + 64), (800, 444)],
            2 * 4_999 + 3 * 1_999 + 700,
        ),
        (
            "locale=en&market=KW&currency=KWD",
            2 * 11_255 + 3 * 6_995,
            1_750,
            vec![],
            2 * 11_255 + 3 * 6_995 + 1_750,
        ),
        (
            "locale=en&market=CN&currency=CNY",
            2 * 25_900 + 3 * 9_900,
            1_200,
            vec![(1_300, 5_959 + 138), (900, 2_452)],
            2 * 25_900 + 3 * 9_900 + 1_200,
        ),
        (
            "locale=en&market=TW&currency=TWD",
            2 * 114_900 + 3 * 49_900,
            8_000,
            // Whole dollars: 109.43, 71.29 and 3.81 (5 % inside 2298, 1497 and 80).
            vec![(500, 10_900 + 7_100 + 400)],
            2 * 114_900 + 3 * 49_900 + 8_000,
        ),
        // The currency is the buyer's choice, whatever the market.
        (
            "locale=en&market=EU&currency=KWD",
            2 * 11_255 + 3 * 6_995,
            1_750,
            vec![(1_900, 3_594 + 279), (700, 1_373)],
            2 * 11_255 + 3 * 6_995 + 1_750,
        ),
    ] {
        let buyer = Buyer::in_scope(&server, scope).await;
        buyer.set(TEAPOT, 2).await;
        let cart = buyer.set(BOOK, 3).await;
        assert_eq!(cart.subtotal.minor, subtotal, "{scope}");
        let checkout = buyer.fill_in().await;
        let totals = &checkout.totals;
        let found: Vec<(u32, i64)> = totals.taxes.iter().map(|tax| (tax.rate, tax.amount.minor)).collect();
        assert_eq!(totals.subtotal, cart.subtotal, "{scope}");
        assert_eq!(totals.delivery.unwrap().minor, delivery, "{scope}");
        assert_eq!(found, taxes, "{scope}");
        assert_eq!(totals.total.minor, total, "{scope}");
        let order = buyer.place().await;
        assert_eq!(order.totals, checkout.totals, "{scope}");
        assert_eq!(order.lines, checkout.lines, "{scope}");
        let payment = buyer.pay(&order.id).await;
        assert_eq!(payment.amount, order.totals.total, "{scope}");
        buyer.press(&payment, &[("decision", "approve")]).await;
        let paid = buyer.until_order(&order.id, fivefold_api::model::OrderStatus::Paid).await;
        assert_eq!((paid.totals, paid.payments[0].captured), (order.totals, payment.amount), "{scope}");
        // The next buyer shall find the teapots again.
        buyer.cancel(&buyer.read_order(&order.id).await).await.ok::<Value>();
    }
}

#[tokio::test]
async fn b2c_16_any_change_of_the_total_blocks_the_order_and_says_what_changed() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    buyer.set(BOOK, 2).await;
    buyer.set(LAMP, 1).await;
    let checkout = buyer.fill_in().await;
    shop::reprice(&server, LAMP, "EUR", 8_991).await;
    let problem = buyer
        .post("/v1/orders", &key(), &Buyer::wish(&checkout))
        .await
        .refused(409, ProblemKind::PriceChanged);
    let totals = problem.totals.unwrap();
    assert_eq!(totals.was, checkout.totals.total);
    assert_eq!(totals.now.minor, checkout.totals.total.minor + 1);
    assert_eq!(problem.lines.len(), 1);
    assert_eq!(problem.lines[0].variant.as_str(), LAMP);
    assert_eq!(problem.lines[0].was.unwrap().minor, 8_990);
    assert_eq!(problem.lines[0].now.unwrap().minor, 8_991);
    assert_eq!(buyer.get("/v1/orders").await.ok::<Vec<Value>>().len(), 0);

    // The same total for something else is no agreement either.
    let checkout = buyer.checkout().await;
    buyer.update(&json!({ "contact": { "email": "other@example.com" } })).await;
    buyer
        .post("/v1/orders", &key(), &Buyer::wish(&checkout))
        .await
        .refused(412, ProblemKind::VersionConflict);
    buyer.place().await;
}

#[tokio::test]
async fn an_order_needs_a_whole_checkout() {
    let server = shop::start().await;
    let buyer = Buyer::new(&server).await;
    buyer.set(BOOK, 1).await;
    let checkout = buyer.checkout().await;
    let refused = buyer.post("/v1/orders", &key(), &Buyer::wish(&checkout)).await;
    let problem = refused.refused(422, ProblemKind::CheckoutIncomplete);
    assert_eq!(problem.detail.as_deref(), Some("contact, address, delivery"));
}
