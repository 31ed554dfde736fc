//! The WebAssembly entry point. It mounts nothing by itself: `boot.js` calls [`start_app`] when the page
//! is ready, and a widget host will call its own entry.

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// Takes over the app shell and starts the storefront. Called once, by `src/boot.js`.
#[wasm_bindgen]
pub fn start_app() {
    fivefold::app::start();
}
