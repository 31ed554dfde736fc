//! The adapter for our own contract: each port over an injected transport.

mod client;
mod ports;
mod retry;

pub use client::{Client, RawCommitment};
pub use ports::{carts, catalog, checkouts, orders, payments, products, reviews, search};
pub use retry::{Retry, may_send_again};
