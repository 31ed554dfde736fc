//! What is said about a quote, and the files that go with it: messages, and what comes with a command (a question, its
//! answer, a reason).

use super::{attachments as files, views::topic};
use crate::{
    buying::facts::me,
    ids::new_id,
    problem::{Answer, Refused},
    store::{
        WriteTx, accounts, attachments, companies,
        quote_messages::{self as store, MessageRow, NewMessage},
        quotes::QuoteRow,
    },
};
use fivefold_api::{
    model::{
        Attachment, FieldProblemCode, MessageFact, MessageKind, ProblemKind, QuoteMessage, QuoteParty,
        ReadMark, ScanState,
    },
    rules::ATTACHMENTS_MAX,
    vocabulary::{Instant, MediaId},
};
use sqlx::SqliteConnection;

/// What somebody says.
#[derive(Debug)]
pub(super) struct Said<'a> {
    pub(super) by: QuoteParty,
    /// Who says it.
    pub(super) account: &'a str,
    pub(super) kind: MessageKind,
    pub(super) text: &'a str,
    /// The version that it comes with.
    pub(super) version: Option<u32>,
    /// Files, uploaded before.
    pub(super) files: &'a [MediaId],
}

/// Adds what is said to the messages of a quote, and tells both sides. The quote itself stays as it is.
///
/// # Errors
/// When a file cannot go along. Nothing is written then.
pub(super) async fn say(
    tx: &mut WriteTx,
    quote: &QuoteRow,
    said: &Said<'_>,
    now: Instant,
) -> Answer<QuoteMessage> {
    let author = accounts::find(tx, said.account).await?;
    let author = author.ok_or_else(|| Refused::new(ProblemKind::SignedOut))?;
    let files = put_on(tx, quote, said.account, said.files, "attachments").await?;
    let files: Vec<String> = files.into_iter().map(|file| file.id.0).collect();
    let new = NewMessage {
        id: &new_id("qm"),
        quote: &quote.id,
        at: now,
        party: said.by,
        account: said.account,
        author: &author.name,
        kind: said.kind,
        text: said.text,
        version: said.version,
        files: &files,
    };
    let row = store::insert(tx, &new).await?;
    let message = message(tx, row).await?;
    let fact = MessageFact { message: message.clone() };
    tx.publish(&topic(&quote.id), "message", &fact).await?;
    tell_unread(tx, quote, said.by).await?;
    Ok(message)
}

/// Puts files on a quote, so that both sides may have them, and gives them as they are. `field` is where they stand in
/// the request.
///
/// # Errors
/// When there are too many, one is neither the sender's nor on this quote or the one that it asks for again, or something
/// was found in one (`attachment_not_clean`). Nothing is written then.
pub(super) async fn put_on(
    tx: &mut WriteTx,
    quote: &QuoteRow,
    account: &str,
    wanted: &[MediaId],
    field: &str,
) -> Answer<Vec<Attachment>> {
    let found = check_files(tx, quote, account, wanted, field).await?;
    for file in &found {
        attachments::put_on(tx, &quote.id, file.id.as_str()).await?;
    }
    Ok(found)
}

/// Whether somebody may put these files on a quote, and how they are. What both sides of another quote may have is not
/// for those of this one.
async fn check_files(
    connection: &mut SqliteConnection,
    quote: &QuoteRow,
    account: &str,
    wanted: &[MediaId],
    field: &str,
) -> Answer<Vec<Attachment>> {
    if wanted.len() > ATTACHMENTS_MAX {
        return Err(Refused::field(field, FieldProblemCode::OutOfRange));
    }
    let mut found: Vec<Attachment> = Vec::new();
    for (place, id) in wanted.iter().enumerate() {
        let foreign = || Refused::field(format!("{field}.{place}"), FieldProblemCode::NotAllowed);
        let row = attachments::find(connection, id.as_str()).await?.ok_or_else(foreign)?;
        if row.account != account {
            let on = attachments::quotes_of(connection, &row.id).await?;
            if !on.iter().any(|other| *other == quote.id || Some(other) == quote.previous.as_ref()) {
                return Err(foreign());
            }
        }
        if row.scan == ScanState::Blocked {
            return Err(Refused::new(ProblemKind::AttachmentNotClean).detail(row.name));
        }
        if found.iter().all(|other| other.id != *id) {
            found.push(files::view(&row));
        }
    }
    Ok(found)
}

/// Files as they are now, in the order of their ids.
pub(super) async fn files_of(connection: &mut SqliteConnection, ids: &[String]) -> Answer<Vec<Attachment>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(attachments::find(connection, id).await?.as_ref().map(files::view));
    }
    Ok(found)
}

/// A message as both sides see it.
pub(super) async fn message(connection: &mut SqliteConnection, row: MessageRow) -> Answer<QuoteMessage> {
    Ok(QuoteMessage {
        attachments: files_of(connection, &row.files).await?,
        id: row.id.into(),
        place: place(row.place),
        at: row.at,
        by: row.party,
        author: row.author,
        kind: row.kind,
        text: row.text,
        version: row.version,
    })
}

/// How far somebody has read.
pub(super) async fn mark(
    connection: &mut SqliteConnection,
    quote: &str,
    account: &str,
    party: QuoteParty,
) -> Answer<ReadMark> {
    Ok(ReadMark {
        quote: quote.into(),
        read_to: place(store::read_to(connection, quote, account).await?),
        unread: store::unread(connection, quote, account, party).await?,
    })
}

fn place(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or_default()
}

/// Tells everybody of the other side that there is something they have not read.
async fn tell_unread(tx: &mut WriteTx, quote: &QuoteRow, by: QuoteParty) -> Answer<()> {
    let (other, sessions) = match by {
        QuoteParty::Buyer => (QuoteParty::Supplier, companies::supplier_sessions(tx).await?),
        _ => (QuoteParty::Buyer, companies::sessions(tx, &quote.company).await?),
    };
    for session in sessions {
        let Some(account) = accounts::of_session(tx, &session).await? else { continue };
        let mark = mark(tx, &quote.id, &account.id, other).await?;
        tx.publish(&me(&session), "quote_read", &mark).await?;
    }
    Ok(())
}
