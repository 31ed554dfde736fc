//! Bookings: services at venues, their times, what is held and booked of them, money, and vouchers.
//!
//! **Invariants**: times are given one after the other on the one writer, by the rows of `booked_times` alone; nobody is
//! charged without a booking, and no time has two; what was agreed with somebody stays as it was agreed.

mod accept;
mod alternatives;
mod availability;
mod booking_views;
mod calendar;
mod cancel;
mod categories;
mod change;
mod days;
mod demo;
mod ending;
mod facts;
mod hold;
mod ics;
mod lists;
mod mail;
mod mine;
mod money;
mod moving;
mod offer;
mod paying;
mod places;
mod redemptions;
mod refunds;
mod routes;
mod seed;
mod signing;
mod taking;
mod terms;
mod timers;
mod times;
mod views;
mod vouchers;

pub use offer::{Paragraphs, ServiceOffer, StaffOffer, Texts, VenueOffer};

pub(crate) use demo::run as run_demo;
pub(crate) use ending::hold_due;
pub(crate) use mine::activity;
pub(crate) use money::follow;
pub(crate) use paying::payable_until;
pub(crate) use routes::router;
pub(crate) use seed::seed;
pub(crate) use timers::sweep;
