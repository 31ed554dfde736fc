//! `/invitations/:code`: the campaign somebody is invited to. Works signed out.

use super::super::components::{invited::invited, skeletons::group_skeleton};
use super::super::joining::invited_under;
use crate::{
    data::{AsyncView, set_head, spawn, use_address, use_query, use_runtime},
    platform::{page as window, storage},
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::endpoints::{GetInvitation, PutVisit};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::vocabulary::{GroupBuyId, InvitationCode};
use fivefold_view::prelude::*;

/// The invitation that the address names. That it was followed is remembered by the shop, so that it counts after
/// signing up, and here, so that whoever joins can name it.
pub(super) fn page() -> View {
    let address = use_address();
    let code = Memo::new(move |_| InvitationCode(address.with(|address| routes::parameter(&address.path))));
    let port = StoredValue::new(http::invitations(use_runtime().client()));
    let ask = move |query| port.with_value(|port| port.invitation(query));
    let invitation = use_query(move || GetInvitation { code: code.get() }, ask);
    let found =
        Memo::new(move |_| invitation.ready().map(|invitation| (invitation.code, invitation.group_buy.id)));
    let visited = RwSignal::new(None);
    let visit = move || {
        let found: Option<(InvitationCode, GroupBuyId)> = found.get_untracked();
        let Some((code, _)) =
            found.filter(|(code, _)| visited.with_untracked(|known| known.as_ref() != Some(code)))
        else {
            return;
        };
        let visit = port.with_value(|port| port.visit(PutVisit { code: code.clone() }));
        spawn(async move {
            if visit.await.is_ok() {
                let _ = visited.try_set(Some(code));
            }
        });
    };
    Effect::new(move |_| {
        if let Some((code, group)) = found.get() {
            storage::set(&invited_under(group.as_str()), code.as_str());
            visit();
        }
    });
    // What failed is nothing to whoever reads the page: it is tried again when they come back to it.
    let _ = StoredValue::new(window::on_wake(visit));
    // Nobody but the invited is to find it.
    set_head(text::group_buys::INVITATION.get(), "", None);
    let failed: fn(&ApiError) -> Option<View> = gone;
    view! {
        <AsyncView query=invitation loading=group_skeleton failed let:shown>
            {invited(shown, invitation)}
        </AsyncView>
    }
}

fn gone(error: &ApiError) -> Option<View> {
    matches!(error, ApiError::NotFound(_)).then(|| {
        let title = text::group_buys::INVITATION_GONE.get();
        view! {
            <EmptyState title text=text::group_buys::INVITATION_GONE_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::group_buys()>{text::group_buys::ALL.get()}</LinkButton>
            </EmptyState>
        }
    })
}
