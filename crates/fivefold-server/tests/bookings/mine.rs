//! What one person has booked: the list, the link, the feed, the mail.

use crate::{
    buyer::{Buyer, Reply},
    club,
    house::{at, set_clock},
    salon::{TEN, acceptance, confirm, eur, go_to_bank, hold, read, salon, time, try_accept, until},
};
use fivefold_api::{
    model::{
        Activity, ActivityAction, ActivityKind, ActivityState, Booking, BookingAction, BookingStatus, Order,
        ProblemKind, SignedIn, VoucherStatus,
    },
    vocabulary::Page,
};
use serde_json::json;

async fn list(buyer: &Buyer<'_>, which: &str) -> Vec<Booking> {
    buyer.get(&format!("/v1/me/bookings?list={which}")).await.ok::<Page<Booking>>().items
}

#[tokio::test]
async fn o2o_12_a_confirmed_booking_has_a_voucher_a_link_and_a_mail() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let held = hold(&ada, &salon.haircut, TEN, Some(&salon.ines)).await;
    let mails = async || {
        salon
            .server
            .http
            .get(format!("{}/mail", salon.server.sandbox))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    };
    assert!(!mails().await.contains("Haircut"), "a hold is nothing to write about");
    let booked = confirm(&ada, &held).await;
    assert_eq!((booked.paid, booked.hold, booked.name.as_deref()), (eur(4_000), None, Some("Ada Lovelace")));
    assert_eq!(booked.allowed_actions, [BookingAction::Show, BookingAction::Change, BookingAction::Cancel]);
    assert_eq!(booked.voucher.as_ref().unwrap().status, VoucherStatus::Active);
    let token = booked.token.unwrap();
    let mails = mails().await;
    for words in ["Booked: Haircut", "2030-01-02 10:00 CET", "Salon Mitte, Torstrasse 1, Courtyard, Berlin"] {
        assert!(mails.contains(words), "{words}");
    }
    let link = format!("/bookings/{}?token={token}", held.id);
    assert!(mails.contains(&link), "{link}");
    // The link opens it without a session; it shows what lets in, and nothing can be done with it.
    let seen: Booking = salon.server.json(&format!("/v1/bookings/{}?token={token}", held.id)).await;
    assert_eq!((seen.contact, seen.token, seen.order), (None, None, None));
    assert_eq!((seen.voucher, seen.allowed_actions), (booked.voucher, vec![BookingAction::Show]));
    let answer = Reply::read(salon.server.get(&format!("/v1/bookings/{}?token=no", held.id)).await).await;
    answer.refused(404, ProblemKind::NotFound);
    let answer = Reply::read(salon.server.get(&format!("/v1/bookings/{}", held.id)).await).await;
    answer.refused(401, ProblemKind::SignedOut);
}

#[tokio::test]
async fn x_cart_bookings_and_holds_stand_in_the_feed_with_what_is_due_first() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let feed = async || ada.get("/v1/me/activity").await.ok::<Page<Activity>>().items;
    let booked = confirm(&ada, &hold(&ada, &salon.haircut, TEN, None).await).await;
    set_clock(&salon.server, at(60)).await;
    let held = hold(&ada, &salon.class, "2030-01-02T12:00:00Z", None).await;
    let items = feed().await;
    assert_eq!(items.iter().map(|item| item.kind).collect::<Vec<_>>(), [ActivityKind::Booking; 2]);
    assert_eq!((items[0].id.as_str(), items[1].id.as_str()), (held.id.as_str(), booked.id.as_str()));
    assert_eq!((items[0].next_action, items[0].deadline), (Some(ActivityAction::Pay), Some(at(660))));
    assert_eq!((items[1].state, items[1].number.as_str()), (ActivityState::Running, booked.number.as_str()));
    // Its order is told as the booking, and is among the orders all the same.
    let payment = go_to_bank(&ada, &held).await;
    assert_eq!(feed().await[0].deadline, Some(at(660)));
    assert_eq!(ada.get("/v1/orders").await.ok::<Vec<Order>>().len(), 2);
    ada.press(&payment, &[("decision", "cancel")]).await;
    set_clock(&salon.server, at(720)).await;
    until(&ada, &held, BookingStatus::HoldExpired).await;
    assert_eq!(feed().await.len(), 1, "what was never paid is over and done with");
    set_clock(&salon.server, booked.time.end).await;
    assert_eq!(feed().await[0].state, ActivityState::Ended);
}

