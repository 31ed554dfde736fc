//! Ordering an accepted quote; and where it cannot be ordered, why, and the way on. A part that comes after its page.

use super::super::order_desk::{OrderDesk, use_order_desk};
use super::super::own_quote::OwnQuote;
use super::super::words::told;
use super::{order_form::order_form, order_summary::order_summary};
use crate::{
    routes, text,
    ui::{LinkButton, Look, Notice, Tone},
};
use fivefold_api::model::{QuoteAction, QuoteStatus};
use fivefold_api::vocabulary::OrderId;
use fivefold_view::prelude::*;
use std::time::Duration;

/// What there is to do with the quote.
#[derive(Clone, PartialEq)]
enum Face {
    /// It can be ordered.
    Open,
    /// It was.
    Ordered(Option<OrderId>),
    /// It cannot be ordered as it stands.
    Closed(QuoteStatus),
}

/// What there is to do with the quote now.
#[component]
pub fn Ordering() -> impl IntoView {
    let own: OwnQuote = expect_context();
    let desk = use_order_desk(own);
    let may_order = own.may(QuoteAction::Order);
    let face = Memo::new(move |_| {
        match own.status.get() {
            // What is on its way is seen to its end where it was sent.
            _ if desk.is_busy() => Face::Open,
            QuoteStatus::Accepted if may_order.get() => Face::Open,
            QuoteStatus::Ordered => Face::Ordered(own.quote.with(|quote| quote.order.clone())),
            status => Face::Closed(status),
        }
    });
    move || match face.get() {
        Face::Open => ordering(desk),
        Face::Ordered(order) => ordered(own, order),
        Face::Closed(status) => closed(own, status),
    }
}

fn ordering(desk: OrderDesk) -> View {
    desk.ask(Duration::ZERO);
    let href = routes::quote(&desk.own.id());
    view! {
        <div class="quote-order">
            {order_form(desk)}
            <div class="quote-order__side">
                {order_summary(desk)}
                <p><a href=href>{text::quote_order::TO_QUOTE.get()}</a></p>
            </div>
        </div>
    }
}

fn ordered(own: OwnQuote, order: Option<OrderId>) -> View {
    let told = told(QuoteStatus::Ordered);
    let to_order = order.map(|order| {
        let href = routes::order(&order);
        view! { <LinkButton look=Look::Strong href>{text::orders::TO_ORDER.get()}</LinkButton> }
    });
    view! {
        <Notice tone=Tone::Good title=told.title.to_owned()>
            <p>{told.text}</p>
            <div class="quote-actions">{to_order}{to_quote(own, Look::Quiet)}</div>
        </Notice>
    }
}

/// The only way on is the quote, where it can be accepted, or asked for again.
fn closed(own: OwnQuote, status: QuoteStatus) -> View {
    let told = told(status);
    view! {
        <Notice tone=Tone::Warning title=text::quote_order::CLOSED.get().to_owned()>
            <p>{told.title}". "{told.text}</p>
            <div class="quote-actions">{to_quote(own, Look::Strong)}</div>
        </Notice>
    }
}

fn to_quote(own: OwnQuote, look: Look) -> View {
    let href = routes::quote(&own.id());
    view! { <LinkButton look href>{text::quote_order::TO_QUOTE.get()}</LinkButton> }
}
