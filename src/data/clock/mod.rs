//! One estimate of the server's time for every countdown. `estimate` is the arithmetic, `hook` asks.

mod estimate;
mod hook;

pub use hook::{Clock, use_now};
