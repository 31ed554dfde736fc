//! What one person has booked: one booking, what is held, one's own list, and the feed of activity.

use super::booking_views::{self, Viewer};
use crate::{
    buying::{
        Guest,
        session::{self, Known},
    },
    catalog::text,
    problem::{Answer, Path, Query, Refused},
    scope::Scoped,
    state::App,
    store::{
        bookings::{self, BookingRow},
        services,
        words::word,
    },
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    response::IntoResponse,
};
use fivefold_api::{
    endpoints::{Endpoint, GetBooking, GetHeldBooking, ListMyBookings},
    model::{
        Activity, ActivityAction, ActivityKind, ActivityState, Booking, BookingStatus, MyBookings, Problem,
        ProblemKind,
    },
    vocabulary::{Currency, Instant, Money, Page},
};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use sqlx::{Sqlite, SqliteConnection, Transaction};

/// How many bookings come at once.
const PAGE: i64 = 20;
/// Nobody but the person who asks keeps the answer, and not for long.
pub(super) const PRIVATE: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));

/// A booking of a session. Somebody else's and none at all are the same to whoever asks.
pub(super) async fn find(connection: &mut SqliteConnection, id: &str, session: &str) -> Answer<BookingRow> {
    let row = bookings::find(connection, id).await?.filter(|row| row.session == session);
    row.ok_or_else(Refused::not_found)
}

/// A booking of whoever asks, or of whoever has its link, and the state it was found in: what goes with it is read there
/// too, or it would be of another moment.
pub(super) async fn find_for(
    app: &App,
    headers: &HeaderMap,
    id: &str,
    token: &str,
) -> Answer<(Transaction<'static, Sqlite>, BookingRow, Viewer)> {
    let known = session::find(app, headers, &Method::GET).await?;
    if known.is_none() && token.is_empty() {
        return Err(Refused::new(ProblemKind::SignedOut));
    }
    let mut reader = app.db.snapshot().await?;
    let row = bookings::find(&mut reader, id).await?.ok_or_else(Refused::not_found)?;
    if known.as_ref().map(Known::session) == Some(row.session.as_str()) {
        Ok((reader, row, Viewer::Owner))
    // Hashes are compared, so that the time it takes says nothing about the token.
    } else if Sha256::digest(token) == Sha256::digest(&row.token) {
        Ok((reader, row, Viewer::Link))
    } else {
        Err(Refused::not_found())
    }
}

/// A link's secret.
#[derive(Debug, Deserialize)]
pub(super) struct Link {
    #[serde(default)]
    pub(super) token: String,
}

/// One booking, for its owner and for whoever has its link.
///
/// Those who only have the link are not told whom the venue tells, and cannot change anything.
#[utoipa::path(
    get,
    path = <GetBooking as Endpoint>::PATH,
    tag = "bookings",
    params(
        ("id" = String, Path, description = "The booking"),
        ("token" = Option<String>, Query, description = "The booking's token, from its link"),
        Scoped,
    ),
    responses(
        (status = 200, body = Booking),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security((), ("session" = []), ("cookie" = []))
)]
pub(super) async fn get_booking(
    State(app): State<App>,
    headers: HeaderMap,
    scope: Scoped,
    Path(id): Path<String>,
    Query(link): Query<Link>,
) -> Answer<impl IntoResponse> {
    let (mut reader, row, viewer) = find_for(&app, &headers, &id, &link.token).await?;
    let booking = booking_views::booking(&mut reader, &row, viewer, scope.locale, app.clock.now()).await?;
    Ok(([PRIVATE], Json(booking)))
}

/// The booking of a service that the session holds and has not paid, the same in every tab; `null` when there is none.
#[utoipa::path(
    get,
    path = <GetHeldBooking as Endpoint>::PATH,
    tag = "bookings",
    params(("id" = String, Path, description = "The service"), Scoped),
    responses(
        (status = 200, body = Option<Booking>),
        (status = 401, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn get_held_booking(
    State(app): State<App>,
    guest: Guest,
    scope: Scoped,
    Path(id): Path<String>,
) -> Answer<impl IntoResponse> {
    let mut reader = app.db.snapshot().await?;
    let held = bookings::held(&mut reader, &guest.session, &id).await?;
    let now = app.clock.now();
    let booking = match held.first() {
        Some(row) => Some(booking_views::booking(&mut reader, row, Viewer::Owner, scope.locale, now).await?),
        None => None,
    };
    Ok(([PRIVATE], Json(booking)))
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    list: String,
    #[serde(default)]
    page: String,
}

/// One's own bookings, a guest's as well. What was held and never paid is not among them.
#[utoipa::path(
    get,
    path = <ListMyBookings as Endpoint>::PATH,
    tag = "bookings",
    params(
        ("list" = Option<String>, Query, description = "`upcoming` (default) or `past`"),
        ("page" = Option<String>, Query, description = "What `next` of the page before said"),
        ("locale" = Option<String>, Query, description = "The language of texts"),
    ),
    responses(
        (status = 200, body = Page<Booking>),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn list_my_bookings(
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
    let list = MyBookings::from_query(&asked.list);
    let mut reader = app.db.snapshot().await?;
    let mut rows = bookings::of_session(&mut reader, list, &guest.session, now, skip, PAGE + 1).await?;
    let next = (rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX)).then(|| {
        rows.pop();
        (skip + PAGE).to_string()
    });
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        items.push(booking_views::booking(&mut reader, row, Viewer::Owner, scope.locale, now).await?);
    }
    Ok(([PRIVATE], Json(Page { items, total: None, next })))
}

/// A booking in the feed of what somebody is committed to.
pub(crate) async fn activity(
    connection: &mut SqliteConnection,
    id: &str,
    deadline: Option<Instant>,
    now: Instant,
) -> Answer<Option<Activity>> {
    let Some(row) = bookings::find(connection, id).await? else { return Ok(None) };
    let Some(service) = services::find(connection, &row.service).await? else { return Ok(None) };
    let (state, next_action) = match row.status {
        BookingStatus::Held => (ActivityState::ActionNeeded, Some(ActivityAction::Pay)),
        BookingStatus::Confirmed if row.ends_at <= now => (ActivityState::Ended, None),
        BookingStatus::Confirmed if row.change_order.is_some() => {
            (ActivityState::ActionNeeded, Some(ActivityAction::Pay))
        }
        BookingStatus::Confirmed | BookingStatus::Returning => (ActivityState::Running, None),
        BookingStatus::Fulfilled => (ActivityState::Done, None),
        BookingStatus::Unknown => (ActivityState::Unknown, None),
        _ => (ActivityState::Ended, None),
    };
    Ok(Some(Activity {
        kind: ActivityKind::Booking,
        id: row.id.clone(),
        number: booking_views::number(&row),
        title: text(&service.titles, &row.locale),
        state,
        status: word(&row.status)?,
        next_action,
        deadline,
        at: row.held_at,
        amount: Currency::iso(&row.currency).ok().map(|currency| Money::new(row.price, currency)),
    }))
}
