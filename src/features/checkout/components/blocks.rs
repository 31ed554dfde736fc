//! Why it cannot go on, and the next step: what changed line by line, what is sold out, what is unknown.

use super::super::changes::{Changes, LineChange, LineDifference};
use super::super::desk::{Conflict, Desk};
use super::super::promise::days;
use super::super::submission::{Block, Submission};
use crate::{
    data::error_text,
    features::payments::PayProblem,
    platform::intl,
    routes, text,
    ui::{Button, LinkButton, Look, Notice, Tone},
};
use fivefold_api::model::{Address, LineProblem};
use fivefold_api::vocabulary::Money;
use leptos::prelude::*;

/// Everything that stands between the buyer and the payment.
#[component]
pub fn Blocks(desk: Desk) -> impl IntoView {
    let shown = Memo::new(move |_| match desk.submission.get() {
        Submission::Blocked(block) => Some(Shown::Block(block)),
        Submission::Unknown(_) => Some(Shown::Unknown),
        _ if desk.paying.is_unknown() => Some(Shown::UnknownPayment),
        _ => None,
    });
    let block = move || {
        shown.get().map(|shown| match shown {
            Shown::Block(block) => draw(desk, block),
            Shown::Unknown => unknown(&text::checkout::UNKNOWN_TITLE, &text::checkout::UNKNOWN_TEXT),
            Shown::UnknownPayment => unknown(&text::payments::CHECKING, &text::payments::CHECKING_TEXT),
        })
    };
    let start_failed = move || desk.paying.problem().map(payment_problem);
    let conflict = move || desk.conflict.get().map(|theirs| conflict(desk, theirs));
    let save_error = move || {
        let is_shown = desk.conflict.with(Option::is_none);
        desk.save_error.get().filter(|_| is_shown).map(|error| {
            let words = error_text(&error);
            view! {
                <Notice tone=Tone::Warning title=text::data::NOT_SAVED.get()>
                    <p>{words.text}</p>
                    <Button on_press=move |()| desk.save_now()>{text::data::RETRY.get()}</Button>
                </Notice>
            }
        })
    };
    view! {
        <div class="checkout-blocks">
            {conflict}
            {save_error}
            {block}
            {start_failed}
        </div>
    }
    .into_any()
}

#[derive(Clone, PartialEq)]
enum Shown {
    Block(Block),
    Unknown,
    UnknownPayment,
}

fn unknown(title: &'static text::Message, words: &'static text::Message) -> AnyView {
    view! { <Notice tone=Tone::Warning title=title.get()><p>{words.get()}</p></Notice> }.into_any()
}

fn draw(desk: Desk, block: Block) -> AnyView {
    use text::checkout as words;
    match block {
        Block::Changed { changes, now } => {
            let total = intl::format_money(&now.totals.total);
            view! {
                <Notice tone=Tone::Warning title=words::PRICE_CHANGED_TITLE.get()>
                    <p>{words::PRICE_CHANGED_TEXT.get()}</p>
                    {table(changes)}
                    <div class="payment-actions">
                        <Button look=Look::Strong on_press=move |()| desk.agree()>
                            {words::price_changed_accept(&total)}
                        </Button>
                        <LinkButton href=routes::cart()>{words::TO_CART.get()}</LinkButton>
                    </div>
                </Notice>
            }
            .into_any()
        }
        Block::OutOfStock(lines) => view! {
            <Notice tone=Tone::Bad title=words::OUT_OF_STOCK_TITLE.get()>
                <p>{words::OUT_OF_STOCK_TEXT.get()}</p>
                {gone(desk, &lines)}
                <LinkButton look=Look::Strong href=routes::cart()>{words::TO_CART.get()}</LinkButton>
            </Notice>
        }
        .into_any(),
        Block::DeliveryExpired => {
            desk.refetch();
            view! { <Notice tone=Tone::Warning><p>{words::DELIVERY_EXPIRED.get()}</p></Notice> }.into_any()
        }
        Block::Incomplete(_) => {
            desk.refetch();
            view! { <Notice tone=Tone::Warning><p>{words::INCOMPLETE.get()}</p></Notice> }.into_any()
        }
        Block::PaymentOpen(order) => view! {
            <Notice tone=Tone::Warning title=words::PAYMENT_OPEN_TITLE.get()>
                <p>{words::PAYMENT_OPEN_TEXT.get()}</p>
                <LinkButton look=Look::Strong href=routes::order(&order)>{text::orders::TO_ORDER.get()}</LinkButton>
            </Notice>
        }
        .into_any(),
        Block::Failed(error) => {
            let words = error_text(&error);
            view! {
                <Notice tone=Tone::Bad title=words.title>
                    <p>{words.text}" "{text::checkout::NOT_CHARGED.get()}</p>
                    {words.correlation.map(|id| view! { <p>{text::errors::correlation(&id)}</p> })}
                </Notice>
            }
            .into_any()
        }
    }
}

fn payment_problem(problem: PayProblem) -> AnyView {
    let words = match problem {
        PayProblem::Refused(error) => error_text(&error).text,
        PayProblem::Untrusted => text::payments::UNTRUSTED.get().to_owned(),
    };
    view! {
        <Notice tone=Tone::Bad title=text::payments::START_FAILED.get()>
            <p>{words}</p>
            <LinkButton href=routes::orders()>{text::orders::TO_ORDERS.get()}</LinkButton>
        </Notice>
    }
    .into_any()
}

