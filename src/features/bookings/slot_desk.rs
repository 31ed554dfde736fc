//! Taking a time: the hold, what stands in its way, and the hold that one has already. The decisions are in `slots`.

use super::slots::{Refusal, refusal};
use super::when::venue_brief;
use crate::{
    data::{
        Commitment, Progress, Query, Who, error_text, use_commitment, use_navigate, use_now, use_query_when,
        use_runtime, use_session, use_topic,
    },
    platform::{announce, page},
    routes, text,
};
use fivefold_api::endpoints::{GetHeldBooking, PostBooking};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{Booking, BookingStatus, Fact, HoldSlot, Service, SlotAlternative};
use fivefold_api::vocabulary::{Instant, ServiceId, StaffId, ZonedSlot};
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;

/// What taking a time is called in the store of commands.
const KIND: &str = "hold_slot";
/// What has the focus when a time could not be had.
pub const REFUSED: &str = "slot-refused";

/// A time that somebody wants.
#[derive(Clone, PartialEq)]
pub struct Pick {
    /// The service: this one, or the same at a branch nearby.
    pub service: ServiceId,
    /// When.
    pub time: ZonedSlot,
    /// By whom; `None`: whoever is free.
    pub staff: Option<StaffId>,
    /// For how many.
    pub party: u32,
}

/// What the page of a service knows of what is wanted. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Wish {
    /// The service.
    pub service: Signal<Service>,
    /// How many come.
    pub party: RwSignal<u32>,
    /// The time that was pressed last.
    pub picked: RwSignal<Option<Pick>>,
}

/// Holding a time. Cheap to copy.
#[derive(Clone, Copy)]
pub struct SlotDesk {
    /// What is wanted.
    pub wish: Wish,
    /// The booking of this service that is held and not paid, in whichever tab it was begun.
    pub held: Memo<Option<Booking>>,
    /// Why a time could not be had.
    pub refused: RwSignal<Option<Refused>>,
    /// What time it is for the server.
    pub now: Signal<Option<Instant>>,
    /// What is being done, in words; empty while nothing is.
    pub doing: Memo<String>,
    query: Query<Option<Booking>>,
    command: Commitment,
    /// The time that was asked for last; nothing while only an earlier page has asked.
    sent: RwSignal<Option<Pick>>,
}

/// A refusal, in words.
#[derive(Clone, PartialEq)]
pub struct Refused {
    /// What is the matter.
    pub words: String,
    /// The times that can be had instead.
    pub instead: Vec<SlotAlternative>,
}

/// Takes the times that are picked, and takes up what an earlier page has left without an answer.
pub fn use_slot_desk(wish: Wish) -> SlotDesk {
    let runtime = use_runtime();
    let navigate = use_navigate();
    let who = use_session();
    let id = wish.service.with_untracked(|service| service.card.id.clone());
    let port = http::service_times(runtime.client());
    let asked = id.clone();
    let query = use_query_when(
        move || (who.get() != Who::Nobody).then(|| GetHeldBooking { id: asked.clone() }),
        move |query| port.held(query),
    );
    let held = Memo::new(move |_| {
        let booking = query.get().latest().flatten();
        booking.filter(|booking: &Booking| booking.status == BookingStatus::Held && booking.hold.is_some())
    });
    let topic = ["service/", id.as_str()].concat();
    // Whatever happens to one's own hold, times of the service are taken or free again.
    let on_fact = move |_: &Fact| query.refetch();
    use_topic(Signal::derive(move || Some(topic.clone())), on_fact, move || query.refetch());

    let command = use_commitment(KIND);
    command.resume(id.as_str());
    let sent = RwSignal::new(None::<Pick>);
    let doing = Memo::new(move |_| match command.progress() {
        // What an earlier page has sent is being looked for, not sent.
        Progress::Sending => sent.with(|sent| match sent {
            Some(pick) => text::services::holding(&venue_brief(&pick.time)),
            None => text::data::CHECKING.get().to_owned(),
        }),
        Progress::Checking => text::data::CHECKING.get().to_owned(),
        _ => String::new(),
    });
    let refused = RwSignal::new(None);
    let desk = SlotDesk { wish, held, refused, now: use_now(), doing, query, command, sent };
    Effect::new(move |_| {
        // What is pressed while another time is asked for follows when that is answered.
        if let Some(pick) = wish.picked.get()
            && !untrack(|| command.is_busy())
        {
            desk.send(pick);
        }
    });
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<Booking>());
            command.acknowledge();
            runtime.queries().invalidate("/v1/me");
            if desk.send_next() {
                return;
            }
            match answer {
                Some(Ok(booking)) if sent.get_untracked().is_some() => {
                    let options = NavigateOptions { resolve: false, ..NavigateOptions::default() };
                    navigate(&routes::booking(&booking.id), options);
                }
                Some(Err(error)) => desk.refuse(&error, &sent.get_untracked()),
                // What an earlier page was answered is shown as what is held.
                _ => query.refetch(),
            }
        }
        Progress::Refused(error) => {
            command.acknowledge();
            if !desk.send_next() {
                desk.refuse(&error, &sent.get_untracked());
            }
            let service = wish.service.with_untracked(|service| service.card.id.clone());
            runtime.queries().invalidate(&["/v1/services/", service.as_str(), "/"].concat());
        }
        Progress::Idle => {
            desk.send_next();
        }
        Progress::Sending | Progress::Checking => {}
    });
    Effect::new(move |_| {
        desk.doing.with(|doing| {
            if !doing.is_empty() {
                announce::say(doing);
            }
        });
    });
    desk.follow_hold();
    desk
}

