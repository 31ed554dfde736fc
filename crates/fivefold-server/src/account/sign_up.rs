//! `POST /v1/account` and `POST /v1/account/reset`: a mail goes out, or not; the answer never tells.

use super::{
    doors::folded,
    limits::{Limit, Peer},
    mail::{self, Subject},
};
use crate::{
    problem::{Answer, Body, Refused},
    scope::Scoped,
    state::App,
    store::accounts::{self, MailTokenRow},
};
use axum::{Json, extract::State, http::StatusCode};
use fivefold_api::{
    endpoints::{Endpoint, PostAccount, PostReset},
    model::{Accepted, Problem, ProblemKind, ResetPassword, SignUp},
    rules::{check_email, check_name},
};

/// Sends a mail with which an account can be opened, or one that says that there is one.
#[utoipa::path(
    post,
    path = <PostAccount as Endpoint>::PATH,
    tag = "accounts",
    request_body = SignUp,
    params(("locale" = Option<String>, Query, description = "The language of the mail")),
    responses(
        (status = 202, body = Accepted),
        (status = 422, content_type = "application/problem+json", body = Problem),
        (status = 429, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn post_account(
    State(app): State<App>,
    scope: Scoped,
    peer: Peer,
    Body(wish): Body<SignUp>,
) -> Answer<(StatusCode, Json<Accepted>)> {
    let mut refused = Refused::new(ProblemKind::InvalidFields);
    for (field, code) in [("email", check_email(&wish.email)), ("name", check_name(&wish.name))] {
        if let Some(code) = code {
            refused = refused.and_field(field, code);
        }
    }
    if !refused.problem().fields.is_empty() {
        return Err(refused);
    }
    let email = folded(&wish.email);
    let now = may_send(&app, &peer, &email)?;
    let mut tx = app.db.begin().await?;
    let (subject, name) = match accounts::of_email(&mut tx, &email).await? {
        Some(_) => (Subject::AlreadyThere, None),
        None => (Subject::Welcome, Some(wish.name.trim().to_owned())),
    };
    mail::send(&mut tx, &app, scope.locale, subject, &MailTokenRow { email, name }).await?;
    tx.commit().await?;
    Ok((StatusCode::ACCEPTED, Json(now)))
}

/// Sends a mail with which a new password can be set, if the address has an account.
#[utoipa::path(
    post,
    path = <PostReset as Endpoint>::PATH,
    tag = "accounts",
    request_body = ResetPassword,
    params(("locale" = Option<String>, Query, description = "The language of the mail")),
    responses(
        (status = 202, body = Accepted),
        (status = 422, content_type = "application/problem+json", body = Problem),
        (status = 429, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn post_reset(
    State(app): State<App>,
    scope: Scoped,
    peer: Peer,
    Body(wish): Body<ResetPassword>,
) -> Answer<(StatusCode, Json<Accepted>)> {
    if let Some(code) = check_email(&wish.email) {
        return Err(Refused::field("email", code));
    }
    let email = folded(&wish.email);
    let now = may_send(&app, &peer, &email)?;
    let mut tx = app.db.begin().await?;
    if accounts::of_email(&mut tx, &email).await?.is_some() {
        mail::send(&mut tx, &app, scope.locale, Subject::Reset, &MailTokenRow { email, name: None }).await?;
    }
    tx.commit().await?;
    Ok((StatusCode::ACCEPTED, Json(now)))
}

fn may_send(app: &App, peer: &Peer, email: &str) -> Answer<Accepted> {
    let now = app.clock.now();
    app.accounts.limits.take(Limit::MailFrom, &peer.0, now)?;
    app.accounts.limits.take(Limit::MailTo, email, now)?;
    Ok(Accepted { at: now })
}
