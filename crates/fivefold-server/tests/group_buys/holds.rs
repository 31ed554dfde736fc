//! Holds: how long a seat is kept, what happens as it runs out, and money that comes too late.

use crate::{
    buyer::{Buyer, eventually},
    club::{
        club, eur, hold, join, member, mine, offer, offered, pay, seat, state, try_pay, until_payment,
        until_phase, until_seat, withdraw,
    },
    common::TestServer,
    house::{Stream, at, set_clock},
    shop,
};
use fivefold_api::{
    model::{
        GroupAction, GroupPhase, HoldState, MoneyStepKind, OrderStatus, PaymentStatus, ProblemKind, SeatFact,
        SeatStatus,
    },
    vocabulary::GroupBuyId,
};
use serde_json::json;

#[tokio::test]
async fn c2b_06_a_seat_is_held_for_five_minutes_and_then_free_again_and_nothing_is_charged() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let ada = member(&server, "ada").await;
    let held = hold(&ada, &id, 1).await;
    let kept = held.hold.unwrap();
    assert_eq!((kept.state, kept.expires_at), (HoldState::Active, at(300)));
    assert!(mine(&ada, &id).await.allowed_actions.contains(&GroupAction::Pay));
    set_clock(&server, at(299)).await;
    assert_eq!(seat(&ada, &id).await.status, SeatStatus::Held);
    assert_eq!(state(&server, &id).await.left, Some(9));
    set_clock(&server, at(300)).await;
    let expired = until_seat(&ada, &id, SeatStatus::HoldExpired).await;
    assert_eq!((expired.money.len(), expired.hold), (0, None));
    assert_eq!(state(&server, &id).await.left, Some(10));
    let order = ada.read_order(&held.order).await;
    assert_eq!((order.status, order.hold.unwrap().state), (OrderStatus::Expired, HoldState::Expired));
    try_pay(&ada, &held.order, "card").await.refused(409, ProblemKind::NotPayable);
    // Nothing stands in the way of another try.
    assert!(mine(&ada, &id).await.allowed_actions.contains(&GroupAction::Join));
    join(&ada, &id, 1, "card").await;
}

#[tokio::test]
async fn c2b_06_a_payment_that_is_being_confirmed_gets_one_more_minute_decided_by_the_server() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let (ada, bo) = (member(&server, "ada").await, member(&server, "bo").await);
    let (first, second) = (hold(&ada, &id, 1).await, hold(&bo, &id, 1).await);
    let payment = pay(&ada, &first.order, "card").await;
    assert_eq!(payment.action.as_ref().unwrap().expires_at, at(360));
    let slow = pay(&bo, &second.order, "card").await;
    let (mut told, _) = Stream::open(&server, Some(&ada.token), "me").await;
    set_clock(&server, at(300)).await;
    let longer: SeatFact = serde_json::from_value(json!(told.of_kind("seat_held").await.data)).unwrap();
    assert_eq!((longer.seat.in_grace, longer.seat.hold.unwrap().expires_at), (true, at(360)));
    assert_eq!(state(&server, &id).await.left, Some(8));
    set_clock(&server, at(350)).await;
    ada.press(&payment, &[("decision", "approve")]).await;
    until_seat(&ada, &id, SeatStatus::Committed).await;
    // There is no second minute.
    eventually("bo's minute", async || Some(seat(&bo, &id).await).filter(|seat| seat.in_grace)).await;
    set_clock(&server, at(360)).await;
    let gone = until_seat(&bo, &id, SeatStatus::HoldExpired).await;
    assert_eq!(gone.money, []);
    until_payment(&bo, &slow, PaymentStatus::Expired).await;
    assert_eq!(state(&server, &id).await.left, Some(9));
}

#[tokio::test]
async fn c2b_06_a_held_seat_can_be_let_go_and_survives_a_declined_card() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let ada = member(&server, "ada").await;
    let held = hold(&ada, &id, 1).await;
    let payment = pay(&ada, &held.order, "card").await;
    try_pay(&ada, &held.order, "card").await.refused(409, ProblemKind::PaymentOpen);
    ada.press(&payment, &[("decision", "decline"), ("reason", "insufficient_funds")]).await;
    until_payment(&ada, &payment, PaymentStatus::Declined).await;
    assert_eq!(seat(&ada, &id).await.hold.unwrap().expires_at, at(300));
    withdraw(&ada, &id).await.ok::<serde_json::Value>();
    assert_eq!(seat(&ada, &id).await.status, SeatStatus::Withdrawn);
    assert_eq!(state(&server, &id).await.left, Some(10));
    assert_eq!(ada.read_order(&held.order).await.status, OrderStatus::Cancelled);
}

