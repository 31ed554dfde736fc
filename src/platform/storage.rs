//! What outlives a page: small texts by name in `localStorage`. Where that is refused (private mode, a
//! full disk, a blocked third-party frame) they live as long as the page.
//!
//! Every name gets the prefix `fivefold.`, so that nobody else's entries are touched.

use super::events::{Listener, window};
use fivefold_api::json::{self, FromJson};
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};

const PREFIX: &str = "fivefold.";

thread_local! {
    /// What the browser refused to keep.
    static MEMORY: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// The text kept under `name`.
#[must_use]
pub fn get(name: &str) -> Option<String> {
    let remembered = MEMORY
        .with_borrow(|memory| memory.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone()));
    remembered.or_else(|| store()?.get_item(&prefixed(name)).ok()?)
}

/// Keeps `text` under `name`.
pub fn set(name: &str, text: &str) {
    let kept = store().is_some_and(|store| store.set_item(&prefixed(name), text).is_ok());
    MEMORY.with_borrow_mut(|memory| {
        memory.retain(|(known, _)| known != name);
        if !kept {
            memory.push((name.to_owned(), text.to_owned()));
        }
    });
}

/// Forgets what is kept under `name`.
pub fn remove(name: &str) {
    MEMORY.with_borrow_mut(|memory| memory.retain(|(known, _)| known != name));
    if let Some(store) = store() {
        let _ = store.remove_item(&prefixed(name));
    }
}

/// The names that begin with `start`, in no order.
#[must_use]
pub fn names(start: &str) -> Vec<String> {
    let mut names = MEMORY.with_borrow(|memory| {
        memory.iter().map(|(name, _)| name.clone()).filter(|name| name.starts_with(start)).collect::<Vec<_>>()
    });
    if let Some(store) = store() {
        for index in 0..store.length().unwrap_or(0) {
            let Ok(Some(name)) = store.key(index) else { continue };
            if let Some(name) = name.strip_prefix(PREFIX)
                && name.starts_with(start)
            {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// Forgets everything whose name begins with `start`: on sign-out, for example.
pub fn remove_all(start: &str) {
    for name in names(start) {
        remove(&name);
    }
}

/// The value kept under `name`; `None` if there is none or another build wrote something else.
#[must_use]
pub fn read<T: FromJson>(name: &str) -> Option<T> {
    json::from_str(&get(name)?).ok()
}

/// Keeps a value under `name` as JSON.
pub fn write<T: Serialize>(name: &str, value: &T) {
    if let Ok(text) = serde_json::to_string(value) {
        set(name, &text);
    }
}

/// Calls `on_change` with name and new text when another tab changes something. Some engines never
/// send these events; use [`super::broadcast`] for news that must arrive.
pub fn on_storage_change(on_change: impl Fn(&str, Option<&str>) + 'static) -> Option<Listener> {
    let window = window()?;
    Some(Listener::new(&window, "storage", move |event| {
        let Ok(event) = event.dyn_into::<StorageEvent>() else { return };
        let Some(key) = event.key() else { return };
        if let Some(name) = key.strip_prefix(PREFIX) {
            on_change(name, event.new_value().as_deref());
        }
    }))
}

fn store() -> Option<Storage> {
    window()?.local_storage().ok()?
}

fn prefixed(name: &str) -> String {
    [PREFIX, name].concat()
}
