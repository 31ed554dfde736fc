//! One client for one backend: session, scope, retries, decoding. Not generic inside, so that each
//! call costs few bytes.

use super::retry::{Retry, may_send_again};
use crate::endpoints::{CreateSession, Endpoint, QueryWriter, fill_path};
use crate::error::ApiError;
use crate::json::{self, FromJson};
use crate::model::{Problem, ProblemKind, Session};
use crate::ports::Asked;
use crate::transport::{Body, BoxFuture, Method, Request, Response, Transport, TransportError};
use crate::vocabulary::{CommitmentKey, Scope, Version};
use futures::lock::Mutex;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// How long an answer may take. A commitment that takes longer is *unknown* (X-UNKNOWN).
const TIMEOUT: Duration = Duration::from_secs(12);

/// Begins what stands for the token of a session that travels in an `HttpOnly` cookie, which no script can
/// read. What follows tells one such session from another.
pub const COOKIE_SESSION: &str = "cookie:";

/// A client of one backend. Cheap to clone; clones share session and scope.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

/// Told of every new session, so that it can be kept.
type OnSession = Box<dyn Fn(&Session) + Send + Sync>;

struct Inner {
    transport: Arc<dyn Transport>,
    origin: String,
    retry: Retry,
    scope: RwLock<Scope>,
    token: RwLock<Option<String>>,
    /// Held while a session is made, so that two first calls make one session.
    session: Mutex<()>,
    on_session: OnSession,
}

/// A command that commits somebody, as it is stored before it is sent and sent again after a reload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
pub struct RawCommitment {
    /// What it is: `place_order`, `pay`.
    pub kind: String,
    /// What it is about: an id or path.
    pub subject: String,
    /// The version of the subject that was seen, so that two tabs find the same commitment.
    pub subject_version: String,
    /// The method.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// The JSON body, or nothing.
    pub body: String,
    /// The version that goes along as `If-Match`, where the call has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_match: Option<Version>,
    /// The key (`Idempotency-Key`).
    pub key: CommitmentKey,
    /// The page that shows what became of it.
    pub page: String,
}

/// What is needed to send a request, without its origin and session.
struct Prepared {
    method: Method,
    path: String,
    body: Body,
    etag: Option<String>,
    key: Option<String>,
    private: bool,
    keepalive: bool,
}

