//! Venues, the services that are done at them, and who does them.

use super::{
    WriteTx,
    auctions::TextLists,
    catalog::{StoredPicture, Texts},
};
use fivefold_api::model::{BookingCharge, BookingPolicy, PriceBasis};
use serde::de::DeserializeOwned;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use std::collections::{BTreeMap, HashMap};

/// When a venue or a member of staff is there: weekday after ISO 8601, opens, closes, in minutes of wall time. Closing
/// not after opening is on the next day.
pub(crate) type StoredHours = Vec<(u32, i32, i32)>;

/// A venue as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct VenueRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) cities: Texts,
    /// Folded.
    pub(crate) search: String,
    pub(crate) street: Vec<String>,
    pub(crate) postcode: Option<String>,
    pub(crate) country: String,
    pub(crate) phone: Option<String>,
    pub(crate) zone: String,
    pub(crate) latitude: i64,
    pub(crate) longitude: i64,
    pub(crate) directions: TextLists,
    pub(crate) access: TextLists,
    pub(crate) hours: StoredHours,
    /// By days since 1970.
    pub(crate) exceptions: BTreeMap<i32, Vec<(i32, i32)>>,
}

/// A service as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct ServiceRow {
    pub(crate) id: String,
    pub(crate) venue: String,
    pub(crate) category: String,
    pub(crate) titles: Texts,
    pub(crate) descriptions: TextLists,
    pub(crate) pictures: Vec<StoredPicture>,
    /// Folded.
    pub(crate) search: String,
    pub(crate) minutes: i64,
    pub(crate) buffer_before: i64,
    pub(crate) buffer_after: i64,
    pub(crate) step: i64,
    pub(crate) notice: i64,
    pub(crate) horizon_days: i32,
    pub(crate) party_min: u32,
    pub(crate) party_max: u32,
    pub(crate) capacity: Option<u32>,
    pub(crate) currency: String,
    pub(crate) price: i64,
    pub(crate) basis: PriceBasis,
    /// Weekday, from, before, price.
    pub(crate) peaks: Vec<(u32, i32, i32, i64)>,
    pub(crate) charge: BookingCharge,
    pub(crate) deposit: Option<i64>,
    pub(crate) tax: u32,
    pub(crate) policy: BookingPolicy,
    /// Hundredths of a star.
    pub(crate) rating: Option<i64>,
    pub(crate) ratings: i64,
    pub(crate) sibling: Option<String>,
}

/// Somebody who does services.
#[derive(Debug, Clone)]
pub(crate) struct StaffRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) abouts: Texts,
    pub(crate) picture: Option<StoredPicture>,
    pub(crate) hours: Option<StoredHours>,
}

/// A venue to be added. Texts, hours and exceptions are JSON as in the table.
#[derive(Debug)]
pub(crate) struct NewVenue {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) cities: String,
    pub(crate) search: String,
    pub(crate) street: String,
    pub(crate) postcode: Option<String>,
    pub(crate) country: String,
    pub(crate) phone: Option<String>,
    pub(crate) zone: String,
    pub(crate) latitude: i64,
    pub(crate) longitude: i64,
    pub(crate) directions: String,
    pub(crate) access: String,
    pub(crate) hours: String,
    pub(crate) exceptions: String,
}

/// A service to be added. Texts, pictures, peaks and the policy are JSON as in the table.
#[derive(Debug)]
pub(crate) struct NewService {
    pub(crate) id: String,
    pub(crate) venue: String,
    pub(crate) category: String,
    pub(crate) titles: String,
    pub(crate) descriptions: String,
    pub(crate) pictures: String,
    pub(crate) search: String,
    pub(crate) minutes: i64,
    pub(crate) buffer_before: i64,
    pub(crate) buffer_after: i64,
    pub(crate) step: i64,
    pub(crate) notice: i64,
    pub(crate) horizon_days: i64,
    pub(crate) party_min: u32,
    pub(crate) party_max: u32,
    pub(crate) capacity: Option<u32>,
    pub(crate) currency: String,
    pub(crate) price: i64,
    pub(crate) basis: &'static str,
    pub(crate) peaks: String,
    pub(crate) charge: &'static str,
    pub(crate) deposit: Option<i64>,
    pub(crate) tax: u32,
    pub(crate) policy: String,
    pub(crate) rating: Option<i64>,
    pub(crate) ratings: i64,
    pub(crate) sibling: Option<String>,
}

/// A member of staff to be added. Texts, picture and hours are JSON as in the table.
#[derive(Debug)]
pub(crate) struct NewStaff {
    pub(crate) id: String,
    pub(crate) venue: String,
    pub(crate) name: String,
    pub(crate) abouts: String,
    pub(crate) picture: Option<String>,
    pub(crate) hours: Option<String>,
}

