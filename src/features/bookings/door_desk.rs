//! The door at work: what was scanned or typed, whom it lets in, and what came of letting them in.

use crate::{
    data::{Progress, error_text, spawn, unfinished_commitments, use_commitment, use_now, use_runtime},
    platform::{sound, storage},
    routes,
};
use fivefold_api::endpoints::{PostRedemption, PostRedemptionPreview};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{Guest, PreviewRedemption, Redeem, Redemption, RedemptionResult};
use fivefold_api::ports::Doors;
use fivefold_api::vocabulary::{Instant, VenueId};
use fivefold_view::prelude::*;
use std::sync::Arc;

/// What letting somebody in is called in the store of commands.
const KIND: &str = "redeem";
/// Where this device keeps that it makes no sound.
const MUTED: &str = "door.muted";
/// How many of those who came last are shown.
const LAST: usize = 10;

/// Where a door stands with whoever is at it.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// It waits for a code.
    Ready,
    /// The shop is asked whom a code lets in.
    Looking,
    /// They can be let in.
    Guest(Guest),
    /// An earlier page has let somebody in and was not told what came of it.
    Checking,
    /// What came of it.
    Result(Redemption),
    /// Nothing came of it, in words.
    Failed(String),
}

/// Somebody who was at the door.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// When, by the shop's clock.
    pub at: Option<Instant>,
    /// What came of it.
    pub redemption: Redemption,
}

/// One venue's door. Cheap to copy.
#[derive(Clone, Copy)]
pub struct DoorDesk {
    /// Where it stands.
    pub step: RwSignal<Step>,
    /// Whether the camera looks for codes.
    pub is_scanning: RwSignal<bool>,
    /// What is typed.
    pub typed: RwSignal<String>,
    /// Whether it makes no sound.
    pub is_muted: RwSignal<bool>,
    /// Those who came last, latest first.
    pub past: RwSignal<Vec<Past>>,
    /// Letting in is on its way.
    pub is_busy: Memo<bool>,
    /// And nobody knows whether it has arrived.
    pub is_unknown: Memo<bool>,
    /// What was scanned or typed last.
    code: StoredValue<String>,
    /// How often the shop was asked: only the last answer counts.
    asked: StoredValue<u32>,
    /// Whether the last code came from the camera: the next one will.
    by_camera: StoredValue<bool>,
    venue: StoredValue<VenueId>,
    port: StoredValue<Arc<dyn Doors>>,
    now: Signal<Option<Instant>>,
    submit: Callback<Guest>,
}

/// Opens the door of a venue, and takes up what an earlier page has left without an answer (O2O-18).
pub fn use_door(venue: VenueId) -> DoorDesk {
    let runtime = use_runtime();
    let command = use_commitment(KIND);
    let code = StoredValue::new(String::new());
    let here = StoredValue::new(venue);
    let submit = Callback::new(move |guest: Guest| {
        command.submit(move |client| {
            let (venue, code) = (here.get_value(), code.get_value());
            let subject = subject(&venue, guest.booking.as_str());
            let redeem = Redeem { venue, code: code.clone() };
            let endpoint = PostRedemption { redeem, key: client.new_key() };
            client.commitment(&endpoint, KIND, &subject, &code, &routes::door())
        });
    });
    let desk = DoorDesk {
        step: RwSignal::new(Step::Ready),
        is_scanning: RwSignal::new(false),
        typed: RwSignal::new(String::new()),
        is_muted: RwSignal::new(storage::get(MUTED).is_some()),
        past: RwSignal::new(Vec::new()),
        is_busy: Memo::new(move |_| command.is_busy()),
        is_unknown: Memo::new(move |_| command.progress() == Progress::Checking),
        code,
        asked: StoredValue::new(0),
        by_camera: StoredValue::new(false),
        venue: here,
        port: StoredValue::new(http::doors(runtime.client())),
        now: use_now(),
        submit,
    };
    let start = here.with_value(|venue| subject(venue, ""));
    let is_open = |subject: &str| subject.starts_with(&start);
    if let Some(open) =
        unfinished_commitments().into_iter().find(|open| open.kind == KIND && is_open(&open.subject))
    {
        command.resume(&open.subject);
        desk.step.set(Step::Checking);
    }
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<Redemption>());
            command.acknowledge();
            match answer {
                Some(Ok(redemption)) => desk.conclude(redemption),
                Some(Err(error)) => desk.fail(&error),
                None => {}
            }
        }
        Progress::Refused(error) => {
            command.acknowledge();
            desk.fail(&error);
        }
        // It was too old to be sent again.
        Progress::Idle if desk.step.with_untracked(|step| *step == Step::Checking) => {
            desk.step.set(Step::Ready)
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    desk
}

