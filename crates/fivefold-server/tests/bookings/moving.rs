//! Moving a booking: the other time is held first, the difference is settled, and nothing is ever in between.

use crate::{
    buyer::{Buyer, eventually, key},
    club,
    house::{Stream, at, set_clock},
    premises::{
        at_the_bank, berlin, book, book_with, change, eur, hold, moved, open, pay, premises, start_to_pay,
        try_cancel, try_change, try_confirm, until, usual,
    },
    salon::{read, try_hold},
    shop,
};
use clap::Parser as _;
use fivefold_api::{
    model::{
        Booking, BookingAction, BookingFact, BookingStatus, CancellationQuote, DifferenceSettles, HoldState,
        MoneyStepKind, OrderStatus, ProblemKind,
    },
    vocabulary::Instant,
};
use fivefold_server::{Config, Server};
use serde_json::json;
use std::time::Duration;

const CHANGES: &str = "SELECT COUNT(*) FROM booked_times WHERE is_change = 1";
const UNDECIDED: &str = "SELECT (SELECT COUNT(*) FROM payment_jobs WHERE state = 'open')
    + (SELECT COUNT(*) FROM sandbox_payments WHERE status IN ('action_required', 'processing', 'authorised'))
    + (SELECT COUNT(*) FROM payments p JOIN sandbox_payments s ON s.id = p.provider_id
        WHERE (p.captured_minor, p.refunded_minor) <> (s.captured_minor, s.refunded_minor))";
const TIMES: &str = "SELECT COUNT(*) FROM booked_times";

#[tokio::test]
async fn o2o_13_the_old_time_stays_until_the_new_one_is_confirmed_and_then_it_is_free() {
    let (server, premises) = premises().await;
    let (ada, bo) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let booked = book(&ada, &premises.colour, usual()).await;
    let there = berlin(3, 12, 0);
    let held = change(&ada, &booked, there).await;
    let other = held.change.as_ref().unwrap();
    assert_eq!((other.time.start, held.time.start), (there, usual()));
    assert_eq!((other.hold.state, other.hold.expires_at), (HoldState::Active, at(600)));
    assert_eq!((other.price, other.difference), (eur(8_000), eur(0)));
    assert_eq!((other.settles, other.order.clone()), (DifferenceSettles::Nothing, None));
    // Neither can be had by anybody else.
    for start in [usual(), there] {
        let wish = json!({ "start": start, "party": 1 });
        try_hold(&bo, &premises.colour, &wish).await.refused(409, ProblemKind::SlotTaken);
    }
    let (mut told, _) = Stream::open(&server, Some(&ada.token), "me").await;
    let done: Booking = try_confirm(&ada, &held, eur(0)).await.ok();
    assert_eq!((done.time.start, done.change.clone()), (there, None));
    assert_eq!((done.status, done.paid, done.money.len()), (BookingStatus::Confirmed, eur(2_000), 1));
    let fact: BookingFact =
        serde_json::from_value(json!(told.of_kind("booking_confirmed").await.data)).unwrap();
    assert_eq!(fact.booking.time.start, there);
    assert_eq!(hold(&bo, &premises.colour, usual()).await.status, BookingStatus::Held);
    assert_eq!(shop::count(&server, TIMES).await, 2);
    let mails = club::mails(&server).await;
    assert!(mails.contains("Moved"), "{mails}");
}

#[tokio::test]
async fn o2o_13_a_time_may_overlap_with_the_one_that_is_left_for_it() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book(&ada, &premises.colour, usual()).await;
    let there = moved(&ada, &booked, berlin(2, 10, 30)).await;
    assert_eq!(there.time.start, berlin(2, 10, 30));
    // To the same time one does not move.
    try_change(&ada, &there, berlin(2, 10, 30)).await.refused(422, ProblemKind::InvalidFields);
    assert_eq!(shop::count(&server, TIMES).await, 1);
}

