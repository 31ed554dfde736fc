//! A list that is drawn one row after each frame, so that no task is long: what many turns draw is laid out in one.

use crate::{data::spawn, platform::turns::give_way};
use fivefold_view::prelude::*;

/// How much of a list is drawn so far. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Drawing {
    drawn: RwSignal<usize>,
    all: usize,
}

impl Drawing {
    /// A list of at most `all` rows.
    pub fn new(all: usize) -> Self {
        Self { drawn: RwSignal::new(all), all }
    }

    /// How many rows are drawn. Reactive.
    pub fn drawn(self) -> usize {
        self.drawn.get()
    }

    /// Whether rows are to come.
    pub fn is_going(self) -> bool {
        self.drawn.try_get_untracked().is_some_and(|drawn| drawn < self.all)
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
        request_animation_frame(move || {
            spawn(async move {
                // What was drawn is laid out and painted first.
                give_way().await;
                let draw_more = |drawn: &mut usize| {
                    *drawn += 1;
                    *drawn < self.all
                };
                if self.drawn.try_update(draw_more) == Some(true) {
                    self.go_on();
                }
            });
        });
    }
}
