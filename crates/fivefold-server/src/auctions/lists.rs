//! `GET /v1/auctions`, `GET /v1/auctions/{id}` and `GET /v1/auctions/{id}/bids`: what anyone may see.

use super::{ALL, categories, facts, views};
use crate::{
    catalog::Parameters,
    problem::{Answer, Path, Query, Refused},
    public::fresh,
    scope::Scoped,
    state::App,
    store::{auction_lists::Wanted, auctions, bidding},
};
use axum::{extract::State, http::HeaderMap, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, GetAuction, ListAuctions, ListBids},
    model::{Auction, AuctionFilter, AuctionList, AuctionSort, Bid, FieldProblemCode, Problem},
    vocabulary::Page,
};
use serde::Deserialize;
use std::time::Duration;

/// A lot ends soon that ends within this.
const SOON: Duration = Duration::from_hours(1);
/// How many bids come at once.
const BIDS: i64 = 50;
/// A search has at most so many words; more narrow nothing.
const MOST_WORDS: usize = 8;
/// How many lots a page has at most: who bids on many has them all in sight.
const LARGEST_PAGE: usize = 200;

/// A page of lots.
#[utoipa::path(
    get,
    path = <ListAuctions as Endpoint>::PATH,
    tag = "auctions",
    params(
        ("q" = Option<String>, Query, description = "Words to search for"),
        ("category" = Option<String>, Query, description = "Only this category"),
        ("phase" = Option<String>, Query, description = "`open` (default), `ending` (within the hour), `live`, `scheduled`, `ended`"),
        ("sort" = Option<String>, Query, description = "`ending` (default), `newest`, `price_up`, `price_down`, `most_bids`"),
        ("page" = Option<u32>, Query, description = "Which page, from 1"),
        ("per_page" = Option<u32>, Query, description = "How many on a page, at most 200"),
        Scoped,
    ),
    responses(
        (status = 200, body = AuctionList),
        (status = 422, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn list_auctions(
    State(app): State<App>,
    headers: HeaderMap,
    scope: Scoped,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer<Response> {
    let parameters = Parameters(query);
    let filter = filter(parameters.text("phase"))?;
    let sort = sort(parameters.text("sort"))?;
    let category = parameters.text("category");
    if !category.is_empty() && !categories::exists(category) {
        return Err(Refused::field("category", FieldProblemCode::NotAllowed));
    }
    let terms: Vec<String> =
        parameters.search()?.to_lowercase().split_whitespace().take(MOST_WORDS).map(str::to_owned).collect();
    let (page, per_page) = (parameters.page()?, parameters.per_page_up_to(LARGEST_PAGE)?);
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
        .filter(|(other, _)| category.is_empty() || other == category)
        .map(|(_, count)| *count)
        .sum();
    let shown = u64::try_from(page.saturating_mul(per_page)).unwrap_or(u64::MAX);
    let list = AuctionList {
        page: Page {
            items: rows.iter().map(|row| views::card(row, scope.locale)).collect::<Answer<_>>()?,
            total: Some(total),
            next: (shown < total).then(|| (page + 1).to_string()),
        },
        categories: categories::counted(scope.locale, &counts),
        live,
    };
    fresh(&headers, &list)
}

fn filter(text: &str) -> Answer<AuctionFilter> {
    match (text, AuctionFilter::from_query(text)) {
        ("" | "open", filter) => Ok(filter),
        (_, AuctionFilter::Open) => Err(Refused::field("phase", FieldProblemCode::NotAllowed)),
        (_, filter) => Ok(filter),
    }
}

fn sort(text: &str) -> Answer<AuctionSort> {
    match (text, AuctionSort::from_query(text)) {
        ("" | "ending", sort) => Ok(sort),
        (_, AuctionSort::Ending) => Err(Refused::field("sort", FieldProblemCode::NotAllowed)),
        (_, sort) => Ok(sort),
    }
}

/// One lot, with everything its page shows.
#[utoipa::path(
    get,
    path = <GetAuction as Endpoint>::PATH,
    tag = "auctions",
    params(
        ("id" = String, Path, description = "The lot"),
        Scoped,
    ),
    responses(
        (status = 200, body = Auction),
        (status = 404, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn get_auction(
    State(app): State<App>,
    headers: HeaderMap,
    scope: Scoped,
    Path(id): Path<String>,
) -> Answer<Response> {
    let mut reader = app.db.snapshot().await?;
    let row = auctions::find(&mut reader, &id).await?.ok_or_else(Refused::not_found)?;
    let live = views::point(&mut reader, app.db.epoch(), &facts::topic(&row.id)).await?;
    drop(reader);
    fresh(&headers, &views::page(&row, scope.locale, live)?)
}

#[derive(Debug, Deserialize)]
pub(super) struct Before {
    #[serde(default)]
    before: Option<i64>,
}

/// The bids everybody sees, newest first.
#[utoipa::path(
    get,
    path = <ListBids as Endpoint>::PATH,
    tag = "auctions",
    params(
        ("id" = String, Path, description = "The lot"),
        ("before" = Option<u64>, Query, description = "What `next` of the page before said"),
    ),
    responses(
        (status = 200, body = Page<Bid>),
        (status = 404, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn list_bids(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(Before { before }): Query<Before>,
) -> Answer<Response> {
    let mut reader = app.db.snapshot().await?;
    let lot = auctions::find(&mut reader, &id).await?.ok_or_else(Refused::not_found)?;
    let mut rows = bidding::bids_before(&mut reader, &id, before.unwrap_or(i64::MAX), BIDS + 1).await?;
    drop(reader);
    let more = rows.len() > usize::try_from(BIDS).unwrap_or(usize::MAX);
    if more {
        rows.pop();
    }
    let next = rows.last().filter(|_| more).map(|row| row.seq.to_string());
    let currency = views::currency(&lot)?;
    let items = rows.iter().map(|row| views::bid(row, currency)).collect();
    fresh(
        &headers,
        &Page::<Bid> { items, total: Some(u64::try_from(lot.bid_count).unwrap_or_default()), next },
    )
}
