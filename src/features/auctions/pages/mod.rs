//! The pages of auctions, in two chunks: looking and bidding, and what one's own lots ask for.

mod list;
mod lot;
mod mine;
mod order;
mod sell;

use crate::{
    data::{use_address, use_runtime},
    platform::{head, page},
    routes::{self, patterns},
    text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::model::Capability;
use fivefold_view::prelude::*;

/// Lots, and one lot.
#[component]
pub fn AuctionPages() -> impl IntoView {
    match pattern() {
        patterns::AUCTION => frame(lot::page),
        _ => frame(list::page),
    }
}

/// One's own lots, ordering what was won, offering a lot. A chunk of its own, because it brings forms.
#[component]
pub fn MyAuctionPages() -> impl IntoView {
    match pattern() {
        patterns::AUCTIONS_SELL => frame(sell::page),
        patterns::AUCTION_ORDER => frame(order::page),
        _ => frame(mine::page),
    }
}

/// The pattern of the address.
fn pattern() -> &'static str {
    use_address().with_untracked(|address| {
        routes::below(&address.path).and_then(routes::find).map_or("", |(pattern, _)| pattern.path)
    })
}

/// A page, where the shop has auctions (X-CAP).
fn frame(page: fn() -> View) -> View {
    let runtime = use_runtime();
    let is_absent = Memo::new(move |_| runtime.offers(Capability::Auctions) == Some(false));
    let content = move || if is_absent.get() { not_offered() } else { page() };
    view! { <div class="auctions way-auctions">{content}</div> }
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
