//! What an order has of the quote that it was made of: its lines, the company's own number, when it is paid (B2B-19).
//! Parts that come after the page: most orders are of no quote.

use crate::{
    data::lazy::LazyPage,
    lazy_page,
    platform::intl::{self, DateStyle},
    routes, text,
};
use fivefold_api::model::{OrderOfQuote, PaymentTerms, QuoteOrderLine, UnitRule};
use fivefold_api::vocabulary::{Instant, Quantity};
use fivefold_view::prelude::*;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

static LINES: LazyPage = lazy_page!(quote_facts, QuotedLines, part);
static FACTS: LazyPage = lazy_page!(quote_facts, QuoteFacts, part);

/// What was bought, at the prices that were accepted.
pub fn quoted_lines(quote: OrderOfQuote) -> View {
    view! { <Provider value=quote>{LINES.view()}</Provider> }
}

/// Quote and version, the company's own number, terms and the day by which it is paid, in the supplier's zone.
pub fn quote_facts(quote: OrderOfQuote) -> View {
    view! { <Provider value=quote>{FACTS.view()}</Provider> }
}

#[component]
fn QuotedLines() -> impl IntoView {
    let quote: OrderOfQuote = expect_context();
    let lines: Vec<_> = quote.lines.into_iter().map(line).collect();
    view! { <ul class="order-lines" role="list">{lines}</ul> }
}

fn line(line: QuoteOrderLine) -> View {
    let QuoteOrderLine { sku, title, quantity, price, total, .. } = line;
    let each = text::shopping::unit_price(&intl::format_money(&price.money), &quantity_words(&price.per));
    let amount = [each.as_str(), " × ", &quantity_words(&quantity)].concat();
    view! {
        <li class="order-line order-line--quoted">
            <div class="order-line__words">
                <p class="order-line__title">{title}</p>
                <p class="order-line__options">{sku.0}<span class="order-line__quantity">{amount}</span></p>
            </div>
            <p class="order-line__total">{intl::format_money(&total)}</p>
        </li>
    }
}

fn quantity_words(quantity: &Quantity) -> String {
    match quantity.at_scale(0).and_then(|whole| u64::try_from(whole).ok()) {
        Some(count) if quantity.unit == UnitRule::PIECE => text::orders::pieces(count),
        _ => intl::format_quantity(quantity),
    }
}

#[component]
fn QuoteFacts() -> impl IntoView {
    use text::orders as words;
    let quote: OrderOfQuote = expect_context();
    let terms = match &quote.terms {
        PaymentTerms::Prepayment => words::TERMS_PREPAYMENT.get().to_owned(),
        PaymentTerms::Net { days } => words::terms_net(u64::from(*days)),
        PaymentTerms::EndOfMonth { days } => words::terms_month(u64::from(*days)),
        _ => words::TERMS_UNKNOWN.get().to_owned(),
    };
    let due = quote.due_on.map(|day| {
        let at = Instant::from_millis(i64::from(day.days()) * DAY);
        let zone = intl::format_zone(&quote.zone, at).unwrap_or_else(|| quote.zone.replace('_', " "));
        fact(&words::DUE_ON, words::due_day(&intl::format_date_in(at, DateStyle::Day, "UTC"), &zone))
    });
    let po_number = quote.po_number.as_ref().map(|number| fact(&words::PO_NUMBER, number.clone()));
    let version = words::quote_version(&quote.number, u64::from(quote.offer));
    view! {
        <section class="order-card" aria-labelledby="order-quote">
            <h2 id="order-quote">{words::OF_QUOTE.get()}</h2>
            <dl class="order-facts">
                {po_number}
                {fact(&words::PAYMENT_TERMS, terms)}
                {due}
            </dl>
            <p><a href=routes::quote_version(&quote.id, quote.offer)>{version}</a></p>
        </section>
    }
}

fn fact(name: &'static text::Message, value: String) -> View {
    view! { <div class="totals__line"><dt>{name.get()}</dt><dd>{value}</dd></div> }
}
