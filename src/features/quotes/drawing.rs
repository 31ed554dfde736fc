//! A list that is drawn one row after each frame, so that no task is long: what many turns draw is laid out in one.

use crate::{
    data::spawn,
    platform::{page, turns::give_way},
};
use fivefold_view::prelude::*;

/// How many rows such a list shows at once. Browsers look through all fields of a page after each change of it, to fill
/// them in.
pub const SHOWN: usize = 20;

/// How much of a list is drawn so far. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Drawing {
    /// At the end more than any list has, so that what comes later is drawn at once.
    drawn: RwSignal<usize>,
    all: Signal<usize>,
}

impl Drawing {
    /// A list of so many rows, which are all drawn.
    pub fn new(all: Signal<usize>) -> Self {
        Self { drawn: RwSignal::new(usize::MAX), all }
    }

    /// How many rows are drawn. Reactive.
    pub fn drawn(self) -> usize {
        self.drawn.get()
    }

    /// Whether rows are to come.
    pub fn is_going(self) -> bool {
        self.drawn.try_get_untracked().is_some_and(|drawn| drawn < usize::MAX)
    }

    /// Draws other rows, from the first on.
    pub fn begin(self) {
        let is_going = self.is_going();
        // What stands around them is work enough for the task that brings them.
        self.drawn.set(0);
        if !is_going {
            self.go_on();
        }
    }

    fn go_on(self) {
        // A page that nobody sees has no frames.
        if page::is_visible() {
            request_animation_frame(move || self.draw_next());
        } else {
            self.draw_next();
        }
    }

    fn draw_next(self) {
        spawn(async move {
            // What was drawn is laid out and painted first.
            give_way().await;
            let Some(all) = self.all.try_get_untracked() else { return };
            let draw_one =
                |drawn: &mut usize| *drawn = if *drawn + 1 < all { *drawn + 1 } else { usize::MAX };
            self.drawn.try_update(draw_one);
            if self.is_going() {
                self.go_on();
            }
        });
    }
}
