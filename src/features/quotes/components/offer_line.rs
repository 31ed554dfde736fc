//! One line of an offer that is being made: what was asked, and what is offered.

use super::super::figures::{price_words, quantity_words};
use super::super::offer::{DraftLine, LEAD, LINES, PRICE, QUANTITY, line_path};
use super::super::supplier_desk::Incoming;
use crate::{
    text,
    ui::{Check, Field},
};
use fivefold_api::model::{FieldProblemCode, QuantityBasis};
use fivefold_view::prelude::*;

/// A line that stands in a place of the offer.
pub fn offer_line(desk: Incoming, at: usize, first: &DraftLine) -> View {
    use text::supplier as words;
    let line = &first.line;
    let is_offered = Memo::new(move |_| part(desk, at, |line| line.is_offered));
    let is_more = Memo::new(move |_| part(desk, at, |line| line.basis == QuantityBasis::OrMore));
    let asked = [
        Some(words::asked_for(&quantity_words(&line.quantity))),
        line.catalogue.as_ref().map(|price| words::catalogue(&price_words(price))),
        line.target.as_ref().map(|price| words::target(&price_words(price))),
    ];
    let asked: Vec<_> =
        asked.into_iter().flatten().map(|fact| view! { <span class="quote-hint">{fact}</span> }).collect();
    let take = move |is_offered: bool| {
        desk.edit(LINES, |draft| {
            if let Some(line) = draft.lines.get_mut(at) {
                line.is_offered = is_offered;
            }
        });
    };
    let choose = move |is_more: bool| {
        let basis = if is_more { QuantityBasis::OrMore } else { QuantityBasis::Fixed };
        desk.edit("", |draft| {
            if let Some(line) = draft.lines.get_mut(at) {
                line.basis = basis;
            }
        });
    };
    let (title, name) = (line.title.clone(), line.title.clone());
    let fields = move || {
        is_offered.get().then(|| {
            view! {
                <div class="offer-line__fields" role="group" aria-label=name.clone()>
                    {entry(desk, at, Entry::Price)}
                    {entry(desk, at, Entry::Quantity)}
                    {entry(desk, at, Entry::Lead)}
                    <Check checked=is_more on_change=choose>{words::OR_MORE.get()}</Check>
                </div>
            }
        })
    };
    view! {
        <li class="offer-line">
            <div class="offer-line__words">
                <Check checked=is_offered on_change=take>{title}</Check>
                <span class="quote-hint">{line.sku.as_str().to_owned()}</span>
                {asked}
            </div>
            {fields}
        </li>
    }
}

/// What is typed for a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Price,
    Quantity,
    Lead,
}

impl Entry {
    const fn path(self) -> &'static str {
        match self {
            Self::Price => PRICE,
            Self::Quantity => QUANTITY,
            Self::Lead => LEAD,
        }
    }

    fn of(self, line: &mut DraftLine) -> &mut String {
        match self {
            Self::Price => &mut line.price,
            Self::Quantity => &mut line.quantity,
            Self::Lead => &mut line.lead_days,
        }
    }

    fn read(self, line: &DraftLine) -> String {
        match self {
            Self::Price => line.price.clone(),
            Self::Quantity => line.quantity.clone(),
            Self::Lead => line.lead_days.clone(),
        }
    }

    fn label(self, line: &DraftLine) -> String {
        use text::supplier as words;
        match self {
            Self::Price => words::price_for(&quantity_words(&line.per)),
            Self::Quantity => words::QUANTITY.get().to_owned(),
            Self::Lead => words::LEAD.get().to_owned(),
        }
    }
}

fn entry(desk: Incoming, at: usize, entry: Entry) -> View {
    let id = desk.draft.with_untracked(|draft| draft.lines.get(at).map(|line| line.line.id.clone()));
    let Some(id) = id else { return ().into_view() };
    let path = line_path(&id, entry.path());
    let (solved, field) = (path.clone(), ["offer-", entry.path(), "-", id.as_str()].concat());
    let value = Signal::derive(move || part(desk, at, |line| entry.read(line)));
    // A percentage taken off may be of a price for another quantity.
    let label = Signal::derive(move || part(desk, at, |line| entry.label(line)));
    let error = Signal::derive(move || desk.problem(&path).map(|code| problem_words(entry, code)));
    let optional = entry == Entry::Lead;
    view! {
        <Field
            id=field
            label
            value
            on_input=move |typed| {
                desk.edit(&solved, |draft| {
                    if let Some(line) = draft.lines.get_mut(at) {
                        *entry.of(line) = typed;
                    }
                });
            }
            error
            inputmode="decimal"
            optional
            maxlength=20
        />
    }
}

fn problem_words(entry: Entry, code: FieldProblemCode) -> String {
    use text::errors as words;
    let message = match (code, entry) {
        (FieldProblemCode::Required, _) => &words::VALUE_REQUIRED,
        (FieldProblemCode::Format, Entry::Price) => &text::supplier::PRICE_FORMAT,
        (FieldProblemCode::Format, _) => &words::VALUE_NUMBER,
        _ => &words::VALUE_INVALID,
    };
    message.get().to_owned()
}

/// A part of a line; of one that is gone, nothing.
fn part<T: Default>(desk: Incoming, at: usize, part: impl Fn(&DraftLine) -> T) -> T {
    desk.draft.with(|draft| draft.lines.get(at).map(part)).unwrap_or_default()
}
