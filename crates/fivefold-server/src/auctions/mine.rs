//! What one person has to do with lots: where one stands, watching, one's own lists, and the feed of activity.

use super::views;
use crate::{
    buying::{
        Guest,
        session::{self, Known},
    },
    problem::{Answer, Path, Query, Refused},
    scope::Scoped,
    state::App,
    store::{
        accounts, auction_lists,
        auctions::{self, AuctionRow},
        bidding,
        words::{read, word},
    },
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    response::IntoResponse,
};
use fivefold_api::{
    endpoints::{DeleteWatch, Endpoint, GetMyAuction, ListMyAuctions, PutWatch},
    model::{
        Activity, ActivityAction, ActivityKind, ActivityState, BidPosition, MyAuction, MyLot, MyLots,
        Problem, SettlementStatus,
    },
    rules::{WouldBeBidder, auction_actions, bid_position, bid_requirements, reserve_state},
    vocabulary::{Instant, Money, Page},
};
use serde::Deserialize;
use sqlx::SqliteConnection;

/// How many lots come at once.
const PAGE: i64 = 20;
/// Nobody but the person who asks keeps the answer, and not for long.
const PRIVATE: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));

/// Where a person stands with a lot. Without a session that is a stranger.
async fn mine(
    connection: &mut SqliteConnection,
    lot: &AuctionRow,
    session: Option<&str>,
) -> Answer<MyAuction> {
    let account = match session {
        Some(session) => accounts::of_session(connection, session).await?,
        None => None,
    };
    let watching = match session {
        Some(session) => bidding::watches(connection, session, &lot.id).await?,
        None => false,
    };
    let (bidder, blocked, settled) = match &account {
        Some(account) => (
            bidding::bidder_of_account(connection, &lot.id, &account.id).await?,
            bidding::is_blocked(connection, &account.id).await?,
            bidding::settlement_of(connection, &lot.id).await?.filter(|row| row.account == account.id),
        ),
        None => (None, false, None),
    };
    let requirements = bid_requirements(WouldBeBidder {
        signed_in: account.is_some(),
        sells: account.as_ref().is_some_and(|account| account.id == lot.seller),
        blocked,
    });
    let phase = views::phase(&lot.status);
    let settlement = settled.as_ref().map(|row| views::settlement(lot, row)).transpose()?;
    let leads = bidder.as_ref().is_some_and(|bidder| lot.leader == Some(bidder.number));
    let currency = views::currency(lot)?;
    Ok(MyAuction {
        auction: lot.id.as_str().into(),
        bidder: bidder.as_ref().map(|bidder| views::bidder(bidder.number)),
        maximum: bidder.as_ref().map(|bidder| Money::new(bidder.maximum, currency)),
        position: bid_position(phase, reserve_state(lot.reserve, lot.price), bidder.is_some(), leads),
        watching,
        allowed_actions: auction_actions(
            phase,
            requirements.is_empty(),
            watching,
            settlement.as_ref().map(|settlement| (settlement.status, settlement.order.is_some())),
        ),
        requirements,
        settlement,
        state: views::state(lot)?,
    })
}

