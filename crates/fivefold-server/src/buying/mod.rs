//! Sessions, carts, checkout, orders, payments.
//!
//! **Invariants**: a command is one transaction with its record; stock that can be had is what is on
//! the shelf minus the active holds; what the provider's redirect says is never believed.

mod basket;
mod cart;
mod checkout;
mod commitments;
mod delivery;
mod facts;
mod jobs;
mod orders;
mod payments;
mod placing;
mod provider;
mod refunds;
mod return_url;
mod routes;
mod session;
mod settle;
mod shop;
mod stock;
mod tax;
mod timers;
mod versions;
mod webhooks;

pub(crate) use routes::{may_read_topic, router};
pub(crate) use session::Guest;
pub(crate) use shop::{Buying, start};
pub(crate) use stock::level;
