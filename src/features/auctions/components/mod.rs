//! What the pages are made of.

pub mod bid_form;
pub mod bidding;
pub mod card;
pub mod facts;
pub mod gallery;
pub mod history;
pub mod list;
pub mod lot;
pub mod my_lot;
pub mod order_form;
pub mod panel;
pub mod photos;
pub mod sell_form;
pub mod skeletons;
pub mod time_left;
pub mod toolbar;
pub mod watch;

pub use card::LotCard;
pub use list::{LotList, no_lots};
pub use lot::LotView;
pub use my_lot::my_lot;
pub use order_form::{OrderForm, order_gone};
pub use sell_form::SellForm;
pub use skeletons::{ListSkeleton, LotSkeleton};
