//! Opening venues, and offering services at them: what a shop's back office decides, not a guest.

use super::{categories, terms::MOST, times};
use crate::{
    ids::new_id,
    markets::LOCALES,
    problem::{Answer, Refused},
    state::App,
    store::{
        WriteTx,
        services::{self, NewService, NewStaff, NewVenue},
    },
    words::folded,
};
use fivefold_api::{
    model::{BookingPolicy, FieldProblemCode, Problem},
    vocabulary::{AccountId, CategorySlug, Date, GeoPoint, Money, ServiceId, StaffId, VenueId},
};
use std::collections::BTreeMap;

/// Texts by locale.
pub type Texts = BTreeMap<String, String>;
/// Paragraphs by locale.
pub type Paragraphs = BTreeMap<String, Vec<String>>;

/// A venue to be opened.
#[derive(Debug, Clone)]
pub struct VenueOffer {
    /// Its name.
    pub name: String,
    /// Its city.
    pub city: Texts,
    /// The lines of its address, without city and country.
    pub street: Vec<String>,
    /// Its postcode.
    pub postcode: Option<String>,
    /// ISO 3166-1 code of its country.
    pub country: String,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Its IANA zone.
    pub zone: String,
    /// Where it is.
    pub location: GeoPoint,
    /// How to find it.
    pub directions: Paragraphs,
    /// What people have to know who come with a wheelchair, a pram, a dog.
    pub access: Paragraphs,
    /// When it is open.
    pub hours: Vec<(u32, i32, i32)>,
    /// Dates on which other hours hold; none means closed.
    pub exceptions: BTreeMap<Date, Vec<(i32, i32)>>,
}

/// Somebody to be presented, who does services.
#[derive(Debug, Clone)]
pub struct StaffOffer {
    /// Where.
    pub venue: VenueId,
    /// What they are called.
    pub name: String,
    /// What they do best.
    pub about: Texts,
    /// What they look like, as catalogues store pictures.
    pub picture: Option<serde_json::Value>,
    /// When they are there; whenever the venue is open if it is left out.
    pub hours: Option<Vec<(u32, i32, i32)>>,
}

/// A service to be offered.
#[derive(Debug, Clone)]
pub struct ServiceOffer {
    /// Where it is done.
    pub venue: VenueId,
    /// What it is.
    pub category: CategorySlug,
    /// What it is called.
    pub title: Texts,
    /// What it is like.
    pub description: Paragraphs,
    /// What it looks like, as catalogues store pictures.
    pub pictures: serde_json::Value,
    /// Who does it, first choice first. Nobody where nobody is chosen: a class, a room.
    pub staff: Vec<StaffId>,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// How long nobody else has the place before and after it, in minutes.
    pub buffers: (i64, i64),
    /// How far apart times begin, in minutes.
    pub step: i64,
    /// How long before it begins a time can be booked, in minutes.
    pub notice: i64,
    /// How many days ahead a time can be booked.
    pub horizon_days: i64,
    /// How few and how many may come together.
    pub party: (u32, u32),
    /// How many people several bookings may bring to one time; none: one booking has it.
    pub capacity: Option<u32>,
    /// What it costs.
    pub price: Money,
    /// Whether price and deposit are for each person.
    pub is_per_person: bool,
    /// Weekday, from, before: times that cost something else.
    pub peaks: Vec<(u32, i32, i32, i64)>,
    /// What is paid when booking; all of it if it is left out.
    pub deposit: Option<i64>,
    /// The rate of the tax that is in it, in hundredths of a percent.
    pub tax: u32,
    /// On what terms.
    pub policy: BookingPolicy,
    /// Hundredths of a star, and how many have given them.
    pub rating: Option<(i64, i64)>,
    /// The same thing at another venue.
    pub sibling: Option<ServiceId>,
}

impl App {
    /// Opens a venue.
    ///
    /// # Errors
    /// When its zone is none.
    pub async fn open_venue(&self, offer: &VenueOffer) -> Result<VenueId, Problem> {
        self.write_venue(offer).await.map_err(Refused::into_problem)
    }

    /// Presents somebody who does services.
    ///
    /// # Errors
    /// When there is no such venue.
    pub async fn present_staff(&self, offer: &StaffOffer) -> Result<StaffId, Problem> {
        self.write_staff(offer).await.map_err(Refused::into_problem)
    }

