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
mod company;
mod group_buy;
mod hold;
mod live;
mod media;
mod order;
mod payment;
mod problem;
mod quote;
mod quote_command;
mod quote_message;
mod quote_order;
mod quote_version;
mod seat;
mod service;
mod session;
mod voucher;
mod wholesale;

pub use account::*;
pub use auction::*;
pub use bidding::*;
pub use booking::*;
pub use capabilities::*;
pub use cart::*;
pub use catalog::*;
pub use checkout::*;
pub use commitment::*;
pub use company::*;
pub use group_buy::*;
pub use hold::*;
pub use live::*;
pub use media::*;
pub use order::*;
pub use payment::*;
pub use problem::*;
pub use quote::*;
pub use quote_command::*;
pub use quote_message::*;
pub use quote_order::*;
pub use quote_version::*;
pub use seat::*;
pub use service::*;
pub use session::*;
pub use voucher::*;
pub use wholesale::*;

#[cfg(test)]
mod tests;
