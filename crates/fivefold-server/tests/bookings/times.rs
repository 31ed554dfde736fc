//! Which times are shown: instants at a venue, and why some of them cannot be had (O2O-03, O2O-10).

use crate::{
    buyer::Buyer,
    house::{at, set_clock},
    salon::{
        TEN, WEDNESDAY, berlin, confirm, date, eur, haircut, hold, month, salon, slot, slots, state, time,
        try_hold, wish,
    },
};
use fivefold_api::model::{
    Booking, DayState, FieldProblemCode, ProblemKind, Service, ServiceMonth, Slot, SlotState,
};
use fivefold_server::bookings::{ServiceOffer, StaffOffer, VenueOffer};
use serde_json::json;

fn count(slots: &[Slot], state: SlotState) -> usize {
    slots.iter().filter(|slot| slot.state == state).count()
}

#[tokio::test]
async fn o2o_03_times_are_instants_with_the_zone_of_the_venue() {
    let salon = salon().await;
    let day = slots(&salon.server, &salon.haircut, WEDNESDAY).await;
    assert_eq!((day.date, day.state, day.next_free), (date(WEDNESDAY), DayState::Open, None));
    // From nine on, every half hour, so that an hour ends by six.
    assert_eq!(day.slots.len(), 17);
    let (first, last) = (&day.slots[0].time, &day.slots[16].time);
    assert_eq!((first.start, first.end), (time("2030-01-02T08:00:00Z"), time(TEN)));
    assert_eq!(last.end, time("2030-01-02T17:00:00Z"));
    assert_eq!((first.zone.as_str(), first.offset_minutes), ("Europe/Berlin", 60));
    assert_eq!((first.abbreviation.as_str(), first.is_repeated), ("CET", false));
    assert_eq!(day.live.topic, format!("service/{}", salon.haircut));
    let service: Service = salon.server.json(&format!("/v1/services/{}", salon.haircut)).await;
    assert_eq!((service.first_date, service.last_date), (date("2030-01-01"), date("2030-01-31")));
    assert_eq!(service.card.next.unwrap().start, time("2030-01-01T14:00:00Z"));
    let names: Vec<&str> = service.staff.iter().map(|person| person.name.as_str()).collect();
    assert_eq!((names, service.policy.version.0.as_str()), (vec!["Ines", "Tom"], "p1"));
    assert_eq!(service.venue.hours[0].closes, "18:00");
}

#[tokio::test]
async fn o2o_03_what_is_shown_as_free_can_be_held_and_what_is_not_cannot() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    confirm(&ada, &hold(&ada, &salon.haircut, TEN, Some(&salon.ines)).await).await;
    for slot in slots(&salon.server, &salon.beard, WEDNESDAY).await.slots {
        let bo = Buyer::new(&salon.server).await;
        let answer = try_hold(&bo, &salon.beard, &wish(&slot.time.start.to_rfc3339(), None)).await;
        assert_eq!(answer.status == 200, slot.state == SlotState::Free, "{slot:?}");
    }
    let full = slots(&salon.server, &salon.beard, WEDNESDAY).await;
    assert_eq!((full.state, count(&full.slots, SlotState::Taken)), (DayState::Full, full.slots.len()));
    assert_eq!(full.next_free, Some(date("2030-01-03")));
}

#[tokio::test]
async fn o2o_03_somebody_s_own_hours_lie_within_those_of_the_venue() {
    let salon = salon().await;
    let app = &salon.server.app;
    // From noon until late on Wednesdays, and on the day on which the venue is closed.
    let lena = StaffOffer {
        venue: salon.venue.clone(),
        name: "Lena".to_owned(),
        about: [].into(),
        picture: None,
        hours: Some(vec![(3, 720, 1_320), (5, 540, 1_080)]),
    };
    let lena = app.present_staff(&lena).await.unwrap();
    let colour = app.offer_service(&haircut(&salon.venue, &[lena])).await.unwrap();
    let day = slots(&salon.server, &colour, WEDNESDAY).await.slots;
    assert_eq!(day[0].time.start, time("2030-01-02T11:00:00Z"));
    assert_eq!(day.last().unwrap().time.end, time("2030-01-02T17:00:00Z"));
    assert_eq!(slots(&salon.server, &colour, "2030-01-04").await.state, DayState::Closed);
    assert_eq!(slots(&salon.server, &colour, "2030-01-03").await.slots, []);
}

