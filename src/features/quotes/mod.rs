//! Wholesale: quick orders, requests for quotes, and what becomes of them.
//!
//! **Invariant**: nothing here computes what a company pays. The shop says so; what a page adds up by itself is called an
//! estimate.

pub mod components;
pub mod draft;
pub mod draft_merge;
pub mod draft_shelf;
pub mod numbers;
pub mod pages;

pub use draft_shelf::{Shelf, start_draft_from, use_shelf};
