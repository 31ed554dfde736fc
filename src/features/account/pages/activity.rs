//! `/account/activity`: every commitment with its next step and its deadline (X-CART). Guests have one too.

use super::super::components::tabs;
use crate::{
    data::{AsyncView, Who, use_address, use_now, use_query_when, use_runtime, use_session, use_topic},
    platform::{intl, intl::DateStyle},
    routes, text,
    ui::{Badge, Countdown, EmptyState, LinkButton, Look, SkeletonBox, Tone},
};
use fivefold_api::endpoints::ListActivity;
use fivefold_api::http;
use fivefold_api::model::{Activity, ActivityAction, ActivityKind, ActivityState};
use fivefold_api::vocabulary::{AuctionId, BookingId, GroupBuyId, OrderId, Page, QuoteId};
use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    let runtime = use_runtime();
    let session = use_session();
    let is_somebody = move || session.get() != Who::Nobody;
    let address = use_address();
    let page_of = Memo::new(move |_| address.with(|address| address.query("page")).unwrap_or_default());
    let port = http::accounts(runtime.client());
    let feed = use_query_when(
        move || is_somebody().then(|| ListActivity { page: page_of.get() }),
        move |query| port.activity(query),
    );
    // Nobody knows whether this is the first look; what changed meanwhile must not be missed.
    use_topic(
        Signal::derive(move || is_somebody().then(|| "me".to_owned())),
        move |_| feed.refetch(),
        move || feed.refetch(),
    );
    let content = move || {
        if is_somebody() {
            view! {
                <AsyncView query=feed loading=skeleton is_empty=has_none empty=empty let:list>
                    {move || entries(list.get())}
                </AsyncView>
            }
        } else {
            empty()
        }
    };
    view! {
        {tabs()}
        <p class="account-lead">{text::account::ACTIVITY_LEAD.get()}</p>
        {content}
    }
}

fn entries(page: Page<Activity>) -> View {
    let next = page.next.map(|next| {
        view! { <LinkButton href=routes::activity_page(&next)>{text::account::OLDER.get()}</LinkButton> }
    });
    let entries: Vec<_> = page.items.into_iter().map(entry).collect();
    view! {
        <ul class="order-list" role="list">{entries}</ul>
        {next}
    }
}

/// What is to be done next; nothing where it is newer than this app.
fn action_words(action: ActivityAction) -> Option<&'static text::Message> {
    match action {
        ActivityAction::Pay => Some(&text::orders::PAY),
        ActivityAction::Bid => Some(&text::auctions::BID_AGAIN),
        ActivityAction::Reply => Some(&text::account::TO_QUESTION),
        ActivityAction::Decide => Some(&text::account::TO_OFFER),
        ActivityAction::Order => Some(&text::account::TO_ORDERING),
        _ => None,
    }
}

fn entry(item: Activity) -> View {
    use text::account as words;
    let (tone, state) = match item.state {
        ActivityState::ActionNeeded => (Tone::Warning, words::STATE_ACTION.get()),
        ActivityState::Running => (Tone::Accent, words::STATE_RUNNING.get()),
        ActivityState::Done => (Tone::Good, words::STATE_DONE.get()),
        ActivityState::Ended => (Tone::Plain, words::STATE_ENDED.get()),
        _ => (Tone::Plain, text::orders::UNKNOWN_STATUS.get()),
    };
    // A kind that is newer than this app has no page here; what is known of it is shown all the same.
    let href = match item.kind {
        ActivityKind::Order => Some(routes::order(&OrderId(item.id.clone()))),
        ActivityKind::Auction => Some(routes::auction(&AuctionId(item.id.clone()))),
        ActivityKind::GroupBuy => Some(routes::group_buy(&GroupBuyId(item.id.clone()))),
        ActivityKind::Booking => Some(routes::booking(&BookingId(item.id.clone()))),
        ActivityKind::Quote => Some(routes::quote(&QuoteId(item.id.clone()))),
        _ => None,
    };
    // What is ordered of a quote is chosen on a page of its own.
    let step = match (item.kind, item.next_action) {
        (ActivityKind::Quote, Some(ActivityAction::Order)) => Some(routes::quote_order(&QuoteId(item.id))),
        _ => href.clone(),
    };
    let heading = match &href {
        Some(href) => view! { <a href=href.clone()>{item.title}</a> },
        None => item.title.into_view(),
    };
    let deadline = item.deadline.map(|ends| {
        view! {
            <p class="order-strip__held">
                {words::DEADLINE.get()}" "<Countdown ends now=use_now() over=text::data::CLOSING.get()/>
            </p>
        }
    });
    let next = item.next_action.and_then(action_words);
    let action = step.zip(next).map(|(href, words)| {
        view! { <LinkButton look=Look::Strong href=href>{words.get()}</LinkButton> }
    });
    let began = intl::format_date(item.at, DateStyle::Moment);
    let facts = match &item.amount {
        Some(amount) => words::activity_facts(&intl::format_money(amount), &began, &item.number),
        None => words::activity_facts_free(&began, &item.number),
    };
    view! {
        <li class="order-tile">
            <div class="order-tile__head">
                <h2>{heading}</h2>
                <Badge tone text=state.to_owned()/>
            </div>
            <p class="order-tile__facts">{facts}</p>
            {deadline}
            {action}
        </li>
    }
}

fn has_none(page: &Page<Activity>) -> bool {
    page.items.is_empty()
}

fn empty() -> View {
    view! {
        <EmptyState title=text::account::NO_ACTIVITY.get() text=text::account::NO_ACTIVITY_TEXT.get()>
            <LinkButton look=Look::Strong href=routes::home()>{text::site::TO_HOME.get()}</LinkButton>
        </EmptyState>
    }
}

fn skeleton() -> View {
    let tiles: Vec<_> = (0..3).map(|_| view! { <SkeletonBox class="order-skeleton__tile"/> }).collect();
    view! { <div class="order-list">{tiles}</div> }
}
