//! Ways in and out: with a password, with a mail's link, here and everywhere.

use super::{
    cookie,
    doors::{SIGNED_OUT, folded},
    limits::{Limit, Peer},
    me,
};
use crate::{
    buying::{
        Member, facts, merge,
        session::{self, Known, SIGNED_IN_LIFE, hash},
    },
    ids::{new_id, new_secret},
    problem::{Answer, Body, Refused},
    scope::Scoped,
    state::App,
    store::{
        WriteTx,
        accounts::{self, AccountRow, SignInRow},
        carts, sessions,
        words::word,
    },
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, Method, header},
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, PostAccountPassword, PostSignIn, PostSignOut, PostSignOutEverywhere},
    model::{Accepted, Problem, ProblemKind, Role, SessionMode, SetPassword, SignIn, SignedIn},
    rules::{PASSWORD_MAX, check_password},
    vocabulary::Instant,
};

/// Signs in. Whether the address or the password is wrong is not told.
///
/// With `guest` that guest's orders become the account's. Its cart does when the account's is empty;
/// otherwise `merge` says what is to be decided.
#[utoipa::path(
    post,
    path = <PostSignIn as Endpoint>::PATH,
    tag = "accounts",
    request_body = SignIn,
    params(Scoped),
    responses(
        (status = 200, body = SignedIn),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
        (status = 429, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn post_sign_in(
    State(app): State<App>,
    scope: Scoped,
    peer: Peer,
    headers: HeaderMap,
    Body(wish): Body<SignIn>,
) -> Answer<Response> {
    check_mode(&app, &headers, wish.mode)?;
    let (email, now) = (folded(&wish.email), app.clock.now());
    let wrong = || Refused::new(ProblemKind::WrongCredentials);
    // Neither fits any account, and neither shall fill the memory.
    if email.len() > 254 || wish.password.chars().count() > PASSWORD_MAX {
        return Err(wrong());
    }
    app.accounts.limits.take(Limit::SignInFrom, &peer.0, now)?;
    app.accounts.limits.take(Limit::SignInTo, &email, now)?;
    let mut reader = app.db.snapshot().await?;
    let account = accounts::of_email(&mut reader, &email).await?;
    drop(reader);
    let kept = account.as_ref().map(|account| account.password.clone());
    let is_right = app.accounts.passwords.is_right(wish.password, kept).await?;
    let account = account.filter(|_| is_right).ok_or_else(wrong)?;
    app.accounts.limits.give_back(Limit::SignInFrom, &peer.0);
    app.accounts.limits.give_back(Limit::SignInTo, &email);
    let mut tx = app.db.begin().await?;
    // The password may have become another one while this one was compared.
    let account = accounts::find(&mut tx, &account.id)
        .await?
        .filter(|now| now.password == account.password)
        .ok_or_else(wrong)?;
    enter(&app, tx, &account, wish.mode, wish.guest.as_deref(), &scope).await
}

/// Sets the password with the token of a mail and signs in: the end of signing up, and of a reset.
#[utoipa::path(
    post,
    path = <PostAccountPassword as Endpoint>::PATH,
    tag = "accounts",
    request_body = SetPassword,
    params(Scoped),
    responses(
        (status = 200, body = SignedIn),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
        (status = 429, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn post_account_password(
    State(app): State<App>,
    scope: Scoped,
    peer: Peer,
    headers: HeaderMap,
    Body(wish): Body<SetPassword>,
) -> Answer<Response> {
    check_mode(&app, &headers, wish.mode)?;
    let now = app.clock.now();
    app.accounts.limits.take(Limit::LinkFrom, &peer.0, now)?;
    let ended = || Refused::new(ProblemKind::LinkEnded);
    let link = hash(&wish.token);
    let mut reader = app.db.snapshot().await?;
    let token = accounts::mail_token(&mut reader, &link, now).await?.ok_or_else(ended)?;
    drop(reader);
    // A password that will not do costs no link.
    if let Some(code) = check_password(&wish.password, &token.email) {
        return Err(Refused::field("password", code));
    }
    let password = app.accounts.passwords.hash(wish.password).await?;
    let mut tx = app.db.begin().await?;
    // Somebody may have used it while the password was hashed.
    let token = accounts::mail_token(&mut tx, &link, now).await?.ok_or_else(ended)?;
    accounts::end_mail_tokens(&mut tx, &token.email).await?;
    let account = match (accounts::of_email(&mut tx, &token.email).await?, token.name) {
        (Some(account), _) => {
            accounts::set_password(&mut tx, &account.id, &password).await?;
            leave_everywhere(&mut tx, &account.id, &account.session, "").await?;
            account
        }
        (None, Some(name)) => open(&mut tx, token.email, name, password, now).await?,
        (None, None) => return Err(ended()),
    };
    enter(&app, tx, &account, wish.mode, wish.guest.as_deref(), &scope).await
}

/// Ends this session; the cookie goes. A guest stays a guest.
#[utoipa::path(
    post,
    path = <PostSignOut as Endpoint>::PATH,
    tag = "accounts",
    responses(
        (status = 200, body = Accepted),
        (status = 403, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_sign_out(State(app): State<App>, headers: HeaderMap) -> Answer<Response> {
    if let Some(Known::Member(row)) = session::find(&app, &headers, &Method::POST).await? {
        let mut tx = app.db.begin().await?;
        accounts::sign_out(&mut tx, &row.id).await?;
        tx.commit().await?;
    }
    left(&app)
}

/// Ends every session of the account. All of them are told.
#[utoipa::path(
    post,
    path = <PostSignOutEverywhere as Endpoint>::PATH,
    tag = "accounts",
    responses(
        (status = 200, body = Accepted),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_sign_out_everywhere(State(app): State<App>, member: Member) -> Answer<Response> {
    let mut tx = app.db.begin().await?;
    leave_everywhere(&mut tx, &member.0.account, &member.0.session, "").await?;
    tx.commit().await?;
    left(&app)
}

fn left(app: &App) -> Answer<Response> {
    let cookie = [(header::SET_COOKIE, cookie::write(&app.public_url, "")?)];
    Ok((cookie, Json(Accepted { at: app.clock.now() })).into_response())
}

/// Ends every sign-in of an account but one, and tells those who listen.
pub(super) async fn leave_everywhere(
    tx: &mut WriteTx,
    account: &str,
    session: &str,
    but: &str,
) -> Answer<()> {
    accounts::sign_out_all(tx, account, but).await?;
    tx.publish(&facts::me(session), SIGNED_OUT, &serde_json::json!({})).await?;
    Ok(())
}

/// Opens an account with a session of its own.
pub(super) async fn open(
    tx: &mut WriteTx,
    email: String,
    name: String,
    password: String,
    now: Instant,
) -> Answer<AccountRow> {
    let row = AccountRow {
        id: new_id("a"),
        email,
        name,
        password,
        revision: 1,
        session: new_id("s"),
        locale: None,
        market: None,
        currency: None,
    };
    // No token has a hash like this.
    let no_token = format!("account {}", row.id);
    sessions::insert(tx, &row.session, &no_token, now, Instant::from_millis(i64::MAX)).await?;
    carts::insert(tx, &new_id("c"), &row.session).await?;
    accounts::insert(tx, &row, now).await?;
    accounts::add_role(tx, &row.id, &word(&Role::Buyer)?).await?;
    Ok(row)
}

/// Signs in, takes the guest's things along, and answers.
async fn enter(
    app: &App,
    mut tx: WriteTx,
    account: &AccountRow,
    mode: SessionMode,
    guest: Option<&str>,
    scope: &Scoped,
) -> Answer<Response> {
    let (now, token) = (app.clock.now(), new_secret());
    let row = SignInRow {
        id: new_id("i"),
        account: account.id.clone(),
        session: account.session.clone(),
        expires_at: now.plus(SIGNED_IN_LIFE),
        guest: None,
        decision: None,
    };
    accounts::sign_in(&mut tx, &row, &hash(&token), &word(&mode)?).await?;
    let guest = match guest {
        Some(token) => sessions::find(&mut tx, &hash(token), now).await?,
        None => None,
    };
    let merge = match guest {
        Some(guest) => merge::take_along(&mut tx, &row, &guest.id, scope).await?,
        None => None,
    };
    let me = me::view(&mut tx, account).await?;
    tx.commit().await?;
    let signed_in = |token| SignedIn { me, token, expires_at: row.expires_at, merge };
    Ok(match mode {
        SessionMode::Bearer => Json(signed_in(Some(token))).into_response(),
        SessionMode::Cookie => {
            let cookie = [(header::SET_COOKIE, cookie::write(&app.public_url, &token)?)];
            (cookie, Json(signed_in(None))).into_response()
        }
    })
}

/// Another page than the shop's own shall not sign anybody in or over by cookie.
fn check_mode(app: &App, headers: &HeaderMap, mode: SessionMode) -> Answer<()> {
    match mode {
        SessionMode::Cookie => cookie::check_origin(app, headers, &Method::POST),
        SessionMode::Bearer => Ok(()),
    }
}
