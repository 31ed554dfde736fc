//! Taking a time, one after the other on the one writer: whether it can be had, and from then on nobody else can.

use super::{
    alternatives,
    availability::{self, Timetable},
    facts, terms,
};
use crate::{
    problem::{Answer, Refused},
    store::{
        WriteTx,
        bookings::{self, BookedTimeRow},
        services::{ServiceRow, StaffRow},
    },
};
use fivefold_api::{
    model::{FieldProblemCode, ProblemKind, SlotState},
    vocabulary::{Instant, Money, ZonedSlot},
};

/// A time that is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) start: Instant,
    /// By whom; whoever is free if it is left out.
    pub(super) staff: Option<&'a str>,
    pub(super) party: u32,
    /// The language of what there is instead.
    pub(super) locale: &'a str,
}

/// A time that can be had.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) time: ZonedSlot,
    pub(super) staff: Option<StaffRow>,
    /// For all who come.
    pub(super) price: Money,
}

/// Finds a time that is wanted, as if the bookings `except` took none. Refused with `slot_taken` or `slot_unavailable`,
/// which say what there is instead (O2O-07).
pub(super) async fn find(
    tx: &mut WriteTx,
    service: &ServiceRow,
    wanted: Wanted<'_>,
    now: Instant,
    except: &[&str],
) -> Answer<Found> {
    if !(service.party_min..=service.party_max).contains(&wanted.party) {
        return Err(Refused::field("party", FieldProblemCode::OutOfRange));
    }
    let timetable = Timetable::read(tx, service.clone(), wanted.staff, now, except).await?;
    let date = super::times::date_of(&timetable.zone, wanted.start);
    let time = timetable.times(date, wanted.party).into_iter().find(|time| time.time.start == wanted.start);
    let kind = match &time {
        Some(time) if time.state == SlotState::Free => {
            return Ok(Found {
                price: terms::price(service, &timetable.zone, wanted.start, wanted.party)?,
                time: time.time.clone(),
                staff: time.staff.first().cloned(),
            });
        }
        Some(time) if matches!(time.state, SlotState::Taken | SlotState::PartyTooLarge) => {
            ProblemKind::SlotTaken
        }
        _ => ProblemKind::SlotUnavailable,
    };
    Err(alternatives::instead(tx, kind, service, wanted, now, except).await?)
}

/// Takes a time that was found in this transaction, for a booking or as the other time that is held for it.
pub(super) async fn block(
    tx: &mut WriteTx,
    booking: &str,
    is_change: bool,
    service: &ServiceRow,
    found: &Found,
    party: u32,
) -> Answer<()> {
    let (blocked_from, blocked_until) = availability::blocked(service, &found.time);
    let row = BookedTimeRow {
        booking: booking.to_owned(),
        is_change,
        service: service.id.clone(),
        resource: found.staff.as_ref().map_or(&service.id, |staff| &staff.id).clone(),
        starts_at: found.time.start,
        blocked_from,
        blocked_until,
        party,
    };
    bookings::take_time(tx, &row).await?;
    facts::slots(tx, &row).await
}

/// Gives the time of a booking back, or the other one that was held for it.
pub(super) async fn free(tx: &mut WriteTx, booking: &str, is_change: bool) -> Answer<()> {
    match bookings::free_time(tx, booking, is_change).await? {
        Some(row) => facts::slots(tx, &row).await,
        None => Ok(()),
    }
}
