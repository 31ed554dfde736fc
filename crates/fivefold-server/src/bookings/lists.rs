//! `GET /v1/services`: what can be had, where and when (O2O-01).
//!
//! When something can be had is computed from what is there and what is taken, so a list is made in memory: a city has
//! some hundreds of services, not millions.

use super::{
    availability::{Taken, Timetable},
    categories,
    places::distance,
    times, views,
};
use crate::{
    catalog::{Parameters, text},
    problem::{Answer, Query, Refused},
    public::fresh,
    scope::Scoped,
    state::App,
    store::{
        bookings,
        services::{self, ServiceRow, VenueRow},
    },
    words::folded,
};
use axum::{extract::State, http::HeaderMap, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, ListServices},
    model::{FieldProblemCode, Problem, ServiceCard, ServiceList, ServicePlace, ServiceSort},
    vocabulary::{Date, GeoPoint, Instant, Page, ZonedSlot},
};
use sqlx::SqliteConnection;
use std::{cmp::Reverse, collections::HashMap};

/// A search has at most so many words; more narrow nothing.
const MOST_WORDS: usize = 8;
/// Nobody goes further for a service, in metres: so far around a place is near it.
const NEAR: u64 = 50_000;
/// On how many days the next time of a service is looked for.
const DAYS: i32 = 62;
/// No place has a longer name.
const LONGEST_PLACE: usize = 100;
/// Times begin in the hour from the one that is asked for, in minutes.
const HOUR: i32 = 60;

/// A page of services.
#[utoipa::path(
    get,
    path = <ListServices as Endpoint>::PATH,
    tag = "bookings",
    params(
        ("q" = Option<String>, Query, description = "Words to search for"),
        ("category" = Option<String>, Query, description = "Only this category"),
        ("place" = Option<String>, Query, description = "Near this city or postcode"),
        ("near" = Option<String>, Query, description = "Distances from this point, `52.52,13.41`: degrees with at most two decimals"),
        ("on" = Option<String>, Query, description = "With times on this day of the venue's: `today`, or a date"),
        ("time" = Option<String>, Query, description = "With times that begin in the hour from then on: `18:00`"),
        ("sort" = Option<String>, Query, description = "`soonest` (default), `nearest`, `price` (within a currency, the requested one first), `rating`"),
        ("page" = Option<u32>, Query, description = "Which page, from 1"),
        ("per_page" = Option<u32>, Query, description = "How many on a page, at most 60"),
        Scoped,
    ),
    responses(
        (status = 200, body = ServiceList),
        (status = 422, content_type = "application/problem+json", body = Problem),
    )
)]
pub(super) async fn list_services(
    State(app): State<App>,
    headers: HeaderMap,
    scope: Scoped,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer<Response> {
    let asked = Asked::read(&Parameters(query))?;
    let mut reader = app.db.snapshot().await?;
    let list = asked.list(&mut reader, &scope, app.clock.now()).await?;
    drop(reader);
    fresh(&headers, &list)
}

/// What is asked for.
struct Asked {
    /// Folded words, all of which have to be found.
    words: Vec<String>,
    category: String,
    /// Folded.
    place: String,
    near: Option<GeoPoint>,
    on: Option<On>,
    /// From when on, in minutes of wall time.
    time: Option<i32>,
    sort: ServiceSort,
    page: usize,
    per_page: usize,
}

/// A day at a venue.
#[derive(Clone, Copy)]
enum On {
    Today,
    Date(Date),
}

/// A service that is listed, with what it is listed by.
struct Listed<'a> {
    service: &'a ServiceRow,
    venue: &'a VenueRow,
    distance: Option<u64>,
    next: Option<ZonedSlot>,
}

impl Asked {
    fn read(parameters: &Parameters) -> Answer<Self> {
        let place = parameters.text("place");
        if place.chars().count() > LONGEST_PLACE {
            return Err(Refused::field("place", FieldProblemCode::TooLong));
        }
        let wrong = |field: &'static str| move || Refused::field(field, FieldProblemCode::Format);
        let some = |name| Some(parameters.text(name)).filter(|text| !text.is_empty());
        let on = |text| match text {
            "today" => Some(On::Today),
            date => Date::parse(date).map(On::Date),
        };
        let sort = match (parameters.text("sort"), ServiceSort::from_query(parameters.text("sort"))) {
            ("" | "soonest", sort) => sort,
            (_, ServiceSort::Soonest) => return Err(Refused::field("sort", FieldProblemCode::NotAllowed)),
            (_, sort) => sort,
        };
        let words = folded(parameters.search()?);
        Ok(Self {
            words: words.split(' ').take(MOST_WORDS).map(str::to_owned).collect(),
            category: parameters.text("category").to_owned(),
            place: folded(place),
            near: some("near").map(|text| point(text).ok_or_else(wrong("near"))).transpose()?,
            on: some("on").map(|text| on(text).ok_or_else(wrong("on"))).transpose()?,
            time: some("time").map(|text| wall_minutes(text).ok_or_else(wrong("time"))).transpose()?,
            sort,
            page: parameters.page()?,
            per_page: parameters.per_page()?,
        })
    }

