//! `GET /v1/bookings/{id}/calendar`: a booking as a file for calendars (O2O-12).

use super::{
    booking_views,
    ics::CalendarFile,
    mine::{self, Link},
    times, views,
};
use crate::{
    catalog::text,
    problem::{Answer, Path, Query, Refused},
    state::App,
    store::{
        bookings::BookingRow,
        services::{self, ServiceRow, StaffRow, VenueRow},
    },
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use fivefold_api::{
    model::{BookingStatus, Problem},
    vocabulary::Instant,
};

/// Where the calendar file of a booking is: calendars fetch it without a session.
pub(super) fn path(row: &BookingRow) -> Option<String> {
    row.confirmed_at.map(|_| format!("/v1/bookings/{}/calendar?token={}", row.id, row.token))
}

/// A booking as a file for calendars, for its owner and for whoever has its link.
#[utoipa::path(
    get,
    path = "/v1/bookings/{id}/calendar",
    tag = "bookings",
    params(
        ("id" = String, Path, description = "The booking"),
        ("token" = Option<String>, Query, description = "The booking's token, from its link"),
    ),
    responses(
        (status = 200, content_type = "text/calendar", body = String),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security((), ("session" = []))
)]
pub(super) async fn get_calendar(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(link): Query<Link>,
    headers: HeaderMap,
) -> Answer<Response> {
    let (mut reader, booking, _) = mine::find_for(&app, &headers, &id, &link.token).await?;
    if booking.confirmed_at.is_none() {
        return Err(Refused::not_found());
    }
    let gone = || Refused::internal("what was booked is gone");
    let service = services::find(&mut reader, &booking.service).await?.ok_or_else(gone)?;
    let venue = services::venue(&mut reader, &booking.venue).await?.ok_or_else(gone)?;
    let staff = match &booking.staff {
        Some(id) => services::staff(&mut reader, id).await?,
        None => None,
    };
    let event = Event { booking: &booking, service: &service, venue: &venue, staff: staff.as_ref() };
    let file = event.file(&app.public_url, app.clock.now())?;
    let name = format!("attachment; filename=\"{}.ics\"", booking_views::number(&booking));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(Refused::internal)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, file).into_response())
}

/// What a calendar shows of a booking.
struct Event<'a> {
    booking: &'a BookingRow,
    service: &'a ServiceRow,
    venue: &'a VenueRow,
    staff: Option<&'a StaffRow>,
}

impl Event<'_> {
    fn file(&self, site: &str, now: Instant) -> Answer<String> {
        let booking = self.booking;
        let zone = times::zone(&self.venue.zone)?;
        let host = site.split("://").nth(1).unwrap_or(site);
        let is_off = matches!(booking.status, BookingStatus::Cancelled | BookingStatus::CancelledByVenue);
        let mut file = CalendarFile::default();
        file.add("BEGIN", "VCALENDAR");
        file.add("VERSION", "2.0");
        file.add("PRODID", "-//Fivefold//Bookings//EN");
        file.add_zone(&zone, booking.starts_at);
        file.add("BEGIN", "VEVENT");
        file.add_text("UID", &format!("{}@{host}", booking.id));
        file.add_instant("DTSTAMP", now);
        file.add_times(&zone, booking.starts_at, booking.ends_at);
        file.add_text(
            "SUMMARY",
            &format!("{}, {}", text(&self.service.titles, &booking.locale), self.venue.name),
        );
        file.add_text("LOCATION", &self.address());
        let degrees = |millionths: i64| {
            let sign = if millionths < 0 { "-" } else { "" };
            let all = millionths.unsigned_abs();
            format!("{sign}{}.{:06}", all / 1_000_000, all % 1_000_000)
        };
        file.add("GEO", &format!("{};{}", degrees(self.venue.latitude), degrees(self.venue.longitude)));
        file.add_text("DESCRIPTION", &self.description(site));
        file.add("STATUS", if is_off { "CANCELLED" } else { "CONFIRMED" });
        // A calendar that has the event already takes the newer one.
        file.add("SEQUENCE", &booking.revision.to_string());
        file.add("END", "VEVENT");
        file.add("END", "VCALENDAR");
        Ok(file.finish())
    }

    fn address(&self) -> String {
        let venue = self.venue;
        let city = text(&venue.cities, &self.booking.locale);
        let town = venue.postcode.as_ref().map_or(city.clone(), |postcode| format!("{postcode} {city}"));
        let lines = [&venue.name].into_iter().chain(&venue.street).chain([&town, &venue.country]);
        lines.map(String::as_str).collect::<Vec<_>>().join(", ")
    }

    /// The number, who does it, how to get there and in, and where the booking is.
    fn description(&self, site: &str) -> String {
        let booking = self.booking;
        let number = booking_views::number(booking);
        let mut lines = vec![match booking.locale.as_str() {
            "zh-Hant" => format!("預約編號 {number}"),
            "zh-Hans" => format!("预约编号 {number}"),
            _ => format!("Booking {number}"),
        }];
        lines.extend(self.staff.map(|staff| staff.name.clone()));
        let venue = views::venue(self.venue, &booking.locale);
        lines.extend(venue.directions);
        lines.extend(venue.access);
        lines.extend(venue.phone);
        lines.push(format!("{site}/bookings/{}?token={}", booking.id, booking.token));
        lines.join("\n")
    }
}
