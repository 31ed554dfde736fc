//! The reference backend: a real shop over HTTP on one SQLite file.
//!
//! A request comes in through `app`, is read by a router (`catalog`, `buying`, `auctions`, `group_buys`, `bookings`,
//! `quotes`, `account`, `live`, ...), decided with `fivefold_api::rules`, and kept by `store`. Every command is one
//! transaction.
//!
//! **Invariants**: SQL is in `store` only. Only `clock` tells the time. Only a commit publishes facts.
//! Whatever goes wrong under `/v1` is answered with a problem.

mod account;
mod app;
mod arrival;
mod auctions;
pub mod bookings;
mod buying;
mod catalog;
pub mod clock;
pub mod config;
pub mod group_buys;
mod ids;
pub mod live;
pub mod markets;
mod media;
pub mod openapi;
mod problem;
mod public;
pub mod quotes;
mod sandbox;
mod scope;
pub mod seed;
mod server;
pub mod state;
mod static_files;
pub mod store;
mod system;
pub mod test_controls;
mod words;

pub use config::Config;
pub use server::{Server, StartError};
pub use state::App;
