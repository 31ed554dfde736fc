//! Every URL of the app as a typed function. No other file holds a path string.

pub mod patterns;
