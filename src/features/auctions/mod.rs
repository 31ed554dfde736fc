//! Live auctions: lists of lots, one lot with its bids, one's own lots, paying for what was won, offering a lot.
//!
//! `room`, `amount`, `bid`, `address` and `offer` hold the decisions as plain functions; `hall`, `live` and `desk`
//! connect them to the shop; `components` and `pages` show them.
//!
//! **Invariant**: nothing here decides who leads, what a lot costs or when it is over. The shop says so, and older
//! news never replaces newer.

pub mod address;
pub mod amount;
pub mod bid;
pub mod components;
pub mod desk;
pub mod hall;
pub mod live;
pub mod offer;
pub mod pages;
pub mod room;
pub mod time;

pub use pages::{AuctionPage, AuctionsPage, LotOrderPage, MyAuctionsPage, SellPage};
