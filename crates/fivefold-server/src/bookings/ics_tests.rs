use super::*;
use crate::bookings::times;
use fivefold_api::vocabulary::Date;
use proptest::prelude::*;

/// A reader that knows the RFC and nothing of the writer: properties in order, unfolded.
fn properties(file: &str) -> Vec<(String, String)> {
    assert!(file.ends_with("\r\n") && !file.replace("\r\n", "").contains(['\r', '\n']));
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
    let unfolded = file.replace("\r\n ", "");
    let lines = unfolded.split("\r\n").filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

/// Seconds since 1970 of `20261025T023000`, as if it were UTC.
fn seconds(text: &str) -> i64 {
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().unwrap();
    let year = i32::try_from(number(0, 4)).unwrap();
    let days = Date::new(year, number(4, 6), number(6, 8)).unwrap().days();
    let of_day = number(9, 11) * 3_600 + number(11, 13) * 60 + number(13, 15);
    i64::from(days) * 86_400 + i64::from(of_day)
}

fn offset_seconds(text: &str) -> i64 {
    let number = |from: usize, to: usize| text.get(from..to).map_or(0, |part| part.parse::<i64>().unwrap());
    let all = number(1, 3) * 3_600 + number(3, 5) * 60 + number(5, 7);
    if text.starts_with('-') { -all } else { all }
}

/// The instants between which an event is, by its own zone component and nothing else.
fn event(file: &str) -> (i64, i64) {
    let properties = properties(file);
    let all = |name: &str| -> Vec<&str> {
        properties.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect()
    };
    // Observances: from when on, and how far ahead of UTC then.
    let onsets = all("DTSTART").into_iter().zip(all("TZOFFSETFROM")).zip(all("TZOFFSETTO"));
    let mut observances: Vec<(i64, i64)> = onsets
        .map(|((local, from), to)| (seconds(local) - offset_seconds(from), offset_seconds(to)))
        .collect();
    observances.sort_unstable();
    let instant = |name: &str| {
        let (full, value) =
            properties.iter().rev().find(|(other, _)| other.split(';').next() == Some(name)).unwrap();
        if value.ends_with('Z') {
            return seconds(value);
        }
        assert!(full.contains(";TZID="));
        let local = seconds(value);
        // The first instant at which the observance that is in force shows this wall time.
        let of = |(at, (onset, offset)): (usize, &(i64, i64))| {
            let instant = local - offset;
            let ends = observances.get(at + 1).map_or(i64::MAX, |next| next.0);
            (*onset..ends).contains(&instant).then_some(instant)
        };
        observances.iter().enumerate().filter_map(of).min().expect("the zone component covers the event")
    };
    (instant("DTSTART"), instant("DTEND"))
}

#[test]
fn o2o_12_an_event_is_at_its_instant_by_its_own_zone_component_around_every_change() {
    let mut read = 0;
    for (name, of_zone) in times::tests::DAYS.iter() {
        let zone = times::zone(name).unwrap();
        for (_, shown) in of_zone.values().flatten() {
            for (start, _) in shown {
                let end = Instant::from_millis(start.millis() + 75 * 60_000);
                let mut file = CalendarFile::default();
                file.add_zone(&zone, *start);
                file.add_times(&zone, *start, end);
                let file = file.finish();
                let expected = (start.millis() / 1000, end.millis() / 1000);
                assert_eq!(event(&file), expected, "{name} at {}\n{file}", start.to_rfc3339());
                read += 1;
            }
        }
    }
    println!("{read} events");
    assert!(read > 8_000);
}

#[test]
fn o2o_12_a_zone_s_component_names_its_changes() {
    let mut file = CalendarFile::default();
    let start = Instant::parse("2026-10-25T00:30:00Z").unwrap();
    let zone = times::zone("Europe/Berlin").unwrap();
    file.add_zone(&zone, start);
    file.add_times(&zone, start, Instant::parse("2026-10-25T01:30:00Z").unwrap());
    let file = file.finish();
    assert!(file.contains(
        "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n"
    ));
    assert!(file.contains(
        "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\n"
    ));
    // It ends at the second 02:30, for which wall time has no words.
    assert!(file.ends_with("DTSTART:20261025T003000Z\r\nDTEND:20261025T013000Z\r\n"), "{file}");
}

proptest! {
    #[test]
    fn o2o_12_text_comes_back_as_it_was_and_never_becomes_a_property(text in "\\PC*(\n|\r|,|;|:|\\\\|é|店|😀){0,40}\\PC*") {
        let mut file = CalendarFile::default();
        file.add_text("SUMMARY", &text);
        let found = properties(&file.finish());
        prop_assert_eq!(found.len(), 1);
        let mut plain = String::new();
        let mut escaped = found[0].1.chars();
        while let Some(character) = escaped.next() {
            match character {
                '\\' => plain.push(escaped.next().map(|next| if next == 'n' { '\n' } else { next }).unwrap()),
                _ => plain.push(character),
            }
        }
        let kept: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        prop_assert_eq!(plain, kept);
    }
}
