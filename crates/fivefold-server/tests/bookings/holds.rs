//! Holds: exclusive, shared by tabs, replaced, left, let go, and over.

use crate::{
    buyer::{Buyer, eventually, key},
    house::{Stream, at, set_clock},
    salon::{
        TEN, WEDNESDAY, accept, acceptance, berlin, confirm, date, go_to_bank, haircut, hold, let_go,
        presence, read, salon, slots, state, time, try_accept, try_hold, try_pay, until, wish,
    },
    shop,
};
use fivefold_api::{
    model::{
        Booking, BookingAction, BookingFact, BookingStatus, HoldState, OrderStatus, ProblemKind, SlotState,
        SlotsFact,
    },
    vocabulary::Page,
};
use fivefold_server::bookings::VenueOffer;
use serde_json::json;

#[tokio::test]
async fn o2o_06_a_time_is_held_for_one_and_taken_for_everybody_else() {
    let salon = salon().await;
    let (ada, bo) = (Buyer::new(&salon.server).await, Buyer::new(&salon.server).await);
    let held = hold(&ada, &salon.haircut, TEN, Some(&salon.ines)).await;
    let kept = held.hold.clone().unwrap();
    assert_eq!((kept.state, kept.expires_at), (HoldState::Active, at(600)));
    assert_eq!(held.allowed_actions, [BookingAction::Pay, BookingAction::LetGo]);
    assert!(held.number.starts_with("B-") && held.order.is_none() && held.money.is_empty());
    // Tom is still free; Ines is for nobody, in no service of hers, and not half an hour earlier or later.
    let day = slots(&salon.server, &salon.haircut, WEDNESDAY).await;
    let free = |start: &str| {
        let slot = day.slots.iter().find(|slot| slot.time.start == time(start)).unwrap();
        (slot.state, slot.staff.clone())
    };
    assert_eq!(free(TEN), (SlotState::Free, vec![salon.tom.clone()]));
    assert_eq!(free("2030-01-02T08:30:00Z").1, [salon.tom.clone()].as_slice());
    assert_eq!(free("2030-01-02T08:00:00Z").1, [salon.ines.clone(), salon.tom.clone()].as_slice());
    assert_eq!(free("2030-01-02T10:00:00Z").1, [salon.ines.clone(), salon.tom.clone()].as_slice());
    assert_eq!(state(&salon.server, &salon.beard, "2030-01-02T09:30:00Z").await, SlotState::Taken);
    try_hold(&bo, &salon.haircut, &wish(TEN, Some(&salon.ines))).await.refused(409, ProblemKind::SlotTaken);
    // Whoever does not mind gets Tom.
    assert_eq!(hold(&bo, &salon.haircut, TEN, None).await.staff.unwrap().id, salon.tom);
    assert_eq!(state(&salon.server, &salon.haircut, TEN).await, SlotState::Taken);
    // Nobody else sees it or does anything with it.
    let path = format!("/v1/bookings/{}", held.id);
    bo.get(&path).await.refused(404, ProblemKind::NotFound);
    try_accept(&bo, &held, &acceptance(&held)).await.refused(404, ProblemKind::NotFound);
    let gone = bo.put(&format!("{path}/presence"), None, &json!({ "is_here": false })).await;
    gone.refused(404, ProblemKind::NotFound);
    let seen = json!({ "version": held.version });
    bo.post(&format!("{path}/let-go"), &key(), &seen).await.refused(404, ProblemKind::NotFound);
    assert_eq!(read(&ada, &held).await, held);
}

#[tokio::test]
async fn o2o_06_a_second_tab_shows_the_same_hold_and_the_same_pick_is_not_a_new_one() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let path = format!("/v1/services/{}/held", salon.haircut);
    assert_eq!(ada.get(&path).await.ok::<Option<Booking>>(), None);
    let held = hold(&ada, &salon.haircut, TEN, Some(&salon.ines)).await;
    set_clock(&salon.server, at(60)).await;
    let tab: Booking = ada.get(&path).await.ok();
    assert_eq!((&tab.id, &tab.hold, &tab.token), (&held.id, &held.hold, &held.token));
    let again = hold(&ada, &salon.haircut, TEN, None).await;
    assert_eq!((again.id, again.hold, again.version), (held.id, held.hold, held.version));
}

