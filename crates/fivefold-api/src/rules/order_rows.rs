//! Quick order: from rows of a table to lines, with what is wrong in each row and what would be right (B2B-03).
//!
//! Nothing is dropped: each row comes out, valid or with its problems.

use crate::model::{UnitRule, WholesaleItem};
use crate::rules::{CsvRow, DecimalMark, QuantityFault, check_quantity, read_decimal};
use crate::vocabulary::{Quantity, Sku};
use std::collections::HashMap;

/// How many rows one order takes.
pub const ORDER_ROWS_MAX: usize = 10_000;

/// Headings of columns, lower case as [`lower`] makes it, as they come in exports.
const SKU_WORDS: &[&str] = &[
    "sku",
    "article",
    "article no",
    "item",
    "item no",
    "part",
    "part number",
    "product",
    "code",
    "artikel",
    "artikelnummer",
    "référence",
    "reference",
    "referencia",
    "品番",
    "品號",
    "货号",
    "貨號",
    "商品编号",
    "商品編號",
    "型号",
    "型號",
];
const QUANTITY_WORDS: &[&str] =
    &["quantity", "qty", "amount", "menge", "anzahl", "quantité", "quantite", "cantidad", "数量", "數量"];
const UNIT_WORDS: &[&str] = &["unit", "uom", "einheit", "unité", "unite", "unidad", "单位", "單位", "単位"];
/// How people call a piece.
const PIECE_WORDS: &[&str] = &[
    "piece", "pieces", "pc", "pcs", "ea", "each", "unit", "units", "stk", "stück", "pièce", "pièces", "个",
    "個", "件", "只", "隻",
];

/// Which column is what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderColumns {
    /// The number.
    pub sku: usize,
    /// How much.
    pub quantity: usize,
    /// Of which unit.
    pub unit: Option<usize>,
}

impl OrderColumns {
    /// Number, quantity, unit: what is meant when no headings say otherwise.
    pub const PLAIN: Self = Self { sku: 0, quantity: 1, unit: Some(2) };
}

/// What the first row says about columns; `None` when it has no headings, but a line of the order.
#[must_use]
pub fn order_columns(first: &CsvRow) -> Option<OrderColumns> {
    let find = |words: &[&str]| {
        first.cells.iter().position(|cell| {
            let cell = lower(cell);
            words.contains(&cell.trim_end_matches(['.', ':', '#']).trim())
        })
    };
    let (sku, quantity) = (find(SKU_WORDS), find(QUANTITY_WORDS));
    if sku.is_none() && quantity.is_none() {
        return None;
    }
    // A heading that is not known stands where it would without headings.
    let free = |taken: Option<usize>| usize::from(taken == Some(0));
    let (sku, quantity) = (sku.unwrap_or(free(quantity)), quantity.unwrap_or(free(sku)));
    let unit = find(UNIT_WORDS).filter(|unit| *unit != sku && *unit != quantity);
    (sku != quantity).then_some(OrderColumns { sku, quantity, unit })
}

/// A row as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderRow {
    /// The line of the text, from 1.
    pub line: u32,
    /// The number.
    pub sku: String,
    /// How much. A unit may follow the number.
    pub quantity: String,
    /// The unit; empty when none was told.
    pub unit: String,
    /// Whether it could not be read as it should.
    pub is_broken: bool,
}

/// A row of a table as one of an order.
#[must_use]
pub fn order_row(row: &CsvRow, columns: OrderColumns) -> OrderRow {
    let cell = |at: usize| row.cells.get(at).cloned().unwrap_or_default();
    OrderRow {
        line: row.line,
        sku: cell(columns.sku),
        quantity: cell(columns.quantity),
        unit: columns.unit.map(cell).unwrap_or_default(),
        is_broken: row.is_broken,
    }
}

/// A row that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRow {
    /// The line of the text, from 1.
    pub line: u32,
    /// The number, as the shop writes it where it is known.
    pub sku: Sku,
    /// How much, in the unit of the item; absent when it cannot be told.
    pub quantity: Option<Quantity>,
    /// What is wrong. None: the row is valid.
    pub problems: Vec<RowProblem>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowProblem {
    /// A quotation mark is not closed, or a cell is too long.
    Broken,
    /// There are more rows than an order takes.
    TooMany,
    /// There is no number.
    SkuMissing,
    /// There is no such number.
    UnknownSku {
        /// What may have been meant.
        near: Vec<Sku>,
    },
    /// An earlier row has the same number.
    Duplicate {
        /// The line of that row.
        first: u32,
    },
    /// How much cannot be read.
    BadNumber,
    /// It is sold in another unit.
    WrongUnit {
        /// In which.
        unit: String,
    },
    /// The rule does not allow it.
    Quantity(QuantityFault),
}

