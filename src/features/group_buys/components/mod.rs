//! What the pages are made of.

pub mod join_form;
pub mod my_group;
pub mod my_seat;
pub mod seat_money;
pub mod seat_pay;
pub mod seat_prices;
pub mod seat_time;
pub mod seat_words;
pub mod withdraw;

pub use join_form::join_form;
pub use my_group::my_group;
pub use my_seat::{alternatives, my_seat};
pub use seat_pay::seat_pay;
