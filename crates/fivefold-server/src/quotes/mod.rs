//! Wholesale quotes: companies and what they pay, requests and offers, messages, and the orders made of them.
//!
//! **Invariants**: what somebody may do for a company is decided in one place, `companies.rs`, and what a company buys
//! under a number in another, `wholesale.rs`. Nobody but a company's people and the supplier learns what it pays.

mod answers;
mod companies;
mod counters;
mod edits;
mod ends;
mod facts;
mod faults;
mod lists;
mod mail;
mod moving;
mod near;
mod offer;
mod offering;
mod questions;
mod rates;
mod reading;
mod request;
mod routes;
mod seed;
mod supplier;
mod timers;
mod viewers;
mod views;
mod wholesale;

pub use offer::{CompanyOffer, GoodsOffer, RuleOffer, Texts};

pub(crate) use lists::activity;
pub(crate) use routes::router;
pub(crate) use seed::seed;
pub(crate) use timers::run;
pub(crate) use viewers::may_see;
