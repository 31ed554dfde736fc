//! Beginnings and ends: by the timer, with or without anyone looking.

use crate::house::{
    at, bid, euro, history, house, member, mine, read, sell, set_clock, try_bid, until_phase,
};
use fivefold_api::model::{AuctionOutcome, AuctionPhase, BidPosition, PlacedBid, ProblemKind};
use serde_json::json;
use std::time::Duration;

const fn ended(outcome: AuctionOutcome) -> AuctionPhase {
    AuctionPhase::Ended { outcome }
}

#[tokio::test]
async fn c2c_02_a_bid_in_time_counts_and_nothing_counts_after_the_end_however_late_the_timer_is() {
    let server = house().await;
    let (seller, ada, bo) =
        (member(&server, "sam").await, member(&server, "ada").await, member(&server, "bo").await);
    // Without an extension a bid at the last moment would end with the lot.
    let id = sell(&seller, json!({})).await.card.id;
    bid(&ada, &id, 2_000).await;
    let last = fivefold_api::vocabulary::Instant::from_millis(at(3_600).millis() - 1);
    set_clock(&server, last).await;
    let placed = bid(&bo, &id, 3_000).await;
    assert!(placed.extended);
    let end = placed.state.ends_at;

    // The end has passed; the timer gives those who are on their way half a second more.
    set_clock(&server, end).await;
    try_bid(&ada, &id, 9_000).await.refused(409, ProblemKind::AuctionEnded);
    let closing = read(&server, &id).await.card.state;
    assert_eq!((closing.phase, closing.ends_at), (AuctionPhase::Live, end));
    set_clock(&server, end.plus(Duration::from_millis(500))).await;
    let sold = until_phase(&server, &id, ended(AuctionOutcome::Sold)).await;
    assert_eq!(sold.card.state.price.minor, 2_100);
    try_bid(&ada, &id, 9_000).await.refused(409, ProblemKind::AuctionEnded);
    assert_eq!(history(&server, &id).await.len(), 2);
    assert_eq!(mine(&bo, &id).await.position, BidPosition::Won);
    assert_eq!(mine(&ada, &id).await.position, BidPosition::Lost);
}

#[tokio::test]
async fn c2c_02_a_bid_that_came_in_time_and_had_to_wait_wins_over_the_timer() {
    let server = house().await;
    let (seller, ada) = (member(&server, "sam").await, member(&server, "ada").await);
    let id = sell(&seller, json!({})).await.card.id;
    set_clock(&server, at(3_599)).await;
    // Somebody else is writing while the bid comes and while the end passes.
    let writing = server.app.db.begin().await.unwrap();
    let path = format!("/v1/auctions/{id}/bids");
    let body = json!({ "maximum": euro(2_000), "seen": "1" });
    let (reply, ()) = tokio::join!(ada.post(&path, "just-in-time", &body), async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        set_clock(&server, at(3_605)).await;
        tokio::time::sleep(Duration::from_millis(700)).await;
        drop(writing);
    });
    let placed: PlacedBid = reply.ok();
    assert_eq!((placed.position, placed.state.ends_at), (BidPosition::Leading, at(3_599 + 120)));
    assert_eq!(read(&server, &id).await.card.state.phase, AuctionPhase::Live);
}

#[tokio::test]
async fn c2c_01_every_answer_says_what_time_it_is_for_the_server_that_ends_the_lot() {
    let server = house().await;
    let seller = member(&server, "sam").await;
    let id = sell(&seller, json!({})).await.card.id;
    set_clock(&server, at(1_234)).await;
    for path in [format!("/v1/auctions/{id}"), "/v1/auctions".to_owned(), format!("/v1/auctions/{id}/bids")] {
        let answer = server.get(&path).await;
        assert_eq!(answer.headers()["server-time"], at(1_234).to_rfc3339().as_str(), "{path}");
    }
    // The end is an instant of that clock, to the millisecond, however long ago it was asked for.
    assert_eq!(read(&server, &id).await.card.state.ends_at, at(3_600));
}

#[tokio::test]
async fn c2c_02_lots_begin_and_end_without_anyone() {
    let server = house().await;
    let (seller, ada) = (member(&server, "sam").await, member(&server, "ada").await);
    let nobody = sell(&seller, json!({})).await.card.id;
    let too_little = sell(&seller, json!({ "reserve": euro(9_000) })).await.card.id;
    let later = sell(&seller, json!({ "starts_at": at(1_800) })).await.card.id;
    bid(&ada, &too_little, 2_000).await;
    assert_eq!(read(&server, &later).await.card.state.phase, AuctionPhase::Scheduled);
    set_clock(&server, at(1_800)).await;
    until_phase(&server, &later, AuctionPhase::Live).await;
    set_clock(&server, at(3_601)).await;
    until_phase(&server, &nobody, ended(AuctionOutcome::NoBids)).await;
    until_phase(&server, &too_little, ended(AuctionOutcome::ReserveNotMet)).await;
    let mine = mine(&ada, &too_little).await;
    assert_eq!((mine.position, mine.settlement), (BidPosition::Lost, None));
    assert_eq!(read(&server, &later).await.card.state.phase, AuctionPhase::Live);
}

#[tokio::test]
async fn c2c_11_two_bids_at_the_same_instant_leave_one_leader_and_a_history_without_gaps() {
    let server = house().await;
    let seller = member(&server, "sam").await;
    let mut bidders = Vec::new();
    for name in ["ada", "bo", "cy", "di"] {
        bidders.push(member(&server, name).await);
    }
    let id = sell(&seller, json!({})).await.card.id;
    let bids = (0..40_i64).map(|turn| {
        let bidder = &bidders[usize::try_from(turn).unwrap() % bidders.len()];
        let id = &id;
        // Who is too slow is refused, which is no failure.
        async move { try_bid(bidder, id, 1_000 + turn * 150).await.status }
    });
    let statuses = futures::future::join_all(bids).await;
    assert!(statuses.iter().all(|status| [200, 409].contains(status)), "{statuses:?}");
    let state = read(&server, &id).await.card.state;
    let history = history(&server, &id).await;
    let numbers: Vec<u64> = history.iter().map(|bid| bid.seq).collect();
    assert_eq!(numbers, (1..=state.bid_count).rev().collect::<Vec<_>>());
    assert!(history.windows(2).all(|pair| pair[0].amount.minor >= pair[1].amount.minor));
    assert_eq!((Some(&history[0].bidder), history[0].amount), (state.leader.as_ref(), state.price));
    let mut leaders = 0;
    for bidder in &bidders {
        let mine = mine(bidder, &id).await;
        assert_eq!(mine.state, state);
        leaders += usize::from(mine.position == BidPosition::Leading);
    }
    assert_eq!(leaders, 1);
}
