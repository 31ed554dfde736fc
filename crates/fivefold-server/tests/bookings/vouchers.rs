//! Vouchers and what staff do with them at a door.

use crate::{
    buyer::{Buyer, key},
    club,
    house::{at, set_clock},
    premises::{
        berlin, book, change, eur, hold, moved, open, premises, preview, show, staff, try_cancel, try_redeem,
        until, usual,
    },
    salon::{self, read},
    shop,
};
use fivefold_api::{
    model::{
        Booking, BookingStatus, Problem, ProblemKind, Redemption, RedemptionResult, VenueCard, VoucherStatus,
    },
    vocabulary::Page,
};
use fivefold_server::bookings::ServiceOffer;
use serde_json::json;
use std::{collections::BTreeMap, time::Duration};

const ATTEMPTS: &str = "SELECT COUNT(*) FROM redemptions";

#[tokio::test]
async fn o2o_17_a_voucher_is_looked_at_and_redeemed_and_tells_staff_who_stands_there() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let mia = staff(&server, "mia", &[&premises.branch, &premises.other]).await;
    let doors: Page<VenueCard> = mia.get("/v1/me/venues").await.ok();
    let names: Vec<&str> = doors.items.iter().map(|venue| venue.name.as_str()).collect();
    assert_eq!(names, ["Salon II", "Salon, am Hafen; I"]);
    let booked = book(&ada, &premises.colour, usual()).await;
    let voucher = booked.voucher.unwrap();
    assert_eq!(voucher.valid_from, berlin(2, 9, 0));
    assert_eq!(voucher.valid_until, berlin(2, 11, 15));
    set_clock(&server, usual()).await;
    let before = preview(&mia, &premises.branch, &voucher.payload).await;
    assert_eq!((before.result, before.redeemed), (RedemptionResult::Ok, None));
    let guest = before.guest.unwrap();
    assert_eq!((guest.name.as_str(), guest.number.as_str()), ("Ada Lovelace", booked.number.as_str()));
    assert_eq!((guest.paid, guest.due_at_venue, guest.party), (eur(2_000), eur(6_000), 1));
    assert_eq!((guest.staff.as_deref(), guest.note.as_deref()), (Some("Mira"), Some("Short at the back")));
    assert_eq!(guest.time, booked.time);
    assert_eq!(shop::count(&server, ATTEMPTS).await, 0, "looking changes nothing");
    let done = show(&mia, &premises.branch, &voucher.payload).await;
    let redeemed = done.redeemed.unwrap();
    assert_eq!((done.result, redeemed.by.as_str(), redeemed.at), (RedemptionResult::Ok, "mia", usual()));
    let seen: Booking = ada.get(&format!("/v1/bookings/{}", guest.booking)).await.ok();
    assert_eq!((seen.status, seen.ended_at), (BookingStatus::Fulfilled, Some(usual())));
    let used = seen.voucher.unwrap();
    assert_eq!((used.status, used.redeemed_at), (VoucherStatus::Redeemed, Some(usual())));
    assert_eq!(shop::count(&server, ATTEMPTS).await, 1);
}

