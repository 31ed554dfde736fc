//! The data of a shop.

/// A shop's data.
#[derive(Debug, Clone, Default)]
pub struct Shop {}
