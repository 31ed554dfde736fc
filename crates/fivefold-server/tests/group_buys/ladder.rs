//! The ladder: what is counted, what somebody is promised, what it becomes.

use crate::{
    buyer::key,
    club::{
        club, eur, hold, join, member, members, mine, offer, offered, read, seat, state, try_join,
        until_phase, until_seat, wish, withdraw,
    },
    house::{Stream, at, set_clock},
};
use fivefold_api::{
    model::{
        Charging, FailurePolicy, GroupBasis, GroupBuyFact, GroupPhase, PriceStep, ProblemKind, SeatCheckout,
        SeatStatus,
    },
    rules::seat_outlook,
    vocabulary::GroupBuyId,
};
use fivefold_server::group_buys::GroupOffer;
use serde_json::json;

async fn checkout(buyer: &crate::buyer::Buyer<'_>, id: &GroupBuyId, quantity: u64) -> SeatCheckout {
    buyer.get(&format!("/v1/group-buys/{id}/seat?quantity={quantity}")).await.ok()
}

#[tokio::test]
async fn c2b_01_the_page_says_everything_before_anyone_joins() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let ada = member(&server, "ada").await;
    let page = read(&server, &id).await;
    let (card, state) = (&page.card, &page.card.state);
    assert_eq!(
        card.tiers.iter().map(|tier| (tier.from, tier.price.minor)).collect::<Vec<_>>(),
        [(1, 2_000), (3, 1_800), (5, 1_500)]
    );
    assert_eq!((card.basis, card.minimum, card.cap), (GroupBasis::People, 3, Some(10)));
    assert_eq!(
        (state.phase, state.ends_at, card.zone.as_str()),
        (GroupPhase::Open, at(3_600), "Europe/Berlin")
    );
    assert_eq!((state.committed, state.tier, state.to_next, state.left), (0, 0, Some(3), Some(10)));
    assert_eq!((card.shop_price, page.shipping), (Some(eur(1_995)), eur(490)));
    assert_eq!((page.terms.on_failure, page.terms.hold_seconds), (FailurePolicy::MoneyBack, 300));
    assert_eq!(page.variants.len(), 1);
    // Looking at it and holding a seat count nothing.
    hold(&ada, &id, 1).await;
    let state = state_of(&server, &id).await;
    assert_eq!((state.committed, state.people, state.left), (0, 0, Some(9)));
}

async fn state_of(server: &crate::common::TestServer, id: &GroupBuyId) -> fivefold_api::model::GroupBuyState {
    state(server, id).await
}

#[tokio::test]
async fn c2b_02_people_count_once_and_units_count_each() {
    let server = club().await;
    let by_people = offered(&server, offer()).await;
    let by_units = offered(&server, GroupOffer { basis: GroupBasis::Units, ..offer() }).await;
    let ada = member(&server, "ada").await;
    join(&ada, &by_people, 4, "card").await;
    let people = state(&server, &by_people).await;
    assert_eq!((people.committed, people.people, people.units), (1, 1, 4));
    assert_eq!((people.tier, people.left, people.tipped), (0, Some(9), false));
    join(&ada, &by_units, 4, "card").await;
    let units = state(&server, &by_units).await;
    assert_eq!((units.committed, units.people, units.units), (4, 1, 4));
    assert_eq!((units.tier, units.left, units.tipped), (1, Some(6), true));
    // What somebody may take is in units, whatever is counted.
    for id in [&by_people, &by_units] {
        let bo = member(&server, &format!("bo-{}", id.0.replace('_', "-"))).await;
        try_join(&bo, id, &wish(5)).await.refused(422, ProblemKind::InvalidFields);
        try_join(&bo, id, &wish(0)).await.refused(422, ProblemKind::InvalidFields);
    }
}

