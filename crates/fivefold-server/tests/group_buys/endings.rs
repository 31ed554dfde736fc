//! Ends: locked by the timer, settled, failed, called off; and what everybody is told.

use crate::{
    buyer::eventually,
    club::{
        club, eur, hold, join, mails, member, members, mine, offer, offered, pay, read, seat, state,
        try_join, until_phase, until_seat, wish, withdraw,
    },
    house::{Stream, at, set_clock},
};
use fivefold_api::{
    model::{
        CancelReason, GroupAction, GroupBuyCardFact, GroupBuyFact, GroupPhase, MoneyStepKind, OrderStatus,
        ProblemKind, SeatFact, SeatStatus,
    },
    vocabulary::PaymentId,
};
use fivefold_server::group_buys::GroupOffer;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[tokio::test]
async fn c2b_04_the_tier_is_fixed_at_the_lock_and_a_refund_afterwards_changes_nobody_s_price() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let people = members(&server, &["ada", "bo", "cy"]).await;
    let mut payments = Vec::new();
    for person in &people {
        payments.push(join(person, &id, 1, "card").await);
    }
    set_clock(&server, at(3_601)).await;
    let settled = until_phase(&server, &id, GroupPhase::Settled).await;
    assert_eq!((settled.price, settled.committed, settled.tier), (eur(1_800), 3, 1));
    for person in &people {
        let seat = until_seat(person, &id, SeatStatus::Captured).await;
        assert_eq!((seat.price, seat.total), (Some(eur(1_800)), Some(eur(2_290))));
        withdraw(person, &id).await.refused(409, ProblemKind::SeatLocked);
        let order = person.read_order(&seat.order).await;
        assert_eq!((order.status, order.totals.total), (OrderStatus::Paid, eur(2_290)));
        assert_eq!((order.lines[0].unit_price, order.payments[0].captured), (Some(eur(1_800)), eur(2_290)));
    }
    // The shop gives one of them the money back: the group and the others stay as they are.
    server.app.refund(&PaymentId(payments[0].id.0.clone()), 2_290).await.unwrap();
    let back = eventually("the refund", async || {
        Some(seat(&people[0], &id).await)
            .filter(|seat| seat.money.last().is_some_and(|step| step.kind == MoneyStepKind::Refunded))
    })
    .await;
    assert_eq!(back.money.last().unwrap().amount, eur(2_290));
    assert_eq!(state(&server, &id).await, settled);
    assert_eq!(seat(&people[1], &id).await.price, Some(eur(1_800)));
}

#[tokio::test]
async fn c2b_10_a_payment_that_was_begun_in_time_is_finished_before_the_group_is_locked() {
    let server = club().await;
    let id = offered(&server, GroupOffer { minimum: 2, ..offer() }).await;
    let (ada, bo) = (member(&server, "ada").await, member(&server, "bo").await);
    join(&ada, &id, 1, "card").await;
    set_clock(&server, at(3_590)).await;
    let held = hold(&bo, &id, 1).await;
    let payment = pay(&bo, &held.order, "card").await;
    set_clock(&server, at(3_601)).await;
    until_phase(&server, &id, GroupPhase::Locking).await;
    // Nobody gets in or out any more.
    let cy = member(&server, "cy").await;
    try_join(&cy, &id, &wish(1)).await.refused(409, ProblemKind::GroupEnded);
    withdraw(&ada, &id).await.refused(409, ProblemKind::SeatLocked);
    assert!(!mine(&ada, &id).await.allowed_actions.contains(&GroupAction::Withdraw));
    bo.press(&payment, &[("decision", "approve")]).await;
    let settled = until_phase(&server, &id, GroupPhase::Settled).await;
    assert_eq!(settled.committed, 2);
    until_seat(&bo, &id, SeatStatus::Captured).await;
}

