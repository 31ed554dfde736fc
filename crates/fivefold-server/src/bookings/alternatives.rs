//! What there is instead of a time that cannot be had: at most three, of as many kinds as there are (O2O-07).

use super::{
    availability::{Judged, Timetable},
    places,
    taking::Wanted,
    terms, times, views,
};
use crate::{
    problem::{Answer, Refused},
    store::{
        WriteTx,
        services::{self, ServiceRow},
    },
};
use fivefold_api::{
    model::{AlternativeKind, BookingProblem, ProblemKind, SlotAlternative, SlotState},
    vocabulary::{Instant, Money},
};

/// How many are told.
const MOST: usize = 3;
/// On how many days the next times are looked for: meanwhile nobody else can take one.
const DAYS: i32 = 14;

/// A refusal that says what there is instead.
pub(super) async fn instead(
    tx: &mut WriteTx,
    kind: ProblemKind,
    service: &ServiceRow,
    wanted: Wanted<'_>,
    now: Instant,
    except: &[&str],
) -> Answer<Refused> {
    let alternatives = find(tx, service, wanted, now, except).await?;
    let mut refused = Refused::new(kind);
    refused.problem_mut().set_booking(&BookingProblem { alternatives });
    Ok(refused)
}

/// The next times of the same person, the same time by somebody else, and the next time at the sibling's venue.
async fn find(
    tx: &mut WriteTx,
    service: &ServiceRow,
    wanted: Wanted<'_>,
    now: Instant,
    except: &[&str],
) -> Answer<Vec<SlotAlternative>> {
    let here = Timetable::read(tx, service.clone(), wanted.staff, now, except).await?;
    let mut same_time = Vec::new();
    if let Some(staff) = wanted.staff {
        let anybody = Timetable::read(tx, service.clone(), None, now, except).await?;
        let date = times::date_of(&anybody.zone, wanted.start);
        let then = anybody.times(date, wanted.party).into_iter();
        let mut then = then.filter(|time| time.time.start == wanted.start && time.state == SlotState::Free);
        if let Some(mut time) = then.next() {
            time.staff.retain(|other| other.id != staff);
            if !time.staff.is_empty() {
                same_time.push(told(&anybody, AlternativeKind::SameTime, time, wanted.locale)?);
            }
        }
    }
    let mut elsewhere = Vec::new();
    let sibling = match &service.sibling {
        Some(sibling) => services::find(tx, sibling).await?,
        None => None,
    };
    let takes_them = |sibling: &ServiceRow| (sibling.party_min..=sibling.party_max).contains(&wanted.party);
    if let Some(sibling) = sibling.filter(takes_them) {
        let there = Timetable::read(tx, sibling, None, now, &[]).await?;
        if let Some(time) = next(&there, wanted).next() {
            let from = views::location(&here.venue);
            elsewhere.push(SlotAlternative {
                distance: Some(places::distance(from, views::location(&there.venue))),
                ..told(&there, AlternativeKind::OtherVenue, time, wanted.locale)?
            });
        }
    }
    let room = MOST - same_time.len() - elsewhere.len();
    let same_staff = next(&here, wanted).take(room);
    let mut found: Vec<SlotAlternative> = same_staff
        .map(|time| told(&here, AlternativeKind::SameStaff, time, wanted.locale))
        .collect::<Answer<_>>()?;
    found.extend(same_time);
    found.extend(elsewhere);
    Ok(found)
}

/// The times that can be had from the wanted one on.
fn next(timetable: &Timetable, wanted: Wanted<'_>) -> impl Iterator<Item = Judged> {
    let from = times::date_of(&timetable.zone, wanted.start);
    timetable.free(from, DAYS, wanted.party).filter(move |time| time.time.start >= wanted.start)
}

fn told(
    timetable: &Timetable,
    kind: AlternativeKind,
    judged: Judged,
    locale: &str,
) -> Answer<SlotAlternative> {
    Ok(SlotAlternative {
        kind,
        service: timetable.service.id.as_str().into(),
        venue: timetable.venue.name.clone(),
        staff: judged.staff.first().map(|staff| views::staff(staff, locale)),
        price: Money::new(judged.price, terms::currency(&timetable.service)?),
        time: judged.time,
        distance: None,
    })
}