impl DoorDesk {
    /// Asks the shop whom a code lets in. Changes nothing there.
    pub fn look_up(self, code: String, by_camera: bool) {
        self.by_camera.set_value(by_camera);
        self.code.set_value(code);
        self.look_again();
    }

    /// Asks about the last code once more.
    pub fn look_again(self) {
        self.is_scanning.set(false);
        self.step.set(Step::Looking);
        let turn = self.next_turn();
        let preview = PreviewRedemption { venue: self.venue.get_value(), code: self.code.get_value() };
        let answer = self.port.with_value(|port| port.preview(PostRedemptionPreview { preview }));
        spawn(async move {
            let answer = answer.await;
            // Another code, or another page, came in between.
            if self.asked.try_with_value(|asked| *asked == turn) != Some(true) {
                return;
            }
            match answer {
                Ok(Redemption { result: RedemptionResult::Ok, guest: Some(guest), .. }) => {
                    self.step.set(Step::Guest(guest));
                }
                // Nobody is let in without a face.
                Ok(redemption) if redemption.result == RedemptionResult::Ok => {
                    self.conclude(Redemption { result: RedemptionResult::Other, ..redemption });
                }
                Ok(redemption) => self.conclude(redemption),
                Err(error) => self.fail(&error),
            }
        });
    }

    /// Lets somebody in, once, whatever happens on the way.
    pub fn let_in(self, guest: &Guest) {
        self.submit.run(guest.clone());
    }

    /// The next one, please: by the camera if the last one came by it.
    pub fn next(self) {
        self.next_turn();
        self.typed.set(String::new());
        self.step.set(Step::Ready);
        self.is_scanning.set(self.by_camera.get_value());
    }

    /// Whether the next code is to come from the camera.
    pub fn goes_on_by_camera(self) -> bool {
        self.by_camera.get_value()
    }

    /// Switches the sounds of this device.
    pub fn mute(self, is_muted: bool) {
        self.is_muted.set(is_muted);
        if is_muted { storage::set(MUTED, "yes") } else { storage::remove(MUTED) }
    }

    fn next_turn(self) -> u32 {
        let turn = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        turn.unwrap_or_default()
    }

    fn conclude(self, redemption: Redemption) {
        self.say(redemption.result == RedemptionResult::Ok);
        let at = self.now.get_untracked();
        self.past.update(|past| {
            past.insert(0, Past { at, redemption: redemption.clone() });
            past.truncate(LAST);
        });
        self.step.set(Step::Result(redemption));
    }

    fn fail(self, error: &ApiError) {
        self.say(false);
        self.step.set(Step::Failed(error_text(error).text));
    }

    fn say(self, is_good: bool) {
        match (self.is_muted.get_untracked(), is_good) {
            (true, _) => {}
            (false, true) => sound::good(),
            (false, false) => sound::bad(),
        }
    }
}

/// What letting in a booking's people at a venue is about.
fn subject(venue: &VenueId, booking: &str) -> String {
    [venue.as_str(), "@", booking].concat()
}
