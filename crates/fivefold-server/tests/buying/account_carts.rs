//! What a guest has, and the account gets.

use crate::{
    account::{member, sign_in, sign_up, sign_up_with},
    buyer::{Buyer, address},
    shop::{self, BOOK, EGGS, TEAPOT},
};
use fivefold_api::{
    model::{
        Activity, ActivityAction, ActivityState, Cart, CartMerge, MergeProblem, Order, ProblemKind,
        QuantityLimit, SavedAddress, SignedIn,
    },
    vocabulary::Page,
};
use serde_json::json;

const MEI: &str = "mei@example.com";

fn quantities(cart: &Cart) -> Vec<(&str, i64)> {
    cart.lines.iter().map(|line| (line.variant.as_str(), line.quantity)).collect()
}

#[tokio::test]
async fn account_a_guest_s_orders_and_cart_follow_to_a_new_account() {
    let server = shop::start().await;
    let guest = Buyer::new(&server).await;
    let order = guest.buy(BOOK, 1).await;
    guest.set(TEAPOT, 2).await;
    let rest = json!({ "mode": "bearer", "guest": guest.token });
    let signed_in: SignedIn = sign_up_with(&server, MEI, rest).await.ok();
    assert_eq!(signed_in.merge, None);
    let mei = member(&server, &signed_in);
    let orders: Vec<Order> = mei.get("/v1/orders").await.ok();
    assert_eq!(orders.iter().map(|order| &order.id).collect::<Vec<_>>(), [&order.id]);
    assert!(mei.read_order(&order.id).await.contact.is_some());
    mei.read_payment(&order.payments[0].id).await;
    assert_eq!(quantities(&mei.cart().await), [(TEAPOT, 2)]);
    guest.get("/v1/cart").await.refused(401, ProblemKind::SignedOut);
    let other = sign_up(&server, "jo@example.com").await;
    other.get(&format!("/v1/orders/{}", order.id)).await.refused(404, ProblemKind::NotFound);
}

#[tokio::test]
async fn account_two_carts_are_merged_as_previewed_and_only_once() {
    let server = shop::start().await;
    let mei = sign_up(&server, MEI).await;
    mei.set(TEAPOT, 2).await;
    mei.set(BOOK, 1).await;
    let guest = Buyer::new(&server).await;
    guest.set(TEAPOT, 2).await;
    guest.set(EGGS, 6).await;
    let signed_in = sign_in(&server, MEI, Some(&guest.token)).await;
    let preview = signed_in.merge.clone().expect("there is something to decide");
    let seen: Vec<_> = preview
        .lines
        .iter()
        .map(|line| (line.variant.as_str(), line.quantity_before, line.quantity_guest, line.quantity_after))
        .collect();
    assert_eq!(seen, [(TEAPOT, 2, 2, 3), (BOOK, 1, 0, 1), (EGGS, 0, 6, 6)]);
    assert_eq!(
        preview.lines[0].problem,
        Some(MergeProblem::QuantityLimited { reason: QuantityLimit::Stock })
    );
    // Nothing has happened yet.
    let here = member(&server, &signed_in);
    assert_eq!(quantities(&here.cart().await), [(TEAPOT, 2), (BOOK, 1)]);
    assert_eq!(quantities(&guest.cart().await), [(TEAPOT, 2), (EGGS, 6)]);

    // Another device changes the cart: what was seen is not what there is.
    mei.set(BOOK, 3).await;
    let decide = |choice: &str, seen: &CartMerge| json!({ "choice": choice, "version": seen.version });
    let path = "/v1/me/cart-merge";
    here.post(path, "k", &decide("merge", &preview)).await.refused(412, ProblemKind::VersionConflict);
    let preview: CartMerge = here.get(path).await.ok();
    let cart: Cart = here.post(path, "k", &decide("merge", &preview)).await.ok();
    assert_eq!(quantities(&cart), [(TEAPOT, 3), (BOOK, 3), (EGGS, 6)]);
    let again: Cart = here.post(path, "k", &decide("merge", &preview)).await.ok();
    assert_eq!((&again.version, quantities(&again)), (&cart.version, quantities(&cart)));
    here.post(path, "k", &decide("keep_guest", &preview)).await.refused(404, ProblemKind::NotFound);
    here.get(path).await.refused(404, ProblemKind::NotFound);
    guest.get("/v1/cart").await.refused(401, ProblemKind::SignedOut);
}

