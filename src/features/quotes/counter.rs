//! What somebody types to have an offer changed, line by line, and what is sent of it (B2B-11). Empty entries change
//! nothing. Plain rules.

use fivefold_api::json::FromJson;
use fivefold_api::model::{LineEdit, QuoteLine, QuoteVersion, UnitRule};
use fivefold_api::rules::{
    DecimalMark, QuantityFault, check_quantity, is_same_price, is_same_quantity, read_decimal,
};
use fivefold_api::vocabulary::{Currency, Date, Money, Quantity, QuoteLineId, Sku, UnitPrice};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is typed for all lines, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJson)]
#[serde(default)]
pub struct TypedEdits {
    /// Why; or the answer to a question.
    pub reason: String,
    lines: Vec<TypedLine>,
}

/// What is typed for one line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJson)]
#[serde(default)]
struct TypedLine {
    line: String,
    price: String,
    quantity: String,
    date: String,
}

/// One entry of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Another price.
    Price,
    /// Another quantity.
    Quantity,
    /// Another date.
    Date,
}

impl Entry {
    /// Its name in ids and in the paths of problems.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Quantity => "quantity",
            Self::Date => "required_on",
        }
    }
}

/// What is wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditFault {
    /// It is no number.
    NoNumber,
    /// It has more decimals than the currency.
    TooPrecise,
    /// It is nothing.
    Nothing,
    /// It is not what the rule of the goods allows.
    Rule(QuantityFault),
    /// It is no date.
    NoDate,
    /// The shop refuses it.
    Refused,
}

/// An entry that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line.
    pub line: QuoteLineId,
    /// The entry.
    pub entry: Entry,
    /// What is wrong with it.
    pub why: EditFault,
}

/// What is known about the goods, by their numbers.
pub type Rules = BTreeMap<Sku, UnitRule>;

impl TypedEdits {
    /// What is typed in an entry.
    pub fn get(&self, line: &QuoteLineId, entry: Entry) -> &str {
        let typed = self.lines.iter().find(|typed| typed.line == line.as_str());
        typed.map_or("", |typed| match entry {
            Entry::Price => &typed.price,
            Entry::Quantity => &typed.quantity,
            Entry::Date => &typed.date,
        })
    }

    /// Types into an entry.
    pub fn set(&mut self, line: &QuoteLineId, entry: Entry, text: String) {
        let at = self.lines.iter().position(|typed| typed.line == line.as_str()).unwrap_or_else(|| {
            self.lines.push(TypedLine { line: line.as_str().to_owned(), ..TypedLine::default() });
            self.lines.len() - 1
        });
        let typed = &mut self.lines[at];
        match entry {
            Entry::Price => typed.price = text,
            Entry::Quantity => typed.quantity = text,
            Entry::Date => typed.date = text,
        }
    }

    /// Whether nothing is typed for any line.
    pub fn has_no_lines(&self) -> bool {
        let is_empty = |text: &String| text.trim().is_empty();
        self.lines.iter().all(|typed| [&typed.price, &typed.quantity, &typed.date].into_iter().all(is_empty))
    }

    /// What changes in a version. What is typed for lines that it does not have is left out, and so is what changes
    /// nothing.
    ///
    /// # Errors
    /// All entries that are wrong, in the order of the lines.
    pub fn edits(
        &self,
        version: &QuoteVersion,
        currency: Currency,
        rules: &Rules,
        mark: DecimalMark,
    ) -> Result<Vec<LineEdit>, Vec<Fault>> {
        let (mut edits, mut faults) = (Vec::new(), Vec::new());
        for line in &version.lines {
            let Some(typed) = self.lines.iter().find(|typed| typed.line == line.id.as_str()) else {
                continue;
            };
            let mut kept = |entry, result: Result<(), EditFault>| {
                if let Err(why) = result {
                    faults.push(Fault { line: line.id.clone(), entry, why });
                }
            };
            let mut edit = LineEdit { line: line.id.clone(), price: None, quantity: None, required_on: None };
            kept(Entry::Price, price_of(&typed.price, line, currency, mark).map(|price| edit.price = price));
            kept(
                Entry::Quantity,
                quantity_of(&typed.quantity, line, rules.get(&line.sku), mark)
                    .map(|quantity| edit.quantity = quantity),
            );
            kept(Entry::Date, date_of(&typed.date, line).map(|date| edit.required_on = date));
            if edit.price.is_some() || edit.quantity.is_some() || edit.required_on.is_some() {
                edits.push(edit);
            }
        }
        if faults.is_empty() { Ok(edits) } else { Err(faults) }
    }
}

/// The entry that a problem of the shop is about: `edits.1.quantity` of what was sent.
pub fn fault_of(field: &str, sent: &[LineEdit]) -> Option<Fault> {
    let (at, name) = field.strip_prefix("edits.")?.split_once('.')?;
    let edit = sent.get(at.parse::<usize>().ok()?)?;
    let entry =
        [Entry::Price, Entry::Quantity, Entry::Date].into_iter().find(|entry| entry.name() == name)?;
    Some(Fault { line: edit.line.clone(), entry, why: EditFault::Refused })
}

fn price_of(
    text: &str,
    line: &QuoteLine,
    currency: Currency,
    mark: DecimalMark,
) -> Result<Option<UnitPrice>, EditFault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let (digits, scale) = read_decimal(text, mark).ok_or(EditFault::NoNumber)?;
    let missing = currency.exponent().checked_sub(scale).ok_or(EditFault::TooPrecise)?;
    let minor = digits.checked_mul(10_i64.pow(u32::from(missing))).ok_or(EditFault::NoNumber)?;
    if minor == 0 {
        return Err(EditFault::Nothing);
    }
    // The price is for as much as the one that it takes the place of.
    let before = line.price.as_ref().or(line.catalogue.as_ref());
    let per = before.map_or_else(|| Quantity::new(1, 0, &line.quantity.unit), |price| price.per.clone());
    let price = UnitPrice { money: Money::new(minor, currency), per };
    let is_same = line.price.as_ref().is_some_and(|before| is_same_price(before, &price));
    Ok((!is_same).then_some(price))
}

fn quantity_of(
    text: &str,
    line: &QuoteLine,
    rule: Option<&UnitRule>,
    mark: DecimalMark,
) -> Result<Option<Quantity>, EditFault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let (digits, scale) = read_decimal(text, mark).ok_or(EditFault::NoNumber)?;
    if digits == 0 {
        return Err(EditFault::Nothing);
    }
    let typed = Quantity::new(digits, scale, &line.quantity.unit);
    let scale = scale.max(line.quantity.scale);
    let quantity =
        typed.at_scale(scale).map_or(typed, |digits| Quantity::new(digits, scale, &line.quantity.unit));
    if let Some(rule) = rule {
        check_quantity(rule, &quantity).map_err(EditFault::Rule)?;
    }
    Ok((!is_same_quantity(&quantity, &line.quantity)).then_some(quantity))
}

fn date_of(text: &str, line: &QuoteLine) -> Result<Option<Date>, EditFault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let date = Date::parse(text.trim()).ok_or(EditFault::NoDate)?;
    Ok((line.required_on != Some(date)).then_some(date))
}

#[cfg(test)]
#[path = "counter_tests.rs"]
mod tests;
