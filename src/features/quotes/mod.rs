//! Wholesale: quick orders, requests for quotes, quotes from request to order, and the supplier's side of them.
//!
//! **Invariant**: what a quote comes to is said by the backend; pages show it and add nothing up. Whatever commits
//! somebody goes through a commitment that names the state of the quote that was seen.

pub mod blockers;
pub mod components;
pub mod export;
pub mod offer;
pub mod order_choice;
pub mod order_desk;
pub mod pages;
pub mod supplier_desk;
pub mod supplier_words;

pub use pages::{QuoteOrderPage, QuotePrintPage, SupplierQuotePage, SupplierQuotesPage};
