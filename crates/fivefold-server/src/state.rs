//! What every handler shares.

use crate::{
    account::Accounts, buying::Buying, catalog::Listings, clock::Clock, config::Config, live::Live,
    public::Answers, store::Db, test_controls::Faults,
};
use axum::http::{HeaderMap, header};
use std::{ops::Deref, path::PathBuf, sync::Arc};
use tokio::sync::watch;

/// The running server's parts. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App(Arc<Parts>);

/// The parts of [`App`].
#[derive(Debug)]
pub struct Parts {
    /// What the command line said.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// The clock. Nothing else tells the time.
    pub clock: Clock,
    /// The open streams.
    pub live: Live,
    /// Turns true when the server stops: streams end and timers rest.
    pub stopping: watch::Receiver<bool>,
    /// The origin under which buyers reach the API and the app: `http://127.0.0.1:8080`.
    pub public_url: String,
    /// The origin of the sandbox payment page.
    pub sandbox_url: String,
    /// Where uploads are kept.
    pub uploads: PathBuf,
    /// The payment provider, and what buying does by itself.
    pub(crate) buying: Buying,
    /// What guards the doors of accounts.
    pub(crate) accounts: Accounts,
    /// What lists are made from.
    pub(crate) listings: Listings,
    /// Public answers that are still true.
    pub(crate) answers: Answers,
    /// What tests have broken.
    pub faults: Faults,
}

impl App {
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The token of `Authorization: Bearer`, if there is one.
#[must_use]
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}
