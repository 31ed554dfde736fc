//! Wholesale quotes: companies and what they pay, requests and offers, messages, and the orders made of them.
//!
//! **Invariants**: what somebody may do for a company is decided in one place, `companies.rs`, and what a company buys
//! under a number in another, `wholesale.rs`; what is in its people's carts has the same rules and breaks (`carts.rs`).
//! Nobody but a company's people and the supplier learns what it pays.

mod answers;
mod attachments;
mod bargaining;
mod carts;
mod checkout;
mod companies;
mod content;
mod counters;
mod demo;
mod described;
mod edits;
mod ends;
mod facts;
mod faults;
mod lists;
mod mail;
mod messages;
mod moving;
mod near;
mod offer;
mod offering;
mod once;
mod ordering;
mod questions;
mod rates;
mod reading;
mod request;
mod routes;
mod scanning;
mod seed;
mod settling;
mod supplier;
mod talk;
mod tax;
mod timers;
mod viewers;
mod views;
mod wholesale;

pub use offer::{CompanyOffer, GoodsOffer, RuleOffer, Texts};

pub(crate) use carts::{CartPrices, company_of};
pub(crate) use companies::{COMPANY_LEFT, reads_only};
pub(crate) use demo::run as run_demo;
pub(crate) use lists::activity;
pub(crate) use routes::router;
pub(crate) use seed::seed;
pub(crate) use timers::{look_after_files, run};
pub(crate) use viewers::{buyer_of_order, may_see};
