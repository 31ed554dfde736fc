//! Guests' sessions: an opaque token, of which only the hash is kept.

use crate::{
    ids::{new_id, new_secret},
    problem::{Answer, Refused},
    state::{App, bearer},
    store::{
        carts,
        sessions::{self, SessionRow},
    },
};
use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::{HeaderValue, header, request::Parts},
    response::IntoResponse,
};
use fivefold_api::{
    endpoints::{CreateSession, Endpoint},
    model::{ProblemKind, Session},
};
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// How long a session lives after it was last used.
const LIFE: Duration = Duration::from_hours(60 * 24);
/// A session is prolonged once a day, so that reading stays reading.
const PROLONG: Duration = Duration::from_hours(59 * 24);

/// Who asks: the session of the request's token. An extractor that refuses with `signed_out`.
#[derive(Debug, Clone)]
pub(crate) struct Guest {
    /// The session's id; never the token.
    pub(crate) session: String,
}

impl FromRequestParts<App> for Guest {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let session = find(app, bearer(&parts.headers)).await?;
        let session = session.ok_or_else(|| Refused::new(ProblemKind::SignedOut))?;
        let now = app.clock.now();
        if now.until(session.expires_at) < PROLONG {
            let mut tx = app.db.begin().await?;
            sessions::extend(&mut tx, &session.id, now.plus(LIFE)).await?;
            tx.commit().await?;
        }
        Ok(Self { session: session.id })
    }
}

/// The session of a token, unless it has ended.
pub(super) async fn find(app: &App, token: Option<&str>) -> Answer<Option<SessionRow>> {
    let Some(token) = token.filter(|token| token.len() <= 200) else {
        return Ok(None);
    };
    let mut reader = app.db.snapshot().await?;
    Ok(sessions::find(&mut reader, &hash(token), app.clock.now()).await?)
}

/// A new guest session.
#[utoipa::path(
    post,
    path = <CreateSession as Endpoint>::PATH,
    tag = "sessions",
    responses((status = 200, body = Session))
)]
pub(super) async fn create_session(State(app): State<App>) -> Answer<impl IntoResponse> {
    let token = new_secret();
    let now = app.clock.now();
    let expires_at = now.plus(LIFE);
    let id = new_id("s");
    let mut tx = app.db.begin().await?;
    sessions::insert(&mut tx, &id, &hash(&token), now, expires_at).await?;
    carts::insert(&mut tx, &new_id("c"), &id).await?;
    tx.commit().await?;
    let no_store = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((no_store, Json(Session { token, expires_at })))
}

fn hash(token: &str) -> String {
    crate::sandbox::hex(&Sha256::digest(token))
}