    async fn list(
        &self,
        connection: &mut SqliteConnection,
        scope: &Scoped,
        now: Instant,
    ) -> Answer<ServiceList> {
        let venues = services::venues(connection).await?;
        let rows = services::all(connection).await?;
        let by_id: HashMap<&str, &VenueRow> = venues.iter().map(|venue| (venue.id.as_str(), venue)).collect();
        let mut people = services::staff_by_service(connection).await?;
        let mut taken = Taken::new();
        for row in bookings::all_taken(connection, now).await? {
            taken.entry(row.resource.clone()).or_default().push(row);
        }
        let there = self.places(&venues);
        let is_placed = !there.is_empty();
        let from = if is_placed { there } else { self.near.into_iter().collect() };
        let mut found = Vec::new();
        for service in rows.iter().filter(|service| self.says(service)) {
            let Some(venue) = by_id.get(service.venue.as_str()).copied() else { continue };
            let people = people.remove(&service.id).unwrap_or_default();
            let timetable = Timetable::new(service.clone(), venue.clone(), people, &taken, now)?;
            let next = self.next(&timetable, now);
            // Whoever asks for a day or a time wants what can be had then; others see what there is.
            if next.is_some() || (self.on.is_none() && self.time.is_none()) {
                let distance = from.iter().map(|from| distance(*from, views::location(venue))).min();
                found.push(Listed { service, venue, distance, next });
            }
        }
        let is_in_category =
            |listed: &Listed<'_>| self.category.is_empty() || listed.service.category == self.category;
        let is_near =
            |listed: &Listed<'_>| !is_placed || listed.distance.is_some_and(|metres| metres <= NEAR);
        let places = places(found.iter().filter(|listed| is_in_category(listed)), scope.locale);
        let categories: Vec<&str> = found
            .iter()
            .filter(|listed| is_near(listed))
            .map(|listed| listed.service.category.as_str())
            .collect();
        let categories = categories::counted(scope.locale, &categories);
        found.retain(|listed| is_in_category(listed) && is_near(listed));
        self.order(&mut found, scope);
        let near = (!from.is_empty()).then(|| self.named(&found, scope.locale));
        let shown = self.page.saturating_mul(self.per_page);
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let page = found.iter().skip(shown - self.per_page).take(self.per_page);
        Ok(ServiceList {
            page: Page {
                items: page.map(|listed| listed.card(scope.locale)).collect::<Answer<_>>()?,
                total: Some(count(found.len())),
                next: (shown < found.len()).then(|| (self.page + 1).to_string()),
            },
            categories,
            places,
            near,
            place_unknown: !self.place.is_empty() && !is_placed,
        })
    }

    /// Whether a service has all words that are searched for.
    fn says(&self, service: &ServiceRow) -> bool {
        self.words.iter().all(|word| service.search.contains(word.as_str()))
    }

    /// Where the venues are whose city or postcode begins like the place that is asked for. There may be several such
    /// places, far from each other.
    fn places(&self, venues: &[VenueRow]) -> Vec<GeoPoint> {
        if self.place.is_empty() {
            return Vec::new();
        }
        let begins = format!(" {}", self.place);
        let is_there = |venue: &&VenueRow| format!(" {}", venue.search).contains(&begins);
        venues.iter().filter(is_there).map(views::location).collect()
    }

