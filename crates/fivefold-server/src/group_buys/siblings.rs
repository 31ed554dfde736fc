//! Other groups on the same terms: which can be joined, and opening one more (C2B-07, C2B-19).

use super::{facts, lists, views};
use crate::{
    buying::{Command, in_one_transaction},
    ids::new_id,
    problem::{Answer, Path, Refused},
    scope::Scoped,
    state::App,
    store::{
        WriteTx, accounts,
        group_buys::{self, GroupRow},
    },
};
use axum::{extract::State, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostSibling},
    model::{GroupBuy, GroupPhase, GroupProblem, Problem, ProblemKind, SiblingGroup},
    vocabulary::Instant,
};
use sqlx::SqliteConnection;

/// Other groups that can be joined now.
pub(super) async fn of(
    connection: &mut SqliteConnection,
    group: &GroupRow,
    now: Instant,
) -> Answer<Vec<SiblingGroup>> {
    let rows = group_buys::siblings(connection, &group.series, &group.id, now).await?;
    rows.iter().map(views::sibling).collect()
}

/// Whether another group may be opened now: this one is full or over, and no other can be joined.
pub(super) async fn may_open(
    connection: &mut SqliteConnection,
    group: &GroupRow,
    now: Instant,
) -> Answer<bool> {
    Ok(group.may_open_another
        && is_closed(group, now)
        && group_buys::siblings(connection, &group.series, &group.id, now).await?.is_empty())
}

/// Whether nobody can join it any more. What a seller has called off is not opened again by others.
fn is_closed(group: &GroupRow, now: Instant) -> bool {
    match views::phase(group) {
        GroupPhase::Open => views::left(group) == Some(0) || group.ends_at <= now,
        GroupPhase::Locking | GroupPhase::Settled | GroupPhase::Failed => true,
        _ => false,
    }
}

/// A refusal that says what there is instead.
pub(super) async fn instead(
    connection: &mut SqliteConnection,
    kind: ProblemKind,
    group: &GroupRow,
    now: Instant,
) -> Answer<Refused> {
    let siblings = of(connection, group, now).await?;
    let may_open_another = may_open(connection, group, now).await?;
    let mut refused = Refused::new(kind);
    let problem = GroupProblem { state: Some(views::state(group)?), siblings, may_open_another };
    refused.problem_mut().set_group(&problem);
    Ok(refused)
}

/// Opens another group on the same terms, for as long as the first one was.
///
/// If one can be joined already, that is the answer. Refused with `group_not_started`, or `forbidden` where the
/// seller does not want it.
#[utoipa::path(
    post,
    path = <PostSibling as Endpoint>::PATH,
    tag = "group-buys",
    params(
        ("id" = String, Path, description = "The group-buy whose terms are taken"),
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
        Scoped,
    ),
    responses(
        (status = 200, body = GroupBuy),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_sibling(
    State(app): State<App>,
    Path(id): Path<String>,
    scope: Scoped,
    command: Command,
) -> Answer<Response> {
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { open(app, tx, &command.session, &scope, &id).await })
    })
    .await
}

async fn open(app: &App, tx: &mut WriteTx, session: &str, scope: &Scoped, id: &str) -> Answer<GroupBuy> {
    let account =
        accounts::of_session(tx, session).await?.ok_or_else(|| Refused::new(ProblemKind::SignInNeeded))?;
    let group = group_buys::find(tx, id).await?.ok_or_else(Refused::not_found)?;
    let now = app.clock.now();
    if !group.may_open_another {
        return Err(Refused::new(ProblemKind::Forbidden));
    }
    // A second tab, or somebody who was faster: the group that is wanted is there.
    let there = group_buys::siblings(tx, &group.series, &group.id, now).await?;
    if let Some(there) = there.first() {
        return lists::page(app, tx, there, scope.locale).await;
    }
    match views::phase(&group) {
        GroupPhase::Cancelled { .. } => return Err(Refused::new(ProblemKind::GroupCancelled)),
        GroupPhase::Scheduled => {
            return instead(tx, ProblemKind::GroupNotStarted, &group, now).await.and_then(Err);
        }
        _ if !is_closed(&group, now) => return lists::page(app, tx, &group, scope.locale).await,
        _ => {}
    }
    let new = new_id("g");
    let ends_at = now.plus(group.starts_at.until(group.ends_at));
    group_buys::open_another(tx, &group.id, &new, Some(&account.id), [now, now, ends_at]).await?;
    let opened = facts::again(tx, &new).await?;
    let row = facts::counted(tx, &opened, None).await?;
    facts::offered(tx, &row).await?;
    lists::page(app, tx, &row, scope.locale).await
}
