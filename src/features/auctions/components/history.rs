//! Who bid how much, newest first. A row that was shown never moves and never changes.

use super::super::{live::LiveLot, room::Room};
use crate::{
    platform::{intl, intl::DateStyle},
    text,
    ui::Button,
};
use fivefold_api::model::Bid;
use fivefold_view::prelude::*;

/// The bids of a lot (C2C-11).
pub fn bid_history(lot: LiveLot) -> View {
    let bids = Memo::new(move |_| {
        lot.room.with(|room| {
            let all = room.bids().iter();
            all.map(|bid| (bid.clone(), room.is_mine(bid))).collect::<Vec<_>>()
        })
    });
    let count = Memo::new(move |_| lot.room.with(|room| room.state().bid_count));
    let is_empty = Memo::new(move |_| bids.with(Vec::is_empty));
    let table = move || {
        if is_empty.get() {
            let words = if count.get() == 0 { text::auctions::NO_BIDS.get() } else { "" };
            return view! { <p class="bids__none">{words}</p> };
        }
        view! {
            <table class="bids">
                <caption class="ui-hidden">{text::auctions::HISTORY.get()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::auctions::BIDDERS.get()}</th>
                        <th scope="col">{text::auctions::AMOUNT.get()}</th>
                        <th scope="col">{text::auctions::TIME.get()}</th>
                    </tr>
                </thead>
                <tbody>
                    // A bid whose bidder turns out to be the visitor is drawn anew.
                    <For each=move || bids.get() key=|(bid, is_mine)| (bid.seq, *is_mine) let:entry>{row(entry)}</For>
                </tbody>
            </table>
        }
    };
    let has_older = Memo::new(move |_| lot.room.with(Room::has_older));
    let older = move || {
        has_older.get().then(|| {
            view! { <Button on_press=move |()| lot.load_older()>{text::auctions::OLDER.get()}</Button> }
        })
    };
    view! {
        <section class="lot-history" aria-labelledby="lot-history">
            <h2 id="lot-history">{move || text::auctions::bids(count.get())}</h2>
            {table}
            {older}
        </section>
    }
}

fn row((bid, is_mine): (Bid, bool)) -> View {
    let name = if is_mine {
        text::auctions::YOU.get().to_owned()
    } else {
        text::auctions::bidder(bid.bidder.as_str())
    };
    let automatic = bid.automatic.then(|| {
        view! { <span class="bids__automatic">{text::auctions::AUTOMATIC.get()}</span> }
    });
    view! {
        <tr class="bids__row" class=("bids__row--mine", is_mine)>
            <th scope="row">{name}" "{automatic}</th>
            <td>{intl::format_money(&bid.amount)}</td>
            <td>{intl::format_date(bid.at, DateStyle::Moment)}</td>
        </tr>
    }
}
