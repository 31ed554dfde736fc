//! Reading orders and calling them off.

use super::{
    commitments::{Command, in_one_transaction},
    payments::view as payment_view,
    session::{self, Guest},
    settle, versions,
};
use crate::{
    problem::{Answer, Path, Query, Refused},
    quotes,
    state::App,
    store::{
        WriteTx, holds,
        orders::{self as store, OrderRow},
        payments,
        words::read,
    },
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, header},
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, GetOrder, ListOrders, PostOrderCancel},
    model::{
        Address, CancelOrder, CartLine, Contact, DeliveryOption, Hold, LotLine, Order, OrderAction,
        OrderOfQuote, OrderStatus, PaymentStatus, Problem, ProblemKind, Totals,
    },
    rules::is_open,
    vocabulary::{BookingId, GroupBuyId, Version},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use sqlx::SqliteConnection;

/// What was agreed when the order was placed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Snapshot {
    pub(super) lines: Vec<CartLine>,
    /// Orders from before there were lots have none.
    #[serde(default)]
    pub(super) lots: Vec<LotLine>,
    /// The group-buy whose seat it pays.
    #[serde(default)]
    pub(super) group_buy: Option<GroupBuyId>,
    /// The booking that it pays, or whose move it pays.
    #[serde(default)]
    pub(super) booking: Option<BookingId>,
    /// The quote that it was made of.
    #[serde(default)]
    pub(super) quote: Option<OrderOfQuote>,
    pub(super) totals: Totals,
    pub(super) contact: Contact,
    pub(super) address: Address,
    pub(super) delivery: DeliveryOption,
}

/// Who looks at an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Viewer<'a> {
    /// The session that placed it or, of an order of a quote, anybody's who requests for the company.
    Owner(&'a str),
    /// Somebody who only reads what the company has ordered.
    Colleague,
    /// Somebody with the link. Orders of quotes have none: what a company pays is told to its people only.
    Link,
}

/// Who a session is to an order; `None` for strangers. An order of a quote is the company's, whoever has placed it.
pub(super) async fn viewer_of<'a>(
    connection: &mut SqliteConnection,
    row: &OrderRow,
    session: &'a str,
) -> Answer<Option<Viewer<'a>>> {
    if !row.is_of_quote() {
        return Ok((row.session == session).then_some(Viewer::Owner(session)));
    }
    let buyer = quotes::buyer_of_order(connection, &row.id, session).await?;
    Ok(buyer.map(|buyer| if buyer.may_request() { Viewer::Owner(session) } else { Viewer::Colleague }))
}

/// An order as a viewer may see it.
pub(super) async fn view(
    connection: &mut SqliteConnection,
    row: &OrderRow,
    viewer: Viewer<'_>,
) -> Answer<Order> {
    let snapshot: Snapshot = serde_json::from_str(&row.snapshot)?;
    let status: OrderStatus = read(&row.status)?;
    let held = holds::of_subject(connection, "order", &row.id).await?;
    // All lines are held together; the newest hold tells for all.
    let hold = held.last().map(|hold| -> Result<Hold, sqlx::Error> {
        Ok(Hold { id: hold.id.as_str().into(), state: read(&hold.state)?, expires_at: hold.expires_at })
    });
    let attempts = payments::of_subject(connection, "order", &row.id).await?;
    let mut seen = Vec::with_capacity(attempts.len());
    for attempt in attempts.iter().filter(|attempt| attempt.provider_id.is_some()) {
        let mut told = payment_view(attempt)?;
        if viewer != Viewer::Owner(&attempt.session) {
            told.action = None;
        }
        seen.push(told);
    }
    let mut being_paid = false;
    for attempt in &attempts {
        being_paid |= is_open(read::<PaymentStatus>(&attempt.status)?);
    }
    let allowed_actions = match (viewer, status) {
        (Viewer::Link | Viewer::Colleague, _) => Vec::new(),
        // A bid that has won binds.
        // Neither is a seat in a group-buy cancelled, or a booking: each has a way out of its own. What was ordered of
        // a quote is settled with the supplier.
        (Viewer::Owner(_), OrderStatus::PendingPayment) if !row.is_of_cart() && !being_paid => {
            vec![OrderAction::Pay]
        }
        (Viewer::Owner(_), _) if !row.is_of_cart() => Vec::new(),
        (Viewer::Owner(_), OrderStatus::PendingPayment) if being_paid => vec![OrderAction::Cancel],
        (Viewer::Owner(_), OrderStatus::PendingPayment) => vec![OrderAction::Pay, OrderAction::Cancel],
        (Viewer::Owner(_), OrderStatus::Paid) => vec![OrderAction::Cancel],
        (Viewer::Owner(_), _) => Vec::new(),
    };
    let private = viewer != Viewer::Link;
    Ok(Order {
        id: row.id.as_str().into(),
        number: number(row),
        token: (matches!(viewer, Viewer::Owner(_)) && !row.is_of_quote()).then(|| row.token.clone()),
        version: version(row),
        status,
        placed_at: row.placed_at,
        lines: snapshot.lines,
        lots: snapshot.lots,
        group_buy: snapshot.group_buy,
        booking: snapshot.booking,
        quote: snapshot.quote,
        totals: snapshot.totals,
        contact: private.then_some(snapshot.contact),
        address: private.then_some(snapshot.address),
        delivery: snapshot.delivery,
        hold: hold.transpose()?,
        payments: seen,
        allowed_actions,
    })
}