#[tokio::test]
async fn c2b_11_a_failed_group_lets_everybody_go_without_their_doing_and_tells_them_once() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let (ada, bo) = (member(&server, "ada").await, member(&server, "bo").await);
    join(&ada, &id, 1, "card").await;
    join(&bo, &id, 1, "wallet").await;
    let (mut told, _) = Stream::open(&server, Some(&ada.token), "me").await;
    set_clock(&server, at(3_601)).await;
    let failed = until_phase(&server, &id, GroupPhase::Failed).await;
    assert_eq!((failed.committed, failed.tipped), (2, false));
    let news: SeatFact = serde_json::from_value(json!(told.of_kind("seat_released").await.data)).unwrap();
    assert_eq!((news.title.as_str(), news.state.phase), ("book", GroupPhase::Failed));
    let card = eventually("what was set aside is free", async || {
        Some(seat(&ada, &id).await).filter(|seat| seat.money.iter().all(|step| step.is_done))
    })
    .await;
    let wallet = eventually("what was paid is back", async || {
        Some(seat(&bo, &id).await).filter(|seat| seat.money.iter().all(|step| step.is_done))
    })
    .await;
    let steps = |seat: &fivefold_api::model::Seat| -> Vec<_> {
        seat.money.iter().map(|step| (step.kind, step.amount.minor, step.expected_by.is_some())).collect()
    };
    use MoneyStepKind as Step;
    assert_eq!(steps(&card), [(Step::Authorised, 2_490, false), (Step::Released, 2_490, true)]);
    assert_eq!(steps(&wallet), [(Step::Captured, 2_490, false), (Step::Refunded, 2_490, true)]);
    for person in [&ada, &bo] {
        let seat = seat(person, &id).await;
        assert_eq!((seat.status, seat.price), (SeatStatus::Released, None));
        let order = person.read_order(&seat.order).await;
        assert_eq!(order.status, OrderStatus::Cancelled);
        assert_eq!(order.payments[0].captured, order.payments[0].refunded);
        assert!(mine(person, &id).await.allowed_actions.contains(&GroupAction::OpenAnother));
    }
    // One mail each, however often the timers look.
    set_clock(&server, at(9_999)).await;
    assert_eq!(mails(&server).await.matches("Your group did not come together").count(), 2);
}

#[tokio::test]
async fn c2b_12_a_group_that_the_seller_calls_off_is_no_failure_and_says_why() {
    let server = club().await;
    let id = offered(&server, GroupOffer { minimum: 1, ..offer() }).await;
    let (ada, bo) = (member(&server, "ada").await, member(&server, "bo").await);
    join(&ada, &id, 1, "card").await;
    let held = hold(&bo, &id, 1).await;
    let payment = pay(&bo, &held.order, "card").await;
    let (mut room, _) = Stream::open(&server, None, &format!("group-buy/{id}")).await;
    let notes = BTreeMap::from([
        ("en".to_owned(), "The mill has stopped making the yarn.".to_owned()),
        ("zh-Hant".to_owned(), "紡紗廠已停產此紗線。".to_owned()),
    ]);
    server.app.cancel_group_buy(&id, CancelReason::Supply, &notes).await.unwrap();
    let news: GroupBuyFact = serde_json::from_value(json!(room.of_kind("phase").await.data)).unwrap();
    assert_eq!(news.state.phase, GroupPhase::Cancelled { reason: CancelReason::Supply });
    let page = read(&server, &id).await;
    assert_eq!(page.cancel_note.as_deref(), Some("The mill has stopped making the yarn."));
    let chinese: fivefold_api::model::GroupBuy =
        server.json(&format!("/v1/group-buys/{id}?locale=zh-Hant")).await;
    assert_eq!(chinese.cancel_note.as_deref(), Some("紡紗廠已停產此紗線。"));
    for person in [&ada, &bo] {
        assert_eq!(seat(person, &id).await.status, SeatStatus::Released);
        // What a seller has called off is not opened again by others.
        assert!(!mine(person, &id).await.allowed_actions.contains(&GroupAction::OpenAnother));
    }
    assert!(mails(&server).await.contains("The seller has called your group off"));
    try_join(&ada, &id, &wish(1)).await.refused(409, ProblemKind::GroupCancelled);
    // The payment that was on its way comes to nothing.
    assert!(payment.action.is_some());
    eventually("nothing is left at the provider", async || {
        let order = bo.read_order(&held.order).await;
        let status = order.payments[0].status;
        Some(()).filter(|()| status == fivefold_api::model::PaymentStatus::Voided)
    })
    .await;
    // It stays called off when its time is over, and is called off once.
    set_clock(&server, at(3_601)).await;
    assert!(server.app.cancel_group_buy(&id, CancelReason::Other, &notes).await.is_err());
    assert!(matches!(state(&server, &id).await.phase, GroupPhase::Cancelled { .. }));
}

