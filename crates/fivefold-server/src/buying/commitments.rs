//! Commands that commit somebody: each carries a key and is carried out once (X-IDEM, X-UNKNOWN).
//!
//! The answer is recorded under `(session, key)` in the command's own transaction, so that a server
//! killed at any moment leaves either all of it or nothing. A command runs to its end even when the
//! client goes away.

use super::session::Guest;
use crate::{
    problem::{Answer, CORRELATION, PROBLEM_JSON, Path, Refused, correlation},
    state::App,
    store::{WriteTx, commitments},
};
use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, FromRequestParts as _, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, GetCommitment},
    model::{CommitmentReport, CommitmentState, Problem, ProblemKind, QuoteProblem},
};
use futures::future::BoxFuture;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};
use std::future::Future;

/// The longest refusal that is recorded with how a quote stands, in bytes.
const REFUSAL_MAX: usize = 64 << 10;

/// A command as it arrived: who, under which key, and what exactly. An extractor.
#[derive(Debug, Clone)]
pub(crate) struct Command {
    pub(crate) session: String,
    key: String,
    fingerprint: String,
    body: Bytes,
    is_json: bool,
}

impl FromRequest<App> for Command {
    type Rejection = Refused;

    async fn from_request(request: Request, app: &App) -> Answer<Self> {
        let (mut parts, body) = request.into_parts();
        let guest = Guest::from_request_parts(&mut parts, app).await?;
        let key = parts
            .headers
            .get("idempotency-key")
            .ok_or_else(|| Refused::new(ProblemKind::KeyMissing))?
            .to_str()
            .ok()
            .filter(|key| is_key(key))
            .ok_or_else(|| Refused::bad_request("a key is 1 to 255 visible ASCII characters"))?
            .to_owned();
        let is_json = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.split(';').next().unwrap_or_default().trim() == "application/json");
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        let mut hasher = Sha256::new();
        for part in [parts.method.as_str(), target] {
            hasher.update(part);
            hasher.update(b"\n");
        }
        let body =
            Bytes::from_request(Request::from_parts(parts.clone(), body), app).await.map_err(|error| {
                if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
                    Refused::new(ProblemKind::TooLarge)
                } else {
                    Refused::bad_request(error.body_text())
                }
            })?;
        hasher.update(&body);
        let fingerprint = crate::sandbox::hex(&hasher.finalize());
        Ok(Self { session: guest.session, key, fingerprint, body, is_json })
    }
}

impl Command {
    /// The command's body: not JSON 400, another shape 422, another media type 415.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Answer<T> {
        if !self.is_json {
            return Err(Refused::new(ProblemKind::UnsupportedMedia).detail("send application/json"));
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            let refused = Refused::bad_request(error.to_string());
            if error.is_data() { refused.status(StatusCode::UNPROCESSABLE_ENTITY) } else { refused }
        })
    }

    /// The key that names it, within its session.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// What tells it apart from another command under the same key.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Begins the command in a transaction, unless its key was used before.
    pub(super) async fn begin(&self, app: &App, tx: &mut WriteTx) -> Answer<Begun> {
        if commitments::begin(tx, &self.session, &self.key, &self.fingerprint, app.clock.now()).await? {
            return Ok(Begun::New);
        }
        let known = commitments::find(tx, &self.session, &self.key).await?;
        match known {
            Some(known) if known.fingerprint != self.fingerprint => Err(Refused::new(ProblemKind::KeyReused)),
            Some(known) => match known.answer {
                Some((status, body)) => Ok(Begun::Answered(reply(status, body))),
                None => Err(Refused::new(ProblemKind::InFlight).retry_after(1)),
            },
            None => Err(Refused::internal("a commitment was neither new nor known")),
        }
    }

    /// Records the command's answer in its transaction and gives it.
    pub(super) async fn finish(&self, tx: &mut WriteTx, value: &impl Serialize) -> Answer<Response> {
        let body = serde_json::to_string(value)?;
        commitments::finish(tx, &self.session, &self.key, 200, &body).await?;
        Ok(reply(200, body))
    }

    /// Records a decided refusal in its transaction and gives it. How a large quote stands is told and not recorded:
    /// nobody fills the database with what is refused.
    pub(super) async fn finish_refused(&self, tx: &mut WriteTx, refused: Refused) -> Answer<Response> {
        let mut problem = refused.into_problem();
        let (status, body) = (problem.status, serde_json::to_string(&problem)?);
        let short = match problem.quote_problem() {
            Some(told) if told.quote.is_some() && body.len() > REFUSAL_MAX => {
                problem.set_quote(&QuoteProblem { quote: None, ..told });
                Some(serde_json::to_string(&problem)?)
            }
            _ => None,
        };
        let kept = short.as_ref().unwrap_or(&body);
        commitments::finish(tx, &self.session, &self.key, status, kept).await?;
        Ok(reply(status, body))
    }

    /// Forgets the command, so that it may be sent again with the same key.
    pub(super) async fn forget(&self, tx: &mut WriteTx) -> Answer<()> {
        Ok(commitments::forget(tx, &self.session, &self.key).await?)
    }

    /// Ends a command that was refused before it wrote anything. What was decided by a rule is its
    /// result and is recorded; anything else may be sent again.
    pub(super) async fn refuse(&self, app: &App, refused: Refused) -> Answer<Response> {
        if !is_decided(refused.problem().kind) {
            return Err(refused);
        }
        let mut tx = app.db.begin().await?;
        if let Begun::Answered(answer) = self.begin(app, &mut tx).await? {
            return Ok(answer);
        }
        let answer = self.finish_refused(&mut tx, refused).await?;
        tx.commit().await?;
        Ok(answer)
    }
}

