//! What the provider does with a payment. Every change counts up the revision and queues a webhook
//! in the same transaction.

use super::wire::{CreatePayment, ProviderPayment, Webhook};
use crate::{
    clock::Clock,
    ids::{new_id, new_secret},
    problem::{Answer, Refused},
    store::{
        Db, WriteTx,
        sandbox::{self as store, PaymentRow},
        words::{read, word},
    },
};
use fivefold_api::{
    model::{DeclineReason, PaymentStatus, ProblemKind},
    rules::payment_moves,
    vocabulary::{Currency, Instant, Money},
};
use std::{sync::Arc, time::Duration};
use tokio::sync::Notify;

/// How long an authorisation stands.
const AUTHORISATION: Duration = Duration::from_hours(7 * 24);

/// The provider. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Sandbox(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Clock,
    url: String,
    api_key: String,
    webhook_secret: String,
    changed: Notify,
}

/// What a buyer does on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// Pays.
    Approve,
    /// The bank refuses.
    Decline(DeclineReason),
    /// Pays, but the provider needs some time to say so.
    ApproveLate(Duration),
    /// Leaves.
    Cancel,
}

impl Sandbox {
    /// The provider over its tables, reached by buyers at `url`.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn open(db: Db, clock: Clock, url: &str) -> Result<Self, sqlx::Error> {
        let mut tx = db.begin().await?;
        let api_key = store::setting(&mut tx, "api_key", &new_secret()).await?;
        let webhook_secret = store::setting(&mut tx, "webhook_secret", &new_secret()).await?;
        tx.commit().await?;
        let url = url.trim_end_matches('/').to_owned();
        Ok(Self(Arc::new(Inner { db, clock, url, api_key, webhook_secret, changed: Notify::new() })))
    }

    /// The key merchants show.
    pub(crate) fn api_key(&self) -> &str {
        &self.0.api_key
    }

    /// What webhooks are signed with.
    pub(crate) fn webhook_secret(&self) -> &str {
        &self.0.webhook_secret
    }

    /// The provider's database.
    pub(super) fn db(&self) -> &Db {
        &self.0.db
    }

    /// The provider's clock.
    pub(super) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Waits until a webhook may be there.
    pub(super) async fn changed(&self) {
        self.0.changed.notified().await;
    }

    /// The payment as the merchant may see it.
    pub(super) fn wire(&self, row: &PaymentRow) -> Answer<ProviderPayment> {
        let currency = Currency::iso(&row.currency).map_err(Refused::internal)?;
        Ok(ProviderPayment {
            id: row.id.clone(),
            merchant_key: row.merchant_key.clone(),
            revision: row.revision,
            status: read(&row.status)?,
            amount: Money::new(row.amount, currency),
            captured: Money::new(row.captured, currency),
            refunded: Money::new(row.refunded, currency),
            decline: row.decline.as_deref().map(read::<DeclineReason>).transpose()?,
            page_url: format!("{}/pay/{}", self.0.url, row.page),
            expires_at: row.expires_at,
        })
    }

    /// Makes a payment, or finds the one made with the same key.
    pub(crate) async fn create(&self, wish: CreatePayment) -> Answer<ProviderPayment> {
        let mut tx = self.0.db.begin().await?;
        if let Some(row) = store::by_key(&mut tx, &wish.merchant_key).await? {
            return self.wire(&row);
        }
        if wish.amount.minor <= 0 || wish.expires_at <= self.0.clock.now() {
            return Err(Refused::bad_request("an amount over zero and a time in the future are needed"));
        }
        for url in [&wish.return_url, &wish.webhook_url] {
            if !(url.starts_with("http://") || url.starts_with("https://"))
                || url.chars().any(char::is_control)
            {
                return Err(Refused::bad_request("addresses must be http or https"));
            }
        }
        let row = PaymentRow {
            id: new_id("sp"),
            page: new_secret(),
            merchant_key: wish.merchant_key,
            reference: wish.reference,
            merchant: wish.merchant,
            amount: wish.amount.minor,
            currency: wish.amount.currency.code().to_owned(),
            capture_at_once: wish.capture_at_once,
            status: word(&PaymentStatus::ActionRequired)?,
            revision: 1,
            decline: None,
            captured: 0,
            refunded: 0,
            return_url: wish.return_url,
            webhook_url: wish.webhook_url,
            expires_at: wish.expires_at,
            settles_at: None,
        };
        store::insert(&mut tx, &row).await?;
        tx.commit().await?;
        self.wire(&row)
    }

    /// The payment of an id.
    pub(super) async fn get(&self, id: &str) -> Answer<ProviderPayment> {
        let mut reader = self.0.db.snapshot().await?;
        let row = store::by_id(&mut reader, id).await?.ok_or_else(Refused::not_found)?;
        self.wire(&row)
    }

    /// Takes what was set aside, or less. A repeat changes nothing.
    pub(super) async fn capture(&self, id: &str, amount: Money) -> Answer<ProviderPayment> {
        let mut tx = self.0.db.begin().await?;
        let mut row = store::by_id(&mut tx, id).await?.ok_or_else(Refused::not_found)?;
        let status: PaymentStatus = read(&row.status)?;
        if status == PaymentStatus::Captured && row.captured == amount.minor {
            return self.wire(&row);
        }
        if status != PaymentStatus::Authorised {
            return Err(not_now(&row.status));
        }
        if amount.currency.code() != row.currency || amount.minor <= 0 || amount.minor > row.amount {
            return Err(Refused::bad_request("at most the authorised amount, in its currency, is captured")
                .status(axum::http::StatusCode::UNPROCESSABLE_ENTITY));
        }
        row.captured = amount.minor;
        self.change(tx, row, PaymentStatus::Captured).await
    }

    /// Gives up what was not taken. A repeat changes nothing.
    pub(super) async fn void(&self, id: &str) -> Answer<ProviderPayment> {
        let mut tx = self.0.db.begin().await?;
        let row = store::by_id(&mut tx, id).await?.ok_or_else(Refused::not_found)?;
        match read(&row.status)? {
            PaymentStatus::Voided => self.wire(&row),
            PaymentStatus::ActionRequired | PaymentStatus::Authorised => {
                self.change(tx, row, PaymentStatus::Voided).await
            }
            // What the bank is thinking about cannot be called back; the outcome will be reported.
            _ => Err(not_now(&row.status)),
        }
    }

    /// Gives back a part or all of what was taken, once per key.
    pub(super) async fn refund(&self, id: &str, key: &str, amount: Money) -> Answer<ProviderPayment> {
        let mut tx = self.0.db.begin().await?;
        let mut row = store::by_id(&mut tx, id).await?.ok_or_else(Refused::not_found)?;
        if !store::remember(&mut tx, id, key).await? {
            return self.wire(&row);
        }
        if !matches!(read(&row.status)?, PaymentStatus::Captured | PaymentStatus::PartlyRefunded) {
            return Err(not_now(&row.status));
        }
        let left = row.captured - row.refunded;
        if amount.currency.code() != row.currency || amount.minor <= 0 || amount.minor > left {
            return Err(Refused::bad_request("at most what was captured is refunded, in its currency")
                .status(axum::http::StatusCode::UNPROCESSABLE_ENTITY));
        }
        row.refunded += amount.minor;
        let to = if row.refunded == row.captured {
            PaymentStatus::Refunded
        } else {
            PaymentStatus::PartlyRefunded
        };
        self.change(tx, row, to).await
    }

    /// What a buyer decided on the page. A page that is over stays over.
    pub(super) async fn decide(&self, page: &str, decision: Decision) -> Answer<PaymentRow> {
        let now = self.0.clock.now();
        let mut tx = self.0.db.begin().await?;
        let mut row = store::by_page(&mut tx, page).await?.ok_or_else(Refused::not_found)?;
        if read::<PaymentStatus>(&row.status)? != PaymentStatus::ActionRequired || row.expires_at <= now {
            return Ok(row);
        }
        let to = match decision {
            Decision::Approve => settle(&mut row, now),
            Decision::Decline(reason) => {
                row.decline = Some(word(&reason)?);
                PaymentStatus::Declined
            }
            Decision::ApproveLate(after) => {
                row.settles_at = Some(now.plus(after));
                PaymentStatus::Processing
            }
            Decision::Cancel => PaymentStatus::Voided,
        };
        self.change(tx, row.clone(), to).await?;
        Ok(row)
    }

    /// Somebody approves a payment without being shown its page: for histories of the demo.
    pub(crate) async fn approve(&self, id: &str) -> Answer<ProviderPayment> {
        let mut reader = self.0.db.snapshot().await?;
        let row = store::by_id(&mut reader, id).await?.ok_or_else(Refused::not_found)?;
        drop(reader);
        self.decide(&row.page, Decision::Approve).await?;
        self.get(id).await
    }

    /// Does what is due: pages and authorisations run out, late successes come.
    pub(crate) async fn sweep(&self) -> Answer<()> {
        let now = self.0.clock.now();
        let mut reader = self.0.db.snapshot().await?;
        let due = store::due(&mut reader, now).await?;
        drop(reader);
        for seen in due {
            let mut tx = self.0.db.begin().await?;
            let Some(mut row) = store::by_id(&mut tx, &seen.id).await? else {
                continue;
            };
            if row.revision != seen.revision {
                continue;
            }
            let to = match read(&row.status)? {
                PaymentStatus::Processing => settle(&mut row, now),
                _ => PaymentStatus::Expired,
            };
            self.change(tx, row, to).await?;
        }
        Ok(())
    }

    async fn change(
        &self,
        mut tx: WriteTx,
        mut row: PaymentRow,
        to: PaymentStatus,
    ) -> Answer<ProviderPayment> {
        let from: PaymentStatus = read(&row.status)?;
        if !payment_moves(from, to) {
            return Err(not_now(&row.status));
        }
        row.status = word(&to)?;
        row.revision += 1;
        store::update(&mut tx, &row).await?;
        let payment = self.wire(&row)?;
        let webhook = Webhook { id: new_id("we"), payment: payment.clone() };
        store::queue_webhook(&mut tx, &webhook.id, &row, &serde_json::to_string(&webhook)?).await?;
        tx.commit().await?;
        self.0.changed.notify_one();
        Ok(payment)
    }
}

/// The bank said yes: the money is taken at once or set aside for some days.
fn settle(row: &mut PaymentRow, now: Instant) -> PaymentStatus {
    row.settles_at = None;
    if row.capture_at_once {
        row.captured = row.amount;
        PaymentStatus::Captured
    } else {
        row.expires_at = now.plus(AUTHORISATION);
        PaymentStatus::Authorised
    }
}

fn not_now(status: &str) -> Refused {
    Refused::new(ProblemKind::NotPayable).detail(format!("not while the payment is {status}"))
}
