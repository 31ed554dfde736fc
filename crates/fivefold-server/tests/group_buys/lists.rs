//! Lists, and what the backend says it offers.

use crate::{
    club::{club, join, members, offer, offered},
    common::TestServer,
    house::{at, set_clock},
    shop,
};
use fivefold_api::{
    model::{Capabilities, Capability, GroupBuyList, GroupPhase},
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
    assert_eq!(list(&server, "phase=ending").await, [soon.clone()]);
    assert_eq!(list(&server, "phase=tipped").await, [long.clone()]);
    assert_eq!(list(&server, "phase=scheduled").await, [later.clone()]);
    assert_eq!(list(&server, "phase=over").await, []);
    assert_eq!(list(&server, "sort=next_tier").await, [long.clone(), soon.clone()]);
    assert_eq!(list(&server, "sort=most_people").await, [long.clone(), soon.clone()]);
    assert_eq!(list(&server, "q=TEA").await, [soon.clone()]);
    assert_eq!(list(&server, "category=things&q=book").await, [long.clone()]);
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
    assert_eq!(list(&server, "").await, [long]);
}

#[tokio::test]
async fn x_cap_group_buys_are_offered_when_the_shop_is_told_to() {
    for (arguments, offers) in [(&["--groups"][..], true), (&[], false)] {
        let server = TestServer::with_shop(shop::shop(), arguments).await;
        let capabilities: Capabilities = server.json("/v1/capabilities").await;
        assert_eq!(capabilities.offers(Capability::GroupBuys), offers);
    }
}
