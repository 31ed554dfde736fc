//! Browser tests.
#![cfg(target_arch = "wasm32")]

mod intl;
