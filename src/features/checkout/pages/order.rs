//! `/orders/:id`: one order, for its buyer or for whoever has its link.

use super::super::components::{
    CancelOrder, LineList, LotLines, OrderState, ShareLink, StatusBadge, TotalsView, address_lines,
    quote_facts, quoted_lines,
};
use super::super::promise::days;
use crate::{
    data::{AsyncView, Query, refresh_cart, use_address, use_now, use_query, use_runtime, use_topic},
    features::payments::{AttemptNotice, PayAgain, attempt_label, open_attempt, story_of, use_method_name},
    platform::{head, intl, intl::DateStyle},
    routes, text,
    ui::{Badge, Countdown, EmptyState, LinkButton, Look, Notice, SkeletonBox, SkeletonText, Tone},
};
use fivefold_api::endpoints::GetOrder;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{HoldState, Order, OrderStatus, PaymentAttempt};
use fivefold_api::vocabulary::{BookingId, OrderId};
use fivefold_view::prelude::*;

/// One order, live.
#[component]
pub fn OrderPage() -> impl IntoView {
    let runtime = use_runtime();
    let port = http::orders(runtime.client());
    let address = use_address();
    let question = Memo::new(move |_| GetOrder {
        id: OrderId(address.with(|address| routes::parameter(&address.path))),
        token: address.with(|address| address.query("token")).filter(|token| !token.is_empty()),
    });
    let order = use_query(move || question.get(), move |query| port.order(query));
    // The feed tells the owner, and a company's people about orders of its quotes; whoever has the link asks when they
    // come back to the page.
    let owned = Memo::new(move |_| {
        let order = order.get().latest();
        order.filter(|order| order.token.is_some() || order.quote.is_some()).map(|order| order.id)
    });
    let topic = Signal::derive(move || owned.get().map(|id| ["order/", id.as_str()].concat()));
    use_topic(topic, move |_| order.refetch(), move || order.refetch());
    let brand = runtime.config().brand.clone();
    Effect::new(move |_| {
        let name = match order.ready() {
            Some(order) => text::orders::number(&order.number),
            None => text::orders::LIST_TITLE.get().to_owned(),
        };
        head::set_title(&text::site::title(&name, &brand));
    });
    view! {
        <div class="order-page">
            <AsyncView query=order loading=skeleton failed=failed let:value>
                <OrderView order=value query=order/>
            </AsyncView>
        </div>
    }
}