#[tokio::test]
async fn o2o_06_another_pick_replaces_the_first_one_only_if_it_can_be_had() {
    let salon = salon().await;
    let (ada, bo) = (Buyer::new(&salon.server).await, Buyer::new(&salon.server).await);
    let eleven = "2030-01-02T10:00:00Z";
    hold(&bo, &salon.haircut, eleven, Some(&salon.ines)).await;
    let first = hold(&ada, &salon.haircut, TEN, Some(&salon.ines)).await;
    try_hold(&ada, &salon.haircut, &wish(eleven, Some(&salon.ines)))
        .await
        .refused(409, ProblemKind::SlotTaken);
    assert_eq!(read(&ada, &first).await.status, BookingStatus::Held);
    // Half an hour earlier overlaps with what she holds herself, which stands in nobody's way but others'.
    let second = hold(&ada, &salon.haircut, "2030-01-02T08:30:00Z", Some(&salon.ines)).await;
    assert_ne!(second.id, first.id);
    let first = read(&ada, &first).await;
    assert_eq!((first.status, first.hold), (BookingStatus::LetGo, None));
    assert_eq!(state(&salon.server, &salon.beard, "2030-01-02T09:30:00Z").await, SlotState::Free);
    // Of another service she may hold a time at once.
    hold(&ada, &salon.class, "2030-01-02T12:00:00Z", None).await;
    assert_eq!(read(&ada, &second).await.status, BookingStatus::Held);
}

#[tokio::test]
async fn o2o_06_a_page_that_is_left_frees_the_time_within_a_minute_and_coming_back_keeps_it() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let held = hold(&ada, &salon.haircut, TEN, None).await;
    set_clock(&salon.server, at(100)).await;
    assert_eq!(presence(&ada, &held, false).await.hold.unwrap().expires_at, at(160));
    // Leaving twice is leaving once.
    set_clock(&salon.server, at(120)).await;
    assert_eq!(presence(&ada, &held, false).await.hold.unwrap().expires_at, at(160));
    assert_eq!(presence(&ada, &held, true).await.hold.unwrap().expires_at, at(600));
    assert_eq!(presence(&ada, &held, true).await.hold.unwrap().expires_at, at(600));
    presence(&ada, &held, false).await;
    set_clock(&salon.server, at(180)).await;
    until(&ada, &held, BookingStatus::HoldExpired).await;
    assert_eq!(state(&salon.server, &salon.beard, TEN).await, SlotState::Free);
    // It is over, and being back changes nothing.
    let over = presence(&ada, &held, true).await;
    assert_eq!((over.status, over.hold), (BookingStatus::HoldExpired, None));
    // Near its end leaving does not make a hold longer.
    let held = hold(&ada, &salon.haircut, TEN, None).await;
    set_clock(&salon.server, at(750)).await;
    assert_eq!(presence(&ada, &held, false).await.hold.unwrap().expires_at, at(780));
}

#[tokio::test]
async fn o2o_06_leaving_for_the_bank_leaves_the_hold_alone_and_paying_is_being_back() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let held = hold(&ada, &salon.haircut, TEN, None).await;
    let order = accept(&ada, &held).await.order.unwrap();
    assert_eq!(presence(&ada, &held, false).await.hold.unwrap().expires_at, at(60));
    let payment: fivefold_api::model::PaymentAttempt = try_pay(&ada, &order).await.ok();
    assert_eq!(read(&ada, &held).await.hold.unwrap().expires_at, at(600));
    assert_eq!(presence(&ada, &held, false).await.hold.unwrap().expires_at, at(600));
    ada.press(&payment, &[("decision", "approve")]).await;
    until(&ada, &held, BookingStatus::Confirmed).await;
}

#[tokio::test]
async fn o2o_06_a_time_can_be_let_go_and_runs_out_by_itself() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let held = hold(&ada, &salon.haircut, TEN, Some(&salon.ines)).await;
    let stale = json!({ "version": "0" });
    let path = format!("/v1/bookings/{}/let-go", held.id);
    ada.post(&path, &key(), &stale).await.refused(412, ProblemKind::VersionConflict);
    let gone: Booking = let_go(&ada, &held).await.ok();
    assert_eq!((gone.status, gone.ended_at), (BookingStatus::LetGo, Some(at(0))));
    assert_eq!(gone.allowed_actions, [BookingAction::BookAgain]);
    let_go(&ada, &held).await.refused(409, ProblemKind::HoldEnded);
    // With its order it ends as well.
    let held = hold(&ada, &salon.haircut, TEN, Some(&salon.ines)).await;
    let order = accept(&ada, &held).await.order.unwrap();
    set_clock(&salon.server, at(600)).await;
    let over = until(&ada, &held, BookingStatus::HoldExpired).await;
    assert_eq!(over.money, []);
    assert_eq!(ada.read_order(&order).await.status, OrderStatus::Expired);
    try_pay(&ada, &order).await.refused(409, ProblemKind::NotPayable);
    assert_eq!(state(&salon.server, &salon.beard, TEN).await, SlotState::Free);
    let mine: Page<Booking> = ada.get("/v1/me/bookings?list=past").await.ok();
    assert_eq!(mine.items, [], "what was never paid is no booking");
}

