//! Listening to the browser's events, for as long as somebody wants to.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget};

/// A listener. Dropping it stops the listening.
#[must_use = "dropping a listener stops it"]
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `on_event` for every event `name` of `target`.
    pub fn new(target: &EventTarget, name: &'static str, on_event: impl FnMut(Event) + 'static) -> Self {
        Self::boxed(target, name, Box::new(on_event))
    }

    fn boxed(target: &EventTarget, name: &'static str, on_event: Box<dyn FnMut(Event)>) -> Self {
        let closure = Closure::wrap(on_event);
        // A target that refuses a listener never sends the event: there is nothing to report.
        let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        Self { target: target.clone(), name, closure }
    }

    /// Listens until the page goes away.
    pub fn forever(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ =
            self.target.remove_event_listener_with_callback(self.name, self.closure.as_ref().unchecked_ref());
    }
}

/// The browser's window. The only place that names it.
#[expect(clippy::disallowed_methods, reason = "this is the one door to the window")]
pub(super) fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The page's document.
pub(super) fn document() -> Option<web_sys::Document> {
    window()?.document()
}
