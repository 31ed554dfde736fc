//! Commands that commit somebody: place an order, pay, join, bid, hold. Each is sent with a key that is
//! stored before the first send and used on every retry, in every tab and after a reload, until it is known
//! what became of it.
//!
//! `machine` holds the rules, `store` what is kept, `hook` is what a page uses.

mod hook;
pub mod machine;
mod store;

pub use hook::{Commitment, Progress, unfinished_commitments, use_commitment};
