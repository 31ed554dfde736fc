//! `/quotes/:id`: one quote, live, with everything that can be done about it; an older version of it is read with
//! `?version=`.

use super::super::components::{
    QuoteDesk,
    lines::{LINES_AT_ONCE, quote_lines},
    parts::{changes_since, talk},
    quote_head::quote_head,
    quote_skeletons::quote_skeleton,
    quote_stand::{HEADING, quote_stand},
    quote_versions::quote_versions,
    totals::quote_totals,
};
use super::super::figures::moment_words;
use super::super::own_quote::{OwnQuote, use_own_quote};
use super::super::words::{kind_words, told, version_state_words};
use super::of_address::{gone, other_version, quote_of_address, sign_in};
use crate::{
    data::{AsyncView, Query, lazy::LazyPage, set_head, use_query, use_runtime},
    lazy_page, routes, text,
    ui::{Button, LinkButton, Look, Notice, SkeletonText, Tone},
};
use fivefold_api::endpoints::GetQuoteVersion;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{Quote, QuoteVersion};
use fivefold_view::prelude::*;

/// The answers come after the first look.
static DESK: LazyPage = lazy_page!(quote_desk, QuoteDesk, part);

/// The quote that the address names.
pub(super) fn page() -> View {
    set_head(text::quotes::TITLE.get(), "", None);
    quote_of_address(quote_skeleton, gone, sign_in, the_quote)
}

fn the_quote(known: Signal<Quote>, query: Query<Quote>) -> View {
    let own = use_own_quote(known, query, told);
    own.keep_focus(HEADING);
    let number = known.with_untracked(|quote| quote.number.clone());
    set_head(&text::quotes::quote_number(&number), "", None);
    let current = own.part(|quote| quote.current.number);
    let older = other_version(known);
    let shown = Signal::derive(move || older.get().unwrap_or_else(|| current.get()));
    let content = move || match older.get() {
        Some(number) => older_version(own, number),
        None => current_version(own),
    };
    view! {
        {quote_head(own)}
        {content}
        <div class="quote__below">
            {quote_versions(own, shown)}
            {talk(own)}
        </div>
    }
}

/// The version that counts, and what can be done about it.
fn current_version(own: OwnQuote) -> View {
    let version = own.part(|quote| quote.current.clone());
    let sums = own.part(|quote| (quote.current.clone(), quote.conversion.clone()));
    let desk = view! { <Provider value=own>{DESK.view()}</Provider> };
    let totals = move || sums.with(|(version, conversion)| quote_totals(version, conversion.as_ref()));
    let lines = move || version.with(|version| quote_lines(version, LINES_AT_ONCE));
    let facts = move || version.with(version_facts);
    view! {
        <div class="quote">
            <div class="quote__main">{quote_stand(own, desk)}</div>
            <div class="quote__side">
                <section class="quote-card" aria-labelledby="quote-sums">
                    <h2 id="quote-sums">{text::quotes::SUMS.get()}</h2>
                    {facts}
                    {totals}
                </section>
            </div>
        </div>
        {changes(own)}
        <section class="quote__lines" aria-labelledby="quote-lines">
            <h2 id="quote-lines">{text::quotes::LINES.get()}</h2>
            {lines}
        </section>
    }
}

/// What the version that counts has changed: shown when somebody asks.
fn changes(own: OwnQuote) -> View {
    let before = own.part(|quote| {
        let current = &quote.current;
        let previous =
            quote.versions.iter().rev().map(|version| version.number).find(|one| *one < current.number);
        current.answers.or(previous)
    });
    let is_open = RwSignal::new(false);
    let part = move || {
        let from = before.get()?;
        Some(if is_open.get() {
            changes_since(own, from, true)
        } else {
            let words = text::quotes::show_changes(u64::from(from));
            let open = move |()| is_open.set(true);
            view! { <p class="quote-changes__open"><Button on_press=open>{words}</Button></p> }
        })
    };
    part.into_view()
}

/// A version that does not count any more, or not yet again: it is read, and what has come of it is shown beside it
/// (B2B-24).
fn older_version(own: OwnQuote, number: u32) -> View {
    let id = own.id();
    let asked = id.clone();
    let port = http::quotes(use_runtime().client());
    let version =
        use_query(move || GetQuoteVersion::new(asked.clone(), number), move |query| port.version(query));
    let failed: fn(&ApiError) -> Option<View> = gone;
    let current = own.part(|quote| quote.current.number);
    let notice = move || {
        let newer = current.get();
        let href = routes::quote(&id);
        view! {
            <Notice tone=Tone::Warning title=text::quotes::older_title(u64::from(number))>
                <p>{text::quotes::OLDER_TEXT.get()}</p>
                <LinkButton href=href look=Look::Strong>{text::quotes::to_newer(u64::from(newer))}</LinkButton>
            </Notice>
        }
    };
    view! {
        {notice}
        <AsyncView query=version loading=version_skeleton failed let:version>
            {move || version.with(read_only)}
        </AsyncView>
        {changes_since(own, number, false)}
    }
}

fn read_only(version: &QuoteVersion) -> View {
    view! {
        <section class="quote-card" aria-labelledby="quote-sums">
            <h2 id="quote-sums">{text::quotes::SUMS.get()}</h2>
            {version_facts(version)}
            {quote_totals(version, None)}
        </section>
        <section class="quote__lines" aria-labelledby="quote-lines">
            <h2 id="quote-lines">{text::quotes::LINES.get()}</h2>
            {quote_lines(version, LINES_AT_ONCE)}
        </section>
    }
}

/// Which version it is, by whom, and what became of it.
fn version_facts(version: &QuoteVersion) -> View {
    use text::quotes as words;
    let kind = words::version_kind(kind_words(version.kind), u64::from(version.number));
    let valid = version
        .valid_until
        .map(|until| view! { <p class="quote-hint">{words::valid_until(&moment_words(until))}</p> });
    let reason = version
        .reason
        .as_ref()
        .map(|reason| view! { <p class="quote-card__reason">{words::said(&version.author, reason)}</p> });
    view! {
        <p class="quote-card__version"><strong>{kind}</strong>" · "{version_state_words(version.state)}</p>
        <p class="quote-hint">{words::written_by(&version.author, &moment_words(version.at))}</p>
        {valid}
        {reason}
    }
}

fn version_skeleton() -> View {
    view! { <SkeletonText lines=8/> }
}
