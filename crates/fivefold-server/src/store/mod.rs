//! The database. All SQL lives here; nothing else knows a table.

pub(crate) mod accounts;
pub(crate) mod activity;
pub(crate) mod addresses;
pub(crate) mod auction_lists;
pub(crate) mod auctions;
pub(crate) mod bidding;
pub(crate) mod bookings;
mod bulk;
pub(crate) mod carts;
pub(crate) mod catalog;
pub(crate) mod checkouts;
pub(crate) mod commitments;
pub(crate) mod companies;
pub mod db;
pub(crate) mod events;
pub(crate) mod group_buys;
pub(crate) mod group_lists;
pub(crate) mod holds;
pub(crate) mod invitations;
pub(crate) mod mails;
pub(crate) mod orders;
pub(crate) mod payments;
pub(crate) mod quote_lists;
pub(crate) mod quote_versions;
pub(crate) mod quotes;
pub(crate) mod sandbox;
pub(crate) mod search;
pub(crate) mod seats;
pub(crate) mod seed;
pub(crate) mod services;
pub(crate) mod sessions;
pub(crate) mod vouchers;
pub(crate) mod wholesale;
pub(crate) mod words;

pub use db::{Db, WriteTx};
