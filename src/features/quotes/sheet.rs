//! The rows of a quick order: read from text, looked up, checked, put right (B2B-03). Plain rules, each for a few rows at
//! a time, so that whoever works through ten thousand of them can stop after any.
//!
//! **Invariant**: every row that was read stays until somebody takes it out or adds it to the draft.

use super::numbers;
use fivefold_api::model::{WholesaleFound, WholesaleItem};
use fivefold_api::rules::{
    CheckedRow, CsvReader, CsvRow, DecimalMark, OrderColumns, OrderRow, RowChecker, RowFix, RowProblem,
    order_columns, order_row, sku_key,
};
use fivefold_api::vocabulary::{Quantity, Sku};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// How much of a text is read at a time, in bytes.
const PIECE: usize = 4 * 1024;

/// Reads one text into a sheet.
#[derive(Debug, Default)]
pub struct Reading {
    csv: CsvReader,
    /// Which column is what, once the first row is there.
    columns: Option<OrderColumns>,
    /// How many lines stand in the sheet before this text.
    offset: u32,
    /// How far it has come, in bytes.
    pub at: usize,
}

impl Reading {
    /// Begins a text that comes after what the sheet has.
    pub fn after(sheet: &Sheet) -> Self {
        Self { offset: sheet.rows.last().map_or(0, |row| row.id), ..Self::default() }
    }

    /// Reads the next piece. Whether there is more.
    pub fn step(&mut self, text: &str, sheet: &mut Sheet) -> bool {
        let end = text.floor_char_boundary(self.at + PIECE).max(self.at);
        let mut rows = Vec::new();
        self.csv.read(&text[self.at..end], &mut rows);
        self.at = end;
        if end == text.len() {
            std::mem::take(&mut self.csv).finish(&mut rows);
        }
        for row in rows {
            self.take(&row, sheet);
        }
        end < text.len()
    }

    fn take(&mut self, row: &CsvRow, sheet: &mut Sheet) {
        let columns = match self.columns {
            Some(columns) => columns,
            None => {
                let headings = order_columns(row);
                let columns = headings.unwrap_or(OrderColumns::PLAIN);
                self.columns = Some(columns);
                if headings.is_some() {
                    return;
                }
                columns
            }
        };
        let row = order_row(row, columns);
        sheet.push(OrderRow { line: row.line.saturating_add(self.offset), ..row });
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRow {
    /// The line of the text that it came from; after a second text, counted on.
    pub id: u32,
    /// As it was typed.
    pub typed: OrderRow,
    /// What was found of it, once it was looked at.
    pub checked: Option<CheckedRow>,
    /// What it is about, where that is sold.
    pub item: Option<Rc<WholesaleItem>>,
}

impl SheetRow {
    /// What is wrong with it.
    pub fn problems(&self) -> &[RowProblem] {
        self.checked.as_ref().map_or(&[], |checked| &checked.problems)
    }

    /// Whether it was looked at and nothing is wrong.
    pub fn is_valid(&self) -> bool {
        self.checked.as_ref().is_some_and(|checked| checked.problems.is_empty())
    }
}

/// Rows of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something is wrong with them.
    Wrong,
    /// Nothing is.
    Valid,
}

/// All rows, and what the shop knows of their numbers.
#[derive(Debug)]
pub struct Sheet {
    rows: Vec<SheetRow>,
    mark: DecimalMark,
    items: HashMap<String, Rc<WholesaleItem>>,
    near: HashMap<String, Vec<Sku>>,
    /// Numbers that were asked about, or will be.
    known: HashSet<String>,
    to_ask: Vec<Sku>,
    checker: RowChecker,
    /// How many rows the checker has seen.
    pub checked: usize,
    /// How many of the rows that are left were put right.
    pub fixed: usize,
}

impl Sheet {
    /// No rows yet, of a language with this mark.
    pub fn new(mark: DecimalMark) -> Self {
        Self {
            rows: Vec::new(),
            mark,
            items: HashMap::new(),
            near: HashMap::new(),
            known: HashSet::new(),
            to_ask: Vec::new(),
            checker: RowChecker::new(mark),
            checked: 0,
            fixed: 0,
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many rows of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.of(kind).count()
    }

    /// The rows of a kind, in order.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &SheetRow> {
        self.rows.iter().filter(move |row| row.is_valid() == (kind == Kind::Valid))
    }

    /// One row.
    pub fn row(&self, id: u32) -> Option<&SheetRow> {
        self.place(id).map(|at| &self.rows[at])
    }

    /// How many numbers were not asked about yet.
    pub fn unasked(&self) -> usize {
        self.to_ask.len()
    }

    /// The next numbers to ask about.
    pub fn batch(&self, most: usize) -> Vec<Sku> {
        self.to_ask.iter().take(most).cloned().collect()
    }

    /// What the shop said about the first so many of them.
    pub fn learn(&mut self, asked: usize, found: WholesaleFound) {
        self.to_ask.drain(..asked.min(self.to_ask.len()));
        for item in found.items {
            self.items.insert(sku_key(item.sku.as_str()), Rc::new(item));
        }
        for unknown in found.unknown {
            self.near.insert(sku_key(unknown.sku.as_str()), unknown.near);
        }
    }

    /// Forgets what the shop has said: another company asks.
    pub fn unlearn(&mut self) {
        self.items.clear();
        self.near.clear();
        self.known.clear();
        self.to_ask.clear();
        for at in 0..self.rows.len() {
            let sku = self.rows[at].typed.sku.clone();
            self.ask_about(&sku);
        }
        self.begin_checking();
    }

