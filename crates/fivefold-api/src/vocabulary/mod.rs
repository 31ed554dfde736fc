//! The words every model is made of: money, instants, ids, quantities, pages, pictures.
//!
//! Nothing here knows a way of trading, a backend or a screen.

mod date;
mod id;
mod instant;
mod money;
mod page;
mod picture;
mod quantity;
mod scope;
mod version;
mod zoned;

pub use date::Date;
pub use id::*;
pub use instant::Instant;
pub use money::{Currency, InvalidCurrency, Money};
pub use page::Page;
pub use picture::{Picture, PictureSource};
pub(crate) use quantity::ten;
pub use quantity::{Quantity, UnitPrice};
pub use scope::{Locale, MarketId, Scope};
pub use version::Version;
pub use zoned::{GeoPoint, ZonedSlot};
