//! Lists of quotes: those of the companies one buys for, those that wait for the supplier, and the feed of activity.

use super::{supplier::Seller, viewers, views};
use crate::{
    buying::Member,
    problem::{Answer, Query, Refused},
    state::App,
    store::{quote_lists::Wanted, quote_messages, quotes::number, words::word},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse,
};
use fivefold_api::{
    endpoints::{Endpoint, ListMyQuotes, ListSupplierQuotes},
    model::{
        Activity, ActivityAction, ActivityKind, ActivityState, Problem, QuoteFilter, QuoteList, QuoteParty,
        QuoteStatus,
    },
    vocabulary::{Instant, Page},
};
use serde::Deserialize;
use sqlx::SqliteConnection;

/// How many quotes come at once.
const PAGE: i64 = 20;
/// Nobody but the person who asks keeps the answer, and not for long.
pub(super) const PRIVATE: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: String,
}

/// The quotes of the companies one buys for, last changed first.
#[utoipa::path(
    get,
    path = <ListMyQuotes as Endpoint>::PATH,
    tag = "quotes",
    params(
        ("state" = Option<String>, Query, description = "`waiting`, `open`, `ordered` or `over`; all without"),
        ("page" = Option<String>, Query, description = "What `next` of the page before said"),
    ),
    responses(
        (status = 200, body = QuoteList),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn list_my_quotes(
    State(app): State<App>,
    Member(member): Member,
    Query(asked): Query<Asked>,
) -> Answer<impl IntoResponse> {
    let list = list(&app, QuoteParty::Buyer, &member.account, &asked).await?;
    Ok(([PRIVATE], Json(list)))
}

/// What companies ask of the supplier, last changed first. For accounts that act for it.
#[utoipa::path(
    get,
    path = <ListSupplierQuotes as Endpoint>::PATH,
    tag = "supplier",
    params(
        ("state" = Option<String>, Query, description = "`waiting`, `open`, `ordered` or `over`; all without"),
        ("page" = Option<String>, Query, description = "What `next` of the page before said"),
    ),
    responses(
        (status = 200, body = QuoteList),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn list_supplier_quotes(
    State(app): State<App>,
    Seller(seller): Seller,
    Query(asked): Query<Asked>,
) -> Answer<impl IntoResponse> {
    let list = list(&app, QuoteParty::Supplier, &seller.account, &asked).await?;
    Ok(([PRIVATE], Json(list)))
}

async fn list(app: &App, party: QuoteParty, account: &str, asked: &Asked) -> Answer<QuoteList> {
    let skip = match asked.page.as_str() {
        "" => 0,
        page => page
            .parse::<u32>()
            .map(i64::from)
            .map_err(|_| Refused::bad_request("`page` is what `next` of the page before said"))?,
    };
    let now = app.clock.now();
    let filter = QuoteFilter::from_query(&asked.state);
    let wanted = Wanted { party, account, now };
    let mut reader = app.db.snapshot().await?;
    let mut rows = wanted.page(&mut reader, filter, skip, PAGE + 1).await?;
    let next = (rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX)).then(|| {
        rows.pop();
        (skip + PAGE).to_string()
    });
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut card = views::card(row, now);
        card.unread = quote_messages::unread(&mut reader, &row.id, account, party).await?;
        items.push(card);
    }
    let total = Some(wanted.count(&mut reader, filter).await?);
    let waiting = wanted.count(&mut reader, QuoteFilter::Waiting).await?;
    Ok(QuoteList { page: Page { items, total, next }, waiting })
}

/// A quote in the feed of what somebody is committed to, for those who buy. Whoever may only read is asked for nothing.
pub(crate) async fn activity(
    connection: &mut SqliteConnection,
    id: &str,
    session: &str,
    deadline: Option<Instant>,
    now: Instant,
) -> Answer<Option<Activity>> {
    let (row, viewer) = viewers::find(connection, id, session).await?;
    let status = views::standing(&row, now).status;
    let (state, next_action) = match status {
        QuoteStatus::NeedsInfo | QuoteStatus::Quoted | QuoteStatus::Accepted if !viewer.may_act => {
            (ActivityState::Running, None)
        }
        QuoteStatus::NeedsInfo => (ActivityState::ActionNeeded, Some(ActivityAction::Reply)),
        QuoteStatus::Quoted => (ActivityState::ActionNeeded, Some(ActivityAction::Decide)),
        QuoteStatus::Accepted => (ActivityState::ActionNeeded, Some(ActivityAction::Order)),
        QuoteStatus::Submitted | QuoteStatus::Countered => (ActivityState::Running, None),
        QuoteStatus::Ordered => (ActivityState::Done, None),
        QuoteStatus::Unknown => (ActivityState::Unknown, None),
        _ => (ActivityState::Ended, None),
    };
    Ok(Some(Activity {
        kind: ActivityKind::Quote,
        id: row.id.clone(),
        number: number(row.serial),
        title: row.title.clone(),
        state,
        status: word(&status)?,
        next_action,
        deadline: deadline.filter(|_| state == ActivityState::ActionNeeded),
        at: row.requested_at,
        amount: row.total.map(|minor| row.money(minor)),
    }))
}
