//! Accounts, where they are signed in, and what mails let people do.

use super::WriteTx;
use fivefold_api::vocabulary::Instant;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// An account as it is stored.
#[derive(Clone)]
pub(crate) struct AccountRow {
    pub(crate) id: String,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) password: String,
    pub(crate) revision: i64,
    /// The session that owns what the account has.
    pub(crate) session: String,
    pub(crate) locale: Option<String>,
    pub(crate) market: Option<String>,
    pub(crate) currency: Option<String>,
}

/// One place where an account is signed in.
#[derive(Debug, Clone)]
pub(crate) struct SignInRow {
    pub(crate) id: String,
    pub(crate) account: String,
    /// The account's own session.
    pub(crate) session: String,
    pub(crate) expires_at: Instant,
    /// The guest's session whose cart waits for a decision.
    pub(crate) guest: Option<String>,
    pub(crate) decision: Option<String>,
}

/// What a mail's link lets somebody do.
#[derive(Debug, Clone)]
pub(crate) struct MailTokenRow {
    pub(crate) email: String,
    /// The name of the account that it opens.
    pub(crate) name: Option<String>,
}

fn account(row: &SqliteRow) -> Result<AccountRow, sqlx::Error> {
    Ok(AccountRow {
        id: row.try_get("id")?,
        email: row.try_get("email")?,
        name: row.try_get("name")?,
        password: row.try_get("password")?,
        revision: row.try_get("revision")?,
        session: row.try_get("session")?,
        locale: row.try_get("locale")?,
        market: row.try_get("market")?,
        currency: row.try_get("currency")?,
    })
}

/// Adds an account. Its own session has to be there.
pub(crate) async fn insert(tx: &mut WriteTx, row: &AccountRow, now: Instant) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO accounts (id, email, name, password, revision, session, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&row.id)
    .bind(&row.email)
    .bind(&row.name)
    .bind(&row.password)
    .bind(row.revision)
    .bind(&row.session)
    .bind(now.millis())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Lets an account be something more.
pub(crate) async fn add_role(tx: &mut WriteTx, account: &str, role: &str) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO account_roles (account, role) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(account)
        .bind(role)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What an account may be.
pub(crate) async fn roles(
    connection: &mut SqliteConnection,
    account: &str,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query("SELECT role FROM account_roles WHERE account = $1 ORDER BY rowid")
        .bind(account)
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// The account of an address in lower case.
pub(crate) async fn of_email(
    connection: &mut SqliteConnection,
    email: &str,
) -> Result<Option<AccountRow>, sqlx::Error> {
    let row =
        sqlx::query("SELECT * FROM accounts WHERE email = $1").bind(email).fetch_optional(connection).await?;
    row.as_ref().map(account).transpose()
}

/// The account of an id.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<AccountRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM accounts WHERE id = $1").bind(id).fetch_optional(connection).await?;
    row.as_ref().map(account).transpose()
}

/// The account that owns a session.
pub(crate) async fn of_session(
    connection: &mut SqliteConnection,
    session: &str,
) -> Result<Option<AccountRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM accounts WHERE session = $1")
        .bind(session)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(account).transpose()
}

/// Sets name and preferences.
pub(crate) async fn update(tx: &mut WriteTx, row: &AccountRow) -> Result<AccountRow, sqlx::Error> {
    let row = sqlx::query(
        "UPDATE accounts SET name = $2, locale = $3, market = $4, currency = $5, revision = revision + 1
         WHERE id = $1 RETURNING *",
    )
    .bind(&row.id)
    .bind(&row.name)
    .bind(&row.locale)
    .bind(&row.market)
    .bind(&row.currency)
    .fetch_one(&mut **tx)
    .await?;
    account(&row)
}

