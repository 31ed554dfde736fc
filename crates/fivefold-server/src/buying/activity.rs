//! `GET /v1/me/activity`: what a session is committed to, with what is due first.

use super::{
    orders::{Snapshot, Viewer, number, viewer_of},
    session::Guest,
};
use crate::{
    auctions, bookings, group_buys,
    problem::{Answer, Query, Refused},
    quotes,
    state::App,
    store::{
        activity::{self, Committed},
        orders::{self, OrderRow},
        words::read,
    },
};
use axum::{Json, extract::State};
use fivefold_api::{
    endpoints::{Endpoint, ListActivity},
    model::{Activity, ActivityAction, ActivityKind, ActivityState, OrderStatus, Problem},
    vocabulary::{Currency, Instant, Money, Page},
};
use serde::Deserialize;

/// How many come at once.
const PAGE: i64 = 20;
/// How many lines of a quote are named.
const QUOTED: usize = 3;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    page: String,
}

/// What the session is committed to: the next deadline first, then the newest.
#[utoipa::path(
    get,
    path = <ListActivity as Endpoint>::PATH,
    tag = "accounts",
    params(("page" = Option<String>, Query, description = "What `next` of the page before said")),
    responses(
        (status = 200, body = Page<Activity>),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn list_activity(
    State(app): State<App>,
    guest: Guest,
    Query(asked): Query<Asked>,
) -> Answer<Json<Page<Activity>>> {
    let skip = match asked.page.as_str() {
        "" => 0,
        page => page
            .parse::<u32>()
            .map(i64::from)
            .map_err(|_| Refused::bad_request("`page` is what `next` of the page before said"))?,
    };
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let mut rows = activity::of_session(&mut reader, &guest.session, skip, PAGE + 1).await?;
    let next = (rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX)).then(|| {
        rows.pop();
        (skip + PAGE).to_string()
    });
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        match row.kind {
            Committed::Order => match orders::find(&mut reader, &row.id).await? {
                Some(order) if order.is_of_group() => {
                    items.extend(group_buys::activity(&mut reader, &order.id, row.deadline).await?);
                }
                Some(order) => {
                    let viewer = viewer_of(&mut reader, &order, &guest.session).await?;
                    items.push(of_order(&order, viewer, row.deadline)?);
                }
                None => {}
            },
            Committed::Lot => {
                items.extend(auctions::activity(&mut reader, &guest.session, &row.id, row.deadline).await?);
            }
            Committed::Booking => {
                items.extend(bookings::activity(&mut reader, &row.id, row.deadline, now).await?);
            }
            Committed::Quote => {
                items
                    .extend(quotes::activity(&mut reader, &row.id, &guest.session, row.deadline, now).await?);
            }
        }
    }
    Ok(Json(Page { items, total: None, next }))
}

fn of_order(row: &OrderRow, viewer: Option<Viewer<'_>>, deadline: Option<Instant>) -> Answer<Activity> {
    let snapshot: Snapshot = serde_json::from_str(&row.snapshot)?;
    let (state, next_action) = match read::<OrderStatus>(&row.status)? {
        // Whoever may only read is asked for nothing.
        OrderStatus::PendingPayment if viewer == Some(Viewer::Colleague) => (ActivityState::Running, None),
        OrderStatus::PendingPayment => (ActivityState::ActionNeeded, Some(ActivityAction::Pay)),
        OrderStatus::Committed | OrderStatus::OnAccount | OrderStatus::Paid | OrderStatus::Dispatched => {
            (ActivityState::Running, None)
        }
        OrderStatus::Delivered => (ActivityState::Done, None),
        OrderStatus::Cancelled | OrderStatus::Expired => (ActivityState::Ended, None),
        _ => (ActivityState::Unknown, None),
    };
    let lines = snapshot.lines.iter().map(|line| line.title.as_str());
    let lots = snapshot.lots.iter().map(|lot| lot.title.as_str());
    // A quote may have thousands.
    let quoted = snapshot.quote.iter().flat_map(|quote| quote.lines.iter().take(QUOTED));
    let titles: Vec<&str> = lines.chain(lots).chain(quoted.map(|line| line.title.as_str())).collect();
    Ok(Activity {
        kind: ActivityKind::Order,
        id: row.id.clone(),
        number: number(row),
        title: titles.join(", "),
        state,
        status: row.status.clone(),
        next_action,
        deadline: deadline.filter(|_| viewer != Some(Viewer::Colleague)),
        at: row.placed_at,
        amount: Currency::iso(&row.currency).ok().map(|currency| Money::new(row.total, currency)),
    })
}
