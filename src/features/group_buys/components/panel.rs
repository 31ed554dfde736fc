//! Price, progress, deadline, and the way to join.

use super::super::group::{is_full, is_joinable, is_over};
use super::super::ladder::missing;
use super::super::live::LiveGroup;
use super::super::words::{basis_word, phase_words, reason_words};
use super::invite::invite;
use super::ladder::ladder_picture;
use super::seat_part::seat_part;
use super::siblings::instead;
use super::stand::{badges, moved_back, price, progress};
use crate::{
    data::Who,
    platform::{intl, intl::DateStyle},
    routes, text,
    ui::{Badge, Countdown, LinkButton, Look, Notice, SkeletonBox, Tone},
};
use fivefold_api::model::{GroupAction, GroupBuy, GroupPhase};
use fivefold_api::rules::{seat_ceiling, seat_weight};
use fivefold_api::vocabulary::GroupBuyId;
use fivefold_view::prelude::*;

/// The panel of a group-buy.
pub fn panel(group: &GroupBuy, live: LiveGroup) -> View {
    use text::group_buys as words;
    let (card, state) = (&group.card, live.state());
    let phase = live.memo(|state| state.phase);
    let label = move || match phase.get() {
        GroupPhase::Scheduled => words::PRICE_SCHEDULED.get(),
        GroupPhase::Settled => words::AT_END.get(),
        phase if is_over(phase) => words::PRICE_THEN.get(),
        _ => words::PRICE_NOW.get(),
    };
    let paused = move || {
        let is_paused = live.is_paused.get();
        is_paused.then(|| view! { <Badge tone=Tone::Warning text=words::PAUSED.get().to_owned()/> })
    };
    view! {
        <section class="group-panel" aria-label=words::PANEL.get()>
            <div class="group-panel__head">{badges(state)}{paused}{time(live)}</div>
            {deadline(&card.zone, live)}
            <div>
                <p class="group-panel__label">{label}</p>
                {price(card, state)}
            </div>
            {ladder_picture(card, state)}
            {progress(card, state)}
            {moved_back(live.group)}
            {counts(group, live)}
            {seat_part(live)}
            {stage(live)}
            {invite(live)}
        </section>
    }
}

/// The countdown, by the server's clock. At zero it is closing: only the phase says what came of it (C2B-10).
fn time(live: LiveGroup) -> View {
    use text::group_buys as words;
    let until = live.memo(|state| match state.phase {
        GroupPhase::Scheduled => Some((true, state.starts_at)),
        GroupPhase::Open | GroupPhase::Locking => Some((false, state.ends_at)),
        _ => None,
    });
    let countdown = move || {
        until.get().map(|(is_start, ends)| {
            let (over, spoken): (_, fn(&str) -> String) = if is_start {
                (text::data::BEGINNING.get(), words::scheduled_text)
            } else {
                (text::data::CLOSING.get(), words::ends_at)
            };
            view! { <Countdown ends now=live.now over spoken/> }
        })
    };
    view! { <span class="group-panel__time">{countdown}</span> }
}

/// The deadline with its zone, here and in the zone of the shop.
fn deadline(zone: &str, live: LiveGroup) -> View {
    let zone = zone.to_owned();
    let known = live.memo(|state| match state.phase {
        GroupPhase::Scheduled => Some((true, state.starts_at)),
        GroupPhase::Open => Some((false, state.ends_at)),
        _ => None,
    });
    let here = move || {
        known.get().map(|(is_start, at)| {
            let at = intl::format_date(at, DateStyle::Full);
            if is_start { text::group_buys::scheduled_text(&at) } else { text::group_buys::ends_at(&at) }
        })
    };
    let there = move || {
        let (_, at) = known.get()?;
        let there = intl::format_date_in(at, DateStyle::Full, &zone);
        (there != intl::format_date(at, DateStyle::Full)).then(|| text::group_buys::ends_there(&there))
    };
    view! {
        <p class="group-panel__ends">
            <span>{here}</span>
            <span class="group-note">{there}</span>
        </p>
    }
}

