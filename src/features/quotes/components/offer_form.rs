//! Making an offer: the first, another one, or the answer to a counter (B2B-08, B2B-11).

use super::super::figures::tax_words;
use super::super::numbers::locale_mark;
use super::super::offer::{LINES, SHIPPING, SHIPPING_TAX, TERMS, TermsKind, VALID_UNTIL, read_percent};
use super::super::supplier_desk::{Incoming, Panel};
use super::lines::{LINES_AT_ONCE, more_lines};
use super::offer_line::offer_line;
use super::sums::sums;
use crate::{
    platform::{announce, page},
    text,
    ui::{Button, Field, Look, Notice, Select, TextArea, Tone},
};
use fivefold_api::model::{FieldProblemCode, TaxBasis};
use fivefold_view::prelude::*;
use leptos::ev::SubmitEvent;

/// The id of the form's heading.
const HEADING: &str = "offer-title";

/// The form of an offer.
pub fn offer_form(desk: Incoming) -> View {
    use text::supplier as words;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.send_offer();
    };
    let busy = Memo::new(move |_| desk.is_busy());
    let outdated = Memo::new(move |_| desk.is_outdated());
    let begin = move |()| {
        desk.begin_offer();
        // The button is gone then.
        request_animation_frame(|| page::recover_focus(HEADING));
    };
    let outdated = move || {
        outdated.get().then(|| {
            view! {
                <Notice tone=Tone::Warning title=words::OUTDATED.get()>
                    <p>{words::OUTDATED_TEXT.get()}</p>
                    <Button on_press=begin>{words::BEGIN_ANEW.get()}</Button>
                </Notice>
            }
        })
    };
    let currency = desk.own.part(|quote| quote.currency);
    let totals = Memo::new(move |_| desk.draft.with(|draft| draft.comes_to(currency.get(), locale_mark())));
    let totals = move || {
        totals.with(|totals| match totals {
            Some(totals) => sums(totals),
            None => view! { <p class="quote-hint">{words::NO_TOTAL.get()}</p> },
        })
    };
    let wanting =
        move || desk.problem(LINES).map(|_| view! { <p class="ui-field__error">{words::NO_LINES.get()}</p> });
    view! {
        <form node_ref=desk.form class="offer-form quote-card" novalidate on:submit=submit>
            <h2 id=HEADING>{words::OFFER_TITLE.get()}</h2>
            {outdated}
            {percentage(desk)}
            {lines(desk)}
            {wanting}
            {terms(desk)}
            {totals}
            <div class="quote-actions">
                <Button look=Look::Strong submit=true busy=busy>{words::SEND_OFFER.get()}</Button>
                <Button on_press=move |()| desk.toggle(Panel::Offer)>{text::ui::CLOSE.get()}</Button>
            </div>
        </form>
    }
}

/// A share off the catalogue's prices, for all lines at once.
fn percentage(desk: Incoming) -> View {
    use text::supplier as words;
    let (typed, error) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let take_off = move |()| {
        let Some(points) = typed.with_untracked(|typed| read_percent(typed, locale_mark())) else {
            return error.set(Some(words::PERCENT_WRONG.get().to_owned()));
        };
        let mut count = 0;
        desk.edit("", |draft| count = draft.take_off(points));
        announce::say(&words::prices_changed(u64::try_from(count).unwrap_or_default()));
    };
    view! {
        <div class="offer-form__percent">
            <Field
                id="offer-percent"
                label=words::PERCENT.get()
                value=typed
                on_input=move |text| {
                    typed.set(text);
                    error.set(None);
                }
                error
                inputmode="decimal"
                optional=true
                maxlength=6
            />
            <Button on_press=take_off>{words::TAKE_OFF.get()}</Button>
        </div>
    }
}

/// The lines, some at a time: a quote may have ten thousand.
fn lines(desk: Incoming) -> View {
    let shown = RwSignal::new(LINES_AT_ONCE);
    let count = Memo::new(move |_| desk.draft.with(|draft| draft.lines.len()));
    let number = Memo::new(move |_| desk.draft.with(|draft| draft.number));
    let each = move || {
        let number = number.get();
        (0..count.get().min(shown.get())).map(move |at| (number, at)).collect::<Vec<_>>()
    };
    let row = move |(_, at): (u32, usize)| {
        let line = desk.draft.with_untracked(|draft| draft.lines.get(at).cloned());
        line.map(|line| offer_line(desk, at, &line))
    };
    view! {
        <ul class="offer-lines" role="list">
            <For each=each key=|place| *place let:place>{row(place)}</For>
        </ul>
        {more_lines(shown, count.into(), LINES_AT_ONCE)}
    }
}

