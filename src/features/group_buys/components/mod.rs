//! What the pages are made of.

pub mod campaign;
pub mod card;
pub mod facts;
pub mod gallery;
pub mod invite;
pub mod invited;
pub mod join_form;
pub mod ladder;
pub mod list;
pub mod my_group;
pub mod my_seat;
pub mod panel;
pub mod seat_difference;
pub mod seat_part;
pub mod seat_pay;
pub mod seat_prices;
pub mod seat_words;
pub mod siblings;
pub mod skeletons;
pub mod stand;
pub mod toolbar;
pub mod withdraw;

pub use join_form::join_form;
pub use my_group::my_group;
pub use my_seat::my_seat;
pub use seat_pay::seat_pay;
