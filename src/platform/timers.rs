//! Waiting, repeating, and the clock that never jumps.

use super::events::window;
use js_sys::{Function, Promise};
use std::time::Duration;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// Waits at least `duration`. A hidden page may wait up to a minute longer.
pub async fn sleep(duration: Duration) {
    let wait = Promise::new(&mut |resolve, _| {
        if let Some(window) = window() {
            let _ =
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, to_millis(duration));
        }
    });
    // A promise that only resolves cannot fail.
    let _ = JsFuture::from(wait).await;
}

/// A repeating or single timer. Dropping it stops it.
#[must_use = "dropping a timer stops it"]
pub struct Timer {
    id: i32,
    repeats: bool,
    _closure: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `on_tick` every `period`.
    pub fn every(period: Duration, on_tick: impl FnMut() + 'static) -> Self {
        Self::start(period, true, Box::new(on_tick))
    }

    /// Calls `on_end` once, after `delay`.
    pub fn after(delay: Duration, on_end: impl FnMut() + 'static) -> Self {
        Self::start(delay, false, Box::new(on_end))
    }

    fn start(delay: Duration, repeats: bool, call: Box<dyn FnMut()>) -> Self {
        let closure = Closure::wrap(call);
        let function: &Function = closure.as_ref().unchecked_ref();
        let millis = to_millis(delay);
        let id = window().and_then(|window| {
            if repeats {
                window.set_interval_with_callback_and_timeout_and_arguments_0(function, millis).ok()
            } else {
                window.set_timeout_with_callback_and_timeout_and_arguments_0(function, millis).ok()
            }
        });
        Self { id: id.unwrap_or_default(), repeats, _closure: closure }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = window() {
            if self.repeats {
                window.clear_interval_with_handle(self.id);
            } else {
                window.clear_timeout_with_handle(self.id);
            }
        }
    }
}

/// Milliseconds since the page was opened, by a clock that nobody can set.
#[must_use]
pub fn monotonic() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Milliseconds since 1970 by the device's clock, which may be wrong. Only where that does no harm.
#[must_use]
pub fn device_clock() -> f64 {
    js_sys::Date::now()
}

fn to_millis(duration: Duration) -> i32 {
    i32::try_from(duration.as_millis()).unwrap_or(i32::MAX)
}
