//! The frame around every page: header, search, preferences, footer; and the pages that belong to no way of
//! trading: home, not found. It composes the features through what their `mod.rs` exports.
//!
//! What every first page needs stands in [`Frame`] and is small. The pages, the preferences and the source of
//! the suggestions are one chunk, `site`, that is fetched when first wanted.

pub mod footer;
pub mod frame;
pub mod header;
pub mod home;
pub mod menu;
pub mod navigation;
pub mod not_found;
pub mod preferences;
pub mod search;
pub mod skeleton;
pub mod suggestions;
pub mod travel;
pub mod ways;

pub use frame::Frame;
pub use home::HomePage;
pub use not_found::NotFoundPage;
pub use preferences::scope_of;
pub use skeleton::PageSkeleton;
pub use travel::Travel;
