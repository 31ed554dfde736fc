//! Journeys through the real app on the real server in real browsers.

mod accounts;
mod auctions;
mod bookings;
mod browse;
mod door;
mod every_page;
mod fairness;
mod group_buys;
mod group_seats;
mod i18n;
mod keyboard;
mod nonsense;
mod paying;
mod quotes;
mod reading;
mod services;
mod shop;
mod sites;
mod supplier;
mod tour;
mod wholesale;
