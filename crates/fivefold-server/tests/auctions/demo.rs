//! The demo's lots and its counterparties.

use crate::{buyer::eventually, common::TestServer};
use fivefold_api::model::{AuctionList, AuctionOutcome, AuctionPhase, ReserveState};

#[tokio::test]
async fn the_demo_has_lots_in_every_state() {
    let server = TestServer::with(&["--demo"]).await;
    let open: AuctionList = server.json("/v1/auctions?per_page=60&locale=zh-Hant").await;
    let ended: AuctionList = server.json("/v1/auctions?phase=ended&per_page=60").await;
    let phases: Vec<AuctionPhase> =
        open.page.items.iter().chain(&ended.page.items).map(|card| card.state.phase).collect();
    for phase in [
        AuctionPhase::Live,
        AuctionPhase::Scheduled,
        AuctionPhase::Ended { outcome: AuctionOutcome::Sold },
        AuctionPhase::Ended { outcome: AuctionOutcome::ReserveNotMet },
        AuctionPhase::Ended { outcome: AuctionOutcome::NoBids },
    ] {
        assert!(phases.contains(&phase), "{phase:?}");
    }
    assert!(phases.len() >= 24);
    assert!(open.page.items.iter().any(|card| card.state.extensions > 0));
    for reserve in [ReserveState::None, ReserveState::NotMet, ReserveState::Met] {
        assert!(open.page.items.iter().any(|card| card.state.reserve == reserve), "{reserve:?}");
    }
    assert!(open.page.items.iter().any(|card| card.title.contains('相')));
    assert!(open.page.items.iter().all(|card| card.picture.is_some()));
}

#[tokio::test]
#[ignore = "takes as long as the demo bidders take; run it after changing them"]
async fn the_demo_s_bidders_bid_by_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::in_folder(folder.path(), &["--demo"]).await;
    let bids = async || {
        let list: AuctionList = server.json("/v1/auctions?per_page=60").await;
        list.page.items.iter().map(|card| card.state.bid_count).sum::<u64>()
    };
    let before = bids().await;
    for _ in 0..9 {
        if bids().await > before {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    }
    eventually("a bid", async || Some(()).filter(|()| false)).await
}
