//! Compiles the message catalogue.

fn main() {}
