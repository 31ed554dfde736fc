//! Pictures: those of the demo shop, which are part of the program, and those that were uploaded.

mod files;
mod sniff;
mod upload;

pub(crate) use files::{address, files};
pub(crate) use upload::{keep, picture_type, router, uploaded};
