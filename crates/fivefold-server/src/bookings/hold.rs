//! `POST /v1/services/{id}/bookings`: a time is held for somebody, and nobody else can have it (O2O-06).

use super::{
    booking_views, ending, facts,
    taking::{self, Found, Wanted},
    terms,
};
use crate::{
    buying::{Command, in_one_transaction},
    ids::{new_id, new_secret},
    problem::{Answer, Path, Refused},
    scope::Scoped,
    state::App,
    store::{
        WriteTx,
        bookings::{self, BookingRow},
        holds::{self, NewHold, SLOT},
        services::{self, ServiceRow},
    },
};
use axum::{extract::State, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostBooking},
    model::{Booking, BookingStatus, HoldSlot, Problem},
    vocabulary::Instant,
};
use std::time::Duration;

/// Takes a time, for whoever asks. It is held while it is being booked.
///
/// Another time of the service that the session holds is given up if this one can be had, and only then. Refused with
/// `slot_taken` or `slot_unavailable`; `booking` says what there is instead.
#[utoipa::path(
    post,
    path = <PostBooking as Endpoint>::PATH,
    tag = "bookings",
    request_body = HoldSlot,
    params(
        ("id" = String, Path, description = "The service"),
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
        Scoped,
    ),
    responses(
        (status = 200, body = Booking),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_booking(
    State(app): State<App>,
    Path(id): Path<String>,
    scope: Scoped,
    command: Command,
) -> Answer<Response> {
    let wish: HoldSlot = command.read()?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let now = app.clock.now();
            let service = services::find(tx, &id).await?.ok_or_else(Refused::not_found)?;
            let row = hold(tx, &command.session, &service, &wish, scope.locale, now).await?;
            booking_views::own(tx, &row, now).await
        })
    })
    .await
}

/// Holds a time for a session that can be had.
pub(super) async fn hold(
    tx: &mut WriteTx,
    session: &str,
    service: &ServiceRow,
    wish: &HoldSlot,
    locale: &'static str,
    now: Instant,
) -> Answer<BookingRow> {
    let mut held = Vec::new();
    for mut row in bookings::held(tx, session, &service.id).await? {
        let is_over = ending::is_over(tx, &row, now).await?;
        if !is_over && is_what_is_wished(&row, wish) {
            ending::is_back(tx, &mut row, now).await?;
            return Ok(row);
        }
        held.push((row, if is_over { BookingStatus::HoldExpired } else { BookingStatus::LetGo }));
    }
    let wanted = Wanted {
        start: wish.start,
        staff: wish.staff.as_ref().map(|staff| staff.as_str()),
        party: wish.party,
        locale,
    };
    let except: Vec<&str> = held.iter().map(|(row, _)| row.id.as_str()).collect();
    let found = taking::find(tx, service, wanted, now, &except).await?;
    let terms = terms::terms(service, found.price, wish.party, wish.start, now)?;

    // Everything is decided; from here on it is written.
    for (mut row, to) in held {
        ending::end(tx, &mut row, to, now).await?;
    }
    let row = BookingRow {
        id: new_id("b"),
        serial: 0,
        session: session.to_owned(),
        token: new_secret(),
        locale: locale.to_owned(),
        service: service.id.clone(),
        venue: service.venue.clone(),
        staff: found.staff.as_ref().map(|staff| staff.id.clone()),
        starts_at: found.time.start,
        ends_at: found.time.end,
        party: wish.party,
        agreed_start: found.time.start,
        price: terms.price.minor,
        due_now: terms.due_now.minor,
        currency: service.currency.clone(),
        terms,
        name: None,
        contact: None,
        note: None,
        accepted_at: None,
        order: None,
        held_at: now,
        held_until: None,
        in_grace: false,
        revision: 1,
        status: BookingStatus::Held,
        payment: None,
        confirmed_at: None,
        ended_at: None,
        change_start: None,
        change_staff: None,
        change_price: None,
        change_order: None,
    };
    let row = bookings::insert(tx, &row).await?;
    taking::block(tx, &row.id, false, service, &found, row.party).await?;
    keep(tx, &row, service, &found, now).await?;
    facts::booking(tx, &row, now).await?;
    Ok(row)
}

/// Whether somebody picks what they hold already, as another tab does: the hold is not begun anew.
fn is_what_is_wished(held: &BookingRow, wish: &HoldSlot) -> bool {
    let is_theirs = wish.staff.as_ref().is_none_or(|staff| held.staff.as_deref() == Some(staff.as_str()));
    held.starts_at == wish.start && held.party == wish.party && is_theirs
}

async fn keep(
    tx: &mut WriteTx,
    row: &BookingRow,
    service: &ServiceRow,
    found: &Found,
    now: Instant,
) -> Answer<()> {
    let hold = NewHold {
        id: &new_id("h"),
        subject_kind: "booking",
        subject_id: &row.id,
        owner: &row.session,
        resource_kind: SLOT,
        resource_id: found.staff.as_ref().map_or(&service.id, |staff| &staff.id),
        quantity: i64::from(row.party),
        expires_at: now.plus(Duration::from_secs(u64::from(service.policy.hold_seconds))),
    };
    Ok(holds::insert(tx, &hold).await?)
}
