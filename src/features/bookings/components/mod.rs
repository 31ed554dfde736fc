//! What the pages of bookings are made of.

pub mod booked;
pub mod booking_desk;
pub mod booking_skeletons;
pub mod booking_stand;
pub mod booking_summary;
pub mod booking_terms;
pub mod booking_time;
pub mod cancelling;
pub mod changing;
pub mod day_grid;
pub mod day_slots;
pub mod door_entry;
pub mod door_guest;
pub mod door_panel;
pub mod door_past;
pub mod door_result;
pub mod door_scanner;
pub mod door_venue;
pub mod holding;
pub mod letting_go;
pub mod my_booking;
pub mod other_times;
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
pub mod voucher_pass;

pub use booking_desk::BookingDesk;
pub use my_booking::my_booking;
