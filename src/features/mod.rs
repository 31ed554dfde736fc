//! One folder for each way of trading, and those that all of them share.

pub mod account;
pub mod auctions;
pub mod bookings;
pub mod checkout;
pub mod group_buys;
pub mod payments;
pub mod quotes;
pub mod shopping;
