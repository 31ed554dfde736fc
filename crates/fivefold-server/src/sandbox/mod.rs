//! A payment provider to play with: no money moves.
//!
//! It is another company: it has its own origin, its own API and its own tables, and the shop talks
//! to it over HTTP only. It authorises, captures at most what was authorised, voids, refunds in
//! parts, lets authorisations run out, and reports every change with a signed webhook that is sent
//! until it is taken in.

mod api;
mod mail;
mod page;
mod provider;
mod sign;
mod webhooks;
mod wire;
mod words;

pub(crate) use provider::Sandbox;
pub(crate) use sign::{SIGNATURE, hex, is_signed};
pub(crate) use wire::{Capture, CreatePayment, ProviderPayment, Refund, Webhook};

use crate::{state::App, test_controls};
use axum::{Router, middleware::from_fn_with_state};

/// The provider's API and pages.
pub(crate) fn router(app: App) -> Router {
    let mut router = api::router().merge(page::router()).with_state(app.buying.sandbox().clone());
    if mail::is_open(&app) {
        router = router.merge(mail::router().with_state(app.clone()));
    }
    if app.config.test_controls {
        // A test breaks the provider as it breaks the shop.
        return router.layer(from_fn_with_state(app, test_controls::break_things));
    }
    router
}
