//! A version of a quote with everything that binds both sides, as it is printed (B2B-23).

use super::super::figures::{moment_words, tax_words, terms_words};
use super::super::words::{kind_words, version_state_words};
use super::lines::quote_lines;
use super::totals::quote_totals;
use crate::text;
use fivefold_api::model::{Quote, QuoteVersion};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// The whole sheet, with all its lines.
pub fn sheet(quote: &Quote, version: &QuoteVersion) -> View {
    use text::quote_order as words;
    let buyer = [quote.company.name.as_str(), " · ", &quote.company.person].concat();
    let valid = version.valid_until.map_or_else(|| words::VALID_NONE.get().into_view(), moment);
    let demo = quote.supplier.is_demo.then(|| view! { <p class="quote-sheet__demo">{words::DEMO.get()}</p> });
    let reason =
        version.reason.as_ref().map(|reason| view! { <p class="quote-sheet__reason">{reason.clone()}</p> });
    view! {
        <article class="quote-sheet">
            <header class="quote-sheet__head">
                <h1 tabindex="-1">{words::sheet_title(&quote.number)}</h1>
                <p class="quote-sheet__version">
                    {version_words(version.number, kind_words(version.kind))}
                    " · "
                    {version_state_words(version.state)}
                </p>
                {demo}
            </header>
            <dl class="quote-facts">
                {fact(&words::SUPPLIER, quote.supplier.name.clone().into_view())}
                {fact(&words::BUYER, buyer.into_view())}
                {fact(&words::WRITTEN, view! { {version.author.clone()}", "{moment(version.at)} })}
                {fact(&words::VALID_UNTIL, valid)}
                {fact(&words::CURRENCY, quote.currency.code().to_owned().into_view())}
                {fact(&words::TAXES, tax_words(version.tax).into_view())}
                {fact(&words::TERMS, terms_words(&version.terms).into_view())}
            </dl>
            {reason}
            {quote_lines(version, usize::MAX)}
            {quote_totals(version, None)}
        </article>
    }
}

/// What a version is called: `Version 3, offer`.
pub fn version_words(number: u32, kind: &str) -> String {
    text::quote_order::sheet_version(kind, u64::from(number))
}

/// One named fact of a list of them.
pub fn fact(name: &'static text::Message, value: View) -> View {
    view! { <div><dt>{name.get()}</dt><dd>{value}</dd></div> }
}

/// A moment on the reader's clock with its zone, and for programs as it is.
pub fn moment(at: Instant) -> View {
    view! { <time datetime=at.to_rfc3339()>{moment_words(at)}</time> }
}
