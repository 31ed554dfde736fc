//! The link that lets others see an order (B2C-19).

use crate::{
    data::spawn,
    platform::{clipboard, page},
    routes, text,
    ui::{Button, Tone, use_toasts},
};
use fivefold_api::vocabulary::OrderId;
use fivefold_view::prelude::*;
use leptos::html;

/// The link, to copy.
#[component]
pub fn ShareLink(
    /// The order.
    order: OrderId,
    /// Its token.
    token: String,
) -> impl IntoView {
    let link = page::origin() + &routes::order_with_token(&order, &token);
    let shown = link.clone();
    let field = NodeRef::<html::Input>::new();
    let toasts = use_toasts();
    let copy = move |()| {
        let link = link.clone();
        if let Some(field) = field.get_untracked() {
            field.select();
        }
        spawn(async move {
            if clipboard::copy(&link).await {
                toasts.say(Tone::Good, text::orders::SHARE_COPIED.get());
            } else {
                toasts.say(Tone::Warning, text::orders::SHARE_NOT_COPIED.get());
            }
        });
    };
    view! {
        <section class="order-card" aria-labelledby="order-share">
            <h2 id="order-share">{text::orders::SHARE.get()}</h2>
            <p class="checkout-hint">{text::orders::SHARE_TEXT.get()}</p>
            <div class="order-share">
                <input
                    node_ref=field
                    class="ui-field__input"
                    readonly
                    aria-label=text::orders::SHARE_LINK.get()
                    prop:value=shown
                />
                <Button on_press=copy>{text::ui::COPY.get()}</Button>
            </div>
        </section>
    }
}
