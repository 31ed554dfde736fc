//! The door at work: what was scanned or typed, whom it lets in, and what came of letting them in.

use super::components::door_result::face;
use crate::{
    data::{
        Commitment, Progress, error_text, spawn, unfinished_commitments, use_commitment, use_now, use_runtime,
    },
    platform::{announce, sound, storage},
    routes, text,
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
    /// What came of it.
    Result(Redemption),
    /// Nothing came of it: whether the shop has said so, and why.
    Failed(bool, String),
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
    /// Those whose letting in has no answer yet, while others are at the door.
    pub late: RwSignal<Vec<String>>,
    /// What came of the last of them.
    pub late_end: RwSignal<String>,
    /// What was scanned or typed last.
    code: StoredValue<String>,
    /// How often the shop was asked: only the last answer counts.
    asked: StoredValue<u32>,
    /// Whether the last code came from the camera: the next one will.
    by_camera: StoredValue<bool>,
    venue: StoredValue<VenueId>,
    port: StoredValue<Arc<dyn Doors>>,
    now: Signal<Option<Instant>>,
    command: Commitment,
}

/// Opens the door of a venue, and takes up what an earlier page has left without an answer (O2O-18).
pub fn use_door(venue: VenueId) -> DoorDesk {
    let runtime = use_runtime();
    let command = use_commitment(KIND);
    let start = subject(&venue, "");
    let is_open = |subject: &str| subject.starts_with(&start);
    let unfinished = unfinished_commitments().into_iter();
    let late = unfinished
        .filter(|open| open.kind == KIND && is_open(&open.subject))
        .map(|open| open.subject)
        .collect();
    let desk = DoorDesk {
        step: RwSignal::new(Step::Ready),
        is_scanning: RwSignal::new(false),
        typed: RwSignal::new(String::new()),
        is_muted: RwSignal::new(storage::get(MUTED).is_some()),
        past: RwSignal::new(Vec::new()),
        is_busy: Memo::new(move |_| command.is_busy()),
        is_unknown: Memo::new(move |_| command.progress() == Progress::Checking),
        late: RwSignal::new(late),
        late_end: RwSignal::new(String::new()),
        code: StoredValue::new(String::new()),
        asked: StoredValue::new(0),
        by_camera: StoredValue::new(false),
        venue: StoredValue::new(venue),
        port: StoredValue::new(http::doors(runtime.client())),
        now: use_now(),
        command,
    };
    Effect::new(move |_| match ended(command) {
        Some(Ok(redemption)) => desk.conclude(redemption),
        Some(Err(error)) => desk.fail(&error),
        None => {}
    });
    // Those that have ended are followed no more, the others anew.
    Effect::new(move |_| desk.late.get().into_iter().for_each(|subject| desk.follow(subject)));
    desk
}

/// How a command has ended, once: whoever is told has seen to it. Reactive.
fn ended(command: Commitment) -> Option<Result<Redemption, ApiError>> {
    let end = match command.progress() {
        Progress::Done => untrack(|| command.answer::<Redemption>()),
        Progress::Refused(error) => Some(Err(error)),
        Progress::Idle | Progress::Sending | Progress::Checking => None,
    };
    if end.is_some() {
        command.acknowledge();
    }
    end
}

impl DoorDesk {
    /// Asks the shop whom a code lets in. Changes nothing there.
    pub fn look_up(self, code: String, by_camera: bool) {
        if !by_camera {
            sound::wake();
        }
        self.by_camera.set_value(by_camera);
        self.code.set_value(code);
        self.look_again();
    }

    /// Asks about the last code once more.
    pub fn look_again(self) {
        self.is_scanning.set(false);
        self.late_end.set(String::new());
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
        sound::wake();
        self.command.submit(|client| {
            let (venue, code) = (self.venue.get_value(), self.code.get_value());
            let subject = subject(&venue, guest.booking.as_str());
            let redeem = Redeem { venue, code: code.clone() };
            let endpoint = PostRedemption { redeem, key: client.new_key() };
            client.commitment(&endpoint, KIND, &subject, &code, &routes::door())
        });
    }

    /// The next one, please: by the camera if the last one came by it. What has no answer yet is waited for meanwhile.
    pub fn next(self) {
        if self.is_unknown.get_untracked()
            && let Some(subject) = self.command.leave()
        {
            self.late.update(|late| late.push(subject));
        }
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

    /// Waits for what comes of letting in somebody who is not at the door any more.
    fn follow(self, subject: String) {
        let command = use_commitment(KIND);
        command.resume(&subject);
        Effect::new(move |_| {
            let words = match ended(command) {
                Some(Ok(redemption)) => {
                    let title = face(redemption.result).title;
                    let name = redemption.guest.as_ref().map(|guest| guest.name.clone());
                    self.note(redemption);
                    text::door::late(&name.unwrap_or_else(|| text::door::NOBODY.get().to_owned()), title)
                }
                Some(Err(error)) => {
                    self.say(false);
                    error_text(&error).text
                }
                None if command.is_busy() => return,
                // It was too old to be sent again, or somebody else has seen to it.
                None => String::new(),
            };
            if !words.is_empty() {
                announce::say(&words);
                self.late_end.set(words);
            }
            self.late.update(|late| late.retain(|other| *other != subject));
        });
    }

    fn conclude(self, redemption: Redemption) {
        self.note(redemption.clone());
        self.step.set(Step::Result(redemption));
    }

    fn note(self, redemption: Redemption) {
        self.say(redemption.result == RedemptionResult::Ok);
        let at = self.now.get_untracked();
        self.past.update(|past| {
            past.insert(0, Past { at, redemption });
            past.truncate(LAST);
        });
    }

    fn fail(self, error: &ApiError) {
        self.say(false);
        let is_answered = !matches!(error, ApiError::Unreachable | ApiError::TimedOut);
        self.step.set(Step::Failed(is_answered, error_text(error).text));
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
