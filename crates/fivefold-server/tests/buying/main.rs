//! Buying over real HTTP: cart, checkout, orders, payments at the sandbox provider.

#[path = "../common/mod.rs"]
mod common;

mod buyer;
mod cart;
mod checkout;
mod commitments;
mod late;
mod nonsense;
mod orders;
mod payments;
mod provider;
mod shop;
mod strangers;
