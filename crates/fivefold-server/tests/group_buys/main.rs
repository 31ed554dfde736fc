//! Group-buys over real HTTP: joining, racing, ending, money, inviting, and what is told to whom.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

#[allow(dead_code, reason = "the tests of buying use all of it")]
#[path = "../buying/buyer.rs"]
mod buyer;
#[allow(dead_code, reason = "the tests of auctions use all of it")]
#[path = "../auctions/house.rs"]
mod house;
#[allow(dead_code, reason = "the tests of buying use all of it")]
#[path = "../buying/shop.rs"]
mod shop;

mod charging;
mod club;
mod demo;
mod endings;
mod holds;
mod inviting;
mod joining;
mod ladder;
mod lists;
mod race;