/// What buyer and shop call an order.
pub(super) fn number(row: &OrderRow) -> String {
    number_of(row.serial)
}

/// The same of a serial number.
pub(crate) fn number_of(serial: i64) -> String {
    format!("H-{serial}")
}

fn version(row: &OrderRow) -> Version {
    Version(row.revision.to_string())
}

/// The session's orders, newest first. Of an order of a quote it says how many lines there are, and not which; whoever
/// buys for the company no more is not told of it.
#[utoipa::path(
    get,
    path = <ListOrders as Endpoint>::PATH,
    tag = "orders",
    responses(
        (status = 200, body = Vec<Order>),
        (status = 401, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []))
)]
pub(super) async fn list_orders(State(app): State<App>, guest: Guest) -> Answer<impl IntoResponse> {
    let mut reader = app.db.snapshot().await?;
    let mut orders = Vec::new();
    for row in store::listed(&mut reader, &guest.session).await? {
        if let Some(viewer) = viewer_of(&mut reader, &row, &guest.session).await? {
            orders.push(view(&mut reader, &row, viewer).await?);
        }
    }
    let no_store = [(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"))];
    Ok((no_store, Json(orders)))
}

/// A link's secret.
#[derive(Debug, Deserialize)]
pub(super) struct Link {
    #[serde(default)]
    token: String,
}

/// One order, for its session or for whoever has its token; one of a quote for whoever buys for the company.
///
/// Those who only have the token are told neither contact nor address. Orders of quotes have none: what a company
/// pays is told to its people only.
#[utoipa::path(
    get,
    path = <GetOrder as Endpoint>::PATH,
    tag = "orders",
    params(
        ("id" = String, Path, description = "The order"),
        ("token" = Option<String>, Query, description = "The order's token, from a shared link"),
    ),
    responses(
        (status = 200, body = Order),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security((), ("session" = []))
)]
pub(super) async fn get_order(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(link): Query<Link>,
    headers: HeaderMap,
) -> Answer<Response> {
    let session = session::find(&app, &headers, &Method::GET).await?;
    if session.is_none() && link.token.is_empty() {
        return Err(Refused::new(ProblemKind::SignedOut));
    }
    let mut reader = app.db.snapshot().await?;
    let row = store::find(&mut reader, &id).await?.ok_or_else(Refused::not_found)?;
    let known = match &session {
        Some(session) => viewer_of(&mut reader, &row, session.session()).await?,
        None => None,
    };
    // Hashes are compared, so that the time it takes says nothing about the token.
    let has_link = !row.is_of_quote() && Sha256::digest(&link.token) == Sha256::digest(&row.token);
    let viewer = known.or(has_link.then_some(Viewer::Link)).ok_or_else(Refused::not_found)?;
    versions::tagged(&version(&row), &view(&mut reader, &row, viewer).await?)
}

/// Calls an order off before it is dispatched. What was paid goes back.
#[utoipa::path(
    post,
    path = <PostOrderCancel as Endpoint>::PATH,
    tag = "orders",
    request_body = CancelOrder,
    params(
        ("id" = String, Path, description = "The order"),
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
    ),
    responses(
        (status = 200, body = Order),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 412, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []))
)]
pub(super) async fn post_order_cancel(
    State(app): State<App>,
    Path(id): Path<String>,
    command: Command,
) -> Answer<Response> {
    let cancel: CancelOrder = command.read()?;
    in_one_transaction(app, command, move |_, command, tx| {
        Box::pin(async move { cancel_order(tx, &command.session, &id, &cancel).await })
    })
    .await
}

async fn cancel_order(tx: &mut WriteTx, session: &str, id: &str, cancel: &CancelOrder) -> Answer<Order> {
    let row = store::find(tx, id).await?.ok_or_else(Refused::not_found)?;
    let viewer = viewer_of(tx, &row, session).await?.ok_or_else(Refused::not_found)?;
    if !row.is_of_cart() || !matches!(read(&row.status)?, OrderStatus::PendingPayment | OrderStatus::Paid) {
        return Err(Refused::new(ProblemKind::NotCancellable));
    }
    if cancel.version != version(&row) {
        return Err(Refused::new(ProblemKind::VersionConflict));
    }
    let row = settle::call_off(tx, &row, OrderStatus::Cancelled).await?;
    view(tx, &row, viewer).await
}
