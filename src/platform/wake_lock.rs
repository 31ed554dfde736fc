//! Keeping the screen on (W3C Screen Wake Lock), where the browser can and the battery allows it.

use super::events::window;
use super::reach::{ask, call, get};
use wasm_bindgen::JsValue;

/// The screen stays on while this is there. The browser lets go by itself when the page is hidden.
#[must_use = "dropping it lets the screen go dark"]
pub struct WakeLock(JsValue);

impl Drop for WakeLock {
    fn drop(&mut self) {
        let _ = call(&self.0, "release", &[]);
    }
}

/// Keeps the screen on; `None` where that is not to be had.
pub async fn take() -> Option<WakeLock> {
    let locks = get(&window()?.navigator(), "wakeLock")?;
    ask(&locks, "request", &["screen".into()]).await.ok().map(WakeLock)
}
