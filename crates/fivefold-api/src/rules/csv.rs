//! Tables as text: reading what was pasted or exported elsewhere, writing what opens in a spreadsheet.
//!
//! Reading takes a piece at a time, wherever it was cut, and loses nothing: what cannot be read is told with its line.
//! RFC 4180 is its core; tabs, semicolons, full-width commas and mere spaces separate as well. Cells are text, whatever
//! they begin with: nothing is ever computed.

/// The most characters of a cell. What is longer is cut, and its row is said to be broken.
pub const CELL_MAX: usize = 500;
/// After so many bytes without an end of a line the separator is guessed from what is there.
const FIRST_LINE_MAX: usize = 64 * 1024;

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CsvRow {
    /// The line of the text on which it begins, from 1.
    pub line: u32,
    /// Its cells, without space around them.
    pub cells: Vec<String>,
    /// Whether a quotation mark is not closed, or a cell is too long.
    pub is_broken: bool,
}

/// What separates cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Tab,
    Semicolon,
    Comma,
    Spaces,
}

impl Separator {
    fn is(self, letter: char) -> bool {
        match self {
            Self::Tab => letter == '\t',
            Self::Semicolon => matches!(letter, ';' | '\u{ff1b}'),
            Self::Comma => matches!(letter, ',' | '\u{ff0c}'),
            Self::Spaces => letter.is_whitespace() && !matches!(letter, '\n' | '\r'),
        }
    }
}

/// Where in a cell reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    #[default]
    Start,
    Plain,
    Quoted,
    /// After a quotation mark inside a quoted cell: its end, or the first of two that mean one.
    Closing,
}

/// Reads a table piece by piece.
#[derive(Debug, Clone, Default)]
pub struct CsvReader {
    separator: Option<Separator>,
    /// What was read before the separator is known.
    waiting: String,
    place: Place,
    cell: String,
    length: usize,
    row: CsvRow,
    /// How many lines have ended.
    lines: u32,
    after_return: bool,
}

impl CsvReader {
    /// Reads on. Rows that end in this piece are added; blank ones are none.
    pub fn read(&mut self, piece: &str, rows: &mut Vec<CsvRow>) {
        if self.separator.is_some() {
            self.read_all(piece, rows);
            return;
        }
        self.waiting.push_str(piece);
        if has_whole_line(&self.waiting) || self.waiting.len() > FIRST_LINE_MAX {
            self.begin(rows);
        }
    }

    /// Ends reading. A last row needs no end of a line.
    pub fn finish(mut self, rows: &mut Vec<CsvRow>) {
        if self.separator.is_none() {
            self.begin(rows);
        }
        self.row.is_broken |= self.place == Place::Quoted;
        self.end_row(rows);
    }

    fn begin(&mut self, rows: &mut Vec<CsvRow>) {
        let text = std::mem::take(&mut self.waiting);
        // A byte order mark is no part of the first cell.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        self.separator = Some(separator_of(text));
        self.read_all(text, rows);
    }

    fn read_all(&mut self, piece: &str, rows: &mut Vec<CsvRow>) {
        for letter in piece.chars() {
            self.step(letter, rows);
        }
    }

    fn step(&mut self, letter: char, rows: &mut Vec<CsvRow>) {
        let ends_pair = std::mem::replace(&mut self.after_return, letter == '\r') && letter == '\n';
        let is_end = matches!(letter, '\n' | '\r');
        match self.place {
            Place::Quoted => match letter {
                '"' => self.place = Place::Closing,
                _ => {
                    self.lines += u32::from(is_end && !ends_pair);
                    self.push(letter);
                }
            },
            Place::Closing if letter == '"' => {
                self.place = Place::Quoted;
                self.push('"');
            }
            _ if ends_pair => {}
            _ if is_end => {
                self.lines += 1;
                self.end_row(rows);
            }
            Place::Start if letter == '"' => {
                self.begin_row();
                self.place = Place::Quoted;
            }
            Place::Start | Place::Plain | Place::Closing => self.plain(letter),
        }
    }

