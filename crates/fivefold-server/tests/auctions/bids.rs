//! Bids: what is taken, what is refused, and that one bid is one bid.

use crate::{
    buyer::{Buyer, key},
    house::{at, bid, euro, history, house, lot, member, mine, read, sell, set_clock, try_bid},
};
use fivefold_api::{
    model::{
        AuctionAction, BidPosition, BidRequirement, CommitmentState, MyAuction, PlacedBid, ProblemKind,
        ReserveState,
    },
    rules::bid_cost,
};
use serde_json::json;

#[tokio::test]
async fn c2c_04_a_low_bid_is_refused_with_the_next_minimum_and_one_that_suffices_goes_on() {
    let server = house().await;
    let (seller, ada, bo) =
        (member(&server, "sam").await, member(&server, "ada").await, member(&server, "bo").await);
    let lot = sell(&seller, json!({})).await;
    let id = lot.card.id.clone();
    let problem = try_bid(&ada, &id, 999).await.refused(409, ProblemKind::BidTooLow);
    assert_eq!(problem.bid_problem().unwrap().minimum, Some(lot.opening));
    bid(&ada, &id, 2_000).await;

    // Bo has seen the lot before Ada's bid.
    let seen = lot.card.state.version.clone();
    let path = format!("/v1/auctions/{id}/bids");
    let low = json!({ "maximum": euro(1_050), "seen": seen });
    let problem =
        bo.post(&path, &key(), &low).await.refused(409, ProblemKind::BidTooLow).bid_problem().unwrap();
    assert_eq!(problem.minimum.unwrap().minor, 1_100);
    assert_eq!(problem.version, Some(read(&server, &id).await.card.state.version));
    let enough = json!({ "maximum": euro(3_000), "seen": seen });
    let placed: PlacedBid = bo.post(&path, &key(), &enough).await.ok();
    assert!(placed.moved);
    assert_eq!((placed.position, placed.state.price.minor), (BidPosition::Leading, 2_100));
    assert_eq!(placed.state.minimum.minor, 2_200);
    assert!(!bid(&ada, &id, 5_000).await.moved);
}

#[tokio::test]
async fn c2c_03_an_amount_is_an_integer_of_minor_units_in_the_lot_s_currency() {
    let server = house().await;
    let (seller, ada) = (member(&server, "sam").await, member(&server, "ada").await);
    let id = sell(&seller, json!({})).await.card.id;
    let path = format!("/v1/auctions/{id}/bids");
    for (maximum, status) in [
        (json!({ "minor": 1_000.5, "currency": "EUR", "exponent": 2 }), 422),
        (json!({ "minor": "1000", "currency": "EUR", "exponent": 2 }), 422),
        (json!({ "minor": 1_000, "currency": "USD", "exponent": 2 }), 422),
        (json!({ "minor": -1, "currency": "EUR", "exponent": 2 }), 422),
        (json!({ "minor": i64::MAX, "currency": "EUR", "exponent": 2 }), 422),
    ] {
        let body = json!({ "maximum": maximum, "seen": "1" });
        let reply = ada.post(&path, &key(), &body).await;
        assert_eq!(reply.status, status, "{maximum}: {}", reply.text);
    }
    assert_eq!(history(&server, &id).await, []);
}

#[tokio::test]
async fn c2c_05_a_bid_sent_many_times_is_one_bid() {
    let server = house().await;
    let (seller, ada) = (member(&server, "sam").await, member(&server, "ada").await);
    let id = sell(&seller, json!({})).await.card.id;
    let (path, key) = (format!("/v1/auctions/{id}/bids"), key());
    let body = json!({ "maximum": euro(5_000), "seen": "1" });
    let answers =
        futures::future::join_all((0..8).map(|_| async { ada.post(&path, &key, &body).await })).await;
    for answer in &answers {
        assert_eq!((answer.status, &answer.text), (200, &answers[0].text));
    }
    assert_eq!(history(&server, &id).await.len(), 1);
    let other = json!({ "maximum": euro(6_000), "seen": "1" });
    ada.post(&path, &key, &other).await.refused(422, ProblemKind::KeyReused);
}

