//! What one side wants or offers: the versions of quotes with their lines.
//!
//! **Invariant**: a version is written once. Only what became of it changes.

use super::{
    WriteTx,
    bulk::Bulk,
    catalog::parameters,
    quotes::{json, text},
    words::{read, word},
};
use fivefold_api::{
    model::{QuoteLine, QuoteVersion, VersionState, VersionSummary},
    vocabulary::{Currency, Instant, MediaId, Money, QuoteLineId},
};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};

/// How many lines one statement asks for.
const AT_ONCE: usize = 500;

/// Adds a version with its lines. Their files are kept by [`add_files`].
pub(crate) async fn insert(
    tx: &mut WriteTx,
    quote: &str,
    account: &str,
    version: &QuoteVersion,
) -> Result<(), sqlx::Error> {
    let head = QuoteVersion { lines: Vec::new(), ..version.clone() };
    sqlx::query(
        "INSERT INTO quote_versions (quote, number, account, kind, party, at, state, total, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(quote)
    .bind(i64::from(version.number))
    .bind(account)
    .bind(word(&version.kind)?)
    .bind(word(&version.by)?)
    .bind(version.at.millis())
    .bind(word(&version.state)?)
    .bind(version.totals.as_ref().map(|totals| totals.total.minor))
    .bind(text(&head)?)
    .execute(&mut **tx)
    .await?;
    let mut bulk = Bulk::into("quote_lines (quote, version, position, id, line)");
    for (position, line) in version.lines.iter().enumerate() {
        let line = QuoteLine { attachments: Vec::new(), ..line.clone() };
        let row = [
            quote.into(),
            i64::from(version.number).into(),
            i64::try_from(position).unwrap_or_default().into(),
            line.id.as_str().into(),
            text(&line)?.into(),
        ];
        bulk.push(tx, row).await?;
    }
    bulk.flush(tx).await
}

/// A version of a quote with its lines, without their files.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    quote: &str,
    number: u32,
) -> Result<Option<QuoteVersion>, sqlx::Error> {
    let row = sqlx::query("SELECT state, version FROM quote_versions WHERE quote = $1 AND number = $2")
        .bind(quote)
        .bind(i64::from(number))
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let mut version: QuoteVersion = json(row.try_get("version")?)?;
    version.state = read(row.try_get("state")?)?;
    let rows =
        sqlx::query("SELECT line FROM quote_lines WHERE quote = $1 AND version = $2 ORDER BY position")
            .bind(quote)
            .bind(i64::from(number))
            .fetch_all(connection)
            .await?;
    version.lines = rows.iter().map(|row| json(row.try_get("line")?)).collect::<Result<_, _>>()?;
    Ok(Some(version))
}

/// Some lines as the last of the versions before one has them, without their files; those that none has are left out.
pub(crate) async fn lines_before(
    connection: &mut SqliteConnection,
    quote: &str,
    number: u32,
    ids: &[QuoteLineId],
) -> Result<Vec<QuoteLine>, sqlx::Error> {
    let mut lines = Vec::new();
    for part in ids.chunks(AT_ONCE) {
        // The text is made of a constant and numbers of parameters.
        let sql = format!(
            "SELECT l.line FROM quote_lines l WHERE l.quote = $1 AND l.id IN ({}) AND l.version =
                 (SELECT MAX(o.version) FROM quote_lines o
                  WHERE o.quote = l.quote AND o.id = l.id AND o.version < $2)",
            parameters(3, part.len())
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(quote).bind(i64::from(number));
        for id in part {
            query = query.bind(id.as_str());
        }
        for row in query.fetch_all(&mut *connection).await? {
            lines.push(json(row.try_get("line")?)?);
        }
    }
    Ok(lines)
}

/// All versions of a quote, oldest first.
pub(crate) async fn all(
    connection: &mut SqliteConnection,
    quote: &str,
    currency: Currency,
) -> Result<Vec<VersionSummary>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT number, kind, party, state, at, total FROM quote_versions WHERE quote = $1 ORDER BY number",
    )
    .bind(quote)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| summary(row, currency)).collect()
}

fn summary(row: &SqliteRow, currency: Currency) -> Result<VersionSummary, sqlx::Error> {
    let number: i64 = row.try_get("number")?;
    let total: Option<i64> = row.try_get("total")?;
    Ok(VersionSummary {
        number: u32::try_from(number).map_err(|error| sqlx::Error::Decode(error.into()))?,
        kind: read(row.try_get("kind")?)?,
        by: read(row.try_get("party")?)?,
        state: read(row.try_get("state")?)?,
        at: Instant::from_millis(row.try_get("at")?),
        total: total.map(|minor| Money::new(minor, currency)),
    })
}

/// Says what became of a version.
pub(crate) async fn set_state(
    tx: &mut WriteTx,
    quote: &str,
    number: u32,
    state: VersionState,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE quote_versions SET state = $3 WHERE quote = $1 AND number = $2")
        .bind(quote)
        .bind(i64::from(number))
        .bind(word(&state)?)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Keeps the files of a line, in their order.
pub(crate) async fn add_files(
    tx: &mut WriteTx,
    quote: &str,
    line: &QuoteLineId,
    files: &[MediaId],
) -> Result<(), sqlx::Error> {
    for (position, file) in files.iter().enumerate() {
        sqlx::query("INSERT INTO quote_line_files (quote, line, position, media) VALUES ($1, $2, $3, $4)")
            .bind(quote)
            .bind(line.as_str())
            .bind(i64::try_from(position).unwrap_or_default())
            .bind(file.as_str())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// The files of all lines of a quote, each line's in their order.
pub(crate) async fn files(
    connection: &mut SqliteConnection,
    quote: &str,
) -> Result<Vec<(QuoteLineId, MediaId)>, sqlx::Error> {
    let rows =
        sqlx::query("SELECT line, media FROM quote_line_files WHERE quote = $1 ORDER BY line, position")
            .bind(quote)
            .fetch_all(connection)
            .await?;
    rows.iter()
        .map(|row| Ok((row.try_get::<String, _>("line")?.into(), row.try_get::<String, _>("media")?.into())))
        .collect()
}
