//! Paying.
