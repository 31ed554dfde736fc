//! `/orders`: the orders of this browser, each with its next step and its deadline.

use super::super::components::StatusBadge;
use crate::{
    data::{AsyncView, use_now, use_query_when, use_runtime, use_topic},
    features::payments::open_attempt,
    platform::{head, intl, intl::DateStyle},
    routes, text,
    ui::{Countdown, EmptyState, LinkButton, Look, Picture, SkeletonBox},
};
use fivefold_api::endpoints::ListOrders;
use fivefold_api::http;
use fivefold_api::model::{HoldState, Order, OrderStatus};
use fivefold_view::prelude::*;

/// How many pictures a card shows.
const PICTURES: usize = 4;

/// All orders, newest first.
#[component]
pub fn OrdersPage() -> impl IntoView {
    let runtime = use_runtime();
    head::set_title(&text::site::title(text::orders::LIST_TITLE.get(), &runtime.config().brand));
    let has_session = runtime.has_session();
    let port = http::orders(runtime.client());
    let orders = use_query_when(move || has_session.then_some(ListOrders), move |_| port.orders());
    // Nobody knows whether this is the first look; what changed meanwhile must not be missed.
    use_topic(
        Signal::derive(move || has_session.then(|| "me".to_owned())),
        move |fact| {
            if fact.kind == "order" {
                orders.refetch();
            }
        },
        move || orders.refetch(),
    );
    let content = if has_session {
        view! {
            <AsyncView query=orders loading=skeleton is_empty=has_none empty=empty let:list>
                {move || {
                    let cards: Vec<_> = list.get().into_iter().map(card).collect();
                    view! { <ul class="order-list" role="list">{cards}</ul> }
                }}
            </AsyncView>
        }
    } else {
        empty()
    };
    view! {
        <div class="order-page">
            <h1 tabindex="-1">{text::orders::LIST_TITLE.get()}</h1>
            {content}
        </div>
    }
}

#[expect(clippy::ptr_arg, reason = "AsyncView asks about the answer as it is")]
fn has_none(orders: &Vec<Order>) -> bool {
    orders.is_empty()
}

fn card(order: Order) -> View {
    let now = use_now();
    let is_waiting = order.status == OrderStatus::PendingPayment;
    let held = order.hold.as_ref().filter(|hold| is_waiting && hold.state == HoldState::Active);
    let deadline = held.map(|hold| {
        view! {
            <p class="order-strip__held">
                {text::orders::HELD.get()}" "<Countdown ends=hold.expires_at now over=text::data::CLOSING.get()/>
            </p>
        }
    });
    let href = routes::order(&order.id);
    // The next step: a waiting order wants to be paid, or its open payment looked after.
    let to_booking = order.booking.as_ref().map(|id| {
        let (look, href) = (if is_waiting { Look::Strong } else { Look::Quiet }, routes::booking(id));
        view! { <LinkButton look href=href>{text::orders::TO_BOOKING.get()}</LinkButton> }
    });
    // A booking has states of its own, and neither lines nor lots.
    let is_bought = order.booking.is_none();
    let next = (is_waiting && is_bought).then(|| {
        let words = if open_attempt(&order.payments).is_some() {
            &text::payments::CONTINUE_PAYMENT
        } else {
            &text::orders::PAY
        };
        view! { <LinkButton look=Look::Strong href=href.clone()>{words.get()}</LinkButton> }
    });
    let count: i64 = order.lines.iter().map(|line| line.quantity).sum();
    let quoted = order.quote.as_ref().map_or(0, |quote| u64::from(quote.line_count));
    let others = u64::try_from(order.lots.len()).unwrap_or(0) + quoted;
    let items = text::orders::items(u64::try_from(count).unwrap_or(0) + others);
    let total = intl::format_money(&order.totals.total);
    let total = if is_bought { text::checkout::summary_of(&items, &total) } else { total };
    let pictures = order.lines.into_iter().map(|line| line.picture);
    let pictures: Vec<_> = pictures
        .chain(order.lots.into_iter().filter_map(|lot| lot.picture))
        .take(PICTURES)
        .map(|picture| view! { <Picture picture sizes="64px" decorative=true/> })
        .collect();
    view! {
        <li class="order-tile">
            <div class="order-tile__head">
                <h2><a href=href>{text::orders::number(&order.number)}</a></h2>
                {is_bought.then(|| view! { <StatusBadge status=order.status/> })}
            </div>
            <p class="order-tile__facts">
                {text::orders::placed_at(&intl::format_date(order.placed_at, DateStyle::Moment))}
                <br/>
                {total}
            </p>
            <div class="order-tile__pictures">{pictures}</div>
            {deadline}
            {next}
            {to_booking}
        </li>
    }
}

fn empty() -> View {
    view! {
        <EmptyState title=text::orders::NONE_TITLE.get() text=text::orders::NONE_TEXT.get()>
            <LinkButton look=Look::Strong href=routes::products()>{text::shopping::CONTINUE_SHOPPING.get()}</LinkButton>
        </EmptyState>
    }
}

fn skeleton() -> View {
    let tiles: Vec<_> = (0..3).map(|_| view! { <SkeletonBox class="order-skeleton__tile"/> }).collect();
    view! { <div class="order-list">{tiles}</div> }
}
