//! `/media/{file}`: files that never change under their address.

use crate::{
    problem::{Answer, Path, Query, Refused},
    state::App,
};
use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::Response,
    routing::get,
};

/// Name, fingerprint and bytes of each picture of the demo shop, by name.
static PICTURES: &[(&str, &str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/pictures.rs"));

/// For what is the same for ever.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// For a picture that was asked for without its fingerprint.
const FOR_A_WHILE: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// The address of a picture of the demo shop; its fingerprint makes another file another address.
pub(crate) fn address(file: &str) -> String {
    match picture(file) {
        Some((_, fingerprint, _)) => format!("/media/{file}?v={fingerprint}"),
        None => format!("/media/{file}"),
    }
}

/// The route of files.
pub(crate) fn files() -> Router<App> {
    Router::new().route("/media/{file}", get(file))
}

async fn file(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer<Response> {
    if let Some((_, fingerprint, bytes)) = picture(&name) {
        let asked = query.iter().find(|(name, _)| name == "v");
        let cache = if asked.is_some_and(|(_, v)| v == fingerprint) { FOR_EVER } else { FOR_A_WHILE };
        return Ok(answer(media_type(&name), cache, Body::from(*bytes)));
    }
    // Names of uploads are made by the server; anything else is no name of a file.
    let is_name = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_.".contains(&b));
    if !is_name || !name.starts_with("m_") {
        return Err(Refused::not_found());
    }
    match tokio::fs::read(app.uploads.join(&name)).await {
        Ok(bytes) => Ok(answer(media_type(&name), FOR_EVER, Body::from(bytes))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Refused::not_found()),
        Err(error) => Err(Refused::internal(format_args!("{name}: {error}"))),
    }
}

fn answer(media_type: &'static str, cache: HeaderValue, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, cache);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Pages of other origins show these pictures, even isolated ones.
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    response
}

fn picture(file: &str) -> Option<&'static (&'static str, &'static str, &'static [u8])> {
    PICTURES.binary_search_by_key(&file, |(name, _, _)| name).ok().map(|index| &PICTURES[index])
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("avif") => "image/avif",
        Some("webp") => "image/webp",
        Some("png") => "image/png",
        Some("jpg") => "image/jpeg",
        _ => "application/octet-stream",
    }
}
