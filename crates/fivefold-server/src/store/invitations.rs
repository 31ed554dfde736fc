//! Invitations to group-buys, and by whom sessions were invited.

use super::WriteTx;
use fivefold_api::vocabulary::Instant;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// An invitation.
#[derive(Debug, Clone)]
pub(crate) struct InvitationRow {
    pub(crate) code: String,
    pub(crate) group_buy: String,
    pub(crate) account: String,
}

fn invitation(row: &SqliteRow) -> Result<InvitationRow, sqlx::Error> {
    Ok(InvitationRow {
        code: row.try_get("code")?,
        group_buy: row.try_get("group_buy")?,
        account: row.try_get("account")?,
    })
}

/// Somebody's invitation to a group: there is one, made now if it is missing.
pub(crate) async fn of_account(
    tx: &mut WriteTx,
    fresh: &InvitationRow,
    now: Instant,
) -> Result<InvitationRow, sqlx::Error> {
    sqlx::query(
        "INSERT INTO invitations (code, group_buy, account, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (group_buy, account) DO NOTHING",
    )
    .bind(&fresh.code)
    .bind(&fresh.group_buy)
    .bind(&fresh.account)
    .bind(now.millis())
    .execute(&mut **tx)
    .await?;
    let row = find_own(tx, &fresh.group_buy, &fresh.account).await?;
    row.ok_or(sqlx::Error::RowNotFound)
}

/// Somebody's invitation to a group, if there is one.
pub(crate) async fn find_own(
    connection: &mut SqliteConnection,
    group: &str,
    account: &str,
) -> Result<Option<InvitationRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM invitations WHERE group_buy = $1 AND account = $2")
        .bind(group)
        .bind(account)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(invitation).transpose()
}

/// The invitation of a code.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    code: &str,
) -> Result<Option<InvitationRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM invitations WHERE code = $1")
        .bind(code)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(invitation).transpose()
}

/// Remembers by whom a session was invited; the newest invitation counts.
pub(crate) async fn visit(
    tx: &mut WriteTx,
    session: &str,
    invitation: &InvitationRow,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO visits (session, group_buy, code) VALUES ($1, $2, $3)
         ON CONFLICT (session, group_buy) DO UPDATE SET code = excluded.code",
    )
    .bind(session)
    .bind(&invitation.group_buy)
    .bind(&invitation.code)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The invitation that a session has followed to a group or to another one on the same terms.
pub(crate) async fn visited(
    connection: &mut SqliteConnection,
    session: &str,
    group: &str,
) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT v.code FROM visits v JOIN group_buys g ON g.id = v.group_buy
         WHERE v.session = $1 AND g.series = (SELECT series FROM group_buys WHERE id = $2)
         ORDER BY v.group_buy <> $2 LIMIT 1",
    )
    .bind(session)
    .bind(group)
    .fetch_optional(connection)
    .await?;
    row.map(|row| row.try_get(0)).transpose()
}
