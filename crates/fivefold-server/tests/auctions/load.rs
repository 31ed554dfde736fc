//! How many bids a second the server takes. Run by hand, in release:
//! `cargo test --release -p fivefold-server --test auctions load -- --ignored --nocapture`.

use crate::{
    buyer::Buyer,
    common::TestServer,
    house::{euro, member, sell, try_bid},
    shop,
};
use fivefold_api::{model::AuctionList, vocabulary::AuctionId};
use serde_json::json;
use std::time::{Duration, Instant};

/// For how long bids are sent.
const LONG: Duration = Duration::from_secs(5);
/// How many bid at once.
const BIDDERS: usize = 8;

async fn bidders(server: &TestServer) -> Vec<Buyer<'_>> {
    let mut bidders = Vec::new();
    for number in 0..BIDDERS {
        bidders.push(member(server, &format!("bidder{number}")).await);
    }
    bidders
}

/// Bids on the lots in turn, each bidder in a loop; gives bids a second and the slowest in a hundred.
async fn measure(bidders: &[Buyer<'_>], lots: &[AuctionId]) -> (f64, Duration) {
    let started = Instant::now();
    let runs = bidders.iter().enumerate().map(|(number, bidder)| async move {
        let mut times = Vec::new();
        let mut turn = number;
        while started.elapsed() < LONG {
            let lot = &lots[turn % lots.len()];
            // Always more than what is there, so that most of them are taken.
            let maximum = 2_000 + i64::try_from(started.elapsed().as_micros()).unwrap_or_default() / 10;
            let body = json!({ "maximum": euro(maximum), "seen": "1" });
            let sent = Instant::now();
            let key = format!("load-{}-{number}-{turn}", lots.len());
            let reply = bidder.post(&format!("/v1/auctions/{lot}/bids"), &key, &body).await;
            assert!([200, 409].contains(&reply.status), "{}", reply.text);
            times.push(sent.elapsed());
            turn += BIDDERS;
        }
        times
    });
    let mut times: Vec<Duration> = futures::future::join_all(runs).await.concat();
    times.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "a count of bids")]
    let rate = times.len() as f64 / LONG.as_secs_f64();
    (rate, times[times.len() * 99 / 100])
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures; says nothing about what is right"]
async fn load_of_one_hot_lot_and_of_a_thousand() {
    let server = shop::start().await;
    let seller = member(&server, "sam").await;
    let bidders = bidders(&server).await;
    let mut lots = vec![sell(&seller, json!({})).await.card.id];
    assert_eq!(try_bid(&bidders[0], &lots[0], 1_000).await.status, 200);
    let (rate, slow) = measure(&bidders, &lots).await;
    eprintln!("one hot lot: {rate:.0} bids/s, p99 {slow:?}");
    for _ in 1..1_000 {
        lots.push(sell(&seller, json!({})).await.card.id);
    }
    let (rate, slow) = measure(&bidders, &lots).await;
    eprintln!("1000 lots: {rate:.0} bids/s, p99 {slow:?}");
    let sent = Instant::now();
    for _ in 0..100 {
        let list: AuctionList = server.json("/v1/auctions?per_page=60").await;
        assert_eq!(list.page.total, Some(1_000));
    }
    eprintln!("a list of 60 out of 1000: {:?}", sent.elapsed() / 100);
}
