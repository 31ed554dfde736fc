//! `GET /v1/group-buys` and `GET /v1/group-buys/{id}`: what anyone may see.

use super::{ALL, facts, siblings, views};
use crate::{
    catalog::{Parameters, text},
    problem::{Answer, Path, Query, Refused},
    public::fresh,
    scope::Scoped,
    state::App,
    store::{
        group_buys::{self, GroupRow},
        group_lists::Wanted,
        seats,
    },
};
use axum::{extract::State, http::HeaderMap, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, GetGroupBuy, ListGroupBuys},
    model::{FieldProblemCode, GroupBuy, GroupBuyList, GroupCategory, GroupFilter, GroupSort, Problem},
    vocabulary::Page,
};
use sqlx::SqliteConnection;
use std::time::Duration;

/// A group-buy ends soon that ends within this.
const SOON: Duration = Duration::from_hours(24);
/// A search has at most so many words; more narrow nothing.
const MOST_WORDS: usize = 8;
/// How many members are shown.
const MEMBERS: i64 = 12;

/// A page of group-buys.
#[utoipa::path(
    get,
    path = <ListGroupBuys as Endpoint>::PATH,
    tag = "group-buys",
    params(
        ("q" = Option<String>, Query, description = "Words to search for"),
        ("category" = Option<String>, Query, description = "Only this category"),
        ("phase" = Option<String>, Query, description = "`open` (default), `ending` (within a day), `tipped`, `scheduled`, `over`"),
        ("sort" = Option<String>, Query, description = "`ending` (default), `newest`, `next_tier`, `most_people`"),
        ("page" = Option<u32>, Query, description = "Which page, from 1"),
        ("per_page" = Option<u32>, Query, description = "How many on a page, at most 60"),
        Scoped,
    ),
    responses(
        (status = 200, body = GroupBuyList),
        (status = 422, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn list_group_buys(
    State(app): State<App>,
    headers: HeaderMap,
    scope: Scoped,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer<Response> {
    let parameters = Parameters(query);
    let filter = filter(parameters.text("phase"))?;
    let sort = sort(parameters.text("sort"))?;
    let category = parameters.text("category");
    let terms: Vec<String> =
        parameters.search()?.to_lowercase().split_whitespace().take(MOST_WORDS).map(str::to_owned).collect();
    let (page, per_page) = (parameters.page()?, parameters.per_page()?);
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let wanted = Wanted {
        filter,
        soon: app.clock.now().plus(SOON),
        category,
        terms: &terms,
        sort,
        skip: number((page - 1).saturating_mul(per_page)),
        count: number(per_page),
    };
    let mut reader = app.db.snapshot().await?;
    let rows = wanted.page(&mut reader).await?;
    let counts = wanted.counts(&mut reader).await?;
    let live = views::point(&mut reader, app.db.epoch(), ALL).await?;
    drop(reader);
    let total: u64 = counts
        .iter()
        .filter(|(other, _, _)| category.is_empty() || other == category)
        .map(|(_, _, count)| *count)
        .sum();
    let shown = u64::try_from(page.saturating_mul(per_page)).unwrap_or(u64::MAX);
    let list = GroupBuyList {
        page: Page {
            items: rows.iter().map(|row| views::card(row, scope.locale)).collect::<Answer<_>>()?,
            total: Some(total),
            next: (shown < total).then(|| (page + 1).to_string()),
        },
        categories: counts
            .into_iter()
            .map(|(slug, names, count)| GroupCategory {
                slug: slug.into(),
                name: text(&names, scope.locale),
                count,
            })
            .collect(),
        live,
    };
    fresh(&headers, &list)
}

fn filter(text: &str) -> Answer<GroupFilter> {
    match (text, GroupFilter::from_query(text)) {
        ("" | "open", filter) => Ok(filter),
        (_, GroupFilter::Open) => Err(Refused::field("phase", FieldProblemCode::NotAllowed)),
        (_, filter) => Ok(filter),
    }
}

fn sort(text: &str) -> Answer<GroupSort> {
    match (text, GroupSort::from_query(text)) {
        ("" | "ending", sort) => Ok(sort),
        (_, GroupSort::Ending) => Err(Refused::field("sort", FieldProblemCode::NotAllowed)),
        (_, sort) => Ok(sort),
    }
}

/// One group-buy, with everything its page shows.
#[utoipa::path(
    get,
    path = <GetGroupBuy as Endpoint>::PATH,
    tag = "group-buys",
    params(
        ("id" = String, Path, description = "The group-buy"),
        Scoped,
    ),
    responses(
        (status = 200, body = GroupBuy),
        (status = 404, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn get_group_buy(
    State(app): State<App>,
    headers: HeaderMap,
    scope: Scoped,
    Path(id): Path<String>,
) -> Answer<Response> {
    let mut reader = app.db.snapshot().await?;
    let row = group_buys::find(&mut reader, &id).await?.ok_or_else(Refused::not_found)?;
    let page = page(&app, &mut reader, &row, scope.locale).await?;
    drop(reader);
    fresh(&headers, &page)
}

/// A group-buy with everything its page shows, as of the same moment.
pub(super) async fn page(
    app: &App,
    connection: &mut SqliteConnection,
    row: &GroupRow,
    locale: &str,
) -> Answer<GroupBuy> {
    let members = seats::shown_of_group(connection, &row.id, MEMBERS).await?;
    let siblings = siblings::of(connection, row, app.clock.now()).await?;
    let live = views::point(connection, app.db.epoch(), &facts::topic(&row.id)).await?;
    views::page(row, locale, &members, siblings, live)
}
