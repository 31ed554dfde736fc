//! A lot as lists show it.

use super::super::hall::Watching;
use super::time_left::{lot_time, phase_words};
use super::watch::watch_button;
use crate::{
    platform::intl,
    routes, text,
    ui::{Picture, SkeletonBox},
};
use fivefold_api::model::{AuctionCard, AuctionPhase, AuctionState, ReserveState};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// How wide a card's picture is drawn; kept beside the grid of `style/features/auctions.css`.
const SIZES: &str = "(min-width: 1240px) 290px, (min-width: 900px) 28vw, (min-width: 640px) 31vw, 46vw";

/// One lot in a grid: the whole card leads to its page. What changes is told by `state`, which only this card
/// follows.
#[component]
pub fn LotCard(
    /// The lot.
    card: AuctionCard,
    /// Where it stands.
    state: RwSignal<AuctionState>,
    /// What time it is for the server.
    now: Signal<Option<Instant>>,
    /// What is being watched.
    watching: Watching,
    /// It stands in the first view, so its picture comes at once.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let AuctionCard { id, title, picture, .. } = card;
    let picture = match picture {
        Some(picture) => view! { <Picture picture sizes=SIZES eager decorative=true/> },
        None => view! { <SkeletonBox class="lot-card__none"/> },
    };
    let href = routes::auction(&id);
    let heart = watch_button(id, title.clone(), watching);
    let live = Memo::new(move |_| state.with(|state| state.phase));
    let is_live = move || live.get() == AuctionPhase::Live;
    view! {
        <article class="lot-card" class=("lot-card--live", is_live)>
            <div class="lot-card__picture">{picture}</div>
            <p class="lot-card__time">
                {move || is_live().then(|| view! { <span class="lot-live">{phase_words(AuctionPhase::Live)}</span> })}
                {lot_time(state, now)}
            </p>
            <h2 class="lot-card__title"><a href=href>{title}</a></h2>
            <p class="lot-card__price">{move || state.with(|state| intl::format_money(&state.price))}</p>
            <p class="lot-card__facts">
                <span>{move || state.with(|state| text::auctions::bids(state.bid_count))}</span>
                <span>{move || state.with(|state| reserve_words(state.reserve))}</span>
                <span>{move || state.with(extended_words)}</span>
            </p>
            {heart}
        </article>
    }
}

/// What is told about the least that the seller wants (C2C-08).
pub fn reserve_words(reserve: ReserveState) -> Option<&'static str> {
    match reserve {
        ReserveState::Met => Some(text::auctions::RESERVE_MET.get()),
        ReserveState::NotMet => Some(text::auctions::RESERVE_NOT_MET.get()),
        _ => None,
    }
}

/// How often the end has moved (C2C-10).
pub fn extended_words(state: &AuctionState) -> Option<String> {
    (state.extensions > 0).then(|| text::auctions::extended(state.extensions.into()))
}
