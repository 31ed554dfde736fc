//! Browser tests.
#![cfg(target_arch = "wasm32")]

mod auctions;
mod backend;
#[cfg(feature = "bookings")]
mod bookings;
#[cfg(feature = "bookings")]
mod door;
mod element;
mod group_buys;
mod group_joining;
mod group_seats;
mod intl;
mod keyboard;
mod list;
mod pages;
#[cfg(feature = "bookings")]
mod service_changes;
#[cfg(feature = "bookings")]
mod services;
mod signals;
mod stage;
mod view;
