//! The calls of the contract.

use super::{addresses, me, sign_in, sign_up};
use crate::state::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The calls of the contract.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_up::post_account))
        .routes(routes!(sign_up::post_reset))
        .routes(routes!(sign_in::post_account_password))
        .routes(routes!(sign_in::post_sign_in))
        .routes(routes!(sign_in::post_sign_out))
        .routes(routes!(sign_in::post_sign_out_everywhere))
        .routes(routes!(me::get_me, me::put_me))
        .routes(routes!(me::post_my_password))
        .routes(routes!(addresses::list_addresses, addresses::post_address))
        .routes(routes!(addresses::put_address, addresses::delete_address))
}
