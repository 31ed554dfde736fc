//! Two branches of a shop with services, the people who stand at their doors, and guests who book.

use crate::{
    buyer::{Buyer, Reply, eventually, key},
    club,
    common::TestServer,
    house::{at, set_clock},
    salon::{self, acceptance, read, texts, try_accept},
    shop,
};
use fivefold_api::{
    model::{
        Booking, BookingPolicy, BookingStatus, DifferenceSettles, FeeStep, PaymentAttempt, PaymentStatus,
        Redemption, RedemptionResult,
    },
    vocabulary::{GeoPoint, Instant, Money, OrderId, ServiceId, StaffId, VenueId},
};
use fivefold_server::bookings::{ServiceOffer, StaffOffer, VenueOffer};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(crate) use crate::salon::eur;

/// What the tests know of their venues.
pub(crate) struct Premises {
    pub(crate) branch: VenueId,
    pub(crate) other: VenueId,
    /// The first choice.
    pub(crate) mira: StaffId,
    pub(crate) jo: StaffId,
    /// An hour by Mira or Jo, paid in full: 50.00, from 17:00 on 60.00, before 10:00 40.00.
    pub(crate) cut: ServiceId,
    /// An hour by Mira at 80.00, from 17:00 on 90.00, before 10:00 70.00; 20.00 when booking.
    pub(crate) colour: ServiceId,
}

/// The wall time of a winter's day in Berlin, so many days after the tests begin: they begin at 13:00 on a Tuesday.
pub(crate) fn berlin(day: i64, hour: i64, minute: i64) -> Instant {
    at(day * 86_400 + (hour - 13) * 3_600 + minute * 60)
}

/// What half of the tests book: the day after tomorrow at ten.
pub(crate) fn usual() -> Instant {
    berlin(2, 10, 0)
}

pub(crate) async fn premises() -> (TestServer, Premises) {
    let server = shop::start().await;
    set_clock(&server, at(0)).await;
    let premises = open(&server).await;
    (server, premises)
}

pub(crate) async fn open(server: &TestServer) -> Premises {
    let branch = server.app.open_venue(&venue("Salon, am Hafen; I")).await.unwrap();
    let other = server.app.open_venue(&venue("Salon II")).await.unwrap();
    let mira = server.app.present_staff(&person(&branch, "Mira")).await.unwrap();
    let jo = server.app.present_staff(&person(&branch, "Jo")).await.unwrap();
    let offer = |staff: &[StaffId], prices: [i64; 3], deposit: Option<i64>| ServiceOffer {
        title: texts("Cut, wash & finish", "洗剪造型"),
        notice: 30,
        horizon_days: 60,
        price: eur(prices[1]),
        peaks: (1..=7)
            .flat_map(|day| [(day, 0, 600, prices[0]), (day, 17 * 60, 24 * 60, prices[2])])
            .collect(),
        deposit,
        policy: BookingPolicy {
            steps: [(1_440, 2_000), (120, 5_000)]
                .map(|(minutes_before, share)| FeeStep { minutes_before, share })
                .to_vec(),
            ..salon::policy()
        },
        ..salon::haircut(&branch, staff)
    };
    let cut = offer(&[mira.clone(), jo.clone()], [4_000, 5_000, 6_000], None);
    let cut = server.app.offer_service(&cut).await.unwrap();
    let colour = offer(std::slice::from_ref(&mira), [7_000, 8_000, 9_000], Some(2_000));
    let colour = server.app.offer_service(&colour).await.unwrap();
    Premises { branch, other, mira, jo, cut, colour }
}

fn venue(name: &str) -> VenueOffer {
    let paragraph = |text: &str| BTreeMap::from([("en".to_owned(), vec![text.to_owned()])]);
    VenueOffer {
        name: name.to_owned(),
        street: vec!["Hafenstraße 1".to_owned()],
        location: GeoPoint { latitude: 52_530_000, longitude: -405_001 },
        directions: paragraph("Through the second arch, past the chestnut tree and up to the blue door."),
        access: paragraph("Level entrance; dogs are welcome."),
        hours: (1..=7).map(|day| (day, 9 * 60, 19 * 60)).collect(),
        exceptions: BTreeMap::new(),
        ..salon::berlin()
    }
}

fn person(venue: &VenueId, name: &str) -> StaffOffer {
    StaffOffer {
        venue: venue.clone(),
        name: name.to_owned(),
        about: BTreeMap::new(),
        picture: None,
        hours: None,
    }
}

/// Somebody with an account who redeems at these doors.
pub(crate) async fn staff<'a>(server: &'a TestServer, name: &str, doors: &[&VenueId]) -> Buyer<'a> {
    let member = club::member(server, name).await;
    let account = format!("a_{name}");
    let mut tx = server.app.db.begin().await.unwrap();
    sqlx::query("INSERT INTO account_roles (account, role) VALUES ($1, 'venue_staff')")
        .bind(&account)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for door in doors {
        server.app.open_door(&account.as_str().into(), door).await.unwrap();
    }
    member
}

