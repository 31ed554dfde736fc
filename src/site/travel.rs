//! Where the visitor was: focus to the heading of a new page, scroll position and focus as they were on the
//! way back.
//!
//! The browser would restore the position before our data is there, so that is switched off and done here.

use crate::{
    data::spawn,
    platform::{history::Address, page, timers},
};
use fivefold_view::prelude::*;
use leptos::{ev, html};
use std::time::Duration;

/// How often to look whether the page has come, and for how long.
const LOOK_EVERY: Duration = Duration::from_millis(40);
const LOOKS: u32 = 250;
/// How long a page may grow until it reaches the old position.
const SCROLLS: u32 = 30;
/// More places than anybody goes back.
const AT_MOST: usize = 50;

/// Remembers places. One for the whole app.
#[derive(Clone, Copy)]
pub struct Travel(StoredValue<State>);

#[derive(Default)]
struct State {
    spots: Vec<(String, Spot)>,
    /// The browser's Back or Forward caused the change of address that comes next.
    is_traversal: bool,
    /// Counts arrivals, so that a late one does nothing.
    trip: u32,
}

#[derive(Clone)]
struct Spot {
    top: f64,
    focus: Option<String>,
}

impl Travel {
    /// Begins to listen. Must come before the router: its listener, too, hears of Back, and changes the page.
    #[must_use]
    pub fn start() -> Self {
        page::take_over_scrolling();
        let travel = Self(StoredValue::new(State::default()));
        let _ = window_event_listener(ev::popstate, move |_| {
            travel.0.update_value(|state| state.is_traversal = true);
        });
        travel
    }

    /// Remembers the place that is left.
    pub fn leave(self, last: &Address, main: NodeRef<html::Main>) {
        let spot = Spot { top: page::scroll_top(), focus: focus_in(main) };
        let key = key(last);
        self.0.update_value(|state| {
            state.spots.retain(|(known, _)| *known != key);
            if state.spots.len() >= AT_MOST {
                state.spots.remove(0);
            }
            state.spots.push((key, spot));
        });
    }

    /// Brings focus and position to where they belong, once the page is there. A change of the query alone
    /// moves nothing unless the visitor goes back to it: the page itself knows what changed.
    pub fn arrive(self, last: &Address, next: &Address, main: NodeRef<html::Main>) {
        let key = key(next);
        let arrival = self.0.try_update_value(|state| {
            state.trip = state.trip.wrapping_add(1);
            let is_traversal = std::mem::take(&mut state.is_traversal);
            let spot = state.spots.iter().find(|(known, _)| *known == key).map(|(_, spot)| spot.clone());
            (state.trip, spot.filter(|_| is_traversal), is_traversal)
        });
        let Some((trip, spot, is_traversal)) = arrival else { return };
        if last.path == next.path && !is_traversal {
            return;
        }
        let focused = page::focused();
        spawn(async move {
            for _ in 0..LOOKS {
                timers::sleep(LOOK_EVERY).await;
                let Some(main) = main.try_get_untracked().filter(|_| self.is_on(trip)) else {
                    return;
                };
                if page::focused() != focused && page::focused().is_some_and(|now| now.tag_name() != "BODY") {
                    // The visitor has gone on by themselves.
                    return;
                }
                let was_on = spot.as_ref().and_then(|spot| spot.focus.as_deref());
                if was_on.is_some_and(|selector| page::focus_first(&main, selector))
                    || page::focus_first(&main, "h1")
                {
                    break;
                }
            }
            let top = spot.map_or(0.0, |spot| spot.top);
            self.scroll_back(trip, top).await;
        });
    }

    /// Scrolls to where the visitor was, as far as the page reaches; again while it grows.
    async fn scroll_back(self, trip: u32, top: f64) {
        for _ in 0..SCROLLS {
            page::scroll_to(top);
            let reached = page::scroll_top();
            if (reached - top).abs() < 2.0 {
                return;
            }
            timers::sleep(LOOK_EVERY).await;
            let has_moved = (page::scroll_top() - reached).abs() >= 2.0;
            if has_moved || !self.is_on(trip) {
                return;
            }
        }
    }

    fn is_on(self, trip: u32) -> bool {
        self.0.try_with_value(|state| state.trip == trip).unwrap_or(false)
    }
}

fn key(address: &Address) -> String {
    [&address.path, "?", &address.search].concat()
}

/// A selector of the focused element, if it is in the page and can be found again.
fn focus_in(main: NodeRef<html::Main>) -> Option<String> {
    let focused = page::focused()?;
    if !main.get_untracked()?.contains(Some(&focused)) {
        return None;
    }
    let quoted = |name: &str| {
        let value = focused.get_attribute(name)?;
        let is_plain = !value.contains(['"', '\\', '\n']);
        is_plain.then(|| ["[", name, "=\"", &value, "\"]"].concat())
    };
    quoted("id").or_else(|| quoted("href"))
}
