//! Wholesale quotes: asking for one, what is offered, negotiating it, and ordering what was accepted.
//!
//! **Invariant**: nothing here decides about a quote. What may be done with it is what the shop allows; the clock only
//! takes away what an expired offer does not have any more (B2B-09).

pub mod components;
pub mod counter;
pub mod deal;
pub mod face;
pub mod figures;
pub mod own_quote;
pub mod pages;
pub mod refusal;
pub mod standing;
pub mod talk;
pub mod thread;
pub mod transfer;
pub mod typed;
pub mod uploads;
pub mod words;

pub use pages::{MyQuotesPage, QuotePage};
