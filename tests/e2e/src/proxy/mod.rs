//! A reverse proxy that misbehaves on purpose: between browsers and the server, in this process.
//!
//! `faults` says what goes wrong and how often, `stream` carries it out on the live feed event by event, `relay`
//! on requests. Files of the app always pass. What is drawn comes from a seed; when it strikes depends on the
//! order in which requests arrive.

mod faults;
mod relay;
mod stream;

pub use faults::{Fault, Faults};
pub use relay::{BidAnswer, Proxy};