/// What differs: one row for each line, then delivery, tax, total.
fn table(changes: Changes) -> AnyView {
    let mut rows: Vec<AnyView> = changes.lines.into_iter().map(line_row).collect();
    if let Some(option) = changes.promise {
        let arrives = text::checkout::promise_changed(&days(&option.promise));
        rows.push(row(option.name, arrives, None, None));
    }
    for (name, pair) in [(&text::checkout::DELIVERY, changes.delivery), (&text::checkout::TAX, changes.tax)] {
        if let Some((was, now)) = pair {
            rows.push(row(name.get().to_owned(), String::new(), was, now));
        }
    }
    if let Some((was, now)) = changes.total {
        rows.push(row(text::checkout::TOTAL.get().to_owned(), String::new(), Some(was), Some(now)));
    }
    view! { <ul class="changes" role="list">{rows}</ul> }.into_any()
}

fn line_row(line: LineChange) -> AnyView {
    use text::checkout as words;
    let name = match line.options.as_str() {
        "" => line.title,
        options => [line.title.as_str(), ", ", options].concat(),
    };
    match line.what {
        LineDifference::Added(total) => row(name, words::CHANGE_ADDED.get().to_owned(), None, total),
        LineDifference::Gone(total) => row(name, words::CHANGE_GONE.get().to_owned(), total, None),
        LineDifference::NotBuyable => row(name, words::CHANGE_NOT_BUYABLE.get().to_owned(), None, None),
        LineDifference::Price { was, now } => row(name, String::new(), was, now),
        LineDifference::Quantity { was, now, was_total, now_total } => {
            let count = |count| u64::try_from(count).unwrap_or(0);
            row(name, words::change_quantity(count(now), count(was)), was_total, now_total)
        }
    }
}

fn row(name: String, note: String, was: Option<Money>, now: Option<Money>) -> AnyView {
    let was = was.map(|was| {
        view! {
            <del>
                <span class="ui-hidden">{text::checkout::CHANGE_WAS.get()}" "</span>
                {intl::format_money(&was)}
            </del>
        }
    });
    let now = now.map(|now| {
        view! {
            <ins>
                <span class="ui-hidden">{text::checkout::CHANGE_NOW.get()}" "</span>
                {intl::format_money(&now)}
            </ins>
        }
    });
    view! {
        <li class="changes__row">
            <span class="changes__name">
                {name}
                {(!note.is_empty()).then(|| view! { <span class="changes__note">{note}</span> })}
            </span>
            <span class="changes__amounts">{was}" "{now}</span>
        </li>
    }
    .into_any()
}

/// The lines that are gone, by name, with what is left of them.
fn gone(desk: Desk, problems: &[LineProblem]) -> AnyView {
    let checkout = desk.checkout.get_untracked();
    let names: Vec<_> = problems
        .iter()
        .filter_map(|problem| {
            let line = checkout.lines.iter().find(|line| line.variant == problem.variant)?;
            let left = problem.available.and_then(|left| u64::try_from(left).ok());
            let left = left.map(text::checkout::available);
            Some(view! {
                <li class="changes__row">
                    <span class="changes__name">{line.title.clone()}</span>
                    <span class="changes__amounts">{left}</span>
                </li>
            })
        })
        .collect();
    view! { <ul class="changes" role="list">{names}</ul> }.into_any()
}

/// Two versions of the buyer's own entries, one to be chosen (X-CONC).
fn conflict(desk: Desk, theirs: Conflict) -> AnyView {
    let words = words_of(&theirs);
    view! {
        <Notice tone=Tone::Warning title=text::checkout::CONFLICT_TITLE.get()>
            <p>{text::checkout::CONFLICT_TEXT.get()}</p>
            <p class="checkout-conflict">{words}</p>
            <div class="payment-actions">
                <Button look=Look::Strong on_press=move |()| desk.settle_conflict(true)>
                    {text::checkout::CONFLICT_KEEP.get()}
                </Button>
                <Button on_press=move |()| desk.settle_conflict(false)>
                    {text::checkout::CONFLICT_TAKE.get()}
                </Button>
            </div>
        </Notice>
    }
    .into_any()
}

fn words_of(conflict: &Conflict) -> String {
    let mut parts = Vec::new();
    if let Some(contact) = &conflict.contact {
        parts.push(contact.email.clone());
    }
    if let Some(address) = &conflict.address {
        parts.extend(address_lines(address));
    }
    parts.join("\n")
}

/// An address in the order its country writes it.
pub fn address_lines(address: &Address) -> Vec<String> {
    use fivefold_api::rules::{AddressField as F, address_format};
    let mut lines: Vec<String> = address_format(&address.country)
        .fields
        .iter()
        .filter_map(|field| match field {
            F::Name => Some(address.name.clone()),
            F::Line1 => Some(address.line1.clone()),
            F::City => Some(address.city.clone()),
            F::Line2 => address.line2.clone(),
            F::Region => address.region.clone(),
            F::Postcode => address.postcode.clone(),
        })
        .filter(|line| !line.is_empty())
        .collect();
    lines.push(intl::format_region(&address.country));
    lines
}
