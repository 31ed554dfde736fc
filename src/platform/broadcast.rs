//! Telling the other tabs of this shop: `BroadcastChannel`, or storage events where it is missing.

use super::events::Listener;
use super::storage;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel to the other tabs. Dropping it stops the listening.
pub struct Channel {
    native: Option<BroadcastChannel>,
    name: &'static str,
    sent: Cell<u32>,
    _listener: Option<Listener>,
}

impl Channel {
    /// Opens the channel `name`; `on_text` is told what other tabs say, never what this one says.
    pub fn open(name: &'static str, on_text: impl Fn(&str) + 'static) -> Self {
        Self::open_boxed(name, Box::new(on_text))
    }

    fn open_boxed(name: &'static str, on_text: Box<dyn Fn(&str)>) -> Self {
        let full_name = ["fivefold.", name].concat();
        if let Ok(native) = BroadcastChannel::new(&full_name) {
            let listener = Listener::new(&native, "message", move |event| {
                if let Some(text) = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string())
                {
                    on_text(&text);
                }
            });
            return Self { native: Some(native), name, sent: Cell::new(0), _listener: Some(listener) };
        }
        let listener = storage::on_storage_change(move |changed, text| {
            if let (true, Some(text)) = (changed.strip_prefix("say.") == Some(name), text) {
                // A number stands in front, since a storage event needs a text that differs.
                on_text(text.split_once(' ').map_or("", |(_, text)| text));
            }
        });
        Self { native: None, name, sent: Cell::new(0), _listener: listener }
    }

    /// Whether other tabs hear at once, in every engine.
    #[must_use]
    pub fn is_native(&self) -> bool {
        self.native.is_some()
    }

    /// Tells the other tabs.
    pub fn post(&self, text: &str) {
        if let Some(native) = &self.native {
            let _ = native.post_message(&text.into());
            return;
        }
        self.sent.set(self.sent.get().wrapping_add(1));
        storage::set(&["say.", self.name].concat(), &[&self.sent.get().to_string(), " ", text].concat());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        if let Some(native) = &self.native {
            native.close();
        }
    }
}
