//! The provider's API for merchants. Every call shows the merchant's key.

use super::{
    provider::Sandbox,
    wire::{Capture, CreatePayment, ProviderPayment, Refund},
};
use crate::{
    problem::{Answer, Body, Path, Refused},
    state::bearer,
};
use axum::{
    Json, Router,
    extract::{FromRequestParts, State},
    http::request::Parts,
    routing::{get, post},
};
use fivefold_api::model::ProblemKind;
use sha2::{Digest as _, Sha256};

/// The routes under `/api`.
pub(super) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/api/payments", post(create))
        .route("/api/payments/{id}", get(read))
        .route("/api/payments/{id}/capture", post(capture))
        .route("/api/payments/{id}/void", post(void))
        .route("/api/payments/{id}/refund", post(refund))
}

/// Proof that a merchant asks.
struct Merchant;

impl FromRequestParts<Sandbox> for Merchant {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Answer<Self> {
        // Hashes are compared, so that the time it takes says nothing about the key.
        match bearer(&parts.headers) {
            Some(key) if Sha256::digest(key) == Sha256::digest(sandbox.api_key()) => Ok(Self),
            _ => Err(Refused::new(ProblemKind::SignedOut)),
        }
    }
}

async fn create(
    State(sandbox): State<Sandbox>,
    _: Merchant,
    Body(wish): Body<CreatePayment>,
) -> Answer<Json<ProviderPayment>> {
    Ok(Json(sandbox.create(wish).await?))
}

async fn read(
    State(sandbox): State<Sandbox>,
    _: Merchant,
    Path(id): Path<String>,
) -> Answer<Json<ProviderPayment>> {
    Ok(Json(sandbox.get(&id).await?))
}

async fn capture(
    State(sandbox): State<Sandbox>,
    _: Merchant,
    Path(id): Path<String>,
    Body(capture): Body<Capture>,
) -> Answer<Json<ProviderPayment>> {
    Ok(Json(sandbox.capture(&id, capture.amount).await?))
}

async fn void(
    State(sandbox): State<Sandbox>,
    _: Merchant,
    Path(id): Path<String>,
) -> Answer<Json<ProviderPayment>> {
    Ok(Json(sandbox.void(&id).await?))
}

async fn refund(
    State(sandbox): State<Sandbox>,
    _: Merchant,
    Path(id): Path<String>,
    Body(refund): Body<Refund>,
) -> Answer<Json<ProviderPayment>> {
    Ok(Json(sandbox.refund(&id, &refund.key, refund.amount).await?))
}
