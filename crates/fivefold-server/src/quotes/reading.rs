//! One quote, and any of its versions, for both sides.

use super::{lists::PRIVATE, viewers, views};
use crate::{
    buying::{Member, versions::tagged},
    problem::{Answer, Path, Refused},
    scope::Scoped,
    state::App,
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, GetQuote, GetQuoteVersion},
    model::{Problem, Quote, QuoteVersion},
};

/// A quote with the version that counts, for the people of the company and for the supplier. Nobody else learns that
/// there is one.
#[utoipa::path(
    get,
    path = <GetQuote as Endpoint>::PATH,
    tag = "quotes",
    params(("id" = String, Path, description = "The quote"), Scoped),
    responses(
        (status = 200, body = Quote),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn get_quote(
    State(app): State<App>,
    Member(member): Member,
    scope: Scoped,
    Path(id): Path<String>,
) -> Answer<Response> {
    let mut reader = app.db.snapshot().await?;
    let (row, viewer) = viewers::find(&mut reader, &id, &member.session).await?;
    let quote = views::quote(&mut reader, &app, &row, &viewer, Some(scope.currency)).await?;
    tagged(&quote.version, &quote)
}

/// Any version of a quote. But for what became of it, it never changes.
#[utoipa::path(
    get,
    path = <GetQuoteVersion as Endpoint>::PATH,
    tag = "quotes",
    params(
        ("id" = String, Path, description = "The quote"),
        ("number" = u32, Path, description = "The number of the version"),
    ),
    responses(
        (status = 200, body = QuoteVersion),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn get_quote_version(
    State(app): State<App>,
    Member(member): Member,
    Path((id, number)): Path<(String, u32)>,
) -> Answer<impl IntoResponse> {
    let mut reader = app.db.snapshot().await?;
    let (row, _) = viewers::find(&mut reader, &id, &member.session).await?;
    let version = views::version(&mut reader, &row, number, app.clock.now()).await?;
    Ok(([PRIVATE], Json(version.ok_or_else(Refused::not_found)?)))
}
