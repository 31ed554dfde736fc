//! Lists, and what the backend says it offers.

use crate::{
    club::{club, join, members, offer, offered},
    common::TestServer,
    house::{at, set_clock},
    shop,
};
use fivefold_api::{
    model::{Capabilities, Capability, GroupBasis, GroupBuyList, GroupPhase},
    rules::is_ladder,
    vocabulary::GroupBuyId,
};
use fivefold_server::group_buys::GroupOffer;

async fn list(server: &TestServer, query: &str) -> Vec<GroupBuyId> {
    let list: GroupBuyList = server.json(&format!("/v1/group-buys?{query}")).await;
    assert_eq!(list.page.total, Some(u64::try_from(list.page.items.len()).unwrap()));
    list.page.items.into_iter().map(|card| card.id).collect()
}

#[tokio::test]
async fn c2b_01_lists_are_narrowed_and_ordered() {
    let server = club().await;
    let soon = offered(&server, GroupOffer { product: "teapot".into(), ..offer() }).await;
    let long = offered(&server, GroupOffer { ends_at: at(5 * 24 * 3_600), minimum: 1, ..offer() }).await;
    let later = offered(&server, GroupOffer { starts_at: at(600), ..offer() }).await;
    let people = members(&server, &["ada", "bo"]).await;
    for person in &people {
        join(person, &long, 1, "card").await;
    }
    assert_eq!(list(&server, "").await, [soon.clone(), long.clone()]);
    let only = async |query: &str| {
        let mut found = list(&server, query).await;
        assert_eq!(found.len(), 1, "{query}");
        found.remove(0)
    };
    assert_eq!(only("phase=ending").await, soon);
    assert_eq!(only("phase=tipped").await, long);
    assert_eq!(only("phase=scheduled").await, later);
    assert_eq!(list(&server, "phase=over").await, []);
    assert_eq!(list(&server, "sort=next_tier").await, [long.clone(), soon.clone()]);
    assert_eq!(list(&server, "sort=most_people").await, [long.clone(), soon.clone()]);
    assert_eq!(only("q=TEA").await, soon);
    assert_eq!(only("category=things&q=book").await, long);
    assert_eq!(list(&server, "category=nothing").await, []);
    let all: GroupBuyList = server.json("/v1/group-buys").await;
    assert_eq!((all.categories.len(), all.categories[0].count), (1, 2));
    for nonsense in ["phase=x", "sort=x"] {
        assert_eq!(server.get(&format!("/v1/group-buys?{nonsense}")).await.status(), 422, "{nonsense}");
    }
    set_clock(&server, at(3_601)).await;
    crate::club::until_phase(&server, &soon, GroupPhase::Failed).await;
    crate::club::until_phase(&server, &later, GroupPhase::Failed).await;
    assert_eq!(list(&server, "phase=over").await.len(), 2);
    assert_eq!(only("").await, long);
}

#[tokio::test]
async fn c2b_23_progress_and_tiers_are_numbers_that_agree_so_that_they_can_be_said_and_not_only_drawn() {
    let server = TestServer::with(&["--groups"]).await;
    let list: GroupBuyList = server.json("/v1/group-buys?per_page=60").await;
    assert!(list.page.items.len() > 8);
    for card in &list.page.items {
        let (state, tiers) = (&card.state, &card.tiers);
        assert!(is_ladder(tiers), "{}", card.title);
        let reached = usize::try_from(state.tier).unwrap();
        assert!(tiers[reached].from <= state.committed.max(1), "{}", card.title);
        let next = tiers.get(reached + 1).map(|tier| tier.from);
        assert_eq!(next, state.to_next.map(|more| state.committed + more), "{}", card.title);
        assert!(state.price.minor <= tiers[reached].price.minor, "{}", card.title);
        assert_eq!(state.tipped, state.committed >= card.minimum, "{}", card.title);
        if let (Some(cap), Some(left)) = (card.cap, state.left) {
            assert_eq!(state.committed + left, cap, "nobody holds a seat of {}", card.title);
        }
        let counted = if card.basis == GroupBasis::Units { state.units } else { state.people };
        assert_eq!(state.committed, counted, "{}", card.title);
    }
}

#[tokio::test]
async fn x_cap_group_buys_are_offered_when_the_shop_is_told_to() {
    for (arguments, offers) in [(&["--groups"][..], true), (&[], false)] {
        let server = TestServer::with_shop(shop::shop(), arguments).await;
        let capabilities: Capabilities = server.json("/v1/capabilities").await;
        assert_eq!(capabilities.offers(Capability::GroupBuys), offers);
    }
}
