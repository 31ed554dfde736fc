//! The live feed: facts as they happen, through one stream for all tabs of a browser. Writes go over HTTP.
//!
//! `sse` reads bytes, `topic` decides which fact counts, `watch` whether the feed is alive, `wants` who wants
//! what; `hub` carries it out and `hook` is what a page uses.

mod hook;
mod hub;
mod sse;
mod topic;
mod wants;
mod watch;

pub use hook::use_topic;
