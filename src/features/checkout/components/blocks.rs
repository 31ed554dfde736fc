//! Why it cannot go on, and the next step: what changed line by line, what is sold out, what is unknown.

use super::super::cashier::{Cashier, use_cashier};
use super::super::changes::{Changes, LineChange, LineDifference};
use super::super::desk::{Conflict, Desk};
use super::super::promise::days;
use super::super::submission::{Block, Submission};
use crate::{
    data::{error_text, lazy::LazyPage},
    features::payments::PayProblem,
    lazy_page,
    platform::intl,
    routes, text,
    ui::{Button, LinkButton, Look, Notice, Tone},
};
use fivefold_api::error::ApiError;
use fivefold_api::model::{Address, LineProblem, ProblemKind};
use fivefold_api::vocabulary::{Money, OrderId};
use fivefold_view::prelude::*;

static BLOCKS: LazyPage = lazy_page!(cashier, Blocks, part);

/// Everything that stands between the buyer and the payment. It comes with the cashier, after the page.
pub fn blocks(desk: Desk) -> View {
    view! {
        <div class="checkout-blocks" id="checkout-blocks"><Provider value=desk>{BLOCKS.view()}</Provider></div>
    }
}

#[component]
fn Blocks() -> impl IntoView {
    let desk: Desk = expect_context();
    let cashier = use_cashier(desk);
    let shown = Memo::new(move |_| match desk.submission.get() {
        Submission::Blocked(block) => Some(Shown::Block(block)),
        Submission::Unknown(_) => Some(Shown::Unknown),
        _ if desk.paying.get().is_unknown => Some(Shown::UnknownPayment),
        _ => None,
    });
    let block = move || {
        shown.get().map(|shown| match shown {
            Shown::Block(block) => draw(cashier, block),
            Shown::Unknown => unknown(&text::checkout::UNKNOWN_TITLE, &text::checkout::UNKNOWN_TEXT),
            Shown::UnknownPayment => unknown(&text::payments::CHECKING, &text::payments::CHECKING_TEXT),
        })
    };
    let start_failed = move || cashier.problem().map(|problem| payment_problem(cashier.placed(), &problem));
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
        {conflict}
        {save_error}
        {block}
        {start_failed}
    }
}

#[derive(Clone, PartialEq)]
enum Shown {
    Block(Block),
    Unknown,
    UnknownPayment,
}

fn unknown(title: &'static text::Message, words: &'static text::Message) -> View {
    view! { <Notice tone=Tone::Warning title=title.get()><p>{words.get()}</p></Notice> }
}

fn draw(cashier: Cashier, block: Block) -> View {
    use text::checkout as words;
    let desk = cashier.desk;
    match block {
        Block::Changed { changes, now } => {
            let total = intl::format_money(&now.totals.total);
            view! {
                <Notice tone=Tone::Warning title=words::PRICE_CHANGED_TITLE.get()>
                    <p>{words::PRICE_CHANGED_TEXT.get()}</p>
                    {table(*changes)}
                    <div class="payment-actions">
                        <Button look=Look::Strong on_press=move |()| cashier.agree()>
                            {words::price_changed_accept(&total)}
                        </Button>
                        <LinkButton href=routes::cart()>{words::TO_CART.get()}</LinkButton>
                    </div>
                </Notice>
            }
        }
        Block::OutOfStock(lines) => view! {
            <Notice tone=Tone::Bad title=words::OUT_OF_STOCK_TITLE.get()>
                <p>{words::OUT_OF_STOCK_TEXT.get()}</p>
                {gone(desk, &lines)}
                <LinkButton look=Look::Strong href=routes::cart()>{words::TO_CART.get()}</LinkButton>
            </Notice>
        },
        Block::DeliveryExpired => {
            desk.refetch();
            view! { <Notice tone=Tone::Warning><p>{words::DELIVERY_EXPIRED.get()}</p></Notice> }
        }
        Block::Incomplete(_) => {
            desk.refetch();
            view! { <Notice tone=Tone::Warning><p>{words::INCOMPLETE.get()}</p></Notice> }
        }
        Block::PaymentOpen(order) => payment_open(&order),
        Block::Failed(error) => {
            let words = error_text(&error);
            view! {
                <Notice tone=Tone::Bad title=words.title>
                    <p>{words.text}" "{text::checkout::NOT_CHARGED.get()}</p>
                    {words.correlation.map(|id| view! { <p>{text::errors::correlation(&id)}</p> })}
                </Notice>
            }
        }
    }
}