#[tokio::test]
async fn o2o_13_one_may_move_to_another_person_at_the_same_time() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book(&ada, &premises.cut, usual()).await;
    assert_eq!(booked.staff.as_ref().unwrap().id, premises.mira);
    let path = format!("/v1/bookings/{}/change", booked.id);
    let wish = |staff| json!({ "version": booked.version, "start": usual(), "staff": staff });
    let same = ada.post(&path, &key(), &wish(&premises.mira)).await;
    same.refused(422, ProblemKind::InvalidFields);
    let held: Booking = ada.post(&path, &key(), &wish(&premises.jo)).await.ok();
    let done: Booking = try_confirm(&ada, &held, eur(0)).await.ok();
    assert_eq!((done.staff.unwrap().id, done.time), (premises.jo, booked.time));
    assert_eq!(shop::count(&server, TIMES).await, 1);
}

#[tokio::test]
async fn o2o_13_a_time_that_is_taken_is_refused_and_nothing_has_changed() {
    let (server, premises) = premises().await;
    let (ada, bo) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let booked = book(&ada, &premises.colour, usual()).await;
    let first = change(&ada, &booked, berlin(3, 12, 0)).await;
    book(&bo, &premises.colour, berlin(3, 14, 0)).await;
    let refused = try_change(&ada, &first, berlin(3, 14, 0)).await.refused(409, ProblemKind::SlotTaken);
    assert!(!refused.booking_problem().unwrap().alternatives.is_empty());
    let closed = try_change(&ada, &first, berlin(3, 21, 0)).await;
    closed.refused(409, ProblemKind::SlotUnavailable);
    let after = read(&ada, &booked).await;
    assert_eq!(after, first, "the time that is held stays held");
    // Another one is held instead, when and only when it can be had.
    let second = change(&ada, &first, berlin(4, 12, 0)).await;
    assert_eq!(second.change.unwrap().time.start, berlin(4, 12, 0));
    assert_eq!(hold(&bo, &premises.colour, berlin(3, 12, 0)).await.status, BookingStatus::Held);
    assert_eq!(shop::count(&server, CHANGES).await, 1);
}

