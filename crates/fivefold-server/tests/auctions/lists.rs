//! Lists: filters, orders, watching, one's own.

use crate::{
    buyer::{Buyer, Reply},
    house::{at, bid, euro, house, member, mine, sell, set_clock, until_phase},
};
use fivefold_api::{
    model::{
        Activity, ActivityAction, ActivityKind, ActivityState, AuctionAction, AuctionList, AuctionOutcome,
        AuctionPhase, MyLot, SignedIn,
    },
    vocabulary::Page,
};
use serde_json::json;

#[tokio::test]
async fn c2c_10_lists_are_narrowed_ordered_and_counted() {
    let server = house().await;
    let seller = member(&server, "sam").await;
    let box_ = sell(&seller, json!({ "title": "The box", "duration_minutes": 90 })).await.card.id;
    let violin = json!({ "title": "Violin 四分之三", "category": "instruments", "opening": euro(9_000),
        "duration_minutes": 30 });
    sell(&seller, violin).await;
    sell(&seller, json!({ "title": "A later box", "starts_at": at(60) })).await;
    let titles = async |query: &str| {
        let list: AuctionList = server.json(&format!("/v1/auctions?{query}")).await;
        let titles: Vec<String> = list.page.items.into_iter().map(|card| card.title).collect();
        titles.join(", ")
    };
    assert_eq!(titles("").await, "Violin 四分之三, The box, A later box");
    assert_eq!(titles("phase=live").await, "Violin 四分之三, The box");
    assert_eq!(titles("phase=ending").await, "Violin 四分之三");
    assert_eq!(titles("phase=scheduled").await, "A later box");
    assert_eq!(titles("category=instruments").await, "Violin 四分之三");
    assert_eq!(titles("q=box").await, "The box, A later box");
    assert_eq!(titles("q=%E5%9B%9B%E5%88%86").await, "Violin 四分之三");
    assert_eq!(titles("q=100%25").await, "");
    assert_eq!(titles("sort=price_down").await, "Violin 四分之三, The box, A later box");
    let list: AuctionList = server.json("/v1/auctions?per_page=2&q=box").await;
    assert_eq!((list.page.total, list.page.next), (Some(2), None));
    let antiques = list.categories.iter().find(|category| category.slug.as_str() == "antiques").unwrap();
    assert_eq!(antiques.count, 2);
    for nonsense in ["phase=x", "sort=x", "category=x", "page=0", "per_page=201"] {
        assert_eq!(server.get(&format!("/v1/auctions?{nonsense}")).await.status(), 422, "{nonsense}");
    }
    // A tag spares the body, and nobody keeps an answer without asking.
    let answer = server.get(&format!("/v1/auctions/{box_}")).await;
    assert_eq!(answer.headers()["cache-control"], "public, no-cache");
    let tag = answer.headers()["etag"].clone();
    let again = server.http.get(format!("{}/v1/auctions/{box_}", server.url)).header("if-none-match", tag);
    assert_eq!(again.send().await.unwrap().status(), 304);
}

async fn my(buyer: &Buyer<'_>, list: &str) -> Vec<MyLot> {
    buyer.get(&format!("/v1/me/auctions?list={list}")).await.ok::<Page<MyLot>>().items
}

#[tokio::test]
async fn x_cart_bids_and_won_lots_stand_in_one_s_lists_and_in_the_feed() {
    let server = house().await;
    let (seller, ada, bo) =
        (member(&server, "sam").await, member(&server, "ada").await, member(&server, "bo").await);
    let id = sell(&seller, json!({})).await.card.id;
    bid(&ada, &id, 2_000).await;
    bid(&bo, &id, 3_000).await;
    assert_eq!(my(&seller, "selling").await.len(), 1);
    assert_eq!(my(&ada, "bidding").await[0].mine.auction, id);
    let feed = async |buyer: &Buyer<'_>| {
        let page: Page<Activity> = buyer.get("/v1/me/activity").await.ok();
        page.items.into_iter().next().unwrap()
    };
    let outbid = feed(&ada).await;
    assert_eq!((outbid.kind, outbid.status.as_str()), (ActivityKind::Auction, "outbid"));
    assert_eq!((outbid.state, outbid.next_action), (ActivityState::ActionNeeded, Some(ActivityAction::Bid)));
    assert_eq!(outbid.deadline, Some(at(3_600)));
    assert_eq!(feed(&bo).await.state, ActivityState::Running);
    set_clock(&server, at(3_601)).await;
    until_phase(&server, &id, AuctionPhase::Ended { outcome: AuctionOutcome::Sold }).await;
    let won = feed(&bo).await;
    assert_eq!((won.status.as_str(), won.next_action), ("awaiting_payment", Some(ActivityAction::Pay)));
    assert_eq!(won.deadline, Some(at(3_601 + 48 * 3_600)));
    assert_eq!(feed(&ada).await.state, ActivityState::Ended);
    assert_eq!((my(&bo, "won").await.len(), my(&bo, "bidding").await.len()), (1, 0));
}

#[tokio::test]
async fn c2c_14_a_guest_watches_and_signing_in_brings_it_along() {
    let server = house().await;
    let seller = member(&server, "sam").await;
    member(&server, "ada").await;
    let id = sell(&seller, json!({})).await.card.id;
    let guest = Buyer::new(&server).await;
    let path = format!("/v1/auctions/{id}/watch");
    let watching: fivefold_api::model::MyAuction = guest.put(&path, None, &json!({})).await.ok();
    assert!(watching.watching);
    assert_eq!(watching.allowed_actions, [AuctionAction::Unwatch]);
    let wish = json!({ "email": "ada@example.com", "password": "tea for two", "mode": "bearer",
        "guest": guest.token });
    let signed_in: SignedIn = Reply::read(server.post("/v1/session/sign-in", &wish).await).await.ok();
    let ada = Buyer { token: signed_in.token.unwrap(), ..guest };
    assert!(mine(&ada, &id).await.watching);
    assert_eq!(my(&ada, "watching").await.len(), 1);
    let url = format!("{}{path}", server.url);
    assert_eq!(server.http.delete(url).bearer_auth(&ada.token).send().await.unwrap().status(), 200);
    assert!(!mine(&ada, &id).await.watching);
}
