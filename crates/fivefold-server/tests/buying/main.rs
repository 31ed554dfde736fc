//! Buying over real HTTP: cart, checkout, orders, payments at the sandbox provider; and accounts, which
//! own all that.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

mod account;
mod account_carts;
mod buyer;
mod cart;
mod checkout;
mod commitments;
mod late;
mod machine;
mod nonsense;
mod orders;
mod payments;
mod provider;
mod shop;
mod strangers;
