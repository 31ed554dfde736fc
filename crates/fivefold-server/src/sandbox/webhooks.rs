//! Delivers webhooks: at least once, again and again with growing pauses, across restarts.

use super::{
    provider::Sandbox,
    sign::{SIGNATURE, sign},
};
use crate::store::sandbox as store;
use reqwest::Client;
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// After so many tries a webhook is given up; the merchant's own questions will find the truth.
const TRIES: i64 = 30;
/// The pause after the first failure; it doubles.
const PAUSE: Duration = Duration::from_millis(200);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);

impl Sandbox {
    /// Delivers webhooks until the server stops.
    pub(crate) async fn deliver(self, client: Client, mut stopping: watch::Receiver<bool>) {
        let mut not_before: HashMap<String, Instant> = HashMap::new();
        loop {
            if let Err(error) = self.deliver_due(&client, &mut not_before).await {
                tracing::warn!(%error, "webhooks could not be read");
            }
            let pause =
                not_before.values().min().map_or(LONGEST_PAUSE, |at| at.duration_since(Instant::now()));
            tokio::select! {
                _ = stopping.wait_for(|stopping| *stopping) => return,
                () = self.changed() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    async fn deliver_due(
        &self,
        client: &Client,
        not_before: &mut HashMap<String, Instant>,
    ) -> Result<(), sqlx::Error> {
        let mut reader = self.db().snapshot().await?;
        let open = store::open_webhooks(&mut reader).await?;
        drop(reader);
        for webhook in open {
            if not_before.get(&webhook.id).is_some_and(|at| *at > Instant::now()) {
                continue;
            }
            let signature = sign(self.webhook_secret(), self.clock().now(), webhook.body.as_bytes());
            let answer = client
                .post(&webhook.url)
                .header(SIGNATURE, signature)
                .header("content-type", "application/json")
                .timeout(Duration::from_secs(10))
                .body(webhook.body)
                .send()
                .await;
            let tries = webhook.tries + 1;
            let taken = answer.as_ref().is_ok_and(|answer| answer.status().is_success());
            let state = match taken {
                true => "taken",
                false if tries >= TRIES => "given_up",
                false => "open",
            };
            if state == "open" {
                let doublings = u32::try_from(webhook.tries.min(10)).unwrap_or(10);
                let pause = (PAUSE * 2_u32.pow(doublings)).min(LONGEST_PAUSE);
                not_before.insert(webhook.id.clone(), Instant::now() + pause);
            } else {
                not_before.remove(&webhook.id);
            }
            let mut tx = self.db().begin().await?;
            store::note_webhook(&mut tx, &webhook.id, tries, state).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
