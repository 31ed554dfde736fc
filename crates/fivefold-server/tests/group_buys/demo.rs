//! The demo's group-buys and its counterparties.

use crate::{buyer::eventually, club::read, common::TestServer, shop};
use fivefold_api::model::{CancelReason, GroupBasis, GroupBuyCard, GroupBuyList, GroupPhase};

async fn cards(server: &TestServer) -> Vec<GroupBuyCard> {
    let mut cards = Vec::new();
    for phase in ["open", "scheduled", "over"] {
        let path = format!("/v1/group-buys?per_page=60&locale=zh-Hant&phase={phase}");
        cards.extend(server.json::<GroupBuyList>(&path).await.page.items);
    }
    cards
}

#[tokio::test]
async fn the_demo_has_group_buys_in_every_state() {
    let server = TestServer::with(&["--groups"]).await;
    let cards = cards(&server).await;
    let phases: Vec<GroupPhase> = cards.iter().map(|card| card.state.phase).collect();
    for phase in [
        GroupPhase::Open,
        GroupPhase::Scheduled,
        GroupPhase::Settled,
        GroupPhase::Failed,
        GroupPhase::Cancelled { reason: CancelReason::Supply },
    ] {
        assert!(phases.contains(&phase), "{phase:?}");
    }
    let open = || cards.iter().filter(|card| card.state.phase == GroupPhase::Open);
    assert!(open().any(|card| card.state.left == Some(0)), "one is sold out");
    assert!(open().any(|card| card.state.to_next.is_some_and(|more| more <= 2)), "one is near a tier");
    assert!(open().any(|card| card.state.tipped) && open().any(|card| !card.state.tipped));
    for basis in [GroupBasis::People, GroupBasis::Units] {
        assert!(open().any(|card| card.basis == basis), "{basis:?}");
    }
    assert!(cards.iter().all(|card| card.picture.is_some() && card.shop_price.is_some()));
    assert!(cards.iter().any(|card| card.title.contains('鐵')));
    for card in &cards {
        let first = card.tiers[0].price;
        assert!(first.minor <= card.shop_price.unwrap().minor, "{}: a group is never dearer", card.title);
        let page = read(&server, &card.id).await;
        assert!(page.members.iter().all(|member| member.is_demo), "{}", card.title);
        if matches!(card.state.phase, GroupPhase::Cancelled { .. }) {
            assert!(page.cancel_note.is_some());
        }
    }
    // Every member that is counted is an account with a seat and a payment of its own.
    let counted: u64 = cards.iter().map(|card| card.state.people).sum();
    let paid = shop::count(
        &server,
        "SELECT COUNT(*) FROM seats s JOIN payments p ON p.id = s.payment JOIN accounts a ON a.id = s.account
         WHERE a.email LIKE '%@demo.example' AND s.status <> 'withdrawn'",
    )
    .await;
    // Those who have withdrawn before they were counted out, and those of groups that were called off.
    assert_eq!(counted, u64::try_from(paid).unwrap());
    eventually("what is settled is charged", async || {
        let waiting = shop::count(&server, "SELECT COUNT(*) FROM seats WHERE status = 'locked'").await;
        Some(()).filter(|()| waiting == 0)
    })
    .await;
}

#[tokio::test]
async fn the_demo_s_group_buys_are_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::in_folder(folder.path(), &["--seed", "demo", "--groups"]).await;
    let before = cards(&server).await.len();
    server.stop().await;
    let server = TestServer::in_folder(folder.path(), &["--seed", "demo", "--groups"]).await;
    assert_eq!(cards(&server).await.len(), before);
}

#[tokio::test]
#[ignore = "takes as long as the demo's members take; run it after changing them"]
async fn the_demo_s_members_join_by_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::in_folder(folder.path(), &["--demo", "--groups"]).await;
    let people = async || cards(&server).await.iter().map(|card| card.state.people).sum::<u64>();
    let before = people().await;
    for _ in 0..30 {
        if people().await > before {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    }
    panic!("nobody has joined");
}