#[tokio::test]
async fn c2c_05_a_lost_answer_is_found_by_its_key() {
    let server = house().await;
    let (seller, ada) = (member(&server, "sam").await, member(&server, "ada").await);
    let id = sell(&seller, json!({})).await.card.id;
    let (path, key) = (format!("/v1/auctions/{id}/bids"), key());
    assert_eq!(ada.commitment(&key).await.state, CommitmentState::NeverSeen);
    let fault = json!({ "method": "POST", "path": path, "drop": "after" });
    assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
    let body = json!({ "maximum": euro(5_000), "seen": "1" });
    assert!(ada.try_post(&path, &key, &body).await.is_err());
    let report = ada.commitment(&key).await;
    assert_eq!((report.state, report.status), (CommitmentState::Done, Some(200)));
    let again: PlacedBid = ada.post(&path, &key, &body).await.ok();
    assert_eq!(again.position, BidPosition::Leading);
    assert_eq!(history(&server, &id).await.len(), 1);
    assert_eq!(mine(&ada, &id).await.maximum.unwrap().minor, 5_000);
}

#[tokio::test]
async fn c2c_06_a_leader_only_raises_and_equal_maxima_go_to_the_earlier() {
    let server = house().await;
    let (seller, ada, bo) =
        (member(&server, "sam").await, member(&server, "ada").await, member(&server, "bo").await);
    let id = sell(&seller, json!({})).await.card.id;
    let first = bid(&ada, &id, 4_000).await;
    // The last minutes: raising moves neither price nor end.
    set_clock(&server, at(3_590)).await;
    let raised = bid(&ada, &id, 6_000).await;
    assert_eq!(raised.state, first.state);
    assert!(!raised.extended);
    let problem = try_bid(&ada, &id, 6_000).await.refused(409, ProblemKind::MaximumNotRaised);
    assert_eq!(problem.bid_problem().unwrap().maximum.unwrap().minor, 6_000);
    let equal = bid(&bo, &id, 6_000).await;
    assert_eq!((equal.position, equal.state.price.minor), (BidPosition::Outbid, 6_000));
    assert_eq!(equal.state.leader, Some(first.bidder.clone()));
    assert!(equal.extended);
    let shown: Vec<_> = history(&server, &id)
        .await
        .into_iter()
        .map(|bid| (bid.seq, bid.bidder.0, bid.amount.minor, bid.automatic))
        .collect();
    assert_eq!(
        shown,
        [
            (3, "1".to_owned(), 6_000, true),
            (2, "2".to_owned(), 6_000, false),
            (1, "1".to_owned(), 1_000, false)
        ]
    );
}

#[tokio::test]
async fn c2c_08_the_reserve_is_met_once_and_never_named() {
    let server = house().await;
    let (seller, ada, bo) =
        (member(&server, "sam").await, member(&server, "ada").await, member(&server, "bo").await);
    let none = sell(&seller, json!({})).await;
    assert_eq!(none.card.state.reserve, ReserveState::None);
    let id = sell(&seller, json!({ "reserve": euro(5_000) })).await.card.id;
    let placed = bid(&ada, &id, 3_000).await;
    assert_eq!(
        (placed.position, placed.state.reserve),
        (BidPosition::LeadingReserveNotMet, ReserveState::NotMet)
    );
    let met = bid(&bo, &id, 9_000).await;
    assert_eq!((met.position, met.state.reserve), (BidPosition::Leading, ReserveState::Met));
    assert_eq!(met.state.price.minor, 5_000);
    assert_eq!(mine(&ada, &id).await.position, BidPosition::Outbid);
}

#[tokio::test]
async fn c2c_10_a_late_bid_moves_the_end_up_to_the_latest_and_lists_agree() {
    let server = house().await;
    let (seller, ada, bo) =
        (member(&server, "sam").await, member(&server, "ada").await, member(&server, "bo").await);
    let lot = sell(&seller, json!({})).await;
    let id = lot.card.id.clone();
    assert_eq!((lot.card.state.ends_at, lot.card.state.latest_end), (at(3_600), at(5_400)));
    let rule = lot.extension.unwrap();
    bid(&ada, &id, 1_000).await;
    let (mut end, mut price, mut extensions) = (3_600, 1_000, 0);
    let mut bidders = [&bo, &ada].into_iter().cycle();
    while end < 5_400 {
        set_clock(&server, at(end - 10)).await;
        price += 1_000;
        let placed = bid(bidders.next().unwrap(), &id, price).await;
        assert!(placed.extended);
        end = (end - 10 + i64::from(rule.extend_by)).min(5_400);
        extensions += 1;
        assert_eq!((placed.state.ends_at, placed.state.extensions), (at(end), extensions));
    }
    set_clock(&server, at(5_399)).await;
    let last = bid(bidders.next().unwrap(), &id, price + 1_000).await;
    assert!(!last.extended);
    let page = read(&server, &id).await;
    assert_eq!((page.card.state.ends_at, page.original_ends_at), (at(5_400), at(3_600)));
    let list: fivefold_api::model::AuctionList = server.json("/v1/auctions?phase=ending").await;
    assert_eq!(list.page.items[0].state, page.card.state);
}

