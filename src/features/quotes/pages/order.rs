//! `/quotes/:id/order`: ordering what was accepted, on the terms that were accepted (B2B-15, B2B-19). What is not
//! accepted any more is not ordered here at any other price (B2B-14).

use super::super::components::{order_form::order_form, order_summary::order_summary};
use super::super::order_desk::{OrderDesk, use_order_desk};
use super::super::own_quote::{OwnQuote, use_own_quote};
use super::super::words::told;
use super::print::{gone, sheet_skeleton, sign_in};
use crate::{
    data::{AsyncView, Query, Who, set_head, use_address, use_query_when, use_runtime, use_session},
    routes, text,
    ui::{LinkButton, Look, Notice, Tone},
};
use fivefold_api::endpoints::GetQuote;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{Quote, QuoteAction, QuoteStatus};
use fivefold_api::vocabulary::{OrderId, QuoteId};
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

/// The quote that the address names.
pub(super) fn page() -> View {
    let (address, session) = (use_address(), use_session());
    let id = Memo::new(move |_| QuoteId(address.with(|address| routes::parameter(&address.path))));
    let port = http::quotes(use_runtime().client());
    let is_somebody = Memo::new(move |_| session.get() != Who::Nobody);
    let quote = use_query_when(
        move || is_somebody.get().then(|| GetQuote { id: id.get() }),
        move |query| port.quote(query),
    );
    set_head(text::quote_order::TITLE.get(), "", None);
    let failed: fn(&ApiError) -> Option<View> = gone;
    let content = move || match is_somebody.get() {
        true => view! {
            <AsyncView query=quote loading=sheet_skeleton failed let:known>{the_quote(known, quote)}</AsyncView>
        },
        false => sign_in(),
    };
    content.into_view()
}

fn the_quote(known: Signal<Quote>, query: Query<Quote>) -> View {
    use text::quote_order as words;
    let own = use_own_quote(known, query);
    let desk = use_order_desk(own);
    let may_order = own.may(QuoteAction::Order);
    let face = Memo::new(move |_| {
        match own.status.get() {
            // What is on its way is seen to its end where it was sent.
            _ if desk.is_busy() => Face::Open,
            QuoteStatus::Accepted if may_order.get() => Face::Open,
            QuoteStatus::Ordered => Face::Ordered(known.with(|quote| quote.order.clone())),
            status => Face::Closed(status),
        }
    });
    let number = known.with_untracked(|quote| quote.number.clone());
    let offer = own.part(|quote| quote.current.number);
    set_head(&words::title_of(&number), "", None);
    let version = move || words::of_version(&number, u64::from(offer.get()));
    let content = move || match face.get() {
        Face::Open => ordering(desk),
        Face::Ordered(order) => ordered(own, order),
        Face::Closed(status) => closed(own, status),
    };
    view! {
        <header class="quote-order__head">
            <h1 tabindex="-1">{words::TITLE.get()}</h1>
            <p class="quote-hint">{version}</p>
        </header>
        {content}
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
