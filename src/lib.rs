//! The storefront.

pub mod app;
pub mod data;
pub mod routes;
pub mod config;
pub mod platform;
pub mod text;
pub mod ui;
