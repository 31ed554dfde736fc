//! The cart as the header, product pages and the cart page share it. `lines` holds the rules, `hook` sends.
//!
//! **Invariant**: main never names this; it knows [`Runtime::cart_count`](super::Runtime::cart_count) only.

mod hook;
mod lines;

pub use hook::{CartHandle, refresh_cart, use_cart};
