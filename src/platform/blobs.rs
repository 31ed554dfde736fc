//! Files as bytes: read from what somebody picks, and handed out to be kept.

use super::events::document;
use super::timers::Timer;
use js_sys::{Array, Uint8Array};
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// The type of a file that somebody else wrote: no browser opens it as a page of the shop.
pub const ANY_FILE: &str = "application/octet-stream";
/// How long a file that was handed out can still be read.
const KEPT: Duration = Duration::from_secs(60);

/// What is in a file. `None` if it cannot be read, or is gone.
pub async fn bytes_of(file: &File) -> Option<Vec<u8>> {
    let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// Hands bytes to the visitor as a file. Whether the browser took it.
pub fn hand_out(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let made = Blob::new_with_u8_array_sequence_and_options(&parts, &options);
    let url = made.and_then(|blob| Url::create_object_url_with_blob(&blob));
    let link = document().and_then(|document| document.create_element("a").ok());
    let link = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    let (Ok(url), Some(link)) = (url, link) else { return false };
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser reads it after the press is over; some ask the visitor first.
    let timer = Timer::after(KEPT, move || {
        let _ = Url::revoke_object_url(&url);
    });
    std::mem::forget(timer);
    true
}
