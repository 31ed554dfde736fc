//! Carts of those who buy for a company: the same rules and breaks as in lookups and requests (B2B-04).

use crate::{
    buyer::{Buyer, Reply, key},
    common::TestServer,
    shop::{BOOK, EGGS, TEAPOT},
    table::{ADA, FLOUR, eur, table, try_ask, who},
    wholesale::item,
};
use fivefold_api::{
    model::{Cart, CartMerge, CartNotice, MergeProblem, Order, ProblemKind, QuantityLimit, SignedIn},
    rules::check_quantity,
    vocabulary::{Currency, Money, Quantity},
};
use fivefold_server::quotes::RuleOffer;
use serde_json::json;

/// Books come by the dozen, at 10.00, and from two dozen on at 9.00, without tax.
async fn by_the_dozen(server: &TestServer) {
    let rule = RuleOffer { sku: BOOK.into(), min: 12, max: Some(60), increment: 12, lead_days: None };
    server.app.set_wholesale_rule(&rule).await.unwrap();
    server.app.set_price_breaks("bistros", &BOOK.into(), &[(12, 1_000), (24, 900)]).await.unwrap();
}

#[tokio::test]
async fn b2b_04_a_quantity_is_allowed_in_a_cart_and_in_a_request_or_in_neither() {
    let server = table().await;
    by_the_dozen(&server).await;
    let ada = who(&server, ADA);
    for sku in [BOOK, EGGS] {
        let rule = item(&ada, sku).await.rule;
        for wanted in [1, 5, 6, 11, 12, 13, 18, 24, 25, 48, 60, 61, 72] {
            let allowed = check_quantity(&rule, &rule.quantity(wanted));
            let cart = ada.set(sku, wanted).await;
            let line = cart.lines.iter().find(|line| line.variant.as_str() == sku).unwrap();
            let is_limited = cart.notices.iter().any(|notice| {
                matches!(notice, CartNotice::QuantityLimited { variant, .. } if variant.as_str() == sku)
            });
            assert_eq!(allowed.is_err(), is_limited, "{wanted} of {sku}");
            assert_eq!(allowed.is_ok(), line.quantity == wanted, "{wanted} of {sku}");
            assert!(check_quantity(&rule, &rule.quantity(line.quantity)).is_ok(), "what is given is allowed");

            let wish = json!({ "lines": [{ "sku": sku, "quantity": rule.quantity(wanted) }] });
            let reply = try_ask(&ada, &wish).await;
            if allowed.is_ok() {
                assert_eq!(reply.status, 200, "{wanted} of {sku}: {}", reply.text);
            } else {
                let problem = reply.refused(422, ProblemKind::InvalidFields);
                assert_eq!(problem.fields[0].field, "lines.0.quantity", "{wanted} of {sku}");
            }
        }
    }
}

#[tokio::test]
async fn b2b_04_the_precision_of_a_unit_is_kept_in_requests() {
    let server = table().await;
    let ada = who(&server, ADA);
    let rule = item(&ada, FLOUR).await.rule;
    for (amount, scale, unit) in [
        (250, 3, "kg"),
        (25, 2, "kg"),
        (1, 0, "kg"),
        (12, 1, "kg"),
        (125, 3, "kg"),
        (2_505, 4, "kg"),
        (2_500, 4, "kg"),
        (1, 0, "piece"),
        (250, 0, "g"),
    ] {
        let quantity = Quantity::new(amount, scale, unit);
        let wish = json!({ "lines": [{ "sku": FLOUR, "quantity": quantity }] });
        let reply = try_ask(&ada, &wish).await;
        assert_eq!(
            reply.status == 200,
            check_quantity(&rule, &quantity).is_ok(),
            "{quantity:?}: {}",
            reply.text
        );
    }
}

#[tokio::test]
async fn b2b_04_others_buy_as_before() {
    let server = table().await;
    by_the_dozen(&server).await;
    let guest = Buyer::new(&server).await;
    let cart = guest.set(BOOK, 1).await;
    assert_eq!((cart.lines[0].quantity, cart.lines[0].unit_price), (1, Some(eur(1_995))));
    assert!(cart.notices.is_empty());
}

#[tokio::test]
async fn b2b_04_a_cart_costs_what_the_break_of_its_quantity_says() {
    let server = table().await;
    by_the_dozen(&server).await;
    let ada = who(&server, ADA);
    // Prices in the European Union are with tax: 7 % on books in Germany.
    let cart = ada.set(BOOK, 12).await;
    assert_eq!((cart.lines[0].unit_price, cart.lines[0].total), (Some(eur(1_070)), Some(eur(12 * 1_070))));
    let cart = ada.set(BOOK, 24).await;
    assert_eq!((cart.lines[0].unit_price, cart.subtotal), (Some(eur(963)), eur(24 * 963)));
    let read = ada.cart().await;
    assert_eq!((read.subtotal, read.notices), (eur(24 * 963), Vec::new()), "nobody is told of a change");

    let dollars = Buyer { scope: "locale=en&market=US&currency=USD", ..who(&server, ADA) };
    let price = Money::new(2_195, Currency::iso("USD").unwrap());
    assert_eq!(dollars.cart().await.lines[0].unit_price, Some(price), "a list has one currency");

    let order: Order = ada.order(BOOK, 24).await;
    assert_eq!(order.totals.subtotal, eur(24 * 963), "and so it is ordered");
}

