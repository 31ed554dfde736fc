//! `use_commitment`: the one way to send a command that commits somebody.

use super::machine::{Machine, Phase, Report, Step};
use super::store::{self, Stored};
use crate::data::runtime::{Runtime, use_runtime};
use crate::data::task::spawn;
use crate::platform::timers;
use fivefold_api::endpoints::GetCommitment;
use fivefold_api::error::ApiError;
use fivefold_api::http::{Client, RawCommitment};
use fivefold_api::json::{self, FromJson};
use fivefold_api::model::CommitmentState;
use fivefold_view::prelude::*;
use futures::future::{Either, select};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

/// After this long without an answer a command is *unknown* and the backend is asked about it.
const UNKNOWN_AFTER: Duration = Duration::from_secs(12);

/// Where a command stands, as a page shows it.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// Nothing was asked for.
    Idle,
    /// It is on its way.
    Sending,
    /// No answer came: it may have been carried out or not, and the backend is being asked. Show
    /// "checking…", never "failed" (X-UNKNOWN).
    Checking,
    /// It was carried out; [`Commitment::answer`] reads the answer.
    Done,
    /// It was not carried out and will not be. Another submit makes a new command.
    Refused(ApiError),
}

/// A command of one kind as one page sees it. Cheap to copy; what it sends goes on when the page is left.
#[derive(Clone, Copy)]
pub struct Commitment(StoredValue<Handle>);

struct Handle {
    runtime: Runtime,
    kind: &'static str,
    /// The command that this page follows.
    current: RefCell<Option<Rc<Running>>>,
    attached: ArcTrigger,
}

/// A command at work, whether or not a page looks at it.
struct Running {
    kind: &'static str,
    subject: String,
    machine: RefCell<Machine>,
    stored: RefCell<Option<Stored>>,
    /// The session that it belongs to. Another one must never send it.
    token: RefCell<Option<String>>,
    changed: ArcTrigger,
}

/// All commands at work in this tab.
#[derive(Default)]
struct Commands(RefCell<Vec<Rc<Running>>>);

/// The commands of `kind` (`place_order`, `pay`), of which this page follows one at a time.
#[must_use]
pub fn use_commitment(kind: &'static str) -> Commitment {
    Commitment(StoredValue::new(Handle {
        runtime: use_runtime(),
        kind,
        current: RefCell::new(None),
        attached: ArcTrigger::new(),
    }))
}

/// Every command of this browser that has not been seen to its end, for a reminder to look.
#[must_use]
pub fn unfinished_commitments() -> Vec<RawCommitment> {
    store::all().into_iter().map(|stored| stored.command).collect()
}

impl Commitment {
    /// Sends a command once, whatever happens: it is stored with its key before it is sent, a second click
    /// does nothing, another tab that sends the same finds this one, and an unfinished one is resolved first.
    pub fn submit(&self, build: impl FnOnce(&Client) -> RawCommitment) {
        self.0.try_with_value(|handle| {
            if !handle.is_open() {
                handle.submit(build(handle.runtime.client()));
            }
        });
    }

    /// Takes up an unfinished command about `subject` that this browser has sent before: after a reload, a
    /// crash, or on the way back from another site. Call it when the page starts.
    pub fn resume(&self, subject: &str) {
        self.0.try_with_value(|handle| handle.resume(subject));
    }

    /// Follows the command no more, so that another can be sent: what was sent goes on, and [`Commitment::resume`] takes
    /// it up again. The subject of the command.
    pub fn leave(&self) -> Option<String> {
        self.0.try_with_value(|handle| {
            let left = handle.current.borrow_mut().take();
            handle.attached.notify();
            left.map(|running| running.subject.clone())
        })?
    }

    /// Where the command stands. Reactive.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.0
            .try_with_value(|handle| {
                handle.attached.track();
                let current = handle.current.borrow().clone();
                let Some(current) = current else { return Progress::Idle };
                current.changed.track();
                match current.machine.borrow().phase() {
                    Phase::Idle => Progress::Idle,
                    Phase::Sending => Progress::Sending,
                    Phase::Checking => Progress::Checking,
                    Phase::Done(_) => Progress::Done,
                    Phase::Refused(error) => Progress::Refused(error.clone()),
                }
            })
            .unwrap_or(Progress::Idle)
    }

    /// Whether the command may still be on its way: the button is busy. Reactive.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self.progress(), Progress::Sending | Progress::Checking)
    }

    /// The answer, once done. Reactive.
    ///
    /// # Errors
    /// When the answer is not what the contract says; the command was carried out all the same.
    #[must_use]
    pub fn answer<T: FromJson>(&self) -> Option<Result<T, ApiError>> {
        let body = self.body()?;
        Some(json::from_slice(&body).map_err(|error| ApiError::Contract(error.to_string())))
    }

    /// The person has seen how it ended: it is forgotten, here and in storage.
    pub fn acknowledge(&self) {
        self.0.try_with_value(|handle| {
            let current = handle.current.borrow().clone();
            if let Some(running) = current {
                let step = running.machine.borrow_mut().acknowledge();
                running.follow(&handle.runtime, step);
                running.changed.notify();
            }
        });
    }

    fn body(&self) -> Option<Vec<u8>> {
        self.0.try_with_value(|handle| {
            handle.attached.track();
            let current = handle.current.borrow().clone()?;
            current.changed.track();
            match current.machine.borrow().phase() {
                Phase::Done(body) => Some(body.clone()),
                _ => None,
            }
        })?
    }
}

impl Handle {
    fn is_open(&self) -> bool {
        self.current.borrow().as_ref().is_some_and(|running| running.machine.borrow().is_open())
    }

