//! A group-buy as lists show it.

use super::stand::{badges, group_time, price, progress};
use crate::{
    routes,
    ui::{Picture, SkeletonBox},
};
use fivefold_api::model::{GroupBuyCard, GroupBuyState};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// How wide a card's picture is drawn; kept beside the grid of `style/features/group_buys.css`.
const SIZES: &str = "(min-width: 1240px) 290px, (min-width: 1080px) 23vw, (min-width: 800px) 31vw, (min-width: 520px) 46vw, 92vw";

/// One group-buy in a grid: the whole card leads to its page. What changes is told by `state`, which only this card
/// follows.
pub fn group_card(
    card: &GroupBuyCard,
    state: Signal<GroupBuyState>,
    now: Signal<Option<Instant>>,
    eager: bool,
) -> View {
    let picture = match card.picture.clone() {
        Some(picture) => view! { <Picture picture sizes=SIZES eager decorative=true/> },
        None => view! { <SkeletonBox class="group-card__none"/> },
    };
    view! {
        <article class="group-card">
            <div class="group-card__picture">{picture}{badges(state)}</div>
            <h2 class="group-card__title"><a href=routes::group_buy(&card.id)>{card.title.clone()}</a></h2>
            {price(card, state)}
            {progress(card, state)}
            <p class="group-card__time">{group_time(state, now)}</p>
        </article>
    }
}
