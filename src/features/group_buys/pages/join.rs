//! `/group-buys/:id/join`: a seat is held and paid.

use super::super::components::{
    join_form, join_form::others, seat_pay, seat_pay::pay_problem, seat_words::told, withdraw::HEADING,
};
use super::super::joining::{Closed, Instead, Step};
use super::super::live::{LiveGroup, use_live_group};
use super::super::seat_desk::{SeatDesk, use_seat_desk};
use crate::{
    data::{
        AsyncView, Query, Who, lazy::LazyPage, set_head, sign_in_href, use_address, use_query, use_runtime,
        use_session,
    },
    features::payments::money_steps,
    lazy_page,
    platform::{intl, intl::DateStyle, page},
    routes, text,
    ui::{EmptyState, LinkButton, Look, Notice, Picture, SkeletonText, Tone},
};
use fivefold_api::endpoints::GetGroupBuy;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{GroupAction, GroupBuy, SeatCheckout};
use fivefold_api::vocabulary::GroupBuyId;
use fivefold_view::prelude::*;
use leptos::html;

static DESK: LazyPage = lazy_page!(group_seat, TheDesk, loading = skeleton);

/// Joining the campaign that the address names.
pub(super) fn page() -> View {
    let address = use_address();
    let id = Memo::new(move |_| GroupBuyId(address.with(|address| routes::parameter(&address.path))));
    let port = http::groups(use_runtime().client());
    let group = use_query(move || GetGroupBuy { id: id.get() }, move |query| port.group_buy(query));
    set_head(text::seats::JOIN_TITLE.get(), "", None);
    let failed: fn(&ApiError) -> Option<View> = gone;
    view! {
        <header class="groups-head"><h1 tabindex="-1">{text::seats::JOIN_TITLE.get()}</h1></header>
        <AsyncView query=group loading=skeleton failed let:known>
            {strip(known)}
            {for_members(known, group)}
        </AsyncView>
    }
}

/// What is being joined, and the way back to it.
fn strip(group: Signal<GroupBuy>) -> View {
    let card = group.with_untracked(|group| group.card.clone());
    let picture = card.picture.map(|picture| view! { <Picture picture sizes="96px" decorative=true/> });
    let end = intl::format_date(card.state.ends_at, DateStyle::Moment);
    view! {
        <div class="my-group seat-strip">
            <div class="my-group__picture">{picture}</div>
            <div class="my-group__words">
                <p class="my-group__title"><a href=routes::group_buy(&card.id)>{card.title}</a></p>
                <p class="my-group__ends">{card.number}" · "{text::seats::decided_on(&end)}</p>
            </div>
        </div>
    }
}

fn for_members(known: Signal<GroupBuy>, query: Query<GroupBuy>) -> View {
    let session = use_session();
    let is_member = Memo::new(move |_| session.get() == Who::Member);
    let content = move || {
        if is_member.get() {
            let live = use_live_group(known, query);
            view! { <Provider value=live><div>{DESK.view()}</div></Provider> }
        } else {
            view! {
                <Notice tone=Tone::Accent>
                    <p>{text::seats::SIGN_IN.get()}</p>
                    <LinkButton look=Look::Strong href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
                </Notice>
            }
        }
    };
    content.into_view()
}

/// Forms and payment: a chunk with the code of one's own seat.
#[component]
fn TheDesk() -> impl IntoView {
    let live: LiveGroup = expect_context();
    view! { <AsyncView query=live.mine loading=skeleton let:_mine>{at_the_desk(live)}</AsyncView> }
}

fn at_the_desk(live: LiveGroup) -> View {
    let desk = use_seat_desk(live);
    let root = NodeRef::<html::Div>::new();
    // What was pressed is gone: the focus goes to what has come of it.
    Effect::new(move |before: Option<Step>| {
        let now = desk.step.get();
        if before.is_some_and(|before| before != now) && desk.has_moved() {
            request_animation_frame(move || {
                if let Some(root) = root.try_get_untracked() {
                    page::focus_first(&root, "h2[tabindex]");
                }
            });
        }
        now
    });
    let content = move || match desk.step.get() {
        Step::Join => view! {
            {stands(desk)}
            {pay_problem(desk)}
            {with_checkout(desk, join_form)}
        }
        .into_view(),
        Step::Pay => with_checkout(desk, seat_pay),
        Step::In => is_in(desk),
        Step::Closed(why) => closed(desk, why),
    };
    view! { <div class="seat-desk" node_ref=root>{content}</div> }
}

