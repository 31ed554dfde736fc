//! Where an unfinished command is kept, and how two tabs agree on one.

use crate::platform::{locks, storage, timers};
use fivefold_api::http::RawCommitment;
use fivefold_api::json::FromJson;
use serde::Serialize;
use std::time::Duration;

/// Backends keep a key for 24 hours. After this many milliseconds we do not rely on it any more.
const REMEMBERED: i64 = 20 * 3_600_000;

/// How long two tabs without locks wait until both see the same claim.
const CLAIM_SETTLES: Duration = Duration::from_millis(80);

/// A command as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, FromJson)]
pub(super) struct Stored {
    /// The command, with its key.
    pub command: RawCommitment,
    /// When it was made, in milliseconds of the device's clock. Only its age counts, and only in hours.
    pub made_at: i64,
}

impl Stored {
    pub(super) fn new(command: RawCommitment) -> Self {
        Self { command, made_at: now() }
    }

    /// Whether the backend still remembers the key. A clock that was set back makes no command young.
    pub(super) fn is_remembered(&self) -> bool {
        (0..REMEMBERED).contains(&now().saturating_sub(self.made_at))
    }
}

/// The stored command of one kind about one subject.
pub(super) fn find(kind: &str, subject: &str) -> Option<Stored> {
    storage::read(&name(kind, subject))
}

/// All stored commands.
pub(super) fn all() -> Vec<Stored> {
    storage::names("commitment.").iter().filter_map(|name| storage::read(name)).collect()
}

/// Stores `mine` in place of `earlier`, unless another tab was faster: then that tab's command is returned,
/// which both send and ask about with the same key.
pub(super) async fn claim(mine: &Stored, earlier: Option<&Stored>) -> Option<Stored> {
    let name = name(&mine.command.kind, &mine.command.subject);
    let is_taken = |found: &Stored| {
        found.command.key != mine.command.key
            && earlier.is_none_or(|earlier| earlier.command.key != found.command.key)
    };
    let _lock = locks::acquire(&["fivefold.", &name].concat()).await;
    if let Some(found) = storage::read::<Stored>(&name).filter(is_taken) {
        return Some(found);
    }
    storage::write(&name, mine);
    if !locks::are_supported() {
        // Both tabs write, both wait, and both then read what was written last.
        timers::sleep(CLAIM_SETTLES).await;
        return storage::read::<Stored>(&name).filter(is_taken);
    }
    None
}

/// Forgets a command, unless another one has taken its place.
pub(super) fn forget(command: &RawCommitment) {
    let name = name(&command.kind, &command.subject);
    if storage::read::<Stored>(&name).is_some_and(|found| found.command.key == command.key) {
        storage::remove(&name);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 285 million years")]
fn now() -> i64 {
    timers::device_clock() as i64
}

fn name(kind: &str, subject: &str) -> String {
    ["commitment.", kind, ".", subject].concat()
}
