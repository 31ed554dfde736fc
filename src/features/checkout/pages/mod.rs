//! The pages of buying.

pub mod checkout;
pub mod order;
pub mod orders;

pub use checkout::CheckoutPage;
pub use order::OrderPage;
pub use orders::OrdersPage;
