//! What a company answers: it accepts the offer it has seen (B2B-10), says no, or takes its request back.

use super::{
    described::{OnQuote, Refusals},
    ends,
    moving::{self, Asked},
};
use crate::{
    buying::{Command, in_one_transaction},
    problem::{Answer, Path},
    state::App,
    store::WriteTx,
};
use axum::{extract::State, http::HeaderMap, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostQuoteAccept, PostQuoteCancel, PostQuoteReject},
    model::{AcceptQuote, EndQuote, ProblemKind, Quote, QuoteParty, QuoteStatus, VersionState},
    rules::QuoteMove,
};

/// Accepts the offer that was seen. Another one, or another total, is refused with `quote_superseded` and the quote as
/// it is; one whose time is over by the server's clock with `quote_expired`.
#[utoipa::path(
    post,
    path = <PostQuoteAccept as Endpoint>::PATH,
    tag = "quotes",
    request_body = AcceptQuote,
    params(OnQuote),
    responses((status = 200, body = Quote), Refusals),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_quote_accept(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    command: Command,
) -> Answer<Response> {
    let wish: AcceptQuote = command.read()?;
    let asked = Asked::read(id, QuoteParty::Buyer, &headers)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { accept(tx, app, &asked, &command.session, &wish).await })
    })
    .await
}

async fn accept(
    tx: &mut WriteTx,
    app: &App,
    asked: &Asked,
    session: &str,
    wish: &AcceptQuote,
) -> Answer<Quote> {
    let wanted = QuoteMove::Accept { seen: wish.number };
    let mut decided = moving::decide(tx, app, asked, session, wanted).await?;
    let offer = decided.version(tx, wish.number).await?;
    if offer.totals.map(|totals| totals.total) != Some(wish.expected_total) {
        let kind = ProblemKind::QuoteSuperseded;
        return Err(moving::refused(tx, app, &decided.row, &decided.viewer, kind).await?);
    }
    decided.settle(tx, wish.number, VersionState::Accepted).await?;
    decided.row.accepted_at = Some(decided.now);
    decided.write(tx, app).await
}

/// Says no to the offer.
#[utoipa::path(
    post,
    path = <PostQuoteReject as Endpoint>::PATH,
    tag = "quotes",
    request_body = EndQuote,
    params(OnQuote),
    responses((status = 200, body = Quote), Refusals),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_quote_reject(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    command: Command,
) -> Answer<Response> {
    let wish: EndQuote = command.read()?;
    let asked = Asked::read(id, QuoteParty::Buyer, &headers)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let decided = moving::decide(tx, app, &asked, &command.session, QuoteMove::Reject).await?;
            ends::end(tx, app, decided, &wish, Some(VersionState::Refused)).await
        })
    })
    .await
}

/// Takes the request back, with whatever was wanted instead of an offer, or what was accepted and not ordered.
#[utoipa::path(
    post,
    path = <PostQuoteCancel as Endpoint>::PATH,
    tag = "quotes",
    request_body = EndQuote,
    params(OnQuote),
    responses((status = 200, body = Quote), Refusals),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_quote_cancel(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    command: Command,
) -> Answer<Response> {
    let wish: EndQuote = command.read()?;
    let asked = Asked::read(id, QuoteParty::Buyer, &headers)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let decided = moving::decide(tx, app, &asked, &command.session, QuoteMove::Cancel).await?;
            // What was accepted stays so: it is only not ordered.
            let own = decided.row.status != QuoteStatus::Accepted;
            ends::end(tx, app, decided, &wish, own.then_some(VersionState::Withdrawn)).await
        })
    })
    .await
}
