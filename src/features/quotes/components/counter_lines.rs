//! Lines to type changes into: what is empty stays as it is (B2B-11, B2B-07).

use super::super::counter::{EditFault, Entry, Fault, Rules, TypedEdits};
use super::super::deal::{Deal, Step};
use super::super::figures::{basis_words, date_words, price_words, quantity_words, unit_words};
use super::super::typed::Typed;
use super::lines::{LINES_AT_ONCE, more_lines};
use crate::{
    data::{spawn, use_runtime},
    platform::{announce, page},
    text,
    ui::Field,
};
use fivefold_api::endpoints::PostWholesaleLookup;
use fivefold_api::http;
use fivefold_api::model::{LookUpWholesale, QuoteLine, QuoteVersion};
use fivefold_api::rules::{LOOKUP_MAX, QuantityFault};
use fivefold_view::prelude::*;

/// The lines of a version, each with what can be changed. Prices only where they are not the supplier's to say.
pub fn counter_lines(deal: Deal, step: Step, lines: Vec<QuoteLine>) -> View {
    let count = lines.len();
    let lines = StoredValue::new(lines);
    let shown = RwSignal::new(LINES_AT_ONCE.min(count));
    let row = move |at: usize| lines.with_value(|lines| lines.get(at).map(|line| row(deal, step, line)));
    // A line that is wrong is shown, however far down it stands.
    Effect::new(move |_| {
        let wrong = deal.faults.with(|faults| faults.first().map(|fault| fault.line.clone()));
        let at = wrong.and_then(|id| lines.with_value(|lines| lines.iter().position(|line| line.id == id)));
        if let Some(at) = at.filter(|at| *at >= shown.get_untracked()) {
            shown.set((at + 1).max(LINES_AT_ONCE).min(count));
        }
    });
    view! {
        <ul class="quote-edits" role="list">
            <For each=move || 0..shown.get() key=|at| *at let:at>{row(at)}</For>
        </ul>
        {more_lines(shown, count.into(), LINES_AT_ONCE)}
    }
}

fn row(deal: Deal, step: Step, line: &QuoteLine) -> View {
    use text::quotes as words;
    let facts = [
        Some(words::now_quantity(&basis_words(&line.quantity, line.basis))),
        line.price.as_ref().map(|price| words::now_price(&price_words(price))),
        line.required_on.map(|day| words::needed_on(&date_words(day))),
    ];
    let facts: Vec<_> = facts
        .into_iter()
        .flatten()
        .map(|words| view! { <span class="quote-line__fact">{words}</span> })
        .collect();
    let price = (step == Step::Counter).then(|| {
        let before = line.price.as_ref().or(line.catalogue.as_ref());
        let per = before
            .map_or_else(|| unit_words(&line.quantity.unit).to_owned(), |price| quantity_words(&price.per));
        entry(deal, step, line, Entry::Price, words::your_price(&per))
    });
    view! {
        <li class="quote-edit">
            <fieldset>
                <legend>{line.title.clone()}" "<span class="quote-line__fact">{line.sku.as_str().to_owned()}</span></legend>
                <p class="quote-edit__facts">{facts}</p>
                <div class="quote-edit__fields">
                    {price}
                    {entry(deal, step, line, Entry::Quantity, words::your_quantity(unit_words(&line.quantity.unit)))}
                    {entry(deal, step, line, Entry::Date, words::YOUR_DATE.get().to_owned())}
                </div>
            </fieldset>
        </li>
    }
}

