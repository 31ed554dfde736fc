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
pub mod letting_go;
pub mod my_booking;
pub mod other_times;

pub use booking_desk::BookingDesk;
pub use my_booking::my_booking;
