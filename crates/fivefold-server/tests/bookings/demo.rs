//! The demo's services, their guests, and who redeems.

use crate::{common::TestServer, shop};
use fivefold_api::{
    model::{Service, ServiceList, SignedIn, VenueCard},
    vocabulary::Page,
};
use serde_json::json;

const LABELLED: &str =
    "SELECT COUNT(*) FROM bookings WHERE status = 'confirmed' AND name LIKE 'Demo guest %'";
const BOOKED: &str = "SELECT COUNT(*) FROM bookings";

async fn services(server: &TestServer) -> ServiceList {
    server.json("/v1/services?per_page=60&locale=zh-Hant").await
}

#[tokio::test]
async fn the_demo_has_services_whose_times_are_partly_taken_by_labelled_guests() {
    let server = TestServer::with(&["--bookings"]).await;
    let list = services(&server).await;
    assert!(list.page.items.len() >= 18);
    assert!(list.page.items.iter().all(|card| card.picture.is_some() && card.next.is_some()));
    assert!(list.page.items.iter().any(|card| card.title.contains('茶')));
    for card in &list.page.items {
        let service: Service = server.json(&format!("/v1/services/{}", card.id)).await;
        assert!(!service.description.is_empty() && !service.venue.directions.is_empty(), "{}", card.title);
    }
    // Whatever day of the week it is, most of the guests find their time.
    let labelled = shop::count(&server, LABELLED).await;
    assert!(labelled >= 20, "{labelled}");
    assert_eq!(labelled, shop::count(&server, BOOKED).await, "nobody else has booked");
    let paid = "SELECT COUNT(*) FROM bookings b JOIN payments p ON p.id = b.payment AND p.status = 'captured'
        JOIN accounts a ON a.session = b.session WHERE a.email LIKE 'guest%@demo.example'";
    assert_eq!(shop::count(&server, paid).await, labelled);
    eprintln!("{} services, {labelled} labelled guests", list.page.items.len());
}

#[tokio::test]
async fn the_demo_s_staff_have_two_doors_each() {
    let server = TestServer::with(&["--bookings"]).await;
    for email in ["staff@demo.example", "venue@demo.example"] {
        let body = json!({ "email": email, "password": "harbour demo", "mode": "bearer" });
        let signed_in: SignedIn = server.post("/v1/session/sign-in", &body).await.json().await.unwrap();
        let url = format!("{}/v1/me/venues", server.url);
        let answer = server.http.get(url).bearer_auth(signed_in.token.unwrap()).send().await.unwrap();
        let doors: Page<VenueCard> = answer.json().await.unwrap();
        assert_eq!(doors.items.len(), 2, "{email}");
    }
}

#[tokio::test]
async fn the_demo_s_services_are_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::in_folder(folder.path(), &["--seed", "demo", "--bookings"]).await;
    let before = (services(&server).await.page.items.len(), shop::count(&server, BOOKED).await);
    server.stop().await;
    let server = TestServer::in_folder(folder.path(), &["--seed", "demo", "--bookings"]).await;
    assert_eq!((services(&server).await.page.items.len(), shop::count(&server, BOOKED).await), before);
}

#[tokio::test]
#[ignore = "takes as long as the demo's guests take; run it after changing them"]
async fn the_living_demo_is_booked_by_its_labelled_guests() {
    let server = TestServer::with(&["--demo", "--bookings"]).await;
    let before = shop::count(&server, LABELLED).await;
    for _ in 0..30 {
        if shop::count(&server, LABELLED).await > before {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    }
    panic!("nobody has booked");
}