#[component]
fn OrderView(order: Signal<Order>, query: Query<Order>) -> impl IntoView {
    let runtime = use_runtime();
    // The header counts what the cart holds, and a paid order has just emptied it.
    refresh_cart(&runtime);
    let again = Callback::new(move |()| query.refetch());
    let head = Memo::new(move |_| order.with(|order| (order.number.clone(), order.placed_at, order.status)));
    // Whoever comes back to the shop after paying must not find the old cart.
    Effect::new(move |before: Option<OrderStatus>| {
        let status = head.get().2;
        if status != OrderStatus::PendingPayment && before == Some(OrderStatus::PendingPayment) {
            refresh_cart(&runtime);
            runtime.queries().invalidate("/v1/checkout");
            runtime.queries().invalidate("/v1/orders");
        }
        status
    });
    // What a booking's order pays has states of its own.
    let booking = Memo::new(move |_| order.with(|order| order.booking.clone()));
    let header = move || {
        let (number, placed_at, status) = head.get();
        let badge = booking.get().is_none().then(|| view! { <StatusBadge status/> });
        view! {
            <header class="order-head">
                <h1 tabindex="-1">{text::orders::number(&number)}</h1>
                {badge}
                <p>{text::orders::placed_at(&intl::format_date(placed_at, DateStyle::Moment))}</p>
            </header>
        }
    };
    let lines = Memo::new(move |_| order.with(|order| order.lines.clone()));
    let lots = Memo::new(move |_| order.with(|order| order.lots.clone()));
    let quote = Memo::new(move |_| order.with(|order| order.quote.clone()));
    let of_quote = move || quote.get().map(quote_facts);
    let bought = move || {
        let lots = lots.get();
        if let Some(quote) = quote.get() {
            quoted_lines(quote)
        } else if booking.get().is_some() {
            ().into_view()
        } else if lots.is_empty() {
            view! { <LineList lines=lines.get()/> }
        } else {
            view! { <LotLines lots/> }
        }
    };
    let totals = Memo::new(move |_| order.with(|order| order.totals.clone()));
    let is_owner = Memo::new(move |_| order.with(|order| order.token.is_some() || order.contact.is_some()));
    let link_only = move || {
        (!is_owner.get()).then(|| view! { <p class="checkout-hint">{text::orders::LINK_ONLY.get()}</p> })
    };
    let token = Memo::new(move |_| order.with(|order| (order.id.clone(), order.token.clone())));
    let group = Memo::new(move |_| order.with(|order| order.group_buy.clone()));
    let to_group = move || {
        group.get().map(|id| view! { <a href=routes::group_buy(&id)>{text::orders::TO_GROUP.get()}</a> })
    };
    let share = move || {
        let (order, token) = token.get();
        token.map(|token| view! { <ShareLink order token/> })
    };
    view! {
        {header}
        <div class="order-layout">
            <div class="order-main">
                {state(order, again)}
                {link_only}
                <section class="order-card" aria-labelledby="order-bought">
                    <h2 id="order-bought">{text::orders::BOUGHT.get()}</h2>
                    {bought}
                    {move || view! { <TotalsView totals=totals.get()/> }}
                </section>
                {payments(order)}
            </div>
            <div class="order-side">
                {of_quote}
                {move || booking.get().is_none().then(|| delivery(order))}
                {share}
                <div class="order-links">
                    <CancelOrder order on_change=again/>
                    {to_group}
                    <a href=routes::orders()>{text::orders::TO_ORDERS.get()}</a>
                </div>
            </div>
        </div>
    }
}

/// What happens next: the notice of the status, the hold, the open payment or another one.
fn state(order: Signal<Order>, again: Callback<()>) -> View {
    let now = use_now();
    let newest = Memo::new(move |_| {
        order.with(|order| {
            let is_pending = order.status == OrderStatus::PendingPayment;
            let attempt = open_attempt(&order.payments).or_else(|| order.payments.first());
            attempt.filter(|attempt| is_pending && is_own(order, attempt)).cloned()
        })
    });
    let attempt = move || {
        newest.get().map(|attempt| {
            view! { <AttemptNotice attempt on_change=again/> }
        })
    };
    // An attempt that is open says it all; "waiting for payment" above it would only repeat.
    let general = Memo::new(move |_| {
        let is_told = newest.with(|newest| newest.as_ref().is_some_and(is_silent));
        (!is_told).then(|| order.get())
    });
    let held = Memo::new(move |_| {
        order.with(|order| {
            let hold = order.hold.as_ref().filter(|hold| hold.state == HoldState::Active);
            hold.filter(|_| order.status == OrderStatus::PendingPayment).map(|hold| hold.expires_at)
        })
    });
    // At zero the shop decides, so it is asked.
    let is_over =
        Memo::new(move |_| matches!((now.get(), held.get()), (Some(now), Some(ends)) if now >= ends));
    Effect::new(move |_| {
        if is_over.get() {
            again.run(());
        }
    });
    let hold = move || {
        held.get().map(|ends| {
            view! {
                <p class="order-held">
                    {text::orders::HELD.get()}" "<Countdown ends now over=text::data::CLOSING.get()/>
                </p>
            }
        })
    };
    let booking = Memo::new(move |_| order.with(|order| order.booking.clone()));
    let general = move || match booking.get() {
        Some(id) => Some(of_booking(&id)),
        None => general.get().map(|order| view! { <OrderState order/> }),
    };
    view! {
        {general}
        {attempt}
        {hold}
        <PayAgain order on_change=again/>
    }
}