    /// The place from which distances are measured, as it is called.
    fn named(&self, found: &[Listed<'_>], locale: &str) -> ServicePlace {
        let count = u64::try_from(found.len()).unwrap_or_default();
        let nearest = found.iter().min_by_key(|listed| listed.distance);
        if self.place.is_empty() {
            return ServicePlace { key: String::new(), name: String::new(), count };
        }
        let name = nearest.map_or_else(|| self.place.clone(), |listed| text(&listed.venue.cities, locale));
        ServicePlace { key: self.place.clone(), name, count }
    }

    /// The first time that can be had on the day and in the hour that are asked for.
    fn next(&self, timetable: &Timetable, now: Instant) -> Option<ZonedSlot> {
        let on = self.on.map(|on| match on {
            On::Today => times::date_of(&timetable.zone, now),
            On::Date(date) => date,
        });
        let (from, days) = on.map_or_else(|| (timetable.first_date(), DAYS), |on| (on, 1));
        let in_time = |time: &ZonedSlot| {
            self.time.is_none_or(|from| {
                (from..from + HOUR).contains(&times::wall_minutes(&timetable.zone, time.start))
            })
        };
        timetable
            .free(from, days, 1)
            .map(|judged| judged.time)
            .take_while(|time| on.is_none_or(|on| times::date_of(&timetable.zone, time.start) == on))
            .find(in_time)
    }

    fn order(&self, found: &mut [Listed<'_>], scope: &Scoped) {
        let soonest = |listed: &Listed<'_>| {
            let next = listed.next.as_ref().map(|next| next.start);
            (next.is_none(), next, listed.distance, listed.service.id.clone())
        };
        match self.sort {
            ServiceSort::Nearest => {
                found.sort_by_cached_key(|listed| {
                    (listed.distance.is_none(), listed.distance, soonest(listed))
                });
            }
            ServiceSort::Price => found.sort_by_cached_key(|listed| {
                let service = listed.service;
                let least = service.peaks.iter().map(|(.., price)| *price).chain([service.price]).min();
                let is_other = service.currency != scope.currency.code();
                (is_other, service.currency.clone(), least, soonest(listed))
            }),
            ServiceSort::Rating => found.sort_by_cached_key(|listed| {
                (Reverse((listed.service.rating, listed.service.ratings)), soonest(listed))
            }),
            _ => found.sort_by_cached_key(soonest),
        }
    }
}

impl Listed<'_> {
    fn card(&self, locale: &str) -> Answer<ServiceCard> {
        let card = views::card(self.service, self.venue, locale)?;
        Ok(ServiceCard { distance: self.distance, next: self.next.clone(), ..card })
    }
}

/// The cities of services, those with the most first.
fn places<'a>(found: impl Iterator<Item = &'a Listed<'a>>, locale: &str) -> Vec<ServicePlace> {
    let mut places: Vec<ServicePlace> = Vec::new();
    for listed in found {
        let key = folded(&text(&listed.venue.cities, crate::markets::LOCALES[0]));
        match places.iter_mut().find(|place| place.key == key) {
            Some(place) => place.count += 1,
            None => places.push(ServicePlace { key, name: text(&listed.venue.cities, locale), count: 1 }),
        }
    }
    places.sort_by(|one, other| (Reverse(one.count), &one.key).cmp(&(Reverse(other.count), &other.key)));
    places
}

/// `52.52,13.41` in millionths of a degree. More than two decimals would say where somebody is to the house.
fn point(text: &str) -> Option<GeoPoint> {
    let (latitude, longitude) = text.split_once(',')?;
    Some(GeoPoint { latitude: degrees(latitude, 90)?, longitude: degrees(longitude, 180)? })
}

fn degrees(text: &str, most: i64) -> Option<i64> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 2 || !is_number(whole) || !is_number(part) {
        return None;
    }
    let hundredths: i64 = format!("{part:0<2}").parse().ok()?;
    let millionths = whole.parse::<i64>().ok()? * 1_000_000 + hundredths * 10_000;
    (millionths <= most * 1_000_000).then_some(sign * millionths)
}

/// `18:00` in minutes since midnight.
fn wall_minutes(text: &str) -> Option<i32> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |digits: &str| {
        let is_number = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse::<i32>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o2o_01_a_point_is_told_to_a_hundredth_of_a_degree_and_no_closer() {
        let berlin = GeoPoint { latitude: 52_520_000, longitude: 13_400_000 };
        assert_eq!(point("52.52,13.4"), Some(berlin));
        assert_eq!(point("-33.9,-0.05"), Some(GeoPoint { latitude: -33_900_000, longitude: -50_000 }));
        for wrong in ["52.520,13.41", "91,0", "0,180.01", "52.52", "a,b", "1e1,2", ",", "--1,2", "+1,2"] {
            assert_eq!(point(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn o2o_01_a_time_is_hours_and_minutes() {
        assert_eq!((wall_minutes("00:00"), wall_minutes("18:30")), (Some(0), Some(1_110)));
        for wrong in ["24:00", "18:60", "1800", "8:00", "18:0", "-1:00", ""] {
            assert_eq!(wall_minutes(wrong), None, "{wrong}");
        }
    }
}
