//! What the pages are made of.

pub mod campaign;
pub mod card;
pub mod facts;
pub mod gallery;
pub mod invite;
pub mod invited;
pub mod ladder;
pub mod list;
pub mod my_seat;
pub mod panel;
pub mod siblings;
pub mod skeletons;
pub mod stand;
pub mod toolbar;
