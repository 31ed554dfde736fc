//! One lot with everything around it.

use super::super::hall::{use_outbid_news, use_watching};
use super::super::live::use_live_lot;
use super::facts::{lot_facts, lot_rules};
use super::gallery::Gallery;
use super::history::bid_history;
use super::panel::{bid_bar, panel};
use super::watch::watch_button;
use crate::{
    data::Query,
    routes, text,
    ui::{Breadcrumbs, Crumb},
};
use fivefold_api::model::Auction;
use fivefold_view::prelude::*;

/// The page of a lot: pictures and facts, and beside them the panel with price, time and bid.
#[component]
pub fn LotView(
    /// The lot.
    auction: Signal<Auction>,
    /// Where it comes from.
    query: Query<Auction>,
) -> impl IntoView {
    let lot = use_live_lot(auction, query);
    let watching = use_watching();
    use_outbid_news(Some(lot.id()));
    let is_watched = Memo::new(move |_| lot.room.with(|room| room.mine().map(|mine| mine.watching)));
    Effect::new(move |_| {
        if let Some(is_watched) = is_watched.get() {
            watching.learn(&lot.id(), is_watched);
        }
    });
    // None of this changes while it is looked at.
    let shown = auction.get_untracked();
    let card = &shown.card;
    let title = card.title.clone();
    let crumbs = vec![
        Crumb { name: text::site::HOME.get().to_owned(), href: Some(routes::home()) },
        Crumb { name: text::auctions::TITLE.get().to_owned(), href: Some(routes::auctions()) },
        Crumb { name: title.clone(), href: None },
    ];
    let number = text::auctions::number(&card.number);
    let heart = watch_button(card.id.clone(), title.clone(), watching);
    let pictures = shown.pictures.clone();
    view! {
        <Breadcrumbs label=text::shopping::BREADCRUMBS.get() crumbs/>
        <div class="lot">
            <div class="lot__pictures"><Gallery title=title.clone() pictures/></div>
            <div class="lot__panel">
                <header class="lot-head">
                    <p class="lot-head__number">{number}</p>
                    <h1 tabindex="-1">{title}</h1>
                    {heart}
                </header>
                {panel(lot)}
            </div>
            <div class="lot__more">
                {lot_facts(&shown)}
                {bid_history(lot)}
                {lot_rules(&shown)}
            </div>
        </div>
        {bid_bar(lot)}
    }
}
