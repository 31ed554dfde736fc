//! The calls of the contract.

use super::{attachments, companies, messages, ordering, wholesale};
use crate::state::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The calls of the contract.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(companies::list_my_companies))
        .routes(routes!(wholesale::post_wholesale_lookup))
        .routes(routes!(messages::list_quote_messages, messages::post_quote_message))
        .routes(routes!(messages::put_messages_read))
        .routes(routes!(ordering::post_quote_order_preview))
        .routes(routes!(ordering::post_quote_order))
        .merge(attachments::router())
}
