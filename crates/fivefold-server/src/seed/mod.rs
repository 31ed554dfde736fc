//! Fills an empty database.

mod shop;

pub use shop::Shop;

use crate::store::Db;

/// The demo shop.
pub(crate) fn demo() -> Result<Shop, serde_json::Error> {
    Ok(Shop::default())
}

/// A generated shop.
pub(crate) fn scale(_products: u32) -> Shop {
    Shop::default()
}

/// Fills the database if it is empty.
pub(crate) async fn fill(_db: &Db, _shop: &Shop) -> Result<(), sqlx::Error> {
    Ok(())
}
