//! How quotes end by what somebody says: written in one way, whoever it is, with the reason if one is given.
//!
//! And the supplier's ends: it makes no offer, or takes the one it made back.

use super::{
    described::{OnQuote, Refusals},
    mail,
    moving::{self, Asked, Decided, optional},
    talk,
};
use crate::{
    buying::{Command, in_one_transaction},
    problem::{Answer, Path},
    state::App,
    store::WriteTx,
};
use axum::{extract::State, http::HeaderMap, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostDecline, PostOfferWithdrawal},
    model::{EndQuote, MessageKind, Quote, QuoteParty, VersionState},
    rules::QuoteMove,
};

/// Writes the end of a quote: what became of the version that counts, and why.
pub(super) async fn end(
    tx: &mut WriteTx,
    app: &App,
    mut decided: Decided,
    wish: &EndQuote,
    state: Option<VersionState>,
) -> Answer<Quote> {
    let reason = optional("reason", wish.reason.as_deref())?;
    if let Some(state) = state {
        decided.settle(tx, decided.row.current, state).await?;
    }
    say_why(tx, &decided, reason.as_deref()).await?;
    decided.row.question = None;
    decided.row.end_reason = reason;
    decided.write(tx, app).await
}

/// Puts a reason among the messages, with the version that it is about.
pub(super) async fn say_why(tx: &mut WriteTx, decided: &Decided, reason: Option<&str>) -> Answer<()> {
    let Some(text) = reason else { return Ok(()) };
    let said = talk::Said {
        by: decided.viewer.party,
        account: &decided.viewer.account.id,
        kind: MessageKind::Reason,
        text,
        version: Some(decided.row.current),
        files: &[],
    };
    talk::say(tx, &decided.row, &said, decided.now).await?;
    Ok(())
}

/// Makes no offer, or no other one than the company has countered.
#[utoipa::path(
    post,
    path = <PostDecline as Endpoint>::PATH,
    tag = "supplier",
    request_body = EndQuote,
    params(OnQuote),
    responses((status = 200, body = Quote), Refusals),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_decline(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    command: Command,
) -> Answer<Response> {
    let wish: EndQuote = command.read()?;
    let asked = Asked::read(id, QuoteParty::Supplier, &headers)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let decided = moving::decide(tx, app, &asked, &command.session, QuoteMove::Decline).await?;
            mail::send(tx, &app.public_url, decided.now, mail::Subject::Declined, &decided.row).await?;
            end(tx, app, decided, &wish, Some(VersionState::Refused)).await
        })
    })
    .await
}

/// Takes an offer back that was not accepted.
#[utoipa::path(
    post,
    path = <PostOfferWithdrawal as Endpoint>::PATH,
    tag = "supplier",
    request_body = EndQuote,
    params(OnQuote),
    responses((status = 200, body = Quote), Refusals),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_offer_withdrawal(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    command: Command,
) -> Answer<Response> {
    let wish: EndQuote = command.read()?;
    let asked = Asked::read(id, QuoteParty::Supplier, &headers)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let decided = moving::decide(tx, app, &asked, &command.session, QuoteMove::Withdraw).await?;
            mail::send(tx, &app.public_url, decided.now, mail::Subject::Withdrawn, &decided.row).await?;
            end(tx, app, decided, &wish, Some(VersionState::Withdrawn)).await
        })
    })
    .await
}
