//! What both sides write about quotes, and how far everybody has read.

use super::{
    WriteTx,
    words::{read, word},
};
use fivefold_api::{
    model::{MessageKind, QuoteParty},
    vocabulary::Instant,
};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// A message as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct MessageRow {
    pub(crate) id: String,
    /// From 1, without gaps.
    pub(crate) place: i64,
    pub(crate) at: Instant,
    pub(crate) party: QuoteParty,
    pub(crate) author: String,
    pub(crate) kind: MessageKind,
    pub(crate) text: String,
    /// The version that it came with.
    pub(crate) version: Option<u32>,
    /// Ids of attachments.
    pub(crate) files: Vec<String>,
}

/// A message to be kept.
#[derive(Debug)]
pub(crate) struct NewMessage<'a> {
    pub(crate) id: &'a str,
    pub(crate) quote: &'a str,
    pub(crate) at: Instant,
    pub(crate) party: QuoteParty,
    pub(crate) account: &'a str,
    pub(crate) author: &'a str,
    pub(crate) kind: MessageKind,
    pub(crate) text: &'a str,
    pub(crate) version: Option<u32>,
    pub(crate) files: &'a [String],
}

fn message(row: &SqliteRow) -> Result<MessageRow, sqlx::Error> {
    let files: &str = row.try_get("files")?;
    Ok(MessageRow {
        id: row.try_get("id")?,
        place: row.try_get("place")?,
        at: Instant::from_millis(row.try_get("at")?),
        party: read(row.try_get("party")?)?,
        author: row.try_get("author")?,
        kind: read(row.try_get("kind")?)?,
        text: row.try_get("text")?,
        version: row.try_get("version")?,
        files: serde_json::from_str(files).map_err(|error| sqlx::Error::Decode(error.into()))?,
    })
}

/// Adds a message at the quote's next place.
pub(crate) async fn insert(tx: &mut WriteTx, new: &NewMessage<'_>) -> Result<MessageRow, sqlx::Error> {
    let files = serde_json::to_string(new.files).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let row = sqlx::query(
        "INSERT INTO quote_messages (id, quote, place, at, party, account, author, kind, text, version, files)
         VALUES ($1, $2, (SELECT COALESCE(MAX(place), 0) + 1 FROM quote_messages WHERE quote = $2),
             $3, $4, $5, $6, $7, $8, $9, $10)
         RETURNING *",
    )
    .bind(new.id)
    .bind(new.quote)
    .bind(new.at.millis())
    .bind(word(&new.party)?)
    .bind(new.account)
    .bind(new.author)
    .bind(word(&new.kind)?)
    .bind(new.text)
    .bind(new.version.map(i64::from))
    .bind(files)
    .fetch_one(&mut **tx)
    .await?;
    message(&row)
}

/// The message of an id.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<MessageRow>, sqlx::Error> {
    let row =
        sqlx::query("SELECT * FROM quote_messages WHERE id = $1").bind(id).fetch_optional(connection).await?;
    row.as_ref().map(message).transpose()
}

/// The messages of a quote before a place, newest first; all of them before 0.
pub(crate) async fn before(
    connection: &mut SqliteConnection,
    quote: &str,
    place: i64,
    count: i64,
) -> Result<Vec<MessageRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT * FROM quote_messages WHERE quote = $1 AND ($2 = 0 OR place < $2)
         ORDER BY place DESC LIMIT $3",
    )
    .bind(quote)
    .bind(place)
    .bind(count)
    .fetch_all(connection)
    .await?;
    rows.iter().map(message).collect()
}

/// The place of a quote's newest message; 0 before the first.
pub(crate) async fn newest(connection: &mut SqliteConnection, quote: &str) -> Result<i64, sqlx::Error> {
    sqlx::query("SELECT COALESCE(MAX(place), 0) FROM quote_messages WHERE quote = $1")
        .bind(quote)
        .fetch_one(connection)
        .await?
        .try_get(0)
}

/// Up to which place somebody has read a quote's messages.
pub(crate) async fn read_to(
    connection: &mut SqliteConnection,
    quote: &str,
    account: &str,
) -> Result<i64, sqlx::Error> {
    let row = sqlx::query("SELECT read_to FROM quote_reads WHERE quote = $1 AND account = $2")
        .bind(quote)
        .bind(account)
        .fetch_optional(connection)
        .await?;
    row.map_or(Ok(0), |row| row.try_get(0))
}

/// How many of the other side's messages somebody has not read.
pub(crate) async fn unread(
    connection: &mut SqliteConnection,
    quote: &str,
    account: &str,
    party: QuoteParty,
) -> Result<u32, sqlx::Error> {
    sqlx::query(
        "SELECT COUNT(*) FROM quote_messages WHERE quote = $1 AND party <> $3 AND place >
             COALESCE((SELECT read_to FROM quote_reads WHERE quote = $1 AND account = $2), 0)",
    )
    .bind(quote)
    .bind(account)
    .bind(word(&party)?)
    .fetch_one(connection)
    .await?
    .try_get(0)
}

/// Notes that somebody has read up to a place, which never moves back, and that they have looked now.
pub(crate) async fn mark_read(
    tx: &mut WriteTx,
    quote: &str,
    account: &str,
    read_to: i64,
    now: Instant,
) -> Result<i64, sqlx::Error> {
    sqlx::query(
        "INSERT INTO quote_reads (quote, account, read_to, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (quote, account) DO UPDATE SET at = excluded.at, read_to =
             CASE WHEN excluded.read_to > quote_reads.read_to THEN excluded.read_to ELSE quote_reads.read_to END
         RETURNING read_to",
    )
    .bind(quote)
    .bind(account)
    .bind(read_to)
    .bind(now.millis())
    .fetch_one(&mut **tx)
    .await?
    .try_get(0)
}

/// When somebody of the supplier, other than one account, last looked at a quote, wrote on it or offered something.
pub(crate) async fn attended_by_others(
    connection: &mut SqliteConnection,
    quote: &str,
    account: &str,
) -> Result<Option<Instant>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT MAX(at) FROM (
             SELECT m.at AS at FROM quote_messages m
                 WHERE m.quote = $1 AND m.party = 'supplier' AND m.account <> $2
             UNION ALL
             SELECT v.at FROM quote_versions v
                 WHERE v.quote = $1 AND v.party = 'supplier' AND v.account <> $2
             UNION ALL
             SELECT r.at FROM quote_reads r JOIN account_roles o ON o.account = r.account AND o.role = 'supplier'
                 WHERE r.quote = $1 AND r.account <> $2)",
    )
    .bind(quote)
    .bind(account)
    .fetch_one(connection)
    .await?;
    let at: Option<i64> = row.try_get(0)?;
    Ok(at.map(Instant::from_millis))
}
