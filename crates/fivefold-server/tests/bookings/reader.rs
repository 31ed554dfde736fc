//! A reader of calendar files that knows RFC 5545 and nothing of the writer.

use fivefold_api::vocabulary::Date;

/// The properties of a file in order, unfolded, names with their parameters.
pub(crate) fn properties(file: &str) -> Vec<(String, String)> {
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

/// The value of a property that is there once, as plain text.
pub(crate) fn text(file: &str, name: &str) -> String {
    let found: Vec<(String, String)> =
        properties(file).into_iter().filter(|(other, _)| other == name).collect();
    assert_eq!(found.len(), 1, "{name} in {file}");
    let mut plain = String::new();
    let mut escaped = found[0].1.chars();
    while let Some(character) = escaped.next() {
        match character {
            '\\' => plain.push(escaped.next().map(|next| if next == 'n' { '\n' } else { next }).unwrap()),
            _ => plain.push(character),
        }
    }
    plain
}

/// The seconds since 1970 between which an event is, by its own zone component and nothing else.
pub(crate) fn event(file: &str) -> (i64, i64) {
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
        assert_eq!(full.split_once(";TZID=").unwrap().1, all("TZID")[0]);
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
