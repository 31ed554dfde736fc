//! `use_topic`: a page listens.

use super::hub::{Ear, Hub};
use super::watch::LiveStatus;
use crate::data::runtime::use_runtime;
use fivefold_api::model::Fact;
use fivefold_view::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// Listens to `topic` (`product/cast-iron-teapot`, `order/o_1`, `me`) while this component lives.
///
/// `on_fact` gets each fact once and in order. `on_gap` is called when facts were or may have been missed:
/// when the topic is first followed, after a gap or another epoch, and every ten seconds while the feed is
/// paused. It takes a snapshot, which mostly means `query.refetch()`.
pub fn use_topic(
    topic: Signal<Option<String>>,
    on_fact: impl Fn(&Fact) + 'static,
    on_gap: impl Fn() + 'static,
) {
    let hub = Hub::of(&use_runtime());
    let ear = Rc::new(Ear { on_fact: Box::new(on_fact), on_gap: Box::new(on_gap) });
    let listening = Listening { hub, ear, to: RefCell::new(None) };
    let effect = RenderEffect::new(move |_| {
        let topic = topic.get();
        untrack(|| listening.turn_to(topic));
    });
    // Kept for as long as the component.
    let _ = StoredValue::new(effect);
}

/// Whether facts arrive as they happen. Losing the feed never disables a write (X-LIVE). Reactive.
#[must_use]
pub fn live_status() -> Signal<LiveStatus> {
    Hub::of(&use_runtime()).status.clone().into()
}

/// Listens to one topic at a time, and to none once dropped.
struct Listening {
    hub: Rc<Hub>,
    ear: Rc<Ear>,
    to: RefCell<Option<String>>,
}

impl Listening {
    fn turn_to(&self, topic: Option<String>) {
        let before = self.to.replace(topic.clone());
        if before == topic {
            return;
        }
        if let Some(topic) = &topic {
            self.hub.listen(topic, self.ear.clone());
        }
        if let Some(before) = &before {
            self.hub.unlisten(before, &self.ear);
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.turn_to(None);
    }
}
