//! Wholesale quotes over real HTTP: companies and what they pay, negotiating, messages, and orders on terms.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

#[allow(dead_code, reason = "the tests of buying use all of it")]
#[path = "../buying/buyer.rs"]
mod buyer;
#[allow(dead_code, reason = "the tests of group-buys use all of it")]
#[path = "../group_buys/club.rs"]
mod club;
#[allow(dead_code, reason = "the tests of auctions use all of it")]
#[path = "../auctions/house.rs"]
mod house;
#[allow(dead_code, reason = "the tests of buying use all of it")]
#[path = "../buying/shop.rs"]
mod shop;

mod companies;
mod company_carts;
mod demo;
mod expiry;
mod messages;
mod negotiation;
mod ordering;
mod prepaid;
mod races;
mod requests;
mod settling;
mod table;
mod taxes;
mod wholesale;
