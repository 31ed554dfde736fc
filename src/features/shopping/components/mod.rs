//! What the pages are made of.

pub mod add;
pub mod buy;
pub mod card;
pub mod cart;
pub mod cart_line;
pub mod cart_summary;
pub mod chips;
pub mod facts;
pub mod filters;
pub mod gallery;
pub mod grid;
pub mod list_head;
pub mod listing;
pub mod live;
pub mod options;
pub mod product;
pub mod reviews;
pub mod skeletons;
pub mod stock;
pub mod sub_categories;
pub mod toolbar;
pub mod zero;

pub use card::ProductCard;
pub use grid::{ProductGrid, ProductGridSkeleton};

pub use add::{limit_of, use_add_to_cart};
pub use buy::{BuyBar, BuyBox, Buying};
pub use cart::CartView;
pub use cart_line::CartLineRow;
pub use cart_summary::CartSummary;
pub use chips::ChosenFilters;
pub use facts::ProductFacts;
pub use filters::Filters;
pub use gallery::Gallery;
pub use list_head::ListHead;
pub use listing::{Listing, ListingView};
pub use live::live_stock;
pub use options::OptionPickers;
pub use product::ProductView;
pub use reviews::{REVIEWS, ReviewSection};
pub use skeletons::{CartSkeleton, ListSkeleton, ProductSkeleton};
pub use stock::{limit_words, rule_words, stock_words};
pub use sub_categories::SubCategories;
pub use toolbar::ListToolbar;
pub use zero::NothingFound;