#[tokio::test]
async fn account_either_cart_can_be_kept() {
    let server = shop::start().await;
    let mei = sign_up(&server, MEI).await;
    for (choice, kept) in [("keep_account", (BOOK, 1)), ("keep_guest", (EGGS, 12))] {
        mei.set(BOOK, 1).await;
        let guest = Buyer::new(&server).await;
        guest.set(EGGS, 12).await;
        let signed_in = sign_in(&server, MEI, Some(&guest.token)).await;
        let version = signed_in.merge.clone().unwrap().version;
        let wish = json!({ "choice": choice, "version": version });
        let cart: Cart = member(&server, &signed_in).post("/v1/me/cart-merge", "k", &wish).await.ok();
        assert_eq!(quantities(&cart), [kept], "{choice}");
    }
    assert_eq!(sign_in(&server, MEI, Some("made up")).await.merge, None);
}

#[tokio::test]
async fn account_what_is_due_comes_first_then_the_newest_page_by_page() {
    let server = shop::start().await;
    let (guest, mei) = (Buyer::new(&server).await, sign_up(&server, MEI).await);
    let due = guest.order(TEAPOT, 1).await;
    let mut placed = Vec::new();
    for _ in 0..20 {
        let order = mei.order(BOOK, 1).await;
        assert_eq!(mei.cancel(&order).await.status, 200);
        placed.insert(0, order.id.0);
    }
    sign_in(&server, MEI, Some(&guest.token)).await;
    let first: Page<Activity> = mei.get("/v1/me/activity").await.ok();
    let item = &first.items[0];
    assert_eq!(
        (&item.id, &item.number, item.next_action),
        (&due.id.0, &due.number, Some(ActivityAction::Pay))
    );
    assert_eq!((item.state, item.status.as_str()), (ActivityState::ActionNeeded, "pending_payment"));
    assert_eq!(
        (item.deadline, item.amount),
        (due.hold.as_ref().map(|hold| hold.expires_at), Some(due.totals.total))
    );
    let second: Page<Activity> = mei.get(&format!("/v1/me/activity?page={}", first.next.unwrap())).await.ok();
    assert_eq!(second.next, None);
    let rest: Vec<_> = first.items.iter().skip(1).chain(&second.items).collect();
    assert_eq!(rest.iter().map(|item| &item.id).collect::<Vec<_>>(), placed.iter().collect::<Vec<_>>());
    assert!(rest.iter().all(|item| item.state == ActivityState::Ended && item.deadline.is_none()));
    assert_eq!(mei.get("/v1/me/activity?page=-1").await.status, 400);
}

#[tokio::test]
async fn account_a_checkout_begins_with_what_is_saved_and_keeps_what_is_entered() {
    let server = shop::start().await;
    let mei = sign_up(&server, MEI).await;
    mei.set(TEAPOT, 1).await;
    let fresh = mei.checkout().await;
    assert_eq!(fresh.contact.map(|contact| contact.email).as_deref(), Some(MEI));
    assert_eq!(fresh.address, None);
    let wish = json!({ "address": address("EU"), "is_default": true });
    let saved: SavedAddress = mei.post("/v1/me/addresses", "k", &wish).await.ok();
    let begun = mei.checkout().await;
    assert_eq!(begun.address.as_ref(), Some(&saved.address));
    assert!(!begun.delivery_options.is_empty());
    // What is entered counts, whatever was saved.
    let mut elsewhere = address("EU");
    elsewhere.name = "Jo Lin".into();
    mei.update(&json!({ "address": elsewhere })).await;
    assert_eq!(mei.checkout().await.address, Some(elsewhere));
    let guest = Buyer::new(&server).await;
    guest.set(TEAPOT, 1).await;
    assert_eq!(guest.checkout().await.contact, None);
}
