//! One of one's own group-buys: how the seat stands, and the next thing to do.

use super::super::seat::{due, standing};
use super::my_seat::pay_words;
use super::seat_words::told;
use crate::{
    features::payments::hold_time,
    platform::{intl, intl::DateStyle},
    routes, text,
    ui::{LinkButton, Look, Picture},
};
use fivefold_api::model::{GroupAction, GroupPhase, MyGroup, Seat};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// A row of one's own group-buys.
pub fn my_group(group: MyGroup, now: Signal<Option<Instant>>, ask: Callback<()>) -> View {
    let MyGroup { card, mine } = group;
    let picture = card.picture.map(|picture| view! { <Picture picture sizes="96px" decorative=true/> });
    let href = routes::group_buy(&card.id);
    let told = mine.seat.as_ref().map(|seat| told(standing(seat, mine.state.phase)));
    let stands = told.map(|told| {
        view! { <p class="my-group__stands" data-tone=told.tone>{told.title}</p> }
    });
    let until = mine.seat.as_ref().and_then(due);
    let time = hold_time(&text::payments::TIME_LEFT, Memo::new(move |_| until), now, ask);
    let is_open = matches!(mine.state.phase, GroupPhase::Open);
    let ends = is_open.then(|| {
        let end = intl::format_date(mine.state.ends_at, DateStyle::Moment);
        view! { <p class="my-group__ends">{text::seats::decided_on(&end)}</p> }
    });
    let may = |action| mine.allowed_actions.contains(&action);
    let next = if may(GroupAction::Pay) {
        let words = pay_words(mine.seat.as_ref().map(|seat| seat.status));
        view! { <LinkButton look=Look::Strong href=routes::join_group(&card.id)>{words}</LinkButton> }
    } else {
        view! { <LinkButton href=href.clone()>{text::seats::TO_GROUP.get()}</LinkButton> }
    };
    view! {
        <li class="my-group">
            <div class="my-group__picture">{picture}</div>
            <div class="my-group__words">
                <h2 class="my-group__title"><a href=href>{card.title}</a></h2>
                {stands}
                <p class="my-group__price">{mine.seat.as_ref().map(price)}</p>
                {ends}
                {time}
            </div>
            <div class="my-group__side">{next}</div>
        </li>
    }
}

/// What it costs: in the end, or at most.
fn price(seat: &Seat) -> String {
    match seat.total {
        Some(total) => text::seats::units_for(&intl::format_money(&total), seat.quantity),
        None => text::seats::units_at_most(&intl::format_money(&seat.ceiling_total), seat.quantity),
    }
}
