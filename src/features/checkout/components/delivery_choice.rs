//! How the order goes: dated offers, asked for anew when they run out (B2C-14).

use super::super::desk::{DELIVERY, Desk};
use super::super::promise::days;
use crate::{
    platform::intl,
    text,
    ui::{Choice, Choices, Notice, SkeletonBox, Tone},
};
use fivefold_api::model::DeliveryOption;
use fivefold_view::prelude::*;

/// The ways of delivery to the address.
#[component]
pub fn DeliveryChoice(desk: Desk) -> impl IntoView {
    let options = Memo::new(move |_| desk.checkout.with(|checkout| checkout.delivery_options.clone()));
    let choices = Signal::derive(move || options.get().into_iter().map(choice).collect::<Vec<_>>());
    let value = Signal::derive(move || {
        desk.checkout.with(|checkout| checkout.delivery.as_ref().map(|id| id.0.clone()))
    });
    let error = Signal::derive(move || {
        desk.problem(DELIVERY).map(|_| text::checkout::CHOOSE_DELIVERY.get().to_owned())
    });
    // Offers belong to an address that the shop knows.
    let face = Memo::new(move |_| {
        let has_address = desk.checkout.with(|checkout| checkout.address.is_some());
        match (options.with(Vec::is_empty), desk.is_saving.get(), has_address) {
            (false, ..) => Face::Offers,
            (true, true, _) => Face::Asking,
            (true, false, true) => Face::Nothing,
            (true, false, false) => Face::Later,
        }
    });
    let body = move || match face.get() {
        Face::Offers => view! {
            <Choices
                name="delivery"
                legend=text::checkout::DELIVERY.get()
                choices
                value
                on_choose=move |id: String| desk.choose_delivery(id.into())
                stacked=true
                error
            />
        },
        Face::Asking => view! { <SkeletonBox class="checkout-skeleton__choice"/> },
        Face::Later => {
            view! { <p class="checkout-hint">{text::checkout::DELIVERY_LATER.get()}</p> }
        }
        Face::Nothing => view! {
            <Notice tone=Tone::Warning><p>{text::checkout::DELIVERY_NONE.get()}</p></Notice>
        },
    };
    let outdated = move || {
        desk.is_delivery_outdated.get().then(|| {
            view! { <Notice tone=Tone::Warning><p>{text::checkout::DELIVERY_EXPIRED.get()}</p></Notice> }
        })
    };
    view! {
        <section class="checkout-section checkout-section--choices" id="checkout-delivery" aria-label=text::checkout::DELIVERY.get()>
            <h2 aria-hidden="true">{text::checkout::DELIVERY.get()}</h2>
            {outdated}
            {body}
        </section>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Offers,
    Asking,
    Later,
    Nothing,
}

fn choice(option: DeliveryOption) -> Choice {
    let arrives = text::checkout::arrives(&days(&option.promise));
    Choice {
        value: option.id.0,
        label: [option.name.as_str(), " · ", &price(&option.price)].concat(),
        detail: arrives,
        ..Choice::default()
    }
}

/// The price of a delivery.
pub fn price(price: &fivefold_api::vocabulary::Money) -> String {
    if price.minor == 0 { text::checkout::DELIVERY_FREE.get().to_owned() } else { intl::format_money(price) }
}