pub(crate) async fn hold(guest: &Buyer<'_>, service: &ServiceId, start: Instant) -> Booking {
    let wish = json!({ "start": start, "party": 1 });
    guest.post(&format!("/v1/services/{service}/bookings"), &key(), &wish).await.ok()
}

pub(crate) async fn accept(guest: &Buyer<'_>, held: &Booking) -> Booking {
    let mut body = acceptance(held);
    body["note"] = json!("Short at the back");
    try_accept(guest, held, &body).await.ok()
}

pub(crate) async fn start_to_pay(guest: &Buyer<'_>, order: &OrderId, method: &str) -> PaymentAttempt {
    let mut body = guest.payment_of(order);
    body["method"] = json!(method);
    guest.post("/v1/payments", &key(), &body).await.ok()
}

pub(crate) async fn pay(guest: &Buyer<'_>, order: &OrderId, method: &str) -> PaymentAttempt {
    let payment = start_to_pay(guest, order, method).await;
    guest.press(&payment, &[("decision", "approve")]).await;
    guest.until_payment(&payment.id, PaymentStatus::Captured).await
}

/// Holds, accepts and pays.
pub(crate) async fn book_with(
    guest: &Buyer<'_>,
    service: &ServiceId,
    start: Instant,
    method: &str,
) -> Booking {
    let held = hold(guest, service, start).await;
    let accepted = accept(guest, &held).await;
    pay(guest, &accepted.order.unwrap(), method).await;
    until(guest, &held, |booking| booking.status == BookingStatus::Confirmed).await
}

pub(crate) async fn book(guest: &Buyer<'_>, service: &ServiceId, start: Instant) -> Booking {
    book_with(guest, service, start, "card").await
}

/// The booking once it is as it should be.
pub(crate) async fn until(guest: &Buyer<'_>, booking: &Booking, is_so: impl Fn(&Booking) -> bool) -> Booking {
    eventually(&format!("{} is as it should be", booking.number), async || {
        Some(read(guest, booking).await).filter(&is_so)
    })
    .await
}

/// What the bank has of a booking: taken less given back, over all its payments.
pub(crate) async fn at_the_bank(server: &TestServer, booking: &Booking) -> i64 {
    use sqlx::Row as _;
    sqlx::query(
        "SELECT COALESCE(SUM(b.captured_minor - b.refunded_minor), 0) FROM sandbox_payments b
         JOIN payments p ON p.provider_id = b.id JOIN orders o ON o.id = p.subject_id
         WHERE json_extract(o.snapshot, '$.booking') = $1",
    )
    .bind(booking.id.as_str())
    .fetch_one(server.app.db.reader())
    .await
    .unwrap()
    .try_get(0)
    .unwrap()
}

pub(crate) async fn try_change(guest: &Buyer<'_>, seen: &Booking, start: Instant) -> Reply {
    let body = json!({ "version": seen.version, "start": start });
    guest.post(&format!("/v1/bookings/{}/change", seen.id), &key(), &body).await
}

/// Holds another time.
pub(crate) async fn change(guest: &Buyer<'_>, seen: &Booking, start: Instant) -> Booking {
    try_change(guest, seen, start).await.ok()
}

pub(crate) async fn try_confirm(guest: &Buyer<'_>, seen: &Booking, difference: Money) -> Reply {
    let body = json!({ "version": seen.version, "expected_difference": difference });
    guest.post(&format!("/v1/bookings/{}/change/confirm", seen.id), &key(), &body).await
}

/// Moves to another time that costs as much.
pub(crate) async fn moved(guest: &Buyer<'_>, seen: &Booking, start: Instant) -> Booking {
    let held = change(guest, seen, start).await;
    assert_eq!(held.change.as_ref().unwrap().settles, DifferenceSettles::Nothing);
    try_confirm(guest, &held, eur(0)).await.ok()
}

pub(crate) async fn try_cancel(guest: &Buyer<'_>, seen: &Booking, refund: Money, key: &str) -> Reply {
    let body = json!({ "version": seen.version, "expected_refund": refund });
    guest.post(&format!("/v1/bookings/{}/cancel", seen.id), key, &body).await
}

fn shown(venue: &VenueId, code: &str) -> Value {
    json!({ "venue": venue, "code": code })
}

pub(crate) async fn preview(at: &Buyer<'_>, venue: &VenueId, code: &str) -> Redemption {
    at.post("/v1/redemptions/preview", &key(), &shown(venue, code)).await.ok()
}

pub(crate) async fn try_redeem(at: &Buyer<'_>, venue: &VenueId, code: &str, nonce: &str) -> Reply {
    at.post("/v1/redemptions", nonce, &shown(venue, code)).await
}

/// Shows a code at a door, which is looked at and then redeemed: both say the same.
pub(crate) async fn show(at: &Buyer<'_>, venue: &VenueId, code: &str) -> Redemption {
    let before = preview(at, venue, code).await;
    let done: Redemption = try_redeem(at, venue, code, &key()).await.ok();
    assert_eq!(done.result, before.result);
    assert_eq!(done.guest, before.guest);
    assert_eq!(
        done.redeemed.is_some(),
        [RedemptionResult::Ok, RedemptionResult::AlreadyRedeemed].contains(&done.result)
    );
    done
}
