//! Buying: cart, checkout, orders, payments.
//!
//! Commands that commit somebody (place, pay, cancel, void) are not here: they are sent as raw,
//! persisted requests with a key, through the storefront's commitments.

use super::Asked;
use crate::endpoints::{GetOrder, GetPayment, PutCartLine, PutCheckout};
use crate::model::{Cart, Checkout, Order, PaymentAttempt};

/// The session's cart.
pub trait Carts: Send + Sync {
    /// The cart.
    fn cart(&self) -> Asked<Cart>;
    /// Sets how many of a variant there shall be.
    fn set_line(&self, command: PutCartLine) -> Asked<Cart>;
}

/// The session's checkout.
pub trait Checkouts: Send + Sync {
    /// The checkout.
    fn checkout(&self) -> Asked<Checkout>;
    /// Sets contact, address or delivery.
    fn update(&self, command: PutCheckout) -> Asked<Checkout>;
}

/// The session's orders.
pub trait Orders: Send + Sync {
    /// One order.
    fn order(&self, query: GetOrder) -> Asked<Order>;
    /// All orders of the session, newest first.
    fn orders(&self) -> Asked<Vec<Order>>;
}

/// Attempts to pay.
pub trait Payments: Send + Sync {
    /// One attempt.
    fn payment(&self, query: GetPayment) -> Asked<PaymentAttempt>;
}
