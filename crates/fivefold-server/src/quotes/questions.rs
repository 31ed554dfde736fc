//! What the supplier wants to know before it makes an offer, and the company's answer (B2B-07).

use super::{
    described::{OnQuote, Refusals},
    edits::{self, Editing},
    mail,
    moving::{self, Asked, needed},
    talk, wholesale,
};
use crate::{
    buying::{Command, in_one_transaction},
    problem::{Answer, Path, Refused},
    state::App,
    store::{WriteTx, companies},
};
use axum::{extract::State, http::HeaderMap, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostQuestion, PostQuoteReply},
    model::{
        AskForInfo, FieldProblemCode, InfoQuestion, MessageKind, Problem, Quote, QuoteParty, QuoteVersion,
        ReplyToQuestion, VersionKind,
    },
    rules::{QuoteMove, catalogue_total},
    vocabulary::{QuoteLineId, Sku},
};
use std::collections::HashSet;

/// Asks the company for something, about some lines or all of them. Nothing happens by itself when the answer is late.
#[utoipa::path(
    post,
    path = <PostQuestion as Endpoint>::PATH,
    tag = "supplier",
    request_body = AskForInfo,
    params(OnQuote),
    responses((status = 200, body = Quote), Refusals),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_question(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    command: Command,
) -> Answer<Response> {
    let wish: AskForInfo = command.read()?;
    let asked = Asked::read(id, QuoteParty::Supplier, &headers)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { ask(tx, app, &asked, &command.session, &wish).await })
    })
    .await
}

async fn ask(tx: &mut WriteTx, app: &App, asked: &Asked, session: &str, wish: &AskForInfo) -> Answer<Quote> {
    let mut decided = moving::decide(tx, app, asked, session, QuoteMove::Ask).await?;
    let text = needed("text", &wish.text)?;
    if wish.reply_due <= decided.now {
        return Err(Refused::field("reply_due", FieldProblemCode::OutOfRange));
    }
    let request = decided.current(tx).await?;
    // Each line at most once.
    let mut open: HashSet<&QuoteLineId> = request.lines.iter().map(|line| &line.id).collect();
    for (at, line) in wish.lines.iter().enumerate() {
        if !open.remove(line) {
            return Err(Refused::field(format!("lines.{at}"), FieldProblemCode::NotAllowed));
        }
    }
    let said = talk::Said {
        by: decided.viewer.party,
        account: &decided.viewer.account.id,
        kind: MessageKind::Question,
        text: &text,
        version: Some(request.number),
        files: &[],
    };
    talk::say(tx, &decided.row, &said, decided.now).await?;
    decided.row.question = Some(InfoQuestion {
        text,
        lines: wish.lines.clone(),
        asked_at: decided.now,
        reply_due: wish.reply_due,
    });
    mail::send(tx, &app.public_url, decided.now, mail::Subject::Asked, &decided.row).await?;
    decided.write(tx, app).await
}

/// Answers the supplier's question. What changes with that makes another version of the request.
#[utoipa::path(
    post,
    path = <PostQuoteReply as Endpoint>::PATH,
    tag = "quotes",
    request_body = ReplyToQuestion,
    params(OnQuote),
    responses(
        (status = 200, body = Quote),
        (status = 413, content_type = "application/problem+json", body = Problem),
        Refusals,
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_quote_reply(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    command: Command,
) -> Answer<Response> {
    let wish: ReplyToQuestion = command.read()?;
    let asked = Asked::read(id, QuoteParty::Buyer, &headers)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { reply(tx, app, &asked, &command.session, &wish).await })
    })
    .await
}

async fn reply(
    tx: &mut WriteTx,
    app: &App,
    asked: &Asked,
    session: &str,
    wish: &ReplyToQuestion,
) -> Answer<Quote> {
    let wanted = QuoteMove::Reply { is_changed: !wish.edits.is_empty() };
    let mut decided = moving::decide(tx, app, asked, session, wanted).await?;
    let text = needed("text", &wish.text)?;
    if !wish.edits.is_empty() {
        let request = decided.current(tx).await?;
        let company = companies::find(tx, &decided.row.company).await?;
        let company = company.ok_or_else(|| Refused::internal("a quote has no company"))?;
        let skus: Vec<Sku> = request.lines.iter().map(|line| line.sku.clone()).collect();
        let assortment = wholesale::resolve(tx, &company, &skus, &decided.row.locale).await?;
        let mut lines = request.lines.clone();
        edits::apply(&mut lines, &wish.edits, Editing::Request, decided.row.currency, &assortment)?;
        let version = QuoteVersion {
            catalogue: catalogue_total(&lines),
            lines,
            ..decided.next_version(VersionKind::Request, &request)
        };
        decided.add(tx, &version).await?;
    }
    let said = talk::Said {
        by: decided.viewer.party,
        account: &decided.viewer.account.id,
        kind: MessageKind::Answer,
        text: &text,
        version: Some(decided.row.current),
        files: &wish.attachments,
    };
    talk::say(tx, &decided.row, &said, decided.now).await?;
    decided.row.question = None;
    decided.write(tx, app).await
}
