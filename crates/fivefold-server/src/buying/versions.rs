//! Versions in headers: `ETag` out, `If-Match` in (RFC 9110).

use crate::problem::{Answer, Refused};
use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use fivefold_api::vocabulary::Version;
use serde::Serialize;

/// The version a request says it has seen.
pub(crate) fn seen_version(headers: &HeaderMap) -> Answer<Option<Version>> {
    let Some(value) = headers.get(header::IF_MATCH) else {
        return Ok(None);
    };
    let tag = value.to_str().map_err(|_| Refused::bad_request("If-Match is not readable"))?.trim();
    // Any version will do.
    if tag == "*" {
        return Ok(None);
    }
    if tag.is_empty() || tag.starts_with("W/") || tag.contains(',') {
        return Err(Refused::bad_request("send one strong entity tag in If-Match"));
    }
    Ok(Some(Version::from_etag(tag)))
}

/// The version a request has to say it has seen; none when any will do.
pub(crate) fn needed_version(headers: &HeaderMap) -> Answer<Option<Version>> {
    if !headers.contains_key(header::IF_MATCH) {
        return Err(Refused::bad_request("If-Match is needed: the version that was seen")
            .status(StatusCode::PRECONDITION_REQUIRED));
    }
    seen_version(headers)
}

/// An answer with its version as `ETag`, never cached by anyone.
pub(crate) fn tagged(version: &Version, value: &impl Serialize) -> Answer<Response> {
    let etag = HeaderValue::from_str(&version.to_etag()).map_err(Refused::internal)?;
    let body = serde_json::to_value(value)?;
    let headers =
        [(header::ETAG, etag), (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"))];
    Ok((headers, Json(body)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_conc_if_match_is_one_strong_tag_or_any() {
        let read = |tag: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_MATCH, HeaderValue::from_static(tag));
            seen_version(&headers).ok()
        };
        assert_eq!(read("\"7\""), Some(Some(Version("7".into()))));
        assert_eq!(read("7"), Some(Some(Version("7".into()))));
        assert_eq!(read("*"), Some(None));
        for nonsense in ["", "W/\"7\"", "\"7\", \"8\""] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
        assert_eq!(seen_version(&HeaderMap::new()).ok(), Some(None));
    }
}
