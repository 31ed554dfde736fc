//! What happens to bookings by itself: what nobody went on with is free again.
//!
//! Holds that have an order end with the other orders': [`super::hold_due`].

use super::{change, ending, moving};
use crate::{
    problem::Answer,
    state::App,
    store::{WriteTx, holds},
};

/// Ends what has run out, as the shop's timers ask for.
pub(crate) async fn sweep(app: &App) -> Answer<()> {
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let due = holds::due(&mut reader, "booking", now).await?;
    let due_changes = holds::due(&mut reader, change::SUBJECT, now).await?;
    drop(reader);
    let any = !(due.is_empty() && due_changes.is_empty());
    // One that cannot be ended keeps no other one waiting.
    for id in due {
        let mut tx = app.db.begin().await?;
        let ended = ending::ran_out(&mut tx, &id, now).await;
        finish(tx, &id, ended).await?;
    }
    for id in due_changes {
        let mut tx = app.db.begin().await?;
        let ended = moving::hold_due(&mut tx, now, &id).await;
        finish(tx, &id, ended).await?;
    }
    if any {
        app.buying.wake();
    }
    Ok(())
}

async fn finish(tx: WriteTx, id: &str, ended: Answer<()>) -> Answer<()> {
    match ended {
        Ok(()) => tx.commit().await?,
        Err(refused) => {
            tracing::warn!(booking = id, problem = ?refused.problem(), "a hold cannot be ended");
        }
    }
    Ok(())
}