    /// The command at work about `subject`, or a new one.
    fn attach(&self, subject: &str) -> Rc<Running> {
        let commands = self.runtime.part(|_| Commands::default());
        let mut commands = commands.0.borrow_mut();
        let known = commands.iter().find(|other| other.kind == self.kind && other.subject == subject);
        let running = known.cloned().unwrap_or_else(|| {
            let running = Rc::new(Running {
                kind: self.kind,
                subject: subject.to_owned(),
                machine: RefCell::default(),
                stored: RefCell::new(None),
                token: RefCell::new(None),
                changed: ArcTrigger::new(),
            });
            commands.push(running.clone());
            running
        });
        *self.current.borrow_mut() = Some(running.clone());
        self.attached.notify();
        running
    }

    fn submit(&self, command: RawCommitment) {
        let running = self.attach(&command.subject);
        // What was done before and not acknowledged must not answer for a new command.
        if running.machine.borrow_mut().submit() != Step::Send {
            return;
        }
        running.changed.notify();
        let runtime = self.runtime.clone();
        spawn(async move { running.begin(&runtime, Stored::new(command)).await });
    }

    fn resume(&self, subject: &str) {
        let stored = store::find(self.kind, subject);
        let running = self.attach(subject);
        let is_new = *running.machine.borrow().phase() == Phase::Idle;
        if let (true, Some(stored)) = (is_new, stored) {
            *running.token.borrow_mut() = self.runtime.client().token();
            running.adopt(&self.runtime, stored);
        }
    }
}

impl Running {
    /// Stores the command, after an earlier one about the same subject has been resolved, and sends it.
    async fn begin(self: Rc<Self>, runtime: &Runtime, mine: Stored) {
        if let Err(error) = runtime.ensure_session().await {
            // Nothing was sent, so nothing is unknown.
            self.machine.borrow_mut().give_up(error);
            self.changed.notify();
            return;
        }
        *self.token.borrow_mut() = runtime.client().token();
        let earlier = store::find(self.kind, &self.subject);
        if let Some(earlier) = &earlier
            && earlier.command.subject_version != mine.command.subject_version
        {
            self.settle(runtime, earlier).await;
        }
        let replaced =
            earlier.filter(|earlier| earlier.command.subject_version != mine.command.subject_version);
        match store::claim(&mine, replaced.as_ref()).await {
            Some(theirs) => self.adopt(runtime, theirs),
            None => {
                *self.stored.borrow_mut() = Some(mine);
                self.follow(runtime, Step::Send);
            }
        }
    }

    /// Waits until it is known what became of `earlier`, which was about an older state of the subject. The
    /// backend refuses it from now on if it has not arrived yet, because of that older state.
    async fn settle(&self, runtime: &Runtime, earlier: &Stored) {
        let mut pause = Duration::from_millis(400);
        while earlier.is_remembered() && self.token_is_right(runtime) {
            match runtime.client().call(&GetCommitment { key: earlier.command.key.clone() }).await {
                Ok(report) if matches!(report.state, CommitmentState::Done | CommitmentState::NeverSeen) => {
                    return;
                }
                Err(error) if !error.is_unknown() => return,
                Ok(_) | Err(_) => timers::sleep(pause).await,
            }
            pause = (pause * 2).min(Duration::from_secs(5));
        }
    }

    /// Follows a command that an earlier page or another tab has stored.
    fn adopt(self: &Rc<Self>, runtime: &Runtime, stored: Stored) {
        let step = {
            let mut machine = self.machine.borrow_mut();
            *machine = Machine::default();
            machine.resume(stored.is_remembered())
        };
        *self.stored.borrow_mut() = Some(stored);
        self.changed.notify();
        self.follow(runtime, step);
    }

    fn follow(self: &Rc<Self>, runtime: &Runtime, step: Step) {
        let Some(stored) = self.stored.borrow().clone() else { return };
        let (running, runtime) = (self.clone(), runtime.clone());
        match step {
            Step::Rest => {}
            Step::Forget => store::forget(&stored.command),
            Step::Send => spawn(async move {
                let answer = if running.token_is_right(&runtime) {
                    send(&runtime, &stored.command).await
                } else {
                    Err(ApiError::SignedOut)
                };
                running.go_on(&runtime, |machine| machine.sent(answer));
            }),
            Step::AskAfter(pause) => spawn(async move {
                if !pause.is_zero() {
                    timers::sleep(pause).await;
                }
                let answer = if running.token_is_right(&runtime) {
                    ask(&runtime, &stored.command).await
                } else {
                    Err(ApiError::SignedOut)
                };
                running.go_on(&runtime, |machine| machine.asked(answer));
            }),
        }
    }

    fn go_on(self: &Rc<Self>, runtime: &Runtime, event: impl FnOnce(&mut Machine) -> Step) {
        let step = event(&mut self.machine.borrow_mut());
        self.changed.notify();
        self.follow(runtime, step);
    }

    fn token_is_right(&self, runtime: &Runtime) -> bool {
        *self.token.borrow() == runtime.client().token()
    }
}

async fn send(runtime: &Runtime, command: &RawCommitment) -> Result<Vec<u8>, ApiError> {
    // The client tries more than once. Whoever waits is told earlier that nobody knows.
    match select(runtime.client().commit(command), Box::pin(timers::sleep(UNKNOWN_AFTER))).await {
        Either::Left((answer, _)) => answer.map(|answer| answer.body),
        Either::Right(_) => Err(ApiError::TimedOut),
    }
}

async fn ask(runtime: &Runtime, command: &RawCommitment) -> Result<Report, ApiError> {
    let report = runtime.client().call(&GetCommitment { key: command.key.clone() }).await?;
    let body = report.body.map(|body| body.to_text().into_bytes()).unwrap_or_default();
    Ok(Report { state: report.state, status: report.status.unwrap_or(200), body })
}
