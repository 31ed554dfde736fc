//! Scanning files that were sent, soon after they came, and forgetting those that nobody has.
//!
//! This is a reference: it compares the content with the type that was said and looks for the EICAR test file. A shop
//! that takes files from strangers puts its scanner here.

use super::{attachments, content, views};
use crate::{
    problem::{Answer, Refused},
    state::App,
    store::attachments::{self as store, AttachmentRow},
};
use fivefold_api::model::ScanState;
use std::{
    io::{self, ErrorKind},
    time::Duration,
};

/// How many files are scanned in one round.
const ROUND: i64 = 8;
/// How soon a file that could not be read is tried again for the first time, and how late at the latest.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_hours(1);
/// How long a file is kept that goes along with nothing: a draft may wait so long.
const UNUSED: Duration = Duration::from_hours(30 * 24);
/// How long a file may lie there before it is written down whose it is.
const ARRIVING: Duration = Duration::from_hours(1);

/// Scans what waits, and tells those who wait for it.
pub(super) async fn scan(app: &App) -> Answer<()> {
    let mut reader = app.db.snapshot().await?;
    let waiting = store::to_scan(&mut reader, app.clock.now(), ROUND).await?;
    drop(reader);
    for row in waiting {
        let looked = look_at(app, &row).await;
        let mut tx = app.db.begin().await?;
        match looked {
            Ok(scan) => {
                store::set_scan(&mut tx, &row.id, scan).await?;
                let fact = attachments::view(&AttachmentRow { scan, ..row });
                for quote in store::quotes_of(&mut tx, fact.id.as_str()).await? {
                    tx.publish(&views::topic(&quote), "attachment", &fact).await?;
                }
            }
            // It waits behind those that can be read, and is tried again.
            Err(error) => {
                tracing::warn!(file = row.id, tries = row.tries + 1, %error, "a file cannot be read for now");
                store::put_off(&mut tx, &row.id, app.clock.now().plus(pause(row.tries))).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(())
}

/// How long a file waits that could not be read, after so many times before: twice as long each time.
fn pause(tries: u32) -> Duration {
    FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(tries)).min(LONGEST_PAUSE)
}

/// Forgets the files that went along with nothing.
pub(super) async fn forget_unused(app: &App) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    let gone = store::forget_unused(&mut tx, app.clock.now().before(UNUSED)).await?;
    tx.commit().await?;
    for id in gone {
        attachments::remove(app, &id).await;
    }
    Ok(())
}

/// Removes the files of which nothing is written down: the server was stopped between the two.
pub(super) async fn remove_strays(app: &App) -> Answer<()> {
    let names = match old_names(app).await {
        Ok(names) => names,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Refused::internal(format_args!("the folder of files: {error}"))),
    };
    let mut reader = app.db.snapshot().await?;
    let known = store::known(&mut reader, &names).await?;
    drop(reader);
    for name in names.iter().filter(|name| !known.contains(*name)) {
        attachments::remove(app, name).await;
    }
    Ok(())
}

/// The names of the files that have lain there for longer than it takes to write down whose they are.
async fn old_names(app: &App) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    let mut folder = tokio::fs::read_dir(attachments::folder(app)).await?;
    while let Some(entry) = folder.next_entry().await? {
        // The disk has a clock of its own. A file that is from later than now is no old one.
        let age = entry.metadata().await?.modified()?.elapsed().unwrap_or_default();
        if age > ARRIVING
            && let Ok(name) = entry.file_name().into_string()
        {
            names.push(name);
        }
    }
    Ok(names)
}

/// What a scan comes to.
///
/// # Errors
/// When the file cannot be read now. One that is not there never can: it is blocked, as one that breaks the scanner.
async fn look_at(app: &App, row: &AttachmentRow) -> io::Result<ScanState> {
    let media_type = row.media_type.clone();
    let bytes = match tokio::fs::read(attachments::path_of(app, &row.id)).await {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            tracing::warn!(file = row.id, "a file is not there");
            return Ok(ScanState::Blocked);
        }
        read => read?,
    };
    // Ten megabytes take their time.
    let look = tokio::task::spawn_blocking(move || content::is_suspicious(&bytes, &media_type));
    let is_suspicious = look.await.unwrap_or_else(|error| {
        tracing::warn!(file = row.id, %error, "a file could not be scanned");
        true
    });
    Ok(if is_suspicious { ScanState::Blocked } else { ScanState::Clean })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b2b_12_a_file_that_cannot_be_read_is_tried_more_and_more_seldom() {
        let pauses: Vec<u64> = (0..14).map(|tries| pause(tries).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 3_600, 3_600]);
        assert_eq!(pause(u32::MAX), LONGEST_PAUSE);
    }
}
