//! The page as a place: whether it is seen and online, where it is scrolled to, what has the focus, which
//! keys are pressed.

use super::events::{Listener, document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, KeyboardEvent, VisibilityState};

/// Whether anybody can see the page.
#[must_use]
pub fn is_visible() -> bool {
    document().is_none_or(|document| document.visibility_state() != VisibilityState::Hidden)
}

/// Whether the device believes it is online. `false` is certain, `true` is a guess.
#[must_use]
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `on_change` when the device goes online or offline.
pub fn on_online(on_change: impl Fn(bool) + Clone + 'static) -> Vec<Listener> {
    let Some(window) = window() else { return Vec::new() };
    let other = on_change.clone();
    vec![
        Listener::new(&window, "online", move |_| on_change(true)),
        Listener::new(&window, "offline", move |_| other(false)),
    ]
}

/// Calls `on_wake` when somebody comes back: the page is seen again, focused, shown from the back-forward
/// cache, or online again.
pub fn on_wake(on_wake: impl Fn() + Clone + 'static) -> Vec<Listener> {
    let (Some(window), Some(document)) = (window(), document()) else { return Vec::new() };
    let mut listeners = Vec::with_capacity(4);
    for name in ["focus", "online", "pageshow"] {
        let on_wake = on_wake.clone();
        listeners.push(Listener::new(&window, name, move |_| on_wake()));
    }
    listeners.push(Listener::new(&document, "visibilitychange", move |_| {
        if is_visible() {
            on_wake();
        }
    }));
    listeners
}

/// Calls `on_leave` when the page is left: for another one, by closing it, or into the back-forward cache. What has to
/// be sent then is sent with `keepalive`.
pub fn on_leave(on_leave: impl Fn() + 'static) -> Option<Listener> {
    let window = window()?;
    Some(Listener::new(&window, "pagehide", move |_| on_leave()))
}

/// Calls `on_key` for every key pressed anywhere in the page.
pub fn on_key(on_key: impl Fn(&KeyboardEvent) + 'static) -> Option<Listener> {
    let document = document()?;
    Some(Listener::new(&document, "keydown", move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            on_key(event);
        }
    }))
}

/// Moves the focus to an element that may not be focusable by itself, such as a heading.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        if !element.has_attribute("tabindex") && element.tab_index() < 0 {
            let _ = element.set_attribute("tabindex", "-1");
        }
        let _ = element.focus();
    }
}

/// Moves the focus to the first match below `root`: the heading after a navigation, the first wrong field.
/// Whether there was one.
pub fn focus_first(root: &Element, selector: &str) -> bool {
    let found = root.query_selector(selector).ok().flatten();
    if let Some(element) = &found {
        focus(element);
    }
    found.is_some()
}

/// Where what had the focus is gone, the element with this id gets it: nobody is left at the page's beginning.
pub fn recover_focus(id: &str) {
    if let (true, Some(element)) = (is_focus_lost(), element(id)) {
        focus(&element);
    }
}

/// The element that has the focus.
#[must_use]
pub fn focused() -> Option<Element> {
    document()?.active_element()
}

/// Whether nothing has the focus: what had it is gone, or nobody has gone anywhere yet.
#[must_use]
pub fn is_focus_lost() -> bool {
    focused().is_none_or(|element| element.tag_name() == "BODY")
}

/// The element with this id: of `index.html`, or a heading that the focus goes to.
#[must_use]
pub fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// How far the page is scrolled, in pixels.
#[must_use]
pub fn scroll_top() -> f64 {
    window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// Scrolls the page.
pub fn scroll_to(top: f64) {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, top);
    }
}

/// Takes the restoring of scroll positions over from the browser, which does it before our data is there.
pub fn take_over_scrolling() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = js_sys::Reflect::set(&history, &"scrollRestoration".into(), &"manual".into());
    }
}

/// Keeps the page behind an overlay from scrolling.
pub fn lock_scrolling(locked: bool) {
    super::head::set_root_attribute("data-scroll-locked", if locked { "true" } else { "" });
}

/// Path and query of the page, as the browser writes them.
#[must_use]
pub fn location() -> String {
    let Some(location) = window().map(|window| window.location()) else { return String::new() };
    [location.pathname().unwrap_or_default(), location.search().unwrap_or_default()].concat()
}

/// The page's own origin, such as `https://shop.example`.
#[must_use]
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// Leaves the app for another address, such as the payment page. The caller has checked it.
pub fn leave_to(url: &str) {
    if let Some(window) = window() {
        let _ = window.location().set_href(url);
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Opens the browser's dialog for printing the page.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Shows the crash notice of `index.html`.
pub fn crash(reason: &str) {
    let Some(window) = window() else { return };
    let crash = js_sys::Reflect::get(&window, &"__fivefold_crash".into());
    if let Ok(crash) = crash.and_then(JsCast::dyn_into::<js_sys::Function>) {
        let _ = crash.call1(&JsValue::UNDEFINED, &reason.into());
    }
}
