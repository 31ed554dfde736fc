//! What somebody types to offer a lot.
