//! Browser tests.
#![cfg(target_arch = "wasm32")]

mod auctions;
mod backend;
mod door;
mod element;
mod group_buys;
mod group_joining;
mod group_seats;
mod intl;
mod keyboard;
mod list;
mod pages;
mod signals;
mod stage;
mod view;