    fn plain(&mut self, letter: char) {
        let separator = self.separator.unwrap_or(Separator::Comma);
        if !separator.is(letter) {
            self.place = Place::Plain;
            self.push(letter);
        } else if separator != Separator::Spaces || self.place != Place::Start {
            self.end_cell();
        }
    }

    fn push(&mut self, letter: char) {
        self.begin_row();
        if self.length < CELL_MAX {
            self.cell.push(letter);
            self.length += 1;
        } else {
            self.row.is_broken = true;
        }
    }

    fn begin_row(&mut self) {
        if self.row.line == 0 {
            self.row.line = self.lines + 1;
        }
    }

    fn end_cell(&mut self) {
        self.begin_row();
        self.row.cells.push(clean(&self.cell));
        self.cell.clear();
        self.length = 0;
        self.place = Place::Start;
    }

    fn end_row(&mut self, rows: &mut Vec<CsvRow>) {
        self.end_cell();
        let row = std::mem::take(&mut self.row);
        if row.is_broken || row.cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(row);
        }
    }
}

/// Whether a line that is not blank has ended.
fn has_whole_line(text: &str) -> bool {
    let text = text.trim_start_matches(|letter: char| letter == '\u{feff}' || letter.is_whitespace());
    outside_quotes(text).any(|letter| matches!(letter, '\n' | '\r'))
}

/// What separates the cells of the first line that is not blank. A tab is never part of a cell and a semicolon rarely,
/// while commas are in numbers.
fn separator_of(text: &str) -> Separator {
    let first = || {
        let starts = text.trim_start_matches(['\n', '\r']);
        outside_quotes(starts).take_while(|letter| !matches!(letter, '\n' | '\r'))
    };
    [Separator::Tab, Separator::Semicolon, Separator::Comma]
        .into_iter()
        .find(|separator| first().any(|letter| separator.is(letter)))
        .unwrap_or(Separator::Spaces)
}

fn outside_quotes(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut is_quoted = false;
    text.chars().filter(move |letter| {
        is_quoted ^= *letter == '"';
        !is_quoted
    })
}

/// A cell without what is not seen, and without the mark that [`push_csv_row`] has set.
fn clean(cell: &str) -> String {
    let is_nothing =
        |letter: char| letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}' | '\u{2060}');
    let cell = cell.trim_matches(is_nothing);
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

/// Whether a spreadsheet would compute a text (OWASP, CSV injection), or take the mark for its own.
fn is_formula(text: &str) -> bool {
    // Also in full width, which some spreadsheets take for the same.
    let begins = |letter: char| {
        matches!(
            letter,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'
        )
    };
    let is_before = |letter: char| letter == '\'' || letter.is_whitespace();
    text.starts_with(begins) || text.trim_start_matches(is_before).starts_with(begins)
}

/// One cell to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvCell<'a> {
    /// What somebody wrote. It is never computed.
    Text(&'a str),
    /// A decimal text: `-12.50`. Anything else is written as a text.
    Number(&'a str),
}

/// Adds a row, with an end of a line as RFC 4180 has it. Texts are quoted, so that no other separator splits them, and
/// those that a spreadsheet would compute get an apostrophe before them.
pub fn push_csv_row(out: &mut String, separator: char, cells: &[CsvCell<'_>]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(separator);
        }
        match cell {
            CsvCell::Number(text) if is_number(text) => out.push_str(text),
            CsvCell::Number(text) | CsvCell::Text(text) => push_text(out, text),
        }
    }
    out.push_str("\r\n");
}

fn push_text(out: &mut String, text: &str) {
    out.push('"');
    if is_formula(text) {
        out.push('\'');
    }
    for letter in text.chars() {
        if letter == '"' {
            out.push('"');
        }
        out.push(letter);
    }
    out.push('"');
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole) && are_digits(fraction)
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