/// Where the asking person stands. Without a session it says that one has to sign in.
#[utoipa::path(
    get,
    path = <GetMyAuction as Endpoint>::PATH,
    tag = "auctions",
    params(("id" = String, Path, description = "The lot")),
    responses(
        (status = 200, body = MyAuction),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security((), ("session" = []), ("cookie" = []))
)]
pub(super) async fn get_my_auction(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Answer<impl IntoResponse> {
    let known = session::find(&app, &headers, &Method::GET).await?;
    let mut reader = app.db.snapshot().await?;
    let lot = auctions::find(&mut reader, &id).await?.ok_or_else(Refused::not_found)?;
    let mine = mine(&mut reader, &lot, known.as_ref().map(Known::session)).await?;
    Ok(([PRIVATE], Json(mine)))
}

/// Watches a lot. Guests may, too; signing in brings it along.
#[utoipa::path(
    put,
    path = <PutWatch as Endpoint>::PATH,
    tag = "auctions",
    params(("id" = String, Path, description = "The lot")),
    responses(
        (status = 200, body = MyAuction),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn put_watch(
    State(app): State<App>,
    guest: Guest,
    Path(id): Path<String>,
) -> Answer<impl IntoResponse> {
    set_watch(&app, &guest.session, &id, true).await
}

/// Stops watching a lot.
#[utoipa::path(
    delete,
    path = <DeleteWatch as Endpoint>::PATH,
    tag = "auctions",
    params(("id" = String, Path, description = "The lot")),
    responses(
        (status = 200, body = MyAuction),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn delete_watch(
    State(app): State<App>,
    guest: Guest,
    Path(id): Path<String>,
) -> Answer<impl IntoResponse> {
    set_watch(&app, &guest.session, &id, false).await
}

async fn set_watch(app: &App, session: &str, id: &str, wanted: bool) -> Answer<impl IntoResponse + use<>> {
    let mut tx = app.db.begin().await?;
    let lot = auctions::find(&mut tx, id).await?.ok_or_else(Refused::not_found)?;
    if bidding::watch(&mut tx, session, id, wanted, app.clock.now()).await? {
        // Other tabs and devices of the session show it at once.
        let fact = serde_json::json!({ "auction": id, "watching": wanted });
        tx.publish(&crate::buying::facts::me(session), "watch", &fact).await?;
    }
    let mine = mine(&mut tx, &lot, Some(session)).await?;
    tx.commit().await?;
    Ok(([PRIVATE], Json(mine)))
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    list: String,
    #[serde(default)]
    page: String,
}

/// Lots that one bids on, watches, has won or sells; what needs one soonest first.
#[utoipa::path(
    get,
    path = <ListMyAuctions as Endpoint>::PATH,
    tag = "auctions",
    params(
        ("list" = Option<String>, Query, description = "`bidding` (default), `watching`, `won`, `selling`"),
        ("page" = Option<String>, Query, description = "What `next` of the page before said"),
        ("locale" = Option<String>, Query, description = "The language of texts"),
    ),
    responses(
        (status = 200, body = Page<MyLot>),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn list_my_auctions(
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
    let mut reader = app.db.snapshot().await?;
    let account = accounts::of_session(&mut reader, &guest.session).await?;
    // No account has an id like this.
    let account = account.map_or_else(String::new, |account| account.id);
    let list = MyLots::from_query(&asked.list);
    let mut rows =
        auction_lists::of_person(&mut reader, list, &account, &guest.session, skip, PAGE + 1).await?;
    let next = (rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX)).then(|| {
        rows.pop();
        (skip + PAGE).to_string()
    });
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        let mine = mine(&mut reader, row, Some(&guest.session)).await?;
        items.push(MyLot { card: views::card(row, scope.locale)?, mine });
    }
    Ok(([PRIVATE], Json(Page { items, total: None, next })))
}

/// A lot in the feed of what somebody is committed to.
pub(crate) async fn activity(
    connection: &mut SqliteConnection,
    session: &str,
    auction: &str,
    deadline: Option<Instant>,
) -> Answer<Option<Activity>> {
    let Some(lot) = auctions::find(connection, auction).await? else { return Ok(None) };
    let Some(account) = accounts::of_session(connection, session).await? else { return Ok(None) };
    let Some(bidder) = bidding::bidder_of_account(connection, auction, &account.id).await? else {
        return Ok(None);
    };
    let settlement =
        bidding::settlement_of(connection, auction).await?.filter(|row| row.account == account.id);
    let leads = lot.leader == Some(bidder.number);
    let position =
        bid_position(views::phase(&lot.status), reserve_state(lot.reserve, lot.price), true, leads);
    let paid = settlement.as_ref().map(|row| read::<SettlementStatus>(&row.status)).transpose()?;
    let (state, next_action) = match (position, paid) {
        (_, Some(SettlementStatus::AwaitingPayment)) => {
            (ActivityState::ActionNeeded, Some(ActivityAction::Pay))
        }
        (_, Some(SettlementStatus::Paid)) => (ActivityState::Done, None),
        (_, Some(SettlementStatus::Unpaid)) => (ActivityState::Ended, None),
        (BidPosition::Outbid, _) => (ActivityState::ActionNeeded, Some(ActivityAction::Bid)),
        (BidPosition::Leading | BidPosition::LeadingReserveNotMet, _) => (ActivityState::Running, None),
        (BidPosition::Lost | BidPosition::Void, _) => (ActivityState::Ended, None),
        _ => (ActivityState::Unknown, None),
    };
    let status = match paid {
        Some(paid) => word(&paid)?,
        None => word(&position)?,
    };
    let total = match paid {
        Some(_) => views::cost(&lot)?.total,
        None => views::state(&lot)?.price,
    };
    Ok(Some(Activity {
        kind: ActivityKind::Auction,
        id: lot.id.clone(),
        number: views::number(&lot),
        title: views::title(&lot, account.locale.as_deref().unwrap_or(crate::markets::LOCALES[0])),
        state,
        status,
        next_action,
        deadline,
        at: bidder.first_at,
        amount: Some(total),
    }))
}
