//! The outbox.

use super::WriteTx;
use fivefold_api::vocabulary::Instant;
use sqlx::{Row as _, SqliteConnection};

/// A mail. Its link is also in its body.
pub(crate) struct Mail {
    pub(crate) recipient: String,
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) link: String,
}

/// Puts a mail in the outbox, with the decision to send it.
pub(crate) async fn send(tx: &mut WriteTx, mail: &Mail, now: Instant) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO mails (recipient, subject, body, link, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(&mail.recipient)
        .bind(&mail.subject)
        .bind(&mail.body)
        .bind(&mail.link)
        .bind(now.millis())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The newest mails, newest first.
pub(crate) async fn newest(connection: &mut SqliteConnection) -> Result<Vec<Mail>, sqlx::Error> {
    let rows = sqlx::query("SELECT recipient, subject, body, link FROM mails ORDER BY id DESC LIMIT 100")
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Mail {
                recipient: row.try_get(0)?,
                subject: row.try_get(1)?,
                body: row.try_get(2)?,
                link: row.try_get(3)?,
            })
        })
        .collect()
}

/// Forgets mails from before `then`: they hold links that let people in.
pub(crate) async fn forget_old(tx: &mut WriteTx, then: Instant) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM mails WHERE created_at <= $1").bind(then.millis()).execute(&mut **tx).await?;
    Ok(())
}
