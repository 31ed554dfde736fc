//! What is told to whom as it happens, and going on after a snapshot.

use crate::house::{Stream, at, bid, house, member, read, sell, set_clock};
use fivefold_api::model::{AuctionCardFact, AuctionFact, BidPosition, Fact, MyAuctionFact};
use serde_json::json;

fn data<T: serde::de::DeserializeOwned>(fact: &Fact) -> T {
    serde_json::from_value(json!(fact.data)).unwrap()
}

#[tokio::test]
async fn c2c_12_a_snapshot_says_where_the_stream_goes_on() {
    let server = house().await;
    let (seller, ada, bo) =
        (member(&server, "sam").await, member(&server, "ada").await, member(&server, "bo").await);
    let id = sell(&seller, json!({})).await.card.id;
    bid(&ada, &id, 2_000).await;
    let snapshot = read(&server, &id).await;
    assert_eq!(snapshot.live.topic, format!("auction/{id}"));
    // Bids go over HTTP, whether anyone listens or not.
    bid(&bo, &id, 3_000).await;
    let point = &snapshot.live;
    let topic = format!("{}@{}@{}", point.topic, point.seq, point.epoch);
    let (mut stream, cursor) = Stream::open(&server, None, &topic).await;
    assert!(cursor.replayed);
    let fact = stream.fact().await;
    assert_eq!((fact.seq, fact.kind.as_str()), (point.seq + 1, "bid"));
    let news: AuctionFact = data(&fact);
    assert_eq!(news.state, read(&server, &id).await.card.state);
    assert_eq!(news.bids.iter().map(|bid| bid.seq).collect::<Vec<_>>(), [2]);

    let list: fivefold_api::model::AuctionList = server.json("/v1/auctions").await;
    let topic = format!("auctions@{}@{}", list.live.seq, list.live.epoch);
    let (mut lists, _) = Stream::open(&server, None, &topic).await;
    bid(&ada, &id, 4_000).await;
    let card: AuctionCardFact = data(&lists.of_kind("state").await);
    let room: AuctionFact = data(&stream.fact().await);
    assert_eq!(card.state, room.state);
    set_clock(&server, at(3_601)).await;
    let over: AuctionFact = data(&stream.of_kind("phase").await);
    let card: AuctionCardFact = data(&lists.of_kind("state").await);
    assert_eq!(card.state, over.state);
}

#[tokio::test]
async fn c2c_13_whoever_is_outbid_is_told_once_and_so_are_winner_and_losers() {
    let server = house().await;
    let (seller, ada, bo) =
        (member(&server, "sam").await, member(&server, "ada").await, member(&server, "bo").await);
    let id = sell(&seller, json!({})).await.card.id;
    let (mut to_ada, _) = Stream::open(&server, Some(&ada.token), "me").await;
    let (mut to_bo, _) = Stream::open(&server, Some(&bo.token), "me").await;
    bid(&ada, &id, 2_000).await;
    let own: MyAuctionFact = data(&to_ada.fact().await);
    assert_eq!(own.position, BidPosition::Leading);
    // A bid that is not enough displaces nobody; its bidder is told by the answer and on every device.
    assert_eq!(bid(&bo, &id, 1_500).await.position, BidPosition::Outbid);
    let fact = to_bo.fact().await;
    assert_eq!((fact.kind.as_str(), data::<MyAuctionFact>(&fact).position), ("bid", BidPosition::Outbid));
    bid(&bo, &id, 3_000).await;
    let fact = to_ada.fact().await;
    assert_eq!(fact.kind, "outbid");
    let outbid: MyAuctionFact = data(&fact);
    assert_eq!(outbid.title, "A walnut writing box");
    assert_eq!(outbid.state.minimum.minor, 2_200);
    assert_eq!(to_bo.fact().await.kind, "bid");
    set_clock(&server, at(3_601)).await;
    assert_eq!(to_ada.fact().await.kind, "lost");
    let fact = to_bo.fact().await;
    let won: MyAuctionFact = data(&fact);
    assert_eq!((fact.kind.as_str(), won.position), ("won", BidPosition::Won));
    assert_eq!(won.settlement.unwrap().total.minor, 2_100 + 210 + 690);
}
