//! Fills an empty database: with the demo shop, or with as many generated products as are wanted.

mod scale;
pub mod shop;

pub use shop::Shop;

pub(crate) use scale::scale;

use crate::{
    media,
    store::{self, Db},
};

/// The demo shop.
///
/// # Errors
/// When the data and the server do not fit together.
pub fn demo() -> Result<Shop, serde_json::Error> {
    serde_json::from_str(include_str!("../../seed/demo.json"))
}

/// Fills the database if it has no products.
pub(crate) async fn fill(db: &Db, shop: &Shop) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    if store::seed::fill(&mut tx, shop, media::address).await? {
        tx.commit().await?;
        tracing::info!(products = shop.products.len(), "the database is filled");
    }
    Ok(())
}
