//! The photos of a lot that is being offered.
