//! Shopping at the marked price: lists, search, product pages and the cart.
//!
//! **Invariant**: nothing here sends a commitment; placing and paying an order live in `features/checkout`
//! and `features/payments`. The cart's behaviour under failure lives in `data`, its look here.

pub mod choosing;
pub mod components;
pub mod here;
pub mod list_address;
pub mod page_head;
pub mod pages;
pub mod product_head;

pub use components::{ProductCard, ProductGrid, ProductGridSkeleton};
pub use pages::{CartPage, ListPage, ProductPage};
