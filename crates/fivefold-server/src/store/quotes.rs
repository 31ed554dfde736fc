//! Quotes as they stand. What their versions say is in [`super::quote_versions`].
//!
//! **Invariant**: a quote changes only along [`fivefold_api::rules::quote_moves`].

use super::{WriteTx, words::word};
use fivefold_api::{
    model::{InfoQuestion, QuoteLink, QuoteStatus, Supplier},
    rules::{QuoteStanding, quote_moves},
    vocabulary::{Currency, Instant, Money},
};
use serde::de::DeserializeOwned;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// A quote as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct QuoteRow {
    pub(crate) id: String,
    pub(crate) serial: i64,
    pub(crate) company: String,
    pub(crate) company_name: String,
    /// Who of the company has asked.
    pub(crate) account: String,
    pub(crate) person: String,
    pub(crate) supplier: Supplier,
    pub(crate) locale: String,
    pub(crate) currency: Currency,
    pub(crate) address: Option<String>,
    pub(crate) revision: i64,
    pub(crate) status: QuoteStatus,
    /// The number of the newest version.
    pub(crate) newest: u32,
    /// The number of the version that counts.
    pub(crate) current: u32,
    /// The number of the last offer.
    pub(crate) offer: Option<u32>,
    pub(crate) valid_until: Option<Instant>,
    /// What the first line of the version that counts is called.
    pub(crate) title: String,
    pub(crate) lines: u32,
    pub(crate) total: Option<i64>,
    pub(crate) question: Option<InfoQuestion>,
    /// The number of the offer of whose end the company was told.
    pub(crate) reminded: Option<u32>,
    pub(crate) previous: Option<String>,
    pub(crate) requested_at: Instant,
    pub(crate) changed_at: Instant,
    pub(crate) accepted_at: Option<Instant>,
    pub(crate) ended_at: Option<Instant>,
    pub(crate) end_reason: Option<String>,
}

impl QuoteRow {
    /// What of it decides about moves.
    pub(crate) const fn standing(&self) -> QuoteStanding {
        QuoteStanding {
            status: self.status,
            newest: self.newest,
            offer: self.offer,
            valid_until: self.valid_until,
        }
    }

    /// An amount in its currency.
    pub(crate) const fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }
}

/// What both sides call the quote of a serial number.
pub(crate) fn number(serial: i64) -> String {
    format!("Q-{serial}")
}

pub(super) fn json<T: DeserializeOwned>(text: &str) -> Result<T, sqlx::Error> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

pub(super) fn text(value: &impl serde::Serialize) -> Result<String, sqlx::Error> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()))
}

fn small(row: &SqliteRow, column: &str) -> Result<u32, sqlx::Error> {
    u32::try_from(row.try_get::<i64, _>(column)?).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn some_small(row: &SqliteRow, column: &str) -> Result<Option<u32>, sqlx::Error> {
    let number: Option<i64> = row.try_get(column)?;
    number.map(u32::try_from).transpose().map_err(|error| sqlx::Error::Decode(error.into()))
}

fn at(row: &SqliteRow, column: &str) -> Result<Instant, sqlx::Error> {
    Ok(Instant::from_millis(row.try_get(column)?))
}

fn some_at(row: &SqliteRow, column: &str) -> Result<Option<Instant>, sqlx::Error> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(Instant::from_millis))
}

/// Reads a row of `quotes`.
pub(super) fn quote(row: &SqliteRow) -> Result<QuoteRow, sqlx::Error> {
    let question: Option<&str> = row.try_get("question")?;
    let currency: &str = row.try_get("currency")?;
    Ok(QuoteRow {
        id: row.try_get("id")?,
        serial: row.try_get("serial")?,
        company: row.try_get("company")?,
        company_name: row.try_get("company_name")?,
        account: row.try_get("account")?,
        person: row.try_get("person")?,
        supplier: json(row.try_get("supplier")?)?,
        locale: row.try_get("locale")?,
        currency: Currency::iso(currency).map_err(|error| sqlx::Error::Decode(error.into()))?,
        address: row.try_get("address")?,
        revision: row.try_get("revision")?,
        status: super::words::read(row.try_get("status")?)?,
        newest: small(row, "newest")?,
        current: small(row, "current")?,
        offer: some_small(row, "offer")?,
        valid_until: some_at(row, "valid_until")?,
        title: row.try_get("title")?,
        lines: small(row, "line_count")?,
        total: row.try_get("total")?,
        question: question.map(json).transpose()?,
        reminded: some_small(row, "reminded")?,
        previous: row.try_get("previous")?,
        requested_at: at(row, "requested_at")?,
        changed_at: at(row, "changed_at")?,
        accepted_at: some_at(row, "accepted_at")?,
        ended_at: some_at(row, "ended_at")?,
        end_reason: row.try_get("end_reason")?,
    })
}