#[tokio::test]
async fn o2o_13_a_dearer_time_is_moved_to_when_the_difference_is_paid() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book_with(&ada, &premises.cut, usual(), "wallet").await;
    let there = berlin(3, 17, 0);
    let held = change(&ada, &booked, there).await;
    let other = held.change.as_ref().unwrap();
    assert_eq!((other.difference, other.settles), (eur(1_000), DifferenceSettles::PayNow));
    let totals =
        try_confirm(&ada, &held, eur(0)).await.refused(409, ProblemKind::PriceChanged).totals.unwrap();
    assert_eq!((totals.was, totals.now), (eur(0), eur(1_000)));
    let waiting: Booking = try_confirm(&ada, &held, eur(1_000)).await.ok();
    let order = waiting.change.as_ref().unwrap().order.clone().unwrap();
    assert_eq!((waiting.time.start, waiting.paid), (usual(), eur(5_000)), "nothing has moved yet");
    let again: Booking = try_confirm(&ada, &waiting, eur(1_000)).await.ok();
    assert_eq!(again.change.unwrap().order.as_ref(), Some(&order), "there is one order for it");
    let asked = ada.read_order(&order).await;
    assert_eq!((asked.totals.total, asked.booking.as_ref()), (eur(1_000), Some(&booked.id)));
    pay(&ada, &order, "card").await;
    let done = until(&ada, &booked, |booking| booking.time.start == there).await;
    assert_eq!((done.paid, done.terms.price, done.terms.due_now), (eur(6_000), eur(6_000), eur(6_000)));
    assert_eq!((done.change.clone(), done.status), (None, BookingStatus::Confirmed));
    assert_eq!(ada.read_order(&order).await.status, OrderStatus::Paid);
    assert_ne!(done.voucher.unwrap().code, booked.voucher.as_ref().unwrap().code);
    // What was paid in two payments goes back in two.
    let quote: CancellationQuote = ada.get(&format!("/v1/bookings/{}/cancellation", booked.id)).await.ok();
    assert_eq!((quote.refund, quote.method), (eur(6_000), None), "over two methods");
    assert_eq!(quote.expected_by, Some(at(7 * 86_400)));
    let done = read(&ada, &booked).await;
    try_cancel(&ada, &done, eur(6_000), &key()).await.ok::<Booking>();
    for order in [&order, booked.order.as_ref().unwrap()] {
        assert_eq!(ada.read_order(order).await.status, OrderStatus::Cancelled);
    }
    let back = until(&ada, &done, |booking| booking.money.iter().all(|step| step.is_done)).await;
    assert_eq!(back.paid, eur(0));
    assert_eq!(at_the_bank(&server, &booked).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn o2o_13_whoever_reads_meanwhile_sees_a_booking_before_it_is_moved_or_after() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book_with(&ada, &premises.cut, usual(), "wallet").await;
    let there = berlin(3, 17, 0);
    let held = change(&ada, &booked, there).await;
    let waiting: Booking = try_confirm(&ada, &held, eur(1_000)).await.ok();
    let payment = start_to_pay(&ada, &waiting.change.unwrap().order.unwrap(), "wallet").await;
    let follow = async || loop {
        let seen = read(&ada, &booked).await;
        let is_there = seen.time.start == there;
        assert_eq!((seen.change.is_none(), seen.paid), (is_there, eur(if is_there { 6_000 } else { 5_000 })));
        if is_there {
            return;
        }
    };
    tokio::join!(
        ada.press(&payment, &[("decision", "approve")]),
        futures::future::join_all((0..16).map(|_| follow()))
    );
}

#[tokio::test]
async fn o2o_13_a_cheaper_time_gives_the_difference_back_once() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book_with(&ada, &premises.cut, usual(), "wallet").await;
    let held = change(&ada, &booked, berlin(3, 9, 0)).await;
    let other = held.change.as_ref().unwrap();
    assert_eq!((other.difference, other.settles), (eur(-1_000), DifferenceSettles::Refund));
    let (path, nonce) = (format!("/v1/bookings/{}/change/confirm", booked.id), key());
    let body = json!({ "version": held.version, "expected_difference": eur(-1_000) });
    let (first, second) = tokio::join!(ada.post(&path, &nonce, &body), ada.post(&path, &nonce, &body));
    assert_eq!((first.status, second.status), (200, 200), "{} {}", first.text, second.text);
    assert_eq!(first.text, second.text);
    let done = until(&ada, &booked, |booking| booking.paid == eur(4_000)).await;
    let step = done.money.last().unwrap();
    assert_eq!((step.kind, step.amount), (MoneyStepKind::DifferenceRefunded, eur(1_000)));
    assert_eq!((step.method.as_str(), step.expected_by), ("wallet", Some(at(86_400))));
    assert_eq!(at_the_bank(&server, &booked).await, 4_000);
    assert_eq!((done.terms.price, done.terms.due_at_venue), (eur(4_000), eur(0)));
    assert_eq!((booked.terms.no_show_fee, done.terms.no_show_fee), (eur(5_000), eur(4_000)));
}

#[tokio::test]
async fn o2o_13_where_a_deposit_was_paid_the_difference_is_settled_at_the_venue() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let mut booked = book(&ada, &premises.colour, usual()).await;
    for (start, price, difference) in [(berlin(3, 17, 30), 9_000, 1_000), (berlin(4, 9, 0), 7_000, -2_000)] {
        let held = change(&ada, &booked, start).await;
        let other = held.change.as_ref().unwrap();
        assert_eq!((other.difference, other.settles), (eur(difference), DifferenceSettles::AtVenue));
        booked = try_confirm(&ada, &held, eur(difference)).await.ok();
        assert_eq!((booked.terms.price, booked.terms.due_now), (eur(price), eur(2_000)));
        assert_eq!((booked.terms.due_at_venue, booked.paid), (eur(price - 2_000), eur(2_000)));
    }
    assert_eq!(booked.money.len(), 1, "no money has moved");
}

