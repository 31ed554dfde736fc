//! What a version comes to: sums, taxes, the difference to the catalogue, and what it is worth elsewhere.

use super::super::figures::{conversion_words, tax_words, terms_words};
use super::deltas::price_difference;
use super::sums::sum_rows;
use crate::{platform::intl, text};
use fivefold_api::model::{Conversion, QuoteVersion};
use fivefold_view::prelude::*;

/// The sums of a version. They are the shop's; nothing is added up here (X-MONEY). With a conversion, what the total is
/// worth in another currency, to inform (B2B-22).
pub fn quote_totals(version: &QuoteVersion, conversion: Option<&Conversion>) -> View {
    use text::quotes as words;
    let catalogue = version.catalogue.map(|sum| {
        view! { <div><dt>{words::CATALOGUE_TOTAL.get()}</dt><dd>{intl::format_money(&sum)}</dd></div> }
    });
    let Some(totals) = &version.totals else {
        let catalogue = catalogue.map(|row| view! { <dl class="quote-sums">{row}</dl> });
        return view! {
            {catalogue}
            <p class="quote-hint">{words::NO_TOTAL.get()}</p>
            <p class="quote-hint">{terms_words(&version.terms)}</p>
        };
    };
    let difference = price_difference(Some(totals.subtotal), version.catalogue)
        .map(|delta| view! { <div class="quote-sums__delta"><dt>{words::DIFFERENCE.get()}</dt><dd>{delta}</dd></div> });
    let mut rows = sum_rows(totals).into_iter();
    let (goods, others) = (rows.next(), rows.collect::<Vec<_>>());
    let elsewhere = conversion
        .and_then(|conversion| conversion_words(totals.total, conversion))
        .map(|words| view! { <p class="quote-hint quote-conversion">{words}</p> });
    view! {
        <dl class="quote-sums">
            {catalogue}
            {goods}
            {difference}
            {others}
        </dl>
        {elsewhere}
        <p class="quote-hint">{tax_words(version.tax)}</p>
        <p class="quote-hint">{terms_words(&version.terms)}</p>
    }
}
