//! Charging: what is taken, what goes back, and what happens when a bank says no after all.

use crate::{
    buyer::{Buyer, eventually, key},
    club::{
        club, eur, join, mails, member, members, mine, offer, offered, pay, seat, state, try_pay,
        until_phase, until_seat,
    },
    common::TestServer,
    house::{at, set_clock},
};
use fivefold_api::{
    model::{
        Charging, GroupAction, GroupBasis, GroupPhase, MoneyStepKind as Step, OrderStatus, PaymentStatus,
        ProblemKind, Seat, SeatStatus,
    },
    vocabulary::GroupBuyId,
};
use fivefold_server::group_buys::GroupOffer;
use serde_json::{Value, json};

async fn settled(buyer: &Buyer<'_>, id: &GroupBuyId) -> Seat {
    eventually("everything is done", async || {
        Some(seat(buyer, id).await)
            .filter(|seat| seat.status == SeatStatus::Captured && seat.money.iter().all(|step| step.is_done))
    })
    .await
}

#[tokio::test]
async fn c2b_15_who_paid_first_gets_the_difference_and_the_parts_are_what_was_paid() {
    let server = club().await;
    let id = offered(&server, GroupOffer { basis: GroupBasis::Units, ..offer() }).await;
    let (ada, bo) = (member(&server, "ada").await, member(&server, "bo").await);
    join(&ada, &id, 2, "wallet").await;
    join(&bo, &id, 4, "card").await;
    set_clock(&server, at(3_601)).await;
    until_phase(&server, &id, GroupPhase::Settled).await;
    let first = settled(&ada, &id).await;
    assert_eq!((first.charging, first.price), (Some(Charging::PayFirst), Some(eur(1_500))));
    let steps =
        |seat: &Seat| seat.money.iter().map(|step| (step.kind, step.amount.minor)).collect::<Vec<_>>();
    assert_eq!(steps(&first), [(Step::Captured, 4_490), (Step::DifferenceRefunded, 1_000)]);
    assert_eq!(first.money[1].expected_by, Some(at(3_601 + 24 * 3_600)));
    let split = first.difference.unwrap();
    assert_eq!(
        (split.paid.total, split.kept.total, split.refunded.total),
        (eur(4_490), eur(3_490), eur(1_000))
    );
    // Books have 7 % in Germany, the sending 19 %: 2.62 of 40.00, 1.96 of 30.00, 0.78 of 4.90.
    assert_eq!((split.paid.tax, split.kept.tax, split.refunded.tax), (eur(340), eur(274), eur(66)));
    let order = ada.read_order(&first.order).await;
    assert_eq!((order.status, order.totals.total), (OrderStatus::Paid, eur(3_490)));
    assert_eq!((order.payments[0].captured, order.payments[0].refunded), (eur(4_490), eur(1_000)));
    let named: i64 = order.totals.taxes.iter().map(|line| line.amount.minor).sum();
    assert_eq!(named, split.kept.tax.minor);

    // Who had it set aside has only the final price taken, and the rest released.
    let second = settled(&bo, &id).await;
    assert_eq!(second.difference, None);
    assert_eq!(
        steps(&second),
        [(Step::Authorised, 6_490), (Step::Captured, 6_490)],
        "four units were the fifth and sixth: the ceiling is the price"
    );
}

#[tokio::test]
async fn c2b_15_what_was_set_aside_above_the_price_is_released_with_the_charge() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let people = members(&server, &["ada", "bo", "cy"]).await;
    for person in &people {
        join(person, &id, 1, "card").await;
    }
    set_clock(&server, at(3_601)).await;
    let first = settled(&people[0], &id).await;
    let steps: Vec<_> = first.money.iter().map(|step| (step.kind, step.amount.minor)).collect();
    assert_eq!(steps, [(Step::Authorised, 2_490), (Step::Captured, 2_290), (Step::Released, 200)]);
    assert_eq!(first.charge_at, at(3_600));
    assert!(first.money[2].expected_by.is_some());
}

