//! `/checkout/payment?payment=…`: back from the provider, or on the way there.

use super::super::components::{AttemptNotice, PayAgain};
use super::super::story::{Story, open_attempt, story_of};
use crate::{
    data::{
        AsyncView, Query, Remote, refresh_cart, use_address, use_navigate, use_now, use_query_when,
        use_runtime, use_topic,
    },
    platform::{head, intl, page},
    routes, text,
    ui::{Countdown, EmptyState, LinkButton, Look, Notice, SkeletonBox, SkeletonText, Tone},
};
use fivefold_api::endpoints::{GetOrder, GetPayment};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{HoldState, Order, OrderStatus, PaymentAttempt, PaymentSubject};
use fivefold_api::vocabulary::PaymentId;
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;

/// Where a buyer comes back to. Whatever brought them here, the shop is asked how the payment stands, and
/// asked again until it is over; a paid one goes on to its order.
#[component]
pub fn PaymentReturnPage() -> impl IntoView {
    let runtime = use_runtime();
    head::set_title(&text::site::title(text::payments::TITLE.get(), &runtime.config().brand));
    let address = use_address();
    let id = Memo::new(move |_| {
        address.with(|address| address.query("payment")).filter(|id| !id.is_empty()).map(PaymentId::from)
    });
    let has_session = runtime.has_session();
    let payments = http::payments(runtime.client());
    let attempt = use_query_when(
        move || id.get().filter(|_| has_session).map(|id| GetPayment { id }),
        move |query| payments.payment(query),
    );
    follow(attempt);
    let content = move || match id.get() {
        None => nothing(text::payments::MISSING_TEXT.get()),
        Some(_) if !has_session => nothing(text::payments::NOT_FOUND.get()),
        Some(_) => view! {
            <AsyncView query=attempt loading=skeleton failed=failed let:attempt_now>
                <Returned attempt=attempt_now query=attempt/>
            </AsyncView>
        },
    };
    view! {
        <div class="order-page order-page--narrow">
            <h1 tabindex="-1">{text::payments::TITLE.get()}</h1>
            {content}
        </div>
    }
}

/// Asks again whenever there may be news: the live feed says so, somebody comes back to the page, or the feed
/// is paused and a while has passed.
fn follow(attempt: Query<PaymentAttempt>) {
    let known = Memo::new(move |_| attempt.get().latest().map(|attempt| attempt.id));
    let topic = Signal::derive(move || known.get().map(|id| ["payment/", id.as_str()].concat()));
    use_topic(topic, move |_| attempt.refetch(), move || attempt.refetch());
    let _ = StoredValue::new(page::on_wake(move || attempt.refetch()));
}

/// An attempt and its order.
#[component]
fn Returned(attempt: Signal<PaymentAttempt>, query: Query<PaymentAttempt>) -> impl IntoView {
    let runtime = use_runtime();
    let orders = http::orders(runtime.client());
    let order_id = Memo::new(move |_| match attempt.get().subject {
        PaymentSubject::Order { id } => Some(id),
        _ => None,
    });
    let order = use_query_when(
        move || order_id.get().map(|id| GetOrder { id, token: None }),
        move |query| orders.order(query),
    );
    let told = Memo::new(move |_| attempt.with(story_of));
    let navigate = use_navigate();
    Effect::new(move |before: Option<Story>| {
        let now = told.get();
        if before.is_some_and(|before| before != now) {
            order.refetch();
        }
        now
    });
    // What is paid is shown where it stands: a booking by itself, anything else by its order. The order says which.
    let onward = Memo::new(move |_| {
        if !matches!(told.get(), Story::Paid | Story::PartlyRefunded | Story::Refunded) {
            return None;
        }
        let href = match order.get() {
            Remote::Loading => return None,
            known => known.latest().and_then(|order| order.booking).map(|id| routes::booking(&id)),
        };
        href.or_else(|| order_id.get().map(|id| routes::order(&id)))
    });
    Effect::new(move |_| {
        if let Some(href) = onward.get() {
            // The cart was emptied of what is bought; whoever shows it asks again.
            refresh_cart(&runtime);
            runtime.queries().invalidate("/v1/");
            let options = NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
            navigate(&href, options);
        }
    });
    let ask_again = Callback::new(move |()| {
        query.refetch();
        order.refetch();
    });
    let shown = Memo::new(move |_| attempt.get());
    let notice = move || view! { <AttemptNotice attempt=shown.get() on_change=ask_again/> };
    let rest = Memo::new(move |_| order.get().latest());
    let is_there = Memo::new(move |_| rest.with(Option::is_some));
    let order_view = move || {
        is_there.get().then(|| {
            let first = StoredValue::new(rest.get_untracked());
            let order = Signal::derive(move || {
                let latest = rest.get();
                if latest.is_some() {
                    first.set_value(latest.clone());
                }
                latest.or_else(|| first.get_value())
            });
            order_part(order, shown, ask_again)
        })
    };
    view! {
        {notice}
        {order_view}
    }
}

