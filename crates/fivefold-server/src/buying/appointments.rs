//! Orders of bookings: what is paid when a time is booked, or when it is moved to one that costs more.
//!
//! Such an order has no lines and takes nothing from the shelf: what was booked stands with the booking.

use super::{facts, orders::Snapshot, tax::tax_by_rate};
use crate::{
    catalog::text,
    ids::{new_id, new_secret},
    problem::{Answer, Refused},
    store::{
        WriteTx,
        orders::{self as store, OrderRow},
        services::VenueRow,
        words::word,
    },
};
use fivefold_api::{
    model::{Address, Contact, DeliveryOption, DeliveryPromise, OrderStatus, TaxLine, Totals},
    vocabulary::{Date, Instant, Money},
};

/// What an order of a booking is made of.
#[derive(Debug)]
pub(crate) struct Appointment<'a> {
    pub(crate) booking: &'a str,
    pub(crate) session: &'a str,
    pub(crate) locale: &'a str,
    pub(crate) name: &'a str,
    pub(crate) contact: &'a Contact,
    pub(crate) venue: &'a VenueRow,
    /// The venue's date on which it begins.
    pub(crate) day: Date,
    /// What is paid; it includes tax.
    pub(crate) due: Money,
    pub(crate) tax: u32,
    pub(crate) now: Instant,
    /// Until when it is held.
    pub(crate) until: Instant,
}

/// Makes the order of a booking. Gives its id.
pub(crate) async fn place(tx: &mut WriteTx, wish: &Appointment<'_>) -> Answer<String> {
    let snapshot = Snapshot {
        lines: Vec::new(),
        lots: Vec::new(),
        group_buy: None,
        booking: Some(wish.booking.into()),
        quote: None,
        totals: totals(wish)?,
        contact: wish.contact.clone(),
        address: address(wish.venue, wish.name, wish.locale),
        delivery: at_the_venue(wish),
    };
    let row = OrderRow {
        id: new_id("o"),
        serial: store::next_serial(tx).await?,
        session: wish.session.to_owned(),
        token: new_secret(),
        revision: 1,
        status: word(&OrderStatus::PendingPayment)?,
        placed_at: wish.now,
        checkout_version: String::new(),
        total: wish.due.minor,
        currency: wish.due.currency.code().to_owned(),
        locale: wish.locale.to_owned(),
        snapshot: serde_json::to_string(&snapshot)?,
        kind: "booking".to_owned(),
    };
    store::insert(tx, &row, &[]).await?;
    facts::order(tx, &row).await?;
    Ok(row.id)
}

/// Changes who comes and who is told.
pub(crate) async fn reword(tx: &mut WriteTx, order: &str, name: &str, contact: &Contact) -> Answer<()> {
    let row = store::find(tx, order).await?;
    let row = row.ok_or_else(|| Refused::internal("the order of a booking is gone"))?;
    let mut snapshot: Snapshot = serde_json::from_str(&row.snapshot)?;
    name.clone_into(&mut snapshot.address.name);
    snapshot.contact = contact.clone();
    store::set_total(tx, order, row.total, &serde_json::to_string(&snapshot)?).await?;
    let row = store::touch(tx, order, None).await?;
    facts::order(tx, &row).await
}

/// The booking that an order pays, or whose move it pays.
pub(crate) fn booking_of(order: &OrderRow) -> Answer<String> {
    let snapshot: Snapshot = serde_json::from_str(&order.snapshot)?;
    snapshot
        .booking
        .map(|booking| booking.0)
        .ok_or_else(|| Refused::internal("an order of a booking names none"))
}

fn totals(wish: &Appointment<'_>) -> Answer<Totals> {
    let currency = wish.due.currency;
    let taxes = tax_by_rate(&[(wish.due.minor, wish.tax)], true, currency)
        .ok_or_else(|| Refused::internal("a booking's total does not fit"))?;
    Ok(Totals {
        subtotal: wish.due,
        delivery: Some(Money::new(0, currency)),
        taxes: taxes
            .into_iter()
            .map(|(rate, tax)| TaxLine { rate, amount: Money::new(tax, currency) })
            .collect(),
        tax_included: true,
        total: wish.due,
    })
}

/// The venue's, so that an order says where to go.
fn address(venue: &VenueRow, name: &str, locale: &str) -> Address {
    let mut street = venue.street.iter();
    let line1 = street.next().cloned().unwrap_or_default();
    let rest: Vec<&str> = street.map(String::as_str).collect();
    Address {
        country: venue.country.clone(),
        name: name.to_owned(),
        line1,
        line2: Some(rest.join(", ")).filter(|rest| !rest.is_empty()),
        city: text(&venue.cities, locale),
        region: None,
        postcode: venue.postcode.clone(),
    }
}

fn at_the_venue(wish: &Appointment<'_>) -> DeliveryOption {
    let name = match wish.locale {
        "zh-Hant" | "zh-Hans" => "到店",
        _ => "At the venue",
    };
    let day = wish.day.to_iso();
    DeliveryOption {
        id: "venue".into(),
        name: name.to_owned(),
        price: Money::new(0, wish.due.currency),
        promise: DeliveryPromise { earliest: day.clone(), latest: day, zone: wish.venue.zone.clone() },
        valid_until: wish.until,
    }
}
