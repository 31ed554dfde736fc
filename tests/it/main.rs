//! Host tests of the storefront: what holds for its source rather than for its screens.

#![cfg(not(target_arch = "wasm32"))]

mod boundaries;
mod style;
