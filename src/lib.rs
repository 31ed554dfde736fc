//! The storefront.

pub mod app;
pub mod config;
pub mod data;
#[cfg(feature = "design")]
pub mod design;
pub mod features;
pub mod platform;
pub mod routes;
pub mod site;
pub mod text;
pub mod ui;
