//! Browser tests.
#![cfg(target_arch = "wasm32")]

mod auctions;
mod backend;
mod bookings;
mod door;
mod element;
mod group_buys;
mod group_joining;
mod group_seats;
mod intl;
mod keyboard;
mod list;
mod pages;
mod quote_order;
mod quotes;
mod service_changes;
mod services;
mod signals;
mod stage;
mod view;
mod wholesale;
