//! Journeys through the real app on the real server in real browsers.

mod accounts;
mod browse;
mod every_page;
mod i18n;
mod nonsense;
mod paying;
mod shop;
mod sites;
