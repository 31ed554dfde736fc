//! The calls of the contract.

use super::{
    answers, attachments, companies, counters, ends, lists, messages, offering, ordering, questions, reading,
    request, wholesale,
};
use crate::state::App;
use axum::extract::DefaultBodyLimit;
use utoipa_axum::{router::OpenApiRouter, routes};

/// How many bytes a command about the lines of a quote has at most: 10,000 of them, with a word to say about each.
const LARGEST: usize = 4 * 1024 * 1024;

/// The calls of the contract.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(companies::list_my_companies))
        .routes(routes!(wholesale::post_wholesale_lookup))
        .merge(of_lines())
        .routes(routes!(lists::list_my_quotes))
        .routes(routes!(reading::get_quote))
        .routes(routes!(reading::get_quote_version))
        .routes(routes!(answers::post_quote_cancel))
        .routes(routes!(answers::post_quote_accept))
        .routes(routes!(answers::post_quote_reject))
        .routes(routes!(counters::post_counter_withdrawal))
        .routes(routes!(messages::list_quote_messages, messages::post_quote_message))
        .routes(routes!(messages::put_messages_read))
        .merge(attachments::router())
        .merge(supplier())
}

/// Commands that may be about each line of a quote.
fn of_lines() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(request::post_quote))
        .routes(routes!(questions::post_quote_reply))
        .routes(routes!(offering::post_offer))
        .routes(routes!(counters::post_counter))
        .routes(routes!(ordering::post_quote_order_preview))
        .routes(routes!(ordering::post_quote_order))
        .layer(DefaultBodyLimit::max(LARGEST))
}

fn supplier() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(lists::list_supplier_quotes))
        .routes(routes!(questions::post_question))
        .routes(routes!(counters::post_counter_refusal))
        .routes(routes!(ends::post_decline))
        .routes(routes!(ends::post_offer_withdrawal))
}