#[tokio::test]
async fn c2b_06_a_hold_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let server = shop::start_in(folder.path()).await;
    set_clock(&server, at(0)).await;
    let id = offered(&server, offer()).await;
    let ada = member(&server, "ada").await;
    let held = hold(&ada, &id, 1).await;
    server.stop().await;
    let server = shop::start_in(folder.path()).await;
    set_clock(&server, at(60)).await;
    let ada = crate::club::back(&server, "ada");
    assert_eq!(seat(&ada, &id).await.hold, held.hold);
    let payment = pay(&ada, &held.order, "card").await;
    ada.press(&payment, &[("decision", "approve")]).await;
    until_seat(&ada, &id, SeatStatus::Committed).await;
}

/// Ada's payment succeeds long after her hold has ended.
async fn late(server: &TestServer, ada: &Buyer<'_>, id: &GroupBuyId, method: &str) {
    let held = hold(ada, id, 1).await;
    let payment = pay(ada, &held.order, method).await;
    ada.press(&payment, &[("decision", "late"), ("seconds", "1200")]).await;
    until_payment(ada, &payment, PaymentStatus::Processing).await;
    set_clock(server, at(360)).await;
    eventually("the minute more is over too", async || {
        let seat = seat(ada, id).await;
        if seat.in_grace {
            set_clock(server, at(420)).await;
        }
        Some(()).filter(|()| seat.status == SeatStatus::HoldExpired)
    })
    .await;
}

#[tokio::test]
async fn c2b_08_money_set_aside_too_late_goes_back_and_the_seat_says_how() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let ada = member(&server, "ada").await;
    late(&server, &ada, &id, "card").await;
    let (mut told, _) = Stream::open(&server, Some(&ada.token), "me").await;
    set_clock(&server, at(1_300)).await;
    let news: SeatFact = serde_json::from_value(json!(told.of_kind("seat_returning").await.data)).unwrap();
    let released = &news.seat.money[1];
    assert_eq!((released.kind, released.amount), (MoneyStepKind::Released, eur(2_490)));
    assert_eq!((released.method.as_str(), released.is_done), ("card", false));
    assert_eq!(released.expected_by, Some(at(1_300 + 7 * 24 * 3_600)));
    let back = until_seat(&ada, &id, SeatStatus::Returned).await;
    assert!(back.money.iter().all(|step| step.is_done));
    assert_eq!(state(&server, &id).await.committed, 0);
    let order = ada.read_order(&back.order).await;
    assert_eq!((order.status, order.payments[0].captured), (OrderStatus::Expired, eur(0)));
}

#[tokio::test]
async fn c2b_08_money_taken_too_late_is_given_back_whole() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let ada = member(&server, "ada").await;
    late(&server, &ada, &id, "wallet").await;
    set_clock(&server, at(1_300)).await;
    let back = until_seat(&ada, &id, SeatStatus::Returned).await;
    let steps: Vec<_> = back.money.iter().map(|step| (step.kind, step.amount.minor)).collect();
    assert_eq!(steps, [(MoneyStepKind::Captured, 2_490), (MoneyStepKind::Refunded, 2_490)]);
    let order = ada.read_order(&back.order).await;
    assert_eq!(order.payments[0].refunded, order.payments[0].captured);
}

#[tokio::test]
async fn c2b_08_money_that_comes_when_the_group_is_over_goes_back_too() {
    let server = club().await;
    let id = offered(&server, crate::club::offer_until(600)).await;
    let ada = member(&server, "ada").await;
    late(&server, &ada, &id, "card").await;
    set_clock(&server, at(1_000)).await;
    until_phase(&server, &id, GroupPhase::Failed).await;
    set_clock(&server, at(1_300)).await;
    until_seat(&ada, &id, SeatStatus::Returned).await;
}

#[tokio::test]
async fn c2b_08_a_first_card_that_succeeds_late_does_not_pay_twice() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let ada = member(&server, "ada").await;
    let held = hold(&ada, &id, 1).await;
    let first = pay(&ada, &held.order, "card").await;
    ada.press(&first, &[("decision", "late"), ("seconds", "600")]).await;
    until_payment(&ada, &first, PaymentStatus::Processing).await;
    set_clock(&server, at(400)).await;
    set_clock(&server, at(460)).await;
    until_seat(&ada, &id, SeatStatus::HoldExpired).await;
    // She joins again; the first payment belongs to the seat that has ended.
    join(&ada, &id, 1, "card").await;
    set_clock(&server, at(700)).await;
    until_payment(&ada, &first, PaymentStatus::Voided).await;
    let now = seat(&ada, &id).await;
    assert_eq!((now.status, state(&server, &id).await.committed), (SeatStatus::Committed, 1));
}
