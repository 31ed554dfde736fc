//! What happens by itself: holds, orders and attempts run out, old records are forgotten, and after
//! a start the provider is asked what happened meanwhile.

use super::settle;
use crate::{
    bookings, group_buys,
    problem::Answer,
    sandbox::{ProviderPayment, Sandbox},
    state::App,
    store::{accounts, commitments, holds, mails, orders, payments, sessions, words::read},
};
use fivefold_api::{model::OrderStatus, vocabulary::Instant};
use std::time::Duration;

/// How late something may run out.
const TICK: Duration = Duration::from_millis(500);
/// How long a command's answer is kept (X-IDEM).
const KEPT: Duration = Duration::from_hours(24);
/// How long webhooks are remembered: far longer than their signatures are valid.
const WEBHOOKS_KEPT: Duration = Duration::from_hours(24);

/// Runs until the task is aborted.
pub(super) async fn run(app: App, sandbox: Sandbox) {
    if let Err(refused) = pick_up(&app).await {
        tracing::error!(problem = ?refused.problem(), "what a stopped server left could not be picked up");
    }
    loop {
        if let Err(refused) = sweep(&app).await {
            tracing::warn!(problem = ?refused.problem(), "the shop's timers failed");
        }
        // After what was paid while the server was stopped was picked up: that moves a booking still.
        if let Err(refused) = bookings::sweep(&app).await {
            tracing::warn!(problem = ?refused.problem(), "the timers of bookings failed");
        }
        if let Err(refused) = sandbox.sweep().await {
            tracing::warn!(problem = ?refused.problem(), "the sandbox provider's timers failed");
        }
        // Whichever comes first: the clock may be moved or stand still.
        let soon = app.clock.now().plus(TICK);
        tokio::select! {
            () = app.clock.sleep_until(soon) => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

/// Ends what has run out.
async fn sweep(app: &App) -> Answer<()> {
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let due_orders = holds::due(&mut reader, "order", now).await?;
    let due_payments = payments::due(&mut reader, now).await?;
    drop(reader);
    let any = !(due_orders.is_empty() && due_payments.is_empty());
    // One that cannot be ended keeps no other one waiting.
    for id in due_orders {
        if let Err(refused) = end_order(app, &id, now).await {
            tracing::warn!(order = id, problem = ?refused.problem(), "an order's hold cannot be ended");
        }
    }
    for id in due_payments {
        if let Err(refused) = end_payment(app, &id, now).await {
            tracing::warn!(payment = id, problem = ?refused.problem(), "an attempt to pay cannot be ended");
        }
    }
    if any {
        app.buying.wake();
    }
    forget(app, now).await
}

/// The hold of an order has run out.
async fn end_order(app: &App, id: &str, now: Instant) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    // Read again inside the transaction: a payment may have come in between.
    let still_due = holds::of_subject(&mut tx, "order", id)
        .await?
        .into_iter()
        .find(|hold| hold.state == "active" && hold.expires_at <= now);
    let (Some(order), Some(hold)) = (orders::find(&mut tx, id).await?, still_due) else { return Ok(()) };
    if order.is_of_group() {
        group_buys::hold_due(&mut tx, now, &order, hold.expires_at).await?;
    } else if order.is_of_booking() {
        bookings::hold_due(&mut tx, now, &order, hold.expires_at).await?;
    } else if read::<OrderStatus>(&order.status)? == OrderStatus::PendingPayment {
        settle::expire_order(&mut tx, &order).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The page or the authorisation of an attempt to pay has run out.
async fn end_payment(app: &App, id: &str, now: Instant) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    let payment = payments::find(&mut tx, id).await?.filter(|payment| payment.expires_at <= now);
    if let Some(payment) = payment {
        settle::expire_payment(&mut tx, payment).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Forgets what is no longer needed.
async fn forget(app: &App, now: Instant) -> Answer<()> {
    let before = |kept: Duration| {
        Instant::from_millis(now.millis().saturating_sub(i64::try_from(kept.as_millis()).unwrap_or(i64::MAX)))
    };
    if !app.buying.is_time_to_forget(now) {
        return Ok(());
    }
    let mut tx = app.db.begin().await?;
    commitments::forget_old(&mut tx, before(KEPT)).await?;
    payments::forget_webhooks(&mut tx, before(WEBHOOKS_KEPT)).await?;
    sessions::forget_ended(&mut tx, now).await?;
    accounts::forget_ended(&mut tx, now).await?;
    mails::forget_old(&mut tx, before(KEPT)).await?;
    tx.commit().await?;
    Ok(())
}

/// Picks up what a stopped server left: commands that were running may be sent again, attempts that
/// nobody was told of never were, and the provider knows what happened to the others.
async fn pick_up(app: &App) -> Answer<()> {
    let mut reader = app.db.snapshot().await?;
    let unsettled = payments::unsettled(&mut reader).await?;
    drop(reader);
    for payment in unsettled {
        let Some(provider_id) = &payment.provider_id else {
            continue;
        };
        match app.buying.provider().get(provider_id).await {
            Ok(news) => {
                if let Err(refused) = take_in(app, &news).await {
                    tracing::warn!(payment = payment.id, problem = ?refused.problem(), "its news cannot be used");
                }
            }
            Err(error) => tracing::warn!(payment = payment.id, %error, "its state is not known yet"),
        }
    }
    app.buying.wake();
    Ok(())
}

async fn take_in(app: &App, news: &ProviderPayment) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    settle::take_in(&mut tx, app.clock.now(), news, &app.public_url).await?;
    tx.commit().await?;
    Ok(())
}