#[tokio::test]
async fn o2o_13_what_is_held_runs_out_or_is_let_go_and_the_booking_stays() {
    let (server, premises) = premises().await;
    let (ada, bo) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let booked = book(&ada, &premises.cut, usual()).await;
    let held = change(&ada, &booked, berlin(3, 17, 0)).await;
    let waiting: Booking = try_confirm(&ada, &held, eur(1_000)).await.ok();
    let order = waiting.change.as_ref().unwrap().order.clone().unwrap();
    set_clock(&server, at(600)).await;
    let after = until(&ada, &booked, |booking| booking.change.is_none()).await;
    assert_eq!((after.status, after.time.start), (BookingStatus::Confirmed, usual()));
    assert_eq!(ada.read_order(&order).await.status, OrderStatus::Expired);
    try_confirm(&ada, &after, eur(1_000)).await.refused(409, ProblemKind::HoldEnded);
    assert_eq!(shop::count(&server, CHANGES).await, 0);

    let held = change(&ada, &after, berlin(3, 17, 0)).await;
    let path = format!("/v1/bookings/{}/change/let-go", booked.id);
    let after: Booking = ada.post(&path, &key(), &json!({ "version": held.version })).await.ok();
    assert_eq!((after.change.clone(), after.time.start), (None, usual()));
    let answer = ada.post(&path, &key(), &json!({ "version": after.version })).await;
    answer.refused(409, ProblemKind::HoldEnded);
    assert_eq!(hold(&bo, &premises.cut, berlin(3, 17, 0)).await.status, BookingStatus::Held);
}

#[tokio::test]
async fn o2o_13_a_difference_that_is_paid_too_late_goes_back_and_the_booking_stays() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book_with(&ada, &premises.cut, usual(), "wallet").await;
    let held = change(&ada, &booked, berlin(3, 17, 0)).await;
    let waiting: Booking = try_confirm(&ada, &held, eur(1_000)).await.ok();
    let order = waiting.change.unwrap().order.unwrap();
    let payment = start_to_pay(&ada, &order, "card").await;
    ada.press(&payment, &[("decision", "late"), ("seconds", "900")]).await;
    // A payment that is being confirmed gets a minute more, once.
    set_clock(&server, at(600)).await;
    until(&ada, &booked, |booking| {
        booking.change.as_ref().is_some_and(|change| change.hold.expires_at == at(660))
    })
    .await;
    set_clock(&server, at(661)).await;
    let lost = until(&ada, &booked, |booking| booking.change.is_none()).await;
    assert_eq!(lost.time.start, usual());
    set_clock(&server, at(1_000)).await;
    eventually("the bank has made up its mind, and nothing more is asked of it", async || {
        (shop::count(&server, UNDECIDED).await == 0).then_some(())
    })
    .await;
    let after = until(&ada, &booked, |booking| booking.money.iter().all(|step| step.is_done)).await;
    assert_eq!((after.status, after.time.start, after.paid), (BookingStatus::Confirmed, usual(), eur(5_000)));
    assert_eq!(at_the_bank(&server, &booked).await, 5_000);
}

