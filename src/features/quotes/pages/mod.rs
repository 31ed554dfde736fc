//! The pages of quotes, each in a chunk of its own.