impl SlotDesk {
    /// Wants a time that was offered instead, for as many people as before.
    pub fn take(self, instead: &SlotAlternative) {
        let staff = instead.staff.as_ref().map(|staff| staff.id.clone());
        let (service, time) = (instead.service.clone(), instead.time.clone());
        let party = self.wish.party.get_untracked();
        self.wish.picked.set(Some(Pick { service, time, staff, party }));
    }

    /// Asks for the time that was pressed last, unless that is the one that was answered; whether there is one. The shop
    /// gives up what is held for it.
    fn send_next(self) -> bool {
        let next = self
            .wish
            .picked
            .get_untracked()
            .filter(|next| self.sent.with_untracked(|sent| sent.as_ref() != Some(next)));
        let is_there = next.is_some();
        if let Some(next) = next {
            self.send(next);
        }
        is_there
    }

    fn send(self, pick: Pick) {
        self.refused.set(None);
        self.sent.set(Some(pick.clone()));
        let slot = HoldSlot { start: pick.time.start, staff: pick.staff, party: pick.party };
        let (subject, id) =
            (self.wish.service.with_untracked(|service| service.card.id.clone()), pick.service);
        self.command.submit(move |client| {
            // The same wish of two tabs is one command; another time is another.
            let version = [id.as_str(), " ", &serde_json::to_string(&slot).unwrap_or_default()].concat();
            let page = routes::service(&subject);
            let endpoint = PostBooking { id, slot, key: client.new_key() };
            client.commitment(&endpoint, KIND, subject.as_str(), &version, &page)
        });
    }

    /// Says once that a hold ran out, and asks what became of it.
    fn follow_hold(self) {
        let until = Memo::new(move |_| {
            let expires = |booking: &Booking| booking.hold.as_ref().map(|hold| hold.expires_at);
            self.held.with(|held| held.as_ref().and_then(expires))
        });
        let is_over = Memo::new(move |_| until.get().is_some_and(|until| Some(until) <= self.now.get()));
        Effect::new(move |_| {
            if is_over.get() {
                self.query.refetch();
            }
        });
        Effect::new(move |before: Option<Option<Instant>>| {
            let now = until.get();
            if let (Some(Some(before)), None) = (before, now)
                && self.now.get_untracked() >= Some(before)
            {
                announce::alert(text::services::HOLD_OVER.get());
            }
            now
        });
    }

    fn refuse(self, error: &ApiError, sent: &Option<Pick>) {
        let Some(pick) = sent else { return };
        let time = venue_brief(&pick.time);
        let (words, instead) = match refusal(error) {
            Refusal::Taken(instead) => (text::services::taken(&time), instead),
            Refusal::Unavailable(instead) => (text::services::unavailable(&time), instead),
            Refusal::Other => (error_text(error).text, Vec::new()),
        };
        self.refused.set(Some(Refused { words, instead }));
        request_animation_frame(|| {
            if let Some(message) = page::element(REFUSED) {
                page::focus(&message);
            }
        });
    }
}