/// A booking says itself how it stands, and is paid there.
fn of_booking(id: &BookingId) -> View {
    let href = routes::booking(id);
    view! {
        <Notice tone=Tone::Accent>
            <p>{text::orders::OF_BOOKING.get()}</p>
            <LinkButton look=Look::Strong href=href>{text::orders::TO_BOOKING.get()}</LinkButton>
        </Notice>
    }
}

/// Whether whoever looks is told of an attempt and may call it off. An order of a quote has no token, and of what is
/// open only its owner is told the payment page.
fn is_own(order: &Order, attempt: &PaymentAttempt) -> bool {
    order.token.is_some() || order.quote.is_some() && (attempt.action.is_some() || !is_silent(attempt))
}

fn is_silent(attempt: &PaymentAttempt) -> bool {
    story_of(attempt).is_open()
}

/// Every attempt to pay, with what was taken and given back.
fn payments(order: Signal<Order>) -> View {
    let attempts = Memo::new(move |_| order.with(|order| order.payments.clone()));
    let method_name = use_method_name();
    let row = move |attempt: PaymentAttempt| {
        let (tone, words) = attempt_label(&attempt);
        let time = intl::format_date(attempt.created_at, DateStyle::Moment);
        let refunded = (attempt.refunded.minor > 0)
            .then(|| text::payments::refunded(&intl::format_money(&attempt.refunded)));
        view! {
            <li class="payment-row">
                <span class="payment-row__name">
                    {text::payments::attempt(&method_name(attempt.method.as_str()), &time)}
                    {refunded.map(|words| view! { <span class="payment-row__note">{words}</span> })}
                </span>
                <Badge tone text=words.to_owned()/>
                <span class="payment-row__amount">{intl::format_money(&attempt.amount)}</span>
            </li>
        }
    };
    let list = move || {
        let rows: Vec<_> = attempts.get().into_iter().map(row).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="order-card" aria-labelledby="order-payments">
                    <h2 id="order-payments">{text::orders::PAYMENTS.get()}</h2>
                    <ul role="list">{rows}</ul>
                </section>
            }
        })
    };
    view! { {list} }
}

/// How and where it goes.
fn delivery(order: Signal<Order>) -> View {
    let known = Memo::new(move |_| {
        order.with(|order| (order.delivery.clone(), order.address.clone(), order.contact.clone()))
    });
    let body = move || {
        let (delivery, address, contact) = known.get();
        let address = address.map(|address| {
            let lines: Vec<_> =
                address_lines(&address).into_iter().map(|line| view! { <span>{line}</span> }).collect();
            view! {
                <h3>{text::checkout::ADDRESS_TITLE.get()}</h3>
                <address class="order-address">{lines}</address>
            }
        });
        let contact = contact.map(|contact| {
            view! {
                <h3>{text::checkout::CONTACT.get()}</h3>
                <p class="order-address"><span>{contact.email}</span><span>{contact.phone}</span></p>
            }
        });
        view! {
            <p>{delivery.name}<br/>{text::checkout::arrives(&days(&delivery.promise))}</p>
            {address}
            {contact}
        }
    };
    view! {
        <section class="order-card" aria-labelledby="order-delivery">
            <h2 id="order-delivery">{text::checkout::DELIVERY.get()}</h2>
            {body}
        </section>
    }
}

fn failed(error: &ApiError) -> Option<View> {
    matches!(error, ApiError::NotFound(_) | ApiError::SignedOut | ApiError::Forbidden(_)).then(|| {
        view! {
            <EmptyState title=text::errors::NOT_FOUND.get() text=text::orders::TOKEN_NEEDED.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::orders()>{text::orders::TO_ORDERS.get()}</LinkButton>
                <LinkButton href=routes::products()>{text::shopping::CONTINUE_SHOPPING.get()}</LinkButton>
            </EmptyState>
        }
    })
}

fn skeleton() -> View {
    view! {
        <div class="order-head"><SkeletonText/></div>
        <div class="order-layout">
            <div class="order-main">
                <SkeletonBox class="order-skeleton__notice"/>
                <SkeletonBox class="order-skeleton__card"/>
            </div>
            <div class="order-side"><SkeletonBox class="order-skeleton__card"/></div>
        </div>
    }
}