/// How the seat that one has or had stands, and what becomes of its money.
fn stands(desk: SeatDesk) -> View {
    let money = move || {
        let seat = desk.own.seat.get();
        seat.and_then(|seat| money_steps(seat.money))
    };
    let card = move || {
        desk.own.stands.get().map(|standing| {
            let told = told(standing);
            view! {
                <section class="seat" data-tone=told.tone aria-labelledby=HEADING>
                    <h2 class="seat__title" id=HEADING tabindex="-1">{told.title}</h2>
                    <p class="seat__text">{told.text}</p>
                    {money}
                </section>
            }
        })
    };
    card.into_view()
}

fn with_checkout(desk: SeatDesk, draw: fn(SeatDesk, Signal<SeatCheckout>) -> View) -> View {
    view! { <AsyncView query=desk.checkout loading=skeleton let:checkout>{draw(desk, checkout)}</AsyncView> }
}

/// Whoever has a seat already, and nothing to pay, looks at it (C2B-16).
fn is_in(desk: SeatDesk) -> View {
    view! {
        {stands(desk)}
        <div class="seat__actions">
            <LinkButton look=Look::Strong href=routes::group_buy(&desk.group.id())>
                {text::seats::TO_GROUP.get()}
            </LinkButton>
        </div>
    }
}

/// Why it cannot be joined, and what there is instead. Whoever has no seat is told that nothing was charged (C2B-07);
/// a seat says itself what becomes of its money.
fn closed(desk: SeatDesk, why: Closed) -> View {
    use text::seats as words;
    let starts = || {
        let at = desk.group.group.with_untracked(|group| group.state().starts_at);
        words::starts_on(&intl::format_date(at, DateStyle::Moment))
    };
    let (title, text) = match why {
        Closed::NotStarted => (&words::NOT_STARTED, starts()),
        Closed::Full => (&words::FULL, words::FULL_TEXT.get().to_owned()),
        Closed::Over => (&words::OVER, words::OVER_TEXT.get().to_owned()),
        Closed::CalledOff => (&words::CALLED_OFF, words::CLOSED_CALLED_OFF_TEXT.get().to_owned()),
        Closed::Unknown => (&words::CLOSED, words::CLOSED_TEXT.get().to_owned()),
    };
    // A refusal knows best; whoever has not tried is told what the group-buy says.
    let instead = Memo::new(move |_| {
        desk.refused.get().and_then(|refused| refused.instead).unwrap_or_else(|| {
            let mine = desk.group.mine.get().latest();
            let may_open_another =
                mine.is_some_and(|mine| mine.allowed_actions.contains(&GroupAction::OpenAnother));
            let siblings = desk.group.group_buy.with(|group| group.siblings.clone());
            Instead { siblings, may_open_another }
        })
    });
    let uncharged = move || {
        let has_none = why != Closed::NotStarted && desk.own.seat.with(Option::is_none);
        has_none.then(|| [" ", words::UNCHARGED.get()].concat())
    };
    view! {
        <section class="seat" data-tone="warning" aria-labelledby="seat-closed">
            <h2 class="seat__title" id="seat-closed" tabindex="-1">{title.get()}</h2>
            <p class="seat__text" role="status">{text}{uncharged}</p>
            {move || others(desk, instead.get())}
            <div class="seat__actions">
                <LinkButton href=routes::group_buy(&desk.group.id())>{words::TO_GROUP.get()}</LinkButton>
            </div>
        </section>
        {stands(desk)}
        {pay_problem(desk)}
    }
    .into_view()
}

/// A campaign that is not there leads on to the others.
fn gone(error: &ApiError) -> Option<View> {
    matches!(error, ApiError::NotFound(_)).then(|| {
        view! {
            <EmptyState title=text::group_buys::GONE.get() text=text::site::NOT_FOUND_TEXT.get()>
                <LinkButton look=Look::Strong href=routes::group_buys()>{text::group_buys::ALL.get()}</LinkButton>
            </EmptyState>
        }
    })
}

fn skeleton() -> View {
    view! { <SkeletonText lines=8/> }
}