#[tokio::test]
async fn o2o_06_own_bookings_are_listed_by_when_they_are() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let later = confirm(&ada, &hold(&ada, &salon.haircut, "2030-01-03T09:00:00Z", None).await).await;
    let sooner = confirm(&ada, &hold(&ada, &salon.beard, "2030-01-02T13:00:00Z", None).await).await;
    let ids = |items: Vec<Booking>| items.into_iter().map(|item| item.id).collect::<Vec<_>>();
    assert_eq!(ids(list(&ada, "upcoming").await), [sooner.id.clone(), later.id.clone()]);
    assert_eq!(list(&ada, "past").await, []);
    set_clock(&salon.server, time("2030-01-02T13:31:00Z")).await;
    assert_eq!(ids(list(&ada, "upcoming").await), [later.id]);
    assert_eq!(ids(list(&ada, "past").await), [sooner.id]);
    assert_eq!(list(&Buyer::new(&salon.server).await, "upcoming").await, []);
}

#[tokio::test]
async fn x_idem_accepting_twice_with_one_key_makes_one_order() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let held = hold(&ada, &salon.haircut, TEN, None).await;
    let path = format!("/v1/bookings/{}/order", held.id);
    let first = ada.post(&path, "once", &acceptance(&held)).await;
    let again = ada.post(&path, "once", &acceptance(&held)).await;
    assert_eq!((first.status, &first.text), (200, &again.text));
    // With another key it is another command, on a booking that has changed since.
    try_accept(&ada, &held, &acceptance(&held)).await.refused(412, ProblemKind::VersionConflict);
    assert_eq!(ada.get("/v1/orders").await.ok::<Vec<Order>>().len(), 1);
    assert_eq!(read(&ada, &held).await.order, first.ok::<Booking>().order);
}

#[tokio::test]
async fn o2o_06_a_guest_s_bookings_are_the_account_s_after_signing_in() {
    const ADDRESS: &str = "mei@example.com";
    let salon = salon().await;
    let server = &salon.server;
    let post = async |path: &str, body| Reply::read(server.post(path, &body).await).await;
    post("/v1/account", json!({ "email": ADDRESS, "name": "Mei Lin" })).await;
    let mails = club::mails(server).await;
    let token: String = mails.split("token=").nth(1).unwrap().chars().take(40).collect();
    let wish = json!({ "token": token, "password": "tea for two", "mode": "bearer" });
    let member = |signed_in: SignedIn| {
        let scope = "locale=en&market=EU&currency=EUR";
        Buyer { server, token: signed_in.token.unwrap(), scope }
    };
    let mei = member(post("/v1/account/password", wish).await.ok());
    let guest = Buyer::new(server).await;
    let booked = confirm(&guest, &hold(&guest, &salon.beard, TEN, None).await).await;
    let first = hold(&mei, &salon.haircut, "2030-01-02T12:00:00Z", None).await;
    let second = hold(&guest, &salon.haircut, "2030-01-02T13:00:00Z", None).await;
    let wish = json!({ "email": ADDRESS, "password": "tea for two", "mode": "bearer", "guest": guest.token });
    let mei = member(post("/v1/session/sign-in?market=EU&currency=EUR", wish).await.ok());
    let ids: Vec<_> = list(&mei, "upcoming").await.into_iter().map(|booking| booking.id).collect();
    assert_eq!(ids, [booked.id, first.id.clone(), second.id.clone()]);
    // Of the two that are held now both are given up for another one.
    let third = hold(&mei, &salon.haircut, "2030-01-02T14:00:00Z", None).await;
    for given_up in [&first, &second] {
        assert_eq!(read(&mei, given_up).await.status, BookingStatus::LetGo);
    }
    assert_eq!(read(&mei, &third).await.status, BookingStatus::Held);
}