/// A settled group of three in which Ada's bank refuses the charge.
async fn refused_charge<'a>(server: &'a TestServer) -> (GroupBuyId, Vec<Buyer<'a>>) {
    let id = offered(server, offer()).await;
    let people = members(server, &["ada", "bo", "cy"]).await;
    let payment = join(&people[0], &id, 1, "card").await;
    for person in &people[1..] {
        join(person, &id, 1, "card").await;
    }
    let provider: String = {
        use sqlx::Row as _;
        sqlx::query("SELECT provider_id FROM payments WHERE id = $1")
            .bind(payment.id.as_str())
            .fetch_one(server.app.db.reader())
            .await
            .unwrap()
            .try_get(0)
            .unwrap()
    };
    let no = json!({ "method": "POST", "path": format!("/api/payments/{provider}/capture"), "status": 402 });
    assert_eq!(server.post("/test/faults", &no).await.status(), 204);
    set_clock(server, at(3_601)).await;
    until_phase(server, &id, GroupPhase::Settled).await;
    (id, people)
}

#[tokio::test]
async fn c2b_05_who_calls_the_payment_off_is_out_and_counts_no_longer() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let people = members(&server, &["ada", "bo", "cy"]).await;
    let payment = join(&people[0], &id, 1, "card").await;
    for person in &people[1..] {
        join(person, &id, 1, "card").await;
    }
    let before = state(&server, &id).await;
    assert_eq!((before.committed, before.tipped, before.price), (3, true, eur(1_800)));
    let void = format!("/v1/payments/{}/void", payment.id);
    people[0].post(&void, &key(), &Value::Null).await.ok::<Value>();
    let gone = until_seat(&people[0], &id, SeatStatus::Withdrawn).await;
    assert!(gone.money.iter().all(|step| step.is_done), "{gone:?}");
    assert_eq!(people[0].read_order(&gone.order).await.status, OrderStatus::Cancelled);
    let after = state(&server, &id).await;
    // Cy was promised 18.00, so that stays the price.
    assert_eq!((after.committed, after.tipped, after.price), (2, false, eur(1_800)));
    assert_eq!(mine(&people[0], &id).await.allowed_actions.first(), Some(&GroupAction::Join));
}

#[tokio::test]
async fn c2b_13_who_cannot_be_charged_has_a_day_to_pay_by_other_means() {
    let server = club().await;
    let (id, people) = refused_charge(&server).await;
    let ada = &people[0];
    let failed = until_seat(ada, &id, SeatStatus::CaptureFailed).await;
    assert_eq!((failed.pay_until, failed.total), (Some(at(3_601 + 24 * 3_600)), Some(eur(2_290))));
    assert_eq!(mine(ada, &id).await.allowed_actions, [GroupAction::Pay, GroupAction::OpenAnother]);
    let steps = eventually("what was set aside is free", async || {
        let seat = seat(ada, &id).await;
        Some(seat.money.iter().map(|step| (step.kind, step.amount.minor)).collect::<Vec<_>>())
            .filter(|_| seat.money.iter().all(|step| step.is_done))
    })
    .await;
    assert_eq!(steps, [(Step::Authorised, 2_490), (Step::CaptureRefused, 2_290), (Step::Released, 2_490)]);
    assert!(mails(&server).await.contains("Your payment did not go through"));
    let order = ada.read_order(&failed.order).await;
    assert_eq!((order.status, order.totals.total), (OrderStatus::PendingPayment, eur(2_290)));
    // The others have their price, whatever becomes of Ada.
    for person in &people[1..] {
        assert_eq!(settled(person, &id).await.price, Some(eur(1_800)));
    }
    // A whole day later she pays with something else: the final price, not the ceiling.
    set_clock(&server, at(3_601 + 20 * 3_600)).await;
    let payment = pay(ada, &failed.order, "wallet").await;
    assert_eq!(payment.amount, eur(2_290));
    ada.press(&payment, &[("decision", "approve")]).await;
    let paid = settled(ada, &id).await;
    assert_eq!((paid.price, paid.pay_until), (Some(eur(1_800)), None));
    assert_eq!(ada.read_order(&paid.order).await.status, OrderStatus::Paid);
}

