//! Group-buys in a grid that stays while it lives: a fact changes the one card that it is about.

use super::super::address::{GroupsAddress, pages};
use super::super::hall::use_hall;
use super::card::group_card;
use super::toolbar::toolbar;
use crate::{
    data::{Query, use_now},
    platform::announce,
    routes, text,
    ui::{Button, EmptyState, LinkButton, Look, Pagination},
};
use fivefold_api::model::{GroupBuyCard, GroupBuyList};
use fivefold_view::prelude::*;

/// How many pictures of a first view come at once: the first row of a wide window.
const EAGER: usize = 4;

/// Toolbar, group-buys and the ways to further pages.
pub fn group_list(
    address: Memo<GroupsAddress>,
    list: Signal<GroupBuyList>,
    query: Query<GroupBuyList>,
) -> View {
    let hall = use_hall(list, query);
    let now = use_now();
    let total = Memo::new(move |_| list.with(|list| list.page.total));
    Effect::new(move |_| {
        if let Some(total) = total.get() {
            announce::say(&text::group_buys::groups(total));
        }
    });
    let cards = move || list.with(|list| list.page.items.clone()).into_iter().enumerate().collect::<Vec<_>>();
    let row = move |(at, card): (usize, GroupBuyCard)| {
        let state = hall.enter(&card);
        view! { <li>{group_card(&card, state.into(), now, at < EAGER)}</li> }
    };
    let fresh = move || {
        let count = hall.fresh.get();
        (count > 0).then(|| {
            view! {
                <div class="groups-fresh">
                    <Button on_press=move |()| hall.show_fresh()>{text::group_buys::fresh(count)}</Button>
                </div>
            }
        })
    };
    let count = move || total.get().map(text::group_buys::groups);
    let further = move || {
        let address = address.get();
        let (page, pages) = (address.asked.page, pages(total.get()));
        view! { <Pagination page pages href=move |page| address.at_page(page).href()/> }
    };
    view! {
        <div class="groups-links">
            <p class="groups-count">{count}</p>
            <LinkButton look=Look::Bare href=routes::my_group_buys("")>{text::seats::MINE.get()}</LinkButton>
        </div>
        {toolbar(address, list)}
        <div role="status">{fresh}</div>
        <ul class="groups-grid" role="list">
            <For each=cards key=|(_, card)| card.id.clone() let:entry>{row(entry)}</For>
        </ul>
        {further}
    }
}

/// No group-buy fits.
pub fn no_groups(address: &GroupsAddress) -> View {
    let (title, all) = if address.is_narrowed() {
        let all = view! { <LinkButton look=Look::Strong href=routes::group_buys()>{text::group_buys::ALL.get()}</LinkButton> };
        (text::group_buys::NOTHING_FITS.get(), Some(all))
    } else {
        (text::group_buys::NOTHING_OPEN.get(), None)
    };
    view! {
        <EmptyState title text=text::group_buys::NOTHING_TEXT.get()>
            {all}
            <LinkButton href=routes::products()>{text::site::ALL_PRODUCTS.get()}</LinkButton>
        </EmptyState>
    }
}
