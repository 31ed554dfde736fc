//! One estimate of the server's time for every countdown. `estimate` is the arithmetic, `hook` asks.

pub mod estimate;
mod hook;

pub use hook::{Clock, use_now};
