//! Putting text on the clipboard.

use super::events::window;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Copies `text`; whether that worked. It needs a secure context and somebody who has just pressed something,
/// so whoever calls this has another way ready.
pub async fn copy(text: &str) -> bool {
    let Some(copying) = begin(text) else { return false };
    JsFuture::from(copying).await.is_ok()
}

fn begin(text: &str) -> Option<Promise> {
    let navigator = window()?.navigator();
    // `navigator.clipboard` is absent on plain http, where web-sys would hand out `undefined` as an object.
    let clipboard =
        Reflect::get(&navigator, &"clipboard".into()).ok().filter(|found| !found.is_undefined())?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}
