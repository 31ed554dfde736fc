//! Pages that open without a network: the service worker of `public/sw.js`, where the page is a secure context.

use super::events::window;
use super::reach::{ask, call, get, object};
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessageEvent};

/// Has the service worker keep what a first visit to a page of `chunk` loads, with the words of a language. Whether
/// the page opens without a network from now on.
pub async fn keep_page(base: &str, chunk: &str, locale: &str) -> bool {
    keep(base, chunk, locale).await.and_then(|kept| kept.as_bool()).unwrap_or(false)
}

async fn keep(base: &str, chunk: &str, locale: &str) -> Option<JsValue> {
    let workers = get(&window()?.navigator(), "serviceWorker")?;
    ask(&workers, "register", &[[base, "sw.js"].concat().into()]).await.ok()?;
    let ready: Promise = get(&workers, "ready")?.dyn_into().ok()?;
    let worker = get(&JsFuture::from(ready).await.ok()?, "active")?;
    let wish = object(&[("chunk", chunk.into()), ("locale", locale.into())]);
    let channel = MessageChannel::new().ok()?;
    let (here, there) = (channel.port1(), channel.port2());
    let answer = Promise::new(&mut |resolve, _| {
        let hear = Closure::once_into_js(move |event: MessageEvent| {
            let _ = resolve.call1(&JsValue::UNDEFINED, &event.data());
        });
        here.set_onmessage(Some(hear.unchecked_ref()));
    });
    call(&worker, "postMessage", &[wish, Array::of1(&there).into()]).ok()?;
    JsFuture::from(answer).await.ok()
}
