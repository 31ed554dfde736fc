//! `/group-buys/:id`: one campaign, live.

use super::super::components::{campaign::campaign, skeletons::group_skeleton};
use crate::{
    data::{AsyncView, set_head, use_address, use_query, use_runtime},
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::endpoints::GetGroupBuy;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::GroupBuy;
use fivefold_api::vocabulary::GroupBuyId;
use fivefold_view::prelude::*;

/// The group-buy that the address names.
pub(super) fn page() -> View {
    let address = use_address();
    let id = Memo::new(move |_| GroupBuyId(address.with(|address| routes::parameter(&address.path))));
    let port = http::groups(use_runtime().client());
    let group = use_query(move || GetGroupBuy { id: id.get() }, move |query| port.group_buy(query));
    let failed: fn(&ApiError) -> Option<View> = gone;
    view! {
        <AsyncView query=group loading=group_skeleton failed let:group_buy>
            {head(&group_buy.get_untracked())}
            {campaign(group_buy, group)}
        </AsyncView>
    }
}

fn head(group: &GroupBuy) {
    let lead = group.description.first().map_or("", String::as_str);
    set_head(&group.card.title, lead, Some(&routes::group_buy(&group.card.id)));
}

/// A group-buy that is not there leads on to the others.
fn gone(error: &ApiError) -> Option<View> {
    matches!(error, ApiError::NotFound(_)).then(|| {
        let title = text::group_buys::GONE.get();
        set_head(title, "", None);
        view! {
            <EmptyState title text=text::site::NOT_FOUND_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::group_buys()>{text::group_buys::ALL.get()}</LinkButton>
            </EmptyState>
        }
    })
}
