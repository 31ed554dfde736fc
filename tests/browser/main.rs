//! Browser tests.
#![cfg(target_arch = "wasm32")]

mod element;
mod intl;
mod list;
mod signals;
mod stage;
mod view;
