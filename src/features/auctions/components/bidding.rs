//! The way to bid: the form, or what stands in its way. Comes after the lot, so that its price is there first.

use super::super::desk::use_bid_desk;
use super::super::live::LiveLot;
use super::super::room::Mine;
use super::bid_form::{BidForm, bid_costs, requirements};
use crate::{
    data::{Who, lazy::LazyPage},
    lazy_page,
    ui::SkeletonBox,
};
use fivefold_api::model::BidRequirement;
use fivefold_view::prelude::*;

static BIDDING: LazyPage = lazy_page!(auctions_bid, Bidding, part);

/// What a visitor can do about a lot that is live.
pub fn bidding(lot: LiveLot) -> View {
    view! { <Provider value=lot><div class="lot-panel__bid">{BIDDING.view()}</div></Provider> }
}

/// What stands in the way is shown before anything is typed (C2C-14).
#[component]
fn Bidding() -> impl IntoView {
    let lot: LiveLot = expect_context();
    let desk = use_bid_desk(lot);
    let missing = Memo::new(move |_| {
        let said = lot.room.with(|room| room.mine().map(|mine: &Mine| mine.requirements.clone()));
        match (lot.who.get(), said) {
            (Who::Nobody, _) => Some(vec![BidRequirement::SignIn]),
            (_, Some(said)) => Some(said),
            // Without an answer nobody is kept from trying: the shop decides.
            (_, None) => lot.mine.get().error().map(|_| Vec::new()),
        }
    });
    move || match missing.get() {
        None => view! { <SkeletonBox class="bid-form bid-form--coming"/> },
        Some(missing) if missing.is_empty() => view! { <BidForm desk/> },
        Some(missing) => view! {
            {requirements(&missing)}
            {bid_costs(desk)}
        },
    }
}