#[tokio::test]
async fn c2b_03_what_is_shown_and_authorised_is_the_tier_of_that_moment_and_never_rises() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let people = members(&server, &["ada", "bo", "cy", "di", "eve"]).await;
    let first = checkout(&people[0], &id, 1).await;
    assert_eq!(first.outlook.now, eur(2_000));
    assert_eq!(first.outlook.next, Some(PriceStep { more: 2, price: eur(1_800) }));
    assert_eq!(first.outlook.best, Some(PriceStep { more: 4, price: eur(1_500) }));
    assert_eq!(first.totals.total, eur(2_490));
    // The storefront predicts the same with the rule.
    let page = read(&server, &id).await;
    assert_eq!(
        seat_outlook(&page.card.tiers, 0, 1, page.card.state.price, page.card.cap),
        Some(first.outlook)
    );
    let charging: Vec<_> = first.methods.iter().map(|way| (way.method.as_str(), way.charging)).collect();
    assert_eq!(charging, [("card", Charging::Authorise), ("wallet", Charging::PayFirst)]);

    let mut ceilings = Vec::new();
    for person in &people {
        let seen = checkout(person, &id, 1).await;
        let payment = join(person, &id, 1, "card").await;
        let taken = seat(person, &id).await;
        assert_eq!((taken.ceiling, taken.ceiling_total), (seen.outlook.now, seen.totals.total));
        // That, and no more, is what the bank was asked for.
        assert_eq!(payment.amount, seen.totals.total);
        ceilings.push(taken.ceiling.minor);
    }
    assert_eq!(ceilings, [2_000, 2_000, 1_800, 1_800, 1_500]);
    set_clock(&server, at(3_601)).await;
    until_phase(&server, &id, GroupPhase::Settled).await;
    for (person, ceiling) in people.iter().zip(ceilings) {
        let charged = until_seat(person, &id, SeatStatus::Captured).await;
        assert_eq!((charged.price, charged.total), (Some(eur(1_500)), Some(eur(1_990))));
        assert_eq!(charged.ceiling, eur(ceiling));
    }
}

#[tokio::test]
async fn c2b_03_a_total_that_rose_since_it_was_seen_is_refused_and_one_that_fell_is_taken() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let (ada, bo, cy) =
        (member(&server, "ada").await, member(&server, "bo").await, member(&server, "cy").await);
    let mut low = wish(1);
    low["expected_total"] = json!(eur(2_489));
    let problem = try_join(&ada, &id, &low).await.refused(409, ProblemKind::PriceChanged);
    assert_eq!(problem.totals.unwrap().now, eur(2_490));
    assert_eq!(mine(&ada, &id).await.seat, None);
    join(&ada, &id, 1, "card").await;
    join(&bo, &id, 1, "card").await;
    let mut seen = wish(1);
    seen["expected_total"] = json!(eur(2_490));
    let taken: fivefold_api::model::MyGroupBuy = try_join(&cy, &id, &seen).await.ok();
    assert_eq!(taken.seat.unwrap().ceiling_total, eur(2_290));
}

#[tokio::test]
async fn c2b_05_withdrawing_takes_the_tier_back_and_leaves_what_others_were_promised() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let people = members(&server, &["ada", "bo", "cy", "di"]).await;
    for person in &people[..3] {
        join(person, &id, 1, "card").await;
    }
    let before = state(&server, &id).await;
    assert_eq!((before.tier, before.price, before.tipped), (1, eur(1_800), true));
    let (mut room, _) = Stream::open(&server, None, &format!("group-buy/{id}")).await;
    withdraw(&people[0], &id).await.ok::<serde_json::Value>();
    let news = room.of_kind("tier").await;
    let fact: GroupBuyFact = serde_json::from_value(json!(news.data)).unwrap();
    assert_eq!((fact.state.committed, fact.state.tier, fact.state.tipped), (2, 0, false));
    // Cy was promised 18.00, so nobody pays more, not even who joins now.
    assert_eq!(fact.state.price, eur(1_800));
    assert_eq!(checkout(&people[3], &id, 1).await.outlook.now, eur(1_800));
    assert_eq!(seat(&people[1], &id).await.ceiling, eur(2_000));

    let gone = seat(&people[0], &id).await;
    assert_eq!(gone.status, SeatStatus::Withdrawn);
    // The same again is the same, and another time there is nothing to withdraw.
    withdraw(&people[0], &id).await.refused(409, ProblemKind::SeatLocked);
    let body = json!({ "seat": seat(&people[1], &id).await.id, "version": "0" });
    people[1]
        .post(&format!("/v1/group-buys/{id}/withdraw"), &key(), &body)
        .await
        .refused(412, ProblemKind::VersionConflict);
    people[3]
        .post(&format!("/v1/group-buys/{id}/withdraw"), &key(), &body)
        .await
        .refused(404, ProblemKind::NotFound);
    // Whoever has withdrawn may join again.
    join(&people[0], &id, 1, "card").await;
    assert_eq!(state(&server, &id).await.committed, 3);
}
