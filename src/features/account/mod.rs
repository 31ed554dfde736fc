//! Accounts: getting in and out, what somebody has saved, and everything they are committed to.
//!
//! `entry` and `asking` are what the forms are made of, `entering` takes up a session that was opened;
//! `components` and `pages` show them.
//!
//! **Invariant**: nothing here says whether an address has an account.

pub mod asking;
pub mod components;
pub mod entering;
pub mod entry;
pub mod pages;

pub use pages::{AccountPages, SavedPages};
