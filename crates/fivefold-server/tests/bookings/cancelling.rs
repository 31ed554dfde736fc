//! Calling a booking off: what it costs at which moment, and what happens to time, money and voucher.

use crate::{
    buyer::{Buyer, Reply, key},
    club,
    house::{at, set_clock},
    premises::{
        at_the_bank, berlin, book, book_with, eur, hold, moved, premises, staff, try_cancel, until, usual,
    },
    salon::read,
    shop,
};
use fivefold_api::{
    model::{
        Booking, BookingAction, BookingStatus, CancellationQuote, MoneyStepKind, OrderStatus, ProblemKind,
        RedemptionResult, VoucherStatus,
    },
    vocabulary::Instant,
};
use std::time::Duration;

async fn quote(guest: &Buyer<'_>, booking: &Booking) -> CancellationQuote {
    guest.get(&format!("/v1/bookings/{}/cancellation", booking.id)).await.ok()
}

fn just_after(at: Instant) -> Instant {
    at.plus(Duration::from_millis(1))
}

#[tokio::test]
async fn o2o_14_the_quote_is_exact_to_the_moment_and_says_when_it_ends() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book(&ada, &premises.cut, usual()).await;
    let (day_before, two_hours) = (berlin(1, 10, 0), berlin(2, 8, 0));
    assert_eq!(booked.terms.free_until, Some(day_before));
    for (now, fee, until) in [
        (at(0), 0, Some(day_before)),
        (day_before, 0, Some(day_before)),
        (just_after(day_before), 1_000, Some(two_hours)),
        (two_hours, 1_000, Some(two_hours)),
        (just_after(two_hours), 2_500, None),
        (usual().before(Duration::from_millis(1)), 2_500, None),
    ] {
        set_clock(&server, now).await;
        let seen = quote(&ada, &booked).await;
        assert_eq!((seen.at, seen.fee, seen.refund), (now, eur(fee), eur(5_000 - fee)));
        assert_eq!((seen.until, seen.version), (until, booked.version.clone()));
        assert_eq!(seen.method.unwrap().as_str(), "card");
        assert_eq!(seen.expected_by, Some(now.plus(Duration::from_hours(7 * 24))));
    }
    set_clock(&server, usual()).await;
    let path = format!("/v1/bookings/{}/cancellation", booked.id);
    ada.get(&path).await.refused(409, ProblemKind::NotCancellable);
    try_cancel(&ada, &booked, eur(0), &key()).await.refused(409, ProblemKind::NotCancellable);
}

#[tokio::test]
async fn o2o_14_cancelling_gives_back_what_was_seen_frees_the_time_and_voids_the_voucher() {
    let (server, premises) = premises().await;
    let (ada, bo) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let booked = book_with(&ada, &premises.cut, usual(), "wallet").await;
    set_clock(&server, just_after(berlin(1, 10, 0))).await;
    let seen = quote(&ada, &booked).await;
    let cancelled: Booking = try_cancel(&ada, &booked, seen.refund, "cancel").await.ok();
    assert_eq!((cancelled.status, cancelled.ended_at), (BookingStatus::Cancelled, Some(seen.at)));
    let step = cancelled.money.last().unwrap();
    assert_eq!((step.kind, step.amount, step.is_done), (MoneyStepKind::Refunded, eur(4_000), false));
    assert_eq!(step.method.as_str(), "wallet");
    assert_eq!(step.expected_by, Some(seen.at.plus(Duration::from_hours(24))));
    assert_eq!(cancelled.voucher.as_ref().unwrap().status, VoucherStatus::Void);
    assert_eq!(cancelled.allowed_actions, [BookingAction::BookAgain]);
    let back = until(&ada, &booked, |booking| booking.paid == eur(1_000)).await;
    assert!(back.money.iter().all(|step| step.is_done));
    assert_eq!(at_the_bank(&server, &booked).await, 1_000);
    assert_eq!(ada.read_order(booked.order.as_ref().unwrap()).await.status, OrderStatus::Cancelled);
    assert_eq!(hold(&bo, &premises.cut, usual()).await.status, BookingStatus::Held);
    let mails = club::mails(&server).await;
    assert!(mails.contains("Called off"), "{mails}");
}