    /// Offers a service.
    ///
    /// # Errors
    /// When the numbers make no sense, or venue or staff are not there.
    pub async fn offer_service(&self, offer: &ServiceOffer) -> Result<ServiceId, Problem> {
        self.write_service(offer).await.map_err(Refused::into_problem)
    }

    /// Sets the terms of a service. What was agreed before stays as it was agreed.
    ///
    /// # Errors
    /// When they make no sense.
    pub async fn set_policy(&self, service: &ServiceId, policy: &BookingPolicy) -> Result<(), Problem> {
        let write = async {
            check_policy(policy)?;
            let mut tx = self.db.begin().await?;
            services::set_policy(&mut tx, service.as_str(), &serde_json::to_string(policy)?).await?;
            Ok::<(), Refused>(tx.commit().await?)
        };
        write.await.map_err(Refused::into_problem)
    }

    /// Lets an account redeem at a venue's door.
    ///
    /// # Errors
    /// When there is no such account or venue.
    pub async fn open_door(&self, account: &AccountId, venue: &VenueId) -> Result<(), Problem> {
        let write = async {
            let mut tx = self.db.begin().await?;
            services::open_door(&mut tx, account.as_str(), venue.as_str()).await?;
            Ok::<(), Refused>(tx.commit().await?)
        };
        write.await.map_err(Refused::into_problem)
    }