#[tokio::test]
async fn b2b_04_a_changed_list_is_announced_in_the_cart() {
    let server = table().await;
    by_the_dozen(&server).await;
    let ada = who(&server, ADA);
    ada.set(BOOK, 12).await;
    server.app.set_price_breaks("bistros", &BOOK.into(), &[(12, 1_100)]).await.unwrap();
    let cart = ada.cart().await;
    let change = CartNotice::PriceChanged { variant: BOOK.into(), was: eur(1_070), now: eur(1_177) };
    assert_eq!(cart.notices, [change]);
}

/// Ada signs in by the link of a mail, with what a guest has.
async fn ada_with<'a>(server: &'a TestServer, guest: &Buyer<'a>) -> (Buyer<'a>, Option<CartMerge>) {
    let reset = json!({ "email": "ada@example.com" });
    assert_eq!(server.post("/v1/account/reset", &reset).await.status(), 202);
    let mails =
        server.http.get(format!("{}/mail", server.sandbox)).send().await.unwrap().text().await.unwrap();
    let link: String = mails.split("token=").nth(1).expect("there is a mail").chars().take(40).collect();
    let wish = json!({ "token": link, "password": "tea for two", "mode": "bearer", "guest": guest.token });
    let path = format!("/v1/account/password?{}", guest.scope);
    let signed_in: SignedIn = Reply::read(server.post(&path, &wish).await).await.ok();
    (Buyer { server, token: signed_in.token.unwrap(), scope: guest.scope }, signed_in.merge)
}

/// Decides as Ada does who has seen the preview, and gives the cart as it is from then on.
async fn decide(ada: &Buyer<'_>, preview: &CartMerge, choice: &str) -> Cart {
    let seen: CartMerge = ada.get("/v1/me/cart-merge").await.ok();
    assert_eq!(&seen, preview);
    let wish = json!({ "choice": choice, "version": preview.version });
    let cart: Cart = ada.post("/v1/me/cart-merge", &key(), &wish).await.ok();
    assert_eq!(ada.cart().await, cart);
    cart
}

#[tokio::test]
async fn x_cart_what_a_company_buys_in_other_quantities_is_shown_before_a_guest_s_cart_moves() {
    for (choice, kept) in [("merge", Some(12)), ("keep_guest", Some(12)), ("keep_account", None)] {
        let server = table().await;
        by_the_dozen(&server).await;
        let guest = Buyer::new(&server).await;
        guest.set(BOOK, 1).await;
        let (ada, preview) = ada_with(&server, &guest).await;
        let preview = preview.expect("there is something to decide");
        let line = &preview.lines[0];
        assert_eq!((line.quantity_before, line.quantity_guest, line.quantity_after), (0, 1, 12));
        assert_eq!(line.problem, Some(MergeProblem::QuantityLimited { reason: QuantityLimit::Min }));
        assert_eq!((ada.cart().await.lines, guest.cart().await.lines[0].quantity), (Vec::new(), 1));

        let cart = decide(&ada, &preview, choice).await;
        assert_eq!(cart.lines.first().map(|line| line.quantity), kept, "{choice}");
        let change = CartNotice::PriceChanged { variant: BOOK.into(), was: eur(1_995), now: eur(1_070) };
        let limited = CartNotice::QuantityLimited {
            variant: BOOK.into(),
            wanted: 1,
            given: 12,
            reason: QuantityLimit::Min,
        };
        let told = match choice {
            "merge" => vec![change],
            "keep_guest" => vec![limited, change],
            _ => Vec::new(),
        };
        assert_eq!(cart.notices, told, "{choice}");
        guest.get("/v1/cart").await.refused(401, ProblemKind::SignedOut);
    }
}

#[tokio::test]
async fn x_cart_what_a_guest_has_counts_as_the_guest_has_seen_it() {
    let server = table().await;
    by_the_dozen(&server).await;
    who(&server, ADA).set(BOOK, 12).await;
    let guest = Buyer::new(&server).await;
    guest.set(BOOK, 1).await;
    let (ada, preview) = ada_with(&server, &guest).await;
    let preview = preview.expect("there is something to decide");
    let line = &preview.lines[0];
    assert_eq!((line.quantity_before, line.quantity_guest, line.quantity_after), (12, 1, 12));
    assert_eq!(line.problem, Some(MergeProblem::QuantityLimited { reason: QuantityLimit::Increment }));
    assert_eq!(decide(&ada, &preview, "merge").await.items, 12);
}

#[tokio::test]
async fn x_cart_what_a_company_buys_at_other_prices_moves_at_once_and_the_cart_says_so() {
    let server = table().await;
    by_the_dozen(&server).await;
    let guest = Buyer::new(&server).await;
    guest.set(BOOK, 24).await;
    let (ada, preview) = ada_with(&server, &guest).await;
    assert_eq!(preview, None, "there is nothing to decide");
    let cart = ada.cart().await;
    assert_eq!((cart.lines[0].quantity, cart.subtotal), (24, eur(24 * 963)));
    let change = CartNotice::PriceChanged { variant: BOOK.into(), was: eur(1_995), now: eur(963) };
    assert_eq!(cart.notices, [change]);
}

#[tokio::test]
async fn x_cart_what_a_company_buys_as_everybody_does_moves_at_once() {
    let server = table().await;
    by_the_dozen(&server).await;
    let guest = Buyer::new(&server).await;
    guest.set(TEAPOT, 2).await;
    let (ada, preview) = ada_with(&server, &guest).await;
    assert_eq!(preview, None);
    let cart = ada.cart().await;
    assert_eq!((cart.lines[0].quantity, cart.notices), (2, Vec::new()));
}
