//! What happens to quotes by itself: an offer whose time is over is expired, accepted or not, and before that the
//! company is reminded. Files that were sent are scanned, and forgotten when they go along with nothing.
//!
//! Nothing depends on when an offer is expired here: one that is over is refused and shown as expired from the instant
//! on ([`fivefold_api::rules::quote_at`]). This writes it down, and tells whoever looks.

use super::{facts, mail, scanning, views};
use crate::{
    problem::Answer,
    state::App,
    store::{quote_versions, quotes},
};
use fivefold_api::{
    model::{QuoteStatus, VersionState},
    vocabulary::Instant,
};
use std::time::Duration;

/// How often the quotes are looked at when nothing is due.
const TICK: Duration = Duration::from_millis(500);
/// How soon they are looked at again at the earliest.
const SOONEST: Duration = Duration::from_millis(20);
/// How often files that go along with nothing are forgotten.
const FORGET_EVERY: Duration = Duration::from_mins(1);
/// How often files of which nothing is written down are looked for: each of them is looked at.
const STRAYS_EVERY: Duration = Duration::from_hours(24);
/// How long before an offer ends the company is reminded.
pub(super) const REMINDER: Duration = Duration::from_hours(24);

/// Runs until the task is aborted.
pub(crate) async fn run(app: App) {
    loop {
        let is_done = sweep(&app).await.unwrap_or_else(|refused| {
            tracing::warn!(problem = ?refused.problem(), "the timers of quotes failed");
            false
        });
        let end = next_end(&app).await.unwrap_or_default();
        let next = next_look(app.clock.now(), end, is_done);
        // Whichever comes first: the clock may be moved or stand still, and offers may be made.
        tokio::select! {
            () = app.clock.sleep_until(next) => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

/// Scans and forgets files until the task is aborted: apart, since nothing that ends shall wait for a large one.
pub(crate) async fn look_after_files(app: App) {
    let (mut forgot_at, mut looked_at) = (None, None);
    loop {
        if let Err(refused) = scanning::scan(&app).await {
            tracing::warn!(problem = ?refused.problem(), "files of quotes could not be scanned");
        }
        let now = app.clock.now();
        if is_time(&mut forgot_at, now, FORGET_EVERY)
            && let Err(refused) = scanning::forget_unused(&app).await
        {
            tracing::warn!(problem = ?refused.problem(), "files that nobody has could not be forgotten");
        }
        if is_time(&mut looked_at, now, STRAYS_EVERY)
            && let Err(refused) = scanning::remove_strays(&app).await
        {
            tracing::warn!(problem = ?refused.problem(), "files of nobody could not be removed");
        }
        // Whichever comes first: the clock may be moved or stand still.
        tokio::select! {
            () = app.clock.sleep_until(now.plus(TICK)) => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

/// Whether something is to be done again, which is noted: the first time, and once the clock has moved so far, to either
/// side.
fn is_time(last: &mut Option<Instant>, now: Instant, every: Duration) -> bool {
    let has_passed = |last: Instant| u128::from(now.millis().abs_diff(last.millis())) >= every.as_millis();
    let is_time = last.is_none_or(has_passed);
    if is_time {
        *last = Some(now);
    }
    is_time
}

async fn next_end(app: &App) -> Answer<Option<Instant>> {
    let mut reader = app.db.snapshot().await?;
    Ok(quotes::next_end(&mut reader).await?)
}

/// When to look again: when the next offer ends. What could not be done is due still: it is tried again after a tick, not
/// as fast as can be.
fn next_look(now: Instant, end: Option<Instant>, is_done: bool) -> Instant {
    let latest = now.plus(TICK);
    end.filter(|_| is_done).map_or(latest, |end| end.clamp(now.plus(SOONEST), latest))
}

/// Ends and reminds; `false` when something has to be tried again.
async fn sweep(app: &App) -> Answer<bool> {
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let due = quotes::due(&mut reader, now).await?;
    let to_be_reminded = quotes::to_be_reminded(&mut reader, now, now.plus(REMINDER)).await?;
    drop(reader);
    let mut is_done = true;
    // One that cannot be moved on keeps no other one waiting.
    for id in due {
        if let Err(refused) = expire(app, &id, now).await {
            tracing::warn!(quote = id, problem = ?refused.problem(), "an offer cannot be expired");
            is_done = false;
        }
    }
    for id in to_be_reminded {
        if let Err(refused) = remind(app, &id, now).await {
            tracing::warn!(quote = id, problem = ?refused.problem(), "a company cannot be reminded");
            is_done = false;
        }
    }
    Ok(is_done)
}

/// The time of an offer is over.
async fn expire(app: &App, id: &str, now: Instant) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    // Read again inside the transaction: it may have been ordered or withdrawn in between.
    let Some(mut row) = quotes::find(&mut tx, id).await? else { return Ok(()) };
    let is_due =
        row.status != QuoteStatus::Expired && views::standing(&row, now).status == QuoteStatus::Expired;
    let (Some(offer), true) = (row.offer, is_due) else { return Ok(()) };
    quote_versions::set_state(&mut tx, &row.id, offer, VersionState::Expired).await?;
    row.ended_at = row.valid_until;
    quotes::update(&mut tx, &mut row, QuoteStatus::Expired, now).await?;
    mail::send(&mut tx, &app.public_url, now, mail::Subject::Expired, &row).await?;
    facts::quote(&mut tx, &row, now).await?;
    tx.commit().await?;
    Ok(())
}

/// An offer ends soon.
async fn remind(app: &App, id: &str, now: Instant) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    let Some(row) = quotes::find(&mut tx, id).await? else { return Ok(()) };
    let standing = views::standing(&row, now);
    let stands = matches!(standing.status, QuoteStatus::Quoted | QuoteStatus::Accepted);
    // Another offer may have come in between.
    let is_due = row.valid_until.is_some_and(|until| until <= now.plus(REMINDER));
    let (Some(offer), true) = (row.offer, stands && is_due && row.reminded != row.offer) else {
        return Ok(());
    };
    quotes::set_reminded(&mut tx, &row.id, offer).await?;
    mail::send(&mut tx, &app.public_url, now, mail::Subject::EndsSoon, &row).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn b2b_09_what_cannot_be_expired_is_tried_again_after_a_pause(
            now in 0_i64..4_000_000_000_000, off in prop::option::of(-100_000_i64..100_000), is_done: bool,
        ) {
            let (at, end) = (Instant::from_millis(now), off.map(|off| Instant::from_millis(now + off)));
            let next = next_look(at, end, is_done);
            let tick = at.plus(TICK);
            prop_assert!(at < next && next <= tick);
            prop_assert!(is_done || next == tick);
            // In time, where it can be.
            let in_time = end.filter(|end| is_done && (at.plus(SOONEST)..=tick).contains(end));
            prop_assert!(in_time.is_none_or(|end| next == end));
        }
    }
}
