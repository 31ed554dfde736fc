//! Accounts: signing up, in and out, what somebody has saved.
//!
//! **Invariants**: no answer tells whether an address has an account; no token is kept, only its hash; a
//! cookie counts for the shop's own pages only; nothing secret is written to the logs.

mod addresses;
pub(crate) mod cookie;
mod demo;
mod doors;
mod limits;
mod mail;
mod me;
mod passwords;
mod routes;
mod sign_in;
mod sign_up;

pub(crate) use demo::{open_demo, seed};
pub(crate) use doors::{Accounts, SIGNED_OUT};
pub(crate) use routes::router;
