//! The ladder: a picture of it beside the price, and a table with everything the picture shows (C2B-01, C2B-23).

use super::super::group::is_over;
use super::super::ladder::{TierStand, heights, stands};
use super::super::words::basis_word;
use crate::{platform::intl, text};
use fivefold_api::model::{GroupBuyCard, GroupBuyState};
use fivefold_view::prelude::*;

/// The steps of the ladder, one lower than the other. What it shows stands in the table as well.
pub fn ladder_picture(card: &GroupBuyCard, state: Signal<GroupBuyState>) -> View {
    let stands = ladder_stands(card, state);
    let steps: Vec<_> = card
        .tiers
        .iter()
        .zip(heights(&card.tiers))
        .enumerate()
        .map(|(at, (tier, height))| {
            let stand = Memo::new(move |_| stands.with(|stands| stands.get(at).copied()));
            let height = [&height.to_string(), "%"].concat();
            let is_ahead = move || matches!(stand.get(), Some(TierStand::Ahead(_)));
            view! {
                <div
                    class="group-steps__step"
                    class=("group-steps__step--now", move || stand.get() == Some(TierStand::Now))
                    class=("group-steps__step--ahead", is_ahead)
                >
                    <span class="group-steps__well">
                        <span class="group-steps__price">{intl::format_money(&tier.price)}</span>
                        <span class="group-steps__bar" style:block-size=height></span>
                    </span>
                    <span class="group-steps__from">{text::group_buys::from(basis_word(card.basis), tier.from)}</span>
                </div>
            }
        })
        .collect();
    view! { <div class="group-steps" aria-hidden="true">{steps}</div> }
}

/// The ladder as a table.
pub fn ladder_table(card: &GroupBuyCard, state: Signal<GroupBuyState>) -> View {
    use text::group_buys as words;
    let stands = ladder_stands(card, state);
    let basis = basis_word(card.basis);
    let is_over = Memo::new(move |_| state.with(|state| is_over(state.phase)));
    let rows: Vec<_> = card
        .tiers
        .iter()
        .enumerate()
        .map(|(at, tier)| {
            let stand = Memo::new(move |_| stands.with(|stands| stands.get(at).copied()));
            let is_now = move || stand.get() == Some(TierStand::Now);
            let in_words = move || match stand.get() {
                Some(TierStand::Passed) => words::REACHED.get().to_owned(),
                Some(TierStand::Ahead(_)) if is_over.get() => words::NOT_REACHED.get().to_owned(),
                Some(TierStand::Ahead(more)) => words::more_left(basis, more),
                _ if is_over.get() => words::TIER_THEN.get().to_owned(),
                _ => words::TIER_NOW.get().to_owned(),
            };
            view! {
                <tr class=("group-ladder__now", is_now)>
                    <th scope="row">{words::from(basis, tier.from)}</th>
                    <td>{intl::format_money(&tier.price)}</td>
                    <td>{in_words}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="group-ladder">
            <caption class="ui-hidden">{words::LADDER_CAPTION.get()}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::UP_TO.get()}</th>
                    <th scope="col">{words::PRICE.get()}</th>
                    <th scope="col">{words::STANDS.get()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn ladder_stands(card: &GroupBuyCard, state: Signal<GroupBuyState>) -> Memo<Vec<TierStand>> {
    let tiers = card.tiers.clone();
    Memo::new(move |_| state.with(|state| stands(&tiers, state.committed, state.price)))
}
