//! One folder for each way of trading, and those that all of them share.

pub mod account;
pub mod auctions;
pub mod bookings;
pub mod checkout;
pub mod group_buys;
pub mod payments;
#[cfg(feature = "quotes")]
pub mod quotes;
#[cfg(not(feature = "quotes"))]
#[path = "no_quotes.rs"]
pub mod quotes;
pub mod shopping;
