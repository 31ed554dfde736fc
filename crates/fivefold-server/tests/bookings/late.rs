//! Payments that come when the hold is over: there is a booking, or the money goes back (O2O-08).

use crate::{
    buyer::{Buyer, eventually},
    club,
    house::{Stream, at, set_clock},
    salon::{Salon, TEN, confirm, eur, go_to_bank, hold, let_go, read, salon, state, until},
    shop,
};
use fivefold_api::model::{
    Booking, BookingFact, BookingStatus, MoneyStepKind, OrderStatus, PaymentAttempt, PaymentStatus, SlotState,
};
use serde_json::json;

/// Ada holds ten o'clock with Ines and pays, and the bank makes up its mind long after the hold is over: after so many
/// seconds.
async fn late(salon: &Salon, ada: &Buyer<'_>, seconds: &str) -> (Booking, PaymentAttempt) {
    let held = hold(ada, &salon.haircut, TEN, Some(&salon.ines)).await;
    let payment = go_to_bank(ada, &held).await;
    ada.press(&payment, &[("decision", "late"), ("seconds", seconds)]).await;
    ada.until_payment(&payment.id, PaymentStatus::Processing).await;
    set_clock(&salon.server, at(600)).await;
    eventually("one more minute", async || Some(read(ada, &held).await).filter(|held| held.in_grace)).await;
    set_clock(&salon.server, at(660)).await;
    let over = until(ada, &held, BookingStatus::HoldExpired).await;
    assert_eq!(over.money, []);
    (over, payment)
}

/// What the bank has kept in all.
async fn kept(salon: &Salon) -> i64 {
    const KEPT: &str = "SELECT COALESCE(SUM(captured_minor - refunded_minor), 0) FROM sandbox_payments";
    shop::count(&salon.server, KEPT).await
}

#[tokio::test]
async fn o2o_08_a_late_payment_is_a_booking_while_the_time_is_still_free() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let (booking, payment) = late(&salon, &ada, "1800").await;
    assert_eq!(state(&salon.server, &salon.beard, TEN).await, SlotState::Free);
    set_clock(&salon.server, at(1_900)).await;
    let booked = until(&ada, &booking, BookingStatus::Confirmed).await;
    assert_eq!((booked.paid, booked.ended_at), (eur(4_000), None));
    assert_eq!(ada.until_payment(&payment.id, PaymentStatus::Captured).await.captured, eur(4_000));
    ada.until_order(booked.order.as_ref().unwrap(), OrderStatus::Paid).await;
    assert_eq!(state(&salon.server, &salon.beard, TEN).await, SlotState::Taken);
    assert!(booked.voucher.is_some());
}

#[tokio::test]
async fn o2o_08_a_late_payment_for_a_time_that_is_taken_is_given_back_whole_and_says_so() {
    let salon = salon().await;
    let (ada, bo) = (Buyer::new(&salon.server).await, Buyer::new(&salon.server).await);
    let (booking, payment) = late(&salon, &ada, "1800").await;
    let theirs = hold(&bo, &salon.haircut, TEN, Some(&salon.ines)).await;
    confirm(&bo, &theirs).await;
    let (mut told, _) = Stream::open(&salon.server, Some(&ada.token), "me").await;
    set_clock(&salon.server, at(1_900)).await;
    let news: BookingFact =
        serde_json::from_value(json!(told.of_kind("booking_returning").await.data)).unwrap();
    let steps: Vec<_> =
        news.booking.money.iter().map(|step| (step.kind, step.amount, step.is_done)).collect();
    assert_eq!(
        steps,
        [(MoneyStepKind::Captured, eur(4_000), true), (MoneyStepKind::Refunded, eur(4_000), false)]
    );
    assert_eq!(news.booking.money[1].expected_by, Some(at(1_900 + 7 * 24 * 3_600)));
    let back = until(&ada, &booking, BookingStatus::Returned).await;
    assert_eq!((back.paid, back.voucher), (eur(0), None));
    let payment = ada.until_payment(&payment.id, PaymentStatus::Refunded).await;
    assert_eq!(payment.refunded, payment.captured);
    assert_eq!(kept(&salon).await, 4_000, "one booking, paid once");
    assert!(club::mails(&salon.server).await.contains("Not booked"));
}

#[tokio::test]
async fn o2o_08_whoever_went_on_to_another_time_is_not_booked_twice() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let (first, _) = late(&salon, &ada, "1800").await;
    let second = hold(&ada, &salon.haircut, "2030-01-02T13:00:00Z", None).await;
    confirm(&ada, &second).await;
    set_clock(&salon.server, at(1_900)).await;
    until(&ada, &first, BookingStatus::Returned).await;
    assert_eq!(state(&salon.server, &salon.beard, TEN).await, SlotState::Free);
    assert_eq!(kept(&salon).await, 4_000);
}

#[tokio::test]
async fn o2o_08_money_for_a_time_that_was_let_go_goes_back() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let held = hold(&ada, &salon.haircut, TEN, None).await;
    let payment = go_to_bank(&ada, &held).await;
    ada.press(&payment, &[("decision", "late"), ("seconds", "60")]).await;
    ada.until_payment(&payment.id, PaymentStatus::Processing).await;
    let_go(&ada, &held).await.ok::<Booking>();
    set_clock(&salon.server, at(61)).await;
    until(&ada, &held, BookingStatus::Returned).await;
    assert_eq!(kept(&salon).await, 0);
}

#[tokio::test]
async fn o2o_08_money_that_comes_when_the_time_has_begun_goes_back() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let (booking, _) = late(&salon, &ada, "80000").await;
    // It began at 75,600.
    set_clock(&salon.server, at(80_100)).await;
    until(&ada, &booking, BookingStatus::Returned).await;
    assert_eq!(kept(&salon).await, 0);
}

#[tokio::test]
async fn o2o_08_a_declined_card_leaves_the_hold_and_another_one_books() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let held = hold(&ada, &salon.haircut, TEN, None).await;
    let payment = go_to_bank(&ada, &held).await;
    ada.press(&payment, &[("decision", "decline"), ("reason", "insufficient_funds")]).await;
    ada.until_payment(&payment.id, PaymentStatus::Declined).await;
    let still = read(&ada, &held).await;
    assert_eq!((still.status, still.hold.as_ref().unwrap().expires_at), (BookingStatus::Held, at(600)));
    confirm(&ada, &still).await;
    assert_eq!(kept(&salon).await, 4_000);
}
