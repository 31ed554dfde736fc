//! Into the cart, and what became of it.

use super::Buying;
use crate::{
    data::{CartHandle, error_text, lazy::LazyPage, use_cart, use_navigate},
    lazy_page, routes, text,
    ui::{Toasts, Tone, use_toasts},
};
use fivefold_api::model::{CartNotice, QuantityLimit};
use fivefold_api::vocabulary::VariantId;
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;

static ADDER: LazyPage = lazy_page!(cart, Adder, part);

/// What puts the chosen variant into the cart: comes with the chunk of the cart, which is where the buyer goes
/// next. A press that comes sooner waits for it.
pub fn adder(buying: Buying) -> View {
    view! { <Provider value=buying>{ADDER.view()}</Provider> }
}

/// Shows nothing. The button stays busy until the backend has answered; then a message says what is in the cart
/// now and leads to it.
#[component]
fn Adder() -> impl IntoView {
    let buying: Buying = expect_context();
    let (cart, toasts, navigate) = (use_cart(), use_toasts(), use_navigate());
    let to_cart = Callback::new(move |()| {
        let options = NavigateOptions { resolve: false, ..NavigateOptions::default() };
        navigate(&routes::cart(), options);
    });
    let known = cart.clone();
    Effect::new(move |_| {
        let count = buying.variant().map_or(0, |variant| known.quantity(&variant.id));
        buying.in_cart.set(count);
    });
    let sent = StoredValue::new(None::<VariantId>);
    let asked = cart.clone();
    Effect::new(move |_| {
        let Some((variant, quantity)) = buying.asked.get() else { return };
        buying.asked.set(None);
        sent.set_value(Some(variant.clone()));
        cart.dismiss(&variant);
        cart.add(&variant, quantity);
    });
    Effect::new(move |_| {
        if !buying.is_adding.get() || buying.asked.get().is_some() {
            return;
        }
        let Some(variant) = sent.get_value().filter(|variant| !asked.is_pending(variant)) else { return };
        let title = buying.product.read_untracked().title.clone();
        report(&asked, &variant, &title, toasts, to_cart);
        // The answer ends what the press began.
        buying.is_adding.set(false);
    });
}

fn report(cart: &CartHandle, variant: &VariantId, title: &str, toasts: Toasts, to_cart: Callback<()>) {
    let see = text::shopping::VIEW_CART.get();
    if let Some(error) = cart.error(variant) {
        let words = [&text::shopping::add_failed(title), " ", &error_text(&error).text].concat();
        cart.dismiss(variant);
        return toasts.say(Tone::Bad, words.trim_end());
    }
    let notices = untrack(|| cart.cart()).latest().flatten().map(|cart| cart.notices).unwrap_or_default();
    match notices.iter().find_map(|notice| limit_of(notice, variant)) {
        Some((given, reason)) => {
            toasts.offer(Tone::Warning, limited_words(title, given, reason), see, to_cart);
        }
        None => toasts.offer(Tone::Good, text::shopping::added(title), see, to_cart),
    }
}

/// What a notice says about the quantity of a variant.
pub fn limit_of(notice: &CartNotice, variant: &VariantId) -> Option<(i64, QuantityLimit)> {
    match notice {
        CartNotice::QuantityLimited { variant: limited, given, reason, .. } if limited == variant => {
            Some((*given, *reason))
        }
        _ => None,
    }
}

/// Why a line has another quantity than was wished, with the line's name.
fn limited_words(title: &str, given: i64, reason: QuantityLimit) -> String {
    let reason = match reason {
        QuantityLimit::Stock => "stock",
        QuantityLimit::Min => "min",
        QuantityLimit::Max => "max",
        _ => "other",
    };
    text::shopping::limited(u64::try_from(given).unwrap_or_default(), title, reason)
}
