//! The time that is held already, and what there is instead of one that could not be had (O2O-06, O2O-07).

use super::super::service_words::distance_words;
use super::super::slot_desk::{REFUSED, SlotDesk};
use super::super::when::{venue_brief, viewer_time};
use crate::{
    platform::intl,
    routes, text,
    ui::{Button, Countdown, LinkButton, Look, Notice, Tone},
};
use fivefold_api::model::{AlternativeKind, Booking, SlotAlternative};
use fivefold_view::prelude::*;

/// The hold of the service that one has, the command at work, and its refusal.
pub fn holding(desk: SlotDesk) -> View {
    view! {
        {strip(desk)}
        <p class="holding__doing">{desk.doing}</p>
        {refused(desk)}
    }
}

/// The same in every tab: what is held, for how long, and the way on.
fn strip(desk: SlotDesk) -> View {
    let known = Memo::new(move |_| {
        desk.held.with(|held| {
            let Booking { id, time, hold, .. } = held.as_ref()?;
            Some((id.clone(), time.clone(), hold.as_ref()?.expires_at))
        })
    });
    let strip = move || {
        known.get().map(|(id, time, ends)| {
            let over = text::services::HOLD_ENDING.get();
            view! {
                <Notice tone=Tone::Accent>
                    <p>{text::services::you_hold(&venue_brief(&time))}</p>
                    <p class="holding__left">
                        <Countdown ends now=desk.now over spoken=text::services::hold_ends/>
                    </p>
                    <LinkButton look=Look::Strong href=routes::booking(&id)>{text::services::GO_ON.get()}</LinkButton>
                </Notice>
            }
        })
    };
    strip.into_view()
}

/// One message, and what there is instead. Day, party and person stay as they were chosen.
fn refused(desk: SlotDesk) -> View {
    let message = move || {
        desk.refused.get().map(|refused| {
            let has_others = !refused.instead.is_empty();
            let others: Vec<_> = refused.instead.into_iter().map(|other| alternative(desk, other)).collect();
            view! {
                <section class="holding__refused" aria-labelledby=REFUSED>
                    <p class="holding__words" id=REFUSED tabindex="-1">{refused.words}</p>
                    {has_others.then(|| view! {
                        <h3>{text::services::INSTEAD.get()}</h3>
                        <ul class="holding__others" role="list">{others}</ul>
                    })}
                </section>
            }
        })
    };
    message.into_view()
}

fn alternative(desk: SlotDesk, other: SlotAlternative) -> View {
    use text::services as words;
    let kind = match other.kind {
        AlternativeKind::SameStaff => words::INSTEAD_STAFF.get(),
        AlternativeKind::SameTime => words::INSTEAD_TIME.get(),
        AlternativeKind::OtherVenue => words::INSTEAD_VENUE.get(),
        _ => "",
    };
    let with = other.staff.as_ref().map(|staff| words::with(&staff.name));
    let at = (other.kind == AlternativeKind::OtherVenue).then(|| other.venue.clone());
    let away = other.distance.filter(|_| at.is_some()).map(distance_words);
    let yours = viewer_time(&other.time).map(|yours| words::your_time(&yours));
    let price = intl::format_money(&other.price);
    let details = [with, at, away, yours, Some(price)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let time = venue_brief(&other.time);
    view! {
        <li>
            <span class="holding__kind">{kind}</span>
            <Button on_press=move |()| desk.take(&other)>
                <span class="holding__time">{time}</span>
                " "
                <span class="holding__details">{details}</span>
            </Button>
        </li>
    }
}
