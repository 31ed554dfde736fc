//! Which times of a service can be had: when somebody is there who does it, less what is taken.
//!
//! This is the only place that decides it: what is shown and what is held come from the same answer.

use super::{
    terms,
    times::{self, Hours},
};
use crate::{
    problem::{Answer, Refused},
    store::{
        bookings::{self, BookedTimeRow},
        services::{self, ServiceRow, StaffRow, VenueRow},
    },
};
use fivefold_api::{
    model::{DayState, FieldProblemCode, SlotState},
    vocabulary::{Date, Instant, ZonedSlot},
};
use jiff::tz::TimeZone;
use sqlx::SqliteConnection;
use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

/// A service with all that decides which of its times can be had, read at one moment.
pub(super) struct Timetable {
    pub(super) service: ServiceRow,
    pub(super) venue: VenueRow,
    pub(super) zone: TimeZone,
    hours: Hours,
    /// Who does it, first choice first; the service itself where nobody is chosen.
    resources: Vec<Resource>,
    now: Instant,
}

/// One whose time is taken.
struct Resource {
    id: String,
    staff: Option<StaffRow>,
    /// Their own; none: whenever the venue is open.
    hours: Option<Hours>,
    taken: Vec<BookedTimeRow>,
}

/// What is taken of whose time.
pub(super) type Taken = HashMap<String, Vec<BookedTimeRow>>;

/// As many days as can be booked at all.
pub(super) const ALL_DAYS: i32 = i32::MAX;

/// A time and whether it can be had.
pub(super) struct Judged {
    pub(super) time: ZonedSlot,
    pub(super) state: SlotState,
    /// Who is free then, first choice first. Empty where nobody is chosen.
    pub(super) staff: Vec<StaffRow>,
    /// How many can still come, where several bookings share a time.
    pub(super) left: Option<u32>,
    /// For one booking or person, as the service's basis says.
    pub(super) price: i64,
}

impl Timetable {
    /// Reads what decides about a service's times as they are now, those of one person if one is asked for. What the
    /// bookings `except` take does not count.
    pub(super) async fn read(
        connection: &mut SqliteConnection,
        service: ServiceRow,
        staff: Option<&str>,
        now: Instant,
        except: &[&str],
    ) -> Answer<Self> {
        let venue = services::venue(connection, &service.venue).await?;
        let venue = venue.ok_or_else(|| Refused::internal("a service has no venue"))?;
        let mut people = services::staff_of(connection, &service.id).await?;
        if let Some(staff) = staff {
            people.retain(|person| person.id == staff);
            if people.is_empty() {
                return Err(Refused::field("staff", FieldProblemCode::NotAllowed));
            }
        }
        let mut taken = Taken::new();
        for id in resources(&service, &people) {
            let mut rows = bookings::taken(connection, id, now).await?;
            rows.retain(|row| !except.contains(&row.booking.as_str()));
            taken.insert(id.to_owned(), rows);
        }
        Self::new(service, venue, people, &taken, now)
    }

    /// What decides about a service's times, of what was read before.
    pub(super) fn new(
        service: ServiceRow,
        venue: VenueRow,
        people: Vec<StaffRow>,
        taken: &Taken,
        now: Instant,
    ) -> Answer<Self> {
        let resource = |id: &str, staff: Option<StaffRow>| Resource {
            id: id.to_owned(),
            hours: staff.as_ref().and_then(|staff| staff.hours.clone()).map(Hours::weekly),
            staff,
            taken: taken.get(id).cloned().unwrap_or_default(),
        };
        let resources = if people.is_empty() {
            vec![resource(&service.id, None)]
        } else {
            people.into_iter().map(|person| resource(&person.id.clone(), Some(person))).collect()
        };
        let exceptions = venue.exceptions.iter().map(|(day, spans)| (Date::from_days(*day), spans.clone()));
        Ok(Self {
            zone: times::zone(&venue.zone)?,
            hours: Hours { weekly: venue.hours.clone(), exceptions: exceptions.collect() },
            service,
            venue,
            resources,
            now,
        })
    }

    /// The first date that can be booked: the one on which the notice ends.
    pub(super) fn first_date(&self) -> Date {
        times::date_of(&self.zone, self.soonest())
    }

    /// The last date that can be booked.
    pub(super) fn last_date(&self) -> Date {
        times::date_of(&self.zone, self.now).plus_days(self.service.horizon_days)
    }

    /// The times of a date for so many, in order, with what keeps those back that cannot be had (O2O-10).
    pub(super) fn times(&self, date: Date, party: u32) -> Vec<Judged> {
        let party = party.max(self.service.party_min);
        let mut found: BTreeMap<Instant, Judged> = BTreeMap::new();
        let venue = self.hours.around(date);
        for resource in &self.resources {
            // The venue lets nobody in outside of its own hours.
            let open = match &resource.hours {
                Some(own) => times::both(&venue, &own.around(date)),
                None => venue.clone(),
            };
            for time in times::starts(&self.zone, &open, date, self.service.step, self.service.minutes) {
                let (state, left) = self.judge(resource, &time, date, party);
                let judged = found.entry(time.start).or_insert_with(|| Judged {
                    price: terms::unit_price(&self.service, &self.zone, time.start),
                    state,
                    staff: Vec::new(),
                    left,
                    time,
                });
                if rank(state) < rank(judged.state) {
                    judged.state = state;
                }
                judged.left = judged.left.max(left);
                if state == SlotState::Free {
                    judged.staff.extend(resource.staff.clone());
                }
            }
        }
        found.into_values().collect()
    }

