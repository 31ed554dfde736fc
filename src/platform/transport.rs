//! The browser's `fetch` as the API's transport.

use super::events::window;
use super::timers;
use fivefold_api::transport::{Body, BoxFuture, Method, Request, Response, Transport, TransportError};
use futures::future::{Either, select};
use gloo_net::http::Headers;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use send_wrapper::SendWrapper;
use std::{pin::pin, time::Duration};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit};

/// Sends requests by `fetch`. Dropping a send aborts it, and so does its time-out.
///
/// The first `GET` of a URL that `boot.js` has already asked for takes that answer
/// (`globalThis.__fivefold_early`, a `Map` of URL → `Promise<Response>`).
#[derive(Debug, Clone, Copy, Default)]
pub struct BrowserTransport;

impl Transport for BrowserTransport {
    fn send(&self, request: Request) -> BoxFuture<Result<Response, TransportError>> {
        Box::pin(SendWrapper::new(send(request)))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        Box::pin(SendWrapper::new(timers::sleep(duration)))
    }

    fn random(&self) -> u64 {
        let mut bytes = [0; 8];
        let filled = window()
            .and_then(|window| window.crypto().ok())
            .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
        if filled {
            return u64::from_ne_bytes(bytes);
        }
        // Every browser that runs WebAssembly has `getRandomValues`. Should one refuse it, two keys still differ.
        (js_sys::Math::random().to_bits() << 12) ^ timers::device_clock().to_bits()
    }
}

/// Aborts a request that nobody waits for any more.
pub(super) struct Aborts(Option<AbortController>);

impl Aborts {
    pub(super) fn new() -> Self {
        Self(AbortController::new().ok())
    }
}

impl Drop for Aborts {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            // Without a reason of our own: gloo-net panics on a rejection that is no `Error`.
            controller.abort();
        }
    }
}

async fn send(request: Request) -> Result<Response, TransportError> {
    let timeout = request.timeout;
    let answer = pin!(exchange(request));
    let limit = pin!(timers::sleep(timeout));
    match select(answer, limit).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(TransportError::TimedOut),
    }
}

async fn exchange(request: Request) -> Result<Response, TransportError> {
    let aborts = Aborts::new();
    let answer = match early(&request) {
        Some(answer) => JsFuture::from(answer).await.ok().and_then(|answer| answer.dyn_into().ok()),
        None => None,
    };
    let answer: gloo_net::http::Response = match answer {
        Some(answer) => web_sys::Response::into(answer),
        None => fetch(&request, &aborts).await?,
    };
    let headers = answer.headers();
    let retry_after = headers.get("retry-after").and_then(|value| parse_retry_after(&value));
    let (status, etag) = (answer.status(), headers.get("etag"));
    let body = answer.binary().await.map_err(|_| TransportError::Unreachable)?;
    Ok(Response { status, etag, retry_after, body })
}

/// Starts a request and waits for the head of its answer.
pub(super) async fn fetch(
    request: &Request,
    aborts: &Aborts,
) -> Result<gloo_net::http::Response, TransportError> {
    let signal = aborts.0.as_ref().map(AbortController::signal);
    let headers = Headers::new();
    for (name, value) in &request.headers {
        headers.set(name, value);
    }
    let body: Option<JsValue> = match &request.body {
        Body::Empty => None,
        Body::Json(text) => {
            headers.set("content-type", "application/json");
            Some(text.into())
        }
        Body::File { bytes, media_type } => {
            headers.set("content-type", media_type);
            Some(Uint8Array::from(bytes.as_slice()).into())
        }
    };
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_headers(&headers.into_raw());
    init.set_signal(signal.as_ref());
    if let Some(body) = body {
        init.set_body(&body);
    }
    if request.keepalive {
        // `web-sys` does not know it. A browser that does not either drops what is said on leaving.
        let _ = Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE);
    }
    // Not gloo-net's builder: it writes the URL anew, and then `boot.js` and caches know it by another name.
    let raw = web_sys::Request::new_with_str_and_init(&request.url, &init);
    let raw = raw.map_err(|_| TransportError::Unreachable)?;
    gloo_net::http::Request::from(raw).send().await.map_err(|_| TransportError::Unreachable)
}

/// The answer that `boot.js` has asked for, once.
fn early(request: &Request) -> Option<Promise> {
    if request.method != Method::Get || !request.headers.is_empty() {
        return None;
    }
    early_answer(&request.url)
}

/// The answer of a URL that `boot.js` has asked for, once.
pub(super) fn early_answer(url: &str) -> Option<Promise> {
    let map = Reflect::get(&js_sys::global(), &"__fivefold_early".into()).ok()?;
    let url = JsValue::from_str(url);
    let ask = |name: &str| -> Option<JsValue> {
        let function: Function = Reflect::get(&map, &name.into()).ok()?.dyn_into().ok()?;
        function.call1(&map, &url).ok()
    };
    let answer = ask("get")?.dyn_into().ok()?;
    ask("delete");
    Some(answer)
}

/// `Retry-After` in seconds (RFC 9110, section 10.2.3). A date or nonsense counts as absent, and nobody is
/// made to wait longer than a minute.
fn parse_retry_after(value: &str) -> Option<Duration> {
    let seconds: u64 = value.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(60)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_retry_only_seconds_are_read_and_nobody_waits_longer_than_a_minute() {
        assert_eq!(parse_retry_after(" 7 "), Some(Duration::from_secs(7)));
        assert_eq!(parse_retry_after("99999"), Some(Duration::from_secs(60)));
        for nonsense in ["", "-1", "1.5", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "18446744073709551616"] {
            assert_eq!(parse_retry_after(nonsense), None, "{nonsense}");
        }
    }
}
