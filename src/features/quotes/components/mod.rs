//! What the pages are made of.

mod ask;
mod buyer_gate;
mod draft_form;
mod draft_line;
mod order_row;
mod order_rows;
mod pager;
mod paste_box;
mod price_breaks;

pub use ask::AskForQuote;
pub use buyer_gate::for_buyers;
pub use draft_form::draft_form;
pub use order_rows::order_rows;
pub use paste_box::paste_box;