/// Sets the hash of another password.
pub(crate) async fn set_password(tx: &mut WriteTx, id: &str, password: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE accounts SET password = $2 WHERE id = $1")
        .bind(id)
        .bind(password)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Signs an account in. Only the hash of the token is kept.
pub(crate) async fn sign_in(
    tx: &mut WriteTx,
    row: &SignInRow,
    token_hash: &str,
    mode: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO sign_ins (id, token_hash, account, mode, expires_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&row.id)
    .bind(token_hash)
    .bind(&row.account)
    .bind(mode)
    .bind(row.expires_at.millis())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Who is signed in with a token that travels in this way, unless that has ended.
pub(crate) async fn signed_in(
    connection: &mut SqliteConnection,
    token_hash: &str,
    mode: &str,
    now: Instant,
) -> Result<Option<SignInRow>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT s.id, s.account, a.session, s.expires_at, s.guest, s.decision
         FROM sign_ins s JOIN accounts a ON a.id = s.account
         WHERE s.token_hash = $1 AND s.mode = $2 AND s.expires_at > $3",
    )
    .bind(token_hash)
    .bind(mode)
    .bind(now.millis())
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(sign_in_row).transpose()
}

/// A place where an account is signed in, by id.
pub(crate) async fn find_sign_in(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<SignInRow>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT s.id, s.account, a.session, s.expires_at, s.guest, s.decision
         FROM sign_ins s JOIN accounts a ON a.id = s.account WHERE s.id = $1",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(sign_in_row).transpose()
}

fn sign_in_row(row: &SqliteRow) -> Result<SignInRow, sqlx::Error> {
    Ok(SignInRow {
        id: row.try_get(0)?,
        account: row.try_get(1)?,
        session: row.try_get(2)?,
        expires_at: Instant::from_millis(row.try_get(3)?),
        guest: row.try_get(4)?,
        decision: row.try_get(5)?,
    })
}

/// Moves the end of a sign-in.
pub(crate) async fn extend_sign_in(
    tx: &mut WriteTx,
    id: &str,
    expires_at: Instant,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sign_ins SET expires_at = $2 WHERE id = $1")
        .bind(id)
        .bind(expires_at.millis())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes whose cart waits for a decision, or what was decided.
pub(crate) async fn set_guest(
    tx: &mut WriteTx,
    id: &str,
    guest: Option<&str>,
    decision: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sign_ins SET guest = $2, decision = $3 WHERE id = $1")
        .bind(id)
        .bind(guest)
        .bind(decision)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends one sign-in.
pub(crate) async fn sign_out(tx: &mut WriteTx, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sign_ins WHERE id = $1").bind(id).execute(&mut **tx).await?;
    Ok(())
}

/// Ends every sign-in of an account but one.
pub(crate) async fn sign_out_all(tx: &mut WriteTx, account: &str, but: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sign_ins WHERE account = $1 AND id <> $2")
        .bind(account)
        .bind(but)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Adds what a mail's link lets somebody do.
pub(crate) async fn add_mail_token(
    tx: &mut WriteTx,
    token_hash: &str,
    row: &MailTokenRow,
    expires_at: Instant,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO mail_tokens (token_hash, email, name, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(token_hash)
        .bind(&row.email)
        .bind(&row.name)
        .bind(expires_at.millis())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What a mail's link lets somebody do, unless it has ended.
pub(crate) async fn mail_token(
    connection: &mut SqliteConnection,
    token_hash: &str,
    now: Instant,
) -> Result<Option<MailTokenRow>, sqlx::Error> {
    let row = sqlx::query("SELECT email, name FROM mail_tokens WHERE token_hash = $1 AND expires_at > $2")
        .bind(token_hash)
        .bind(now.millis())
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok(MailTokenRow { email: row.try_get(0)?, name: row.try_get(1)? })).transpose()
}

/// Ends every link that was sent to an address.
pub(crate) async fn end_mail_tokens(tx: &mut WriteTx, email: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM mail_tokens WHERE email = $1").bind(email).execute(&mut **tx).await?;
    Ok(())
}

/// Forgets sign-ins and links that have ended.
pub(crate) async fn forget_ended(tx: &mut WriteTx, now: Instant) -> Result<(), sqlx::Error> {
    for sql in
        ["DELETE FROM sign_ins WHERE expires_at <= $1", "DELETE FROM mail_tokens WHERE expires_at <= $1"]
    {
        sqlx::query(sql).bind(now.millis()).execute(&mut **tx).await?;
    }
    Ok(())
}
