//! Wholesale: quick orders, requests for quotes, and what becomes of them.
//!
//! **Invariant**: nothing here computes what a company pays. The shop says so; what a page adds up by itself is called an
//! estimate.

pub mod ask;
pub mod buyer;
pub mod components;
pub mod draft;
pub mod draft_desk;
pub mod draft_merge;
pub mod draft_request;
pub mod draft_shelf;
pub mod numbers;
pub mod pages;
pub mod prices;
pub mod quick_desk;
pub mod row_words;
pub mod sheet;

pub use ask::{QuoteWish, request_quote};
pub use draft_shelf::{Shelf, start_draft_from, use_shelf};
pub use pages::{QuoteDraftPage, WholesalePage};
