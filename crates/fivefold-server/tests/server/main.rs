//! The catalogue, the live feed, media, the served app, and what every answer promises: over HTTP.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;

mod catalog;
mod contract;
mod live;
mod media;
mod static_files;
mod system;
