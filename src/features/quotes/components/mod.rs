//! What the pages of quotes are made of.

pub mod accepting;
pub mod answering;
pub mod ask_form;
pub mod attached;
pub mod attaching;
pub mod counter_lines;
pub mod countering;
pub mod deltas;
pub mod desk_actions;
pub mod ending;
pub mod lines;
pub mod offer_form;
pub mod offer_line;
pub mod order_blocked;
pub mod order_form;
pub mod order_summary;
pub mod quote_card;
pub mod quote_desk;
pub mod quote_head;
pub mod quote_skeletons;
pub mod quote_stand;
pub mod quote_talk;
pub mod quote_versions;
pub mod redline;
pub mod sheet;
pub mod sums;
pub mod totals;

pub use quote_desk::QuoteDesk;
pub use quote_talk::QuoteTalk;
pub use redline::QuoteChanges;