#[tokio::test]
async fn c2b_09_a_threshold_reaches_every_open_client_once_and_repeats_count_nothing_twice() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let people = members(&server, &["ada", "bo", "cy"]).await;
    join(&people[0], &id, 1, "card").await;
    join(&people[1], &id, 1, "card").await;
    let snapshot = read(&server, &id).await;
    let point = format!("{}@{}@{}", snapshot.live.topic, snapshot.live.seq, snapshot.live.epoch);
    let (mut one, _) = Stream::open(&server, None, &point).await;
    let (mut two, _) = Stream::open(&server, None, &point).await;
    let (mut lists, _) = Stream::open(&server, None, "group-buys").await;
    let sent = std::time::Instant::now();
    join(&people[2], &id, 1, "card").await;
    let first = one.of_kind("tier").await;
    let second = two.of_kind("tier").await;
    assert!(sent.elapsed() < std::time::Duration::from_secs(2), "{:?}", sent.elapsed());
    assert_eq!(first, second);
    let fact: GroupBuyFact = serde_json::from_value(json!(first.data)).unwrap();
    assert_eq!((fact.state.committed, fact.state.price), (3, eur(1_800)));
    // Facts carry the whole state and its revision: whoever hears one twice or late drops it.
    let (mut again, cursor) = Stream::open(&server, None, &point).await;
    assert!(cursor.replayed);
    let mut revisions = vec![snapshot.card.state.revision];
    let mut tiers = 0;
    while *revisions.last().unwrap() < fact.state.revision {
        let heard = again.fact().await;
        tiers += usize::from(heard.kind == "tier");
        let heard: GroupBuyFact = serde_json::from_value(json!(heard.data)).unwrap();
        revisions.push(heard.state.revision);
    }
    assert!(revisions.is_sorted());
    assert_eq!((tiers, revisions.last()), (1, Some(&fact.state.revision)));
    loop {
        let card: GroupBuyCardFact =
            serde_json::from_value(json!(lists.of_kind("state").await.data)).unwrap();
        if card.state == fact.state {
            break;
        }
    }
}

#[tokio::test]
async fn c2b_09_a_scheduled_group_opens_by_itself() {
    let server = club().await;
    let id = offered(&server, GroupOffer { starts_at: at(60), ..offer() }).await;
    assert_eq!(state(&server, &id).await.phase, GroupPhase::Scheduled);
    set_clock(&server, at(60)).await;
    until_phase(&server, &id, GroupPhase::Open).await;
}

#[tokio::test]
async fn x_state_the_back_office_cannot_offer_nonsense() {
    let server = club().await;
    let tier = |from, price| fivefold_api::model::PriceTier { from, price: eur(price) };
    for wrong in [
        GroupOffer { tiers: vec![tier(1, 100), tier(2, 200)], ..offer() },
        GroupOffer { tiers: Vec::new(), ..offer() },
        GroupOffer { product: "unicorn".into(), ..offer() },
        GroupOffer { variants: vec!["TEA-1".into()], ..offer() },
        GroupOffer { cap: Some(2), ..offer() },
        GroupOffer { ends_at: at(0), ..offer() },
        GroupOffer { zone: "Moon/Crater".to_owned(), ..offer() },
        GroupOffer { per_person: 0, ..offer() },
    ] {
        assert!(server.app.offer_group_buy(&wrong).await.is_err(), "{wrong:?}");
    }
    let list: Value = server.json("/v1/group-buys").await;
    assert_eq!(list["page"]["total"], 0);
}
