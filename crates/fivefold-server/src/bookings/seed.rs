//! The demo's venues, services and staff, and the guests who have booked its next days. Only `--seed demo` and `--demo`
//! with `--bookings` make them.
//!
//! No time of the demo is taken by nobody: each guest is a labelled account with a booking, an order and a payment, made
//! by the same code as anyone's.

use super::{
    accept,
    availability::Timetable,
    booking_views, hold,
    offer::{Paragraphs, ServiceOffer, StaffOffer, VenueOffer, insert_service, insert_staff, insert_venue},
    times,
};
use crate::{
    account,
    buying::seats::pay_at_once,
    markets::LOCALES,
    media,
    problem::{Answer, Refused},
    seed::shop::{PictureSeed, Texts},
    state::App,
    store::{WriteTx, accounts, seed::stored_picture, services},
};
use fivefold_api::{
    model::{AcceptTerms, BookingCharge, BookingPolicy, Contact, FeeStep, HoldSlot, PriceBasis, SlotState},
    vocabulary::{Currency, Date, GeoPoint, Instant, Money, Version},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How many labelled accounts book.
pub(super) const GUESTS: usize = 12;

/// Those who redeem in the demo, and the doors at which they do: two branches, so that a voucher can be at the wrong one.
const DOORS: [(&str, [&str; 2]); 2] = [
    ("staff@demo.example", ["barbers-ottensen", "barbers-st-georg"]),
    ("venue@demo.example", ["barbers-ottensen", "barbers-st-georg"]),
];

/// `seed/services.json`, without its categories: `categories.rs` has them.
#[derive(Debug, Deserialize)]
struct Data {
    venues: Vec<VenueSeed>,
    services: Vec<ServiceSeed>,
    guests: Vec<GuestSeed>,
    pictures: BTreeMap<String, PictureSeed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct VenueSeed {
    id: String,
    name: String,
    cities: Texts,
    street: Vec<String>,
    postcode: Option<String>,
    country: String,
    phone: Option<String>,
    zone: String,
    latitude: i64,
    longitude: i64,
    directions: Texts,
    access: Texts,
    hours: Vec<(u32, Wall, Wall)>,
    exceptions: BTreeMap<Date, Vec<(Wall, Wall)>>,
    staff: Vec<StaffSeed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StaffSeed {
    id: String,
    name: String,
    abouts: Texts,
    hours: Option<Vec<(u32, Wall, Wall)>>,
    services: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceSeed {
    id: String,
    venue: String,
    category: String,
    titles: Texts,
    descriptions: Texts,
    pictures: Vec<String>,
    minutes: i64,
    buffer_before: i64,
    buffer_after: i64,
    step: i64,
    notice: i64,
    horizon_days: i64,
    party_min: u32,
    party_max: u32,
    capacity: Option<u32>,
    currency: String,
    price: i64,
    basis: PriceBasis,
    peaks: Vec<(u32, Wall, Wall, i64)>,
    charge: BookingCharge,
    deposit: Option<i64>,
    tax: u32,
    policy: PolicySeed,
    rating: Option<i64>,
    ratings: i64,
    sibling: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicySeed {
    free_minutes: u32,
    /// Minutes before, and the share in hundredths of a percent.
    steps: Vec<(u32, u32)>,
    late_minutes: u32,
    no_show_share: u32,
    hold_seconds: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GuestSeed {
    /// In days from the start of the server.
    day: i32,
    service: String,
    time: Wall,
    staff: Option<String>,
    party: u32,
    name: String,
}

/// Wall time: `09:00`, and `24:00` for the midnight with which a day ends. In minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct Wall(i32);

impl TryFrom<String> for Wall {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.split_once(':').and_then(|(hours, minutes)| {
            let minutes = minutes.parse::<i32>().ok().filter(|minutes| (0..60).contains(minutes));
            Some(hours.parse::<i32>().ok()? * 60 + minutes?)
        });
        let is_time = |minutes: &i32| text.len() == 5 && (0..=24 * 60).contains(minutes);
        parts.filter(is_time).map(Self).ok_or_else(|| format!("{text} is no wall time"))
    }
}

/// The address of a guest.
pub(super) fn email(guest: usize) -> String {
    format!("guest{}@demo.example", guest + 1)
}

fn data() -> serde_json::Result<Data> {
    serde_json::from_str(include_str!("../../seed/services.json"))
}

/// Adds the demo's services with what is booked of them, unless there are some.
pub(crate) async fn seed(app: &App) -> Result<(), String> {
    fill(app).await.map_err(|refused| format!("the services: {:?}", refused.problem()))
}

async fn fill(app: &App) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    if services::has_any(&mut tx).await? {
        return Ok(());
    }
    let (data, now) = (data()?, app.clock.now());
    for venue in &data.venues {
        insert_venue(&mut tx, &venue.id, &venue_offer(venue)).await?;
        for member in &venue.staff {
            insert_staff(&mut tx, &member.id, &staff_offer(member, venue)).await?;
        }
    }
    for service in &data.services {
        insert_service(&mut tx, &service.id, &service_offer(service, &data)?).await?;
    }
    for (email, venues) in DOORS {
        let account = accounts::of_email(&mut tx, email).await?;
        let account = account.ok_or_else(|| Refused::internal(format_args!("{email} is missing")))?;
        for venue in venues {
            services::open_door(&mut tx, &account.id, venue).await?;
        }
    }
    for guest in 0..GUESTS {
        let name = format!("Demo guest {}", guest + 1);
        account::open_demo(&mut tx, &email(guest), &name, now).await?;
    }
    tx.commit().await?;
    let mut booked = 0;
    for (number, guest) in data.guests.iter().enumerate() {
        booked += usize::from(book(app, number % GUESTS, guest, now).await?);
    }
    tracing::info!(services = data.services.len(), booked, "the demo's services are offered");
    Ok(())
}

/// A guest books and pays at once; `false` when the time is none on that day of the week.
async fn book(app: &App, number: usize, guest: &GuestSeed, now: Instant) -> Answer<bool> {
    let mut tx = app.db.begin().await?;
    let Some(start) = start(&mut tx, guest, now).await? else { return Ok(false) };
    let missing = || Refused::internal("a guest or a service of the demo is missing");
    let account = accounts::of_email(&mut tx, &email(number)).await?.ok_or_else(missing)?;
    let service = services::find(&mut tx, &guest.service).await?.ok_or_else(missing)?;
    let wish = HoldSlot { start, staff: guest.staff.as_deref().map(Into::into), party: guest.party };
    let row = hold::hold(&mut tx, &account.session, &service, &wish, LOCALES[0], now).await?;
    let terms = AcceptTerms {
        version: booking_views::version(&row),
        name: guest.name.clone(),
        contact: Contact { email: account.email, phone: None },
        note: None,
        policy: row.terms.version.clone(),
        expected_due: row.terms.due_now,
    };
    let row = accept::accept(&mut tx, row, &terms, now).await?;
    let order = row.order.ok_or_else(|| Refused::internal("accepted terms have no order"))?;
    tx.commit().await?;
    pay_at_once(app, &order, "wallet", now).await?;
    Ok(true)
}

/// When a guest's time begins, if it can be had.
async fn start(tx: &mut WriteTx, guest: &GuestSeed, now: Instant) -> Answer<Option<Instant>> {
    let Some(service) = services::find(tx, &guest.service).await? else { return Ok(None) };
    let timetable = Timetable::read(tx, service, guest.staff.as_deref(), now, &[]).await?;
    let date = times::date_of(&timetable.zone, now).plus_days(guest.day);
    let is_meant = |start| times::wall_minutes(&timetable.zone, start) == guest.time.0;
    let times = timetable.times(date, guest.party);
    let found = times.iter().find(|time| time.state == SlotState::Free && is_meant(time.time.start));
    Ok(found.map(|time| time.time.start))
}

fn venue_offer(venue: &VenueSeed) -> VenueOffer {
    let spans = |spans: &Vec<(Wall, Wall)>| spans.iter().map(|(opens, closes)| (opens.0, closes.0)).collect();
    VenueOffer {
        name: venue.name.clone(),
        city: venue.cities.clone(),
        street: venue.street.clone(),
        postcode: venue.postcode.clone(),
        country: venue.country.clone(),
        phone: venue.phone.clone(),
        zone: venue.zone.clone(),
        location: GeoPoint { latitude: venue.latitude, longitude: venue.longitude },
        directions: paragraphs(&venue.directions),
        access: paragraphs(&venue.access),
        hours: hours(&venue.hours),
        exceptions: venue.exceptions.iter().map(|(date, other)| (*date, spans(other))).collect(),
    }
}

fn staff_offer(member: &StaffSeed, venue: &VenueSeed) -> StaffOffer {
    StaffOffer {
        venue: venue.id.as_str().into(),
        name: member.name.clone(),
        about: member.abouts.clone(),
        picture: None,
        hours: member.hours.as_ref().map(|own| hours(own)),
    }
}

fn service_offer(service: &ServiceSeed, data: &Data) -> Answer<ServiceOffer> {
    let picture = |id: &String| {
        let picture = data.pictures.get(id);
        let picture = picture.ok_or_else(|| Refused::internal(format_args!("there is no picture {id}")))?;
        Ok(serde_json::from_str(&stored_picture(picture, media::address))?)
    };
    let pictures: Vec<serde_json::Value> = service.pictures.iter().map(picture).collect::<Answer<_>>()?;
    let people = data.venues.iter().flat_map(|venue| &venue.staff);
    let policy = &service.policy;
    let step =
        |(minutes_before, share): &(u32, u32)| FeeStep { minutes_before: *minutes_before, share: *share };
    let currency = Currency::iso(&service.currency).map_err(Refused::internal)?;
    Ok(ServiceOffer {
        venue: service.venue.as_str().into(),
        category: service.category.as_str().into(),
        title: service.titles.clone(),
        description: paragraphs(&service.descriptions),
        pictures: pictures.into(),
        staff: people
            .filter(|member| member.services.contains(&service.id))
            .map(|member| member.id.as_str().into())
            .collect(),
        minutes: service.minutes,
        buffers: (service.buffer_before, service.buffer_after),
        step: service.step,
        notice: service.notice,
        horizon_days: service.horizon_days,
        party: (service.party_min, service.party_max),
        capacity: service.capacity,
        price: Money::new(service.price, currency),
        is_per_person: service.basis == PriceBasis::Person,
        peaks: service
            .peaks
            .iter()
            .map(|(weekday, from, before, price)| (*weekday, from.0, before.0, *price))
            .collect(),
        deposit: service.deposit.filter(|_| service.charge == BookingCharge::Deposit),
        tax: service.tax,
        policy: BookingPolicy {
            version: Version("1".to_owned()),
            free_minutes: policy.free_minutes,
            steps: policy.steps.iter().map(step).collect(),
            late_minutes: policy.late_minutes,
            no_show_share: policy.no_show_share,
            hold_seconds: policy.hold_seconds,
        },
        rating: service.rating.map(|hundredths| (hundredths, service.ratings)),
        sibling: service.sibling.as_deref().map(Into::into),
    })
}

/// Paragraphs are parted by empty lines.
fn paragraphs(texts: &Texts) -> Paragraphs {
    let parted = |text: &String| text.split("\n\n").map(str::to_owned).collect();
    texts.iter().map(|(locale, text)| (locale.clone(), parted(text))).collect()
}

fn hours(weekly: &[(u32, Wall, Wall)]) -> Vec<(u32, i32, i32)> {
    weekly.iter().map(|(weekday, opens, closes)| (*weekday, opens.0, closes.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookings::{categories, times::zone};

    #[derive(Deserialize)]
    struct Categories {
        categories: Vec<CategorySeed>,
    }

    #[derive(Deserialize)]
    struct CategorySeed {
        slug: String,
        name: Texts,
    }

    #[test]
    fn the_demo_s_services_have_their_venues_texts_pictures_and_categories() {
        let data = data().unwrap();
        assert!(data.services.len() >= 18 && data.venues.len() >= 8 && data.guests.len() >= 40);
        let categories: Categories = serde_json::from_str(include_str!("../../seed/services.json")).unwrap();
        for category in &categories.categories {
            assert!(categories::exists(&category.slug), "{}", category.slug);
            for (locale, name) in &category.name {
                let counted = categories::counted(locale, &[&category.slug]);
                assert_eq!(&counted[0].name, name, "{} in {locale}", category.slug);
            }
        }
        for venue in &data.venues {
            assert!(zone(&venue.zone).is_ok(), "{}", venue.id);
        }
        for service in &data.services {
            let languages: Vec<&String> = service.titles.keys().collect();
            assert_eq!(languages, ["en", "zh-Hans", "zh-Hant"], "{}", service.id);
            assert!(data.venues.iter().any(|venue| venue.id == service.venue), "{}", service.id);
            assert!(categories::exists(&service.category), "{}", service.id);
            service_offer(service, &data).unwrap();
        }
        for guest in &data.guests {
            assert!(guest.name.starts_with("Demo guest "), "{} is labelled", guest.name);
            assert!(data.services.iter().any(|service| service.id == guest.service), "{}", guest.name);
        }
        assert!(
            DOORS.iter().flat_map(|(_, venues)| venues).all(|id| data.venues.iter().any(|v| v.id == *id))
        );
    }
}
