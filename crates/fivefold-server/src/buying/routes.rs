//! The calls of the contract, and who may follow which private topic.

use super::{
    activity, cart, checkout, commitments, facts, lots, merge, orders, payments, placing, session, webhooks,
};
use crate::{
    problem::{Answer, Refused},
    quotes,
    state::App,
    store,
};
use fivefold_api::model::ProblemKind;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The calls of the contract.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(session::create_session))
        .routes(routes!(commitments::get_commitment))
        .routes(routes!(cart::get_cart))
        .routes(routes!(cart::put_cart_line))
        .routes(routes!(checkout::get_checkout, checkout::put_checkout))
        .routes(routes!(orders::list_orders, placing::post_order))
        .routes(routes!(orders::get_order))
        .routes(routes!(orders::post_order_cancel))
        .routes(routes!(payments::post_payment))
        .routes(routes!(payments::get_payment))
        .routes(routes!(payments::post_payment_void))
        .routes(routes!(activity::list_activity))
        .routes(routes!(lots::get_lot_checkout, lots::post_lot_order))
        .routes(routes!(merge::get_cart_merge, merge::post_cart_merge))
        .routes(routes!(webhooks::post_sandbox_webhook))
}

/// The stored name of a private topic, if a session may follow it.
pub(crate) async fn may_read_topic(app: &App, session: &str, topic: &str) -> Answer<String> {
    let mut reader = app.db.snapshot().await?;
    let may_read = match topic.split_once('/') {
        None if topic == "me" => return Ok(facts::me(session)),
        Some(("quote", id)) => quotes::may_see(&mut reader, id, session).await?,
        Some(("order", id)) => match store::orders::find(&mut reader, id).await? {
            Some(order) => orders::viewer_of(&mut reader, &order, session).await?.is_some(),
            None => false,
        },
        Some(("payment", id)) => {
            let payment = store::payments::find(&mut reader, id).await?;
            payment.is_some_and(|payment| payment.session == session)
        }
        _ => false,
    };
    // Somebody else's topic and none at all are the same to whoever asks.
    if may_read { Ok(topic.to_owned()) } else { Err(Refused::new(ProblemKind::Forbidden)) }
}