fn terms(desk: Incoming) -> View {
    use text::supplier as words;
    let taxes = [TaxBasis::Excluded, TaxBasis::Included, TaxBasis::ReverseCharge];
    let options: Vec<_> =
        taxes.into_iter().map(|tax| (tax_name(tax).to_owned(), tax_words(tax).to_owned())).collect();
    let tax = Signal::derive(move || desk.draft.with(|draft| tax_name(draft.tax).to_owned()));
    let choose_tax = move |name: String| {
        let chosen = taxes.into_iter().find(|tax| tax_name(*tax) == name).unwrap_or(TaxBasis::Excluded);
        desk.edit("", |draft| draft.tax = chosen);
    };
    let kinds: Vec<_> =
        TermsKind::ALL.into_iter().map(|kind| (kind.name().to_owned(), kind_words(kind))).collect();
    let kind = Memo::new(move |_| desk.draft.with(|draft| draft.terms));
    let choose_kind = move |name: String| {
        desk.edit(TERMS, |draft| draft.terms = TermsKind::of_name(&name));
    };
    let days =
        move || (kind.get() != TermsKind::Prepayment).then(|| entry(desk, Entry::Days, "numeric", "text"));
    let reason = Signal::derive(move || desk.draft.with(|draft| draft.reason.clone()));
    view! {
        <div class="offer-form__terms">
            <Select
                id="offer-tax"
                label=words::TAX.get()
                options=options
                value=tax
                on_change=choose_tax
            />
            {entry(desk, Entry::Shipping, "decimal", "text")}
            {entry(desk, Entry::ShippingTax, "decimal", "text")}
            <Select
                id="offer-terms"
                label=words::TERMS.get()
                options=kinds
                value=Signal::derive(move || kind.get().name().to_owned())
                on_change=choose_kind
            />
            {days}
            {entry(desk, Entry::ValidUntil, "", "datetime-local")}
        </div>
        <TextArea
            id="offer-reason"
            label=words::OFFER_REASON.get()
            value=reason
            on_input=move |typed| desk.edit("", |draft| draft.reason = typed)
            optional=true
        />
    }
}

/// What is typed for the whole offer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Shipping,
    ShippingTax,
    Days,
    ValidUntil,
}

fn entry(desk: Incoming, entry: Entry, inputmode: &'static str, kind: &'static str) -> View {
    use text::supplier as words;
    let (id, path, label) = match entry {
        Entry::Shipping => ("offer-shipping", SHIPPING, &words::SHIPPING),
        Entry::ShippingTax => ("offer-shipping-tax", SHIPPING_TAX, &words::SHIPPING_TAX),
        Entry::Days => ("offer-days", TERMS, &words::DAYS),
        Entry::ValidUntil => ("offer-until", VALID_UNTIL, &words::VALID_UNTIL),
    };
    let value = Signal::derive(move || {
        desk.draft.with(|draft| match entry {
            Entry::Shipping => draft.shipping.clone(),
            Entry::ShippingTax => draft.shipping_tax.clone(),
            Entry::Days => draft.days.clone(),
            Entry::ValidUntil => draft.valid_until.clone(),
        })
    });
    let type_in = move |typed: String| {
        desk.edit(path, |draft| match entry {
            Entry::Shipping => draft.shipping = typed,
            Entry::ShippingTax => draft.shipping_tax = typed,
            Entry::Days => draft.days = typed,
            Entry::ValidUntil => draft.valid_until = typed,
        });
    };
    let error = Signal::derive(move || {
        desk.problem(path).map(|code| {
            let message = match (code, entry) {
                (FieldProblemCode::Required, _) => &text::errors::VALUE_REQUIRED,
                (FieldProblemCode::OutOfRange, Entry::ValidUntil) => &words::UNTIL_PAST,
                (FieldProblemCode::Format, _) => &text::errors::VALUE_NUMBER,
                _ => &text::errors::VALUE_INVALID,
            };
            message.get().to_owned()
        })
    });
    view! { <Field id label=label.get() value on_input=type_in error kind inputmode maxlength=30/> }
}

const fn tax_name(tax: TaxBasis) -> &'static str {
    match tax {
        TaxBasis::Included => "included",
        TaxBasis::ReverseCharge => "reverse_charge",
        _ => "excluded",
    }
}

fn kind_words(kind: TermsKind) -> String {
    use text::supplier as words;
    let message = match kind {
        TermsKind::Prepayment => &words::TERMS_PREPAYMENT,
        TermsKind::Net => &words::TERMS_NET,
        TermsKind::EndOfMonth => &words::TERMS_MONTH,
    };
    message.get().to_owned()
}
