//! The shop's side of the payment provider: its API over HTTP.

use crate::sandbox::{Capture, CreatePayment, ProviderPayment, Refund};
use fivefold_api::vocabulary::Money;
use reqwest::{Client, Method, StatusCode};
use serde::Serialize;
use std::time::Duration;

/// How long the provider may take; the buyer's own patience is longer.
const TIMEOUT: Duration = Duration::from_secs(4);
/// How often something is tried while the buyer waits.
const TRIES: u32 = 2;

/// Why the provider did not do what was asked.
#[derive(Debug)]
pub(super) enum ProviderError {
    /// It says no: the payment is not in a state for it, or the amount is wrong.
    Refused(StatusCode),
    /// Nobody knows: no answer, or one that makes no sense. Asking again is safe.
    Unknown(String),
}

impl std::fmt::Display for ProviderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(status) => write!(f, "the provider refused with {status}"),
            Self::Unknown(reason) => write!(f, "the provider gave no answer: {reason}"),
        }
    }
}

/// A client of the provider's API. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Provider {
    client: Client,
    url: String,
    api_key: String,
}

impl Provider {
    pub(super) fn new(client: Client, url: String, api_key: String) -> Self {
        Self { client, url, api_key }
    }

    /// Where it is.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Makes a payment. The same merchant key finds the same payment.
    pub(super) async fn create(&self, wish: &CreatePayment) -> Result<ProviderPayment, ProviderError> {
        self.ask(Method::POST, "/api/payments", Some(wish)).await
    }

    /// Where a payment stands.
    pub(super) async fn get(&self, id: &str) -> Result<ProviderPayment, ProviderError> {
        self.ask::<()>(Method::GET, &format!("/api/payments/{id}"), None).await
    }

    /// Takes what was authorised, or less.
    pub(super) async fn capture(&self, id: &str, amount: Money) -> Result<ProviderPayment, ProviderError> {
        self.ask(Method::POST, &format!("/api/payments/{id}/capture"), Some(&Capture { amount })).await
    }

    /// Gives up what was not taken.
    pub(super) async fn void(&self, id: &str) -> Result<ProviderPayment, ProviderError> {
        self.ask::<()>(Method::POST, &format!("/api/payments/{id}/void"), None).await
    }

    /// Gives back, once per key.
    pub(super) async fn refund(
        &self,
        id: &str,
        key: &str,
        amount: Money,
    ) -> Result<ProviderPayment, ProviderError> {
        let refund = Refund { key: key.to_owned(), amount };
        self.ask(Method::POST, &format!("/api/payments/{id}/refund"), Some(&refund)).await
    }

    async fn ask<B: Serialize + Sync>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
    ) -> Result<ProviderPayment, ProviderError> {
        let mut tried = 0;
        loop {
            tried += 1;
            match self.ask_once(method.clone(), path, body).await {
                Err(ProviderError::Unknown(_)) if tried < TRIES => {}
                answer => return answer,
            }
        }
    }

    async fn ask_once<B: Serialize + Sync>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
    ) -> Result<ProviderPayment, ProviderError> {
        let unknown = |error: reqwest::Error| ProviderError::Unknown(error.to_string());
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.url))
            .bearer_auth(&self.api_key)
            .timeout(TIMEOUT);
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.map_err(unknown)?;
        match answer.status() {
            status if status.is_success() => answer.json().await.map_err(unknown),
            status if status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT => {
                Err(ProviderError::Refused(status))
            }
            status => Err(ProviderError::Unknown(status.to_string())),
        }
    }
}