/// People and units, minimum and what is left, with what is counted (C2B-01, C2B-02).
fn counts(group: &GroupBuy, live: LiveGroup) -> View {
    use text::group_buys as words;
    let basis = basis_word(group.card.basis);
    let card = group.card.clone();
    let minimum = live.memo(move |state| {
        (missing(&card, state).is_some(), matches!(state.phase, GroupPhase::Open | GroupPhase::Scheduled))
    });
    let least = words::minimum(basis, group.card.minimum);
    let minimum = move || match minimum.get() {
        (_, false) => String::new(),
        (true, true) => least.clone(),
        (false, true) => words::TIPPED_TEXT.get().to_owned(),
    };
    let both = live.memo(|state| (state.people, state.units));
    let both = move || words::people_and_units(both.get().0, both.get().1);
    let cap = group.card.cap.map(|cap| words::cap(basis, cap));
    let left = live.memo(|state| state.left.filter(|_| state.phase == GroupPhase::Open));
    let left = move || left.get().map(|left| words::left(basis, left));
    view! {
        <ul class="group-counts" role="list">
            <li>{both}</li>
            <li>{minimum}</li>
            <li><span>{cap}</span>" "<strong>{left}</strong></li>
            <li class="group-note">{words::basis(basis)}</li>
        </ul>
    }
}

/// What can be done now, or what came of it.
fn stage(live: LiveGroup) -> View {
    let known = live.memo(|state| (state.phase, is_full(state)));
    let shown = move || {
        let (phase, is_full) = known.get();
        let notice = notice_of(live, phase, is_full);
        let join = (phase == GroupPhase::Open && !is_full).then(|| join(live));
        view! { {notice}{join}{(is_full || is_over(phase) || phase == GroupPhase::Locking).then(|| others(live))} }
    };
    shown.into_view()
}

fn notice_of(live: LiveGroup, phase: GroupPhase, is_full: bool) -> Option<View> {
    use text::group_buys as words;
    let title = phase_words(phase);
    let plain =
        |title: &'static str, text: &'static str| view! { <Notice title=title><p>{text}</p></Notice> };
    Some(match phase {
        GroupPhase::Open if is_full => plain(words::FULL.get(), words::FULL_TEXT.get()),
        GroupPhase::Open | GroupPhase::Scheduled => return None,
        GroupPhase::Locking => plain(title, words::LOCKING_TEXT.get()),
        GroupPhase::Settled => {
            let price = live.group.with_untracked(|group| intl::format_money(&group.state().price));
            view! { <Notice tone=Tone::Good title=title><p>{words::settled_text(&price)}</p></Notice> }
        }
        GroupPhase::Failed => {
            let least = live
                .group_buy
                .with_untracked(|group| words::failed_text(basis_word(group.card.basis), group.card.minimum));
            view! {
                <Notice tone=Tone::Warning title=title>
                    <p>{least}</p>
                    <p>{words::MONEY_GOES_BACK.get()}</p>
                </Notice>
            }
        }
        GroupPhase::Cancelled { reason } => {
            let note = move || live.group_buy.with(|group| group.cancel_note.clone());
            view! {
                <Notice tone=Tone::Warning title=title>
                    <p>{reason_words(reason)}</p>
                    <p class="group-panel__said">{note}</p>
                    <p>{words::MONEY_GOES_BACK.get()}</p>
                </Notice>
            }
        }
        _ => plain(title, words::UNKNOWN_TEXT.get()),
    })
}

/// Whether the visitor may join, as far as the shop has said so; `None` while it is being asked.
fn may_join(live: LiveGroup) -> Memo<Option<bool>> {
    Memo::new(move |_| {
        if live.who.get() != Who::Member {
            return Some(true);
        }
        let mine = live.mine.get();
        // Without an answer nobody is kept from trying: the shop decides.
        let is_unknown = mine.error().map(|_| true);
        mine.latest().map(|mine| mine.allowed_actions.contains(&GroupAction::Join)).or(is_unknown)
    })
}

