use super::*;
use fivefold_api::vocabulary::Date;
use proptest::{prelude::*, sample::Index};
use serde::Deserialize;
use std::sync::LazyLock;

/// What `tests/bookings/zones.py` writes: by zone and date, how many quarters of an hour have which offsets.
type Written = BTreeMap<String, BTreeMap<Date, Vec<(i64, Vec<Shown>)>>>;

/// An offset in minutes and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(in crate::bookings) struct Shown(i64, String);

/// When clocks show each quarter of an hour of a day, by minutes since midnight.
pub(in crate::bookings) type Day = Vec<(i32, Vec<(Instant, Shown)>)>;

pub(in crate::bookings) static DAYS: LazyLock<BTreeMap<String, BTreeMap<Date, Day>>> = LazyLock::new(|| {
    let written: Written =
        serde_json::from_str(include_str!("../../tests/bookings/transitions.json")).unwrap();
    let day = |date: Date, runs: &Vec<(i64, Vec<Shown>)>| -> Day {
        let quarters = runs.iter().flat_map(|(count, shown)| (0..*count).map(move |_| shown));
        let at = |wall: i64, offset: i64| {
            Instant::from_millis((i64::from(date.days()) * 1440 + wall - offset) * MINUTE)
        };
        let with_instants = |(wall, shown): (i64, &Vec<Shown>)| {
            let instants = shown.iter().map(|shown| (at(wall, shown.0), shown.clone())).collect();
            (i32::try_from(wall).unwrap(), instants)
        };
        (0..).step_by(15).zip(quarters).map(with_instants).collect()
    };
    written
        .iter()
        .map(|(zone, days)| {
            (zone.clone(), days.iter().map(|(date, runs)| (*date, day(*date, runs))).collect())
        })
        .collect()
});

