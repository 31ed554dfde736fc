//! `/auctions/mine`: lots that one bids on, watches, has won or sells, each with the next thing to do.

use super::super::components::my_lot;
use super::super::hall::{use_lot_facts, use_my_facts, use_outbid_news, use_watching};
use crate::{
    data::{
        AsyncView, Who, set_head, sign_in_href, use_address, use_now, use_query_when, use_runtime,
        use_session,
    },
    routes, text,
    ui::{EmptyState, LinkButton, Look, SkeletonBox},
};
use fivefold_api::endpoints::{ListMyAuctions, QueryWriter};
use fivefold_api::http;
use fivefold_api::model::{AuctionCardFact, MyLot, MyLots};
use fivefold_api::vocabulary::Page;
use fivefold_view::prelude::*;

/// The lists of one's own lots.
pub(super) fn page() -> View {
    let address = use_address();
    let session = use_session();
    let asked = Memo::new(move |_| {
        address.with(|address| ListMyAuctions {
            list: MyLots::from_query(&address.query("list").unwrap_or_default()),
            page: address.query("page").unwrap_or_default(),
        })
    });
    let port = http::watching(use_runtime().client());
    let is_somebody = move || session.get() != Who::Nobody;
    let lots =
        use_query_when(move || is_somebody().then(|| asked.get()), move |query| port.my_auctions(query));
    use_my_facts(move |_| lots.refetch(), move || lots.refetch());
    // What others do to these lots is told to everybody.
    let on_lot = move |_, news: AuctionCardFact| {
        let known = untrack(|| lots.get().latest());
        let is_old =
            |lot: &MyLot| lot.card.id == news.auction && lot.mine.state.revision < news.state.revision;
        if known.is_some_and(|page| page.items.iter().any(is_old)) {
            lots.refetch();
        }
    };
    use_lot_facts(on_lot, move || lots.refetch());
    use_outbid_news(None);
    set_head(text::auctions::MINE.get(), "", None);
    let (now, watching) = (use_now(), use_watching());
    let content = move || {
        if is_somebody() {
            view! {
                <AsyncView query=lots loading=skeleton is_empty=has_none empty=empty let:page>
                    <ul class="my-lots" role="list">
                        <For each=move || page.get().items key=key let:lot>{my_lot(lot, now, watching)}</For>
                    </ul>
                    {move || page.with(|page| page.next.clone()).map(|next| further(asked.get().list, &next))}
                </AsyncView>
            }
        } else {
            sign_in()
        }
    };
    view! {
        <header class="lots-head"><h1 tabindex="-1">{text::auctions::MINE.get()}</h1></header>
        <nav class="lots-phases" aria-label=text::auctions::MINE.get()><ul role="list">{lists(asked)}</ul></nav>
        {content}
    }
}

/// A lot that stands otherwise than before is drawn anew.
fn key(lot: &MyLot) -> String {
    let revision = lot.mine.state.revision.to_string();
    let paid = lot
        .mine
        .settlement
        .as_ref()
        .map_or("", |settlement| if settlement.order.is_some() { "o" } else { "s" });
    let actions = lot.mine.allowed_actions.len().to_string();
    [lot.card.id.as_str(), &revision, paid, &actions].join("@")
}

fn lists(asked: Memo<ListMyAuctions>) -> Vec<View> {
    use text::auctions as words;
    [
        (MyLots::Bidding, &words::LIST_BIDDING),
        (MyLots::Watching, &words::LIST_WATCHING),
        (MyLots::Won, &words::LIST_WON),
        (MyLots::Selling, &words::LIST_SELLING),
    ]
    .into_iter()
    .map(|(list, words)| {
        let current = move || (asked.get().list == list).then_some("page");
        view! { <li><a href=address_of(list, "") aria-current=current data-noscroll="">{words.get()}</a></li> }
    })
    .collect()
}

fn address_of(list: MyLots, page: &str) -> String {
    let mut query = QueryWriter::default();
    query.add("list", list.as_query());
    query.add_some("page", page);
    routes::my_auctions(&query.finish())
}

fn further(list: MyLots, next: &str) -> View {
    view! { <LinkButton href=address_of(list, next)>{text::ui::LOAD_MORE.get()}</LinkButton> }
}

fn has_none(page: &Page<MyLot>) -> bool {
    page.items.is_empty()
}

fn empty() -> View {
    view! {
        <EmptyState title=text::auctions::NONE_MINE.get() text=text::auctions::NONE_MINE_TEXT.get()>
            <LinkButton look=Look::Strong href=routes::auctions()>{text::auctions::ALL.get()}</LinkButton>
            <LinkButton href=routes::sell_lot()>{text::auctions::SELL.get()}</LinkButton>
        </EmptyState>
    }
}

/// Nobody has bid, watched or sold in this browser yet.
fn sign_in() -> View {
    view! {
        <EmptyState title=text::auctions::NONE_MINE.get() text=text::auctions::NEED_SIGN_IN.get()>
            <LinkButton look=Look::Strong href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
            <LinkButton href=routes::auctions()>{text::auctions::ALL.get()}</LinkButton>
        </EmptyState>
    }
}

fn skeleton() -> View {
    let rows: Vec<_> =
        (0..3).map(|_| view! { <li><SkeletonBox class="my-lot my-lot--coming"/></li> }).collect();
    view! { <ul class="my-lots" role="list">{rows}</ul> }
}
