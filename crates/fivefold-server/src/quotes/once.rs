//! What is there once, however late its command is sent again (B2B-05, B2B-12): requests and messages. What a command was
//! answered is forgotten after a day; under which key something was made is not.

use crate::{
    buying::Command,
    problem::{Answer, Refused},
    store::{
        WriteTx,
        quote_keys::{self, MadeRow},
    },
};
use fivefold_api::model::ProblemKind;
use sqlx::SqliteConnection;

/// The id of what the command of somebody has made before.
///
/// # Errors
/// `key_reused` when it was another command.
pub(super) async fn made(
    connection: &mut SqliteConnection,
    account: &str,
    command: &Command,
) -> Answer<Option<String>> {
    match quote_keys::find(connection, account, command.key()).await? {
        Some(known) if known.fingerprint != command.fingerprint() => {
            Err(Refused::new(ProblemKind::KeyReused))
        }
        known => Ok(known.map(|known| known.made)),
    }
}

/// Notes what the command of somebody has made.
pub(super) async fn keep(tx: &mut WriteTx, account: &str, command: &Command, made: &str) -> Answer<()> {
    let row = MadeRow { fingerprint: command.fingerprint().to_owned(), made: made.to_owned() };
    Ok(quote_keys::insert(tx, account, command.key(), &row).await?)
}
