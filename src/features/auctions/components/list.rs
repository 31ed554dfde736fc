//! Lots in a grid that stays while it lives: a fact changes the one card that it is about.

use super::super::address::{LotsAddress, PAGE_SIZES};
use super::super::hall::{use_hall, use_outbid_news, use_watching};
use super::LotCard;
use super::toolbar::Toolbar;
use crate::{
    data::{Query, use_now},
    platform::{announce, intl},
    routes, text,
    ui::{Button, EmptyState, LinkButton, Look, Pagination},
};
use fivefold_api::model::{AuctionCard, AuctionList};
use fivefold_view::prelude::*;

/// How many pictures of a first view come at once: the first row of a wide window.
const EAGER: usize = 4;

/// Toolbar, lots and the ways to further pages.
#[component]
pub fn LotList(
    /// The list that the address asks for.
    address: Memo<LotsAddress>,
    /// Its lots.
    list: Signal<AuctionList>,
    /// Where they come from.
    query: Query<AuctionList>,
) -> impl IntoView {
    let hall = use_hall(list, query);
    let watching = use_watching();
    use_outbid_news(None);
    let now = use_now();
    let total = Memo::new(move |_| list.with(|list| list.page.total));
    Effect::new(move |_| {
        if let Some(total) = total.get() {
            announce::say(&text::auctions::lots(total));
        }
    });
    let cards = move || list.with(|list| list.page.items.clone()).into_iter().enumerate().collect::<Vec<_>>();
    let row = move |(at, card): (usize, AuctionCard)| {
        let state = hall.enter(&card);
        view! { <li><LotCard card state now watching eager=at < EAGER/></li> }
    };
    let fresh = move || {
        let count = hall.fresh.get();
        (count > 0).then(|| {
            view! {
                <div class="lots-fresh">
                    <Button on_press=move |()| hall.show_fresh()>{text::auctions::fresh(count)}</Button>
                </div>
            }
        })
    };
    let count = move || total.get().map(text::auctions::lots);
    let further = move || {
        let address = address.get();
        let (page, pages) = (address.asked.page, address.pages(total.get()));
        view! { <Pagination page pages href=move |page| address.at_page(page).href()/> }
    };
    view! {
        <div class="lots-links">
            <p class="lots-count">{count}</p>
            <LinkButton look=Look::Bare href=routes::my_auctions("")>{text::auctions::MINE.get()}</LinkButton>
            <LinkButton look=Look::Bare href=routes::sell_lot()>{text::auctions::SELL.get()}</LinkButton>
        </div>
        <Toolbar address list/>
        <div role="status">{fresh}</div>
        <ul class="lots" role="list">
            <For each=cards key=|(_, card)| card.id.clone() let:entry>{row(entry)}</For>
        </ul>
        {further}
        {move || sizes(&address.get(), total.get())}
    }
}

/// How many lots stand on a page, where there are more than the fewest.
fn sizes(address: &LotsAddress, total: Option<u64>) -> Option<View> {
    let [fewest, ..] = PAGE_SIZES;
    total.filter(|total| *total > fewest.into())?;
    let size = |size: u32| {
        let current = (size == address.asked.per_page).then_some("true");
        view! { <li><a href=address.sized(size).href() aria-current=current>{intl::format_number(size.into())}</a></li> }
    };
    let sizes: Vec<_> = PAGE_SIZES.into_iter().map(size).collect();
    Some(view! {
        <nav class="lots-sizes" aria-labelledby="lots-sizes">
            <p id="lots-sizes">{text::auctions::ON_A_PAGE.get()}</p>
            <ul role="list">{sizes}</ul>
        </nav>
    })
}

/// No lot fits.
pub fn no_lots(address: &LotsAddress) -> View {
    let (title, all) = if address.is_narrowed() {
        let all = view! { <LinkButton look=Look::Strong href=routes::auctions()>{text::auctions::ALL.get()}</LinkButton> };
        (text::auctions::NOTHING_FITS.get(), Some(all))
    } else {
        (text::auctions::NOTHING_OPEN.get(), None)
    };
    view! {
        <EmptyState title text=text::auctions::NOTHING_TEXT.get()>
            {all}
            <LinkButton href=routes::sell_lot()>{text::auctions::SELL.get()}</LinkButton>
        </EmptyState>
    }
}
