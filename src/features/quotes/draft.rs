//! The draft of a request for a quote, as somebody types it, valid or not. Plain data; [`super::draft_store`] keeps it and
//! [`super::draft_request`] makes a request of it.
//!
//! Lines stand in pages, so that a change to one of ten thousand writes a few hundred.

use super::numbers;
use fivefold_api::json::FromJson;
use fivefold_api::model::{QuoteLine, WholesaleItem};
use fivefold_api::rules::sku_key;
use fivefold_api::vocabulary::Quantity;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How many lines a page has at most.
pub const LINES_OF_A_PAGE: usize = 200;

/// What goes with all lines.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJson)]
#[serde(default)]
pub struct DraftHead {
    /// Tells this draft from the one before and the one after: what was sent once is not sent again.
    pub id: u64,
    /// The address of the company that it would go to; empty until one is chosen.
    pub address: String,
    /// What the supplier should know.
    pub note: String,
    /// The quote that this one asks for again; empty for a new one.
    pub previous: String,
    /// How many of its lines are being sent, or were; those that come after them belong to the draft after this one.
    #[serde(skip_serializing_if = "is_zero")]
    pub sent: u64,
    /// Its pages, in order.
    pub pages: Vec<u64>,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// One line. Numbers are kept as [`numbers`] says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJson)]
#[serde(default)]
pub struct DraftLine {
    /// Tells it from the others, in all tabs.
    pub id: u64,
    /// The number as it was typed.
    pub sku: String,
    /// What it is called.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The options in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub options: String,
    /// How much.
    pub quantity: String,
    /// Of which unit; empty until the shop has told.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What the company would like to pay.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// For how much that is; absent: for one of the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<Quantity>,
    /// When it is needed: `2026-11-28`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub required_on: String,
    /// What else there is to say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl DraftLine {
    /// A line for so much of what the shop sells.
    pub fn of_item(item: &WholesaleItem, quantity: &Quantity) -> Self {
        Self {
            sku: item.sku.0.clone(),
            title: item.title.clone(),
            options: item.options.clone(),
            quantity: quantity.to_decimal(),
            unit: item.rule.unit.clone(),
            per: per_of(item),
            ..Self::default()
        }
    }

    /// A line that asks for something without a number.
    pub fn of_words(words: &str) -> Self {
        Self { note: words.to_owned(), quantity: "1".to_owned(), ..Self::default() }
    }

    /// The same line of a quote, to be asked for again.
    pub fn of_quote(line: &QuoteLine) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            id: 0,
            sku: line.sku.0.clone(),
            title: line.title.clone(),
            options: line.options.clone(),
            quantity: line.quantity.to_decimal(),
            unit: line.quantity.unit.clone(),
            target: line.target.as_ref().map(|target| target.money.to_decimal()).unwrap_or_default(),
            per: line.target.as_ref().map(|target| target.per.clone()),
            required_on: line.required_on.map(|date| date.to_iso()).unwrap_or_default(),
            note: text(&line.note),
        }
    }

    /// How much, where that can be read and the unit is known.
    pub fn amount(&self) -> Option<Quantity> {
        numbers::quantity(&self.quantity, &self.unit)
    }

    /// Takes up what the shop says of its number. What is typed stays.
    pub fn learn(&mut self, item: &WholesaleItem) {
        self.title.clone_from(&item.title);
        self.options.clone_from(&item.options);
        self.unit.clone_from(&item.rule.unit);
        if self.target.is_empty() || self.per.as_ref().is_none_or(|per| per.unit != item.rule.unit) {
            self.per = per_of(item);
        }
    }

    /// Whether a line of the same number can be added to it: nothing else is said of either.
    fn takes(&self, other: &Self) -> bool {
        let is_plain = |line: &Self| {
            [&line.target, &line.required_on, &line.note].iter().all(|part| part.is_empty())
                && !line.sku.is_empty()
        };
        is_plain(self) && is_plain(other)
    }
}

fn per_of(item: &WholesaleItem) -> Option<Quantity> {
    let one = Quantity::new(1, 0, &item.rule.unit);
    (item.per.compare(&one) != Some(std::cmp::Ordering::Equal)).then(|| item.per.clone())
}

