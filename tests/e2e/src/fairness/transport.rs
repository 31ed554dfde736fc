//! How the app's own API client sends from here: through reqwest.

use fastrand::Rng;
use fivefold_api::http::Client;
use fivefold_api::transport::{Body, BoxFuture, Method, Request, Response, Transport, TransportError};
use fivefold_api::vocabulary::{Locale, MarketId, Scope};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Sends requests, and draws from a seed.
pub(super) struct Network {
    http: reqwest::Client,
    random: Mutex<Rng>,
}

/// A client of the API at `origin`, signed in with `token`.
pub(super) fn client(origin: &str, token: &str, random: Rng) -> reqwest::Result<Client> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let scope = Scope {
        locale: Locale("en".to_owned()),
        market: MarketId("EU".to_owned()),
        currency: "EUR".to_owned(),
    };
    let network = Arc::new(Network { http, random: Mutex::new(random) });
    Ok(Client::new(network, origin, scope, Some(token.to_owned()), |_| {}))
}

impl Transport for Network {
    fn send(&self, request: Request) -> BoxFuture<Result<Response, TransportError>> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut sent = self.http.request(method, &request.url);
        for (name, value) in request.headers {
            sent = sent.header(name, value);
        }
        match request.body {
            Body::Empty => {}
            Body::Json(text) => sent = sent.header("content-type", "application/json").body(text),
            Body::File { bytes, media_type } => sent = sent.header("content-type", media_type).body(bytes),
        }
        Box::pin(async move {
            let answered = async {
                let answer = sent.send().await?;
                let status = answer.status().as_u16();
                let header = |name| Some(answer.headers().get(name)?.to_str().ok()?.to_owned());
                let retry_after =
                    header("retry-after").and_then(|wait| wait.parse().ok()).map(Duration::from_secs);
                let etag = header("etag");
                Ok::<_, reqwest::Error>(Response {
                    status,
                    etag,
                    retry_after,
                    body: answer.bytes().await?.to_vec(),
                })
            };
            match tokio::time::timeout(request.timeout, answered).await {
                Ok(answer) => answer.map_err(|_| TransportError::Unreachable),
                Err(_) => Err(TransportError::TimedOut),
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn random(&self) -> u64 {
        self.random.lock().unwrap_or_else(PoisonError::into_inner).u64(..)
    }
}
