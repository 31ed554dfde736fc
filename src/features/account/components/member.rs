//! A page that only its owner sees: everybody else is asked to sign in.

use super::sign_in;
use crate::{
    data::{AsyncView, Query, Who, use_address, use_query_when, use_runtime, use_session, use_topic},
    routes, text,
    ui::SkeletonText,
};
use fivefold_api::endpoints::GetMe;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::Me;
use fivefold_view::prelude::*;

/// Draws a page for whoever is signed in. Signing in and out, here or in another tab, changes what is shown.
pub fn member_page(draw: fn(Signal<Me>, Query<Me>) -> View) -> View {
    let runtime = use_runtime();
    let session = use_session();
    let is_member = move || session.get() == Who::Member;
    let port = http::accounts(runtime.client());
    let me = use_query_when(move || is_member().then_some(GetMe), move |_| port.me());
    // A session that is ended on another device ends here too: the feed looks after that.
    use_topic(Signal::derive(move || is_member().then(|| "me".to_owned())), |_| (), || ());
    let page = move || {
        if is_member() {
            view! {
                <AsyncView query=me loading=skeleton failed=door let:member>
                    {tabs()}
                    {draw(member, me)}
                </AsyncView>
            }
        } else {
            sign_in()
        }
    };
    page.into_view()
}

/// The pages of an account.
pub fn tabs() -> View {
    let address = use_address();
    let links: Vec<_> = [
        (&text::account::OVERVIEW, routes::account(None)),
        (&text::account::ACTIVITY, routes::activity()),
        (&text::orders::LIST_TITLE, routes::orders()),
        (&text::account::ADDRESSES, routes::addresses()),
        (&text::account::SETTINGS, routes::settings()),
    ]
    .into_iter()
    .map(|(words, href)| {
        let here = href.clone();
        let current = move || address.with(|address| (address.path == here).then_some("page"));
        view! { <li><a href=href aria-current=current>{words.get()}</a></li> }
    })
    .collect();
    view! {
        <nav class="account-nav" aria-label=text::account::NAVIGATION.get()>
            <ul role="list">{links}</ul>
        </nav>
    }
}

/// A guest, or somebody whose session has ended.
fn door(error: &ApiError) -> Option<View> {
    matches!(error, ApiError::Forbidden(_) | ApiError::SignedOut).then(sign_in)
}

fn skeleton() -> View {
    view! { <SkeletonText lines=6/> }
}