#[tokio::test]
async fn o2o_13_a_move_that_was_paid_while_the_server_stopped_is_made_when_it_starts() {
    let folder = tempfile::tempdir().unwrap();
    let server = shop::start_in(folder.path()).await;
    set_clock(&server, at(0)).await;
    let premises = open(&server).await;
    let ada = Buyer::new(&server).await;
    let token = ada.token.clone();
    let booked = book_with(&ada, &premises.cut, usual(), "wallet").await;
    let there = berlin(3, 17, 0);
    let held = change(&ada, &booked, there).await;
    let waiting: Booking = try_confirm(&ada, &held, eur(1_000)).await.ok();
    let order = waiting.change.unwrap().order.unwrap();
    let payment = start_to_pay(&ada, &order, "wallet").await;
    let fault = json!({ "path": "/v1/webhooks", "drop": "before", "count": 1_000 });
    assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
    ada.press(&payment, &[("decision", "approve")]).await;
    server.stop().await;
    // The hold ends before the server is there again.
    let db = folder.path().join("shop.db");
    let line = ["fivefold-server", "--listen", "127.0.0.1:0", "--sandbox", "127.0.0.1:0", "--db"];
    let config = Config::try_parse_from(line.into_iter().chain([db.to_str().unwrap()])).unwrap();
    let asleep = Server::bind_with(config, None).await.unwrap();
    let mut tx = asleep.app().db.begin().await.unwrap();
    let over = "UPDATE holds SET expires_at = 0 WHERE subject_kind = 'change'";
    sqlx::query(over).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    asleep.app().db.close().await;
    let server = shop::start_in(folder.path()).await;
    let ada = Buyer { server: &server, token, scope: "locale=en&market=EU&currency=EUR" };
    let done = until(&ada, &booked, |booking| booking.change.is_none()).await;
    assert_eq!((done.time.start, done.paid), (there, eur(6_000)));
}

#[tokio::test]
async fn o2o_13_money_that_is_taken_when_the_other_time_was_let_go_goes_back() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book_with(&ada, &premises.cut, usual(), "wallet").await;
    let held = change(&ada, &booked, berlin(3, 17, 0)).await;
    let waiting: Booking = try_confirm(&ada, &held, eur(1_000)).await.ok();
    let order = waiting.change.clone().unwrap().order.unwrap();
    let payment = start_to_pay(&ada, &order, "wallet").await;
    // The bank takes the money, but its reports get lost, and the person has thought better of it.
    let fault = json!({ "path": "/v1/webhooks", "drop": "before", "count": 1_000 });
    assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
    ada.press(&payment, &[("decision", "approve")]).await;
    let path = format!("/v1/bookings/{}/change/let-go", booked.id);
    let seen = read(&ada, &booked).await;
    ada.post(&path, &key(), &json!({ "version": seen.version })).await.ok::<Booking>();
    let after = until(&ada, &booked, |booking| {
        booking.money.len() == 3 && booking.money.iter().all(|step| step.is_done)
    })
    .await;
    assert_eq!((after.time.start, after.paid), (usual(), eur(5_000)));
    let kinds: Vec<MoneyStepKind> = after.money.iter().map(|step| step.kind).collect();
    assert_eq!(kinds, [MoneyStepKind::Captured, MoneyStepKind::Captured, MoneyStepKind::Refunded]);
    assert_eq!(at_the_bank(&server, &booked).await, 5_000);
}

#[tokio::test]
async fn o2o_13_a_moved_booking_counts_against_the_policy_by_its_first_time() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book(&ada, &premises.cut, usual()).await;
    let far = moved(&ada, &booked, berlin(20, 10, 0)).await;
    assert_eq!(far.terms.steps, booked.terms.steps, "moving away resets no fee");
    assert_eq!((far.terms.free_until, far.terms.ends_at), (booked.terms.free_until, usual()));
    assert!(far.allowed_actions.contains(&BookingAction::Change));
    // After the beginning that was first agreed it is not moved any more, and cancelling costs its last step.
    set_clock(&server, usual()).await;
    let seen = read(&ada, &booked).await;
    assert_eq!(seen.allowed_actions, [BookingAction::Show, BookingAction::Cancel]);
    try_change(&ada, &seen, berlin(21, 10, 0)).await.refused(409, ProblemKind::NotChangeable);
    try_cancel(&ada, &seen, eur(5_000), &key()).await.refused(409, ProblemKind::PriceChanged);
    let cancelled: Booking = try_cancel(&ada, &seen, eur(2_500), &key()).await.ok();
    assert_eq!(cancelled.status, BookingStatus::Cancelled);
}

