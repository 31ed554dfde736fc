//! `/wholesale`: many numbers at once, into the draft of a request.

use super::super::buyer::Buyer;
use super::super::components::{for_buyers, order_rows, paste_box};
use super::super::quick_desk::use_quick_desk;
use crate::{data::set_head, routes, text};
use fivefold_view::prelude::*;

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
    let desk = use_quick_desk(buyer);
    view! {
        <div class="wholesale">
            {paste_box(desk)}
            {order_rows(desk)}
        </div>
    }
}
