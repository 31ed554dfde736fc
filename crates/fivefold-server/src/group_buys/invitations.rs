//! Inviting, and being invited (C2B-19).

use super::{facts, mine::PRIVATE, siblings, views};
use crate::{
    buying::{Guest, Member},
    ids::new_id,
    problem::{Answer, Path, Refused},
    public::fresh,
    scope::Scoped,
    state::App,
    store::{
        group_buys,
        invitations::{self, InvitationRow},
        seats,
    },
};
use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, GetInvitation, PutInvitation, PutVisit},
    model::{Accepted, Invitation, MyInvitation, Problem},
    rules::seat_counts,
};

/// One's own invitation to a group; always the same one.
#[utoipa::path(
    put,
    path = <PutInvitation as Endpoint>::PATH,
    tag = "group-buys",
    params(("id" = String, Path, description = "The group-buy")),
    responses(
        (status = 200, body = MyInvitation),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn put_invitation(
    State(app): State<App>,
    Member(member): Member,
    Path(id): Path<String>,
) -> Answer<impl IntoResponse> {
    let mut tx = app.db.begin().await?;
    let group = group_buys::find(&mut tx, &id).await?.ok_or_else(Refused::not_found)?;
    let fresh = InvitationRow { code: new_id("i"), group_buy: group.id, account: member.account };
    let row = invitations::of_account(&mut tx, &fresh, app.clock.now()).await?;
    let joined = views::count(seats::joined_by(&mut tx, &row.code).await?);
    tx.commit().await?;
    let mine = MyInvitation { code: row.code.into(), group_buy: row.group_buy.into(), joined };
    Ok(([PRIVATE], Json(mine)))
}

/// The group somebody is invited to, as anyone with the link may see it.
///
/// The person who invites is named only if they are in the group and want to be seen.
#[utoipa::path(
    get,
    path = <GetInvitation as Endpoint>::PATH,
    tag = "group-buys",
    params(
        ("code" = String, Path, description = "The code in the link"),
        Scoped,
    ),
    responses(
        (status = 200, body = Invitation),
        (status = 404, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn get_invitation(
    State(app): State<App>,
    headers: HeaderMap,
    scope: Scoped,
    Path(code): Path<String>,
) -> Answer<Response> {
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let row = invitations::find(&mut reader, &code).await?.ok_or_else(Refused::not_found)?;
    let group = group_buys::find(&mut reader, &row.group_buy).await?.ok_or_else(Refused::not_found)?;
    let inviter = seats::of_account(&mut reader, &group.id, &row.account).await?;
    let invitation = Invitation {
        code: row.code.into(),
        invited_by: inviter.filter(|seat| seat_counts(seat.status)).and_then(|seat| seat.shown_as),
        group_buy: views::card(&group, scope.locale)?,
        siblings: siblings::of(&mut reader, &group, now).await?,
        may_open_another: siblings::may_open(&mut reader, &group, now).await?,
        live: views::point(&mut reader, app.db.epoch(), &facts::topic(&group.id)).await?,
    };
    drop(reader);
    fresh(&headers, &invitation)
}

/// Remembers by whom this session was invited, a guest's as well; signing up or in takes it along.
#[utoipa::path(
    put,
    path = <PutVisit as Endpoint>::PATH,
    tag = "group-buys",
    params(("code" = String, Path, description = "The code in the link")),
    responses(
        (status = 200, body = Accepted),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn put_visit(
    State(app): State<App>,
    guest: Guest,
    Path(code): Path<String>,
) -> Answer<impl IntoResponse> {
    let mut tx = app.db.begin().await?;
    let row = invitations::find(&mut tx, &code).await?.ok_or_else(Refused::not_found)?;
    invitations::visit(&mut tx, &guest.session, &row).await?;
    tx.commit().await?;
    Ok(([PRIVATE], Json(Accepted { at: app.clock.now() })))
}
