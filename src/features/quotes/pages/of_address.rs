//! What the pages of one quote begin with: the quote that the address names, for whoever is signed in, and the version
//! that it names of it.

use crate::{
    data::{AsyncView, Query, Who, sign_in_href, use_address, use_query_when, use_runtime, use_session},
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::endpoints::GetQuote;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::Quote;
use fivefold_api::vocabulary::QuoteId;
use fivefold_view::prelude::*;

/// The quote that the address names. Quotes belong to accounts: nobody else is asked about.
pub(super) fn quote_of_address(
    loading: fn() -> View,
    failed: fn(&ApiError) -> Option<View>,
    sign_in: fn() -> View,
    shown: fn(Signal<Quote>, Query<Quote>) -> View,
) -> View {
    let (address, session) = (use_address(), use_session());
    let id = Memo::new(move |_| QuoteId(address.with(|address| routes::parameter(&address.path))));
    let port = http::quotes(use_runtime().client());
    let is_member = Memo::new(move |_| session.get() == Who::Member);
    let quote = use_query_when(
        move || is_member.get().then(|| GetQuote { id: id.get() }),
        move |query| port.quote(query),
    );
    let content = move || match is_member.get() {
        true => view! {
            <AsyncView query=quote loading failed let:known>{shown(known, quote)}</AsyncView>
        },
        false => sign_in(),
    };
    content.into_view()
}

/// The version that the address names, if it is not the one that counts.
pub(super) fn other_version(known: Signal<Quote>) -> Memo<Option<u32>> {
    let address = use_address();
    Memo::new(move |_| {
        let number = address.with(|address| address.query("version"))?.parse::<u32>().ok()?;
        known.with(|quote| (quote.current.number != number).then_some(number))
    })
}

/// A quote that is not there, or is somebody else's.
pub(super) fn gone(error: &ApiError) -> Option<View> {
    use text::quotes as words;
    matches!(error, ApiError::NotFound(_) | ApiError::Forbidden(_)).then(|| {
        view! {
            <EmptyState title=words::GONE.get() text=words::GONE_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::quotes()>{words::ALL.get()}</LinkButton>
                <LinkButton href=routes::wholesale()>{words::QUICK_ORDER.get()}</LinkButton>
            </EmptyState>
        }
    })
}

/// The way in for whoever buys.
pub(super) fn sign_in() -> View {
    use text::quotes as words;
    view! {
        <EmptyState title=words::SIGN_IN.get() text=words::SIGN_IN_TEXT.get() is_page=true>
            <LinkButton look=Look::Strong href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
        </EmptyState>
    }
}
