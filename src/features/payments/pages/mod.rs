//! The pages of paying.

pub mod back;

pub use back::PaymentReturnPage;
