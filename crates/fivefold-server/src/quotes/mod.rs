//! Wholesale quotes: companies and what they pay, requests and offers, messages, and the orders made of them.
//!
//! **Invariants**: what somebody may do for a company is decided in one place, `companies.rs`, and what a company buys
//! under a number in another, `wholesale.rs`. Nobody but a company's people and the supplier learns what it pays.

mod carts;
mod companies;
mod near;
mod offer;
mod routes;
mod seed;
mod supplier;
mod tax;
mod wholesale;

pub use offer::{CompanyOffer, GoodsOffer, RuleOffer, Texts};

pub(crate) use carts::CartPrices;
pub(crate) use routes::router;
pub(crate) use seed::seed;
