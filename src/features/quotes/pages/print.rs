//! `/quotes/:id/print`: a version of a quote on paper and as a table; `?version=` is an older one (B2B-23).

use super::super::components::{
    quote_skeletons::sheet_skeleton,
    sheet::{sheet, version_words},
};
use super::super::export::{MEDIA_TYPE, csv_of, file_name};
use super::super::words::kind_words;
use super::of_address::{gone, other_version, quote_of_address, sign_in};
use crate::{
    data::{AsyncView, Query, set_head, use_query_when, use_runtime},
    platform::{announce, blobs::hand_out, page},
    routes, text,
    ui::{Button, EmptyState, LinkButton, Look, Notice, Tone},
};
use fivefold_api::endpoints::GetQuoteVersion;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{Quote, QuoteParty, QuoteVersion, VersionSummary};
use fivefold_api::vocabulary::QuoteId;
use fivefold_view::prelude::*;

/// The version that the address names, or the one that counts.
pub(super) fn page() -> View {
    set_head(text::quote_order::PRINT_TITLE.get(), "", None);
    quote_of_address(sheet_skeleton, gone, sign_in, the_quote)
}

fn the_quote(known: Signal<Quote>, _: Query<Quote>) -> View {
    let id = known.with_untracked(|quote| quote.id.clone());
    let other = other_version(known);
    let port = http::quotes(use_runtime().client());
    let version = use_query_when(
        move || other.get().map(|number| GetQuoteVersion::new(id.clone(), number)),
        move |query| port.version(query),
    );
    let failed: fn(&ApiError) -> Option<View> = no_version;
    // The one that counts came with the quote.
    let content = move || match other.get() {
        None => shown(known, Signal::derive(move || known.with(|quote| quote.current.clone()))),
        Some(_) => view! {
            <AsyncView query=version loading=sheet_skeleton failed let:older>{shown(known, older)}</AsyncView>
        },
    };
    content.into_view()
}

/// The sheet, and what stands around it on a screen only.
fn shown(known: Signal<Quote>, version: Signal<QuoteVersion>) -> View {
    use text::quote_order as words;
    let at_hand = Memo::new(move |_| (known.get(), version.get()));
    let first = known.get_untracked();
    set_head(&words::sheet_title(&first.number), "", None);
    let is_refused = RwSignal::new(false);
    let export = move |()| {
        let (quote, version) = at_hand.get_untracked();
        let name = file_name(&quote.number, version.number);
        let is_taken = hand_out(&name, MEDIA_TYPE, csv_of(&quote, &version).as_bytes());
        is_refused.set(!is_taken);
        if is_taken {
            announce::say(&words::exported(&name));
        }
    };
    let newer = Memo::new(move |_| {
        at_hand.with(|(quote, version)| (quote.current.number > version.number).then(|| quote.id.clone()))
    });
    let newer = move || {
        newer.get().map(|id| {
            view! {
                <div class="quote-print__newer">
                    <Notice tone=Tone::Warning title=words::NEWER.get()>
                        <p>{words::NEWER_TEXT.get()}</p>
                        <LinkButton href=routes::quote_print(&id)>{words::TO_NEWER.get()}</LinkButton>
                    </Notice>
                </div>
            }
        })
    };
    let refused = move || {
        is_refused.get().then(|| view! { <Notice tone=Tone::Bad><p>{words::NOT_EXPORTED.get()}</p></Notice> })
    };
    let back = match first.viewer {
        QuoteParty::Supplier => routes::supplier_quote(&first.id),
        _ => routes::quote(&first.id),
    };
    view! {
        <div class="quote-print__tools">
            <LinkButton href=back>{words::TO_QUOTE.get()}</LinkButton>
            <Button on_press=export>{words::EXPORT.get()}</Button>
            <Button look=Look::Strong on_press=|()| page::print()>{words::PRINT.get()}</Button>
        </div>
        {refused}
        {newer}
        {move || at_hand.with(|(quote, version)| sheet(quote, version))}
        {all_versions(known, version)}
    }
}

/// The way to every other version.
fn all_versions(known: Signal<Quote>, version: Signal<QuoteVersion>) -> View {
    let links = Memo::new(move |_| known.with(|quote| (quote.id.clone(), quote.versions.clone())));
    let here = Memo::new(move |_| version.with(|version| version.number));
    let list = move || {
        let (id, versions) = links.get();
        let links: Vec<_> = versions.iter().map(|each| version_link(&id, each, here.get())).collect();
        view! { <ul role="list">{links}</ul> }
    };
    view! {
        <nav class="quote-print__versions" aria-label=text::quote_order::VERSIONS.get()>{list}</nav>
    }
}

fn version_link(id: &QuoteId, each: &VersionSummary, here: u32) -> View {
    let words = version_words(each.number, kind_words(each.kind));
    let current = (each.number == here).then_some("page");
    let href = routes::quote_print_version(id, each.number);
    view! { <li><a href=href aria-current=current>{words}</a></li> }
}

fn no_version(error: &ApiError) -> Option<View> {
    use text::quote_order as words;
    matches!(error, ApiError::NotFound(_)).then(|| {
        view! {
            <EmptyState title=words::NO_VERSION.get() text=words::NO_VERSION_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::quotes()>{text::quotes::ALL.get()}</LinkButton>
            </EmptyState>
        }
    })
}