fn every_day(opens: i32, closes: i32) -> Hours {
    Hours { weekly: (1..=7).map(|day| (day, opens, closes)).collect(), exceptions: BTreeMap::new() }
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The times as a person would say them: `02:30 CEST`.
fn said(zone_name: &str, hours: &Hours, on: &str, step: i64, minutes: i64) -> Vec<String> {
    let zone = zone(zone_name).unwrap();
    let said = |slot: &ZonedSlot| {
        let wall = wall_minutes(&zone, slot.start);
        let name = if slot.is_repeated { format!(" {}", slot.abbreviation) } else { String::new() };
        format!("{:02}:{:02}{name}", wall / 60, wall % 60)
    };
    starts(&zone, &hours.around(date(on)), date(on), step, minutes).iter().map(said).collect()
}

#[test]
fn o2o_04_every_quarter_of_an_hour_around_every_change_is_as_another_implementation_has_it() {
    let (mut days, mut times, mut missing, mut repeated) = (0, 0, 0, 0);
    for (name, of_zone) in DAYS.iter() {
        let zone = zone(name).unwrap();
        for (on, day) in of_zone {
            let mut expected = Vec::new();
            for (wall, shown) in day {
                missing += usize::from(shown.is_empty());
                repeated += usize::from(shown.len() == 2);
                for (start, Shown(offset, abbreviation)) in shown {
                    assert_eq!((date_of(&zone, *start), wall_minutes(&zone, *start)), (*on, *wall), "{name}");
                    expected.push(ZonedSlot {
                        start: *start,
                        end: Instant::from_millis(start.millis() + 15 * MINUTE),
                        zone: name.clone(),
                        offset_minutes: *offset,
                        abbreviation: abbreviation.clone(),
                        is_repeated: shown.len() == 2,
                    });
                }
            }
            expected.sort_by_key(|slot| slot.start);
            assert_eq!(
                starts(&zone, &every_day(0, 0).around(*on), *on, 15, 15),
                expected,
                "{name} on {}",
                on.to_iso()
            );
            days += 1;
            times += expected.len();
        }
    }
    eprintln!("{} zones, {days} days, {times} times, {missing} missing, {repeated} twice", DAYS.len());
    // Five zones change twice a year in seven years: by an hour, Lord Howe by half of one.
    assert_eq!((DAYS.len(), missing, repeated), (8, 7 * 18, 7 * 18));
}

#[test]
fn o2o_04_clocks_put_forward_leave_times_out_and_put_back_have_them_twice() {
    let night = every_day(60, 4 * 60);
    assert_eq!(
        said("Europe/Berlin", &night, "2026-03-29", 30, 30),
        ["01:00", "01:30", "03:00", "03:30"],
        "there is no 02:30"
    );
    assert_eq!(
        said("Europe/Berlin", &night, "2026-10-25", 30, 30),
        ["01:00", "01:30", "02:00 CEST", "02:30 CEST", "02:00 CET", "02:30 CET", "03:00", "03:30"]
    );
    // An hour that begins at 01:30 ends at 03:30 when an hour is left out, and at 02:30 CEST when it is there twice.
    assert_eq!(said("Europe/Berlin", &every_day(60, 3 * 60), "2026-03-29", 30, 60), ["01:00"]);
    assert_eq!(
        said("Europe/Berlin", &every_day(60, 3 * 60), "2026-10-25", 30, 60),
        ["01:00", "01:30", "02:00 CEST", "02:30 CEST", "02:00 CET"]
    );
    assert_eq!(
        said("Australia/Lord_Howe", &every_day(60, 180), "2026-04-05", 15, 15),
        [
            "01:00",
            "01:15",
            "01:30 +11",
            "01:45 +11",
            "01:30 +1030",
            "01:45 +1030",
            "02:00",
            "02:15",
            "02:30",
            "02:45"
        ]
    );
}

#[test]
fn o2o_04_hours_that_open_or_close_where_clocks_change_are_instants() {
    // Closing at a time that is left out is when clocks are put forward; opening at one as well.
    assert_eq!(said("Europe/Berlin", &every_day(0, 150), "2026-03-29", 60, 60), ["00:00", "01:00"]);
    assert_eq!(said("Europe/Berlin", &every_day(150, 240), "2026-03-29", 30, 30), ["03:00", "03:30"]);
    assert_eq!(said("Europe/Berlin", &every_day(120, 240), "2026-03-29", 60, 60), ["03:00"]);
    // Closing at a time that is there twice is the first of the two.
    assert_eq!(
        said("Europe/Berlin", &every_day(60, 150), "2026-10-25", 30, 30),
        ["01:00", "01:30", "02:00 CEST"]
    );
}

#[test]
fn o2o_04_a_time_past_midnight_belongs_to_the_date_on_which_it_begins() {
    let bar = Hours { weekly: vec![(5, 20 * 60, 4 * 60)], exceptions: BTreeMap::new() };
    // 2026-11-27 is a Friday.
    assert_eq!(said("Asia/Taipei", &bar, "2026-11-27", 90, 90), ["20:00", "21:30", "23:00"]);
    assert_eq!(said("Asia/Taipei", &bar, "2026-11-28", 90, 90), ["00:30", "02:00"]);
    let sunday: [&str; 0] = [];
    assert_eq!(said("Asia/Taipei", &bar, "2026-11-29", 90, 90), sunday);
    let mut closed = bar;
    closed.exceptions.insert(date("2026-11-27"), Vec::new());
    assert_eq!(said("Asia/Taipei", &closed, "2026-11-28", 90, 90), sunday, "the night before was none");
    closed.exceptions.insert(date("2026-11-28"), vec![(600, 690)]);
    assert_eq!(said("Asia/Taipei", &closed, "2026-11-28", 90, 90), ["10:00"]);
}

#[test]
fn o2o_04_midnight_ends_no_hours_that_go_on() {
    let late = ["22:30", "23:30"];
    for split in [
        Hours { weekly: vec![(5, 1_350, 1_440), (6, 0, 120)], exceptions: BTreeMap::new() },
        Hours { weekly: vec![(5, 1_350, 30), (6, 30, 120)], exceptions: BTreeMap::new() },
    ] {
        assert_eq!(said("Asia/Taipei", &split, "2026-11-27", 60, 60), late);
        assert_eq!(said("Asia/Taipei", &split, "2026-11-28", 60, 60), ["00:30"]);
    }
    let always = said("Asia/Taipei", &every_day(0, 1_440), "2026-11-27", 30, 60);
    assert_eq!((always.len(), always.last().map(String::as_str)), (48, Some("23:30")));
}

#[test]
fn o2o_04_a_night_s_work_goes_on_past_midnight_wherever_the_venue_is_open() {
    let (night, always) = (every_day(22 * 60, 4 * 60), every_day(0, 1_440));
    let on = date("2026-11-27");
    let open = both(&always.around(on), &night.around(on));
    assert_eq!(open, [(-120, 240), (1_320, 1_680), (2_760, 2_880)]);
    assert_eq!(both(&night.around(on), &always.around(on)), open);
}

#[test]
fn o2o_04_a_weekly_time_keeps_its_wall_time_across_changes() {
    for zone_name in ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Chatham"] {
        let zone = zone(zone_name).unwrap();
        let hours = Hours { weekly: vec![(2, 18 * 60, 19 * 60)], exceptions: BTreeMap::new() };
        let mut on = date("2026-01-06");
        for _ in 0..52 {
            let times = starts(&zone, &hours.around(on), on, 60, 60);
            assert_eq!(times.len(), 1, "{zone_name} on {}", on.to_iso());
            assert_eq!(wall_minutes(&zone, times[0].start), 18 * 60);
            assert_eq!(times[0].end.millis() - times[0].start.millis(), 60 * MINUTE);
            on = on.plus_days(7);
        }
    }
}

