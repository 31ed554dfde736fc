//! What a buyer has entered at checkout.

use super::WriteTx;
use fivefold_api::{
    model::{Address, Contact},
    vocabulary::Instant,
};
use sqlx::{Row as _, SqliteConnection};

/// A checkout as it is stored.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct CheckoutRow {
    pub(crate) contact: Option<Contact>,
    pub(crate) address: Option<Address>,
    pub(crate) delivery: Option<ChosenDelivery>,
}

/// The way of delivery that was chosen, with the promise given for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChosenDelivery {
    pub(crate) id: String,
    pub(crate) earliest: String,
    pub(crate) latest: String,
    pub(crate) until: Instant,
}

/// The checkout of a cart; empty before anything was entered.
pub(crate) async fn of_cart(
    connection: &mut SqliteConnection,
    cart: &str,
) -> Result<CheckoutRow, sqlx::Error> {
    let row = sqlx::query(
        "SELECT contact, address, delivery, earliest, latest, delivery_until FROM checkouts WHERE cart = $1",
    )
    .bind(cart)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else {
        return Ok(CheckoutRow::default());
    };
    let decoded = |error: serde_json::Error| sqlx::Error::Decode(error.into());
    let contact: Option<String> = row.try_get(0)?;
    let address: Option<String> = row.try_get(1)?;
    let delivery: Option<String> = row.try_get(2)?;
    let delivery = match delivery {
        Some(id) => Some(ChosenDelivery {
            id,
            earliest: row.try_get(3)?,
            latest: row.try_get(4)?,
            until: Instant::from_millis(row.try_get(5)?),
        }),
        None => None,
    };
    Ok(CheckoutRow {
        contact: contact.map(|text| serde_json::from_str(&text)).transpose().map_err(decoded)?,
        address: address.map(|text| serde_json::from_str(&text)).transpose().map_err(decoded)?,
        delivery,
    })
}

/// Writes the checkout of a cart.
pub(crate) async fn put(tx: &mut WriteTx, cart: &str, checkout: &CheckoutRow) -> Result<(), sqlx::Error> {
    let encoded = |error: serde_json::Error| sqlx::Error::Encode(error.into());
    let contact = checkout.contact.as_ref().map(serde_json::to_string).transpose().map_err(encoded)?;
    let address = checkout.address.as_ref().map(serde_json::to_string).transpose().map_err(encoded)?;
    let delivery = checkout.delivery.as_ref();
    sqlx::query(
        "INSERT INTO checkouts (cart, contact, address, delivery, earliest, latest, delivery_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (cart) DO UPDATE SET contact = excluded.contact, address = excluded.address,
             delivery = excluded.delivery, earliest = excluded.earliest, latest = excluded.latest,
             delivery_until = excluded.delivery_until",
    )
    .bind(cart)
    .bind(contact)
    .bind(address)
    .bind(delivery.map(|delivery| delivery.id.as_str()))
    .bind(delivery.map(|delivery| delivery.earliest.as_str()))
    .bind(delivery.map(|delivery| delivery.latest.as_str()))
    .bind(delivery.map(|delivery| delivery.until.millis()))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
