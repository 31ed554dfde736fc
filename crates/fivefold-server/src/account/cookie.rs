//! The cookie of somebody who is signed in, and whose requests may carry it.
//!
//! `HttpOnly`, so that no script reads it; `SameSite=Lax` and the check of the origin, so that no other
//! page uses it (the OWASP cheat sheet on cross-site request forgery: Fetch Metadata, then `Origin`).

use crate::{
    problem::{Answer, Refused},
    state::App,
};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use fivefold_api::model::ProblemKind;

/// The cookie's name.
pub(crate) const NAME: &str = "fivefold_session";
/// Its name over HTTPS: a browser takes it from this very host only.
const HOST_NAME: &str = "__Host-fivefold_session";
/// The longest that browsers keep a cookie. The session's own end is the server's affair.
const MAX_AGE: u32 = 400 * 24 * 60 * 60;

/// The token in the request's cookie.
pub(crate) fn read(headers: &HeaderMap) -> Option<&str> {
    let pairs = || {
        headers
            .get_all(header::COOKIE)
            .into_iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
    };
    let of = |name: &str| pairs().find(|(other, _)| *other == name).map(|(_, value)| value);
    of(HOST_NAME).or_else(|| of(NAME)).filter(|token| !token.is_empty())
}

/// Sets the cookie; with an empty token it goes.
pub(super) fn write(public_url: &str, token: &str) -> Answer<HeaderValue> {
    let (name, secure) =
        if public_url.starts_with("https://") { (HOST_NAME, "; Secure") } else { (NAME, "") };
    let age = if token.is_empty() { 0 } else { MAX_AGE };
    let text = format!("{name}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    let mut value = HeaderValue::from_str(&text).map_err(Refused::internal)?;
    value.set_sensitive(true);
    Ok(value)
}

/// Refuses a request that may have come from a page that is not the shop's own.
pub(crate) fn check_origin(app: &App, headers: &HeaderMap, method: &Method) -> Answer<()> {
    if is_own(app, headers, method) {
        return Ok(());
    }
    Err(Refused::new(ProblemKind::Forbidden)
        .detail("a cookie is taken from pages of this origin only: elsewhere, sign in with `bearer`"))
}

fn is_own(app: &App, headers: &HeaderMap, method: &Method) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let is_reading = method == Method::GET || method == Method::HEAD;
    if let Some(site) = text("sec-fetch-site") {
        // `none` is somebody who typed the address.
        return site == "same-origin" || (site == "none" && is_reading);
    }
    // Browsers that do not say, or do not say it over plain HTTP.
    match text("origin") {
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            origin == app.public_url || (host.is_some() && host == text("host"))
        }
        None => is_reading,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_over_https_the_cookie_is_secure_and_bound_to_its_host() {
        let of = |url| write(url, "t").unwrap().to_str().unwrap().to_owned();
        assert_eq!(
            of("https://shop.example"),
            "__Host-fivefold_session=t; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            of("http://127.0.0.1:8080"),
            "fivefold_session=t; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax"
        );
    }

    #[test]
    fn account_the_token_is_found_among_other_cookies() {
        let found = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(text));
            read(&headers).map(str::to_owned)
        };
        assert_eq!(found("a=b; fivefold_session=t; c"), Some("t".to_owned()));
        assert_eq!(found("fivefold_session=t; __Host-fivefold_session=h"), Some("h".to_owned()));
        for nothing in ["", "fivefold_session=", "xfivefold_session=t", "fivefold_session"] {
            assert_eq!(found(nothing), None, "{nothing}");
        }
    }
}
