//! Scanning files that were sent, soon after they came.
//!
//! This is a reference: it compares the content with the type that was said and looks for the EICAR test file. A shop
//! that takes files from strangers puts its scanner here.

use super::{attachments, content, views};
use crate::{
    problem::Answer,
    state::App,
    store::attachments::{self as store, AttachmentRow},
};
use fivefold_api::model::ScanState;
use std::time::Duration;

/// How many files are scanned in one round.
const ROUND: i64 = 8;
/// How long a file is kept that goes along with nothing: a draft may wait so long.
const UNUSED: Duration = Duration::from_hours(30 * 24);

/// Scans what waits, and tells those who wait for it.
pub(super) async fn scan(app: &App) -> Answer<()> {
    let mut reader = app.db.snapshot().await?;
    let waiting = store::to_scan(&mut reader, ROUND).await?;
    drop(reader);
    for row in waiting {
        let scan = look_at(app, &row).await;
        let mut tx = app.db.begin().await?;
        store::set_scan(&mut tx, &row.id, scan).await?;
        let fact = attachments::view(&AttachmentRow { scan, ..row });
        for quote in store::quotes_of(&mut tx, fact.id.as_str()).await? {
            tx.publish(&views::topic(&quote), "attachment", &fact).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Forgets the files that went along with nothing.
pub(super) async fn forget_unused(app: &App) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    let gone = store::forget_unused(&mut tx, app.clock.now().before(UNUSED)).await?;
    tx.commit().await?;
    for id in gone {
        if let Err(error) = tokio::fs::remove_file(attachments::path_of(app, &id)).await {
            tracing::warn!(file = id, %error, "a file that nobody has any more could not be removed");
        }
    }
    Ok(())
}

async fn look_at(app: &App, row: &AttachmentRow) -> ScanState {
    let media_type = row.media_type.clone();
    let looked_at = match tokio::fs::read(attachments::path_of(app, &row.id)).await {
        // Ten megabytes take their time.
        Ok(bytes) => {
            let look = tokio::task::spawn_blocking(move || content::is_suspicious(&bytes, &media_type));
            look.await.map_err(std::io::Error::other)
        }
        Err(error) => Err(error),
    };
    match looked_at {
        Ok(false) => ScanState::Clean,
        Ok(true) => ScanState::Blocked,
        Err(error) => {
            // What cannot be looked at is given to nobody.
            tracing::warn!(file = row.id, %error, "a file could not be scanned");
            ScanState::Blocked
        }
    }
}
