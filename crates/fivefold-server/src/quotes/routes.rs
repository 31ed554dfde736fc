//! The calls of the contract.

use super::{companies, wholesale};
use crate::state::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The calls of the contract.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(companies::list_my_companies))
        .routes(routes!(wholesale::post_wholesale_lookup))
}