    async fn write_venue(&self, offer: &VenueOffer) -> Answer<VenueId> {
        let mut tx = self.db.begin().await?;
        let id = insert_venue(&mut tx, &new_id("v"), offer).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn write_staff(&self, offer: &StaffOffer) -> Answer<StaffId> {
        let mut tx = self.db.begin().await?;
        let id = insert_staff(&mut tx, &new_id("sm"), offer).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn write_service(&self, offer: &ServiceOffer) -> Answer<ServiceId> {
        let mut tx = self.db.begin().await?;
        let id = insert_service(&mut tx, &new_id("sv"), offer).await?;
        tx.commit().await?;
        Ok(id)
    }
}

/// Writes a venue.
pub(super) async fn insert_venue(tx: &mut WriteTx, id: &str, offer: &VenueOffer) -> Answer<VenueId> {
    if times::zone(&offer.zone).is_err() {
        return Err(Refused::field("zone", FieldProblemCode::NotAllowed));
    }
    let found_by = offer.city.values().chain(&offer.postcode).map(|text| folded(text));
    let exceptions: BTreeMap<i32, &Vec<(i32, i32)>> =
        offer.exceptions.iter().map(|(date, spans)| (date.days(), spans)).collect();
    let new = NewVenue {
        id: id.to_owned(),
        name: offer.name.clone(),
        cities: serde_json::to_string(&offer.city)?,
        search: found_by.collect::<Vec<_>>().join(" "),
        street: serde_json::to_string(&offer.street)?,
        postcode: offer.postcode.clone(),
        country: offer.country.clone(),
        phone: offer.phone.clone(),
        zone: offer.zone.clone(),
        latitude: offer.location.latitude,
        longitude: offer.location.longitude,
        directions: serde_json::to_string(&offer.directions)?,
        access: serde_json::to_string(&offer.access)?,
        hours: hours(&offer.hours)?,
        exceptions: serde_json::to_string(&exceptions)?,
    };
    services::insert_venue(tx, &new).await?;
    Ok(new.id.into())
}

/// Writes somebody who does services.
pub(super) async fn insert_staff(tx: &mut WriteTx, id: &str, offer: &StaffOffer) -> Answer<StaffId> {
    let new = NewStaff {
        id: id.to_owned(),
        venue: offer.venue.0.clone(),
        name: offer.name.clone(),
        abouts: serde_json::to_string(&offer.about)?,
        picture: offer.picture.as_ref().map(serde_json::to_string).transpose()?,
        hours: offer.hours.as_deref().map(hours).transpose()?,
    };
    services::insert_staff(tx, &new).await?;
    Ok(new.id.into())
}

/// Writes a service, and who does it.
pub(super) async fn insert_service(tx: &mut WriteTx, id: &str, offer: &ServiceOffer) -> Answer<ServiceId> {
    check(offer)?;
    let said = LOCALES.iter().filter_map(|locale| offer.title.get(*locale)).map(|title| folded(title));
    let new = NewService {
        id: id.to_owned(),
        venue: offer.venue.0.clone(),
        category: offer.category.0.clone(),
        titles: serde_json::to_string(&offer.title)?,
        descriptions: serde_json::to_string(&offer.description)?,
        pictures: serde_json::to_string(&offer.pictures)?,
        search: said.collect::<Vec<_>>().join(" "),
        minutes: offer.minutes,
        buffer_before: offer.buffers.0,
        buffer_after: offer.buffers.1,
        step: offer.step,
        notice: offer.notice,
        horizon_days: offer.horizon_days,
        party_min: offer.party.0,
        party_max: offer.party.1,
        capacity: offer.capacity,
        currency: offer.price.currency.code().to_owned(),
        price: offer.price.minor,
        basis: if offer.is_per_person { "person" } else { "booking" },
        peaks: serde_json::to_string(&offer.peaks)?,
        charge: if offer.deposit.is_some() { "deposit" } else { "full" },
        deposit: offer.deposit,
        tax: offer.tax,
        policy: serde_json::to_string(&offer.policy)?,
        rating: offer.rating.map(|(hundredths, _)| hundredths),
        ratings: offer.rating.map_or(0, |(_, count)| count),
        sibling: offer.sibling.as_ref().map(|sibling| sibling.0.clone()),
    };
    services::insert(tx, &new).await?;
    for staff in &offer.staff {
        services::assign(tx, staff.as_str(), id).await?;
    }
    Ok(new.id.into())
}

/// Whether an offer makes sense.
fn check(offer: &ServiceOffer) -> Answer<()> {
    let wrong = |field: &str| Err(Refused::field(field, FieldProblemCode::OutOfRange));
    let most_come = offer.capacity.unwrap_or(offer.party.1).max(offer.party.1);
    let most_costs = MOST / i64::from(most_come.max(1));
    if !categories::exists(offer.category.as_str()) {
        return Err(Refused::field("category", FieldProblemCode::NotAllowed));
    }
    if !(5..=24 * 60).contains(&offer.minutes) || !(5..=24 * 60).contains(&offer.step) {
        return wrong("minutes");
    }
    if !(0..=24 * 60).contains(&offer.buffers.0) || !(0..=24 * 60).contains(&offer.buffers.1) {
        return wrong("buffers");
    }
    if !(0..=90 * 24 * 60).contains(&offer.notice) || !(1..=730).contains(&offer.horizon_days) {
        return wrong("notice");
    }
    if offer.party.0 < 1 || offer.party.0 > offer.party.1 || offer.party.1 > 1_000 {
        return wrong("party");
    }
    if offer.capacity.is_some_and(|capacity| capacity < offer.party.0) {
        return wrong("capacity");
    }
    let prices = offer.peaks.iter().map(|(.., price)| *price).chain([offer.price.minor]);
    if prices.clone().chain(offer.deposit).any(|price| !(1..=most_costs).contains(&price)) {
        return wrong("price");
    }
    // Whoever moves to the cheapest time has paid no more than it costs.
    if offer.deposit > prices.min() {
        return wrong("deposit");
    }
    check_policy(&offer.policy)
}

/// Whether terms make sense: later steps cost more, and the first one ends what is free.
fn check_policy(policy: &BookingPolicy) -> Answer<()> {
    let steps = &policy.steps;
    let is_rising = steps
        .windows(2)
        .all(|pair| pair[0].minutes_before > pair[1].minutes_before && pair[0].share < pair[1].share);
    let is_free_before = steps.first().is_none_or(|step| step.minutes_before == policy.free_minutes);
    let mut shares = steps.iter().map(|step| step.share).chain([policy.no_show_share]);
    if is_rising
        && is_free_before
        && shares.all(|share| share <= 10_000)
        && (60..=3_600).contains(&policy.hold_seconds)
    {
        return Ok(());
    }
    Err(Refused::field("policy", FieldProblemCode::OutOfRange))
}

fn hours(hours: &[(u32, i32, i32)]) -> Answer<String> {
    Ok(serde_json::to_string(hours)?)
}
