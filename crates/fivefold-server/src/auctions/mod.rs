//! Auctions: lists and lots, bids, what is told to whom, beginnings and ends, selling.
//!
//! **Invariants**: bids on a lot are decided one after the other on the one writer; what everybody sees of a lot
//! is told as one whole, [`fivefold_api::model::AuctionState`]; a maximum leaves the server only to whoever named
//! it, the amount of a reserve never does, and bidders go by their number on the lot.

mod bid;
mod categories;
mod closing;
mod demo;
mod facts;
mod lists;
mod mail;
mod mine;
mod routes;
mod seed;
mod sell;
mod settlement;
mod terms;
mod timers;
mod views;

pub(crate) use demo::run as run_demo;
pub(crate) use facts::ALL;
pub(crate) use mine::activity;
pub(crate) use routes::router;
pub(crate) use seed::seed;
pub(crate) use settlement::{paid, to_be_paid_again, unpaid};
pub(crate) use timers::run;
pub(crate) use views::{cost, lot_line};
