//! What the pages of bookings are made of.

pub mod door_entry;
pub mod door_guest;
pub mod door_panel;
pub mod door_past;
pub mod door_result;
pub mod door_scanner;
pub mod door_venue;
pub mod voucher_pass;
