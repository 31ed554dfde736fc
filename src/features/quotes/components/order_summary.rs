//! What an order of a quote comes to, when it is paid, and until when it can be placed.

use super::super::blockers::credit_left;
use super::super::figures::{date_words, moment_words, terms_words};
use super::super::order_desk::OrderDesk;
use super::sheet::fact;
use super::sums::sums;
use crate::{
    platform::intl,
    text,
    ui::{Countdown, SkeletonBox},
};
use fivefold_api::model::{PaymentTerms, QuoteCheckout};
use fivefold_api::vocabulary::{Date, Instant};
use fivefold_view::prelude::*;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// The terms, each by name.
pub fn order_terms(desk: OrderDesk) -> View {
    let known = Memo::new(move |_| desk.checkout.get());
    let facts = move || known.with(|known| known.as_ref().map(terms));
    view! {
        <section class="quote-card" aria-labelledby="order-terms">
            <h2 id="order-terms">{text::quote_order::TERMS.get()}</h2>
            {facts}
        </section>
    }
}

fn terms(checkout: &QuoteCheckout) -> View {
    use text::quote_order as words;
    let due = match (&checkout.terms, checkout.due_on) {
        (PaymentTerms::Prepayment, _) => Some(words::DUE_BEFORE.get().to_owned()),
        (_, Some(day)) => Some(words::due_day(&date_words(day), &zone_words(&checkout.zone, day))),
        (_, None) => None,
    };
    let due = due.map(|due| fact(&words::DUE, due.into_view()));
    let credit = checkout.credit.as_ref().and_then(|credit| {
        let left = intl::format_money(&credit_left(credit)?);
        let limit = intl::format_money(&credit.limit);
        Some(fact(&words::CREDIT, words::credit_left(&left, &limit).into_view()))
    });
    view! {
        <dl class="quote-facts">
            {fact(&words::PAYMENT, terms_words(&checkout.terms).into_view())}
            {due}
            {credit}
        </dl>
    }
}

/// What the zone is called in which the day ends by which is paid (B2B-19).
pub fn zone_words(zone: &str, on: Date) -> String {
    let at = Instant::from_millis(i64::from(on.days()) * DAY);
    intl::format_zone(zone, at).unwrap_or_else(|| zone.replace('_', " "))
}

/// The sums, and the time that is left.
pub fn order_summary(desk: OrderDesk) -> View {
    use text::quote_order as words;
    let totals = Memo::new(move |_| {
        desk.checkout.with(|checkout| checkout.as_ref().map(|checkout| checkout.totals.clone()))
    });
    let amounts = move || {
        totals.with(|totals| match totals {
            Some(totals) => sums(totals),
            None => view! { <SkeletonBox class="order-sums--coming"/> },
        })
    };
    let until = desk.own.part(|quote| quote.valid_until);
    let left = move || {
        until.get().map(|ends| {
            view! {
                <p class="quote-hint">
                    {words::order_until(&moment_words(ends))}
                    " "
                    <Countdown ends now=desk.own.now over=text::data::CLOSING.get()/>
                </p>
            }
        })
    };
    let busy = move || desk.is_asking.get().then_some("true");
    view! {
        <section class="quote-card order-summary" aria-labelledby="order-summary" aria-busy=busy>
            <h2 id="order-summary">{words::SUMMARY.get()}</h2>
            {amounts}
            {left}
        </section>
    }
}