#[tokio::test]
async fn o2o_14_a_step_that_passes_meanwhile_is_asked_about_again_and_more_is_given_than_was_seen() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book(&ada, &premises.cut, usual()).await;
    let seen = quote(&ada, &booked).await;
    set_clock(&server, just_after(seen.until.unwrap())).await;
    let refused =
        try_cancel(&ada, &booked, seen.refund, &key()).await.refused(409, ProblemKind::PriceChanged);
    let totals = refused.totals.unwrap();
    assert_eq!((totals.was, totals.now), (eur(5_000), eur(4_000)));
    assert_eq!(read(&ada, &booked).await, booked, "nothing has happened");
    // Who expects less gets what is theirs.
    let cancelled: Booking = try_cancel(&ada, &booked, eur(100), &key()).await.ok();
    assert_eq!(cancelled.money.last().unwrap().amount, eur(4_000));
}

#[tokio::test]
async fn o2o_14_cancelling_happens_once_whatever_gets_lost() {
    let folder = tempfile::tempdir().unwrap();
    let server = shop::start_in(folder.path()).await;
    set_clock(&server, at(0)).await;
    let premises = crate::premises::open(&server).await;
    let ada = Buyer::new(&server).await;
    let token = ada.token.clone();
    let booked = book(&ada, &premises.cut, usual()).await;
    // The last moment at which it costs nothing.
    set_clock(&server, berlin(1, 10, 0)).await;
    let path = format!("/v1/bookings/{}/cancel", booked.id);
    let fault = serde_json::json!({ "path": path, "drop": "after", "count": 1 });
    assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
    let body = serde_json::json!({ "version": booked.version, "expected_refund": eur(5_000) });
    assert!(ada.try_post(&path, "once", &body).await.is_err());
    let first = ada.post(&path, "once", &body).await;
    server.stop().await;
    let server = shop::start_in(folder.path()).await;
    set_clock(&server, just_after(berlin(1, 10, 0))).await;
    let ada = Buyer { server: &server, token, scope: "locale=en&market=EU&currency=EUR" };
    let again: Vec<Reply> = futures::future::join_all((0..8).map(|_| ada.post(&path, "once", &body))).await;
    assert!(again.iter().all(|reply| reply.status == 200 && reply.text == first.text));
    let other = try_cancel(&ada, &booked, eur(0), "another").await;
    other.refused(409, ProblemKind::NotCancellable);
    until(&ada, &booked, |booking| booking.paid == eur(0)).await;
    assert_eq!(at_the_bank(&server, &booked).await, 0);
    assert_eq!(shop::count(&server, "SELECT COUNT(*) FROM payment_jobs WHERE job = 'refund'").await, 1);
}

#[tokio::test]
async fn o2o_14_a_fee_never_exceeds_what_was_paid() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    // Half of 80.00 is more than the deposit of 20.00.
    let booked = book(&ada, &premises.colour, usual()).await;
    set_clock(&server, just_after(berlin(2, 8, 0))).await;
    let seen = quote(&ada, &booked).await;
    assert_eq!((seen.fee, seen.refund), (eur(2_000), eur(0)));
    assert_eq!((seen.method, seen.expected_by), (None, None));
    let cancelled: Booking = try_cancel(&ada, &booked, eur(0), &key()).await.ok();
    assert_eq!((cancelled.paid, cancelled.money.len()), (eur(2_000), 1));
}

#[tokio::test]
async fn o2o_14_only_the_owner_cancels_and_only_what_was_seen() {
    let (server, premises) = premises().await;
    let (ada, eve) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let mia = staff(&server, "mia", &[&premises.branch]).await;
    let booked = book(&ada, &premises.cut, usual()).await;
    let path = format!("/v1/bookings/{}/cancellation", booked.id);
    eve.get(&path).await.refused(404, ProblemKind::NotFound);
    try_cancel(&eve, &booked, eur(0), &key()).await.refused(404, ProblemKind::NotFound);
    let there = moved(&ada, &booked, berlin(2, 12, 0)).await;
    try_cancel(&ada, &booked, eur(0), &key()).await.refused(412, ProblemKind::VersionConflict);
    let held = hold(&eve, &premises.cut, berlin(4, 10, 0)).await;
    try_cancel(&eve, &held, eur(0), &key()).await.refused(409, ProblemKind::NotCancellable);
    set_clock(&server, berlin(2, 11, 30)).await;
    let code = there.voucher.as_ref().unwrap().code.0.clone();
    assert_eq!(crate::premises::show(&mia, &premises.branch, &code).await.result, RedemptionResult::Ok);
    let used = read(&ada, &there).await;
    try_cancel(&ada, &used, eur(0), &key()).await.refused(409, ProblemKind::NotCancellable);
}
