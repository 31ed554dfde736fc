//! `/auctions/:id/order`: who is told and where it goes, then the order, which is paid like any other (C2C-18).

use super::super::components::{OrderForm, order_gone};
use crate::{
    data::{AsyncView, Who, set_head, sign_in_href, use_address, use_query_when, use_runtime, use_session},
    routes, text,
    ui::{LinkButton, Look, Notice, SkeletonText, Tone},
};
use fivefold_api::endpoints::GetLotCheckout;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::vocabulary::AuctionId;
use fivefold_view::prelude::*;

/// Ordering the lot that the address names.
pub(super) fn page() -> View {
    let address = use_address();
    let session = use_session();
    let id = AuctionId(address.with_untracked(|address| routes::parameter(&address.path)));
    let port = http::won_lots(use_runtime().client());
    let asked = id.clone();
    let is_member = move || session.get() == Who::Member;
    let checkout = use_query_when(
        move || is_member().then(|| GetLotCheckout { id: asked.clone() }),
        move |query| port.lot_checkout(query),
    );
    set_head(text::auctions::ORDER_TITLE.get(), "", None);
    let failed: fn(&ApiError) -> Option<View> = order_gone;
    let content = move || {
        if is_member() {
            let id = id.clone();
            view! {
                <AsyncView query=checkout loading=|| view! { <SkeletonText lines=8/> } failed let:known>
                    <OrderForm id=id.clone() checkout=known query=checkout/>
                </AsyncView>
            }
        } else {
            view! {
                <Notice tone=Tone::Accent>
                    <p>{text::auctions::ORDER_SIGN_IN.get()}</p>
                    <LinkButton look=Look::Strong href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
                </Notice>
            }
        }
    };
    view! {
        <header class="lot-order__head"><h1 tabindex="-1">{text::auctions::ORDER_TITLE.get()}</h1></header>
        {content}
    }
}
