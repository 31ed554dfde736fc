//! `/auctions/:id`: one lot, live while its auction is open.

use super::super::components::{LotSkeleton, LotView};
use crate::{
    data::{AsyncView, set_head, use_address, use_query, use_runtime},
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::endpoints::GetAuction;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::vocabulary::AuctionId;
use fivefold_view::prelude::*;

/// The lot that the address names.
pub(super) fn page() -> View {
    let address = use_address();
    let id = Memo::new(move |_| AuctionId(address.with(|address| routes::parameter(&address.path))));
    let port = http::lots(use_runtime().client());
    let lot = use_query(move || GetAuction { id: id.get() }, move |query| port.auction(query));
    let failed: fn(&ApiError) -> Option<View> = gone;
    view! {
        <AsyncView query=lot loading=|| view! { <LotSkeleton/> } failed let:auction>
            {head(auction.get_untracked())}
            <LotView auction query=lot/>
        </AsyncView>
    }
}

fn head(auction: fivefold_api::model::Auction) {
    let card = auction.card;
    let lead = auction.description.into_iter().next().unwrap_or_default();
    set_head(&card.title, &lead, Some(&routes::auction(&card.id)));
}

/// A lot that is not there leads on to the others.
fn gone(error: &ApiError) -> Option<View> {
    matches!(error, ApiError::NotFound(_)).then(|| {
        let title = text::auctions::GONE.get();
        set_head(title, "", None);
        view! {
            <EmptyState title text=text::site::NOT_FOUND_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::auctions()>{text::auctions::ALL.get()}</LinkButton>
            </EmptyState>
        }
    })
}
