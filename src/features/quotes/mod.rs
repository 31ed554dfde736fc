//! Wholesale quotes: asking for one, what is offered, negotiating it, and ordering what was accepted.
//!
//! **Invariant**: nothing here decides about a quote. What may be done with it is what the shop allows; the clock only
//! takes away what an expired offer does not have any more (B2B-09).

pub mod ask;
pub mod blockers;
pub mod buyer;
pub mod components;
pub mod counter;
pub mod deal;
pub mod draft;
pub mod draft_desk;
pub mod draft_merge;
pub mod draft_request;
pub mod draft_shelf;
pub mod draft_store;
pub mod drawing;
pub mod export;
pub mod face;
pub mod figures;
pub mod numbers;
pub mod offer;
pub mod order_choice;
pub mod order_desk;
pub mod own_quote;
pub mod pages;
pub mod pasted;
pub mod prices;
pub mod quick_desk;
pub mod refusal;
pub mod row_words;
pub mod sheet;
pub mod standing;
pub mod supplier_desk;
pub mod supplier_words;
pub mod talk;
pub mod thread;
pub mod transfer;
pub mod typed;
pub mod uploads;
pub mod words;

pub use ask::{QuoteWish, request_quote};
pub use draft_shelf::{Shelf, start_draft_from, use_shelf};
pub use pages::{
    MyQuotesPage, QuoteDraftPage, QuoteOrderPage, QuotePage, QuotePrintPage, SupplierQuotePage,
    SupplierQuotesPage, WholesalePage,
};
