//! The pages of the slice.

pub mod cart;
pub mod list;
pub mod product;

pub use cart::CartPage;
pub use list::ListPage;
pub use product::ProductPage;