fn entry(deal: Deal, step: Step, line: &QuoteLine, entry: Entry, label: String) -> View {
    let id = line.id.clone();
    let (read, wrong) = (id.clone(), id.clone());
    let value = Signal::derive(move || deal.typed_for(step, |typed| typed.get(&read, entry).to_owned()));
    let error = Signal::derive(move || {
        deal.faults.with(|faults| {
            let fault = faults.iter().find(|fault| fault.line == wrong && fault.entry == entry);
            fault.map(|fault| fault_words(&fault.why))
        })
    });
    let type_in = {
        let id = id.clone();
        move |text: String| {
            deal.faults.update(|faults| faults.retain(|fault| fault.line != id || fault.entry != entry));
            deal.type_in(|typed| edits_of(typed, step).set(&id, entry, text));
        }
    };
    let (kind, inputmode) = if entry == Entry::Date { ("date", "") } else { ("text", "decimal") };
    view! {
        <Field
            id=entry_id(step, id.as_str(), entry)
            label
            value
            on_input=type_in
            error
            kind
            inputmode
            optional=true
            maxlength=20
        />
    }
}

/// What is typed for a step.
pub fn edits_of(typed: &mut Typed, step: Step) -> &mut TypedEdits {
    if step == Step::Reply { &mut typed.answer } else { &mut typed.counter }
}

/// The id of an entry's input.
pub fn entry_id(step: Step, line: &str, entry: Entry) -> String {
    let step = if step == Step::Reply { "reply" } else { "counter" };
    [step, "-", line, "-", entry.name()].concat()
}

/// Shows what is wrong, and leads to the first of it.
pub fn show_faults(deal: Deal, step: Step, faults: Vec<Fault>) {
    let count = u64::try_from(faults.len()).unwrap_or(1);
    let first = faults.first().map(|fault| entry_id(step, fault.line.as_str(), fault.entry));
    deal.faults.set(faults);
    let words = text::errors::form_summary(count);
    announce::say(&words);
    deal.error.set(Some(words));
    request_animation_frame(move || {
        if let Some(input) = first.and_then(|id| page::element(&id)) {
            page::focus(&input);
        }
    });
}

/// What is wrong with an entry, in words.
fn fault_words(why: &EditFault) -> String {
    use text::{errors as wrong, quotes as words};
    match why {
        EditFault::NoNumber => wrong::VALUE_NUMBER.get().to_owned(),
        EditFault::TooPrecise => words::TOO_PRECISE.get().to_owned(),
        EditFault::Nothing => words::MORE_THAN_NOTHING.get().to_owned(),
        EditFault::NoDate | EditFault::Refused => wrong::VALUE_INVALID.get().to_owned(),
        EditFault::Rule(fault) => match fault {
            QuantityFault::BelowMinimum { minimum } => wrong::value_too_low(&quantity_words(minimum)),
            QuantityFault::AboveMaximum { maximum: Some(most) } => {
                wrong::value_too_high(&quantity_words(most))
            }
            QuantityFault::NotMultiple { lower, upper: Some(upper) } => {
                words::between_steps(&quantity_words(lower), &quantity_words(upper))
            }
            other => match other.fix() {
                Some(fix) => words::take_instead(&quantity_words(&fix)),
                None => wrong::VALUE_INVALID.get().to_owned(),
            },
        },
    }
}

/// The rules of the goods in a version, as soon as they are known: they are the shop's, and are asked for when there is
/// something to type into. Without them the shop still checks.
pub fn use_rules(version: &QuoteVersion) -> RwSignal<Rules> {
    let rules = RwSignal::new(Rules::new());
    let port = http::wholesale(use_runtime().client());
    let mut skus: Vec<_> = version.lines.iter().map(|line| line.sku.clone()).collect();
    skus.sort_unstable();
    skus.dedup();
    spawn(async move {
        for part in skus.chunks(LOOKUP_MAX) {
            let look_up = LookUpWholesale { company: None, skus: part.to_vec(), products: Vec::new() };
            let Ok(found) = port.look_up(PostWholesaleLookup { look_up }).await else { return };
            let known = found.items.into_iter().map(|item| (item.sku, item.rule));
            if rules.try_update(|rules| rules.extend(known)).is_none() {
                return;
            }
        }
    });
    rules
}
