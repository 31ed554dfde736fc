//! Sessions, carts, checkout, orders, payments.
//!
//! **Invariants**: a command is one transaction with its record; stock that can be had is what is on
//! the shelf minus the active holds; what the provider's redirect says is never believed.

mod activity;
pub(crate) mod appointments;
mod basket;
mod cart;
mod checkout;
mod commitments;
mod delivery;
pub(crate) mod facts;
mod jobs;
mod lots;
pub(crate) mod merge;
mod orders;
mod payments;
mod placing;
mod provider;
pub(crate) mod quoted;
mod refunds;
mod return_url;
mod routes;
pub(crate) mod seats;
pub(crate) mod session;
pub(crate) mod settle;
mod shop;
mod stock;
mod tax;
mod timers;
pub(crate) mod versions;
mod webhooks;

pub(crate) use checkout::tidy;
pub(crate) use commitments::{Command, in_one_transaction};
pub(crate) use orders::number_of;
pub(crate) use routes::{may_read_topic, router};
pub(crate) use session::{Guest, Member, session_of};
pub(crate) use shop::{Buying, start};
pub(crate) use stock::level;
pub(crate) use tax::{TaxClass, rate, taxes_delivery};