#[tokio::test]
async fn o2o_17_every_result_is_told_as_what_it_is() {
    use RedemptionResult as R;
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let mia = staff(&server, "mia", &[&premises.branch, &premises.other]).await;
    let door = &premises.branch;
    let mut told = BTreeMap::new();
    let mut note = |seen: &Redemption| *told.entry(format!("{:?}", seen.result)).or_insert(0) += 1;

    let booked = book(&ada, &premises.cut, usual()).await;
    let voucher = booked.voucher.clone().unwrap();
    let early = show(&mia, door, &voucher.code.0).await;
    assert_eq!((early.result, early.valid_from), (R::TooEarly, Some(voucher.valid_from)));
    note(&early);
    // A minute too early, and the first moment at which it is taken.
    set_clock(&server, voucher.valid_from.before(Duration::from_millis(1))).await;
    assert_eq!(preview(&mia, door, &voucher.code.0).await.result, R::TooEarly);
    set_clock(&server, voucher.valid_from).await;
    let elsewhere = show(&mia, &premises.other, &voucher.code.0).await;
    assert_eq!((elsewhere.result, &elsewhere.guest), (R::WrongBranch, &None));
    assert_eq!(elsewhere.venue.as_deref(), Some("Salon, am Hafen; I"));
    note(&elsewhere);
    // As somebody types it who reads it aloud.
    let typed = voucher.code.0.to_lowercase().replace('-', "  ");
    let good = show(&mia, door, &typed).await;
    assert_eq!(good.result, R::Ok);
    note(&good);
    let again = show(&mia, door, &voucher.payload).await;
    assert_eq!((again.result, again.redeemed.clone()), (R::AlreadyRedeemed, good.redeemed));
    note(&again);

    let late = book(&ada, &premises.cut, berlin(3, 10, 0)).await;
    let late_voucher = late.voucher.unwrap();
    let away = book(&ada, &premises.cut, berlin(4, 10, 0)).await;
    let away_voucher = away.voucher.clone().unwrap();
    try_cancel(&ada, &away, eur(5_000), &key()).await.ok::<serde_json::Value>();
    until(&ada, &away, |booking| booking.paid == eur(0)).await;
    let cancelled = show(&mia, door, &away_voucher.payload).await;
    assert_eq!(cancelled.result, R::Cancelled);
    note(&cancelled);
    // The shop has given the money back without calling the booking off.
    let unpaid = book(&ada, &premises.cut, berlin(5, 10, 0)).await;
    let payment = ada.read_order(unpaid.order.as_ref().unwrap()).await.payments[0].id.clone();
    server.app.refund(&payment, 5_000).await.unwrap();
    until(&ada, &unpaid, |booking| booking.paid == eur(0)).await;
    let seen = show(&mia, door, &unpaid.voucher.unwrap().code.0).await;
    assert_eq!(seen.result, R::Unpaid);
    note(&seen);

    set_clock(&server, late_voucher.valid_until).await;
    assert_eq!(preview(&mia, door, &late_voucher.code.0).await.result, R::Ok, "the last moment");
    set_clock(&server, late_voucher.valid_until.plus(Duration::from_millis(1))).await;
    let expired = show(&mia, door, &late_voucher.code.0).await;
    assert_eq!((expired.result, expired.valid_until), (R::Expired, Some(late_voucher.valid_until)));
    note(&expired);

    let forged = voucher.payload.replace(&voucher.code.0, &late_voucher.code.0);
    let mistyped = format!("{}3", &voucher.code.0[..voucher.code.0.len() - 1]);
    for nonsense in ["", "hello", "3467-9CDF-GHJK", &forged, &mistyped, "https://example.com/FF1"] {
        if nonsense == voucher.code.0 {
            continue;
        }
        let unknown = show(&mia, door, nonsense).await;
        assert_eq!((unknown.result, &unknown.guest), (R::Unknown, &None), "{nonsense}");
        note(&unknown);
    }
    eprintln!("{told:?}");
    assert_eq!(told.len(), 8);
}

#[tokio::test]
async fn o2o_17_only_staff_redeem_and_only_at_their_own_doors() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let mia = staff(&server, "mia", &[&premises.other]).await;
    let bo = club::member(&server, "bo").await;
    let booked = book(&ada, &premises.cut, usual()).await;
    set_clock(&server, usual()).await;
    let code = booked.voucher.as_ref().unwrap().code.0.clone();
    let body = json!({ "venue": premises.branch, "code": code });
    for path in ["/v1/redemptions", "/v1/redemptions/preview"] {
        mia.post(path, &key(), &body).await.refused(403, ProblemKind::Forbidden);
        bo.post(path, &key(), &body).await.refused(403, ProblemKind::Forbidden);
        ada.post(path, &key(), &body).await.refused(403, ProblemKind::SignInNeeded);
    }
    bo.get("/v1/me/venues").await.refused(403, ProblemKind::Forbidden);
    ada.get("/v1/me/venues").await.refused(403, ProblemKind::SignInNeeded);
    let elsewhere = show(&mia, &premises.other, &code).await;
    assert_eq!((elsewhere.result, elsewhere.guest), (RedemptionResult::WrongBranch, None));
    assert_eq!(read(&ada, &booked).await.status, BookingStatus::Confirmed);
}

