//! Asks the provider for what was decided: captures, voids, refunds. Each was written down with the
//! decision and is asked for until there is an answer, across restarts.

use super::{
    provider::ProviderError,
    settle::{self, CAPTURE, REFUND, VOID},
};
use crate::{
    group_buys,
    problem::{Answer, Refused},
    state::App,
    store::payments::{self, JobRow},
};
use fivefold_api::vocabulary::{Currency, Money};
use std::time::Duration;

/// The pause after the first failure; it doubles.
const PAUSE: Duration = Duration::from_millis(250);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Works until the task is aborted.
pub(super) async fn work(app: App) {
    let mut failures = 0;
    loop {
        match do_open(&app).await {
            Ok(true) => failures = 0,
            Ok(false) => failures += 1,
            Err(refused) => {
                tracing::warn!(problem = ?refused.problem(), "the provider's jobs could not be done");
                failures += 1;
            }
        }
        let pause = if failures == 0 {
            LONGEST_PAUSE
        } else {
            (PAUSE * 2_u32.pow((failures - 1).min(10))).min(LONGEST_PAUSE)
        };
        tokio::select! {
            () = app.buying.woken() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Does all open jobs; `false` when one of them has to be tried again.
async fn do_open(app: &App) -> Answer<bool> {
    let mut all = true;
    loop {
        let mut reader = app.db.snapshot().await?;
        let jobs = payments::open_jobs(&mut reader).await?;
        drop(reader);
        let mut done = 0;
        for job in &jobs {
            match do_one(app, job).await {
                Ok(true) => done += 1,
                Ok(false) => all = false,
                Err(refused) => {
                    tracing::warn!(job = job.id, problem = ?refused.problem(), "a job could not be done");
                    all = false;
                }
            }
        }
        // What was done may have left something new to do.
        if done == 0 || !all {
            return Ok(all);
        }
    }
}

async fn do_one(app: &App, job: &JobRow) -> Answer<bool> {
    let mut reader = app.db.snapshot().await?;
    let payment = payments::find(&mut reader, &job.payment).await?;
    drop(reader);
    let Some((payment, provider_id)) =
        payment.and_then(|row| row.provider_id.clone().map(|provider_id| (row, provider_id)))
    else {
        return Err(Refused::internal("a job has no payment"));
    };
    let amount = Money::new(job.amount, Currency::iso(&payment.currency).map_err(Refused::internal)?);
    let provider = app.buying.provider();
    let asked = match job.job.as_str() {
        CAPTURE => provider.capture(&provider_id, amount).await,
        VOID => provider.void(&provider_id).await,
        REFUND => provider.refund(&provider_id, &job.id, amount).await,
        other => return Err(Refused::internal(format_args!("{other} is no job"))),
    };
    let (news, state) = match asked {
        Ok(news) => (news, "done"),
        // It says no; its own word says what happened instead.
        Err(ProviderError::Refused(status)) => match provider.get(&provider_id).await {
            Ok(news) => {
                tracing::info!(payment = payment.id, job = job.job, %status, "the provider said no");
                (news, "refused")
            }
            Err(_) => return Ok(false),
        },
        Err(error) => {
            tracing::warn!(payment = payment.id, job = job.job, %error, "will be asked again");
            return Ok(false);
        }
    };
    let mut tx = app.db.begin().await?;
    let now = app.clock.now();
    payments::end_job(&mut tx, &job.id, state).await?;
    settle::take_in(&mut tx, now, &news, &app.public_url).await?;
    if job.job == CAPTURE && state == "refused" {
        group_buys::capture_refused(&mut tx, now, &payment.id, &app.public_url).await?;
    }
    tx.commit().await?;
    Ok(true)
}
