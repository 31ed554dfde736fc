//! `use_topic`: a page listens. The feed itself is a chunk of its own, since no first paint needs it.

use super::hub::{self, Ear, Feed};
use crate::data::lazy::ChunkLost;
use crate::data::runtime::{Runtime, use_runtime};
use crate::data::task::spawn;
use crate::platform::timers;
use fivefold_api::model::Fact;
use fivefold_view::prelude::*;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::time::Duration;

/// How soon a lost chunk is asked for again; until then the page asks the backend this often instead.
const AGAIN: Duration = Duration::from_secs(10);

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
    let ear = Rc::new(Ear { on_fact: Box::new(on_fact), on_gap: Box::new(on_gap) });
    let listening = Rc::new(Listening { feed: RefCell::new(None), ear, to: RefCell::new(None) });
    spawn(join(Rc::downgrade(&listening), use_runtime()));
    let effect = RenderEffect::new(move |_| {
        let topic = topic.get();
        untrack(|| listening.turn_to(topic));
    });
    // Kept for as long as the component.
    let _ = StoredValue::new(effect);
}

/// Brings the feed to a page, unless the page has gone meanwhile.
async fn join(listening: Weak<Listening>, runtime: Runtime) {
    loop {
        let feed = load().await;
        let Some(listening) = listening.upgrade() else { return };
        if let Ok(make) = feed {
            return listening.join(make(&runtime));
        }
        runtime.set_live_paused(true);
        (listening.ear.on_gap)();
        drop(listening);
        timers::sleep(AGAIN).await;
    }
}

type MakeFeed = fn(&Runtime) -> Rc<dyn Feed>;

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(live, fallible)]
fn load() -> Result<MakeFeed, ChunkLost> {
    Ok(hub::feed)
}

#[cfg(not(feature = "split"))]
async fn load() -> Result<MakeFeed, ChunkLost> {
    Ok(hub::feed)
}

/// Listens to one topic at a time, and to none once dropped.
struct Listening {
    feed: RefCell<Option<Rc<dyn Feed>>>,
    ear: Rc<Ear>,
    to: RefCell<Option<String>>,
}

impl Listening {
    fn join(&self, feed: Rc<dyn Feed>) {
        if let Some(topic) = &*self.to.borrow() {
            feed.listen(topic, &self.ear);
        }
        *self.feed.borrow_mut() = Some(feed);
    }

    fn turn_to(&self, topic: Option<String>) {
        let before = self.to.replace(topic.clone());
        let Some(feed) = self.feed.borrow().clone().filter(|_| before != topic) else { return };
        if let Some(topic) = &topic {
            feed.listen(topic, &self.ear);
        }
        if let Some(before) = &before {
            feed.unlisten(before, &self.ear);
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.turn_to(None);
    }
}
