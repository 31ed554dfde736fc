//! `/group-buys/mine`: the campaigns that one has a seat in, each with the next thing to do and its deadline.

use super::super::components::{my_group, seat_words::told};
use super::super::own_seat::tell;
use super::super::seat::standing;
use crate::{
    data::{
        AsyncView, Who, set_head, sign_in_href, use_address, use_now, use_query_when, use_runtime,
        use_session, use_topic,
    },
    routes, text,
    ui::{EmptyState, LinkButton, Look, SkeletonBox},
};
use fivefold_api::endpoints::{ListMyGroupBuys, QueryWriter};
use fivefold_api::http;
use fivefold_api::json::FromJson;
use fivefold_api::model::{Fact, GroupBuyCardFact, MyGroup, MyGroups, SeatFact};
use fivefold_api::vocabulary::Page;
use fivefold_view::prelude::*;

/// The lists of one's own group-buys.
pub(super) fn page() -> View {
    let address = use_address();
    let session = use_session();
    let asked = Memo::new(move |_| {
        address.with(|address| ListMyGroupBuys {
            list: MyGroups::from_query(&address.query("list").unwrap_or_default()),
            page: address.query("page").unwrap_or_default(),
        })
    });
    let port = http::joined_groups(use_runtime().client());
    let is_member = move || session.get() == Who::Member;
    let groups =
        use_query_when(move || is_member().then(|| asked.get()), move |query| port.my_group_buys(query));
    let again = Callback::new(move |()| groups.refetch());
    let me = Signal::derive(move || is_member().then(|| "me".to_owned()));
    use_topic(
        me,
        move |fact: &Fact| {
            if !fact.kind.starts_with("seat_") {
                return;
            }
            if fact.kind != "seat_money"
                && let Ok(news) = SeatFact::from_json(fact.data.clone())
            {
                tell(&[&news.title, " · "].concat(), standing(&news.seat, news.state.phase));
            }
            again.run(())
        },
        move || again.run(()),
    );
    // What others do to these groups is told to everybody.
    let on_group = move |fact: &Fact| {
        let Ok(news) = GroupBuyCardFact::from_json(fact.data.clone()) else { return };
        let known = untrack(|| groups.get().latest());
        let is_old = |group: &MyGroup| {
            group.card.id == news.group_buy && group.mine.state.revision < news.state.revision
        };
        if known.is_some_and(|page| page.items.iter().any(is_old)) {
            again.run(());
        }
    };
    let all = Signal::derive(move || is_member().then(|| "group-buys".to_owned()));
    use_topic(all, on_group, move || again.run(()));
    set_head(text::seats::MINE.get(), "", None);
    let now = use_now();
    let content = move || {
        if is_member() {
            view! {
                <AsyncView query=groups loading=skeleton is_empty=has_none empty=empty let:page>
                    <ul class="my-groups" role="list">
                        <For each=move || page.get().items key=key let:group>{my_group(group, now, again)}</For>
                    </ul>
                    {move || page.with(|page| page.next.clone()).map(|next| further(asked.get().list, &next))}
                </AsyncView>
            }
        } else {
            sign_in()
        }
    };
    view! {
        <header class="groups-head"><h1 tabindex="-1">{text::seats::MINE.get()}</h1></header>
        <nav class="my-groups-lists" aria-label=text::seats::MINE.get()>
            <ul role="list">
                {list(asked, MyGroups::Running, text::seats::LIST_RUNNING.get())}
                {list(asked, MyGroups::Over, text::seats::LIST_OVER.get())}
            </ul>
        </nav>
        {content}
    }
}

/// A group-buy that stands otherwise than before, for its member, is drawn anew.
fn key(group: &MyGroup) -> String {
    let mine = &group.mine;
    let (version, stands) = mine
        .seat
        .as_ref()
        .map_or(("", ""), |seat| (seat.version.0.as_str(), told(standing(seat, mine.state.phase)).title));
    [group.card.id.as_str(), version, stands, &mine.allowed_actions.len().to_string()].join("@")
}

fn list(asked: Memo<ListMyGroupBuys>, list: MyGroups, words: &'static str) -> View {
    let current = move || (asked.get().list == list).then_some("page");
    view! { <li><a href=address_of(list, "") aria-current=current data-noscroll="">{words}</a></li> }
}

fn address_of(list: MyGroups, page: &str) -> String {
    let mut query = QueryWriter::default();
    query.add("list", list.as_query());
    query.add_some("page", page);
    routes::my_group_buys(&query.finish())
}

fn further(list: MyGroups, next: &str) -> View {
    view! { <LinkButton href=address_of(list, next)>{text::ui::NEXT_PAGE.get()}</LinkButton> }
}

fn has_none(page: &Page<MyGroup>) -> bool {
    page.items.is_empty()
}

fn empty() -> View {
    view! {
        <EmptyState title=text::seats::NONE_MINE.get() text=text::seats::NONE_MINE_TEXT.get()>
            <LinkButton look=Look::Strong href=routes::group_buys()>{text::group_buys::ALL.get()}</LinkButton>
        </EmptyState>
    }
}

/// Whoever is not signed in has joined nothing.
fn sign_in() -> View {
    view! {
        <EmptyState title=text::seats::NONE_MINE.get() text=text::seats::SIGN_IN_MINE.get()>
            <LinkButton look=Look::Strong href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
            <LinkButton href=routes::group_buys()>{text::group_buys::ALL.get()}</LinkButton>
        </EmptyState>
    }
}

fn skeleton() -> View {
    let rows: Vec<_> =
        (0..3).map(|_| view! { <li><SkeletonBox class="my-group my-group--coming"/></li> }).collect();
    view! { <ul class="my-groups" role="list">{rows}</ul> }
}
