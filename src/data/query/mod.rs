//! Questions to the backend: asked once, cached, asked again when stale, aborted when nobody looks.
//!
//! `cache` holds the rules, `store` carries them out, `hook` is what a page uses.

mod cache;
mod hook;
mod store;

pub use cache::STALE_AFTER;
pub use hook::{Query, use_query, use_query_when};
pub(in crate::data) use hook::{Question, cast};
pub(in crate::data) use store::Erased;
pub use store::Queries;
