//! Whose request it is: an opaque token in a header or a cookie, of which only the hash is kept.

use crate::{
    account::cookie,
    ids::{new_id, new_secret},
    problem::{Answer, Refused},
    state::{App, bearer},
    store::{
        accounts::{self, SignInRow},
        carts,
        sessions::{self, SessionRow},
        words::word,
    },
};
use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::{HeaderMap, HeaderValue, Method, header, request::Parts},
    response::IntoResponse,
};
use fivefold_api::{
    endpoints::{CreateSession, Endpoint},
    model::{ProblemKind, Session, SessionMode},
};
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// How long a session lives after it was last used.
const LIFE: Duration = Duration::from_hours(60 * 24);
/// How long somebody stays signed in who does not come back.
pub(crate) const SIGNED_IN_LIFE: Duration = Duration::from_hours(30 * 24);
/// A session is prolonged once a day, so that reading stays reading.
const DAY: Duration = Duration::from_hours(24);

/// Who asks: the session of the request's token or cookie. An extractor that refuses with `signed_out`.
///
/// What somebody has belongs to a session: a guest's own, or the one of the account that is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Guest {
    /// The session's id; never the token.
    pub(crate) session: String,
}

impl FromRequestParts<App> for Guest {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let known = find(app, &parts.headers, &parts.method).await?;
        let known = known.ok_or_else(|| Refused::new(ProblemKind::SignedOut))?;
        prolong(app, &known).await?;
        Ok(Self { session: known.session().to_owned() })
    }
}

/// Who is signed in. An extractor that refuses guests with `sign_in_needed`.
#[derive(Debug, Clone)]
pub(crate) struct Member(pub(crate) SignInRow);

impl FromRequestParts<App> for Member {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let known = find(app, &parts.headers, &parts.method).await?;
        let known = known.ok_or_else(|| Refused::new(ProblemKind::SignedOut))?;
        prolong(app, &known).await?;
        match known {
            Known::Member(row) => Ok(Self(row)),
            Known::Guest(_) => Err(Refused::new(ProblemKind::SignInNeeded)),
        }
    }
}

/// A session that a request has shown to be its own.
#[derive(Debug)]
pub(crate) enum Known {
    /// A guest's.
    Guest(SessionRow),
    /// Somebody's who is signed in.
    Member(SignInRow),
}

impl Known {
    /// The session that owns what this one sees.
    pub(crate) fn session(&self) -> &str {
        match self {
            Self::Guest(row) => &row.id,
            Self::Member(row) => &row.session,
        }
    }
}

/// The session of a request's token or cookie, unless it has ended. A cookie from another page than the
/// shop's own is refused.
pub(crate) async fn find(app: &App, headers: &HeaderMap, method: &Method) -> Answer<Option<Known>> {
    let (token, mode) = match (bearer(headers), cookie::read(headers)) {
        (Some(token), _) => (token, SessionMode::Bearer),
        (None, Some(token)) => {
            cookie::check_origin(app, headers, method)?;
            (token, SessionMode::Cookie)
        }
        (None, None) => return Ok(None),
    };
    if token.len() > 200 {
        return Ok(None);
    }
    let (hash, now) = (hash(token), app.clock.now());
    let mut reader = app.db.snapshot().await?;
    if mode == SessionMode::Bearer
        && let Some(guest) = sessions::find(&mut reader, &hash, now).await?
    {
        return Ok(Some(Known::Guest(guest)));
    }
    Ok(accounts::signed_in(&mut reader, &hash, &word(&mode)?, now).await?.map(Known::Member))
}

/// The session of who reads, which is not prolonged by that.
///
/// # Errors
/// `signed_out` when there is none.
pub(crate) async fn session_of(app: &App, headers: &HeaderMap) -> Answer<String> {
    let known = find(app, headers, &Method::GET).await?;
    let known = known.ok_or_else(|| Refused::new(ProblemKind::SignedOut))?;
    Ok(known.session().to_owned())
}

async fn prolong(app: &App, known: &Known) -> Answer<()> {
    let now = app.clock.now();
    let (expires_at, life) = match known {
        Known::Guest(row) => (row.expires_at, LIFE),
        Known::Member(row) => (row.expires_at, SIGNED_IN_LIFE),
    };
    if now.until(expires_at) < life.saturating_sub(DAY) {
        let mut tx = app.db.begin().await?;
        match known {
            Known::Guest(row) => sessions::extend(&mut tx, &row.id, now.plus(life)).await?,
            Known::Member(row) => accounts::extend_sign_in(&mut tx, &row.id, now.plus(life)).await?,
        }
        tx.commit().await?;
    }
    Ok(())
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

/// What is kept of a token.
pub(crate) fn hash(token: &str) -> String {
    crate::sandbox::hex(&Sha256::digest(token))
}