/// What the order adds: how long its stock is held, paying again, and the way to it.
fn order_part(order: Signal<Option<Order>>, attempt: Memo<PaymentAttempt>, on_change: Callback<()>) -> View {
    let now = use_now();
    let head = Memo::new(move |_| {
        order.with(|order| {
            order.as_ref().map(|order| {
                let held = order.hold.as_ref().filter(|hold| hold.state == HoldState::Active);
                let is_waiting = order.status == OrderStatus::PendingPayment;
                (
                    order.number.clone(),
                    intl::format_money(&order.totals.total),
                    routes::order(&order.id),
                    held.filter(|_| is_waiting).map(|hold| hold.expires_at),
                    is_waiting,
                )
            })
        })
    });
    let facts = move || {
        head.get().map(|(number, total, href, held, _)| {
            view! {
                <div class="order-strip">
                    <p><a href=href>{text::orders::number(&number)}</a></p>
                    <p class="order-strip__total">{total}</p>
                    {held.map(|ends| view! {
                        <p class="order-strip__held">
                            {text::orders::HELD.get()}" "<Countdown ends now over=text::data::CLOSING.get()/>
                        </p>
                    })}
                </div>
            }
        })
    };
    // An attempt that ended well is told by the order; one that did not while the order is gone is told here.
    let over = move || {
        let is_gone = head.with(|head| head.as_ref().is_some_and(|(.., is_waiting)| !is_waiting));
        let told = attempt.with(story_of);
        // An attempt that ran out says it already.
        let is_news = told.is_open() || matches!(told, Story::Declined(_) | Story::Voided);
        (is_gone && is_news).then(|| {
            view! { <Notice tone=Tone::Warning><p>{text::payments::ORDER_GONE.get()}</p></Notice> }
        })
    };
    // Another attempt may be the one that counts now.
    let newer = Memo::new(move |_| {
        order.with(|order| {
            let open = open_attempt(&order.as_ref()?.payments)?;
            attempt.with(|attempt| (attempt.id != open.id).then(|| routes::payment_return_of(&open.id)))
        })
    });
    let newer = move || {
        newer.get().map(|href| {
            view! { <LinkButton look=Look::Strong href=href>{text::payments::CONTINUE_PAYMENT.get()}</LinkButton> }
        })
    };
    let first = StoredValue::new(order.get_untracked());
    let pay_again = first.get_value().map(|first| {
        let order = Signal::derive(move || order.get().unwrap_or_else(|| first.clone()));
        view! { <PayAgain order on_change/> }
    });
    let booking = Memo::new(move |_| order.with(|order| order.as_ref()?.booking.clone()));
    let onward = move || match booking.get() {
        Some(id) => view! { <a href=routes::booking(&id)>{text::orders::TO_BOOKING.get()}</a> },
        None => view! { <a href=routes::cart()>{text::checkout::TO_CART.get()}</a> },
    };
    view! {
        {facts}
        {over}
        {newer}
        {pay_again}
        <nav class="order-links">
            {move || head.get().map(|(_, _, href, ..)| view! { <a href=href>{text::orders::TO_ORDER.get()}</a> })}
            {onward}
        </nav>
    }
}

fn nothing(words: &'static str) -> View {
    view! {
        <EmptyState title=text::payments::MISSING_TITLE.get() text=words>
            <LinkButton look=Look::Strong href=routes::orders()>{text::orders::TO_ORDERS.get()}</LinkButton>
            <LinkButton href=routes::cart()>{text::checkout::TO_CART.get()}</LinkButton>
        </EmptyState>
    }
}

fn failed(error: &ApiError) -> Option<View> {
    matches!(error, ApiError::NotFound(_) | ApiError::SignedOut | ApiError::Forbidden(_))
        .then(|| nothing(text::payments::NOT_FOUND.get()))
}

fn skeleton() -> View {
    view! {
        <SkeletonBox class="order-skeleton__notice"/>
        <SkeletonText lines=3/>
    }
}