/// Leads to joining; whoever has to sign in first comes back there.
fn join(live: LiveGroup) -> View {
    let may_join = may_join(live);
    let shown = move || match may_join.get() {
        None => view! { <SkeletonBox class="group-panel__join group-panel__join--coming"/> },
        Some(false) => ().into_view(),
        Some(true) => {
            let id = live.id();
            let href = join_href(&id, live.who.get());
            let words = move || join_words(live);
            view! { <div class="group-panel__join"><LinkButton look=Look::Strong wide=true href>{words}</LinkButton></div> }
        }
    };
    shown.into_view()
}

/// Where one joins, or signs in for it.
pub fn join_href(id: &GroupBuyId, who: Who) -> String {
    let join = routes::join_group(id);
    if who == Who::Member { join } else { routes::account(routes::below(&join)) }
}

/// The most that a unit will cost whoever joins now with one (C2B-03).
fn join_words(live: LiveGroup) -> String {
    let ceiling = live.group_buy.with_untracked(|group| {
        let card = &group.card;
        live.group.with(|group| {
            let state = group.state();
            seat_ceiling(&card.tiers, state.committed, seat_weight(card.basis, 1), state.price)
                .unwrap_or(state.price)
        })
    });
    let ceiling = intl::format_money(&ceiling);
    if live.who.get() == Who::Member {
        text::group_buys::join_at(&ceiling)
    } else {
        text::group_buys::SIGN_IN_JOIN.get().to_owned()
    }
}

/// What there is instead of a group that is full or over (C2B-07, C2B-11).
fn others(live: LiveGroup) -> View {
    use text::group_buys as words;
    let known = Memo::new(move |_| live.group_buy.with(|group| group.siblings.clone()));
    let phase = live.memo(|state| state.phase);
    let may_open = Memo::new(move |_| {
        if live.who.get() == Who::Member {
            let mine = live.mine.get();
            let is_unknown = mine.error().is_some();
            if let Some(mine) = mine.latest() {
                return mine.allowed_actions.contains(&GroupAction::OpenAnother);
            }
            if !is_unknown {
                return false;
            }
        }
        let is_allowed = live.group_buy.with(|group| group.terms.may_open_another);
        is_allowed && !matches!(phase.get(), GroupPhase::Cancelled { .. })
    });
    let siblings = move || {
        let (id, basis) = live.group_buy.with_untracked(|group| (group.card.id.clone(), group.card.basis));
        instead(&id, basis, known.get(), may_open.get())
    };
    let card = live.group_buy.with_untracked(|group| group.card.clone());
    let shop = match card.shop_price {
        Some(price) => words::buy_in_shop(&intl::format_money(&price)),
        None => words::BUY_WITHOUT.get().to_owned(),
    };
    view! {
        <div class="group-others">
            {siblings}
            <h2>{words::ALTERNATIVES.get()}</h2>
            <p class="group-others__links">
                <LinkButton href=routes::product(&card.product)>{shop}</LinkButton>
                <LinkButton href=routes::group_buys()>{words::ALL.get()}</LinkButton>
            </p>
        </div>
    }
}

/// Price and the way to join at the bottom edge of a phone.
pub fn join_bar(live: LiveGroup) -> View {
    let (joinable, may_join) = (live.memo(is_joinable), may_join(live));
    let is_shown = Memo::new(move |_| joinable.get() && may_join.get() == Some(true));
    let bar = move || {
        is_shown.get().then(|| {
            let now = move || live.group.with(|group| intl::format_money(&group.state().price));
            let href = join_href(&live.id(), live.who.get());
            view! {
                <div class="group-bar">
                    <p class="group-bar__price">{now}</p>
                    <LinkButton look=Look::Strong href>{text::group_buys::JOIN.get()}</LinkButton>
                </div>
            }
        })
    };
    bar.into_view()
}
