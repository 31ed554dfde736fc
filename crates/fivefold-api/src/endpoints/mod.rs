//! Each call of the contract, declared once: the client sends it, the server mounts its `PATH`.

mod account;
mod auctions;
mod bookings;
mod browse;
mod buy;
mod endpoint;
mod group_buys;
mod quote_messages;
mod quote_orders;
mod quotes;
mod supplier_quotes;
mod system;
mod wholesale;

pub use account::*;
pub use auctions::*;
pub use bookings::*;
pub use browse::*;
pub use buy::*;
pub use endpoint::{Endpoint, QueryWriter, fill_path};
pub use group_buys::*;
pub use quote_messages::*;
pub use quote_orders::*;
pub use quotes::*;
pub use supplier_quotes::*;
pub use system::*;
pub use wholesale::*;

use crate::transport::Body;

fn json(value: &impl serde::Serialize) -> Body {
    // Our bodies are plain structs of strings and integers: serde_json cannot refuse them.
    Body::Json(serde_json::to_string(value).unwrap_or_default())
}
