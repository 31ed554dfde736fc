use super::*;
use crate::bookings::times;
use proptest::prelude::*;
use reader::{event, properties, text};

#[path = "../../tests/bookings/reader.rs"]
mod reader;

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
    eprintln!("{read} events");
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
    fn o2o_12_text_comes_back_as_it_was_and_never_becomes_a_property(written in "\\PC*(\n|\r|,|;|:|\\\\|é|店|😀){0,40}\\PC*") {
        let mut file = CalendarFile::default();
        file.add_text("SUMMARY", &written);
        let file = file.finish();
        prop_assert_eq!(properties(&file).len(), 1);
        let kept: String = written.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        prop_assert_eq!(text(&file, "SUMMARY"), kept);
    }
}
