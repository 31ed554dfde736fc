//! `/v1/quotes/{id}/messages`: what both sides write, and how far everybody has read (B2B-12).
//!
//! **Invariants**: messages stand in the order in which they came to the one writer, each once per key, however late it is sent again. What somebody
//! has read counts on all their devices and never moves back. Writing leaves the quote as it is.

use super::{
    lists::PRIVATE,
    moving, once,
    talk::{self, Said},
    viewers, views,
};
use crate::{
    buying::{Command, Member, facts::me, in_one_transaction},
    problem::{Answer, Body, Path, Query, Refused},
    state::App,
    store::{WriteTx, events, quote_messages as store},
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, ListQuoteMessages, PostQuoteMessage, PutMessagesRead},
    model::{
        FieldProblemCode, MarkRead, MessageKind, Problem, ProblemKind, QuoteMessage, QuoteMessages,
        QuoteParty, QuoteStatus, ReadMark, TopicPoint, WriteMessage,
    },
    rules::MESSAGE_MAX,
    vocabulary::Page,
};
use serde::Deserialize;

/// How many messages come at once.
const PAGE: usize = 50;

#[derive(Debug, Deserialize)]
pub(super) struct Before {
    #[serde(default)]
    before: u64,
}

/// What both sides have written, newest first.
#[utoipa::path(
    get,
    path = <ListQuoteMessages as Endpoint>::PATH,
    tag = "quotes",
    params(
        ("id" = String, Path, description = "The quote"),
        ("before" = Option<u64>, Query, description = "Only messages before this place: what `next` of the page before said"),
    ),
    responses(
        (status = 200, body = QuoteMessages),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn list_quote_messages(
    State(app): State<App>,
    Member(member): Member,
    Path(id): Path<String>,
    Query(asked): Query<Before>,
) -> Answer<impl IntoResponse> {
    let mut reader = app.db.snapshot().await?;
    let (quote, viewer) = viewers::find(&mut reader, &id, &member.session).await?;
    let before = i64::try_from(asked.before).unwrap_or(i64::MAX);
    let count = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = store::before(&mut reader, &quote.id, before, count).await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(talk::message(&mut reader, row).await?);
    }
    let next = items.last().filter(|_| has_more).map(|oldest| oldest.place.to_string());
    let newest = store::newest(&mut reader, &quote.id).await?;
    let mark = talk::mark(&mut reader, &quote.id, &viewer.account.id, viewer.party).await?;
    let topic = views::topic(&quote.id);
    let seq = events::newest(&mut reader, &topic).await?;
    let messages = QuoteMessages {
        page: Page { items, next, total: u64::try_from(newest).ok() },
        read_to: mark.read_to,
        unread: mark.unread,
        live: TopicPoint { topic, seq, epoch: app.db.epoch().to_owned() },
    };
    Ok(([PRIVATE], Json(messages)))
}

/// Writes a message, or a note to a request that waits for the supplier.
///
/// Refused with `attachment_not_clean` when something was found in a file, and with `quote_not_open` for a note to what
/// is no open request.
#[utoipa::path(
    post,
    path = <PostQuoteMessage as Endpoint>::PATH,
    tag = "quotes",
    request_body = WriteMessage,
    params(
        ("id" = String, Path, description = "The quote"),
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
    ),
    responses(
        (status = 200, body = QuoteMessage),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_quote_message(
    State(app): State<App>,
    Path(id): Path<String>,
    command: Command,
) -> Answer<Response> {
    let wish: WriteMessage = command.read()?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { write(app, tx, command, &id, &wish).await })
    })
    .await
}

async fn write(
    app: &App,
    tx: &mut WriteTx,
    command: &Command,
    id: &str,
    wish: &WriteMessage,
) -> Answer<QuoteMessage> {
    let now = app.clock.now();
    let (quote, viewer) = viewers::find(tx, id, &command.session).await?;
    if !viewer.may_act {
        return Err(Refused::new(ProblemKind::CompanyNeeded)
            .detail("the account may read, but not write for the company"));
    }
    if let Some(id) = once::made(tx, &viewer.account.id, command).await? {
        let row = store::find(tx, &id).await?.ok_or_else(Refused::not_found)?;
        return talk::message(tx, row).await;
    }
    let text = checked(wish)?;
    if wish.is_note {
        if viewer.party != QuoteParty::Buyer {
            return Err(Refused::new(ProblemKind::Forbidden));
        }
        if views::standing(&quote, now).status != QuoteStatus::Submitted {
            let kind = ProblemKind::QuoteNotOpen;
            return Err(moving::refused(tx, app, &quote, &viewer, kind).await?);
        }
    }
    let said = Said {
        by: viewer.party,
        account: &viewer.account.id,
        kind: if wish.is_note { MessageKind::Note } else { MessageKind::Message },
        text,
        version: None,
        files: &wish.attachments,
    };
    let message = talk::say(tx, &quote, &said, now).await?;
    once::keep(tx, &viewer.account.id, command, message.id.as_str()).await?;
    Ok(message)
}

/// The text, if there is something to be said in so many words.
fn checked(wish: &WriteMessage) -> Answer<&str> {
    let text = wish.text.trim();
    if text.is_empty() && wish.attachments.is_empty() {
        return Err(Refused::field("text", FieldProblemCode::Required));
    }
    if text.chars().count() > MESSAGE_MAX {
        return Err(Refused::field("text", FieldProblemCode::TooLong));
    }
    Ok(text)
}

/// Says how far one has read. It counts for the person, on all devices, and never moves back.
#[utoipa::path(
    put,
    path = <PutMessagesRead as Endpoint>::PATH,
    tag = "quotes",
    request_body = MarkRead,
    params(("id" = String, Path, description = "The quote")),
    responses(
        (status = 200, body = ReadMark),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn put_messages_read(
    State(app): State<App>,
    Member(member): Member,
    Path(id): Path<String>,
    Body(wish): Body<MarkRead>,
) -> Answer<Json<ReadMark>> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let (quote, viewer) = viewers::find(&mut tx, &id, &member.session).await?;
    let account = &viewer.account;
    // Nobody has read what is not written.
    let newest = store::newest(&mut tx, &quote.id).await?;
    let wished = i64::try_from(wish.read_to).unwrap_or(i64::MAX).min(newest);
    let before = store::read_to(&mut tx, &quote.id, &account.id).await?;
    let read_to = store::mark_read(&mut tx, &quote.id, &account.id, wished, now).await?;
    let mark = talk::mark(&mut tx, &quote.id, &account.id, viewer.party).await?;
    if read_to > before {
        tx.publish(&me(&account.session), "quote_read", &mark).await?;
    }
    tx.commit().await?;
    Ok(Json(mark))
}
