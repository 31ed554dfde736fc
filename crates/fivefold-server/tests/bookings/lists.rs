//! Lists of services: words, categories, places, days and hours, orders (O2O-01).

use crate::{
    buyer::Reply,
    common::TestServer,
    house::{at, set_clock},
    salon::{Salon, berlin, haircut, hold, salon, texts, time},
    shop,
};
use fivefold_api::{
    model::{Capabilities, Capability, ProblemKind, ServiceList},
    vocabulary::{GeoPoint, Money, ServiceId},
};
use fivefold_server::bookings::{ServiceOffer, VenueOffer};

/// The salon in Berlin, and a barber in Lisbon who begins at noon and takes dollars.
struct Town {
    salon: Salon,
    lisbon: ServiceId,
}

async fn town() -> Town {
    let salon = salon().await;
    let venue = VenueOffer {
        name: "Barbearia".to_owned(),
        city: texts("Lisbon", "里斯本"),
        postcode: Some("1100-148".to_owned()),
        country: "PT".to_owned(),
        zone: "Europe/Lisbon".to_owned(),
        location: GeoPoint { latitude: 38_711_000, longitude: -9_137_000 },
        hours: (1..=7).map(|weekday| (weekday, 720, 1_260)).collect(),
        ..berlin()
    };
    let venue = salon.server.app.open_venue(&venue).await.unwrap();
    let offer = ServiceOffer {
        title: texts("Classic haircut", "經典剪髮"),
        price: Money::new(3_000, fivefold_api::vocabulary::Currency::iso("USD").unwrap()),
        rating: Some((490, 7)),
        ..haircut(&venue, &[])
    };
    let lisbon = salon.server.app.offer_service(&offer).await.unwrap();
    Town { salon, lisbon }
}

async fn list(server: &TestServer, query: &str) -> ServiceList {
    server.json(&format!("/v1/services?locale=en&currency=EUR&{query}")).await
}

async fn titles(server: &TestServer, query: &str) -> Vec<String> {
    list(server, query).await.page.items.into_iter().map(|card| card.title).collect()
}

#[tokio::test]
async fn o2o_01_words_and_categories_narrow_a_list_and_each_is_counted_under_the_others() {
    let town = town().await;
    let server = &town.salon.server;
    let all = list(server, "").await;
    assert_eq!(all.page.total, Some(4));
    let counts: Vec<(&str, u64)> =
        all.categories.iter().map(|category| (category.slug.as_str(), category.count)).collect();
    assert_eq!(counts, [("hair-barber", 3), ("craft-classes", 1)]);
    let mut hair = titles(server, "q=HairCut&category=hair-barber").await;
    hair.sort();
    assert_eq!(hair, ["Classic haircut", "Haircut"]);
    // Any language finds it.
    assert_eq!(titles(server, "q=%E4%BF%AE%E9%AC%8D").await, ["Beard trim"]);
    let narrowed = list(server, "q=haircut&category=craft-classes").await;
    assert_eq!((narrowed.page.total, narrowed.categories[0].count), (Some(0), 2));
    let pages = list(server, "per_page=3").await;
    assert_eq!((pages.page.items.len(), pages.page.next.as_deref()), (3, Some("2")));
    assert_eq!(list(server, "per_page=3&page=2").await.page.items.len(), 1);
}

#[tokio::test]
async fn o2o_01_a_city_or_a_postcode_narrows_and_an_unknown_place_says_so() {
    let town = town().await;
    let server = &town.salon.server;
    for place in ["lisbon", "Lisbon", "1100", "1100-148", "%E9%87%8C%E6%96%AF%E6%9C%AC"] {
        let found = list(server, &format!("place={place}")).await;
        assert_eq!(found.page.total, Some(1), "{place}");
        assert_eq!(found.page.items[0].distance, Some(0));
        assert_eq!((found.near.unwrap().name.as_str(), found.place_unknown), ("Lisbon", false));
        let places: Vec<(&str, u64)> =
            found.places.iter().map(|place| (place.key.as_str(), place.count)).collect();
        assert_eq!(places, [("berlin", 3), ("lisbon", 1)], "places are counted without the place");
    }
    let nowhere = list(server, "place=atlantis").await;
    assert_eq!((nowhere.page.total, nowhere.place_unknown, nowhere.near), (Some(4), true, None));
}

#[tokio::test]
async fn o2o_01_distances_are_from_where_somebody_is_to_a_kilometre() {
    let town = town().await;
    let server = &town.salon.server;
    // In Porto.
    let near = list(server, "near=41.15,-8.61&sort=nearest").await;
    assert_eq!((near.page.items[0].id.clone(), near.page.total), (town.lisbon, Some(4)));
    let metres = near.page.items[0].distance.unwrap();
    assert!((270_000..280_000).contains(&metres), "{metres}");
    assert!(near.page.items[1].distance.unwrap() > 2_000_000);
    assert_eq!(near.near.unwrap().key, "");
    assert_eq!(list(server, "").await.page.items[0].distance, None);
}