/// All moments at which clocks show something on three days: the date, the minutes since the midnight of the middle
/// one, and the instant.
fn moments(zone: &str, middle: Date) -> Vec<(i32, Instant)> {
    let mut found = Vec::new();
    for apart in -1..=1 {
        let day = &DAYS[zone][&middle.plus_days(apart)];
        for (wall, shown) in day {
            found.extend(shown.iter().map(|(at, _)| (wall + apart * 1440, *at)));
        }
    }
    found
}

/// What is offered, found out by asking of every moment whether it is.
fn by_hand(zone: &str, on: Date, hours: &Hours, step: i32, minutes: i64) -> Vec<Instant> {
    let moments = moments(zone, on);
    let first = |wall: i32| moments.iter().filter(|(shown, _)| *shown >= wall).map(|(_, at)| *at).min();
    let is_open = |wall: i32| {
        [-1, 0, 1].into_iter().any(|apart| {
            let began = on.plus_days(apart);
            let of_weekday = hours.weekly.iter().filter(|span| span.0 == began.weekday());
            let spans = match hours.exceptions.get(&began) {
                Some(spans) => spans.clone(),
                None => of_weekday.map(|span| (span.1, span.2)).collect(),
            };
            spans.into_iter().any(|(opens, closes)| {
                let closes = if closes > opens { closes } else { closes + 1440 };
                (opens..closes).contains(&(wall - apart * 1440))
            })
        })
    };
    let is_offered = |wall: i32, at: Instant| {
        // Hours are whole quarters.
        let back = (0..).map(|quarters| wall - quarters * 15).find(|wall| !is_open(*wall));
        let ahead = (0..).map(|quarters| wall + quarters * 15).find(|wall| !is_open(*wall));
        let (opens, closes) = (back.unwrap() + 15, ahead.unwrap());
        let ends = Instant::from_millis(at.millis() + minutes * MINUTE);
        is_open(wall)
            && (wall - opens) % step == 0
            && first(opens).is_some_and(|opening| opening <= at)
            // What closes after the three days closes late enough.
            && first(closes).is_none_or(|closing| ends <= closing)
    };
    let of_the_date = moments.iter().filter(|(wall, _)| (0..1440).contains(wall));
    let mut found: Vec<Instant> =
        of_the_date.filter(|(wall, at)| is_offered(*wall, *at)).map(|(_, at)| *at).collect();
    found.sort();
    found
}

/// Hours at whole quarters, some past midnight.
fn any_span() -> impl Strategy<Value = (i32, i32)> {
    (0..96_i32, 0..=96_i32).prop_map(|(opens, closes)| (opens * 15, closes * 15))
}

fn any_hours() -> impl Strategy<Value = Hours> {
    (proptest::collection::vec((1..=7_u32, any_span()), 0..12), proptest::option::of(any_span())).prop_map(
        |(weekly, other)| Hours {
            weekly: weekly.into_iter().map(|(day, (opens, closes))| (day, opens, closes)).collect(),
            exceptions: other
                .map(|span| BTreeMap::from([(date("2026-03-29"), vec![span])]))
                .unwrap_or_default(),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn o2o_04_exactly_the_times_are_offered_that_exist_and_fit_into_the_hours(
        zone_index in any::<Index>(),
        day in any::<Index>(),
        hours in any_hours(),
        step in 1..=12_i32,
        fives in 1..=72_i64,
    ) {
        let names: Vec<&String> = DAYS.keys().collect();
        let name = *zone_index.get(&names);
        let of_zone = &DAYS[name];
        let inner: Vec<Date> = of_zone
            .keys()
            .filter(|on| [-1, 1].iter().all(|apart| of_zone.contains_key(&on.plus_days(*apart))))
            .copied()
            .collect();
        let (on, step, minutes) = (*day.get(&inner), step * 15, fives * 5);
        let zone = zone(name).unwrap();
        let offered = starts(&zone, &hours.around(on), on, i64::from(step), minutes);
        for slot in &offered {
            prop_assert_eq!(slot.end.millis() - slot.start.millis(), minutes * MINUTE);
            prop_assert_eq!(date_of(&zone, slot.start), on);
        }
        let found: Vec<Instant> = offered.iter().map(|slot| slot.start).collect();
        prop_assert_eq!(found, by_hand(name, on, &hours, step, minutes), "{} on {}", name, on.to_iso());
    }
}
