//! All versions of a quote, newest first. Each can be read.

use super::super::figures::moment_words;
use super::super::own_quote::OwnQuote;
use super::super::words::{kind_words, version_state_words};
use crate::{platform::intl, routes, text};
use fivefold_api::model::VersionSummary;
use fivefold_api::vocabulary::QuoteId;
use fivefold_view::prelude::*;

/// The list; `shown` is the number of the version that the page shows.
pub fn quote_versions(own: OwnQuote, shown: Signal<u32>) -> View {
    let id = own.id();
    let versions = own.part(|quote| (quote.current.number, quote.versions.clone()));
    let rows = move || {
        let (current, versions) = versions.get();
        versions.iter().rev().map(|version| row(&id, version, current, shown)).collect::<Vec<_>>()
    };
    view! {
        <section class="quote-card" aria-labelledby="quote-versions">
            <h2 id="quote-versions">{text::quotes::VERSIONS.get()}</h2>
            <ol class="quote-versions" role="list">{rows}</ol>
        </section>
    }
}

fn row(id: &QuoteId, version: &VersionSummary, current: u32, shown: Signal<u32>) -> View {
    let number = version.number;
    let href = if number == current { routes::quote(id) } else { routes::quote_version(id, number) };
    let is_shown = Memo::new(move |_| shown.get() == number);
    let total = version.total.map(|total| view! { <strong>{intl::format_money(&total)}</strong> });
    let name = text::quotes::version_kind(kind_words(version.kind), u64::from(number));
    view! {
        <li class="quote-version">
            <a href=href aria-current=move || is_shown.get().then_some("page") data-noscroll="">{name}</a>
            <span class="quote-hint">{version_state_words(version.state)}</span>
            <time class="quote-hint" datetime=version.at.to_rfc3339()>{moment_words(version.at)}</time>
            {total}
        </li>
    }
}
