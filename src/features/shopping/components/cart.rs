//! The cart with its lines and its sum.

use super::{CartLineRow, CartSummary};
use crate::{
    data::{CartHandle, Remote, error_text},
    platform::intl,
    text,
    ui::{Button, Notice, Tone},
};
use fivefold_api::model::{Cart, CartNotice};
use fivefold_view::prelude::*;

/// A cart that has lines.
#[component]
pub fn CartView(
    /// The cart.
    cart: CartHandle,
) -> impl IntoView {
    let handle = cart.clone();
    let newest = Memo::new(move |before: Option<&Option<Cart>>| {
        handle.cart().latest().flatten().or_else(|| before.cloned().flatten())
    });
    let lines = move || newest.get().map(|cart| cart.lines).unwrap_or_default();
    let rows = cart.clone();
    let outdated = cart.clone();
    let outdated = move || match outdated.cart() {
        Remote::Failed { error, .. } => {
            let retry = outdated.clone();
            Some(view! {
                <Notice tone=Tone::Warning>
                    <p>{error_text(&error).text}</p>
                    <Button on_press=move |()| retry.refetch()>{text::data::RETRY.get()}</Button>
                </Notice>
            })
        }
        _ => None,
    };
    view! {
        <div class="cart-layout">
            <div class="cart-main">
                {outdated}
                <ChangedPrices cart=newest/>
                <ul class="cart-lines" role="list">
                    <For each=lines key=|line| line.variant.clone() let:line>
                        <CartLineRow line all=newest cart=rows.clone()/>
                    </For>
                </ul>
            </div>
            <CartSummary all=newest cart/>
        </div>
    }
}

/// What the backend changed by itself, until the buyer has read it. Changed quantities stand at their lines.
#[component]
fn ChangedPrices(cart: Memo<Option<Cart>>) -> impl IntoView {
    // A later answer without news does not take the news away.
    let news = Memo::new(move |before: Option<&Vec<String>>| {
        let now = cart.read().as_ref().map(changed_prices).unwrap_or_default();
        if now.is_empty() { before.cloned().unwrap_or_default() } else { now }
    });
    let read = RwSignal::new(Vec::<String>::new());
    move || {
        let news = news.get();
        let is_new = !news.is_empty() && *read.read() != news;
        is_new.then(|| {
            let words: Vec<_> = news.iter().map(|words| view! { <p>{words.clone()}</p> }).collect();
            view! {
                <Notice tone=Tone::Warning>
                    {words}
                    <Button on_press=move |()| read.set(news.clone())>{text::ui::CLOSE.get()}</Button>
                </Notice>
            }
        })
    }
}

fn changed_prices(cart: &Cart) -> Vec<String> {
    let change = |notice: &CartNotice| {
        let CartNotice::PriceChanged { variant, was, now } = notice else { return None };
        let line = cart.lines.iter().find(|line| line.variant == *variant)?;
        Some(text::shopping::price_changed(&line.title, &intl::format_money(now), &intl::format_money(was)))
    };
    cart.notices.iter().filter_map(change).collect()
}
