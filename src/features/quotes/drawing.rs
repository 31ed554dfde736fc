//! A list that is drawn in turns, a few rows in each, so that no task is long.

use crate::{data::spawn, platform::turns::give_way};
use fivefold_view::prelude::*;

/// How much of a list is drawn so far. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Drawing {
    drawn: RwSignal<usize>,
    all: usize,
    step: usize,
}

impl Drawing {
    /// A list of at most `all` rows; `step` of them fit into a turn.
    pub fn new(all: usize, step: usize) -> Self {
        Self { drawn: RwSignal::new(all), all, step }
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
        self.drawn.set(self.step);
        if is_going {
            return;
        }
        spawn(async move {
            let draw_more = move |drawn: &mut usize| {
                *drawn += self.step;
                *drawn < self.all
            };
            loop {
                give_way().await;
                if self.drawn.try_update(draw_more) != Some(true) {
                    return;
                }
            }
        });
    }
}
