//! The address of the page and the browser's history of it.

use super::events::{Listener, document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, MouseEvent, UrlSearchParams};

/// An address of this origin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// From the first slash on, as the browser writes it.
    pub path: String,
    /// What follows the question mark, or nothing.
    pub search: String,
    /// The fragment with its `#`, or nothing.
    pub hash: String,
}

impl Address {
    /// The address that the page has now.
    #[must_use]
    pub fn current() -> Self {
        let Some(location) = window().map(|window| window.location()) else { return Self::default() };
        let search = location.search().unwrap_or_default();
        Self {
            path: location.pathname().unwrap_or_default(),
            search: search.trim_start_matches('?').to_owned(),
            hash: location.hash().unwrap_or_default(),
        }
    }

    /// A value of the query, decoded; the first of its name.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        UrlSearchParams::new_with_str(&self.search).ok()?.get(name)
    }
}

/// Gives the page another address without loading it: as a new step of the history, or in place of this one.
pub fn go(to: &str, replaces: bool) {
    let Some(history) = window().and_then(|window| window.history().ok()) else { return };
    // Refused are only addresses of other origins, and a hundred steps within half a minute.
    let _ = match replaces {
        true => history.replace_state_with_url(&JsValue::NULL, "", Some(to)),
        false => history.push_state_with_url(&JsValue::NULL, "", Some(to)),
    };
}

/// Scrolls to the element that the fragment names, or to the top.
pub fn scroll_to_fragment(hash: &str) {
    let name = js_sys::decode_uri_component(hash.trim_start_matches('#')).map(String::from);
    let named = name.ok().filter(|name| !name.is_empty());
    match named.and_then(|name| document()?.get_element_by_id(&name)) {
        Some(element) => element.scroll_into_view(),
        None => super::page::scroll_to(0.0),
    }
}

/// Calls `on_travel` when the visitor goes back or forward.
pub fn on_travel(on_travel: impl Fn() + 'static) -> Option<Listener> {
    let window = window()?;
    Some(Listener::new(&window, "popstate", move |_| on_travel()))
}

/// A link that was pressed.
pub struct Link {
    /// Where it leads, on this origin.
    pub to: String,
    /// Whether it takes the place of this step of the history: `data-replace`.
    pub replaces: bool,
    /// Whether the page stays where it is scrolled to: `data-noscroll`.
    pub keeps_place: bool,
}

/// Calls `follow` for every plain press on a link that stays on this origin, until it returns true: then the
/// browser does nothing. New tabs, downloads, `rel=external` and other origins are the browser's.
pub fn on_link(follow: impl Fn(Link) -> bool + 'static) -> Option<Listener> {
    let window = window()?;
    Some(Listener::new(&window, "click", move |event| {
        let followed = event.dyn_ref::<MouseEvent>().and_then(link_of).is_some_and(&follow);
        if followed {
            event.prevent_default();
        }
    }))
}

fn link_of(event: &MouseEvent) -> Option<Link> {
    let is_plain = event.button() == 0
        && !(event.default_prevented()
            || event.meta_key()
            || event.alt_key()
            || event.ctrl_key()
            || event.shift_key());
    let pressed: Element = event.composed_path().get(0).dyn_into().ok()?;
    let link: HtmlAnchorElement = pressed.closest("a[href]").ok()??.dyn_into().ok()?;
    let is_ours = is_plain
        && link.target().is_empty()
        && !link.has_attribute("download")
        && !link.rel().split_ascii_whitespace().any(|rel| rel == "external")
        && link.origin() == super::page::origin();
    is_ours.then(|| Link {
        to: [link.pathname(), link.search(), link.hash()].concat(),
        replaces: link.has_attribute("data-replace"),
        keeps_place: link.has_attribute("data-noscroll"),
    })
}
