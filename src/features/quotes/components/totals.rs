//! What a version comes to: sums, taxes, the difference to the catalogue, and what it is worth elsewhere.

use super::super::figures::{conversion_words, tax_words, terms_words};
use super::deltas::price_difference;
use crate::{platform::intl, text};
use fivefold_api::model::{Conversion, QuoteVersion};
use fivefold_api::vocabulary::Money;
use fivefold_view::prelude::*;

/// The sums of a version. They are the shop's; nothing is added up here (X-MONEY). With a conversion, what the total is
/// worth in another currency, to inform (B2B-22).
pub fn quote_totals(version: &QuoteVersion, conversion: Option<&Conversion>) -> View {
    use text::quotes as words;
    let row = |name: String, amount: Money| {
        view! { <div><dt>{name}</dt><dd>{intl::format_money(&amount)}</dd></div> }
    };
    let Some(totals) = &version.totals else {
        let catalogue = version.catalogue.map(|sum| {
            view! { <dl class="quote-sums">{row(words::CATALOGUE_TOTAL.get().to_owned(), sum)}</dl> }
        });
        return view! {
            {catalogue}
            <p class="quote-hint">{words::NO_TOTAL.get()}</p>
            <p class="quote-hint">{terms_words(&version.terms)}</p>
        };
    };
    let taxes: Vec<_> = totals
        .taxes
        .iter()
        .map(|line| {
            let rate = intl::format_percent(i64::from(line.rate));
            let is_inside = totals.tax_included;
            row(if is_inside { words::tax_inside(&rate) } else { words::tax_on_top(&rate) }, line.amount)
        })
        .collect();
    let catalogue = version.catalogue.map(|sum| row(words::CATALOGUE_TOTAL.get().to_owned(), sum));
    let delivery = totals.delivery.map(|sum| row(words::SHIPPING.get().to_owned(), sum));
    let difference = price_difference(Some(totals.subtotal), version.catalogue)
        .map(|delta| view! { <div class="quote-sums__delta"><dt>{words::DIFFERENCE.get()}</dt><dd>{delta}</dd></div> });
    let elsewhere = conversion
        .and_then(|conversion| conversion_words(totals.total, conversion))
        .map(|words| view! { <p class="quote-hint quote-conversion">{words}</p> });
    view! {
        <dl class="quote-sums">
            {catalogue}
            {row(words::SUBTOTAL.get().to_owned(), totals.subtotal)}
            {difference}
            {delivery}
            {taxes}
            <div class="quote-sums__total">
                <dt>{words::TOTAL.get()}</dt>
                <dd>{intl::format_money(&totals.total)}</dd>
            </div>
        </dl>
        {elsewhere}
        <p class="quote-hint">{tax_words(version.tax)}</p>
        <p class="quote-hint">{terms_words(&version.terms)}</p>
    }
}
