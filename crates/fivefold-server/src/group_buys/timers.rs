//! What happens to group-buys by itself: they begin, they are locked and decided, and unpaid seats drop out.

use super::{closing, money};
use crate::{
    buying::settle,
    problem::Answer,
    state::App,
    store::{group_buys, holds, payments, seats},
};
use fivefold_api::{model::SeatStatus, vocabulary::Instant};
use std::time::Duration;

/// How often the group-buys are looked at when nothing is due.
const TICK: Duration = Duration::from_millis(500);
/// How long after its deadline a group is closed, so that whoever came in time has had their turn.
const GRACE: Duration = Duration::from_millis(500);

/// Runs until the task is aborted.
pub(crate) async fn run(app: App) {
    loop {
        if let Err(refused) = sweep(&app).await {
            tracing::warn!(problem = ?refused.problem(), "the timers of group-buys failed");
        }
        let next = next(&app).await.unwrap_or_else(|_| app.clock.now().plus(TICK));
        // Whichever comes first: the clock may be moved or stand still, and group-buys may be offered.
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
    let (begins, ends) = group_buys::next_moments(&mut reader).await?;
    let ends = ends.map(|end| end.plus(GRACE));
    let soonest = now.plus(Duration::from_millis(20));
    Ok(begins.into_iter().chain(ends).min().unwrap_or(now.plus(TICK)).clamp(soonest, now.plus(TICK)))
}

async fn sweep(app: &App) -> Answer<()> {
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let due = group_buys::due(&mut reader, now, now.before(GRACE)).await?;
    let overdue = seats::overdue(&mut reader, now).await?;
    drop(reader);
    let any = !(due.is_empty() && overdue.is_empty());
    // One that cannot be moved on keeps no other one waiting.
    for id in due {
        if let Err(refused) = step(app, &id, now).await {
            tracing::warn!(group = id, problem = ?refused.problem(), "a group-buy cannot be moved on");
        }
    }
    for id in overdue {
        if let Err(refused) = drop_out(app, &id, now).await {
            tracing::warn!(seat = id, problem = ?refused.problem(), "a seat cannot drop out");
        }
    }
    if any {
        app.buying.wake();
    }
    Ok(())
}

/// Moves a group on as far as it is due, one transaction a phase.
async fn step(app: &App, id: &str, now: Instant) -> Answer<()> {
    loop {
        let mut tx = app.db.begin().await?;
        // Read again inside the transaction: somebody may have joined in between.
        let Some(group) = group_buys::find(&mut tx, id).await? else { return Ok(()) };
        match group.status.as_str() {
            "scheduled" if group.starts_at <= now => closing::begin(&mut tx, &group).await?,
            "open" if group.ends_at <= now.before(GRACE) => closing::close(&mut tx, &group).await?,
            "locking" if group.held == 0 => closing::lock(&mut tx, &group, now, &app.public_url).await?,
            _ => return Ok(()),
        }
        tx.commit().await?;
    }
}

/// A seat drops out that could not be charged and was not paid by other means in time. Nobody else is concerned.
async fn drop_out(app: &App, id: &str, now: Instant) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    let seat = seats::find(&mut tx, id).await?;
    let Some(mut seat) = seat.filter(|seat| {
        seat.status == SeatStatus::CaptureFailed && seat.pay_until.is_some_and(|until| until <= now)
    }) else {
        return Ok(());
    };
    let Some(group) = group_buys::find(&mut tx, &seat.group_buy).await? else { return Ok(()) };
    for attempt in payments::of_subject(&mut tx, "order", &seat.order).await? {
        settle::expire_payment(&mut tx, attempt).await?;
    }
    holds::end(&mut tx, "order", &seat.order, "expired").await?;
    money::release(&mut tx, now, &group, &mut seat, SeatStatus::Dropped).await?;
    tx.commit().await?;
    Ok(())
}
