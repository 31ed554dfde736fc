//! Another time for a booking: choosing it, and what keeps it from being had (O2O-13).

use super::super::moving::Moving;
use super::super::refusal::{Lost, Why};
use super::super::when::venue_brief;
use super::super::words::lost_words;
use super::other_times::other_list;
use super::times::time_picker;
use crate::{
    text,
    ui::{Notice, Tone},
};
use fivefold_api::model::{AlternativeKind, Service, Slot, SlotAlternative};
use fivefold_view::prelude::*;

/// The times to choose from.
pub fn choosing(moving: Moving, service: Signal<Service>) -> View {
    let own = moving.own;
    let party: Signal<u32> = own.part(|booking| booking.party).into();
    let staff = own.booking.with_untracked(|booking| booking.staff.as_ref().map(|staff| staff.id.clone()));
    let staff = RwSignal::new(staff);
    let pick = Callback::new(move |slot: Slot| moving.hold(slot.time.start, staff.get_untracked()));
    let busy = Memo::new(move |_| moving.is_busy());
    let status = move || if busy.get() { text::booking::HOLDING.get() } else { "" };
    view! {
        <section class="booking-card" aria-labelledby="change-pick">
            <h2 id="change-pick" tabindex="-1">{text::booking::PICK.get()}</h2>
            {time_picker(service, party, staff, pick)}
            <p role="status">{status}</p>
        </section>
    }
}

/// Why another time could not be held, with those of this service that there are instead.
pub fn lost_change(moving: Moving, lost: Lost) -> View {
    let basis = moving.own.booking.with_untracked(|booking| booking.terms.basis);
    let busy = Memo::new(move |_| moving.is_busy());
    let take = Callback::new(move |other: SlotAlternative| {
        moving.hold(other.time.start, other.staff.map(|staff| staff.id));
    });
    let others: Vec<_> =
        lost.others.into_iter().filter(|other| other.kind != AlternativeKind::OtherVenue).collect();
    let ended = (lost.why == Why::HoldEnded).then(|| view! { <p>{text::booking::CHANGE_LOST.get()}</p> });
    view! {
        <Notice tone=Tone::Warning title=lost_words(lost.why).0>
            {ended}
            {other_list(others, basis, busy, take)}
        </Notice>
    }
}

/// The time that stays until another one is confirmed.
pub fn staying(moving: Moving) -> View {
    let time = moving.own.part(|booking| booking.time.clone());
    let words = move || text::booking::stays(&venue_brief(&time.get()));
    view! { <p class="booking-stays">{words}</p> }
}

/// What could not be done, or what nobody knows yet (X-UNKNOWN).
pub fn trouble(moving: Moving) -> View {
    let error =
        move || moving.error.get().map(|words| view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> });
    let unpaid =
        move || moving.pay_problem().map(|words| view! { <Notice tone=Tone::Bad><p>{words}</p></Notice> });
    let is_checking = Memo::new(move |_| moving.is_checking());
    let unknown = move || {
        is_checking.get().then(|| {
            view! {
                <Notice tone=Tone::Warning title=text::data::CHECKING.get()>
                    <p>{text::booking::CHECKING_TEXT.get()}</p>
                </Notice>
            }
        })
    };
    view! {
        {error}
        {unpaid}
        {unknown}
    }
}
