//! Host tests of the storefront: what holds for its source rather than for its screens.

#![cfg(not(target_arch = "wasm32"))]

mod boundaries;
/// The design page shows what the tests hold.
#[path = "../../src/design/colour.rs"]
#[expect(unreachable_pub, reason = "the app, which owns the file, exports it")]
mod colour;
mod installing;
mod sheet;
mod style;
