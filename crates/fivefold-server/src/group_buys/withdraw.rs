//! `POST /v1/group-buys/{id}/withdraw`: giving one's seat up, free until the group is locked (C2B-05).

use super::{facts, money, seat_views, siblings, views};
use crate::{
    arrival::Arrival,
    buying::{Command, in_one_transaction},
    problem::{Answer, Path, Refused},
    state::App,
    store::{WriteTx, accounts, group_buys, seats},
};
use axum::{extract::State, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostWithdrawal},
    model::{GroupPhase, MyGroupBuy, Problem, ProblemKind, SeatStatus, WithdrawSeat},
    vocabulary::Instant,
};

/// Gives one's seat up. What was authorised or paid goes back; the price that others were promised stays.
///
/// Refused with `seat_locked` when the group is being locked or the seat has ended already.
#[utoipa::path(
    post,
    path = <PostWithdrawal as Endpoint>::PATH,
    tag = "group-buys",
    request_body = WithdrawSeat,
    params(
        ("id" = String, Path, description = "The group-buy"),
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
    ),
    responses(
        (status = 200, body = MyGroupBuy),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 412, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_withdrawal(
    Arrival(arrived): Arrival,
    State(app): State<App>,
    Path(id): Path<String>,
    command: Command,
) -> Answer<Response> {
    let wish: WithdrawSeat = command.read()?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { withdraw(tx, &command.session, &id, &wish, arrived, app.clock.now()).await })
    })
    .await
}

async fn withdraw(
    tx: &mut WriteTx,
    session: &str,
    id: &str,
    wish: &WithdrawSeat,
    arrived: Instant,
    now: Instant,
) -> Answer<MyGroupBuy> {
    let account = accounts::of_session(tx, session).await?.ok_or_else(Refused::not_found)?;
    let group = group_buys::find(tx, id).await?.ok_or_else(Refused::not_found)?;
    let mut seat = seats::find(tx, wish.seat.as_str())
        .await?
        .filter(|seat| seat.account == account.id && seat.group_buy == group.id)
        .ok_or_else(Refused::not_found)?;
    let may = match seat.status {
        SeatStatus::Held => true,
        // What came in time counts, even if joining is over by the time it is read.
        SeatStatus::Committed => {
            matches!(views::phase(&group), GroupPhase::Open | GroupPhase::Locking) && arrived < group.ends_at
        }
        _ => false,
    };
    if !may {
        return Err(siblings::instead(tx, ProblemKind::SeatLocked, &group, now).await?);
    }
    if wish.version.0 != seat.revision.to_string() {
        return Err(Refused::new(ProblemKind::VersionConflict));
    }
    money::release(tx, now, &group, &mut seat, SeatStatus::Withdrawn).await?;
    let group = facts::counted(tx, &group, None).await?;
    seat_views::mine(tx, &group, Some(session), now).await
}