impl Client {
    /// A client of the backend at `origin` (`https://api.example.com`, or empty for the page's own).
    #[must_use]
    pub fn new(
        transport: Arc<dyn Transport>,
        origin: &str,
        scope: Scope,
        token: Option<String>,
        on_session: impl Fn(&Session) + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Inner {
            transport,
            origin: origin.trim_end_matches('/').to_owned(),
            retry: Retry::default(),
            scope: RwLock::new(scope),
            token: RwLock::new(token),
            session: Mutex::new(()),
            on_session: Box::new(on_session),
        }))
    }

    /// Language, market and currency of what is asked from now on.
    pub fn set_scope(&self, scope: Scope) {
        *self.0.scope.write().unwrap_or_else(PoisonError::into_inner) = scope;
    }

    /// Language, market and currency of what is asked.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.0.scope.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes up a session that another tab has made or ended, or that somebody has signed in: with
    /// [`COOKIE_SESSION`] before it when it travels in a cookie.
    pub fn set_token(&self, token: Option<String>) {
        *self.0.token.write().unwrap_or_else(PoisonError::into_inner) = token;
    }

    /// The session's token, if there is a session. Without one there is no cart and no order.
    #[must_use]
    pub fn token(&self) -> Option<String> {
        self.0.token.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The backend's origin; empty for the page's own.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0.origin
    }

    /// What the client sends through, for waiting and for making keys.
    #[must_use]
    pub fn transport(&self) -> &Arc<dyn Transport> {
        &self.0.transport
    }

    /// Path and query of a call, with the scope where it belongs.
    #[must_use]
    pub fn path<E: Endpoint>(&self, endpoint: &E) -> String {
        let mut query = QueryWriter::default();
        endpoint.query(&mut query);
        self.finish_path(E::PATH, &endpoint.params(), query, E::SCOPED)
    }

    fn finish_path(&self, pattern: &str, params: &[&str], mut query: QueryWriter, scoped: bool) -> String {
        if scoped {
            let scope = self.scope();
            query.add("locale", &scope.locale.0);
            query.add("market", &scope.market.0);
            query.add("currency", &scope.currency);
        }
        fill_path(pattern, params) + &query.finish()
    }

    /// Sends a call and decodes its answer.
    pub fn call<E: Endpoint>(&self, endpoint: &E) -> Asked<E::Answer> {
        let answer = self.send(Prepared {
            method: E::METHOD,
            path: self.path(endpoint),
            body: endpoint.body(),
            etag: endpoint.if_match().map(Version::to_etag),
            key: endpoint.key().map(|key| key.0.clone()),
            private: E::PRIVATE,
            keepalive: E::KEEPALIVE,
        });
        Box::pin(async move { decode(&answer.await?.body) })
    }

    /// The stored form of a call that commits somebody.
    #[must_use]
    pub fn commitment<E: Endpoint>(
        &self,
        endpoint: &E,
        kind: &str,
        subject: &str,
        seen: &str,
        page: &str,
    ) -> RawCommitment {
        RawCommitment {
            kind: kind.to_owned(),
            subject: subject.to_owned(),
            subject_version: seen.to_owned(),
            method: E::METHOD,
            path: self.path(endpoint),
            body: match endpoint.body() {
                Body::Json(text) => text,
                Body::Empty | Body::File { .. } => String::new(),
            },
            if_match: endpoint.if_match().cloned(),
            key: endpoint.key().cloned().unwrap_or_else(|| self.new_key()),
            page: page.to_owned(),
        }
    }

    /// A fresh key: 128 random bits in hexadecimal.
    #[must_use]
    pub fn new_key(&self) -> CommitmentKey {
        let mut text = String::with_capacity(32);
        for _ in 0..2 {
            let bits = self.0.transport.random();
            for nibble in (0..16).rev() {
                let digit = u32::try_from(bits >> (nibble * 4) & 15).unwrap_or(0);
                text.push(char::from_digit(digit, 16).unwrap_or('0'));
            }
        }
        CommitmentKey(text)
    }

    /// Sends a stored command; always with the same key.
    pub fn commit(&self, command: &RawCommitment) -> BoxFuture<Result<Response, ApiError>> {
        self.send(Prepared {
            method: command.method,
            path: command.path.clone(),
            body: if command.body.is_empty() { Body::Empty } else { Body::Json(command.body.clone()) },
            etag: command.if_match.as_ref().map(Version::to_etag),
            key: Some(command.key.0.clone()),
            private: true,
            keepalive: false,
        })
    }

    fn send(&self, prepared: Prepared) -> BoxFuture<Result<Response, ApiError>> {
        let client = self.clone();
        Box::pin(async move { client.send_with_session(&prepared).await })
    }

    async fn send_with_session(&self, prepared: &Prepared) -> Result<Response, ApiError> {
        if !prepared.private {
            return self.send_patiently(prepared, None).await;
        }
        let token = match self.token() {
            Some(token) => token,
            None => self.new_session(None).await?,
        };
        match self.send_patiently(prepared, Some(&token)).await {
            // A guest whose session has ended goes on with a new one. A command does not: whether it
            // was carried out is known only to the session that sent it.
            Err(ApiError::SignedOut) if prepared.key.is_none() => {
                let token = self.new_session(Some(&token)).await?;
                self.send_patiently(prepared, Some(&token)).await
            }
            answer => answer,
        }
    }

    async fn new_session(&self, ended: Option<&str>) -> Result<String, ApiError> {
        let _one_at_a_time = self.0.session.lock().await;
        if let Some(token) = self.token()
            && Some(token.as_str()) != ended
        {
            return Ok(token);
        }
        let prepared = Prepared {
            method: CreateSession::METHOD,
            path: CreateSession::PATH.to_owned(),
            body: Body::Empty,
            etag: None,
            key: None,
            private: false,
            keepalive: false,
        };
        let session: Session = decode(&self.send_patiently(&prepared, None).await?.body)?;
        self.set_token(Some(session.token.clone()));
        (self.0.on_session)(&session);
        Ok(session.token)
    }

    /// Sends up to the allowed number of times. A mutation without a key is sent once unless it is
    /// a `PUT`, which changes nothing the second time.
    async fn send_patiently(&self, prepared: &Prepared, token: Option<&str>) -> Result<Response, ApiError> {
        let repeatable = matches!(prepared.method, Method::Get | Method::Put) || prepared.key.is_some();
        let mut tried = 0;
        loop {
            tried += 1;
            let (error, retry_after) = match self.0.transport.send(self.request(prepared, token)).await {
                Ok(answer) if answer.status < 400 => return Ok(answer),
                Ok(answer) => {
                    let in_flight = answer.status == 409
                        && Problem::read(409, &answer.body).kind == ProblemKind::InFlight;
                    let error = ApiError::from_answer(answer.status, answer.retry_after, &answer.body);
                    if !may_send_again(answer.status, in_flight) {
                        return Err(error);
                    }
                    (error, answer.retry_after)
                }
                Err(TransportError::Unreachable) => (ApiError::Unreachable, None),
                Err(TransportError::TimedOut) => (ApiError::TimedOut, None),
            };
            if !repeatable || tried >= self.0.retry.tries {
                return Err(error);
            }
            let pause = self.0.retry.pause(tried, retry_after, self.0.transport.random());
            self.0.transport.sleep(pause).await;
        }
    }

    fn request(&self, prepared: &Prepared, token: Option<&str>) -> Request {
        let mut headers = Vec::new();
        headers.extend(token.and_then(authorization));
        if let Some(etag) = &prepared.etag {
            headers.push(("if-match", etag.clone()));
        }
        if let Some(key) = &prepared.key {
            headers.push(("idempotency-key", key.clone()));
        }
        Request {
            method: prepared.method,
            url: self.0.origin.clone() + &prepared.path,
            headers,
            body: prepared.body.clone(),
            timeout: TIMEOUT,
            keepalive: prepared.keepalive,
        }
    }
}

/// The header that a session's token travels in; none for a session in a cookie.
#[must_use]
pub fn authorization(token: &str) -> Option<(&'static str, String)> {
    (!token.starts_with(COOKIE_SESSION)).then(|| ("authorization", String::from("Bearer ") + token))
}

/// Decodes an answer; what does not fit the contract is an error that says where.
fn decode<T: FromJson>(body: &[u8]) -> Result<T, ApiError> {
    json::from_slice(body).map_err(|error| ApiError::Contract(error.to_string()))
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
