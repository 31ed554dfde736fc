//! What happens to lots by itself: they begin, they end, winners are reminded, unpaid sales are off.

use super::{closing, settlement, terms::REMINDER};
use crate::{
    problem::Answer,
    state::App,
    store::{auctions, bidding, words::word},
};
use fivefold_api::{model::SettlementStatus, vocabulary::Instant};
use std::time::Duration;

/// How often the lots are looked at when nothing is due.
const TICK: Duration = Duration::from_millis(500);
/// How long after its end a lot is closed, so that bids that came in time have had their turn.
const GRACE: Duration = Duration::from_millis(500);

/// Runs until the task is aborted.
pub(crate) async fn run(app: App) {
    loop {
        if let Err(refused) = sweep(&app).await {
            tracing::warn!(problem = ?refused.problem(), "the timers of auctions failed");
        }
        let next = next(&app).await.unwrap_or_else(|_| app.clock.now().plus(TICK));
        // Whichever comes first: the clock may be moved or stand still, and lots may be offered.
        tokio::select! {
            () = app.clock.sleep_until(next) => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

/// When something is due next; never at once, so that a failing sweep does not spin.
async fn next(app: &App) -> Answer<Instant> {
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let (begins, ends) = auctions::next_moments(&mut reader).await?;
    let ends = ends.map(|end| end.plus(GRACE));
    let soonest = now.plus(Duration::from_millis(20));
    Ok(begins.into_iter().chain(ends).min().unwrap_or(now.plus(TICK)).clamp(soonest, now.plus(TICK)))
}

async fn sweep(app: &App) -> Answer<()> {
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let due = auctions::due(&mut reader, now, now.before(GRACE)).await?;
    let overdue = bidding::overdue(&mut reader, now).await?;
    let to_be_reminded = bidding::to_be_reminded(&mut reader, now.plus(REMINDER)).await?;
    drop(reader);
    // One that cannot be moved on keeps no other one waiting.
    for id in due {
        if let Err(refused) = step(app, &id, now).await {
            tracing::warn!(lot = id, problem = ?refused.problem(), "a lot cannot be moved on");
        }
    }
    for id in overdue {
        if let Err(refused) = call_off(app, &id, now).await {
            tracing::warn!(lot = id, problem = ?refused.problem(), "a sale cannot be called off");
        }
    }
    for id in to_be_reminded {
        if let Err(refused) = remind(app, &id, now).await {
            tracing::warn!(lot = id, problem = ?refused.problem(), "a winner cannot be reminded");
        }
    }
    Ok(())
}

/// A lot begins or ends.
async fn step(app: &App, id: &str, now: Instant) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    // Read again inside the transaction: a bid may have moved the end in between.
    let Some(mut lot) = auctions::find(&mut tx, id).await? else { return Ok(()) };
    if lot.status == "scheduled" && lot.starts_at <= now {
        closing::begin(&mut tx, &mut lot).await?;
    }
    if lot.status == "live" && lot.ends_at <= now.before(GRACE) {
        closing::end(&mut tx, &mut lot, now, Some(&app.public_url)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A sale is off that was not paid in time.
async fn call_off(app: &App, id: &str, now: Instant) -> Answer<()> {
    let awaiting = word(&SettlementStatus::AwaitingPayment)?;
    let mut tx = app.db.begin().await?;
    let settlement = bidding::settlement_of(&mut tx, id).await?;
    // The winner may have ordered in between.
    let off = settlement.filter(|row| row.status == awaiting && row.order.is_none() && row.due <= now);
    if let Some(off) = off {
        settlement::off(&mut tx, &off).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn remind(app: &App, id: &str, now: Instant) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    settlement::remind(&mut tx, id, now, &app.public_url).await?;
    tx.commit().await?;
    Ok(())
}
