//! One venue's door: the way in for a code, the guest, what came of it, and who came last.

use super::super::door_desk::{DoorDesk, Step, use_door};
use super::door_entry::door_entry;
use super::door_guest::door_guest;
use super::door_past::door_past;
use super::door_result::{door_failed, door_result};
use crate::{
    platform::page,
    text::door as words,
    ui::{Button, Check, Look, SkeletonBox},
};
use fivefold_api::model::VenueCard;
use fivefold_view::prelude::*;
use leptos::html;

/// What gets the focus when the door stands otherwise than before.
const FIRST: &str = "[data-first]";

/// The door. `choose` leads to another venue's, where there is one.
pub fn door_panel(venue: VenueCard, choose: Option<Callback<Option<String>>>) -> View {
    let desk = use_door(venue.id);
    let root = NodeRef::<html::Section>::new();
    let step = Memo::new(move |_| desk.step.get());
    Effect::new(move |was: Option<Step>| {
        let now = step.get();
        if was.is_some_and(|was| was != now) {
            request_animation_frame(move || {
                if let Some(root) = root.try_get_untracked() {
                    page::focus_first(&root, FIRST);
                }
            });
        }
        now
    });
    let change = choose.map(|choose| {
        view! { <Button look=Look::Bare on_press=move |()| choose.run(None)>{words::CHANGE_VENUE.get()}</Button> }
    });
    let is_late = Memo::new(move |_| desk.late.with(|late| !late.is_empty()));
    let late =
        move || if is_late.get() { words::CHECKING_TEXT.get().to_owned() } else { desk.late_end.get() };
    let sound = Signal::derive(move || !desk.is_muted.get());
    view! {
        <div class="door">
            <header class="door__head">
                <div class="door__where">
                    <p class="door__venue">{venue.name}</p>
                    <p class="door__city">{venue.city}</p>
                </div>
                {change}
                <Check checked=sound on_change=move |is_on: bool| desk.mute(!is_on)>{words::SOUND.get()}</Check>
            </header>
            <section class="door__panel" aria-label=words::TITLE.get() node_ref=root>
                {move || stage(desk, step.get())}
            </section>
            <p class="door__unknown">{late}</p>
            {door_past(desk, venue.zone)}
        </div>
    }
}

fn stage(desk: DoorDesk, step: Step) -> View {
    match step {
        Step::Ready => door_entry(desk),
        Step::Looking => waiting(),
        Step::Guest(guest) => door_guest(desk, guest),
        Step::Result(redemption) => door_result(desk, &redemption),
        Step::Failed(is_answered, why) => door_failed(desk, is_answered, why),
    }
}

/// The shop has not answered yet.
fn waiting() -> View {
    view! {
        <div class="door__waiting" aria-busy="true">
            <h2 data-first="">{words::LOOKING.get()}</h2>
            <SkeletonBox class="door__coming"/>
        </div>
    }
}
