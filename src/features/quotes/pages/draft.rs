//! `/wholesale/draft`: the request for a quote that somebody is writing, kept in this browser until it is sent.

use super::super::buyer::Buyer;
use super::super::components::{DraftPart, for_buyers};
use crate::{
    data::{lazy::LazyPage, set_head, use_runtime},
    lazy_page, text,
};
use fivefold_view::prelude::*;

/// The draft itself.
static DRAFT: LazyPage = lazy_page!(quote_form, DraftPart, part);

/// The draft of whoever buys for a company.
pub(super) fn page() -> View {
    let title = text::wholesale::DRAFT_TITLE.get();
    set_head(title, "", None);
    // It is on its way while the companies are asked for.
    if use_runtime().is_member() {
        DRAFT.prefetch();
    }
    view! {
        <header class="wholesale-head">
            <h1 tabindex="-1">{title}</h1>
            <p>{text::wholesale::DRAFT_LEAD.get()}</p>
        </header>
        {for_buyers(draft)}
    }
}

fn draft(buyer: Buyer) -> View {
    view! { <div class="draft-part"><Provider value=buyer>{DRAFT.view()}</Provider></div> }
}
