//! `/wholesale`: many numbers at once, into the draft of a request.

use super::super::buyer::Buyer;
use super::super::components::{QuickRows, for_buyers, paste_box};
use super::super::pasted::Pasted;
use crate::{
    data::{lazy::LazyPage, set_head},
    lazy_page, routes, text,
};
use fivefold_view::prelude::*;

/// What becomes of a list. Its code comes with the first one, or when somebody is about to bring it.
static ROWS: LazyPage = lazy_page!(quote_rows, QuickRows, part);

/// What it is; for whoever buys for a company, the quick order.
pub(super) fn page() -> View {
    let (title, lead) = (text::wholesale::TITLE.get(), text::wholesale::LEAD.get());
    set_head(title, lead, Some(&routes::wholesale()));
    view! {
        <header class="wholesale-head">
            <h1 tabindex="-1">{title}</h1>
            <p>{lead}</p>
        </header>
        {for_buyers(order)}
    }
}

fn order(buyer: Buyer) -> View {
    let pasted = Pasted::new(buyer);
    let is_asked = Memo::new(move |last: Option<&bool>| last == Some(&true) || pasted.is_waiting());
    let rows = move || is_asked.get().then(|| view! { <Provider value=pasted>{ROWS.view()}</Provider> });
    view! {
        <div class="wholesale" on:focusin=|_| ROWS.prefetch() on:dragover=|_| ROWS.prefetch()>
            {paste_box(pasted)}
            {rows}
        </div>
    }
}
