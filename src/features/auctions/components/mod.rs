//! What the pages are made of.

pub mod bid_form;
pub mod card;
pub mod facts;
pub mod gallery;
pub mod history;
pub mod list;
pub mod lot;
pub mod panel;
pub mod photos;
pub mod skeletons;
pub mod time_left;
pub mod toolbar;
pub mod watch;

pub use card::LotCard;
pub use list::{LotList, no_lots};
pub use lot::LotView;
pub use skeletons::{ListSkeleton, LotSkeleton};
