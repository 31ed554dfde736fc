//! Serves the built app as a static host would: by the rules of its own `_headers` and `_redirects`,
//! with the compressed files beside the plain ones, and real 404s.

mod rules;
mod serve;

pub(crate) use serve::service;
