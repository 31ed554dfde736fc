//! Whose session this is, as a signal. Not in main: few pages change with it.

use super::runtime::{Change, MEMBER, Runtime, use_runtime};
use crate::platform::storage;
use fivefold_view::prelude::*;

/// Whose session this is, as far as this browser knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Nobody's yet: there is nothing to ask for.
    Nobody,
    /// A guest's.
    Guest,
    /// Somebody's who has signed in. It may have ended meanwhile; then the shop says so.
    Member,
}

impl Who {
    fn of(runtime: &Runtime) -> Self {
        match (runtime.has_session(), storage::get(MEMBER)) {
            (false, _) => Self::Nobody,
            (true, None) => Self::Guest,
            (true, Some(_)) => Self::Member,
        }
    }
}

struct Known(ArcRwSignal<Who>);

impl Known {
    fn of(runtime: &Runtime) -> Self {
        let known = ArcRwSignal::new(Who::of(runtime));
        let follow = {
            let (known, runtime) = (known.clone(), runtime.clone());
            move |change| {
                if change == Change::Session {
                    known.set(Who::of(&runtime));
                }
            }
        };
        runtime.on_change(follow);
        Self(known)
    }
}

/// Whose session this is. Another tab may bring or end it. Reactive.
#[must_use]
pub fn use_session() -> Memo<Who> {
    let runtime = use_runtime();
    let known = runtime.part(Known::of).0.clone();
    // A guest's session is made on the way and told to nobody.
    let now = Who::of(&runtime);
    if known.get_untracked() != now {
        known.set(now);
    }
    Memo::new(move |_| known.get())
}
