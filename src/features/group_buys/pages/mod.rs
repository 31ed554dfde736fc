//! The pages of group-buys, each in a chunk of its own.

mod group;
mod invitation;
mod join;
mod list;
mod mine;

use crate::{
    data::{use_address, use_runtime},
    platform::{head, page},
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::model::Capability;
use fivefold_view::prelude::*;

/// Campaigns.
#[component]
pub fn GroupBuysPage() -> impl IntoView {
    frame(list::page)
}

/// The campaigns one has joined.
#[component]
pub fn MyGroupBuysPage() -> impl IntoView {
    frame(mine::page)
}

/// One campaign.
#[component]
pub fn GroupBuyPage() -> impl IntoView {
    frame(group::page)
}

/// Joining a campaign. Comes with the campaign; the forms come after it.
#[component]
pub fn JoinGroupPage() -> impl IntoView {
    frame(join::page)
}

/// The campaign one is invited to.
#[component]
pub fn InvitationPage() -> impl IntoView {
    frame(invitation::page)
}

/// A page, where the shop has group-buys (X-CAP).
fn frame(page: fn() -> View) -> View {
    let runtime = use_runtime();
    let is_absent = Memo::new(move |_| runtime.offers(Capability::GroupBuys) == Some(false));
    let content = move || if is_absent.get() { not_offered() } else { page() };
    view! { <div class="groups way-group-buys">{content}</div> }
}

/// Where one signs in and comes back from.
pub fn sign_in_href() -> String {
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
