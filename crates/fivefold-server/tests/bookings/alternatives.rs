//! What there is instead of a time that is taken.

use crate::{
    buyer::Buyer,
    house::{at, set_clock},
    salon::{
        TEN, acceptance, berlin, eur, haircut, hold, read, salon, texts, time, try_accept, try_hold, until,
        wish,
    },
};
use fivefold_api::{
    model::{AlternativeKind, BookingStatus, Problem, ProblemKind, SlotAlternative},
    vocabulary::{GeoPoint, Instant},
};
use fivefold_server::bookings::{ServiceOffer, VenueOffer};

fn told(problem: &Problem) -> Vec<SlotAlternative> {
    problem.booking_problem().unwrap().alternatives
}

fn kinds(alternatives: &[SlotAlternative]) -> Vec<(AlternativeKind, Instant)> {
    alternatives.iter().map(|one| (one.kind, one.time.start)).collect()
}

#[tokio::test]
async fn o2o_07_who_is_too_late_is_told_the_same_person_the_same_time_and_another_venue() {
    let salon = salon().await;
    let app = &salon.server.app;
    // Four kilometres further, with a free hairdresser of its own.
    let kreuzberg = VenueOffer {
        name: "Salon Kreuzberg".to_owned(),
        location: GeoPoint { latitude: 52_499_000, longitude: 13_430_000 },
        ..berlin()
    };
    let kreuzberg = app.open_venue(&kreuzberg).await.unwrap();
    let there = app.offer_service(&haircut(&kreuzberg, &[])).await.unwrap();
    let both = [salon.ines.clone(), salon.tom.clone()];
    let here = ServiceOffer { sibling: Some(there.clone()), ..haircut(&salon.venue, &both) };
    let here = app.offer_service(&here).await.unwrap();
    let (ada, bo) = (Buyer::new(&salon.server).await, Buyer::new(&salon.server).await);
    hold(&ada, &here, TEN, Some(&salon.ines)).await;
    let refused = try_hold(&bo, &here, &wish(TEN, Some(&salon.ines))).await;
    let problem = refused.refused(409, ProblemKind::SlotTaken);
    let alternatives = told(&problem);
    assert_eq!(
        kinds(&alternatives),
        [
            (AlternativeKind::SameStaff, time("2030-01-02T10:00:00Z")),
            (AlternativeKind::SameTime, time(TEN)),
            (AlternativeKind::OtherVenue, time(TEN)),
        ]
    );
    assert_eq!(alternatives[0].staff.as_ref().unwrap().name, "Ines");
    assert_eq!(alternatives[1].staff.as_ref().unwrap().name, "Tom");
    assert_eq!((&alternatives[2].service, alternatives[2].venue.as_str()), (&there, "Salon Kreuzberg"));
    let metres = alternatives[2].distance.unwrap();
    assert!((3_500..4_500).contains(&metres), "{metres}");
    assert_eq!(alternatives[2].price, eur(4_000));
    // Each of them can be had.
    for one in &alternatives {
        let staff = one.staff.as_ref().map(|staff| &staff.id);
        hold(&bo, &one.service, &one.time.start.to_rfc3339(), staff).await;
    }
}

#[tokio::test]
async fn o2o_07_where_nothing_else_is_like_it_there_are_the_next_three_times() {
    let salon = salon().await;
    let (ada, bo) = (Buyer::new(&salon.server).await, Buyer::new(&salon.server).await);
    hold(&ada, &salon.beard, TEN, None).await;
    let problem = try_hold(&bo, &salon.beard, &wish(TEN, None)).await.refused(409, ProblemKind::SlotTaken);
    let next = ["2030-01-02T09:30:00Z", "2030-01-02T10:00:00Z", "2030-01-02T10:30:00Z"];
    assert_eq!(kinds(&told(&problem)), next.map(|start| (AlternativeKind::SameStaff, time(start))));
    // A time that is none has some as well, on the next day that has times.
    let closed = try_hold(&bo, &salon.beard, &wish("2030-01-04T09:00:00Z", None)).await;
    let problem = closed.refused(409, ProblemKind::SlotUnavailable);
    assert_eq!(told(&problem)[0].time.start, time("2030-01-05T08:00:00Z"));
}

#[tokio::test]
async fn o2o_07_who_comes_back_to_a_hold_that_has_ended_is_told_what_there_is_now() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let held = hold(&ada, &salon.beard, TEN, None).await;
    set_clock(&salon.server, at(600)).await;
    let over = until(&ada, &held, BookingStatus::HoldExpired).await;
    let problem = try_accept(&ada, &held, &acceptance(&over)).await.refused(409, ProblemKind::HoldEnded);
    assert_eq!(told(&problem)[0].time.start, time(TEN), "nobody has taken it");
    assert_eq!(read(&ada, &held).await.name, None);
}

#[tokio::test]
async fn o2o_07_words_are_those_of_whoever_asks() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    hold(&ada, &salon.beard, TEN, None).await;
    let mei = Buyer::in_scope(&salon.server, "locale=zh-Hant&market=TW&currency=TWD").await;
    let problem = try_hold(&mei, &salon.beard, &wish(TEN, None)).await.refused(409, ProblemKind::SlotTaken);
    let about = told(&problem)[0].staff.as_ref().unwrap().about.clone();
    assert_eq!(about, texts("", "短髮").get("zh-Hant").cloned());
}

#[tokio::test]
async fn o2o_07_another_person_is_another_one_and_another_venue_takes_as_many() {
    let salon = salon().await;
    let app = &salon.server.app;
    let pairs = ServiceOffer { party: (2, 4), ..haircut(&salon.venue, &[]) };
    let pairs = app.offer_service(&pairs).await.unwrap();
    let both = [salon.ines.clone(), salon.tom.clone()];
    let alone = ServiceOffer { sibling: Some(pairs), ..haircut(&salon.venue, &both) };
    let alone = app.offer_service(&alone).await.unwrap();
    let ada = Buyer::new(&salon.server).await;
    let held = hold(&ada, &alone, TEN, Some(&salon.ines)).await;
    set_clock(&salon.server, at(600)).await;
    let over = until(&ada, &held, BookingStatus::HoldExpired).await;
    let problem = try_accept(&ada, &held, &acceptance(&over)).await.refused(409, ProblemKind::HoldEnded);
    let alternatives = told(&problem);
    let who: Vec<&str> = alternatives.iter().map(|one| one.staff.as_ref().unwrap().name.as_str()).collect();
    assert_eq!(who, ["Ines", "Ines", "Tom"]);
    assert_eq!(
        kinds(&alternatives),
        [
            (AlternativeKind::SameStaff, time(TEN)),
            (AlternativeKind::SameStaff, time("2030-01-02T09:30:00Z")),
            (AlternativeKind::SameTime, time(TEN)),
        ]
    );
}