/// What would make a row right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFix {
    /// Take this number.
    Sku(Sku),
    /// Take this quantity.
    Quantity(Quantity),
    /// Take this unit, with the same number.
    Unit(String),
    /// Add it to the row of this line.
    Merge(u32),
    /// Type it again, or leave the row out.
    Remove,
}

impl RowProblem {
    /// What would make the row right, as far as this problem is concerned.
    #[must_use]
    pub fn fix(&self) -> RowFix {
        match self {
            Self::UnknownSku { near } => near.first().map_or(RowFix::Remove, |sku| RowFix::Sku(sku.clone())),
            Self::Duplicate { first } => RowFix::Merge(*first),
            Self::WrongUnit { unit } => RowFix::Unit(unit.clone()),
            Self::Quantity(fault) => fault.fix().map_or(RowFix::Remove, RowFix::Quantity),
            Self::Broken | Self::TooMany | Self::SkuMissing | Self::BadNumber => RowFix::Remove,
        }
    }
}

/// Looks at rows, one after the other, and remembers which numbers were there.
#[derive(Debug, Clone)]
pub struct RowChecker {
    mark: DecimalMark,
    first: HashMap<String, u32>,
    rows: usize,
}

impl RowChecker {
    /// Looks at a new order, of a locale with this mark.
    #[must_use]
    pub fn new(mark: DecimalMark) -> Self {
        Self { mark, first: HashMap::new(), rows: 0 }
    }

    /// Looks at the next row. `item` is what the lookup has found for its number, `near` what it proposed instead.
    pub fn check(&mut self, row: &OrderRow, item: Option<&WholesaleItem>, near: &[Sku]) -> CheckedRow {
        self.rows += 1;
        let mut problems = Vec::new();
        if row.is_broken {
            problems.push(RowProblem::Broken);
        }
        if self.rows > ORDER_ROWS_MAX {
            problems.push(RowProblem::TooMany);
        }
        let sku = item.map_or_else(|| Sku::from(row.sku.as_str()), |item| item.sku.clone());
        let key = sku_key(sku.as_str());
        if key.is_empty() {
            problems.push(RowProblem::SkuMissing);
        } else {
            match self.first.get(&key) {
                Some(first) => problems.push(RowProblem::Duplicate { first: *first }),
                None => {
                    self.first.insert(key, row.line);
                }
            }
            if item.is_none() {
                problems.push(RowProblem::UnknownSku { near: near.to_vec() });
            }
        }
        let quantity = match read_quantity(row, item.map(|item| &item.rule), self.mark) {
            Ok(quantity) => Some(quantity),
            Err(problem) => {
                problems.push(problem);
                None
            }
        };
        if let (Some(item), Some(quantity)) = (item, &quantity)
            && let Err(fault) = check_quantity(&item.rule, quantity)
        {
            problems.push(RowProblem::Quantity(fault));
        }
        CheckedRow { line: row.line, sku, quantity, problems }
    }
}

/// How much a row says. A unit stands in its own cell or after the number; without one, that of the item is meant.
fn read_quantity(row: &OrderRow, rule: Option<&UnitRule>, mark: DecimalMark) -> Result<Quantity, RowProblem> {
    let typed = row.quantity.trim();
    let is_letter = |letter: char| letter.is_alphabetic();
    let at = typed.find(is_letter).unwrap_or(typed.len());
    let (number, behind) = typed.split_at(at);
    let (amount, scale) = read_decimal(number, mark).ok_or(RowProblem::BadNumber)?;
    let told = [behind.trim(), row.unit.trim()];
    let unit = rule.map_or("", |rule| rule.unit.as_str());
    if rule.is_some() && !told.iter().all(|word| word.is_empty() || is_unit(word, unit)) {
        return Err(RowProblem::WrongUnit { unit: unit.to_owned() });
    }
    Ok(Quantity::new(amount, scale, unit))
}

/// Whether a typed word means a unit.
fn is_unit(word: &str, unit: &str) -> bool {
    let word = lower(word.trim_end_matches('.'));
    word == lower(unit) || (unit == UnitRule::PIECE && PIECE_WORDS.contains(&word.as_str()))
}

/// Lower case of the Latin letters that headings and units are written with (ASCII and Latin-1): the tables for all others
/// would weigh more than all else here.
fn lower(text: &str) -> String {
    let lower = |letter: char| match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(letter) + 0x20).unwrap_or(letter),
        _ => letter,
    };
    text.chars().map(lower).collect()
}

/// What two spellings of a number have in common: space around it, full-width letters and the case of the letters from A
/// to Z do not matter. Client and backend compare by it.
#[must_use]
pub fn sku_key(sku: &str) -> String {
    let narrow = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        _ => letter,
    };
    sku.trim().chars().map(|letter| narrow(letter).to_ascii_uppercase()).collect()
}

#[cfg(test)]
#[path = "order_rows_tests.rs"]
mod tests;
