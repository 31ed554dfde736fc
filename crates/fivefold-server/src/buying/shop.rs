//! What buying needs besides the database: the provider, its secret, and the tasks that run by
//! themselves.

use super::{jobs, provider::Provider, timers};
use crate::{clock::Clock, sandbox::Sandbox, state::App, store::Db};
use fivefold_api::vocabulary::Instant;
use reqwest::Client;
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use tokio::{sync::Notify, task::JoinHandle};

/// The parts of the buying half. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Buying(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    client: Client,
    sandbox: Sandbox,
    provider: Provider,
    webhook_url: String,
    work: Notify,
    forgot_at: AtomicI64,
}

/// Where the provider's reports come in.
const WEBHOOKS: &str = "/v1/webhooks/sandbox";
/// Old records are looked for once a minute.
const FORGET_EVERY: i64 = 60_000;

impl Buying {
    /// Opens the sandbox provider, reached by buyers at `sandbox_url`, and a client of it.
    ///
    /// `listen` and `sandbox` are the addresses listened on: shop and provider talk to each other
    /// directly, whatever stands between them and the buyer. Commands that a stopped server left
    /// running are forgotten here, before anything is answered.
    ///
    /// # Errors
    /// When the database or the HTTP client cannot be used.
    pub(crate) async fn open(
        db: Db,
        clock: Clock,
        sandbox_url: &str,
        listen: SocketAddr,
        sandbox: SocketAddr,
    ) -> Result<Self, sqlx::Error> {
        let mut tx = db.begin().await?;
        let forgotten = crate::store::commitments::forget_running(&mut tx).await?;
        let untold = crate::store::payments::remove_untold(&mut tx).await?;
        tx.commit().await?;
        if forgotten + untold > 0 {
            tracing::info!(forgotten, untold, "commands that were cut off may be sent again");
        }
        let provider_address = sandbox;
        let sandbox = Sandbox::open(db, clock, sandbox_url).await?;
        let client =
            Client::builder().no_proxy().build().map_err(|error| sqlx::Error::Configuration(error.into()))?;
        let provider = Provider::new(
            client.clone(),
            format!("http://{}", reachable(provider_address)),
            sandbox.api_key().to_owned(),
        );
        Ok(Self(Arc::new(Inner {
            client,
            sandbox,
            provider,
            webhook_url: format!("http://{}{WEBHOOKS}", reachable(listen)),
            work: Notify::new(),
            forgot_at: AtomicI64::new(i64::MIN),
        })))
    }

    /// The sandbox provider.
    pub(crate) fn sandbox(&self) -> &Sandbox {
        &self.0.sandbox
    }

    /// The payment provider's API.
    pub(super) fn provider(&self) -> &Provider {
        &self.0.provider
    }

    /// Where the provider reports changes.
    pub(super) fn webhook_url(&self) -> &str {
        &self.0.webhook_url
    }

    /// Where this server is reached by itself: `http://127.0.0.1:8080`.
    pub(crate) fn own_url(&self) -> &str {
        self.0.webhook_url.trim_end_matches(WEBHOOKS)
    }

    /// Where the payment provider is reached from here: `http://127.0.0.1:8081`.
    pub(crate) fn provider_url(&self) -> &str {
        self.0.provider.url()
    }

    /// What the provider signs its reports with.
    pub(super) fn webhook_secret(&self) -> &str {
        self.0.sandbox.webhook_secret()
    }

    /// There may be something to ask of the provider.
    pub(crate) fn wake(&self) {
        self.0.work.notify_one();
    }

    /// Waits until there may be something to ask.
    pub(super) async fn woken(&self) {
        self.0.work.notified().await;
    }

    /// Whether old records should be looked for now; at most once a minute.
    pub(super) fn is_time_to_forget(&self, now: Instant) -> bool {
        let last = self.0.forgot_at.load(Ordering::Relaxed);
        let due = now.millis().saturating_sub(last).saturating_abs() >= FORGET_EVERY;
        if due {
            self.0.forgot_at.store(now.millis(), Ordering::Relaxed);
        }
        due
    }
}

/// Starts the timers, the provider's jobs, and the sandbox's webhooks. They are aborted when the
/// server stops.
pub(crate) fn start(app: &App) -> Vec<JoinHandle<()>> {
    let sandbox = app.buying.sandbox().clone();
    vec![
        tokio::spawn(timers::run(app.clone(), sandbox.clone())),
        tokio::spawn(jobs::work(app.clone())),
        tokio::spawn(sandbox.deliver(app.buying.0.client.clone(), app.stopping.clone())),
    ]
}

/// An address to connect to: listening on all interfaces is no destination.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => (Ipv4Addr::LOCALHOST, address.port()).into(),
        IpAddr::V6(ip) if ip.is_unspecified() => (Ipv6Addr::LOCALHOST, address.port()).into(),
        _ => address,
    }
}
