//! A service, the days of a month, and the times of a day, as anyone may see them.

use super::{
    availability::{ALL_DAYS, Judged, Timetable},
    views,
};
use crate::{
    problem::{Answer, Path, Query, Refused},
    public::fresh,
    scope::Scoped,
    state::App,
    store::services,
};
use axum::{extract::State, http::HeaderMap, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, GetDaySlots, GetService, GetServiceMonth},
    model::{DaySlots, FieldProblemCode, Problem, Service, ServiceDay, ServiceMonth, SlotState},
    vocabulary::{Date, Instant},
};
use serde::Deserialize;
use sqlx::SqliteConnection;

/// How many may be asked for; far more than come together anywhere.
const MOST: u32 = 1_000;

/// One service with everything its page shows but its times.
#[utoipa::path(
    get,
    path = <GetService as Endpoint>::PATH,
    tag = "bookings",
    params(("id" = String, Path, description = "The service"), Scoped),
    responses(
        (status = 200, body = Service),
        (status = 404, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn get_service(
    State(app): State<App>,
    headers: HeaderMap,
    scope: Scoped,
    Path(id): Path<String>,
) -> Answer<Response> {
    let mut reader = app.db.snapshot().await?;
    let timetable = read(&mut reader, &id, None, app.clock.now()).await?;
    let people = services::staff_of(&mut reader, &id).await?;
    let live = views::point(&mut reader, app.db.epoch(), &id).await?;
    drop(reader);
    fresh(&headers, &views::page(&timetable, &people, scope.locale, live)?)
}

/// Whose times are asked for, and for how many.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    month: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    staff: String,
    #[serde(default)]
    party: Option<u32>,
}

impl Asked {
    fn staff(&self) -> Option<&str> {
        Some(self.staff.as_str()).filter(|staff| !staff.is_empty())
    }

    fn party(&self) -> Answer<u32> {
        match self.party.unwrap_or_default() {
            0 => Ok(1),
            party if party <= MOST => Ok(party),
            _ => Err(Refused::field("party", FieldProblemCode::OutOfRange)),
        }
    }
}

/// Which days of a month have times. Dates are the venue's.
#[utoipa::path(
    get,
    path = <GetServiceMonth as Endpoint>::PATH,
    tag = "bookings",
    params(
        ("id" = String, Path, description = "The service"),
        ("month" = String, Query, description = "Any day of the month"),
        ("staff" = Option<String>, Query, description = "Only by this person"),
        ("party" = Option<u32>, Query, description = "How many come; 1 if it is left out"),
        Scoped,
    ),
    responses(
        (status = 200, body = ServiceMonth),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn get_service_month(
    State(app): State<App>,
    headers: HeaderMap,
    _: Scoped,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let month = date("month", &asked.month)?.first_of_month(0);
    let party = asked.party()?;
    let mut reader = app.db.snapshot().await?;
    let timetable = read(&mut reader, &id, asked.staff(), app.clock.now()).await?;
    let live = views::point(&mut reader, app.db.epoch(), &id).await?;
    drop(reader);
    let days = (month.days()..month.first_of_month(1).days()).map(|day| {
        let date = Date::from_days(day);
        let times = timetable.times(date, party);
        let free = times.iter().filter(|time| time.state == SlotState::Free).count();
        ServiceDay {
            date,
            free: u32::try_from(free).unwrap_or(u32::MAX),
            state: timetable.day_state(date, &times),
        }
    });
    let days: Vec<ServiceDay> = days.collect();
    let in_month = days.iter().find(|day| day.free > 0).map(|day| day.date);
    let first_free = in_month.or_else(|| next_free(&timetable, month.first_of_month(1), party));
    fresh(&headers, &ServiceMonth { month, days, first_free, live })
}

/// The times of a day. Those that cannot be booked are there as well, and each says why.
#[utoipa::path(
    get,
    path = <GetDaySlots as Endpoint>::PATH,
    tag = "bookings",
    params(
        ("id" = String, Path, description = "The service"),
        ("date" = String, Query, description = "The venue's date"),
        ("staff" = Option<String>, Query, description = "Only by this person"),
        ("party" = Option<u32>, Query, description = "How many come; 1 if it is left out"),
        Scoped,
    ),
    responses(
        (status = 200, body = DaySlots),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn get_day_slots(
    State(app): State<App>,
    headers: HeaderMap,
    _: Scoped,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let date = date("date", &asked.date)?;
    let party = asked.party()?;
    let mut reader = app.db.snapshot().await?;
    let timetable = read(&mut reader, &id, asked.staff(), app.clock.now()).await?;
    let live = views::point(&mut reader, app.db.epoch(), &id).await?;
    drop(reader);
    let times = timetable.times(date, party);
    let state = timetable.day_state(date, &times);
    let has_free = times.iter().any(|time| time.state == SlotState::Free);
    let next_free = if has_free { None } else { next_free(&timetable, date.plus_days(1), party) };
    let slot = |judged: Judged| views::slot(&timetable.service, judged);
    let slots = times.into_iter().map(slot).collect::<Answer<_>>()?;
    fresh(&headers, &DaySlots { date, state, slots, next_free, live })
}

async fn read(
    connection: &mut SqliteConnection,
    id: &str,
    staff: Option<&str>,
    now: Instant,
) -> Answer<Timetable> {
    let service = services::find(connection, id).await?.ok_or_else(Refused::not_found)?;
    Timetable::read(connection, service, staff, now, &[]).await
}

fn date(field: &str, text: &str) -> Answer<Date> {
    Date::parse(text).ok_or_else(|| Refused::field(field, FieldProblemCode::Format))
}

/// The first date with a free time from a date on.
fn next_free(timetable: &Timetable, from: Date, party: u32) -> Option<Date> {
    let time = timetable.free(from, ALL_DAYS, party).next()?;
    Some(super::times::date_of(&timetable.zone, time.time.start))
}
