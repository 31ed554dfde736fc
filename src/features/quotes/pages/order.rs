//! `/quotes/:id/order`: ordering what was accepted, on the terms that were accepted (B2B-15, B2B-19). What is not
//! accepted any more is not ordered here at any other price (B2B-14).

use super::super::components::{Ordering, quote_skeletons::sheet_skeleton};
use super::super::own_quote::use_own_quote;
use super::super::words::told;
use super::of_address::{gone, quote_of_address, sign_in};
use crate::{
    data::{Query, lazy::LazyPage, set_head, use_runtime},
    lazy_page, text,
};
use fivefold_api::model::Quote;
use fivefold_view::prelude::*;

/// The id of the heading.
const HEADING: &str = "quote-order";

static ORDERING: LazyPage = lazy_page!(quote_ordering, Ordering, loading = sheet_skeleton);

/// The quote that the address names.
pub(super) fn page() -> View {
    set_head(text::quote_order::TITLE.get(), "", None);
    // It is on its way while the quote is asked for.
    if use_runtime().is_member() {
        ORDERING.prefetch();
    }
    quote_of_address(sheet_skeleton, gone, sign_in, the_quote)
}

fn the_quote(known: Signal<Quote>, query: Query<Quote>) -> View {
    use text::quote_order as words;
    let own = use_own_quote(known, query, told);
    own.keep_focus(HEADING);
    let number = known.with_untracked(|quote| quote.number.clone());
    let offer = own.part(|quote| quote.current.number);
    set_head(&words::title_of(&number), "", None);
    let version = move || words::of_version(&number, u64::from(offer.get()));
    view! {
        <header class="quote-order__head">
            <h1 id=HEADING tabindex="-1">{words::TITLE.get()}</h1>
            <p class="quote-hint">{version}</p>
        </header>
        <Provider value=own>{ORDERING.view()}</Provider>
    }
}
