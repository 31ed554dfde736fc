//! `POST /v1/bookings/{id}/order`: the terms are accepted, and the booking can be paid (O2O-09).

use super::{alternatives, booking_views, facts, mine, taking::Wanted, times};
use crate::{
    buying::{
        Command,
        appointments::{self, Appointment},
        in_one_transaction,
    },
    problem::{Answer, Path, Refused},
    state::App,
    store::{
        WriteTx,
        bookings::{self, BookingRow},
        holds, services,
    },
};
use axum::{extract::State, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostBookingOrder},
    model::{AcceptTerms, Booking, FieldProblem, FieldProblemCode, Problem, ProblemKind, TotalChange},
    rules::check_contact,
    vocabulary::Instant,
};

/// Nobody is called longer than this.
const LONGEST_NAME: usize = 80;
/// How long what is written to the venue may be.
const LONGEST_NOTE: usize = 500;

/// Accepts the terms of a held time. `POST /v1/payments` pays the order that the booking has then.
///
/// Once more with other words it changes them. Refused with `hold_ended` when the time is held no longer, and with
/// `price_changed` or `version_conflict` when what was seen is not what would be agreed.
#[utoipa::path(
    post,
    path = <PostBookingOrder as Endpoint>::PATH,
    tag = "bookings",
    request_body = AcceptTerms,
    params(
        ("id" = String, Path, description = "The booking"),
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
    ),
    responses(
        (status = 200, body = Booking),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 412, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_booking_order(
    State(app): State<App>,
    Path(id): Path<String>,
    command: Command,
) -> Answer<Response> {
    let wish = checked(command.read()?)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let now = app.clock.now();
            let row = mine::find(tx, &id, &command.session).await?;
            let row = accept(tx, row, &wish, now).await?;
            booking_views::own(tx, &row, now).await
        })
    })
    .await
}

/// What was typed, without the spaces around it, if it can be used.
fn checked(mut wish: AcceptTerms) -> Answer<AcceptTerms> {
    wish.name = wish.name.trim().to_owned();
    wish.contact.email = wish.contact.email.trim().to_owned();
    wish.contact.phone =
        wish.contact.phone.map(|phone| phone.trim().to_owned()).filter(|phone| !phone.is_empty());
    wish.note = wish.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    let mut problems = check_contact(&wish.contact);
    let mut report = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
    if wish.name.is_empty() {
        report("name", FieldProblemCode::Required);
    } else if wish.name.chars().any(char::is_control) {
        report("name", FieldProblemCode::Format);
    } else if wish.name.chars().count() > LONGEST_NAME {
        report("name", FieldProblemCode::TooLong);
    }
    if let Some(note) = &wish.note {
        if note.chars().any(|letter| letter.is_control() && letter != '\n') {
            report("note", FieldProblemCode::Format);
        } else if note.chars().count() > LONGEST_NOTE {
            report("note", FieldProblemCode::TooLong);
        }
    }
    if problems.is_empty() {
        return Ok(wish);
    }
    let mut refused = Refused::new(ProblemKind::InvalidFields);
    refused.problem_mut().fields = problems;
    Err(refused)
}

/// Accepts the terms of a booking that is held.
pub(super) async fn accept(
    tx: &mut WriteTx,
    mut row: BookingRow,
    wish: &AcceptTerms,
    now: Instant,
) -> Answer<BookingRow> {
    let service = services::find(tx, &row.service).await?.ok_or_else(Refused::not_found)?;
    let hold = booking_views::held(tx, &row).await?.filter(|hold| hold.expires_at > now);
    let Some(hold) = hold else {
        let wanted = Wanted {
            start: row.starts_at,
            staff: row.staff.as_deref(),
            party: row.party,
            locale: &row.locale,
        };
        return Err(
            alternatives::instead(tx, ProblemKind::HoldEnded, &service, wanted, now, &[&row.id]).await?
        );
    };
    // Consent is to a version: the terms that were offered with the hold, whatever the service asks of others by now.
    if wish.version != booking_views::version(&row) || wish.policy != row.terms.version {
        return Err(Refused::new(ProblemKind::VersionConflict));
    }
    let due_now = row.terms.due_now;
    if wish.expected_due != due_now {
        let mut refused = Refused::new(ProblemKind::PriceChanged);
        refused.problem_mut().totals = Some(TotalChange { was: wish.expected_due, now: due_now });
        return Err(refused);
    }

    // Everything is decided; from here on it is written.
    row.name = Some(wish.name.clone());
    row.contact = Some(wish.contact.clone());
    row.note = wish.note.clone();
    row.accepted_at = Some(now);
    row.terms.accepted_at = Some(now);
    match &row.order {
        Some(order) => appointments::reword(tx, order, &wish.name, &wish.contact).await?,
        None => {
            let venue = services::venue(tx, &row.venue).await?.ok_or_else(Refused::not_found)?;
            let appointment = Appointment {
                booking: &row.id,
                session: &row.session,
                locale: &row.locale,
                name: &wish.name,
                contact: &wish.contact,
                venue: &venue,
                day: times::date_of(&times::zone(&venue.zone)?, row.starts_at),
                due: due_now,
                tax: service.tax,
                now,
                until: hold.expires_at,
            };
            let order = appointments::place(tx, &appointment).await?;
            holds::move_to(tx, ("booking", &row.id), ("order", &order)).await?;
            row.order = Some(order);
        }
    }
    bookings::update(tx, &mut row, None).await?;
    facts::booking(tx, &row, now).await?;
    Ok(row)
}
