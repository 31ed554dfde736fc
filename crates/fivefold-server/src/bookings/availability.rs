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
use std::{collections::BTreeMap, time::Duration};

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
    taken: Vec<BookedTimeRow>,
}

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
    /// booking `except` takes does not count.
    pub(super) async fn read(
        connection: &mut SqliteConnection,
        service: ServiceRow,
        staff: Option<&str>,
        now: Instant,
        except: Option<&str>,
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
        let mut resources = Vec::with_capacity(people.len().max(1));
        let named = people.into_iter().map(|person| (person.id.clone(), Some(person)));
        let mut named: Vec<(String, Option<StaffRow>)> = named.collect();
        if named.is_empty() {
            named.push((service.id.clone(), None));
        }
        for (id, staff) in named {
            let mut taken = bookings::taken(connection, &id, now).await?;
            taken.retain(|row| except != Some(row.booking.as_str()));
            resources.push(Resource { id, staff, taken });
        }
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
        for resource in &self.resources {
            let hours = self.hours_of(resource, date);
            for time in times::starts(&self.zone, &hours, date, self.service.step, self.service.minutes) {
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

    /// The times from a date on that can be had, in order, up to the horizon.
    pub(super) fn free(&self, from: Date, party: u32) -> impl Iterator<Item = Judged> {
        let days = from.max(self.first_date()).days()..=self.last_date().days();
        days.flat_map(move |day| self.times(Date::from_days(day), party))
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

    /// When somebody is there whom the venue lets in: their own hours within those of the venue.
    fn hours_of(&self, resource: &Resource, date: Date) -> Hours {
        let Some(own) = resource.staff.as_ref().and_then(|staff| staff.hours.clone()) else {
            return self.hours.clone();
        };
        let own = Hours { weekly: own, exceptions: BTreeMap::new() };
        let both = |date: Date| {
            let mine = own.of(date);
            let spans = self.hours.of(date).into_iter().flat_map(|(opens, closes)| {
                let within = move |(from, until): &(i32, i32)| (opens.max(*from), closes.min(*until));
                mine.iter().map(within).collect::<Vec<_>>()
            });
            (date, spans.filter(|(from, until)| from < until).collect::<Vec<_>>())
        };
        // A date has times of the night before.
        Hours { weekly: Vec::new(), exceptions: [date.plus_days(-1), date].map(both).into() }
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