    /// Looks at all rows anew. They show what was found before until their turn comes.
    pub fn begin_checking(&mut self) {
        self.checker = RowChecker::new(self.mark);
        self.checked = 0;
    }

    /// Looks at the next rows. Whether there are more.
    pub fn check_some(&mut self, most: usize) -> bool {
        let end = (self.checked + most).min(self.rows.len());
        for row in &mut self.rows[self.checked.min(end)..end] {
            let key = sku_key(&row.typed.sku);
            let near = self.near.get(&key);
            row.item = self.items.get(&key).cloned();
            // Nothing is said of a number that the shop was not asked about yet.
            let is_known = key.is_empty() || row.item.is_some() || near.is_some();
            let near = near.map_or(&[][..], Vec::as_slice);
            row.checked = is_known.then(|| self.checker.check(&row.typed, row.item.as_deref(), near));
        }
        self.checked = end;
        end < self.rows.len()
    }

    /// Types another number, quantity and unit into a row. What could not be read is typed anew with that.
    pub fn edit(&mut self, id: u32, change: impl FnOnce(&mut OrderRow)) {
        let Some(at) = self.place(id) else { return };
        change(&mut self.rows[at].typed);
        self.rows[at].typed.is_broken = false;
        let sku = self.rows[at].typed.sku.clone();
        self.ask_about(&sku);
    }

    /// Takes a row out.
    pub fn remove(&mut self, id: u32) {
        if let Some(at) = self.place(id) {
            self.rows.remove(at);
        }
    }

    /// Does what would make a row right. Whether anything has changed.
    pub fn apply(&mut self, id: u32, fix: &RowFix) -> bool {
        match fix {
            RowFix::Sku(sku) => self.edit(id, |row| row.sku.clone_from(&sku.0)),
            RowFix::Quantity(quantity) => {
                let typed = numbers::typed(&quantity.to_decimal(), self.mark);
                self.edit(id, |row| row.quantity = typed);
            }
            RowFix::Unit(unit) => self.edit(id, |row| {
                // A unit after the number is another one.
                let end = row.quantity.find(char::is_alphabetic).unwrap_or(row.quantity.len());
                row.quantity.truncate(end);
                row.unit.clone_from(unit);
            }),
            RowFix::Merge(first) => return self.merge(*first, id),
            RowFix::Remove => self.remove(id),
        }
        true
    }

    /// Begins to do for every row what would make it right.
    pub fn begin_fixing(&mut self) {
        self.fixed = 0;
    }

    /// Does it for the next rows, but takes none out that is not in another one then. Whether there are more.
    pub fn fix_some(&mut self, most: usize) -> bool {
        let end = (self.fixed + most).min(self.rows.len());
        let mut merged = Vec::new();
        for at in self.fixed.min(end)..end {
            let id = self.rows[at].id;
            let fixes: Vec<RowFix> = self.rows[at].problems().iter().map(RowProblem::fix).collect();
            if let [RowFix::Merge(first)] = fixes[..] {
                // A row that is right otherwise goes into the first of its number.
                if self.add_up(first, id) {
                    merged.push(id);
                }
                continue;
            }
            for fix in fixes.iter().filter(|fix| !matches!(fix, RowFix::Merge(_) | RowFix::Remove)) {
                self.apply(id, fix);
            }
        }
        // All at once: each that is taken out moves those that come after it.
        self.rows.retain(|row| merged.binary_search(&row.id).is_err());
        self.fixed = end - merged.len();
        self.fixed < self.rows.len()
    }

    /// Whether two rows can be one: what both say can be read.
    pub fn can_merge(&self, first: u32, id: u32) -> bool {
        self.merged(first, id).is_some()
    }

    /// Takes out the rows that are valid, for the draft.
    pub fn take_valid(&mut self) -> Vec<SheetRow> {
        let (valid, rest) = std::mem::take(&mut self.rows).into_iter().partition(SheetRow::is_valid);
        self.rows = rest;
        self.begin_checking();
        valid
    }

    /// Goes back to the first so many rows: the text after them is not wanted.
    pub fn truncate(&mut self, rows: usize) {
        self.rows.truncate(rows);
        self.begin_checking();
    }

    fn push(&mut self, typed: OrderRow) {
        self.ask_about(&typed.sku);
        self.rows.push(SheetRow { id: typed.line, typed, checked: None, item: None });
    }

    fn ask_about(&mut self, sku: &str) {
        let key = sku_key(sku);
        if !key.is_empty() && self.known.insert(key) {
            self.to_ask.push(Sku::from(sku.trim()));
        }
    }

    fn merge(&mut self, first: u32, id: u32) -> bool {
        let is_added = self.add_up(first, id);
        if is_added {
            self.remove(id);
        }
        is_added
    }

    /// Makes the first row's quantity that of both.
    fn add_up(&mut self, first: u32, id: u32) -> bool {
        let Some(sum) = self.merged(first, id) else { return false };
        let typed = numbers::typed(&sum.to_decimal(), self.mark);
        self.edit(first, |row| row.quantity = typed);
        // It is in the other row now, so that a second sum counts it too.
        if let Some(at) = self.place(first)
            && let Some(checked) = &mut self.rows[at].checked
        {
            checked.quantity = Some(sum);
        }
        true
    }

    fn merged(&self, first: u32, id: u32) -> Option<Quantity> {
        let quantity = |id: u32| self.row(id)?.checked.as_ref()?.quantity.clone();
        numbers::sum(&quantity(first)?, &quantity(id)?)
    }

    /// Rows stand in the order of their lines.
    fn place(&self, id: u32) -> Option<usize> {
        self.rows.binary_search_by_key(&id, |row| row.id).ok()
    }
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
