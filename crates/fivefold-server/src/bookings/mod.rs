//! Bookings: services at venues, their times, what is held and booked of them, money, and vouchers.
//!
//! **Invariants**: times are given one after the other on the one writer, by the rows of `booked_times` alone; nobody is
//! charged without a booking, and no time has two; what was agreed with somebody stays as it was agreed.

mod alternatives;
mod availability;
mod booking_views;
mod facts;
mod places;
mod taking;
mod terms;
mod times;
mod views;
