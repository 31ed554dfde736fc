//! Services at venues: finding one, its times, one's bookings, vouchers, and the door where they are redeemed.
//!
//! **Invariant**: nothing here computes when something can be had, what it costs or what cancelling costs. The shop
//! says so, in instants; times are shown in the venue's zone first (O2O-02, O2O-03).

pub mod components;
pub mod pages;
pub mod when;

pub use pages::{BookingPage, ChangePage, DoorPage, MyBookingsPage, ServicePage, ServicesPage, VoucherPage};
