//! Where a view begins.

use leptos::reactive::owner::Owner;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::{View, view::append};

/// Draws a view at the end of an element, for as long as the page lives.
pub fn mount_to(parent: &Element, draw: impl FnOnce() -> View) {
    // Starts Leptos's executor with a view of nothing.
    leptos::mount::mount_to(parent.clone().unchecked_into(), || ()).forget();
    let owner = Owner::new_root(None);
    append(parent, owner.with(draw));
    std::mem::forget(owner);
}
