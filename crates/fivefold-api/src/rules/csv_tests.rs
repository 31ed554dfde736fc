//! Tables: cut anywhere, quoted or not, and what is written is read again.

use super::*;
use proptest::prelude::*;

fn rows(pieces: &[&str]) -> Vec<CsvRow> {
    let mut rows = Vec::new();
    let mut reader = CsvReader::default();
    for piece in pieces {
        reader.read(piece, &mut rows);
    }
    reader.finish(&mut rows);
    rows
}

fn cells(text: &str) -> Vec<Vec<String>> {
    rows(&[text]).into_iter().map(|row| row.cells).collect()
}

#[test]
fn b2b_03_tabs_semicolons_commas_and_spaces_separate() {
    for text in [
        "A-1\t5\r\nB\t6",
        "A-1;5\nB;6\n",
        "\u{feff}A-1,5\rB,6",
        "\n\nA-1  5\n  B 6 \n",
        "A-1\u{ff0c}5\nB\u{ff0c}6",
    ] {
        let read: Vec<Vec<String>> = cells(text)
            .into_iter()
            .map(|row| row.into_iter().filter(|cell| !cell.is_empty()).collect())
            .collect();
        assert_eq!(read, [["A-1", "5"], ["B", "6"]], "{text}");
    }
    assert_eq!(
        cells("A;1,5\nB,C;2"),
        [["A", "1,5"], ["B,C", "2"]],
        "a comma in a table of semicolons is a comma"
    );
}

#[test]
fn b2b_03_quoted_cells_have_anything_in_them_and_lines_are_counted() {
    let read = rows(&["a,\"x \"\"y\"\", z\nsecond\"\r\n\r\n\"b\",2"]);
    assert_eq!(read[0].cells, ["a", "x \"y\", z\nsecond"]);
    assert_eq!((read[0].line, read[1].line), (1, 4));
    assert_eq!(read[1].cells, ["b", "2"]);
    assert!(read.iter().all(|row| !row.is_broken));
}

#[test]
fn b2b_03_a_quotation_mark_that_is_not_closed_is_told_and_nothing_is_dropped() {
    let read = rows(&["A,1\nB,\"2\nC,3"]);
    assert_eq!((read.len(), read[1].line, read[1].is_broken), (2, 2, true));
    assert!(read[1].cells[1].contains("C,3"));
    let long = rows(&[&format!("A,{}", "x".repeat(CELL_MAX + 1))]);
    assert!(long[0].is_broken);
}

#[test]
fn b2b_23_what_a_spreadsheet_would_compute_is_written_as_text() {
    for text in
        ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{ff1d}1", "'=1", "=cmd|' /C calc'!A0"]
    {
        let mut out = String::new();
        push_csv_row(&mut out, ';', &[CsvCell::Text(text), CsvCell::Number(text)]);
        let is_negative = text == "-1";
        assert!(out.starts_with("\"'"), "{text}");
        assert_eq!(out.matches("\"'").count(), if is_negative { 1 } else { 2 }, "{text}");
    }
    let mut out = String::new();
    push_csv_row(
        &mut out,
        ',',
        &[CsvCell::Text("Tea \"Sand\", 5"), CsvCell::Number("-12.50"), CsvCell::Number("1e3")],
    );
    assert_eq!(out, "\"Tea \"\"Sand\"\", 5\",-12.50,\"1e3\"\r\n");
}

proptest! {
    #[test]
    fn b2b_03_a_table_is_the_same_wherever_it_is_cut(text in "[ab1\",;\t\r\n '=\u{ff0c}品]{0,60}", cuts in prop::collection::vec(0_usize..60, 0..5)) {
        let letters: Vec<char> = text.chars().collect();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(letters.len())).collect();
        cuts.extend([0, letters.len()]);
        cuts.sort_unstable();
        let pieces: Vec<String> = cuts.windows(2).map(|pair| letters[pair[0]..pair[1]].iter().collect()).collect();
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        prop_assert_eq!(rows(&pieces), rows(&[&text]));
    }

    #[test]
    fn b2b_03_no_letter_that_could_be_a_number_is_dropped(text in "[a-c1-3,;\t\n\" ]{0,80}") {
        let count = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).count();
        let read: usize = cells(&text).iter().flatten().map(|cell| count(cell)).sum();
        prop_assert_eq!(read, count(&text));
    }

    #[test]
    fn b2b_23_what_is_written_is_read_again(
        // No cell begins or ends with a new line: reading trims, and a test that drops such tables drops most.
        table in prop::collection::vec(
            prop::collection::vec("[a-z=+@'\",;品-]([a-z=+@'\",;\n品-]{0,6}[a-z=+@'\",;品-])?", 3), 1..6,
        ),
        tab: bool,
    ) {
        let separator = if tab { '\t' } else { ',' };
        let mut out = String::from("\u{feff}");
        for row in &table {
            let row: Vec<CsvCell<'_>> = row.iter().map(|cell| CsvCell::Text(cell)).collect();
            push_csv_row(&mut out, separator, &row);
        }
        prop_assert_eq!(cells(&out), table);
    }

    #[test]
    fn b2b_03_nothing_makes_it_panic(text in ".{0,80}") {
        let _ = rows(&[&text]);
    }
}
