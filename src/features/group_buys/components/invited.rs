//! The group that somebody is invited to, as anyone with the link may see it.

use super::super::group::{is_joinable, is_over};
use super::super::hall::take_newer;
use super::ladder::ladder_picture;
use super::panel::join_href;
use super::siblings::instead;
use super::stand::{badges, group_time, price, progress};
use crate::{
    data::{Query, use_now, use_session, use_topic},
    platform::announce,
    routes, text,
    ui::{LinkButton, Look, Picture},
};
use fivefold_api::json::FromJson;
use fivefold_api::model::{Fact, GroupBuyFact, Invitation};
use fivefold_view::prelude::*;

/// Who invites, where the group stands, and the way in (C2B-19).
pub fn invited(invitation: Signal<Invitation>, query: Query<Invitation>) -> View {
    use text::group_buys as words;
    let shown = invitation.get_untracked();
    let card = shown.group_buy;
    let state = RwSignal::new(card.state.clone());
    Effect::new(move |_| invitation.with(|invitation| take_newer(state, &invitation.group_buy.state)));
    let topic = ["group-buy/", card.id.as_str()].concat();
    let on_fact = move |fact: &Fact| {
        let Ok(news) = GroupBuyFact::from_json(fact.data.clone()) else { return };
        let before = state.with_untracked(|state| (is_joinable(state), state.price));
        take_newer(state, &news.state);
        let after = state.with_untracked(|state| (is_joinable(state), state.price));
        if before.0 != after.0 {
            // Where else one can join, only the shop knows.
            query.refetch();
        } else if after.1.minor < before.1.minor {
            announce::say(&words::cheaper_now(&crate::platform::intl::format_money(&after.1)));
        }
    };
    use_topic(Signal::derive(move || Some(topic.clone())), on_fact, move || query.refetch());
    let (now, who) = (use_now(), use_session());
    let way = Memo::new(move |_| state.with(|state| (is_joinable(state), state.phase)));
    let (id, basis) = (card.id.clone(), card.basis);
    let join = move || {
        let (is_joinable, phase) = way.get();
        if is_joinable {
            let words =
                if who.get() == crate::data::Who::Member { &words::JOIN } else { &words::SIGN_IN_JOIN };
            return Some(
                view! { <LinkButton look=Look::Strong wide=true href=join_href(&id, who.get())>{words.get()}</LinkButton> },
            );
        }
        let full = (!is_over(phase) && state.with_untracked(super::super::group::is_full))
            .then(|| view! { <p>{words::FULL_TEXT.get()}</p> });
        let (siblings, may_open) =
            invitation.with(|invitation| (invitation.siblings.clone(), invitation.may_open_another));
        let instead = instead(&id, basis, siblings, may_open);
        Some(view! { {full}{instead} })
    };
    let title = match &shown.invited_by {
        Some(name) => words::invited_by(name),
        None => words::INVITED.get().to_owned(),
    };
    let picture = card.picture.clone();
    let picture = picture.map(|picture| view! { <Picture picture sizes="(min-width: 900px) 400px, 92vw" eager=true decorative=true/> });
    let state: Signal<_> = state.into();
    view! {
        <article class="group-invited">
            <div class="group-invited__picture">{picture}</div>
            <div class="group-invited__words">
                <header class="group-head">
                    <p class="group-head__number">{words::number(&card.number)}</p>
                    <h1 tabindex="-1">{title}</h1>
                    <p class="group-invited__title">{card.title.clone()}</p>
                </header>
                <div class="group-panel__head">{badges(state)}<span class="group-panel__time">{group_time(state, now)}</span></div>
                {price(&card, state)}
                {ladder_picture(&card, state)}
                {progress(&card, state)}
                <p>{words::CEILING_TEXT.get()}</p>
                {join}
                <LinkButton look=Look::Bare href=routes::group_buy(&card.id)>{words::SEE_GROUP.get()}</LinkButton>
            </div>
        </article>
    }
}
