//! Whether there is a session, as a signal. Not in main: few pages change with it.

use super::runtime::{Change, Runtime, use_runtime};
use fivefold_view::prelude::*;

struct Known(ArcRwSignal<bool>);

impl Known {
    fn of(runtime: &Runtime) -> Self {
        let known = ArcRwSignal::new(false);
        let follow = {
            let (known, runtime) = (known.clone(), runtime.clone());
            move |change| {
                if change == Change::Session {
                    known.set(runtime.has_session());
                }
            }
        };
        runtime.on_change(follow);
        Self(known)
    }
}

/// Whether there is a session: a guest's, or that of somebody who is signed in. Another tab may bring or end
/// it. Reactive.
#[must_use]
pub fn use_session() -> Signal<bool> {
    let runtime = use_runtime();
    let known = runtime.part(Known::of).0.clone();
    // A guest's session is made on the way and told to nobody.
    if known.get_untracked() != runtime.has_session() {
        known.set(runtime.has_session());
    }
    known.into()
}
