//! What the pages are made of.

pub mod my_seat;
