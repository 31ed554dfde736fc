//! What the pages of wholesale are made of.

pub mod ask_form;
pub mod desk_actions;
pub mod offer_form;
pub mod offer_line;
pub mod order_blocked;
pub mod order_form;
pub mod order_summary;
pub mod sheet;
pub mod sums;
