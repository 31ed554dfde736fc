//! Every path the app answers, as plain data. This file is compiled twice: into the app, and into `xtask`,
//! which makes `_redirects`, the table for `boot.js` and the size report from it. It therefore uses nothing
//! of the crate.

/// One page's address.
#[derive(Debug, Clone, Copy)]
pub struct Pattern {
    /// The path below the base and the optional `/{locale}-{MARKET}` prefix; `:name` is one segment.
    pub path: &'static str,
    /// The chunk that draws the page: the first argument of its `lazy_page!`.
    pub chunk: &'static str,
    /// The calls that `boot.js` starts before the app is there. `{name}` is a path parameter, `{scope}` is
    /// locale, market and currency as the API client writes them, `{search}` is the page's own query string.
    /// The result must equal, to the letter, the URL that the page asks for.
    pub early: &'static [&'static str],
}

/// The calls that every first page starts, unless the configuration carries a capability snapshot.
pub const EARLY_EVERYWHERE: &[&str] = &["/v1/capabilities"];

/// Every path the app answers. Anything else is a real 404 at the CDN.
pub const PATTERNS: &[Pattern] = &[
    Pattern { path: "/", chunk: "shopping", early: &[] },
    Pattern { path: "/products", chunk: "shopping", early: &[] },
    Pattern { path: "/products/:slug", chunk: "shopping", early: &["/v1/products/{slug}?{scope}"] },
];