#[tokio::test]
async fn o2o_06_a_payment_that_is_being_confirmed_gets_one_more_minute() {
    let salon = salon().await;
    let (ada, bo) = (Buyer::new(&salon.server).await, Buyer::new(&salon.server).await);
    let (quick, slow) = (
        hold(&ada, &salon.haircut, TEN, Some(&salon.ines)).await,
        hold(&bo, &salon.haircut, TEN, Some(&salon.tom)).await,
    );
    let payment = go_to_bank(&ada, &quick).await;
    assert_eq!(payment.action.as_ref().unwrap().expires_at, at(660));
    go_to_bank(&bo, &slow).await;
    set_clock(&salon.server, at(600)).await;
    for (buyer, booking) in [(&ada, &quick), (&bo, &slow)] {
        let longer =
            eventually("more", async || Some(read(buyer, booking).await).filter(|row| row.in_grace)).await;
        assert_eq!(longer.hold.unwrap().expires_at, at(660));
    }
    set_clock(&salon.server, at(650)).await;
    ada.press(&payment, &[("decision", "approve")]).await;
    let booked = until(&ada, &quick, BookingStatus::Confirmed).await;
    assert!(!booked.in_grace);
    set_clock(&salon.server, at(660)).await;
    assert_eq!(until(&bo, &slow, BookingStatus::HoldExpired).await.money, []);
}

#[tokio::test]
async fn o2o_06_a_hold_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let server = shop::start_in(folder.path()).await;
    set_clock(&server, at(0)).await;
    let salon = crate::salon::fitted(server).await;
    let ada = Buyer::new(&salon.server).await;
    let token = ada.token.clone();
    let held = hold(&ada, &salon.haircut, TEN, None).await;
    salon.server.stop().await;
    let server = shop::start_in(folder.path()).await;
    set_clock(&server, at(60)).await;
    let ada = Buyer { server: &server, token, scope: "locale=en&market=EU&currency=EUR" };
    assert_eq!(read(&ada, &held).await.hold, held.hold);
    confirm(&ada, &held).await;
}

#[tokio::test]
async fn x_live_whoever_looks_at_a_service_hears_on_which_dates_its_times_have_changed() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    // Both are done by Ines.
    let (mut cuts, _) = Stream::open(&salon.server, None, &format!("service/{}", salon.haircut)).await;
    let (mut beards, _) = Stream::open(&salon.server, None, &format!("service/{}", salon.beard)).await;
    let (mut own, _) = Stream::open(&salon.server, Some(&ada.token), "me").await;
    let before = slots(&salon.server, &salon.haircut, WEDNESDAY).await.live;
    let held = hold(&ada, &salon.haircut, TEN, Some(&salon.ines)).await;
    for (stream, service) in [(&mut cuts, &salon.haircut), (&mut beards, &salon.beard)] {
        let told: SlotsFact = serde_json::from_value(json!(stream.of_kind("slots").await.data)).unwrap();
        assert_eq!((&told.service, told.dates), (service, vec![date(WEDNESDAY)]));
    }
    assert_eq!(slots(&salon.server, &salon.haircut, WEDNESDAY).await.live.seq, before.seq + 1);
    let told: BookingFact = serde_json::from_value(json!(own.of_kind("booking_held").await.data)).unwrap();
    // What opens a booking or lets somebody in is in no fact.
    let bare = Booking { token: None, contact: None, calendar: None, voucher: None, ..held.clone() };
    assert_eq!((told.booking, told.title.as_str()), (bare, "Haircut"));
    let_go(&ada, &held).await.ok::<Booking>();
    cuts.of_kind("slots").await;
    own.of_kind("booking_let_go").await;
}