fn json<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T, sqlx::Error> {
    let text: &str = row.try_get(column)?;
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn some_json<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<Option<T>, sqlx::Error> {
    let text: Option<&str> = row.try_get(column)?;
    text.map(serde_json::from_str).transpose().map_err(|error| sqlx::Error::Decode(error.into()))
}

fn small<T: TryFrom<i64>>(row: &SqliteRow, column: &str) -> Result<T, sqlx::Error>
where
    T::Error: std::error::Error + Send + Sync + 'static,
{
    T::try_from(row.try_get::<i64, _>(column)?).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn venue_row(row: &SqliteRow) -> Result<VenueRow, sqlx::Error> {
    Ok(VenueRow {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        cities: json(row, "cities")?,
        search: row.try_get("search")?,
        street: json(row, "street")?,
        postcode: row.try_get("postcode")?,
        country: row.try_get("country")?,
        phone: row.try_get("phone")?,
        zone: row.try_get("zone")?,
        latitude: row.try_get("latitude")?,
        longitude: row.try_get("longitude")?,
        directions: json(row, "directions")?,
        access: json(row, "access")?,
        hours: json(row, "hours")?,
        exceptions: json(row, "exceptions")?,
    })
}

fn service_row(row: &SqliteRow) -> Result<ServiceRow, sqlx::Error> {
    let capacity: Option<i64> = row.try_get("capacity")?;
    Ok(ServiceRow {
        id: row.try_get("id")?,
        venue: row.try_get("venue")?,
        category: row.try_get("category")?,
        titles: json(row, "titles")?,
        descriptions: json(row, "descriptions")?,
        pictures: json(row, "pictures")?,
        search: row.try_get("search")?,
        minutes: row.try_get("minutes")?,
        buffer_before: row.try_get("buffer_before")?,
        buffer_after: row.try_get("buffer_after")?,
        step: row.try_get("step")?,
        notice: row.try_get("notice")?,
        horizon_days: small(row, "horizon_days")?,
        party_min: small(row, "party_min")?,
        party_max: small(row, "party_max")?,
        capacity: capacity
            .map(u32::try_from)
            .transpose()
            .map_err(|error| sqlx::Error::Decode(error.into()))?,
        currency: row.try_get("currency")?,
        price: row.try_get("price")?,
        basis: super::words::read(row.try_get("basis")?)?,
        peaks: json(row, "peaks")?,
        charge: super::words::read(row.try_get("charge")?)?,
        deposit: row.try_get("deposit")?,
        tax: small(row, "tax")?,
        policy: json(row, "policy")?,
        rating: row.try_get("rating")?,
        ratings: row.try_get("ratings")?,
        sibling: row.try_get("sibling")?,
    })
}

fn staff_row(row: &SqliteRow) -> Result<StaffRow, sqlx::Error> {
    Ok(StaffRow {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        abouts: json(row, "abouts")?,
        picture: some_json(row, "picture")?,
        hours: some_json(row, "hours")?,
    })
}

/// Adds a venue.
pub(crate) async fn insert_venue(tx: &mut WriteTx, new: &NewVenue) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO venues (id, name, cities, search, street, postcode, country, phone, zone, latitude, longitude,
             directions, access, hours, exceptions)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(&new.id)
    .bind(&new.name)
    .bind(&new.cities)
    .bind(&new.search)
    .bind(&new.street)
    .bind(&new.postcode)
    .bind(&new.country)
    .bind(&new.phone)
    .bind(&new.zone)
    .bind(new.latitude)
    .bind(new.longitude)
    .bind(&new.directions)
    .bind(&new.access)
    .bind(&new.hours)
    .bind(&new.exceptions)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Adds a service.
pub(crate) async fn insert(tx: &mut WriteTx, new: &NewService) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO services (id, venue, category, titles, descriptions, pictures, search, minutes, buffer_before,
             buffer_after, step, notice, horizon_days, party_min, party_max, capacity, currency, price, basis, peaks,
             charge, deposit, tax, policy, rating, ratings, sibling)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
             $23, $24, $25, $26, $27)",
    )
    .bind(&new.id)
    .bind(&new.venue)
    .bind(&new.category)
    .bind(&new.titles)
    .bind(&new.descriptions)
    .bind(&new.pictures)
    .bind(&new.search)
    .bind(new.minutes)
    .bind(new.buffer_before)
    .bind(new.buffer_after)
    .bind(new.step)
    .bind(new.notice)
    .bind(new.horizon_days)
    .bind(i64::from(new.party_min))
    .bind(i64::from(new.party_max))
    .bind(new.capacity.map(i64::from))
    .bind(&new.currency)
    .bind(new.price)
    .bind(new.basis)
    .bind(&new.peaks)
    .bind(new.charge)
    .bind(new.deposit)
    .bind(i64::from(new.tax))
    .bind(&new.policy)
    .bind(new.rating)
    .bind(new.ratings)
    .bind(&new.sibling)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Adds a member of staff.
