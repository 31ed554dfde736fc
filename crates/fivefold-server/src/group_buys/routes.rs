//! The calls of the contract.

use super::{invitations, join, lists, mine, siblings, withdraw};
use crate::state::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The calls of the contract.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(lists::list_group_buys))
        .routes(routes!(lists::get_group_buy))
        .routes(routes!(mine::get_my_group_buy))
        .routes(routes!(join::get_seat_checkout))
        .routes(routes!(join::post_seat))
        .routes(routes!(withdraw::post_withdrawal))
        .routes(routes!(siblings::post_sibling))
        .routes(routes!(mine::list_my_group_buys))
        .routes(routes!(invitations::put_invitation))
        .routes(routes!(invitations::get_invitation))
        .routes(routes!(invitations::put_visit))
}
