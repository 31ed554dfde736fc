//! What travels: plain data and lifecycles. Our HTTP contract is this model in JSON.
//!
//! Unknown fields are ignored and unknown enum values decode to `Unknown`, so that a newer backend
//! never breaks an older storefront.

mod account;
mod auction;
mod bidding;
mod booking;
mod capabilities;
mod cart;
mod catalog;
mod checkout;
mod commitment;
mod group_buy;
mod hold;
mod live;
mod media;
mod order;
mod payment;
mod problem;
mod seat;
mod service;
mod session;
mod voucher;

pub use account::*;
pub use auction::*;
pub use bidding::*;
pub use booking::*;
pub use capabilities::*;
pub use cart::*;
pub use catalog::*;
pub use checkout::*;
pub use commitment::*;
pub use group_buy::*;
pub use hold::*;
pub use live::*;
pub use media::*;
pub use order::*;
pub use payment::*;
pub use problem::*;
pub use seat::*;
pub use service::*;
pub use session::*;
pub use voucher::*;

#[cfg(test)]
mod tests;