pub(crate) async fn insert_staff(tx: &mut WriteTx, new: &NewStaff) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO staff (id, venue, name, abouts, picture, hours) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&new.id)
    .bind(&new.venue)
    .bind(&new.name)
    .bind(&new.abouts)
    .bind(&new.picture)
    .bind(&new.hours)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Says that somebody does a service, after those who do it already.
pub(crate) async fn assign(tx: &mut WriteTx, staff: &str, service: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO staff_services (staff, service, position)
         VALUES ($1, $2, (SELECT COUNT(*) FROM staff_services WHERE service = $2))",
    )
    .bind(staff)
    .bind(service)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Sets the policy of a service, as JSON. What was agreed before stays as it was agreed.
pub(crate) async fn set_policy(tx: &mut WriteTx, id: &str, policy: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE services SET policy = $2 WHERE id = $1")
        .bind(id)
        .bind(policy)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Says that an account redeems at a venue's door.
pub(crate) async fn open_door(tx: &mut WriteTx, account: &str, venue: &str) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO venue_staff (account, venue) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(account)
        .bind(venue)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The venue of an id.
pub(crate) async fn venue(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<VenueRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM venues WHERE id = $1").bind(id).fetch_optional(connection).await?;
    row.as_ref().map(venue_row).transpose()
}

/// All venues with services, by name.
pub(crate) async fn venues(connection: &mut SqliteConnection) -> Result<Vec<VenueRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT * FROM venues WHERE EXISTS (SELECT 1 FROM services WHERE venue = venues.id) ORDER BY name, id",
    )
    .fetch_all(connection)
    .await?;
    rows.iter().map(venue_row).collect()
}

/// The venues at whose doors an account redeems, by name.
pub(crate) async fn doors(
    connection: &mut SqliteConnection,
    account: &str,
) -> Result<Vec<VenueRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT v.* FROM venues v JOIN venue_staff s ON s.venue = v.id WHERE s.account = $1 ORDER BY v.name, v.id",
    )
    .bind(account)
    .fetch_all(connection)
    .await?;
    rows.iter().map(venue_row).collect()
}

/// The service of an id.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<ServiceRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM services WHERE id = $1").bind(id).fetch_optional(connection).await?;
    row.as_ref().map(service_row).transpose()
}

/// All services, by id.
pub(crate) async fn all(connection: &mut SqliteConnection) -> Result<Vec<ServiceRow>, sqlx::Error> {
    let rows = sqlx::query("SELECT * FROM services ORDER BY id").fetch_all(connection).await?;
    rows.iter().map(service_row).collect()
}

/// Whether there are services.
pub(crate) async fn has_any(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    Ok(sqlx::query("SELECT 1 FROM services LIMIT 1").fetch_optional(connection).await?.is_some())
}

/// The member of staff of an id.
pub(crate) async fn staff(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<StaffRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM staff WHERE id = $1").bind(id).fetch_optional(connection).await?;
    row.as_ref().map(staff_row).transpose()
}

/// Who does a service, first choice first.
pub(crate) async fn staff_of(
    connection: &mut SqliteConnection,
    service: &str,
) -> Result<Vec<StaffRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT s.* FROM staff s JOIN staff_services d ON d.staff = s.id WHERE d.service = $1
         ORDER BY d.position, s.id",
    )
    .bind(service)
    .fetch_all(connection)
    .await?;
    rows.iter().map(staff_row).collect()
}

/// Who does which service, first choice first.
pub(crate) async fn staff_by_service(
    connection: &mut SqliteConnection,
) -> Result<HashMap<String, Vec<StaffRow>>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT s.*, d.service FROM staff s JOIN staff_services d ON d.staff = s.id ORDER BY d.position, s.id",
    )
    .fetch_all(connection)
    .await?;
    let mut found: HashMap<String, Vec<StaffRow>> = HashMap::new();
    for row in &rows {
        found.entry(row.try_get("service")?).or_default().push(staff_row(row)?);
    }
    Ok(found)
}

/// The services that somebody does: their times are taken together.
pub(crate) async fn services_of_staff(
    connection: &mut SqliteConnection,
    staff: &str,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query("SELECT service FROM staff_services WHERE staff = $1 ORDER BY service")
        .bind(staff)
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}
