//! The pages of auctions: lists, one lot, and the forms, each in a chunk of its own.

mod list;
mod lot;
mod mine;
mod order;
mod sell;

use crate::data::way_page;
use fivefold_api::model::Capability;
use fivefold_view::prelude::*;

/// Lots.
#[component]
pub fn AuctionsPage() -> impl IntoView {
    frame(list::page)
}

/// One's own lots.
#[component]
pub fn MyAuctionsPage() -> impl IntoView {
    frame(mine::page)
}

/// One lot.
#[component]
pub fn AuctionPage() -> impl IntoView {
    frame(lot::page)
}

/// Offering a lot. Comes with the form of a bid.
#[component]
pub fn SellPage() -> impl IntoView {
    frame(sell::page)
}

/// Ordering what was won. Has the forms of the checkout.
#[component]
pub fn LotOrderPage() -> impl IntoView {
    frame(order::page)
}

fn frame(page: fn() -> View) -> View {
    way_page(Capability::Auctions, "auctions way-auctions", page)
}
