//! Auctions over real HTTP: bidding, racing, ending, paying, and what is told to whom.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

#[allow(dead_code, reason = "the tests of buying use all of it")]
#[path = "../buying/buyer.rs"]
mod buyer;
#[allow(dead_code, reason = "the tests of buying use all of it")]
#[path = "../buying/shop.rs"]
mod shop;

mod bids;
mod demo;
mod endings;
mod house;
mod lists;
mod live;
mod load;
mod privacy;
mod winning;