#[tokio::test]
async fn o2o_13_a_voucher_from_before_a_move_lets_nobody_in_any_more() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let mia = staff(&server, "mia", &[&premises.branch]).await;
    let booked = book(&ada, &premises.cut, usual()).await;
    let there = moved(&ada, &booked, berlin(2, 12, 0)).await;
    let (old, new) = (booked.voucher.unwrap(), there.voucher.unwrap());
    assert_ne!(old.code, new.code);
    assert_eq!((new.status, new.valid_until), (VoucherStatus::Active, berlin(2, 13, 15)));
    set_clock(&server, berlin(2, 11, 0)).await;
    assert_eq!(show(&mia, &premises.branch, &old.payload).await.result, RedemptionResult::Cancelled);
    assert_eq!(show(&mia, &premises.branch, &new.payload).await.result, RedemptionResult::Ok);
    let old = show(&mia, &premises.branch, &old.payload).await;
    assert_eq!((old.result, old.redeemed.unwrap().by.as_str()), (RedemptionResult::AlreadyRedeemed, "mia"));
}

#[tokio::test]
async fn o2o_18_the_same_nonce_gets_the_same_answer_across_lost_answers_and_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let server = shop::start_in(folder.path()).await;
    set_clock(&server, at(0)).await;
    let premises = open(&server).await;
    let guest = Buyer::new(&server).await;
    let token = guest.token.clone();
    let mia = staff(&server, "mia", &[&premises.branch]).await;
    let booked = book(&guest, &premises.cut, usual()).await;
    let code = booked.voucher.as_ref().unwrap().code.0.clone();
    set_clock(&server, usual()).await;
    // The answer gets lost on its way.
    let fault = json!({ "path": "/v1/redemptions", "drop": "after", "count": 1 });
    assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
    let body = json!({ "venue": premises.branch, "code": code });
    assert!(mia.try_post("/v1/redemptions", "nonce-1", &body).await.is_err());
    set_clock(&server, usual().plus(Duration::from_secs(5))).await;
    let first: Redemption = try_redeem(&mia, &premises.branch, &code, "nonce-1").await.ok();
    assert_eq!((first.result, first.redeemed.clone().unwrap().at), (RedemptionResult::Ok, usual()));
    server.stop().await;
    let server = shop::start_in(folder.path()).await;
    set_clock(&server, usual().plus(Duration::from_secs(60))).await;
    let mia = club::back(&server, "mia");
    let retried: Redemption = try_redeem(&mia, &premises.branch, &code, "nonce-1").await.ok();
    assert_eq!(retried, first);
    let other: Redemption = try_redeem(&mia, &premises.branch, &code, "nonce-2").await.ok();
    assert_eq!((other.result, other.redeemed), (RedemptionResult::AlreadyRedeemed, first.redeemed.clone()));
    let reused = try_redeem(&mia, &premises.branch, "3467", "nonce-1").await;
    let _: Problem = reused.refused(422, ProblemKind::KeyReused);
    // Commands are forgotten after a day; what this one did is not.
    let forget = "DELETE FROM commitments";
    let mut tx = server.app.db.begin().await.unwrap();
    sqlx::query(forget).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let reused = try_redeem(&mia, &premises.branch, "3467", "nonce-1").await;
    let _: Problem = reused.refused(422, ProblemKind::KeyReused);
    let much_later: Redemption = try_redeem(&mia, &premises.branch, &code, "nonce-1").await.ok();
    assert_eq!(much_later, first);
    let guest = Buyer { server: &server, token, scope: "locale=en&market=EU&currency=EUR" };
    assert_eq!(read(&guest, &booked).await.status, BookingStatus::Fulfilled);
}