#[tokio::test]
async fn o2o_13_a_move_is_confirmed_only_while_its_time_is_held_and_moving_is_allowed() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book(&ada, &premises.cut, usual()).await;
    let held = change(&ada, &booked, berlin(3, 12, 0)).await;
    set_clock(&server, at(600)).await;
    try_confirm(&ada, &held, eur(0)).await.refused(409, ProblemKind::HoldEnded);
    // Held at the last moment, and still held when the booking begins.
    set_clock(&server, usual().before(Duration::from_secs(60))).await;
    let seen = until(&ada, &booked, |booking| booking.change.is_none()).await;
    let held = change(&ada, &seen, berlin(3, 12, 0)).await;
    set_clock(&server, usual()).await;
    try_confirm(&ada, &held, eur(0)).await.refused(409, ProblemKind::NotChangeable);
    assert_eq!(read(&ada, &booked).await.time.start, usual());
}

#[tokio::test]
async fn o2o_13_what_was_not_seen_is_not_agreed_to_and_strangers_find_nothing() {
    let (server, premises) = premises().await;
    let (ada, eve) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let booked = book(&ada, &premises.cut, usual()).await;
    let held = change(&ada, &booked, berlin(3, 12, 0)).await;
    try_change(&ada, &booked, berlin(3, 13, 0)).await.refused(412, ProblemKind::VersionConflict);
    try_confirm(&ada, &booked, eur(0)).await.refused(412, ProblemKind::VersionConflict);
    try_change(&eve, &held, berlin(3, 13, 0)).await.refused(404, ProblemKind::NotFound);
    try_confirm(&eve, &held, eur(0)).await.refused(404, ProblemKind::NotFound);
    let only_held = hold(&eve, &premises.cut, berlin(5, 10, 0)).await;
    try_change(&eve, &only_held, berlin(5, 12, 0)).await.refused(409, ProblemKind::NotChangeable);
}

/// Twenty people with a booking each want to move to the same hour with one hairdresser.
#[tokio::test(flavor = "multi_thread")]
async fn o2o_13_one_of_many_gets_the_hour_that_all_want_and_nobody_loses_their_own() {
    const PEOPLE: i64 = 20;
    let (server, premises) = premises().await;
    let start = |number: i64| -> Instant {
        berlin(3 + number / 8, 9, 0).plus(Duration::from_secs((number % 8).unsigned_abs() * 3_600))
    };
    let wanted = berlin(2, 12, 0);
    let guests = futures::future::join_all((0..PEOPLE).map(|number| {
        let (server, premises) = (&server, &premises);
        async move {
            let guest = Buyer::new(server).await;
            let booked = book(&guest, &premises.colour, start(number)).await;
            (guest, booked)
        }
    }))
    .await;
    let answers =
        futures::future::join_all(guests.iter().map(|(guest, booked)| try_change(guest, booked, wanted)))
            .await;
    let held = answers.iter().filter(|answer| answer.status == 200).count();
    let taken = answers.iter().filter(|answer| answer.status == 409).count();
    assert_eq!((held, taken), (1, 19));
    for (number, (guest, booked)) in (0_i64..).zip(&guests) {
        let seen = read(guest, booked).await;
        assert_eq!((seen.status, seen.time.start), (BookingStatus::Confirmed, start(number)));
    }
    assert_eq!(shop::count(&server, TIMES).await, PEOPLE + 1);
    eprintln!(
        "{PEOPLE} people for one other hour: {held} holds it, {taken} keep theirs and are told what else there is"
    );
}