#[tokio::test]
async fn x_idem_the_same_key_holds_once_and_gets_the_same_answer_whatever_has_happened_since() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let (path, key) = (format!("/v1/services/{}/bookings", salon.haircut), key());
    let body = wish(TEN, Some(&salon.ines));
    let first = ada.post(&path, &key, &body).await;
    let booking: Booking = first.ok();
    assert_eq!(ada.post(&path, &key, &body).await.text, first.text);
    let_go(&ada, &booking).await.ok::<Booking>();
    assert_eq!(ada.post(&path, &key, &body).await.text, first.text);
    assert_eq!(state(&salon.server, &salon.beard, TEN).await, SlotState::Free);
    let other = wish(TEN, Some(&salon.tom));
    ada.post(&path, &key, &other).await.refused(422, ProblemKind::KeyReused);
    // A refusal is an answer too.
    let bo = Buyer::new(&salon.server).await;
    let taken = hold(&ada, &salon.haircut, TEN, Some(&salon.ines)).await;
    let refused = bo.post(&path, "bo-1", &body).await;
    refused.refused(409, ProblemKind::SlotTaken);
    let_go(&ada, &taken).await.ok::<Booking>();
    assert_eq!(bo.post(&path, "bo-1", &body).await.text, refused.text);
}

#[tokio::test]
async fn o2o_06_a_pick_of_what_is_held_is_being_back_and_what_has_run_out_is_held_anew() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let held = hold(&ada, &salon.haircut, TEN, None).await;
    presence(&ada, &held, false).await;
    let again = hold(&ada, &salon.haircut, TEN, None).await;
    assert_eq!((again.id, again.hold), (held.id.clone(), held.hold.clone()));
    set_clock(&salon.server, at(600)).await;
    let anew = hold(&ada, &salon.haircut, TEN, None).await;
    assert_ne!(anew.id, held.id);
    assert_eq!(anew.hold.unwrap().expires_at, at(1_200));
    assert_eq!(read(&ada, &held).await.status, BookingStatus::HoldExpired);
}

#[tokio::test]
async fn o2o_06_a_hold_that_cannot_be_ended_keeps_no_other_one() {
    const FIRST: &str = "UPDATE orders SET snapshot = '{}' WHERE id =
        (SELECT DISTINCT subject_id FROM holds WHERE subject_kind = 'order' AND state = 'active' LIMIT 1)";
    let salon = salon().await;
    let (ada, bo) = (Buyer::new(&salon.server).await, Buyer::new(&salon.server).await);
    for (buyer, staff) in [(&ada, &salon.ines), (&bo, &salon.tom)] {
        accept(buyer, &hold(buyer, &salon.haircut, TEN, Some(staff)).await).await;
    }
    let mut tx = salon.server.app.db.begin().await.unwrap();
    sqlx::query(FIRST).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    set_clock(&salon.server, at(600)).await;
    eventually("the other one ends", async || {
        let over = "SELECT COUNT(*) FROM bookings WHERE status = 'hold_expired'";
        (shop::count(&salon.server, over).await == 1).then_some(())
    })
    .await;
}

#[tokio::test]
async fn o2o_06_a_time_after_midnight_is_news_for_the_evening_before() {
    let salon = salon().await;
    let app = &salon.server.app;
    let always = (1..=7).map(|weekday| (weekday, 0, 1_440)).collect();
    let always = VenueOffer { hours: always, exceptions: [].into(), ..berlin() };
    let always = app.open_venue(&always).await.unwrap();
    let room = app.offer_service(&haircut(&always, &[])).await.unwrap();
    let ada = Buyer::new(&salon.server).await;
    let half_past_eleven = "2030-01-04T22:30:00Z";
    assert_eq!(state(&salon.server, &room, half_past_eleven).await, SlotState::Free);
    let (mut stream, _) = Stream::open(&salon.server, None, &format!("service/{room}")).await;
    // The midnight with which Saturday begins in Berlin.
    hold(&ada, &room, "2030-01-04T23:00:00Z", None).await;
    let told: SlotsFact = serde_json::from_value(json!(stream.of_kind("slots").await.data)).unwrap();
    assert_eq!(told.dates, [date("2030-01-04"), date("2030-01-05")]);
    assert_eq!(state(&salon.server, &room, half_past_eleven).await, SlotState::Taken);
}
