//! From a full cart to an order and beyond: the checkout, one order, the orders of this browser.
//!
//! `draft`, `changes`, `submission` and `stage` hold the decisions as plain functions; `desk` and `cashier`
//! connect them to the shop; `components` and `pages` show them.
//!
//! **Invariant**: every amount shown comes from the shop; nothing here adds money up for the buyer.

pub mod cashier;
pub mod changes;
pub mod components;
pub mod desk;
pub mod draft;
pub mod pages;
pub mod promise;
pub mod sheet;
pub mod stage;
pub mod submission;

pub use components::{AddressForm, ContactForm, LotLines, TotalsView, address_lines};
pub use desk::use_countries;
pub use draft::{Draft, Entry};
pub use pages::{CheckoutPage, OrderPage, OrdersPage};
pub use sheet::Sheet;