    /// Whether nothing keeps so many from a time of a resource but the clock. For times that were offered before.
    pub(super) fn has_room(&self, resource: &str, start: Instant, party: u32) -> bool {
        let time = times::slot(&self.zone, start, self.service.minutes);
        let known = self.resources.iter().find(|other| other.id == resource);
        known.is_some_and(|resource| self.room(resource, &time, party).0 == SlotState::Free)
    }

    /// The times that can be had on so many days, the first of them a date or the first one that can be booked, in order.
    pub(super) fn free(&self, from: Date, days: i32, party: u32) -> impl Iterator<Item = Judged> {
        let from = from.max(self.first_date());
        // So many never come together, whatever the day.
        let days = if party > self.service.party_max { 0 } else { days };
        let until = self.last_date().min(from.plus_days(days - 1));
        (from.days()..=until.days())
            .flat_map(move |day| self.times(Date::from_days(day), party))
            .filter(|time| time.state == SlotState::Free)
    }

    /// What kind of day a date is, by its times.
    pub(super) fn day_state(&self, date: Date, times: &[Judged]) -> DayState {
        let has = |state| times.iter().any(|time| time.state == state);
        if has(SlotState::Free) {
            DayState::Open
        } else if has(SlotState::PartyTooLarge) {
            DayState::PartyTooLarge
        } else if has(SlotState::Taken) {
            DayState::Full
        } else if date < self.first_date() || has(SlotState::TooSoon) {
            DayState::TooSoon
        } else if date > self.last_date() {
            DayState::TooFar
        } else {
            DayState::Closed
        }
    }

    fn soonest(&self) -> Instant {
        self.now.plus(minutes(self.service.notice))
    }

    fn judge(
        &self,
        resource: &Resource,
        time: &ZonedSlot,
        date: Date,
        party: u32,
    ) -> (SlotState, Option<u32>) {
        let (room, left) = self.room(resource, time, party);
        if time.start < self.soonest() {
            (SlotState::TooSoon, left)
        } else if date > self.last_date() {
            (SlotState::TooFar, left)
        } else {
            (room, left)
        }
    }

    /// Whether so many find room at a time, and how many would where several bookings share one. Times do not overlap
    /// with what is blocked before and after them, unless they are the same time of the same service.
    fn room(&self, resource: &Resource, time: &ZonedSlot, party: u32) -> (SlotState, Option<u32>) {
        let (from, until) = blocked(&self.service, time);
        let overlaps = |row: &&BookedTimeRow| row.blocked_from < until && row.blocked_until > from;
        let is_shared = |row: &BookedTimeRow| {
            self.service.capacity.is_some() && row.service == self.service.id && row.starts_at == time.start
        };
        let mut together = 0_u32;
        for row in resource.taken.iter().filter(overlaps) {
            if !is_shared(row) {
                return (SlotState::Taken, self.service.capacity.map(|_| 0));
            }
            together = together.saturating_add(row.party);
        }
        let left = self.service.capacity.map(|capacity| capacity.saturating_sub(together));
        let state = match left {
            Some(0) => SlotState::Taken,
            Some(left) if party > left => SlotState::PartyTooLarge,
            _ if party > self.service.party_max => SlotState::PartyTooLarge,
            _ => SlotState::Free,
        };
        (state, left)
    }
}

/// What a time keeps from others, with what is blocked before and after.
pub(super) fn blocked(service: &ServiceRow, time: &ZonedSlot) -> (Instant, Instant) {
    (time.start.before(minutes(service.buffer_before)), time.end.plus(minutes(service.buffer_after)))
}

/// Between which moments times of a service begin that would not fit in beside what is blocked.
pub(super) fn in_the_way(service: &ServiceRow, from: Instant, until: Instant) -> [Instant; 2] {
    let (before, after) = (minutes(service.buffer_before), minutes(service.minutes + service.buffer_after));
    [from.before(after), until.plus(before)]
}

/// Whose time it takes: the people who do it, or the service itself where nobody is chosen.
fn resources<'a>(service: &'a ServiceRow, people: &'a [StaffRow]) -> Vec<&'a str> {
    if people.is_empty() {
        return vec![&service.id];
    }
    people.iter().map(|person| person.id.as_str()).collect()
}

/// Of several people's states the best is the time's.
fn rank(state: SlotState) -> u8 {
    match state {
        SlotState::Free => 0,
        SlotState::PartyTooLarge => 1,
        SlotState::Taken => 2,
        _ => 3,
    }
}

fn minutes(minutes: i64) -> Duration {
    Duration::from_secs(u64::try_from(minutes).unwrap_or_default() * 60)
}
