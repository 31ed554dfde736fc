//! Text that somebody brings along: from the clipboard, from a file that is chosen or dropped.

use super::reach::{ask, call, get};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Event, File, FileList};

/// The text of a `paste` event.
#[must_use]
pub fn pasted(event: &Event) -> Option<String> {
    text_in(&get(event, "clipboardData")?)
}

/// The text of a `drop` event.
#[must_use]
pub fn dropped_text(event: &Event) -> Option<String> {
    text_in(&get(event, "dataTransfer")?)
}

fn text_in(transfer: &JsValue) -> Option<String> {
    call(transfer, "getData", &["text/plain".into()]).ok()?.as_string()
}

/// The files of a `drop` event.
#[must_use]
pub fn dropped(event: &Event) -> Vec<File> {
    let files = get(event, "dataTransfer").and_then(|data| get(&data, "files"));
    let list = files.and_then(|files| files.dyn_into::<FileList>().ok());
    list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect()).unwrap_or_default()
}

/// The text in a file, read as UTF-8. `None` if it cannot be read any more.
pub async fn text_of(file: &File) -> Option<String> {
    let blob: &Blob = file;
    let blob: &JsValue = blob;
    ask(blob, "text", &[]).await.ok()?.as_string()
}

/// How large a file is, in bytes.
#[must_use]
pub fn size_of(file: &File) -> f64 {
    file.size()
}
