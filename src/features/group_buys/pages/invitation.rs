//! `/invitations/:code`: the campaign somebody is invited to. Works signed out.

use super::super::components::{invited::invited, skeletons::group_skeleton};
use super::set_head;
use crate::{
    data::{AsyncView, spawn, use_address, use_query, use_runtime},
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::endpoints::{GetInvitation, PutVisit};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::vocabulary::InvitationCode;
use fivefold_view::prelude::*;

/// The invitation that the address names. That it was followed is remembered, so that it counts after signing up.
pub(super) fn page() -> View {
    let address = use_address();
    let code = Memo::new(move |_| InvitationCode(address.with(|address| routes::parameter(&address.path))));
    let port = StoredValue::new(http::invitations(use_runtime().client()));
    let ask = move |query| port.with_value(|port| port.invitation(query));
    let invitation = use_query(move || GetInvitation { code: code.get() }, ask);
    let found = Memo::new(move |_| invitation.ready().map(|invitation| invitation.code));
    Effect::new(move |_| {
        if let Some(code) = found.get() {
            let visit = port.with_value(|port| port.visit(PutVisit { code }));
            // Who joins names the link anyway if they come from here; a failure is nothing to them.
            spawn(async move {
                let _ = visit.await;
            });
        }
    });
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
    matches!(error, ApiError::NotFound).then(|| {
        let title = text::group_buys::INVITATION_GONE.get();
        view! {
            <EmptyState title text=text::group_buys::INVITATION_GONE_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::group_buys()>{text::group_buys::ALL.get()}</LinkButton>
            </EmptyState>
        }
    })
}
