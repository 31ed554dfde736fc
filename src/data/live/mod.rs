//! The live feed: facts as they happen, through one stream for all tabs of a browser. Writes go over HTTP.
//!
//! `sse` reads bytes, `topic` decides which fact counts, `watch` whether the feed is alive, `wants` who wants
//! what; `hub` carries it out and `hook` is what a page uses.

mod hook;
mod hub;
pub mod sse;
pub mod topic;
mod wants;
pub mod watch;

pub use hook::use_topic;
