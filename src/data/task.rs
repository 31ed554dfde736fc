//! Work that outlives the function that starts it.

use std::future::Future;

/// Starts `work` beside everything else, also before anything is mounted. It must use `try_*` on any signal of a page: the page may be gone.
#[expect(clippy::disallowed_methods, reason = "this is the one door to the executor")]
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}
