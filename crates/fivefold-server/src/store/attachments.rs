//! Files that were sent for quotes, and who may have them.

use super::{
    WriteTx,
    catalog::parameters,
    words::{read, word},
};
use fivefold_api::{model::ScanState, vocabulary::Instant};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};
use std::collections::HashSet;

/// How many files one statement asks for.
const AT_ONCE: usize = 500;

/// A file as it is stored; its bytes lie beside the database.
#[derive(Debug, Clone)]
pub(crate) struct AttachmentRow {
    pub(crate) id: String,
    /// Who has sent it.
    pub(crate) account: String,
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) bytes: i64,
    pub(crate) scan: ScanState,
    /// How often it could not be read.
    pub(crate) tries: u32,
}

fn attachment(row: &SqliteRow) -> Result<AttachmentRow, sqlx::Error> {
    Ok(AttachmentRow {
        id: row.try_get("id")?,
        account: row.try_get("account")?,
        name: row.try_get("name")?,
        media_type: row.try_get("media_type")?,
        bytes: row.try_get("bytes")?,
        scan: read(row.try_get("scan")?)?,
        tries: row.try_get("tries")?,
    })
}

/// Adds a file.
pub(crate) async fn insert(tx: &mut WriteTx, row: &AttachmentRow, now: Instant) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO attachments (id, account, name, media_type, bytes, scan, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&row.id)
    .bind(&row.account)
    .bind(&row.name)
    .bind(&row.media_type)
    .bind(row.bytes)
    .bind(word(&row.scan)?)
    .bind(now.millis())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The file of an id.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<AttachmentRow>, sqlx::Error> {
    let row =
        sqlx::query("SELECT * FROM attachments WHERE id = $1").bind(id).fetch_optional(connection).await?;
    row.as_ref().map(attachment).transpose()
}

/// Those of some ids that there are.
pub(crate) async fn known(
    connection: &mut SqliteConnection,
    ids: &[String],
) -> Result<HashSet<String>, sqlx::Error> {
    let mut known = HashSet::new();
    for part in ids.chunks(AT_ONCE) {
        // The text is made of a constant and numbers of parameters.
        let sql = format!("SELECT id FROM attachments WHERE id IN ({})", parameters(1, part.len()));
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for id in part {
            query = query.bind(id);
        }
        for row in query.fetch_all(&mut *connection).await? {
            known.insert(row.try_get(0)?);
        }
    }
    Ok(known)
}

/// Puts a file on a quote: both its sides may have it then.
pub(crate) async fn put_on(tx: &mut WriteTx, quote: &str, file: &str) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO quote_files (quote, file) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(quote)
        .bind(file)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The quotes that a file is on.
pub(crate) async fn quotes_of(
    connection: &mut SqliteConnection,
    file: &str,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query("SELECT quote FROM quote_files WHERE file = $1 ORDER BY quote")
        .bind(file)
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// All files of a quote.
pub(crate) async fn of_quote(
    connection: &mut SqliteConnection,
    quote: &str,
) -> Result<Vec<AttachmentRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT a.* FROM attachments a JOIN quote_files f ON f.file = a.id WHERE f.quote = $1 ORDER BY a.id",
    )
    .bind(quote)
    .fetch_all(connection)
    .await?;
    rows.iter().map(attachment).collect()
}

/// How many files an account has sent that are on no quote, and how many bytes they have in all.
pub(crate) async fn unused_of(
    connection: &mut SqliteConnection,
    account: &str,
) -> Result<(i64, i64), sqlx::Error> {
    let row = sqlx::query(
        "SELECT COUNT(*), COALESCE(SUM(a.bytes), 0) FROM attachments a WHERE a.account = $1
             AND NOT EXISTS (SELECT 1 FROM quote_files f WHERE f.file = a.id)",
    )
    .bind(account)
    .fetch_one(connection)
    .await?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}

/// The files that wait for the scanner now: those first that could be read, then the oldest.
pub(crate) async fn to_scan(
    connection: &mut SqliteConnection,
    now: Instant,
    count: i64,
) -> Result<Vec<AttachmentRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT * FROM attachments WHERE scan = 'pending' AND try_at <= $1
         ORDER BY tries, sent_at, id LIMIT $2",
    )
    .bind(now.millis())
    .bind(count)
    .fetch_all(connection)
    .await?;
    rows.iter().map(attachment).collect()
}

/// Notes that a file could not be read, and when it is tried again.
pub(crate) async fn put_off(tx: &mut WriteTx, id: &str, until: Instant) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE attachments SET tries = tries + 1, try_at = $2 WHERE id = $1")
        .bind(id)
        .bind(until.millis())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes what a scan has come to.
pub(crate) async fn set_scan(tx: &mut WriteTx, id: &str, scan: ScanState) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE attachments SET scan = $2 WHERE id = $1")
        .bind(id)
        .bind(word(&scan)?)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Forgets the files that were sent before an instant and never put on a quote. Gives their ids.
pub(crate) async fn forget_unused(tx: &mut WriteTx, before: Instant) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "DELETE FROM attachments WHERE sent_at < $1
             AND NOT EXISTS (SELECT 1 FROM quote_files f WHERE f.file = attachments.id)
         RETURNING id",
    )
    .bind(before.millis())
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}
