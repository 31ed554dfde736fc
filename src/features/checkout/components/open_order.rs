//! An order of this cart that waits for its payment: Back from the provider, a killed tab or another tab end
//! up here, and see it before they pay twice (B2C-17).

use crate::{
    data::{lazy::LazyPage, use_now, use_query_when, use_runtime},
    features::payments::{AttemptNotice, open_attempt},
    lazy_page,
    platform::intl,
    routes, text,
    ui::{Countdown, LinkButton, Notice, Tone},
};
use fivefold_api::endpoints::ListOrders;
use fivefold_api::http;
use fivefold_api::model::{HoldState, Order, OrderStatus};
use fivefold_view::prelude::*;

static OPEN_ORDER: LazyPage = lazy_page!(cashier, OpenOrder, part);

/// The newest order that can still be paid, with what can be done about it. Nothing if there is none, and
/// nothing until it has come, after the page.
pub fn open_order() -> View {
    OPEN_ORDER.view()
}

#[component]
fn OpenOrder() -> impl IntoView {
    let runtime = use_runtime();
    let has_session = runtime.has_session();
    let port = http::orders(runtime.client());
    let orders = use_query_when(move || has_session.then_some(ListOrders), move |_| port.orders());
    orders.refetch();
    let open = Memo::new(move |_| {
        let orders = orders.get().latest().unwrap_or_default();
        orders.into_iter().find(|order| order.status == OrderStatus::PendingPayment)
    });
    move || open.get().map(|order| draw(order, Callback::new(move |()| orders.refetch())))
}

fn draw(order: Order, on_change: Callback<()>) -> View {
    let now = use_now();
    let held = order.hold.as_ref().filter(|hold| hold.state == HoldState::Active).map(|hold| hold.expires_at);
    let attempt = open_attempt(&order.payments).cloned();
    let head = view! {
        <div class="order-strip">
            <p><a href=routes::order(&order.id)>{text::orders::number(&order.number)}</a></p>
            <p class="order-strip__total">{intl::format_money(&order.totals.total)}</p>
            {held.map(|ends| view! {
                <p class="order-strip__held">
                    {text::orders::HELD.get()}" "<Countdown ends now over=text::data::CLOSING.get()/>
                </p>
            })}
        </div>
    };
    let body = match attempt {
        Some(attempt) => view! { <AttemptNotice attempt on_change/> },
        None => view! {
            <Notice tone=Tone::Accent title=text::orders::PAYMENT_DUE.get()>
                <p>{text::orders::PAYMENT_DUE_TEXT.get()}</p>
                <LinkButton href=routes::order(&order.id)>{text::orders::TO_ORDER.get()}</LinkButton>
            </Notice>
        },
    };
    view! { <section class="open-order" aria-label=text::orders::PAYMENT_DUE.get()>{body}{head}</section> }
}