#[tokio::test(flavor = "multi_thread")]
async fn o2o_18_of_two_devices_at_once_exactly_one_lets_in_and_the_other_is_told_who() {
    const PAIRS: usize = 50;
    let (server, premises) = premises().await;
    let branch = &premises.branch;
    let (mia, bo) = (staff(&server, "mia", &[branch]).await, staff(&server, "bo", &[branch]).await);
    let hall = ServiceOffer { capacity: Some(60), ..salon::haircut(branch, &[]) };
    let hall = server.app.offer_service(&hall).await.unwrap();
    let booked = futures::future::join_all((0..PAIRS).map(|_| async {
        let guest = Buyer::new(&server).await;
        book(&guest, &hall, usual()).await
    }))
    .await;
    set_clock(&server, usual()).await;
    let started = std::time::Instant::now();
    let pairs = futures::future::join_all(booked.iter().map(|booked| async {
        let code = &booked.voucher.as_ref().unwrap().payload;
        let nonces = ["mia", "bo"].map(|name| format!("{name}-{}", booked.id));
        tokio::join!(try_redeem(&mia, branch, code, &nonces[0]), try_redeem(&bo, branch, code, &nonces[1]),)
    }))
    .await;
    let took = started.elapsed();
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    for (one, other) in pairs {
        let both: [Redemption; 2] = [one.ok(), other.ok()];
        let first = usize::from(both[0].result != RedemptionResult::Ok);
        assert_eq!(both[first].result, RedemptionResult::Ok);
        assert_eq!(both[1 - first].result, RedemptionResult::AlreadyRedeemed);
        let name = ["mia", "bo"][first];
        for seen in &both {
            let redeemed = seen.redeemed.as_ref().unwrap();
            assert_eq!((redeemed.by.as_str(), redeemed.at), (name, usual()));
        }
        *tally.entry(name).or_default() += 1;
    }
    eprintln!("{PAIRS} pairs of devices at once in {took:?}: first was {tally:?}; nobody was let in twice");
    let pairs = i64::try_from(PAIRS).unwrap();
    let redeemed = "SELECT COUNT(*) FROM vouchers WHERE status = 'redeemed'";
    assert_eq!(shop::count(&server, redeemed).await, pairs);
    let let_in = "SELECT COUNT(*) FROM redemptions WHERE result = 'ok'";
    assert_eq!(shop::count(&server, let_in).await, pairs);
}

#[tokio::test]
async fn o2o_17_another_time_that_was_held_is_free_once_the_voucher_is_used() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let mia = staff(&server, "mia", &[&premises.branch]).await;
    let booked = book(&ada, &premises.colour, usual()).await;
    // Held at the last moment, and then the person comes after all.
    set_clock(&server, usual().before(Duration::from_secs(60))).await;
    let changing = change(&ada, &booked, berlin(4, 12, 0)).await;
    assert!(changing.change.is_some());
    assert_eq!(
        show(&mia, &premises.branch, &booked.voucher.unwrap().code.0).await.result,
        RedemptionResult::Ok
    );
    let used = read(&ada, &changing).await;
    assert_eq!((used.status, used.change), (BookingStatus::Fulfilled, None));
    let bo = Buyer::new(&server).await;
    assert_eq!(hold(&bo, &premises.colour, berlin(4, 12, 0)).await.status, BookingStatus::Held);
}

#[tokio::test]
async fn o2o_17_whoever_was_given_a_part_back_is_let_in() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let mia = staff(&server, "mia", &[&premises.branch]).await;
    let booked = book(&ada, &premises.cut, usual()).await;
    let payment = ada.read_order(booked.order.as_ref().unwrap()).await.payments[0].id.clone();
    server.app.refund(&payment, 1_000).await.unwrap();
    until(&ada, &booked, |booking| booking.paid == eur(4_000)).await;
    set_clock(&server, usual()).await;
    let seen = show(&mia, &premises.branch, &booked.voucher.unwrap().payload).await;
    assert_eq!((seen.result, seen.guest.unwrap().paid), (RedemptionResult::Ok, eur(4_000)));
}

#[tokio::test]
async fn o2o_13_a_booking_that_is_over_shows_its_last_voucher() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book(&ada, &premises.cut, usual()).await;
    let far = moved(&ada, &booked, berlin(20, 10, 0)).await;
    let near = moved(&ada, &far, berlin(4, 10, 0)).await;
    let over: Booking = try_cancel(&ada, &near, eur(5_000), &key()).await.ok();
    assert_eq!(over.voucher.unwrap().code, near.voucher.unwrap().code);
}