#[tokio::test]
async fn c2b_13_who_does_not_pay_in_that_day_drops_out_and_nobody_else_is_concerned() {
    let server = club().await;
    let (id, people) = refused_charge(&server).await;
    let ada = &people[0];
    let failed = until_seat(ada, &id, SeatStatus::CaptureFailed).await;
    let before = state(&server, &id).await;
    // Another card, which the bank refuses at once, and one that comes too late.
    set_clock(&server, at(3_601 + 23 * 3_600)).await;
    let declined = pay(ada, &failed.order, "card").await;
    ada.press(&declined, &[("decision", "decline"), ("reason", "generic")]).await;
    ada.until_payment(&declined.id, PaymentStatus::Declined).await;
    let late = pay(ada, &failed.order, "card").await;
    ada.press(&late, &[("decision", "late"), ("seconds", "7200")]).await;
    ada.until_payment(&late.id, PaymentStatus::Processing).await;
    set_clock(&server, at(3_601 + 24 * 3_600)).await;
    until_seat(ada, &id, SeatStatus::Dropped).await;
    try_pay(ada, &failed.order, "card").await.refused(409, ProblemKind::NotPayable);
    assert_eq!(ada.read_order(&failed.order).await.status, OrderStatus::Expired);
    set_clock(&server, at(3_601 + 26 * 3_600)).await;
    until_seat(ada, &id, SeatStatus::Returned).await;
    assert_eq!(state(&server, &id).await, before);
    for person in &people[1..] {
        assert_eq!(settled(person, &id).await.price, Some(eur(1_800)));
    }
}

#[tokio::test]
async fn c2b_13_a_charge_that_crosses_with_its_seat_dropping_out_leaves_nothing_taken() {
    let server = club().await;
    let (id, people) = refused_charge(&server).await;
    let ada = &people[0];
    let failed = until_seat(ada, &id, SeatStatus::CaptureFailed).await;
    set_clock(&server, at(3_601 + 23 * 3_600)).await;
    // The provider has trouble with everything that is to be done about the second card, until it is too late.
    let payment = pay(ada, &failed.order, "card").await;
    let trouble = json!({ "method": "POST", "path": "/api/payments", "status": 500, "count": 100_000 });
    assert_eq!(server.post("/test/faults", &trouble).await.status(), 204);
    ada.press(&payment, &[("decision", "approve")]).await;
    ada.until_payment(&payment.id, PaymentStatus::Authorised).await;
    set_clock(&server, at(3_601 + 24 * 3_600)).await;
    until_seat(ada, &id, SeatStatus::Dropped).await;
    crate::shop::mend(&server).await;
    // Whichever of the two comes first, the charge or the void: Ada keeps her money, and is told so.
    let attempt = eventually("the second card is done with", async || {
        // Whatever happens at the shop wakes what waits for the provider.
        crate::club::try_join(&people[1], &id, &crate::club::wish(1)).await;
        let seat = seat(ada, &id).await;
        let order = ada.read_order(&failed.order).await;
        let attempt = order.payments.into_iter().find(|attempt| attempt.id == payment.id).unwrap();
        let over = matches!(attempt.status, PaymentStatus::Voided | PaymentStatus::Refunded);
        Some(attempt).filter(|_| over && seat.money.iter().all(|step| step.is_done))
    })
    .await;
    assert_eq!(attempt.captured, attempt.refunded);
    let end = seat(ada, &id).await.status;
    let expected = if attempt.captured.minor > 0 { SeatStatus::Returned } else { SeatStatus::Dropped };
    assert_eq!(end, expected);
}

#[tokio::test]
async fn c2b_14_a_group_that_outlasts_an_authorisation_is_paid_first() {
    let server = club().await;
    let id = offered(&server, GroupOffer { ends_at: at(8 * 24 * 3_600), ..offer() }).await;
    let ada = member(&server, "ada").await;
    let checkout: fivefold_api::model::SeatCheckout =
        ada.get(&format!("/v1/group-buys/{id}/seat")).await.ok();
    assert_eq!(checkout.methods.iter().map(|way| way.method.as_str()).collect::<Vec<_>>(), ["wallet"]);
    let held = crate::club::hold(&ada, &id, 1).await;
    try_pay(&ada, &held.order, "card").await.refused(422, ProblemKind::InvalidFields);
    let payment = pay(&ada, &held.order, "wallet").await;
    ada.press(&payment, &[("decision", "approve")]).await;
    until_seat(&ada, &id, SeatStatus::Committed).await;
}
