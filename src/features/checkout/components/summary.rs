//! The order beside the form: open on a wide page, folded on a phone.

use super::super::desk::Desk;
use super::{LineList, TotalsView};
use crate::{
    platform::intl,
    routes, text,
    ui::{Icon, Shape},
};
use fivefold_view::prelude::*;

/// Lines and totals of the checkout.
#[component]
pub fn Summary(desk: Desk) -> impl IntoView {
    let lines = Memo::new(move |_| desk.checkout.with(|checkout| checkout.lines.clone()));
    let totals = Memo::new(move |_| desk.checkout.with(|checkout| checkout.totals.clone()));
    let head = move || {
        let count = lines.with(|lines| lines.iter().map(|line| line.quantity).sum::<i64>());
        let items = text::orders::items(u64::try_from(count).unwrap_or(0));
        text::checkout::summary_of(&items, &totals.with(|totals| intl::format_money(&totals.total)))
    };
    let body = move || {
        view! {
            {move || view! { <LineList lines=lines.get()/> }}
            {move || view! { <TotalsView totals=totals.get()/> }}
            <p class="checkout-summary__edit"><a href=routes::cart()>{text::checkout::EDIT_CART.get()}</a></p>
        }
    };
    view! {
        <aside
            class="checkout-summary"
            aria-label=text::checkout::ORDER_SUMMARY.get()
            aria-busy=move || desk.is_saving.get().then_some("true")
        >
            <details class="checkout-summary__fold">
                <summary>
                    <span>{text::checkout::ORDER_SUMMARY.get()}</span>
                    <span class="checkout-summary__head">{head}</span>
                    <Icon shape=Shape::Down/>
                </summary>
                <div class="checkout-summary__body">{body()}</div>
            </details>
            <div class="checkout-summary__panel">
                <h2>{text::checkout::ORDER_SUMMARY.get()}</h2>
                {body()}
            </div>
        </aside>
    }
}
