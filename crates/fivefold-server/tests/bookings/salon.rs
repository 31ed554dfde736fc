//! A salon with two hairdressers and a class, and people who book there.
//!
//! Every test begins at noon in UTC on 1 January 2030, a Tuesday; in Berlin it is 13:00.

use crate::{
    buyer::{Buyer, Reply, eventually, key},
    common::TestServer,
    house::{at, set_clock},
    shop,
};
use fivefold_api::{
    model::{
        Booking, BookingPolicy, BookingStatus, DaySlots, FeeStep, PaymentAttempt, ServiceMonth, Slot,
        SlotState,
    },
    vocabulary::{Currency, Date, GeoPoint, Instant, Money, OrderId, ServiceId, StaffId, VenueId, Version},
};
use fivefold_server::bookings::{ServiceOffer, StaffOffer, Texts, VenueOffer};
use serde_json::{Value, json};

pub(crate) struct Salon {
    pub(crate) server: TestServer,
    pub(crate) venue: VenueId,
    /// The first choice.
    pub(crate) ines: StaffId,
    pub(crate) tom: StaffId,
    /// An hour, by Ines or Tom, 40.00, all of it paid now.
    pub(crate) haircut: ServiceId,
    /// Half an hour, by Ines only.
    pub(crate) beard: ServiceId,
    /// Six places at 25.00 a person, of which 10.00 are paid now.
    pub(crate) class: ServiceId,
}

/// 10:00 in Berlin on Wednesday, the next day.
pub(crate) const TEN: &str = "2030-01-02T09:00:00Z";
pub(crate) const WEDNESDAY: &str = "2030-01-02";

pub(crate) fn time(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

pub(crate) fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub(crate) fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::iso("EUR").unwrap())
}

pub(crate) fn texts(english: &str, traditional: &str) -> Texts {
    [("en", english), ("zh-Hant", traditional), ("zh-Hans", traditional)]
        .map(|(locale, text)| (locale.to_owned(), text.to_owned()))
        .into()
}

/// In Berlin, from nine to six on weekdays and Saturdays.
pub(crate) fn berlin() -> VenueOffer {
    VenueOffer {
        name: "Salon Mitte".to_owned(),
        city: texts("Berlin", "柏林"),
        street: vec!["Torstrasse 1".to_owned(), "Courtyard".to_owned()],
        postcode: Some("10119".to_owned()),
        country: "DE".to_owned(),
        phone: None,
        zone: "Europe/Berlin".to_owned(),
        location: GeoPoint { latitude: 52_529_000, longitude: 13_401_000 },
        directions: [("en".to_owned(), vec!["Through the gate.".to_owned()])].into(),
        access: [("en".to_owned(), vec!["Two steps.".to_owned()])].into(),
        hours: (1..=6).map(|weekday| (weekday, 540, 1_080)).collect(),
        exceptions: [(date("2030-01-04"), Vec::new())].into(),
    }
}

/// Free until a day before, half of it until two hours before, then all of it.
pub(crate) fn policy() -> BookingPolicy {
    BookingPolicy {
        version: Version("p1".to_owned()),
        free_minutes: 1_440,
        steps: [(1_440, 5_000), (120, 10_000)]
            .map(|(minutes_before, share)| FeeStep { minutes_before, share })
            .to_vec(),
        late_minutes: 15,
        no_show_share: 10_000,
        hold_seconds: 600,
    }
}

pub(crate) fn haircut(venue: &VenueId, staff: &[StaffId]) -> ServiceOffer {
    ServiceOffer {
        venue: venue.clone(),
        category: "hair-barber".into(),
        title: texts("Haircut", "剪髮"),
        description: [("en".to_owned(), vec!["With a wash.".to_owned()])].into(),
        pictures: json!([]),
        staff: staff.to_vec(),
        minutes: 60,
        buffers: (0, 0),
        step: 30,
        notice: 120,
        horizon_days: 30,
        party: (1, 1),
        capacity: None,
        price: eur(4_000),
        is_per_person: false,
        peaks: Vec::new(),
        deposit: None,
        tax: 1_900,
        policy: policy(),
        rating: Some((475, 20)),
        sibling: None,
    }
}

pub(crate) async fn salon() -> Salon {
    let server = shop::start().await;
    set_clock(&server, at(0)).await;
    fitted(server).await
}

