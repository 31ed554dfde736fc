//! Where a group-buy stands: time, price, progress, badges. For cards, the campaign and invitations alike.

use super::super::group::{Group, Moved, is_full};
use super::super::ladder::{goal, missing, next_step, share};
use super::super::time::{TimeLeft, clock, time_left};
use super::super::words::{basis_word, phase_words};
use crate::{
    platform::intl,
    text,
    ui::{Badge, Tone},
};
use fivefold_api::model::{GroupBuyCard, GroupBuyState, GroupPhase};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// An hour in seconds: what ends sooner is marked.
const SOON: i64 = 3_600;

/// How much time is left, in a list. It is not spoken: a list would talk all the time.
pub fn group_time(state: Signal<GroupBuyState>, now: Signal<Option<Instant>>) -> View {
    let left = Memo::new(move |_| state.with(|state| time_left(state, now.get())));
    let phase = Memo::new(move |_| state.with(|state| state.phase));
    let is_soon = move || matches!(left.get(), TimeLeft::Closing | TimeLeft::Ends(..=SOON));
    let in_words = |left: i64| clock(left, &text::group_buys::days_hours);
    let words = move || match left.get() {
        TimeLeft::Unknown => "–:––".to_owned(),
        TimeLeft::Begins(0) => text::data::BEGINNING.get().to_owned(),
        TimeLeft::Begins(left) => text::group_buys::begins_in(&in_words(left)),
        TimeLeft::Ends(left) => text::group_buys::ends_in(&in_words(left)),
        TimeLeft::Closing => text::data::CLOSING.get().to_owned(),
        TimeLeft::Over => phase_words(phase.get()).to_owned(),
    };
    view! { <span class="group-time" class=("group-time--soon", is_soon)>{words}</span> }
}

/// What is to be seen at a glance: that it comes about, is full, or how it has ended.
pub fn badges(state: Signal<GroupBuyState>) -> View {
    let known = Memo::new(move |_| state.with(|state| (state.phase, state.tipped, is_full(state))));
    let shown = move || {
        let badge = |tone: Tone, words: &'static str| view! { <Badge tone text=words.to_owned()/> };
        let (phase, is_tipped, is_full) = known.get();
        match phase {
            GroupPhase::Open => vec![
                is_tipped.then(|| badge(Tone::Good, text::group_buys::TIPPED.get())),
                is_full.then(|| badge(Tone::Warning, text::group_buys::FULL.get())),
            ],
            GroupPhase::Settled => vec![Some(badge(Tone::Good, phase_words(phase)))],
            GroupPhase::Failed | GroupPhase::Cancelled { .. } => {
                vec![Some(badge(Tone::Bad, phase_words(phase)))]
            }
            _ => vec![Some(badge(Tone::Plain, phase_words(phase)))],
        }
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
    };
    view! { <span class="group-badges">{shown}</span> }
}

/// The price that stands, and what one costs in the shop.
pub fn price(card: &GroupBuyCard, state: Signal<GroupBuyState>) -> View {
    let now = move || state.with(|state| intl::format_money(&state.price));
    let shop = card.shop_price.map(|price| {
        let words = text::group_buys::in_shop(&intl::format_money(&price));
        view! { " " <span class="group-price__shop">{words}</span> }
    });
    view! {
        <p class="group-price">
            <span class="group-price__now" data-price="">{now}</span>
            {shop}
        </p>
    }
}

/// How far it is, as a bar and in words (C2B-23).
pub fn progress(card: &GroupBuyCard, state: Signal<GroupBuyState>) -> View {
    let card = StoredValue::new(card.clone());
    let goal = card.with_value(goal);
    let committed = Memo::new(move |_| state.with(|state| state.committed));
    let percent = move || [&share(committed.get(), goal).to_string(), "%"].concat();
    let next = Memo::new(move |_| state.with(|state| card.with_value(|card| next_words(card, state))));
    let taken =
        move || card.with_value(|card| text::group_buys::in_now(basis_word(card.basis), committed.get()));
    // On the last tier nothing follows.
    let spoken = move || [taken(), next.get()].join(" · ").trim_end_matches(" · ").to_owned();
    let marks: Vec<_> = card.with_value(|card| {
        let mark = |from: u64| {
            let at = [&share(from, goal).to_string(), "%"].concat();
            view! { <span class="group-progress__mark" style:inset-inline-start=at></span> }
        };
        card.tiers.iter().map(|tier| tier.from).filter(|from| *from > 1 && *from < goal).map(mark).collect()
    });
    view! {
        <div class="group-progress">
            <div
                class="group-progress__bar"
                role="progressbar"
                aria-label=text::group_buys::PROGRESS.get()
                aria-valuemin="0"
                aria-valuemax=goal.to_string()
                aria-valuenow=move || committed.get().min(goal).to_string()
                aria-valuetext=spoken
            >
                <span class="group-progress__fill" style:inline-size=percent></span>
                {marks}
            </div>
            <p class="group-progress__words">
                <strong>{taken}</strong>
                <span>{move || next.get()}</span>
            </p>
        </div>
    }
}

/// Why the progress went back, while one can join (C2B-05). It is said aloud with the news, not from here.
pub fn moved_back(group: RwSignal<Group>) -> View {
    let went_back = Memo::new(move |_| {
        group.with(|group| group.state().phase == GroupPhase::Open && group.moved() == Some(Moved::Back))
    });
    let words = move || went_back.get().then(|| text::group_buys::MOVED_BACK.get());
    view! { <p class="group-note">{words}</p> }
}

/// What comes next: what is missing to come about, or to a lower price.
fn next_words(card: &GroupBuyCard, state: &GroupBuyState) -> String {
    if !matches!(state.phase, GroupPhase::Open | GroupPhase::Scheduled) {
        return String::new();
    }
    let basis = basis_word(card.basis);
    match (missing(card, state), next_step(card, state)) {
        (Some(missing), Some((more, _))) if missing < more => {
            text::group_buys::minimum_missing(basis, missing)
        }
        (_, Some((more, price))) => text::group_buys::next(basis, more, &intl::format_money(&price)),
        (Some(missing), None) => text::group_buys::minimum_missing(basis, missing),
        (None, None) => String::new(),
    }
}
