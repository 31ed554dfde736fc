//! Venues, services and staff as anyone may see them.

use super::{
    availability::{ALL_DAYS, Judged, Timetable},
    facts, terms,
};
use crate::{
    catalog::{picture, text},
    problem::Answer,
    store::{
        auctions::TextLists,
        events,
        services::{ServiceRow, StaffRow, VenueRow},
    },
};
use fivefold_api::{
    model::{
        BookingCharge, OpeningHours, Rating, Service, ServiceCard, Slot, StaffMember, TopicPoint, Venue,
        VenueCard,
    },
    vocabulary::{GeoPoint, Money},
};
use sqlx::SqliteConnection;

/// Where a venue is.
pub(super) fn location(row: &VenueRow) -> GeoPoint {
    GeoPoint { latitude: row.latitude, longitude: row.longitude }
}

/// A venue as lists show it.
pub(super) fn venue_card(row: &VenueRow, locale: &str) -> VenueCard {
    VenueCard {
        id: row.id.as_str().into(),
        name: row.name.clone(),
        city: text(&row.cities, locale),
        zone: row.zone.clone(),
        location: location(row),
    }
}

/// A venue.
pub(super) fn venue(row: &VenueRow, locale: &str) -> Venue {
    Venue {
        card: venue_card(row, locale),
        street: row.street.clone(),
        postcode: row.postcode.clone(),
        country: row.country.clone(),
        directions: texts(&row.directions, locale),
        access: texts(&row.access, locale),
        hours: row.hours.iter().map(opening_hours).collect(),
        phone: row.phone.clone(),
    }
}

/// Somebody who does services.
pub(super) fn staff(row: &StaffRow, locale: &str) -> StaffMember {
    StaffMember {
        id: row.id.as_str().into(),
        name: row.name.clone(),
        about: Some(text(&row.abouts, locale)).filter(|about| !about.is_empty()),
        picture: row.picture.as_ref().map(|stored| picture(stored, locale)),
    }
}

/// A service as a list shows it, without what depends on who asks for when and where.
pub(super) fn card(service: &ServiceRow, venue: &VenueRow, locale: &str) -> Answer<ServiceCard> {
    let currency = terms::currency(service)?;
    let prices = service.peaks.iter().map(|(.., price)| *price).chain([service.price]);
    let least = prices.clone().min().unwrap_or(service.price);
    let deposit = service.deposit.filter(|_| service.charge == BookingCharge::Deposit);
    let count = u64::try_from(service.ratings).unwrap_or_default();
    // Hundredths are for ordering; people are told tenths.
    let tenths = service.rating.and_then(|hundredths| u8::try_from((hundredths + 5) / 10).ok());
    Ok(ServiceCard {
        id: service.id.as_str().into(),
        title: text(&service.titles, locale),
        category: service.category.as_str().into(),
        venue: venue_card(venue, locale),
        picture: service.pictures.first().map(|stored| picture(stored, locale)),
        minutes: u32::try_from(service.minutes).unwrap_or_default(),
        price: Money::new(least, currency),
        basis: service.basis,
        is_from: prices.max().is_some_and(|most| most > least),
        charge: service.charge,
        deposit: deposit.map(|minor| Money::new(minor, currency)),
        rating: tenths.filter(|_| count > 0).map(|tenths| Rating { tenths, count }),
        distance: None,
        next: None,
    })
}

/// A service with everything its page shows but its times.
pub(super) fn page(
    timetable: &Timetable,
    people: &[StaffRow],
    locale: &str,
    live: TopicPoint,
) -> Answer<Service> {
    let (service, at) = (&timetable.service, &timetable.venue);
    let next = timetable.free(timetable.first_date(), ALL_DAYS, 1).next();
    Ok(Service {
        card: ServiceCard { next: next.map(|judged| judged.time), ..card(service, at, locale)? },
        description: texts(&service.descriptions, locale),
        pictures: service.pictures.iter().map(|stored| picture(stored, locale)).collect(),
        venue: venue(at, locale),
        staff: people.iter().map(|row| staff(row, locale)).collect(),
        party_min: service.party_min,
        party_max: service.party_max,
        policy: service.policy.clone(),
        notice_minutes: u32::try_from(service.notice).unwrap_or_default(),
        first_date: timetable.first_date(),
        last_date: timetable.last_date(),
        live,
    })
}

/// A time at which a service may be done.
pub(super) fn slot(service: &ServiceRow, judged: Judged) -> Answer<Slot> {
    Ok(Slot {
        time: judged.time,
        state: judged.state,
        staff: judged.staff.into_iter().map(|staff| staff.id.into()).collect(),
        left: judged.left,
        price: Money::new(judged.price, terms::currency(service)?),
    })
}

/// Which facts of a service's topic a snapshot holds.
pub(super) async fn point(
    connection: &mut SqliteConnection,
    epoch: &str,
    service: &str,
) -> Answer<TopicPoint> {
    let topic = facts::topic(service);
    let seq = events::newest(connection, &topic).await?;
    Ok(TopicPoint { topic, seq, epoch: epoch.to_owned() })
}

fn texts(lists: &TextLists, locale: &str) -> Vec<String> {
    lists.get(locale).or_else(|| lists.get(crate::markets::LOCALES[0])).cloned().unwrap_or_default()
}

fn opening_hours((weekday, opens, closes): &(u32, i32, i32)) -> OpeningHours {
    OpeningHours { weekday: *weekday, opens: wall_time(*opens), closes: wall_time(*closes) }
}

/// Minutes since midnight as clocks show them: `09:00`.
pub(super) fn wall_time(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes.div_euclid(60).rem_euclid(24), minutes.rem_euclid(60))
}