/// Adds a quote that was just requested and gives it with its number, which is the next one.
pub(crate) async fn insert(tx: &mut WriteTx, row: &QuoteRow) -> Result<QuoteRow, sqlx::Error> {
    sqlx::query(
        "INSERT INTO quotes (id, serial, company, company_name, account, person, supplier, locale, currency, address,
             revision, status, newest, current, title, line_count, previous, requested_at, changed_at)
         VALUES ($1, (SELECT COALESCE(MAX(serial), 1000) + 1 FROM quotes), $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11,
             $12, $13, $14, $15, $16, $17)",
    )
    .bind(&row.id)
    .bind(&row.company)
    .bind(&row.company_name)
    .bind(&row.account)
    .bind(&row.person)
    .bind(text(&row.supplier)?)
    .bind(&row.locale)
    .bind(row.currency.code())
    .bind(&row.address)
    .bind(word(&row.status)?)
    .bind(i64::from(row.newest))
    .bind(i64::from(row.current))
    .bind(&row.title)
    .bind(i64::from(row.lines))
    .bind(&row.previous)
    .bind(row.requested_at.millis())
    .bind(row.changed_at.millis())
    .execute(&mut **tx)
    .await?;
    find(tx, &row.id).await?.ok_or(sqlx::Error::RowNotFound)
}

/// Writes what changes about a quote, in the status of a move, and counts its revision up.
///
/// # Errors
/// When the move is none: what has ended stays so.
pub(crate) async fn update(
    tx: &mut WriteTx,
    row: &mut QuoteRow,
    to: QuoteStatus,
    now: Instant,
) -> Result<(), sqlx::Error> {
    if !quote_moves(row.status, to) {
        let reason = format!("a quote does not move from {:?} to {to:?}", row.status);
        return Err(sqlx::Error::Encode(reason.into()));
    }
    row.status = to;
    row.revision += 1;
    row.changed_at = now;
    let question = row.question.as_ref().map(text).transpose()?;
    sqlx::query(
        "UPDATE quotes SET revision = $2, status = $3, newest = $4, current = $5, offer = $6, valid_until = $7,
             title = $8, line_count = $9, total = $10, question = $11, changed_at = $12, accepted_at = $13,
             ended_at = $14, end_reason = $15, reply_due = $16
         WHERE id = $1",
    )
    .bind(&row.id)
    .bind(row.revision)
    .bind(word(&row.status)?)
    .bind(i64::from(row.newest))
    .bind(i64::from(row.current))
    .bind(row.offer.map(i64::from))
    .bind(row.valid_until.map(Instant::millis))
    .bind(&row.title)
    .bind(i64::from(row.lines))
    .bind(row.total)
    .bind(question)
    .bind(row.changed_at.millis())
    .bind(row.accepted_at.map(Instant::millis))
    .bind(row.ended_at.map(Instant::millis))
    .bind(&row.end_reason)
    .bind(row.question.as_ref().map(|question| question.reply_due.millis()))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that the company was told when an offer ends. Nothing of the quote changes with that.
pub(crate) async fn set_reminded(tx: &mut WriteTx, id: &str, offer: u32) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE quotes SET reminded = $2 WHERE id = $1")
        .bind(id)
        .bind(i64::from(offer))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The quote of an id.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<QuoteRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM quotes WHERE id = $1").bind(id).fetch_optional(connection).await?;
    row.as_ref().map(quote).transpose()
}

/// A quote as another one names it.
pub(crate) async fn link(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<QuoteLink>, sqlx::Error> {
    let row = sqlx::query("SELECT id, serial FROM quotes WHERE id = $1")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(linked).transpose()
}

/// The newest quote that asks for this one again.
pub(crate) async fn next_of(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<QuoteLink>, sqlx::Error> {
    let row = sqlx::query("SELECT id, serial FROM quotes WHERE previous = $1 ORDER BY serial DESC LIMIT 1")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(linked).transpose()
}

fn linked(row: &SqliteRow) -> Result<QuoteLink, sqlx::Error> {
    Ok(QuoteLink { id: row.try_get::<String, _>("id")?.into(), number: number(row.try_get("serial")?) })
}

/// Quotes whose offer's time is over, accepted or not.
pub(crate) async fn due(connection: &mut SqliteConnection, now: Instant) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id FROM quotes WHERE status IN ('quoted', 'accepted') AND valid_until <= $1 ORDER BY valid_until",
    )
    .bind(now.millis())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get("id")).collect()
}

/// When the next offer's time is over.
pub(crate) async fn next_end(connection: &mut SqliteConnection) -> Result<Option<Instant>, sqlx::Error> {
    let row =
        sqlx::query("SELECT MIN(valid_until) AS next FROM quotes WHERE status IN ('quoted', 'accepted')")
            .fetch_one(connection)
            .await?;
    some_at(&row, "next")
}

/// Quotes whose offer ends until an instant, of which the company was not told yet.
pub(crate) async fn to_be_reminded(
    connection: &mut SqliteConnection,
    now: Instant,
    until: Instant,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id FROM quotes WHERE status IN ('quoted', 'accepted') AND valid_until > $1 AND valid_until <= $2
             AND (reminded IS NULL OR reminded <> offer)",
    )
    .bind(now.millis())
    .bind(until.millis())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get("id")).collect()
}
