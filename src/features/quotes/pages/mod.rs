//! The pages of quotes, each in a chunk of its own.

mod mine;
mod quote;

use crate::data::way_page;
use fivefold_api::model::Capability;
use fivefold_view::prelude::*;

/// The company's quotes.
#[component]
pub fn MyQuotesPage() -> impl IntoView {
    frame(mine::page)
}

/// One quote.
#[component]
pub fn QuotePage() -> impl IntoView {
    frame(quote::page)
}

fn frame(page: fn() -> View) -> View {
    way_page(Capability::Quotes, "quotes way-quotes", page)
}