fn payment_open(order: &OrderId) -> View {
    use text::checkout as words;
    let href = routes::order(order);
    view! {
        <Notice tone=Tone::Warning title=words::PAYMENT_OPEN_TITLE.get()>
            <p>{words::PAYMENT_OPEN_TEXT.get()}</p>
            <LinkButton look=Look::Strong href>{text::orders::TO_ORDER.get()}</LinkButton>
        </Notice>
    }
}

/// The order is there, its payment is not: the way on is the order's own page.
fn payment_problem(order: Option<OrderId>, problem: &PayProblem) -> View {
    let is_open =
        |error: &ApiError| error.problem().is_some_and(|problem| problem.kind == ProblemKind::PaymentOpen);
    let words = match (problem, &order) {
        (PayProblem::Refused(error), Some(order)) if is_open(error) => return payment_open(order),
        (PayProblem::Refused(error), _) => error_text(error).text,
        (PayProblem::Untrusted, _) => text::payments::UNTRUSTED.get().to_owned(),
    };
    let href = order.map_or_else(routes::orders, |order| routes::order(&order));
    view! {
        <Notice tone=Tone::Bad title=text::payments::START_FAILED.get()>
            <p>{words}</p>
            <LinkButton href=href>{text::orders::TO_ORDER.get()}</LinkButton>
        </Notice>
    }
}

/// What differs: one row for each line, then delivery, tax, total.
fn table(changes: Changes) -> View {
    let mut rows: Vec<View> = changes.lines.into_iter().map(line_row).collect();
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
    view! { <ul class="changes" role="list">{rows}</ul> }
}

fn line_row(line: LineChange) -> View {
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

fn row(name: String, note: String, was: Option<Money>, now: Option<Money>) -> View {
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
}

/// The lines that are gone, by name, with what is left of them.
fn gone(desk: Desk, problems: &[LineProblem]) -> View {
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
    view! { <ul class="changes" role="list">{names}</ul> }
}

/// Two versions of the buyer's own entries, one to be chosen (X-CONC).
fn conflict(desk: Desk, theirs: Conflict) -> View {
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

/// An address in the order its country writes it; town, region and postcode share a line.
pub fn address_lines(address: &Address) -> Vec<String> {
    use fivefold_api::rules::{AddressField as F, address_format};
    let mut lines: Vec<String> = Vec::new();
    let mut is_place = false;
    for field in address_format(&address.country).fields {
        let part = match field {
            F::Name => Some(&address.name),
            F::Line1 => Some(&address.line1),
            F::City => Some(&address.city),
            F::Line2 => address.line2.as_ref(),
            F::Region => address.region.as_ref(),
            F::Postcode => address.postcode.as_ref(),
        };
        let Some(part) = part.filter(|part| !part.is_empty()) else { continue };
        let was_place = is_place;
        is_place = matches!(field, F::City | F::Region | F::Postcode);
        match lines.last_mut() {
            Some(line) if was_place && is_place => {
                line.push(' ');
                line.push_str(part);
            }
            _ => lines.push(part.clone()),
        }
    }
    lines.push(intl::format_region(&address.country));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b2c_13_an_address_is_written_as_its_country_writes_it() {
        let lines = |country: &str, region: Option<&str>| {
            address_lines(&Address {
                country: country.to_owned(),
                name: "Mei Lin".to_owned(),
                line1: "Hafenstraße 1".to_owned(),
                line2: None,
                city: "Hamburg".to_owned(),
                region: region.map(str::to_owned),
                postcode: Some("20359".to_owned()),
            })
        };
        assert_eq!(lines("DE", None), ["Mei Lin", "Hafenstraße 1", "20359 Hamburg", "DE"]);
        assert_eq!(lines("US", Some("NY")), ["Mei Lin", "Hafenstraße 1", "Hamburg NY 20359", "US"]);
        assert_eq!(lines("TW", Some("North")), ["20359 North Hamburg", "Hafenstraße 1", "Mei Lin", "TW"]);
    }
}
