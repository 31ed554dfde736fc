//! Whether something is in sight (W3C Intersection Observer).

use super::events::window;
use super::reach::{call, get};
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::Element;

/// Somebody is told about an element while this is there.
#[must_use = "dropping it stops the telling"]
pub struct Sight {
    observer: JsValue,
    _told: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Sight {
    fn drop(&mut self) {
        let _ = call(&self.observer, "disconnect", &[]);
    }
}

/// Tells whether an element is in sight, soon and whenever that changes. `None` where the browser cannot tell.
pub fn on_sight(element: &Element, on_change: impl Fn(bool) + 'static) -> Option<Sight> {
    let told: Closure<dyn FnMut(JsValue)> = Closure::new(move |entries: JsValue| {
        // Several changes may come at once; the last one counts.
        let last = Array::from(&entries).pop();
        on_change(get(&last, "isIntersecting").is_some_and(|is_seen| is_seen.is_truthy()));
    });
    let class: Function = get(&window()?.into(), "IntersectionObserver")?.dyn_into().ok()?;
    let observer = Reflect::construct(&class, &Array::of1(told.as_ref())).ok()?;
    call(&observer, "observe", &[element.clone().into()]).ok()?;
    Some(Sight { observer, _told: told })
}
