//! The file for calendars.

use crate::{
    buyer::{Buyer, Reply},
    common::TestServer,
    premises::{accept, berlin, book, eur, hold, moved, premises, try_cancel, usual},
    reader::{event, text},
};
use fivefold_api::model::{Booking, ProblemKind};

async fn file(server: &TestServer, booking: &Booking) -> String {
    let answer = Reply::read(server.get(booking.calendar.as_ref().unwrap()).await).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
    let name = format!("attachment; filename=\"{}.ics\"", booking.number);
    assert_eq!(answer.headers["content-disposition"], name.as_str());
    answer.text
}

#[tokio::test]
async fn o2o_12_the_file_is_at_the_booking_s_instant_and_opens_without_signing_in() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book(&ada, &premises.cut, usual()).await;
    let file = file(&server, &booked).await;
    assert_eq!(event(&file), (usual().millis() / 1_000, usual().millis() / 1_000 + 3_600));
    assert!(file.contains("DTSTART;TZID=Europe/Berlin:20300103T100000\r\n"), "{file}");
    assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && file.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text(&file, "SUMMARY"), "Cut, wash & finish, Salon, am Hafen; I");
    assert_eq!(text(&file, "LOCATION"), "Salon, am Hafen; I, Hafenstraße 1, 10119 Berlin, DE");
    assert!(file.contains("\r\nGEO:52.530000;-0.405001\r\n"));
    let token = booked.token.as_ref().unwrap();
    let link = format!("{}/bookings/{}?token={token}", server.url, booked.id);
    let description = text(&file, "DESCRIPTION");
    let number = format!("Booking {}\n", booked.number);
    for part in [number.as_str(), "Level entrance; dogs are welcome.\n", &link] {
        assert!(description.contains(part), "{part} in {description}");
    }
    assert_eq!(text(&file, "STATUS"), "CONFIRMED");
    assert!(text(&file, "UID").starts_with(&format!("{}@", booked.id)));
}

#[tokio::test]
async fn o2o_12_a_moved_booking_and_a_cancelled_one_replace_what_calendars_have() {
    let (server, premises) = premises().await;
    let ada = Buyer::new(&server).await;
    let booked = book(&ada, &premises.cut, usual()).await;
    let first = file(&server, &booked).await;
    let there = moved(&ada, &booked, berlin(3, 11, 30)).await;
    let second = file(&server, &there).await;
    assert_eq!(event(&second).0, berlin(3, 11, 30).millis() / 1_000);
    let cancelled: Booking = try_cancel(&ada, &there, eur(5_000), "cancel").await.ok();
    let third = file(&server, &cancelled).await;
    assert_eq!(text(&third, "STATUS"), "CANCELLED");
    let [first, second, third] = [first, second, third]
        .map(|file| (text(&file, "UID"), text(&file, "SEQUENCE").parse::<u64>().unwrap()));
    assert!(first.1 < second.1 && second.1 < third.1);
    assert!(first.0 == second.0 && second.0 == third.0);
}

#[tokio::test]
async fn o2o_12_the_file_is_for_the_owner_and_for_whoever_has_the_link() {
    let (server, premises) = premises().await;
    let (ada, eve) = (Buyer::new(&server).await, Buyer::new(&server).await);
    let held = hold(&ada, &premises.cut, usual()).await;
    assert_eq!(accept(&ada, &held).await.calendar, None, "nothing is booked yet");
    let booked = book(&ada, &premises.cut, berlin(2, 12, 0)).await;
    let path = format!("/v1/bookings/{}/calendar", booked.id);
    assert_eq!(ada.get(&path).await.status, 200);
    eve.get(&path).await.refused(404, ProblemKind::NotFound);
    eve.get(&format!("{path}?token=guess")).await.refused(404, ProblemKind::NotFound);
    Reply::read(server.get(&path).await).await.refused(401, ProblemKind::SignedOut);
    assert_eq!(eve.get(booked.calendar.as_ref().unwrap()).await.status, 200);
}
