//! JSON for a program that is downloaded. Text becomes a tree once, by code that no type is compiled into,
//! and a type is read from the tree by calls of a few functions that all types share: a type costs a fraction
//! of what it costs with serde, whose derive compiles a visitor of each. What is written is written by
//! `serde_json`.

mod bad;
mod parser;
mod read;
mod value;

pub use bad::{Bad, Faults};
pub use fivefold_macros::FromJson;
pub use read::{Fields, FromJson, Named, StandIn, convert, from_slice, from_str, known, position};
pub use value::Json;

#[cfg(test)]
mod agreement_tests;
#[cfg(test)]
mod tests;
