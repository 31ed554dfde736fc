//! `POST /v1/webhooks/sandbox`: the provider's reports. Signed, at least once, in any order.

use super::settle;
use crate::{
    problem::{Answer, Refused},
    sandbox::{SIGNATURE, Webhook, is_signed},
    state::App,
    store::payments,
};
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use fivefold_api::model::{Problem, ProblemKind};

/// Takes in a report of the payment provider. Not for shops' pages.
#[utoipa::path(
    post,
    path = "/v1/webhooks/sandbox",
    tag = "webhooks",
    params(("fivefold-signature" = String, Header, description = "`t=<milliseconds>,v1=<HMAC-SHA256>`")),
    responses(
        (status = 204, description = "Taken in, now or before"),
        (status = 403, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn post_sandbox_webhook(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer<StatusCode> {
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let now = app.clock.now();
    if !is_signed(app.buying.webhook_secret(), now, signature, &body) {
        return Err(Refused::new(ProblemKind::Forbidden).detail("the signature is missing, wrong or too old"));
    }
    let webhook: Webhook =
        serde_json::from_slice(&body).map_err(|error| Refused::bad_request(error.to_string()))?;
    let mut tx = app.db.begin().await?;
    if payments::remember_webhook(&mut tx, &webhook.id, now).await? {
        settle::take_in(&mut tx, now, &webhook.payment, &app.public_url).await?;
        tx.commit().await?;
        app.buying.wake();
    }
    Ok(StatusCode::NO_CONTENT)
}
