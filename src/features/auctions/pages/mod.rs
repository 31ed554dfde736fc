//! The pages of auctions: lists, one lot, and the forms, each in a chunk of its own.

mod list;
mod lot;
mod mine;
mod order;
mod sell;

use crate::{
    data::{use_address, use_runtime},
    platform::{head, page},
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
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

/// A page, where the shop has auctions (X-CAP).
fn frame(page: fn() -> View) -> View {
    let runtime = use_runtime();
    let is_absent = Memo::new(move |_| runtime.offers(Capability::Auctions) == Some(false));
    let content = move || if is_absent.get() { not_offered() } else { page() };
    view! { <div class="auctions way-auctions">{content}</div> }
}

/// Where one signs in and comes back from.
pub(super) fn sign_in_href() -> String {
    let here = use_address().with_untracked(|address| routes::below(&address.path).map(str::to_owned));
    routes::account(Some(&here.unwrap_or_default()))
}

fn not_offered() -> View {
    let title = text::site::NOT_OFFERED_TITLE.get();
    set_head(title, "", None);
    view! {
        <EmptyState title text=text::site::NOT_OFFERED_TEXT.get() is_page=true>
            <LinkButton look=Look::Strong href=routes::products()>{text::site::ALL_PRODUCTS.get()}</LinkButton>
        </EmptyState>
    }
}

/// Tells the browser and search engines what the page is. A page without an address of its own is for nobody else.
fn set_head(title: &str, description: &str, address: Option<&str>) {
    head::set_title(&text::site::title(title, &use_runtime().config().brand));
    head::set_description(description);
    head::set_canonical(&address.map(|address| page::origin() + address).unwrap_or_default());
    head::set_robots(if address.is_some() { "" } else { "noindex" });
}