#[tokio::test]
async fn c2c_14_who_may_not_bid_is_told_before_and_refused_after() {
    let server = house().await;
    let (seller, ada) = (member(&server, "sam").await, member(&server, "ada").await);
    let id = sell(&seller, json!({})).await.card.id;
    let path = format!("/v1/auctions/{id}/me");
    let stranger: MyAuction = server.json(&path).await;
    assert_eq!(stranger.requirements, [BidRequirement::SignIn]);
    assert_eq!(stranger.allowed_actions, [AuctionAction::Watch]);
    let guest = Buyer::new(&server).await;
    assert_eq!(mine(&guest, &id).await.requirements, [BidRequirement::SignIn]);
    try_bid(&guest, &id, 2_000).await.refused(403, ProblemKind::SignInNeeded);
    assert_eq!(mine(&seller, &id).await.requirements, [BidRequirement::SellerCannotBid]);
    try_bid(&seller, &id, 2_000).await.refused(403, ProblemKind::SellerCannotBid);
    let ready = mine(&ada, &id).await;
    assert_eq!((ready.requirements.len(), ready.position), (0, BidPosition::None));
    assert_eq!(ready.allowed_actions, [AuctionAction::Bid, AuctionAction::Watch]);

    let mut tx = server.app.db.begin().await.unwrap();
    sqlx::query("UPDATE accounts SET blocked_from_bidding = 1 WHERE email = 'ada@example.com'")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(mine(&ada, &id).await.requirements, [BidRequirement::Blocked]);
    try_bid(&ada, &id, 2_000).await.refused(403, ProblemKind::BidderBlocked);
    assert_eq!(history(&server, &id).await, []);
}

#[tokio::test]
async fn c2c_15_the_page_says_what_a_bid_costs_in_all() {
    let server = house().await;
    let seller = member(&server, "sam").await;
    let lot = sell(&seller, json!({})).await;
    let cost = bid_cost(lot.opening, lot.premium, lot.tax_on_top, lot.card.shipping).unwrap();
    assert_eq!((cost.premium.minor, cost.total.minor), (100, 1_790));
    assert_eq!(lot.confirm_from.unwrap().minor, 100_000);
}

#[tokio::test]
async fn x_time_a_lot_that_has_not_begun_says_when_it_does() {
    let server = house().await;
    let (seller, ada) = (member(&server, "sam").await, member(&server, "ada").await);
    let id = sell(&seller, json!({ "starts_at": at(600) })).await.card.id;
    let problem = try_bid(&ada, &id, 2_000).await.refused(409, ProblemKind::AuctionNotStarted);
    assert_eq!(problem.bid_problem().unwrap().starts_at, Some(at(600)));
    // The timer may be late: the time counts.
    set_clock(&server, at(600)).await;
    assert_eq!(bid(&ada, &id, 2_000).await.position, BidPosition::Leading);
}

#[tokio::test]
async fn x_idem_an_offer_is_made_once_and_a_wrong_one_names_its_fields() {
    let server = house().await;
    let seller = member(&server, "sam").await;
    let wrong = lot(
        &seller,
        json!({ "title": "Box", "pictures": ["m_nothing"], "reserve": euro(1), "duration_minutes": 1,
            "category": "spaceships" }),
    )
    .await;
    let problem = seller.post("/v1/auctions", &key(), &wrong).await.refused(422, ProblemKind::InvalidFields);
    let fields: Vec<_> = problem.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["title", "category", "reserve", "duration_minutes"]);
    let (right, key) = (lot(&seller, json!({})).await, key());
    let one = seller.post("/v1/auctions", &key, &right).await;
    let two = seller.post("/v1/auctions", &key, &right).await;
    assert_eq!((one.status, &one.text), (200, &two.text));
    let list: fivefold_api::model::AuctionList = server.json("/v1/auctions").await;
    assert_eq!(list.page.total, Some(1));
}
