//! Services at venues: finding one, its times, one's bookings, vouchers, and the door where they are redeemed.
//!
//! **Invariant**: nothing here computes when something can be had, what it costs or what cancelling costs. The shop
//! says so, in instants; times are shown in the venue's zone first (O2O-02, O2O-03).

pub mod address;
pub mod components;
pub mod days;
pub mod desk;
pub mod details;
pub mod door_desk;
pub mod moving;
pub mod own_booking;
pub mod pages;
pub mod pass;
pub mod presence;
pub mod qr;
pub mod refusal;
pub mod scan;
pub mod service_json;
pub mod service_words;
pub mod slip;
pub mod slot_desk;
pub mod slots;
pub mod standing;
pub mod taking;
pub mod timetable;
pub mod when;
pub mod words;

pub use pages::{BookingPage, ChangePage, DoorPage, MyBookingsPage, ServicePage, ServicesPage, VoucherPage};