/// One page of lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftPage {
    /// Tells it from the others, in all tabs.
    pub id: u64,
    /// Its lines, in order.
    pub lines: Vec<DraftLine>,
}

/// The draft.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// What goes with all lines.
    pub head: DraftHead,
    /// All lines.
    pub pages: Vec<DraftPage>,
}

impl Draft {
    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.pages.iter().map(|page| page.lines.len()).sum()
    }

    /// Whether it has no lines.
    pub fn is_empty(&self) -> bool {
        self.pages.iter().all(|page| page.lines.is_empty())
    }

    /// All lines, in order.
    pub fn lines(&self) -> impl Iterator<Item = &DraftLine> {
        self.pages.iter().flat_map(|page| &page.lines)
    }

    /// One of the lines.
    pub fn line(&self, id: u64) -> Option<&DraftLine> {
        self.lines().find(|line| line.id == id)
    }

    /// Changes a line. The page it stands on; `None` if it is gone.
    pub fn edit(&mut self, id: u64, change: impl FnOnce(&mut DraftLine)) -> Option<u64> {
        let (page, at) = self.place(id)?;
        change(&mut self.pages[page].lines[at]);
        Some(self.pages[page].id)
    }

    /// Takes a line out. The page it stood on.
    pub fn remove(&mut self, id: u64) -> Option<u64> {
        let (page, at) = self.place(id)?;
        self.pages[page].lines.remove(at);
        Some(self.pages[page].id)
    }

    /// The lines that are not among those that were sent.
    pub fn unsent(&self) -> Vec<DraftLine> {
        let sent = usize::try_from(self.head.sent).unwrap_or(usize::MAX);
        if sent == 0 { Vec::new() } else { self.lines().skip(sent).cloned().collect() }
    }

    /// Adds a line at the end, with an id of its own. The page it stands on.
    pub fn push(&mut self, line: DraftLine, fresh: &dyn Fn() -> u64) -> u64 {
        if self.pages.last().is_none_or(|last| last.lines.len() >= LINES_OF_A_PAGE) {
            let id = fresh();
            self.head.pages.push(id);
            self.pages.push(DraftPage { id, lines: Vec::new() });
        }
        let line = DraftLine { id: if line.id == 0 { fresh() } else { line.id }, ..line };
        let Some(last) = self.pages.last_mut() else { return 0 };
        last.lines.push(line);
        last.id
    }

    /// Where lines of each number can be added to. What is being sent stays as it is.
    pub fn by_number(&self) -> HashMap<String, u64> {
        if self.head.sent > 0 {
            return HashMap::new();
        }
        let plain = self.lines().filter(|line| line.takes(line));
        plain.map(|line| (sku_key(&line.sku), line.id)).collect()
    }

    /// Adds a line: to the one of the same number, where nothing else is said of either, and otherwise at the end. The
    /// page that has changed. `known` is what [`Draft::by_number`] said, and learns.
    pub fn add(&mut self, line: DraftLine, known: &mut HashMap<String, u64>, fresh: &dyn Fn() -> u64) -> u64 {
        let key = sku_key(&line.sku);
        if let Some(page) = known.get(&key).and_then(|id| self.add_to(*id, &line)) {
            return page;
        }
        let is_plain = line.takes(&line);
        let page = self.push(line, fresh);
        if let (true, Some(added)) = (is_plain, self.pages.last().and_then(|page| page.lines.last())) {
            known.entry(key).or_insert(added.id);
        }
        page
    }

    fn add_to(&mut self, id: u64, line: &DraftLine) -> Option<u64> {
        let (page, at) = self.place(id)?;
        let known = &mut self.pages[page].lines[at];
        if !known.takes(line) {
            return None;
        }
        known.quantity = numbers::sum(&known.amount()?, &line.amount()?)?.to_decimal();
        Some(self.pages[page].id)
    }

    fn place(&self, id: u64) -> Option<(usize, usize)> {
        self.pages
            .iter()
            .enumerate()
            .find_map(|(page, lines)| lines.lines.iter().position(|line| line.id == id).map(|at| (page, at)))
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
