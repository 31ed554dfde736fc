//! What the pages of every way of trading begin with: whether the shop has it, what the page is to browsers and search
//! engines, and where one signs in and comes back from.

use super::{use_address, use_runtime};
use crate::{
    platform::{head, page},
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::model::Capability;
use fivefold_view::prelude::*;

/// A page, where the shop has the way of trading that it belongs to (X-CAP).
pub fn way_page(way: Capability, class: &'static str, page: fn() -> View) -> View {
    let runtime = use_runtime();
    let is_absent = Memo::new(move |_| runtime.offers(way) == Some(false));
    let content = move || if is_absent.get() { not_offered() } else { page() };
    view! { <div class=class>{content}</div> }
}

/// The account's page, which leads back here.
pub fn sign_in_href() -> String {
    let here = use_address().with_untracked(|address| routes::below(&address.path).map(str::to_owned));
    routes::account(Some(&here.unwrap_or_default()))
}

/// Tells the browser and search engines what the page is. A page without an address of its own is for nobody else.
pub fn set_head(title: &str, description: &str, address: Option<&str>) {
    head::set_title(&text::site::title(title, &use_runtime().config().brand));
    head::set_description(description);
    head::set_canonical(&address.map(|address| page::origin() + address).unwrap_or_default());
    head::set_robots(if address.is_some() { "" } else { "noindex" });
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