#[tokio::test]
async fn o2o_01_a_day_and_an_hour_show_what_can_be_had_then() {
    let town = town().await;
    let server = &town.salon.server;
    // It is noon in Lisbon and 13:00 in Berlin; one has to book two hours ahead.
    let soonest = list(server, "").await;
    assert_eq!(soonest.page.items[0].next.as_ref().unwrap().start, time("2030-01-01T14:00:00Z"));
    // Half past six in the evening: the salon has closed by seven.
    let evening = list(server, "on=today&time=18:30").await;
    let found: Vec<_> =
        evening.page.items.iter().map(|card| (&card.id, card.next.as_ref().unwrap().start)).collect();
    assert_eq!(found, [(&town.lisbon, time("2030-01-01T18:30:00Z"))]);
    assert_eq!(titles(server, "on=2030-01-06").await, ["Classic haircut"], "a Sunday");
    assert_eq!(list(server, "on=2030-01-04").await.page.total, Some(0), "both are closed");
    // Without a day it is the next one on which there is something at that hour.
    let morning = list(server, "time=09:00").await;
    assert_eq!(morning.page.items[0].next.as_ref().unwrap().start, time("2030-01-02T08:00:00Z"));
    // What is taken is not offered.
    let ada = crate::buyer::Buyer::new(server).await;
    hold(&ada, &town.salon.beard, "2030-01-02T08:00:00Z", None).await;
    let trim = list(server, "q=beard").await.page.items.remove(0);
    assert_eq!(trim.next.unwrap().start, time("2030-01-01T14:00:00Z"));
    let trim = list(server, "q=beard&on=2030-01-02").await.page.items.remove(0);
    assert_eq!(trim.next.unwrap().start, time("2030-01-02T08:30:00Z"));
    set_clock(server, at(24 * 3_600)).await;
    assert_eq!(
        list(server, "on=today&category=craft-classes").await.page.items[0].next.as_ref().unwrap().start,
        time("2030-01-02T14:00:00Z")
    );
    let today = list(server, "on=2030-01-02").await;
    assert!(today.page.items.iter().all(|card| card.next.is_some()));
}

#[tokio::test]
async fn o2o_01_lists_are_ordered_by_price_within_a_currency_and_by_what_people_thought() {
    let town = town().await;
    let server = &town.salon.server;
    assert_eq!(
        titles(server, "sort=price").await,
        ["Beard trim", "Braiding class", "Haircut", "Classic haircut"]
    );
    assert_eq!(
        titles(server, "sort=rating").await,
        ["Classic haircut", "Haircut", "Beard trim", "Braiding class"]
    );
    let rated = list(server, "sort=rating").await.page.items.remove(1).rating.unwrap();
    assert_eq!((rated.tenths, rated.count), (48, 20));
}

#[tokio::test]
async fn o2o_01_what_cannot_be_read_is_refused_by_its_name() {
    let town = town().await;
    for (query, field) in [
        ("on=tomorrow", "on"),
        ("time=6pm", "time"),
        ("near=here", "near"),
        ("near=52.5200,13.4", "near"),
        ("sort=best", "sort"),
        ("per_page=61", "per_page"),
    ] {
        let answer = Reply::read(town.salon.server.get(&format!("/v1/services?{query}")).await).await;
        assert_eq!(answer.refused(422, ProblemKind::InvalidFields).fields[0].field, field);
    }
}

#[tokio::test]
async fn x_cap_bookings_are_offered_only_where_they_are_switched_on() {
    let offers = async |arguments: &[&str]| {
        let server = TestServer::with_shop(shop::shop(), arguments).await;
        server.json::<Capabilities>("/v1/capabilities").await.offers.contains(&Capability::Bookings)
    };
    assert!(offers(&["--bookings"]).await);
    assert!(!offers(&[]).await);
}

#[tokio::test]
async fn o2o_01_cities_of_one_name_are_each_near_themselves() {
    let salon = salon().await;
    let app = &salon.server.app;
    let far = VenueOffer {
        zone: "America/New_York".to_owned(),
        country: "US".to_owned(),
        postcode: Some("03570".to_owned()),
        location: GeoPoint { latitude: 44_469_000, longitude: -71_185_000 },
        ..berlin()
    };
    let far = app.open_venue(&far).await.unwrap();
    app.offer_service(&haircut(&far, &[])).await.unwrap();
    let both = list(&salon.server, "place=berlin").await.page.items;
    assert_eq!(both.len(), 4);
    assert!(both.iter().all(|card| card.distance == Some(0)));
    assert_eq!(list(&salon.server, "place=03570").await.page.total, Some(1));
}
