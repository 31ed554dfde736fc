//! The group that somebody is invited to, as anyone with the link may see it.

use super::super::group::{Group, News, is_full, is_joinable, is_over};
use super::super::live::say_news;
use super::ladder::{ladder_picture, ladder_table};
use super::panel::join_href;
use super::siblings::instead;
use super::stand::{badges, group_time, moved_back, price, progress};
use crate::{
    data::{Query, use_now, use_session, use_topic},
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
    let group = RwSignal::new(invitation.with_untracked(Group::invited));
    let hear = move |change: &dyn Fn(&mut Group) -> Vec<News>| {
        let news = untrack(|| group.try_update(change)).unwrap_or_default();
        group.with_untracked(|group| say_news(&news, group.state()));
        if news.contains(&News::Mine) {
            // Where else one can join, only the shop knows.
            query.refetch();
        }
    };
    // The same answer again is no news.
    let snapshot = Memo::new(move |_| invitation.get());
    Effect::new(move |_| snapshot.with(|shown| hear(&|group| group.invitation(shown))));
    let topic = ["group-buy/", card.id.as_str()].concat();
    let on_fact = move |fact: &Fact| {
        let Ok(news) = GroupBuyFact::from_json(fact.data.clone()) else { return };
        hear(&|group| group.heard(&news.state));
    };
    use_topic(Signal::derive(move || Some(topic.clone())), on_fact, move || query.refetch());
    let (now, who) = (use_now(), use_session());
    let state = Signal::derive(move || group.with(|group| group.state().clone()));
    let way = Memo::new(move |_| state.with(|state| (is_joinable(state), is_full(state), state.phase)));
    let (id, basis) = (card.id.clone(), card.basis);
    let join = move || {
        let (is_joinable, is_full, phase) = way.get();
        if is_joinable {
            let words =
                if who.get() == crate::data::Who::Member { &words::JOIN } else { &words::SIGN_IN_JOIN };
            return Some(
                view! { <LinkButton look=Look::Strong wide=true href=join_href(&id, who.get())>{words.get()}</LinkButton> },
            );
        }
        let full = (!is_over(phase) && is_full).then(|| view! { <p>{words::FULL_TEXT.get()}</p> });
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
                {moved_back(group)}
                <p>{words::CEILING_TEXT.get()}</p>
                {join}
                {ladder_table(&card, state)}
                <LinkButton look=Look::Bare href=routes::group_buy(&card.id)>{words::SEE_GROUP.get()}</LinkButton>
            </div>
        </article>
    }
}
