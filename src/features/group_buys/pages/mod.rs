//! The pages of group-buys, each in a chunk of its own.

mod group;
mod invitation;
mod join;
mod list;
mod mine;

use crate::data::way_page;
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

fn frame(page: fn() -> View) -> View {
    way_page(Capability::GroupBuys, "groups way-group-buys", page)
}
