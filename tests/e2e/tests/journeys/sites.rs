//! Two sites.
