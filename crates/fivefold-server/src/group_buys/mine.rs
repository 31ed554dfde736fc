//! What one person has to do with group-buys: where one stands, one's own list, and the feed of activity.

use super::{seat_views, views};
use crate::{
    buying::{
        Guest,
        session::{self, Known},
    },
    catalog::text,
    problem::{Answer, Path, Query, Refused},
    scope::Scoped,
    state::App,
    store::{accounts, group_buys, group_lists, seats, words::word},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    response::IntoResponse,
};
use fivefold_api::{
    endpoints::{Endpoint, GetMyGroupBuy, ListMyGroupBuys},
    model::{
        Activity, ActivityAction, ActivityKind, ActivityState, MyGroup, MyGroupBuy, MyGroups, Problem,
        SeatStatus,
    },
    vocabulary::{Instant, Page},
};
use serde::Deserialize;
use sqlx::SqliteConnection;

/// How many group-buys come at once.
const PAGE: i64 = 20;
/// Nobody but the person who asks keeps the answer, and not for long.
pub(super) const PRIVATE: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));

/// Where the asking person stands. Without a session it says that one has to sign in.
#[utoipa::path(
    get,
    path = <GetMyGroupBuy as Endpoint>::PATH,
    tag = "group-buys",
    params(("id" = String, Path, description = "The group-buy")),
    responses(
        (status = 200, body = MyGroupBuy),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security((), ("session" = []), ("cookie" = []))
)]
pub(super) async fn get_my_group_buy(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Answer<impl IntoResponse> {
    let known = session::find(&app, &headers, &Method::GET).await?;
    let mut reader = app.db.snapshot().await?;
    let group = group_buys::find(&mut reader, &id).await?.ok_or_else(Refused::not_found)?;
    let session = known.as_ref().map(Known::session);
    let mine = seat_views::mine(&mut reader, &group, session, app.clock.now()).await?;
    Ok(([PRIVATE], Json(mine)))
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    list: String,
    #[serde(default)]
    page: String,
}

/// The group-buys one has or had a seat in.
#[utoipa::path(
    get,
    path = <ListMyGroupBuys as Endpoint>::PATH,
    tag = "group-buys",
    params(
        ("list" = Option<String>, Query, description = "`running` (default) or `over`"),
        ("page" = Option<String>, Query, description = "What `next` of the page before said"),
        ("locale" = Option<String>, Query, description = "The language of texts"),
    ),
    responses(
        (status = 200, body = Page<MyGroup>),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn list_my_group_buys(
    State(app): State<App>,
    guest: Guest,
    scope: Scoped,
    Query(asked): Query<Asked>,
) -> Answer<impl IntoResponse> {
    let skip = match asked.page.as_str() {
        "" => 0,
        page => page
            .parse::<u32>()
            .map(i64::from)
            .map_err(|_| Refused::bad_request("`page` is what `next` of the page before said"))?,
    };
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let account = accounts::of_session(&mut reader, &guest.session).await?;
    // No account has an id like this.
    let account = account.map_or_else(String::new, |account| account.id);
    let list = MyGroups::from_query(&asked.list);
    let mut rows = group_lists::of_person(&mut reader, list, &account, skip, PAGE + 1).await?;
    let next = (rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX)).then(|| {
        rows.pop();
        (skip + PAGE).to_string()
    });
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        let mine = seat_views::mine(&mut reader, row, Some(&guest.session), now).await?;
        items.push(MyGroup { card: views::card(row, scope.locale)?, mine });
    }
    Ok(([PRIVATE], Json(Page { items, total: None, next })))
}

/// A seat in the feed of what somebody is committed to, by its order.
pub(crate) async fn activity(
    connection: &mut SqliteConnection,
    order: &str,
    deadline: Option<Instant>,
) -> Answer<Option<Activity>> {
    let Some(row) = seats::of_order(connection, order).await? else { return Ok(None) };
    let Some(group) = group_buys::find(connection, &row.group_buy).await? else { return Ok(None) };
    let (state, next_action) = match row.status {
        SeatStatus::Held | SeatStatus::CaptureFailed => {
            (ActivityState::ActionNeeded, Some(ActivityAction::Pay))
        }
        SeatStatus::Committed | SeatStatus::Locked | SeatStatus::Returning => (ActivityState::Running, None),
        SeatStatus::Captured => (ActivityState::Done, None),
        SeatStatus::Unknown => (ActivityState::Unknown, None),
        _ => (ActivityState::Ended, None),
    };
    Ok(Some(Activity {
        kind: ActivityKind::GroupBuy,
        id: group.id.clone(),
        number: views::number(&group),
        title: text(&group.titles, row.locale.as_deref().unwrap_or(crate::markets::LOCALES[0])),
        state,
        status: word(&row.status)?,
        next_action,
        deadline,
        at: row.held_at,
        amount: Some(seat_views::cost(&group, &row, row.price.unwrap_or(row.ceiling))?.total),
    }))
}
