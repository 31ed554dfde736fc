//! Long work in short turns, so that the browser draws and answers between them: no task over 50 ms (RAIL).

use super::events::window;
use super::reach::{ask, get};
use super::timers;
use js_sys::Promise;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageChannel};

/// After so many milliseconds somebody else's turn is due. What is begun then still has to come to its end.
const TURN_MS: f64 = 8.0;

/// The turn of some long work.
pub struct Turn {
    began: f64,
}

impl Turn {
    /// A turn begins.
    #[must_use]
    pub fn begin() -> Self {
        Self { began: timers::monotonic() }
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        timers::monotonic() - self.began >= TURN_MS
    }

    /// Lets the browser do what waits, if the turn is over, and begins another one.
    pub async fn rest(&mut self) {
        if self.is_over() {
            give_way().await;
            *self = Self::begin();
        }
    }
}

/// Lets the browser do what waits: through its scheduler, or with a message to itself, which no timer holds back.
pub async fn give_way() {
    if let Some(scheduler) = window().and_then(|window| get(&window, "scheduler"))
        && ask(&scheduler, "yield", &[]).await.is_ok()
    {
        return;
    }
    match MessageChannel::new() {
        Ok(channel) => hear_oneself(&channel).await,
        Err(_) => timers::sleep(Duration::ZERO).await,
    }
}

async fn hear_oneself(channel: &MessageChannel) {
    let (here, there) = (channel.port1(), channel.port2());
    let heard = Promise::new(&mut |resolve, _| {
        let hear = Closure::once_into_js(move |_: Event| {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
        here.set_onmessage(Some(hear.unchecked_ref()));
    });
    if there.post_message(&JsValue::NULL).is_ok() {
        // A promise that only resolves cannot fail.
        let _ = JsFuture::from(heard).await;
    }
    here.close();
}