/// Whether a command is new.
pub(super) enum Begun {
    /// It is.
    New,
    /// It was carried out before; this was its answer.
    Answered(Response),
}

/// Carries out a command that is one transaction: `work` reads, decides and writes.
///
/// `work` refuses before it writes: after a refusal the transaction is dropped.
pub(crate) async fn in_one_transaction<T, W>(app: App, command: Command, work: W) -> Answer<Response>
where
    T: Serialize + Send + Sync + 'static,
    W: for<'a> FnOnce(&'a App, &'a Command, &'a mut WriteTx) -> BoxFuture<'a, Answer<T>> + Send + 'static,
{
    to_its_end(async move {
        let mut tx = app.db.begin().await?;
        if let Begun::Answered(answer) = command.begin(&app, &mut tx).await? {
            return Ok(answer);
        }
        match work(&app, &command, &mut tx).await {
            Ok(value) => {
                let answer = command.finish(&mut tx, &value).await?;
                tx.commit().await?;
                // Whatever the command left for the provider is asked at once.
                app.buying.wake();
                Ok(answer)
            }
            Err(refused) => {
                drop(tx);
                command.refuse(&app, refused).await
            }
        }
    })
    .await
}

/// Runs to the end even if the caller is dropped because its client went away.
pub(super) async fn to_its_end<T: Send + 'static>(
    work: impl Future<Output = Answer<T>> + Send + 'static,
) -> Answer<T> {
    tokio::spawn(CORRELATION.scope(correlation(), work))
        .await
        .unwrap_or_else(|error| Err(Refused::internal(format_args!("a command broke off: {error}"))))
}

/// What became of a command of this session.
#[utoipa::path(
    get,
    path = <GetCommitment as Endpoint>::PATH,
    tag = "commitments",
    params(("key" = String, Path, description = "The command's `Idempotency-Key`")),
    responses(
        (status = 200, body = CommitmentReport),
        (status = 401, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []))
)]
pub(super) async fn get_commitment(
    State(app): State<App>,
    guest: Guest,
    Path(key): Path<String>,
) -> Answer<impl IntoResponse> {
    if !is_key(&key) {
        return Err(Refused::bad_request("a key is 1 to 255 visible ASCII characters"));
    }
    let mut reader = app.db.snapshot().await?;
    let known = commitments::find(&mut reader, &guest.session, &key).await?;
    let report = match known.map(|known| known.answer) {
        None => CommitmentReport { state: CommitmentState::NeverSeen, status: None, body: None },
        Some(None) => CommitmentReport { state: CommitmentState::InFlight, status: None, body: None },
        Some(Some((status, body))) => CommitmentReport {
            state: CommitmentState::Done,
            status: Some(status),
            body: Some(serde_json::from_str(&body)?),
        },
    };
    Ok(([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], Json(report)))
}

fn is_key(key: &str) -> bool {
    (1..=255).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic())
}

/// Kinds of refusals that are a rule's decision about what was asked.
fn is_decided(kind: ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::VersionConflict
            | ProblemKind::PriceChanged
            | ProblemKind::OutOfStock
            | ProblemKind::CheckoutIncomplete
            | ProblemKind::DeliveryExpired
            | ProblemKind::PaymentOpen
            | ProblemKind::NotPayable
            | ProblemKind::NotCancellable
            | ProblemKind::BidTooLow
            | ProblemKind::MaximumNotRaised
            | ProblemKind::AuctionEnded
            | ProblemKind::AuctionNotStarted
            | ProblemKind::AuctionNotOpen
            | ProblemKind::SellerCannotBid
            | ProblemKind::BidderBlocked
            | ProblemKind::GroupFull
            | ProblemKind::GroupNotStarted
            | ProblemKind::GroupEnded
            | ProblemKind::GroupCancelled
            | ProblemKind::SeatLocked
            | ProblemKind::SlotTaken
            | ProblemKind::SlotUnavailable
            | ProblemKind::HoldEnded
            | ProblemKind::NotChangeable
            | ProblemKind::QuoteSuperseded
            | ProblemKind::QuoteExpired
            | ProblemKind::CounterOpen
            | ProblemKind::NotYourTurn
            | ProblemKind::QuoteNotOpen
            | ProblemKind::OrderBlocked
    )
}

/// An answer made of its recorded form.
fn reply(status: u16, body: String) -> Response {
    let kind = if status >= 400 { PROBLEM_JSON } else { "application/json" };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, body).into_response()
}
