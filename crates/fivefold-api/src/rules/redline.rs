//! What changed between two versions of a quote (B2B-10).

use crate::model::{QuoteLine, QuoteVersion};
use crate::rules::{is_same_price, is_same_quantity};
use crate::vocabulary::{QuoteLineId, UnitPrice};
use std::collections::HashMap;

/// What changed from one version to another. The values stand in the versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Redline {
    /// The lines that changed: first as the newer version has them, then those that are gone.
    pub lines: Vec<LineChange>,
    /// What changed besides.
    pub terms: Vec<TermChange>,
}

impl Redline {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.terms.is_empty()
    }
}

/// One line that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct LineChange {
    /// The line.
    pub line: QuoteLineId,
    /// As it was; absent when it is new.
    pub was: Option<QuoteLine>,
    /// As it is; absent when it is gone.
    pub now: Option<QuoteLine>,
    /// In what it changed; empty when it is new or gone.
    pub fields: Vec<LineField>,
}

/// In what a line changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineField {
    /// Something else is offered.
    Sku,
    /// The price.
    Price,
    /// How much, or the unit.
    Quantity,
    /// Whether more can be ordered.
    Basis,
    /// What the company would like to pay.
    Target,
    /// When it is needed.
    RequiredOn,
    /// How long it takes.
    Lead,
    /// The tax on it.
    TaxRate,
    /// What else there is to say.
    Note,
}

/// What changed besides the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermChange {
    /// Until when it stands.
    ValidUntil,
    /// What delivery costs, or the tax on it.
    Shipping,
    /// When it is paid.
    Payment,
    /// How taxes go with the prices.
    Tax,
    /// What it comes to.
    Total,
}

/// What changed from one version to another. Prices and quantities count by what they are, not by how they are
/// written; who wrote what and why does not count.
#[must_use]
pub fn redline(was: &QuoteVersion, now: &QuoteVersion) -> Redline {
    let mut lines = Vec::new();
    let mut before = Lines::of(&was.lines);
    for line in &now.lines {
        let old = before.take(&line.id);
        let fields = old.map_or_else(Vec::new, |old| changed_fields(old, line));
        if old.is_none() || !fields.is_empty() {
            lines.push(LineChange {
                line: line.id.clone(),
                was: old.cloned(),
                now: Some(line.clone()),
                fields,
            });
        }
    }
    lines.extend(before.left().map(|old| LineChange {
        line: old.id.clone(),
        was: Some(old.clone()),
        now: None,
        fields: Vec::new(),
    }));
    let shipping = |version: &QuoteVersion| (version.shipping, version.shipping_tax);
    let total = |version: &QuoteVersion| version.totals.as_ref().map(|totals| totals.total);
    let terms = [
        (TermChange::ValidUntil, was.valid_until != now.valid_until),
        (TermChange::Shipping, shipping(was) != shipping(now)),
        (TermChange::Payment, was.terms != now.terms),
        (TermChange::Tax, was.tax != now.tax),
        (TermChange::Total, total(was) != total(now)),
    ];
    Redline { lines, terms: only_changed(terms) }
}

fn changed_fields(was: &QuoteLine, now: &QuoteLine) -> Vec<LineField> {
    only_changed([
        (LineField::Sku, was.sku != now.sku),
        (LineField::Price, !is_same(was.price.as_ref(), now.price.as_ref())),
        (LineField::Quantity, !is_same_quantity(&was.quantity, &now.quantity)),
        (LineField::Basis, was.basis != now.basis),
        (LineField::Target, !is_same(was.target.as_ref(), now.target.as_ref())),
        (LineField::RequiredOn, was.required_on != now.required_on),
        (LineField::Lead, was.lead_days != now.lead_days),
        (LineField::TaxRate, was.tax_rate != now.tax_rate),
        (LineField::Note, was.note != now.note),
    ])
}

fn only_changed<T, const N: usize>(all: [(T, bool); N]) -> Vec<T> {
    all.into_iter().filter(|(_, is_changed)| *is_changed).map(|(what, _)| what).collect()
}

fn is_same(was: Option<&UnitPrice>, now: Option<&UnitPrice>) -> bool {
    match (was, now) {
        (Some(was), Some(now)) => is_same_price(was, now),
        (was, now) => was.is_none() && now.is_none(),
    }
}

/// Lines that are found by their id, each once.
struct Lines<'a> {
    lines: Vec<Option<&'a QuoteLine>>,
    places: HashMap<&'a str, usize>,
}

impl<'a> Lines<'a> {
    fn of(lines: &'a [QuoteLine]) -> Self {
        Self {
            lines: lines.iter().map(Some).collect(),
            places: lines.iter().enumerate().map(|(place, line)| (line.id.as_str(), place)).collect(),
        }
    }

    fn take(&mut self, id: &QuoteLineId) -> Option<&'a QuoteLine> {
        self.lines[*self.places.get(id.as_str())?].take()
    }

    fn left(self) -> impl Iterator<Item = &'a QuoteLine> {
        self.lines.into_iter().flatten()
    }
}

#[cfg(test)]
#[path = "redline_tests.rs"]
mod tests;
