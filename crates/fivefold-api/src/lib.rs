//! The typed API of a Fivefold storefront.
//!
//! Vocabulary, model and rules are plain data and pure functions. Endpoints declare each call once,
//! for the client that sends it and the server that mounts it. Ports are what the storefront asks
//! of a backend; the `http` adapter answers them over an injected transport.
//!
//! **Invariant**: no Leptos, no browser, no database, no HTTP library in here.

#![warn(missing_docs)]

// For the derives, which name this crate from outside.
extern crate self as fivefold_api;

pub mod endpoints;
pub mod error;
pub mod http;
pub mod json;
pub mod model;
#[cfg(feature = "openapi")]
mod openapi;
pub mod ports;
pub mod rules;
pub mod transport;
pub mod vocabulary;
