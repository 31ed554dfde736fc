//! The pages of quotes, each in a chunk of its own.

mod draft;
mod mine;
mod of_address;
mod order;
mod print;
mod quick_order;
mod quote;
mod supplier;
mod supplier_list;

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

/// Ordering an accepted quote.
#[component]
pub fn QuoteOrderPage() -> impl IntoView {
    frame(order::page)
}

/// A quote on paper and as a table.
#[component]
pub fn QuotePrintPage() -> impl IntoView {
    frame(print::page)
}

/// What companies ask of the supplier.
#[component]
pub fn SupplierQuotesPage() -> impl IntoView {
    frame(supplier_list::page)
}

/// One quote on the supplier's desk.
#[component]
pub fn SupplierQuotePage() -> impl IntoView {
    frame(supplier::page)
}

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
