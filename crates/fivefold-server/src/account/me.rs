//! `GET /v1/me`, `PUT /v1/me`, `POST /v1/me/password`.

use super::{
    limits::{Limit, Peer},
    sign_in::leave_everywhere,
};
use crate::{
    buying::{
        Member,
        versions::{needed_version, tagged},
    },
    markets::{self, CURRENCIES, LOCALES},
    problem::{Answer, Body, Refused},
    state::App,
    store::{
        accounts::{self, AccountRow},
        words::read,
    },
};
use axum::{Json, extract::State, http::HeaderMap, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, GetMe, PostMyPassword, PutMe},
    model::{
        Accepted, ChangePassword, FieldProblemCode, Me, Preferences, Problem, ProblemKind, Role, UpdateMe,
    },
    rules::{PASSWORD_MAX, check_name, check_password},
    vocabulary::{Locale, MarketId, Version},
};
use sqlx::SqliteConnection;

/// An account as its owner sees it.
pub(super) async fn view(connection: &mut SqliteConnection, row: &AccountRow) -> Answer<Me> {
    let roles = accounts::roles(connection, &row.id).await?;
    Ok(Me {
        id: row.id.as_str().into(),
        version: version(row),
        email: row.email.clone(),
        name: row.name.clone(),
        roles: roles.iter().map(|role| read::<Role>(role)).collect::<Result<_, _>>()?,
        preferences: Preferences {
            locale: row.locale.clone().map(Locale),
            market: row.market.clone().map(MarketId),
            currency: row.currency.clone(),
        },
    })
}

fn version(row: &AccountRow) -> Version {
    Version(row.revision.to_string())
}

/// The account of a sign-in. It cannot go while somebody is signed in.
async fn account(connection: &mut SqliteConnection, member: &Member) -> Answer<AccountRow> {
    accounts::find(connection, &member.0.account)
        .await?
        .ok_or_else(|| Refused::internal("a sign-in has no account"))
}

/// Who is signed in.
#[utoipa::path(
    get,
    path = <GetMe as Endpoint>::PATH,
    tag = "accounts",
    responses(
        (status = 200, body = Me),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn get_me(State(app): State<App>, member: Member) -> Answer<Response> {
    let mut reader = app.db.snapshot().await?;
    let row = account(&mut reader, &member).await?;
    tagged(&version(&row), &view(&mut reader, &row).await?)
}

/// Sets name and preferences.
#[utoipa::path(
    put,
    path = <PutMe as Endpoint>::PATH,
    tag = "accounts",
    request_body = UpdateMe,
    params(("If-Match" = String, Header, description = "The account's version that was seen")),
    responses(
        (status = 200, body = Me),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 412, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
        (status = 428, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn put_me(
    State(app): State<App>,
    member: Member,
    headers: HeaderMap,
    Body(update): Body<UpdateMe>,
) -> Answer<Response> {
    let seen = needed_version(&headers)?;
    check(&update)?;
    let mut tx = app.db.begin().await?;
    let before = account(&mut tx, &member).await?;
    if seen.is_some_and(|seen| seen != version(&before)) {
        return Err(Refused::new(ProblemKind::VersionConflict));
    }
    let wanted = AccountRow {
        name: update.name.trim().to_owned(),
        locale: update.preferences.locale.map(|locale| locale.0),
        market: update.preferences.market.map(|market| market.0),
        currency: update.preferences.currency,
        ..before
    };
    let after = accounts::update(&mut tx, &wanted).await?;
    let me = view(&mut tx, &after).await?;
    tx.publish(
        &crate::buying::facts::me(&after.session),
        "account",
        &serde_json::json!({ "version": me.version }),
    )
    .await?;
    tx.commit().await?;
    tagged(&me.version, &me)
}

fn check(update: &UpdateMe) -> Answer<()> {
    let Preferences { locale, market, currency } = &update.preferences;
    let mut refused = Refused::new(ProblemKind::InvalidFields);
    if let Some(code) = check_name(&update.name) {
        refused = refused.and_field("name", code);
    }
    for (field, is_known) in [
        ("preferences.locale", locale.as_ref().is_none_or(|locale| LOCALES.contains(&locale.0.as_str()))),
        ("preferences.market", market.as_ref().is_none_or(|market| markets::market(&market.0).is_some())),
        ("preferences.currency", currency.as_ref().is_none_or(|code| CURRENCIES.contains(&code.as_str()))),
    ] {
        if !is_known {
            refused = refused.and_field(field, FieldProblemCode::NotAllowed);
        }
    }
    if refused.problem().fields.is_empty() { Ok(()) } else { Err(refused) }
}

/// Sets another password. Every other session of the account ends.
#[utoipa::path(
    post,
    path = <PostMyPassword as Endpoint>::PATH,
    tag = "accounts",
    request_body = ChangePassword,
    responses(
        (status = 200, body = Accepted),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
        (status = 429, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_my_password(
    State(app): State<App>,
    member: Member,
    peer: Peer,
    Body(change): Body<ChangePassword>,
) -> Answer<Json<Accepted>> {
    let wrong = || Refused::new(ProblemKind::WrongCredentials);
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let row = account(&mut reader, &member).await?;
    drop(reader);
    if let Some(code) = check_password(&change.password, &row.email) {
        return Err(Refused::field("password", code));
    }
    // As often as signing in: whoever finds an open session shall not guess the password either.
    app.accounts.limits.take(Limit::SignInFrom, &peer.0, now)?;
    app.accounts.limits.take(Limit::SignInTo, &row.email, now)?;
    if change.current.chars().count() > PASSWORD_MAX
        || !app.accounts.passwords.is_right(change.current, Some(row.password.clone())).await?
    {
        return Err(wrong());
    }
    app.accounts.limits.give_back(Limit::SignInFrom, &peer.0);
    app.accounts.limits.give_back(Limit::SignInTo, &row.email);
    let password = app.accounts.passwords.hash(change.password).await?;
    let mut tx = app.db.begin().await?;
    if account(&mut tx, &member).await?.password != row.password {
        return Err(wrong());
    }
    accounts::set_password(&mut tx, &row.id, &password).await?;
    accounts::end_mail_tokens(&mut tx, &row.email).await?;
    leave_everywhere(&mut tx, &row.id, &row.session, &member.0.id).await?;
    tx.commit().await?;
    Ok(Json(Accepted { at: now }))
}
