//! Public answers: cacheable by anyone, with an entity tag, and remembered until the catalogue or
//! the stock changes.

use crate::{problem::Answer, state::App};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use serde::Serialize;
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hasher as _},
    io::Write as _,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// Half a minute old is fresh; up to five minutes more while a newer one is fetched.
const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=30, stale-while-revalidate=300");
/// Smaller bodies gain nothing from compression.
const WORTH_COMPRESSING: usize = 1_024;
/// How many bytes of answers are remembered.
const MOST_REMEMBERED: usize = 48 << 20;
/// Longer questions are not remembered.
const LONGEST_QUESTION: usize = 1_000;

/// Answers that are still true.
#[derive(Debug, Default)]
pub(crate) struct Answers(Mutex<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    /// The state of the catalogue and the stock that all of them are of.
    generation: u64,
    bytes: usize,
    by_question: HashMap<String, Arc<Known>>,
}

/// One answer in all its encodings.
#[derive(Debug)]
struct Known {
    etag: HeaderValue,
    plain: Vec<u8>,
    brotli: OnceLock<Vec<u8>>,
    gzip: OnceLock<Vec<u8>>,
}

impl Answers {
    fn get(&self, generation: u64, question: &str) -> Option<Arc<Known>> {
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if remembered.generation != generation {
            *remembered = Remembered { generation, ..Remembered::default() };
        }
        remembered.by_question.get(question).cloned()
    }

    fn keep(&self, generation: u64, question: &str, known: &Arc<Known>) {
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if remembered.generation != generation || question.len() > LONGEST_QUESTION {
            return;
        }
        // The compressed forms come on top, about a third.
        let bytes = known.plain.len() * 4 / 3 + question.len();
        if remembered.bytes + bytes > MOST_REMEMBERED {
            *remembered = Remembered { generation, ..Remembered::default() };
        }
        remembered.bytes += bytes;
        remembered.by_question.insert(question.to_owned(), Arc::clone(known));
    }
}

/// Answers with what `value` gives, or with what it gave to the same question before.
pub(crate) async fn public<T: Serialize>(
    app: &App,
    headers: &HeaderMap,
    uri: &Uri,
    value: impl Future<Output = Answer<T>>,
) -> Answer<Response> {
    let generation = app.db.generation();
    let question = uri.path_and_query().map_or("", |question| question.as_str());
    let known = match app.answers.get(generation, question) {
        Some(known) => known,
        None => {
            let plain = serde_json::to_vec(&value.await?)?;
            let known =
                Arc::new(Known { etag: tag(&plain), plain, brotli: OnceLock::new(), gzip: OnceLock::new() });
            app.answers.keep(generation, question, &known);
            known
        }
    };
    Ok(known.answer(headers))
}

/// Answers with what changes any moment: kept by nobody without asking again, with a tag that spares the body.
pub(crate) fn fresh(headers: &HeaderMap, value: &impl Serialize) -> Answer<Response> {
    let plain = serde_json::to_vec(value)?;
    let etag = tag(&plain);
    let mut response = Response::new(Body::empty());
    let out = response.headers_mut();
    out.insert(header::ETAG, etag.clone());
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    if is_known(headers, &etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(response);
    }
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    *response.body_mut() = Body::from(plain);
    Ok(response)
}

impl Known {
    fn answer(&self, headers: &HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        let out = response.headers_mut();
        out.insert(header::ETAG, self.etag.clone());
        out.insert(header::CACHE_CONTROL, CACHE);
        out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if is_known(headers, &self.etag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        out.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let large = self.plain.len() >= WORTH_COMPRESSING;
        let body = if large && accepts(headers, "br") {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            self.brotli.get_or_init(|| brotli(&self.plain)).clone()
        } else if large && accepts(headers, "gzip") {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            self.gzip.get_or_init(|| gzip(&self.plain)).clone()
        } else {
            self.plain.clone()
        };
        *response.body_mut() = Body::from(body);
        response
    }
}

/// A weak tag: the same for all encodings.
fn tag(bytes: &[u8]) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    HeaderValue::from_str(&format!("W/\"{:016x}\"", hasher.finish())).unwrap_or(HeaderValue::from_static("*"))
}

pub(crate) fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let Ok(own) = etag.to_str() else { return false };
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|asked| asked.trim() == "*" || opaque(asked) == opaque(own))
}

/// Whether an encoding is accepted (RFC 9110, 12.5.3), as far as browsers and CDNs write it.
pub(crate) fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
            let refused = parts.any(|part| {
                part.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q == 0.0))
            });
            named && !refused
        })
}

fn brotli(plain: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(plain.len() / 4);
    let mut writer = ::brotli::CompressorWriter::new(&mut out, 4_096, 5, 20);
    // Writing to memory cannot fail.
    let _ = writer.write_all(plain);
    drop(writer);
    out
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    // Writing to memory cannot fail.
    let _ = writer.write_all(plain);
    writer.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn an_encoding_is_used_only_where_it_is_accepted() {
        let accepts = |value, encoding| accepts(&headers(header::ACCEPT_ENCODING, value), encoding);
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("BR;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("identity", "gzip"));
        assert!(!accepts("", "br"));
    }

    #[test]
    fn a_tag_is_recognised_among_several_weak_or_strong() {
        let etag = HeaderValue::from_static("W/\"abc\"");
        let known = |value| is_known(&headers(header::IF_NONE_MATCH, value), &etag);
        assert!(known("\"abc\"") && known("W/\"abc\"") && known("\"x\", W/\"abc\"") && known("*"));
        assert!(!known("\"abcd\"") && !known("abc") && !known(""));
    }
}
