//! What an endpoint is, and how its URL is written.

use crate::json::FromJson;
use crate::transport::{Body, Method};
use crate::vocabulary::{CommitmentKey, Version};

/// One call of the contract.
pub trait Endpoint {
    /// The method.
    const METHOD: Method;
    /// The path with `{name}` for parameters, as routers write it.
    const PATH: &'static str;
    /// Whether locale, market and currency are added to the query.
    const SCOPED: bool = false;
    /// Whether the session's token is sent.
    const PRIVATE: bool = false;
    /// Whether it is sent to its end though its sender goes: what is said on leaving a page.
    const KEEPALIVE: bool = false;
    /// What comes back.
    type Answer: FromJson;

    /// The values of the path's parameters, in order.
    fn params(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Adds the query's parameters.
    fn query(&self, _query: &mut QueryWriter) {}

    /// The body.
    fn body(&self) -> Body {
        Body::Empty
    }

    /// The version the caller has seen (`If-Match`).
    fn if_match(&self) -> Option<&Version> {
        None
    }

    /// The key of the commitment (`Idempotency-Key`).
    fn key(&self) -> Option<&CommitmentKey> {
        None
    }
}

/// Writes a query string.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct QueryWriter(String);

impl QueryWriter {
    /// Adds a parameter.
    pub fn add(&mut self, name: &str, value: &str) {
        self.0.push(if self.0.is_empty() { '?' } else { '&' });
        self.0.push_str(name);
        self.0.push('=');
        encode(&mut self.0, value);
    }

    /// Adds a parameter unless its value is empty.
    pub fn add_some(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.add(name, value);
        }
    }

    /// The query with its question mark, or nothing.
    #[must_use]
    pub fn finish(self) -> String {
        self.0
    }
}

/// Replaces the `{…}` of a path by encoded values, in order.
#[must_use]
pub fn fill_path(pattern: &str, params: &[&str]) -> String {
    let mut url = String::with_capacity(pattern.len() + 16);
    let mut params = params.iter();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        url.push_str(before);
        encode(&mut url, params.next().copied().unwrap_or_default());
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    url.push_str(rest);
    url
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
fn encode(out: &mut String, value: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_sec_a_parameter_cannot_leave_its_place_in_the_path() {
        assert_eq!(
            fill_path("/v1/products/{slug}/reviews", &["../../x?y=1"]),
            "/v1/products/..%2F..%2Fx%3Fy%3D1/reviews"
        );
        assert_eq!(fill_path("/v1/orders/{id}", &["漢"]), "/v1/orders/%E6%BC%A2");
        assert_eq!(fill_path("/v1/orders/{id}", &[]), "/v1/orders/");
    }

    #[test]
    fn a_query_starts_with_a_question_mark_and_escapes() {
        let mut query = QueryWriter::default();
        query.add("q", "tea & toast");
        query.add_some("page", "");
        query.add("sort", "newest");
        assert_eq!(query.finish(), "?q=tea%20%26%20toast&sort=newest");
    }
}
