//! What the pages of quotes are made of.

pub mod accepting;
pub mod answering;
pub mod attached;
pub mod attaching;
pub mod counter_lines;
pub mod countering;
pub mod deltas;
pub mod ending;
pub mod lines;
pub mod quote_card;
pub mod quote_desk;
pub mod quote_head;
pub mod quote_skeletons;
pub mod quote_stand;
pub mod quote_talk;
pub mod quote_versions;
pub mod redline;
pub mod totals;

pub use quote_desk::QuoteDesk;
pub use quote_talk::QuoteTalk;
pub use redline::QuoteChanges;
