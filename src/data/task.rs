//! Work that outlives the function that starts it.

use std::future::Future;

/// Starts `work` beside everything else. It must use `try_*` on any signal of a page: the page may be gone.
#[expect(clippy::disallowed_methods, reason = "this is the one door to the executor")]
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    leptos::task::spawn_local(work);
}