#[tokio::test]
async fn o2o_03_somebody_who_works_at_night_has_times_until_the_morning() {
    let salon = salon().await;
    let app = &salon.server.app;
    let always = (1..=7).map(|weekday| (weekday, 0, 1_440)).collect();
    let always = VenueOffer { hours: always, exceptions: [].into(), ..berlin() };
    let always = app.open_venue(&always).await.unwrap();
    let owl = StaffOffer {
        venue: always.clone(),
        name: "Nox".to_owned(),
        about: [].into(),
        picture: None,
        hours: Some(vec![(5, 1_320, 240)]),
    };
    let owl = app.present_staff(&owl).await.unwrap();
    let cut = app.offer_service(&haircut(&always, &[owl])).await.unwrap();
    let count = async |day: &str| slots(&salon.server, &cut, day).await.slots.len();
    // Friday from ten to half past eleven, Saturday from midnight to three.
    assert_eq!((count("2030-01-04").await, count("2030-01-05").await), (4, 7));
}

#[tokio::test]
async fn o2o_03_hours_that_go_past_midnight_have_times_on_both_dates() {
    let salon = salon().await;
    let app = &salon.server.app;
    let bar = VenueOffer { hours: vec![(5, 1_320, 120)], exceptions: [].into(), ..berlin() };
    let bar = app.open_venue(&bar).await.unwrap();
    let tasting = app.offer_service(&haircut(&bar, &[])).await.unwrap();
    let starts = async |day: &str| {
        let day = slots(&salon.server, &tasting, day).await;
        day.slots.iter().map(|slot| slot.time.start.to_rfc3339()[11..16].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(starts("2030-01-04").await, ["21:00", "21:30", "22:00", "22:30"]);
    assert_eq!(starts("2030-01-05").await, ["23:00", "23:30", "00:00"]);
}

#[tokio::test]
async fn o2o_10_each_time_that_cannot_be_had_says_why() {
    let salon = salon().await;
    let today = slots(&salon.server, &salon.haircut, "2030-01-01").await;
    // It is 13:00; what begins before 15:00 begins too soon.
    assert_eq!((count(&today.slots, SlotState::TooSoon), count(&today.slots, SlotState::Free)), (12, 5));
    let before = slots(&salon.server, &salon.haircut, "2029-12-31").await;
    assert_eq!((before.state, before.next_free), (DayState::TooSoon, Some(date("2030-01-01"))));
    let last = slots(&salon.server, &salon.haircut, "2030-01-31").await;
    let after = slots(&salon.server, &salon.haircut, "2030-02-01").await;
    assert_eq!((last.state, after.state), (DayState::Open, DayState::TooFar));
    assert_eq!((count(&after.slots, SlotState::TooFar), after.next_free), (17, None));
    let sunday = slots(&salon.server, &salon.haircut, "2030-01-06").await;
    assert_eq!(
        (sunday.state, sunday.slots.len(), sunday.next_free),
        (DayState::Closed, 0, Some(date("2030-01-07")))
    );
    let ada = Buyer::new(&salon.server).await;
    for start in
        ["2030-01-01T13:30:00Z", "2030-02-01T09:00:00Z", "2030-01-06T09:00:00Z", "2030-01-02T09:10:00Z"]
    {
        let refused = try_hold(&ada, &salon.haircut, &wish(start, None)).await;
        refused.refused(409, ProblemKind::SlotUnavailable);
    }
}

#[tokio::test]
async fn o2o_10_a_time_that_several_share_has_room_for_so_many_and_says_how_many() {
    let salon = salon().await;
    let (ada, bo) = (Buyer::new(&salon.server).await, Buyer::new(&salon.server).await);
    let noon = "2030-01-02T12:00:00Z";
    let for_party = |party: u32| json!({ "start": noon, "party": party });
    let four: Booking = try_hold(&ada, &salon.class, &for_party(4)).await.ok();
    let seen = slot(&salon.server, &salon.class, noon).await;
    assert_eq!((seen.state, seen.left, seen.price), (SlotState::Free, Some(2), eur(2_500)));
    let path = format!("/v1/services/{}/slots?date={WEDNESDAY}&party=3", salon.class);
    let for_three: fivefold_api::model::DaySlots = salon.server.json(&path).await;
    let states: Vec<SlotState> = for_three.slots.iter().map(|slot| slot.state).collect();
    assert_eq!(states, [SlotState::Free, SlotState::Free, SlotState::PartyTooLarge, SlotState::Free]);
    try_hold(&bo, &salon.class, &for_party(3)).await.refused(409, ProblemKind::SlotTaken);
    try_hold(&bo, &salon.class, &for_party(2)).await.ok::<Booking>();
    let full = slot(&salon.server, &salon.class, noon).await;
    assert_eq!((full.state, full.left), (SlotState::Taken, Some(0)));
    confirm(&ada, &four).await;
    for party in [0, 5] {
        let problem = try_hold(&bo, &salon.class, &for_party(party)).await;
        let problem = problem.refused(422, ProblemKind::InvalidFields);
        assert_eq!(problem.fields[0].code, FieldProblemCode::OutOfRange);
    }
    let path = format!("/v1/services/{}/days?month={WEDNESDAY}&party=9", salon.class);
    let month: ServiceMonth = salon.server.json(&path).await;
    assert_eq!((month.days[1].state, month.first_free), (DayState::PartyTooLarge, None));
}

#[tokio::test]
async fn o2o_10_what_is_blocked_before_and_after_keeps_others_away() {
    let salon = salon().await;
    let dyeing =
        ServiceOffer { buffers: (30, 30), ..haircut(&salon.venue, std::slice::from_ref(&salon.ines)) };
    let dyeing = salon.server.app.offer_service(&dyeing).await.unwrap();
    let ada = Buyer::new(&salon.server).await;
    hold(&ada, &salon.beard, TEN, None).await;
    // Ten to half past is taken: dyeing needs half an hour around it.
    for (start, wanted) in [
        ("2030-01-02T08:00:00Z", SlotState::Taken),
        ("2030-01-02T09:30:00Z", SlotState::Taken),
        ("2030-01-02T10:00:00Z", SlotState::Free),
    ] {
        assert_eq!(state(&salon.server, &dyeing, start).await, wanted, "{start}");
    }
    // And the other way round: dyeing from eleven on keeps a trim away from half past ten until half past twelve.
    hold(&ada, &dyeing, "2030-01-02T10:00:00Z", None).await;
    for (start, wanted) in [
        ("2030-01-02T09:30:00Z", SlotState::Taken),
        ("2030-01-02T11:00:00Z", SlotState::Taken),
        ("2030-01-02T11:30:00Z", SlotState::Free),
    ] {
        assert_eq!(state(&salon.server, &salon.beard, start).await, wanted, "{start}");
    }
}

#[tokio::test]
async fn o2o_10_a_month_says_of_each_day_what_it_is() {
    let salon = salon().await;
    let january = month(&salon.server, &salon.haircut, "2030-01-15").await;
    assert_eq!((january.month, january.days.len()), (date("2030-01-01"), 31));
    let days = |numbers: &[usize]| -> Vec<(DayState, u32)> {
        numbers.iter().map(|number| (january.days[number - 1].state, january.days[number - 1].free)).collect()
    };
    assert_eq!(
        days(&[1, 2, 4, 6]),
        [(DayState::Open, 5), (DayState::Open, 17), (DayState::Closed, 0), (DayState::Closed, 0)]
    );
    assert_eq!(january.first_free, Some(date("2030-01-01")));
    let february = month(&salon.server, &salon.haircut, "2030-02-01").await;
    assert!(february.days.iter().all(|day| day.state == DayState::TooFar && day.free == 0));
    assert_eq!(february.first_free, None);
    // After closing time today is over.
    set_clock(&salon.server, at(5 * 3_600)).await;
    let evening = month(&salon.server, &salon.haircut, "2030-01-01").await;
    assert_eq!((evening.days[0].state, evening.first_free), (DayState::TooSoon, Some(date("2030-01-02"))));
    for (query, field) in [
        ("month=soon", "month"),
        ("month=2030-01-01&staff=nobody", "staff"),
        ("month=2030-01-01&party=2000", "party"),
    ] {
        let path = format!("/v1/services/{}/days?{query}", salon.haircut);
        let answer = crate::buyer::Reply::read(salon.server.get(&path).await).await;
        assert_eq!(answer.refused(422, ProblemKind::InvalidFields).fields[0].field, field);
    }
}