/// Opens the salon on a server.
pub(crate) async fn fitted(server: TestServer) -> Salon {
    let app = server.app.clone();
    let venue = app.open_venue(&berlin()).await.unwrap();
    let staff = |name: &str| StaffOffer {
        venue: venue.clone(),
        name: name.to_owned(),
        about: texts("Short hair", "短髮"),
        picture: None,
        hours: None,
    };
    let ines = app.present_staff(&staff("Ines")).await.unwrap();
    let tom = app.present_staff(&staff("Tom")).await.unwrap();
    let haircut = app.offer_service(&haircut(&venue, &[ines.clone(), tom.clone()])).await.unwrap();
    let beard = ServiceOffer {
        title: texts("Beard trim", "修鬍"),
        minutes: 30,
        price: eur(1_500),
        rating: Some((420, 5)),
        ..crate::salon::haircut(&venue, std::slice::from_ref(&ines))
    };
    let beard = app.offer_service(&beard).await.unwrap();
    let class = ServiceOffer {
        category: "craft-classes".into(),
        title: texts("Braiding class", "編髮課"),
        staff: Vec::new(),
        minutes: 90,
        step: 120,
        party: (1, 4),
        capacity: Some(6),
        price: eur(2_500),
        is_per_person: true,
        deposit: Some(1_000),
        rating: None,
        ..crate::salon::haircut(&venue, &[])
    };
    let class = app.offer_service(&class).await.unwrap();
    Salon { server, venue, ines, tom, haircut, beard, class }
}

pub(crate) async fn slots(server: &TestServer, service: &ServiceId, date: &str) -> DaySlots {
    server.json(&format!("/v1/services/{service}/slots?date={date}")).await
}

pub(crate) async fn slot(server: &TestServer, service: &ServiceId, start: &str) -> Slot {
    let day = slots(server, service, &start[..10]).await;
    day.slots.into_iter().find(|slot| slot.time.start == time(start)).expect("there is such a time")
}

pub(crate) async fn state(server: &TestServer, service: &ServiceId, start: &str) -> SlotState {
    slot(server, service, start).await.state
}

pub(crate) async fn month(server: &TestServer, service: &ServiceId, month: &str) -> ServiceMonth {
    server.json(&format!("/v1/services/{service}/days?month={month}")).await
}

pub(crate) fn wish(start: &str, staff: Option<&StaffId>) -> Value {
    json!({ "start": start, "staff": staff, "party": 1 })
}

pub(crate) async fn try_hold(buyer: &Buyer<'_>, service: &ServiceId, wish: &Value) -> Reply {
    buyer.post(&format!("/v1/services/{service}/bookings"), &key(), wish).await
}

/// Takes a time; it is held then.
pub(crate) async fn hold(
    buyer: &Buyer<'_>,
    service: &ServiceId,
    start: &str,
    staff: Option<&StaffId>,
) -> Booking {
    let booking: Booking = try_hold(buyer, service, &wish(start, staff)).await.ok();
    assert_eq!(booking.status, BookingStatus::Held);
    booking
}

pub(crate) fn acceptance(booking: &Booking) -> Value {
    json!({
        "version": booking.version, "name": "Ada Lovelace", "contact": { "email": "ada@example.com" },
        "policy": booking.terms.version, "expected_due": booking.terms.due_now,
    })
}

pub(crate) async fn try_accept(buyer: &Buyer<'_>, booking: &Booking, body: &Value) -> Reply {
    buyer.post(&format!("/v1/bookings/{}/order", booking.id), &key(), body).await
}

pub(crate) async fn accept(buyer: &Buyer<'_>, booking: &Booking) -> Booking {
    try_accept(buyer, booking, &acceptance(booking)).await.ok()
}

pub(crate) async fn try_pay(buyer: &Buyer<'_>, order: &OrderId) -> Reply {
    buyer.post("/v1/payments", &key(), &buyer.payment_of(order)).await
}

/// Accepts the terms and goes to the bank's page.
pub(crate) async fn go_to_bank(buyer: &Buyer<'_>, booking: &Booking) -> PaymentAttempt {
    let order = accept(buyer, booking).await.order.unwrap();
    try_pay(buyer, &order).await.ok()
}

/// Accepts the terms and pays.
pub(crate) async fn confirm(buyer: &Buyer<'_>, booking: &Booking) -> Booking {
    let payment = go_to_bank(buyer, booking).await;
    buyer.press(&payment, &[("decision", "approve")]).await;
    until(buyer, booking, BookingStatus::Confirmed).await
}

pub(crate) async fn read(buyer: &Buyer<'_>, booking: &Booking) -> Booking {
    buyer.get(&format!("/v1/bookings/{}", booking.id)).await.ok()
}

pub(crate) async fn until(buyer: &Buyer<'_>, booking: &Booking, status: BookingStatus) -> Booking {
    eventually(&format!("{status:?}"), async || {
        Some(read(buyer, booking).await).filter(|booking| booking.status == status)
    })
    .await
}

pub(crate) async fn presence(buyer: &Buyer<'_>, booking: &Booking, is_here: bool) -> Booking {
    let path = format!("/v1/bookings/{}/presence", booking.id);
    buyer.put(&path, None, &json!({ "is_here": is_here })).await.ok()
}

pub(crate) async fn let_go(buyer: &Buyer<'_>, booking: &Booking) -> Reply {
    let seen = read(buyer, booking).await.version;
    buyer.post(&format!("/v1/bookings/{}/let-go", booking.id), &key(), &json!({ "version": seen })).await
}
