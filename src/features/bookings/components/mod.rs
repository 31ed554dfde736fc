//! What the pages of bookings are made of.

pub mod day_grid;
pub mod day_slots;
pub mod holding;
pub mod service_card;
pub mod service_gallery;
pub mod service_head;
pub mod service_skeletons;
pub mod service_tools;
pub mod service_venue;
pub mod service_view;
pub mod services;
pub mod slot_part;
pub mod times;
