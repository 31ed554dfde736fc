//! What becomes of one command (X-IDEM, X-UNKNOWN). Plain rules; the caller sends, waits and stores.
//!
//! **Invariant**: a command leaves [`Phase::Checking`] only by what the backend said about its key. Between
//! the first send and that moment nothing ever claims that it failed.

use fivefold_api::error::ApiError;
use fivefold_api::model::CommitmentState;
use std::time::Duration;

/// Where a command stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// Nothing was asked for.
    Idle,
    /// It is on its way for the first time.
    Sending,
    /// Nobody knows: no answer came. The backend is being asked.
    Checking,
    /// It was carried out; the JSON of its answer.
    Done(Vec<u8>),
    /// It was not carried out, and will not be.
    Refused(ApiError),
}

/// What the caller shall do next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Send the stored command, with its key.
    Send,
    /// Wait, then ask what became of the key.
    AskAfter(Duration),
    /// Forget the stored command: it is certain that it was not carried out.
    Forget,
    /// Nothing.
    Rest,
}

/// What the backend says about a key.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What became of the command.
    pub state: CommitmentState,
    /// The status of its answer, once done.
    pub status: u16,
    /// The JSON of its answer, once done.
    pub body: Vec<u8>,
}

/// One command.
#[derive(Debug, Clone)]
pub struct Machine {
    phase: Phase,
    /// How often it was asked about.
    asked: u32,
    /// Whether the backend still remembers keys of its age. If not, "never seen" proves nothing.
    may_send_again: bool,
}

impl Default for Machine {
    fn default() -> Self {
        Self { phase: Phase::Idle, asked: 0, may_send_again: true }
    }
}

/// The first pause before asking; it grows by half each time.
const FIRST_PAUSE: u64 = 400;
/// No pause is longer.
const LONGEST_PAUSE: u64 = 5_000;

impl Machine {
    /// Where the command stands.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Whether it may still be on its way.
    pub fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Sending | Phase::Checking)
    }

    /// The command is stored and shall be sent. While one is open, a second click changes nothing.
    pub fn submit(&mut self) -> Step {
        if self.is_open() {
            return Step::Rest;
        }
        *self = Self { phase: Phase::Sending, ..Self::default() };
        Step::Send
    }

    /// A command was found that an earlier page, or another tab, has sent. `is_remembered` says whether
    /// the backend still remembers keys of its age.
    pub fn resume(&mut self, is_remembered: bool) -> Step {
        if self.is_open() {
            return Step::Rest;
        }
        *self = Self { phase: Phase::Checking, asked: 0, may_send_again: is_remembered };
        Step::AskAfter(Duration::ZERO)
    }

    /// The answer to a send.
    pub fn sent(&mut self, answer: Result<Vec<u8>, ApiError>) -> Step {
        if !self.is_open() {
            return Step::Rest;
        }
        match answer {
            Ok(body) => {
                self.phase = Phase::Done(body);
                Step::Rest
            }
            Err(error) if error.is_unknown() => {
                self.phase = Phase::Checking;
                let asked_for = match error {
                    ApiError::InFlight(pause) => Some(pause),
                    ApiError::Busy(pause) => pause,
                    _ => None,
                };
                Step::AskAfter(self.pause().max(asked_for.unwrap_or_default()))
            }
            Err(error) => self.refused(error),
        }
    }

    /// The answer to the question what became of the key.
    pub fn asked(&mut self, answer: Result<Report, ApiError>) -> Step {
        if self.phase != Phase::Checking {
            return Step::Rest;
        }
        match answer {
            Ok(report) => match report.state {
                CommitmentState::Done if report.status < 400 => {
                    self.phase = Phase::Done(report.body);
                    Step::Rest
                }
                CommitmentState::Done => {
                    self.refused(ApiError::from_answer(report.status, None, &report.body))
                }
                CommitmentState::NeverSeen if self.may_send_again => Step::Send,
                CommitmentState::NeverSeen => {
                    self.phase = Phase::Idle;
                    Step::Forget
                }
                _ => Step::AskAfter(self.pause()),
            },
            Err(error) if error.is_unknown() => Step::AskAfter(self.pause()),
            // A backend that knows no commitments: sending the same key again is safe by itself.
            Err(ApiError::NotFound(_)) if self.may_send_again => Step::Send,
            Err(error) => self.refused(error),
        }
    }

    /// It could not even be stored and sent: nothing is unknown about it.
    pub fn give_up(&mut self, error: ApiError) {
        self.phase = Phase::Refused(error);
    }

    /// The person has seen how it ended.
    pub fn acknowledge(&mut self) -> Step {
        if self.is_open() {
            return Step::Rest;
        }
        self.phase = Phase::Idle;
        Step::Forget
    }

    fn refused(&mut self, error: ApiError) -> Step {
        self.phase = Phase::Refused(error);
        Step::Forget
    }

    fn pause(&mut self) -> Duration {
        let mut pause = FIRST_PAUSE;
        for _ in 0..self.asked.min(12) {
            pause = (pause * 3 / 2).min(LONGEST_PAUSE);
        }
        self.asked += 1;
        Duration::from_millis(pause)
    }
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
