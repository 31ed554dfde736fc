//! The pages of quotes, each in a chunk of its own.

mod draft;
mod quick_order;

use crate::data::way_page;
use fivefold_api::model::Capability;
use fivefold_view::prelude::*;

/// The quick order.
#[component]
pub fn WholesalePage() -> impl IntoView {
    frame(quick_order::page)
}

/// The request for a quote that somebody is writing.
#[component]
pub fn QuoteDraftPage() -> impl IntoView {
    frame(draft::page)
}

fn frame(page: fn() -> View) -> View {
    way_page(Capability::Quotes, "quotes way-quotes", page)
}
