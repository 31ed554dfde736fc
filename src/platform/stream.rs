//! An answer read piece by piece as it arrives, for server-sent events with headers of our own.

use super::transport::{Aborts, fetch};
use fivefold_api::transport::{Body, Method, Request, TransportError};
use js_sys::{Reflect, Uint8Array};
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

/// An open answer. Dropping it closes the connection.
pub struct ByteStream {
    /// The status code.
    pub status: u16,
    reader: Option<ReadableStreamDefaultReader>,
    _aborts: Aborts,
}

/// Opens `url` for reading.
///
/// # Errors
/// When no answer began.
pub async fn open(url: &str, headers: Vec<(&'static str, String)>) -> Result<ByteStream, TransportError> {
    let request = Request {
        method: Method::Get,
        url: url.to_owned(),
        headers,
        body: Body::Empty,
        timeout: Duration::ZERO,
        keepalive: false,
    };
    let aborts = Aborts::new();
    let answer = fetch(&request, &aborts).await?;
    // Not `for await` nor a typed reader: the plain reader works in every engine.
    let reader = answer.body().and_then(|body| body.get_reader().dyn_into().ok());
    Ok(ByteStream { status: answer.status(), reader, _aborts: aborts })
}

impl ByteStream {
    /// The next piece, of any size; `None` at the end or when the connection is lost.
    pub async fn next(&mut self) -> Option<Vec<u8>> {
        let piece = JsFuture::from(self.reader.as_ref()?.read()).await.ok()?;
        let bytes = Reflect::get(&piece, &"value".into()).ok()?;
        Some(bytes.dyn_into::<Uint8Array>().ok()?.to_vec())
    }
}
