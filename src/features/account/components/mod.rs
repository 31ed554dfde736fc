//! What the pages of an account are made of.

mod member;
mod merge;
mod sign_in;

pub use member::{member_page, tabs};
pub use merge::merge_offer;
pub use sign_in::sign_in;
