//! `/wholesale/draft`: the request for a quote that somebody is writing, kept in this browser until it is sent.

use super::super::buyer::Buyer;
use super::super::components::{draft_form, for_buyers};
use super::super::draft_desk::use_draft_desk;
use crate::{data::set_head, text, ui::SkeletonBox};
use fivefold_view::prelude::*;

/// The draft of whoever buys for a company.
pub(super) fn page() -> View {
    let title = text::wholesale::DRAFT_TITLE.get();
    set_head(title, "", None);
    view! {
        <header class="wholesale-head">
            <h1 tabindex="-1">{title}</h1>
            <p>{text::wholesale::DRAFT_LEAD.get()}</p>
        </header>
        {for_buyers(draft)}
    }
}

fn draft(buyer: Buyer) -> View {
    let desk = use_draft_desk(buyer);
    let is_ready = Memo::new(move |_| desk.shelf.is_ready());
    let content = move || match is_ready.get() {
        true => draft_form(desk),
        false => view! { <div aria-busy="true"><SkeletonBox class="wholesale-coming"/></div> },
    };
    content.into_view()
}
