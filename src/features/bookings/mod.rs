//! Services at venues: finding one, its times, one's bookings, vouchers, and the door where they are redeemed.
//!
//! **Invariant**: nothing here computes when something can be had, what it costs or what cancelling costs. The shop
//! says so, in instants; times are shown in the venue's zone first (O2O-02, O2O-03).

pub mod components;
pub mod door_desk;
pub mod pages;
pub mod pass;
pub mod qr;
pub mod scan;
pub mod slip;
pub mod when;

pub use pages::{BookingPage, ChangePage, DoorPage, MyBookingsPage, ServicePage, ServicesPage, VoucherPage};
