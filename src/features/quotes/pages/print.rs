//! `/quotes/:id/print`: a version of a quote on paper and as a table; `?version=` is an older one (B2B-23).

use super::super::components::sheet::{sheet, version_words};
use super::super::export::{MEDIA_TYPE, csv_of, file_name};
use super::super::words::kind_words;
use crate::{
    data::{
        AsyncView, Query, Who, set_head, sign_in_href, use_address, use_query_when, use_runtime, use_session,
    },
    platform::{announce, blobs::hand_out, page},
    routes, text,
    ui::{Button, EmptyState, LinkButton, Look, Notice, SkeletonBox, Tone},
};
use fivefold_api::endpoints::{GetQuote, GetQuoteVersion};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{Quote, QuoteParty, QuoteVersion, VersionSummary};
use fivefold_api::vocabulary::QuoteId;
use fivefold_view::prelude::*;

/// The version that the address names, or the one that counts.
pub(super) fn page() -> View {
    let (address, session) = (use_address(), use_session());
    let id = Memo::new(move |_| QuoteId(address.with(|address| routes::parameter(&address.path))));
    let number = Memo::new(move |_| {
        address.with(|address| address.query("version")).and_then(|number| number.parse::<u32>().ok())
    });
    let port = http::quotes(use_runtime().client());
    let versions = port.clone();
    let is_somebody = Memo::new(move |_| session.get() != Who::Nobody);
    let quote = use_query_when(
        move || is_somebody.get().then(|| GetQuote { id: id.get() }),
        move |query| port.quote(query),
    );
    // The one that counts came with the quote.
    let other = Memo::new(move |_| {
        let number = number.get()?;
        let current = quote.get().latest()?.current.number;
        (number != current).then_some(number)
    });
    let version = use_query_when(
        move || other.get().map(|number| GetQuoteVersion::new(id.get(), number)),
        move |query| versions.version(query),
    );
    set_head(text::quote_order::PRINT_TITLE.get(), "", None);
    let failed: fn(&ApiError) -> Option<View> = gone;
    let content = move || match is_somebody.get() {
        true => view! {
            <AsyncView query=quote loading=sheet_skeleton failed let:known>{the_quote(known, other, version)}</AsyncView>
        },
        false => sign_in(),
    };
    content.into_view()
}

fn the_quote(known: Signal<Quote>, other: Memo<Option<u32>>, version: Query<QuoteVersion>) -> View {
    let failed: fn(&ApiError) -> Option<View> = no_version;
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

/// A quote that is not there, or is somebody else's.
pub(super) fn gone(error: &ApiError) -> Option<View> {
    use text::quote_order as words;
    matches!(error, ApiError::NotFound(_) | ApiError::SignedOut | ApiError::Forbidden(_)).then(|| {
        view! {
            <EmptyState title=words::GONE.get() text=words::GONE_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::quotes()>{words::ALL_QUOTES.get()}</LinkButton>
                <LinkButton href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
            </EmptyState>
        }
    })
}

fn no_version(error: &ApiError) -> Option<View> {
    use text::quote_order as words;
    matches!(error, ApiError::NotFound(_)).then(|| {
        view! {
            <EmptyState title=words::NO_VERSION.get() text=words::NO_VERSION_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::quotes()>{words::ALL_QUOTES.get()}</LinkButton>
            </EmptyState>
        }
    })
}

/// Quotes belong to accounts.
pub(super) fn sign_in() -> View {
    use text::quote_order as words;
    view! {
        <EmptyState title=words::SIGN_IN.get() text=words::SIGN_IN_TEXT.get() is_page=true>
            <LinkButton look=Look::Strong href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
        </EmptyState>
    }
}

pub(super) fn sheet_skeleton() -> View {
    view! { <SkeletonBox class="quote-coming"/> }
}
