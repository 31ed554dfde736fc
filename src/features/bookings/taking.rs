//! Taking a time when another one is lost: the same once more, or one of those that there are instead (O2O-07).

use super::details::{Details, STORED};
use super::own_booking::OwnBooking;
use super::refusal::{Lost, Refusal, Why, refusal};
use super::words::lost_words;
use crate::{
    data::{Commitment, Progress, error_text, use_commitment, use_navigate, use_runtime},
    platform::{announce, storage},
    routes,
};
use fivefold_api::endpoints::PostBooking;
use fivefold_api::error::ApiError;
use fivefold_api::model::{Booking, HoldSlot, SlotAlternative};
use fivefold_api::vocabulary::{Instant, ServiceId, StaffId};
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;

/// What taking a time is called in the store of commands.
pub const KIND: &str = "hold_slot";

/// Another time on its way. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Taking {
    /// The booking whose time is lost.
    own: OwnBooking,
    /// Why another one could not be asked for.
    pub error: RwSignal<Option<String>>,
    command: Commitment,
    /// Whether this page has asked, and not another one.
    has_asked: StoredValue<bool>,
}

/// Takes times for as many as a booking is for, and leads to the one that could be had.
pub fn use_taking(own: OwnBooking) -> Taking {
    let runtime = use_runtime();
    let navigate = use_navigate();
    let command = use_commitment(KIND);
    let service = own.booking.with_untracked(|booking| booking.service.clone());
    command.resume(service.as_str());
    let taking = Taking { own, error: RwSignal::new(None), command, has_asked: StoredValue::new(false) };
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<Booking>());
            command.acknowledge();
            ["/v1/bookings", "/v1/me", "/v1/services"]
                .iter()
                .for_each(|stale| runtime.queries().invalidate(stale));
            match answer.filter(|_| taking.take_asked()) {
                Some(Ok(booking)) => {
                    keep_typed(&service, &booking.service);
                    let options =
                        NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
                    navigate(&routes::booking(&booking.id), options);
                }
                Some(Err(error)) => taking.refuse(&error),
                // What another page has asked for is no news of this booking.
                None => {}
            }
        }
        Progress::Refused(error) => {
            command.acknowledge();
            if taking.take_asked() {
                taking.refuse(&error);
            }
            runtime.queries().invalidate("/v1/services");
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    taking
}

impl Taking {
    /// Whether a time is being taken. Reactive.
    pub fn is_busy(self) -> bool {
        self.command.is_busy()
    }

    /// Takes one of the times that there are instead.
    pub fn take_other(self, other: &SlotAlternative) {
        let staff = other.staff.as_ref().map(|staff| staff.id.clone());
        self.take(&other.service, other.time.start, staff);
    }

    /// Takes the time of the booking once more.
    pub fn take_again(self) {
        let booking = self.own.booking.get_untracked();
        self.take(&booking.service, booking.time.start, booking.staff.map(|staff| staff.id));
    }

    /// A time is lost: that is said once, and a hold that ran out interrupts (X-A11Y).
    pub fn lose(self, lost: Lost) {
        let (title, text) = lost_words(lost.why);
        let words = [title, " ", text].concat();
        match lost.why {
            Why::HoldEnded => announce::alert(&words),
            Why::Taken | Why::Unavailable => announce::say(&words),
        }
        self.own.refused.set(Some(lost));
    }

    fn take(self, service: &ServiceId, start: Instant, staff: Option<StaffId>) {
        let party = self.own.booking.with_untracked(|booking| booking.party);
        let slot = HoldSlot { start, staff, party };
        self.error.set(None);
        self.has_asked.set_value(true);
        self.command.submit(|client| {
            // The same wish of two tabs is one command.
            let version = serde_json::to_string(&slot).unwrap_or_default();
            let endpoint = PostBooking { id: service.clone(), slot, key: client.new_key() };
            client.commitment(&endpoint, KIND, service.as_str(), &version, &routes::service(service))
        });
    }

    fn take_asked(self) -> bool {
        self.has_asked.try_update_value(std::mem::take).unwrap_or_default()
    }

    fn refuse(self, error: &ApiError) {
        match refusal(error) {
            Refusal::Lost(lost) => self.lose(lost),
            _ => {
                let words = error_text(error).text;
                announce::say(&words);
                self.error.set(Some(words));
            }
        }
    }
}

/// What was typed goes along to the time that is held instead, also at another branch.
fn keep_typed(from: &ServiceId, to: &ServiceId) {
    let typed = storage::read::<Details>(STORED).filter(|typed| typed.service == from.as_str());
    if let Some(mut typed) = typed {
        to.as_str().clone_into(&mut typed.service);
        storage::write(STORED, &typed);
    }
}
