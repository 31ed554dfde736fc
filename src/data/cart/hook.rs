//! `use_cart`: the cart as every page of a mount sees it.

use super::lines::{Action, Lines};
use crate::data::lazy::ChunkLost;
use crate::data::remote::Remote;
use crate::data::runtime::{Change, Runtime, use_runtime};
use crate::data::task::spawn;
use crate::platform::{
    Listener,
    broadcast::Channel,
    page,
    timers::{self, Timer},
};
use fivefold_api::endpoints::PutCartLine;
use fivefold_api::error::ApiError;
use fivefold_api::http::carts;
use fivefold_api::model::{Cart, SetCartLine};
use fivefold_api::ports::Carts;
use fivefold_api::vocabulary::VariantId;
use fivefold_view::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// After this many milliseconds a cart is asked for again when somebody comes back to the page.
const STALE_AFTER: f64 = 30_000.0;

/// The cart. Cheap to clone.
#[derive(Clone)]
pub struct CartHandle(SendWrapper<Rc<Shared>>);

struct Shared {
    runtime: Runtime,
    port: Arc<dyn Carts>,
    lines: RefCell<Lines>,
    changed: ArcTrigger,
    loading: Cell<bool>,
    /// A load is due once the present one has ended.
    must_reload: Cell<bool>,
    error: RefCell<Option<ApiError>>,
    loaded_at: Cell<f64>,
    /// What was added before the cart was known.
    waiting: RefCell<Vec<(VariantId, i64)>>,
    /// What was added and could not be, since the cart could not be had.
    lost: RefCell<Vec<(VariantId, i64, ApiError)>>,
    wake: RefCell<Option<Timer>>,
    tabs: RefCell<Option<Channel>>,
    listeners: RefCell<Vec<Listener>>,
}

/// The cart of this mount: one state for all components and, by news between them, for all tabs.
///
/// Use it in a feature's chunk only; the header shows [`Runtime::cart_count`].
#[must_use]
pub fn use_cart() -> CartHandle {
    CartHandle::of(&use_runtime())
}

/// Asks the backend what is in the cart, for pages that do not show it: the header counts it, and an order has
/// emptied it. The code comes with the chunk of the cart; where that is lost the next page asks.
pub fn refresh_cart(runtime: &Runtime) {
    let runtime = runtime.clone();
    spawn(async move {
        if let Ok(refresh) = load().await {
            refresh(&runtime);
        }
    });
}

type Refresh = fn(&Runtime);

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(cart, fallible)]
fn load() -> Result<Refresh, ChunkLost> {
    Ok(|runtime| CartHandle::of(runtime).refetch())
}

#[cfg(not(feature = "split"))]
async fn load() -> Result<Refresh, ChunkLost> {
    Ok(|runtime| CartHandle::of(runtime).refetch())
}

impl CartHandle {
    fn of(runtime: &Runtime) -> Self {
        let shared = runtime.part(|runtime| Shared {
            port: carts(runtime.client()),
            runtime: runtime.clone(),
            lines: RefCell::default(),
            changed: ArcTrigger::new(),
            loading: Cell::new(false),
            must_reload: Cell::new(false),
            error: RefCell::new(None),
            loaded_at: Cell::new(f64::MIN),
            waiting: RefCell::default(),
            lost: RefCell::default(),
            wake: RefCell::default(),
            tabs: RefCell::default(),
            listeners: RefCell::default(),
        });
        if shared.tabs.borrow().is_none() {
            shared.start();
        }
        Self(SendWrapper::new(shared))
    }

    /// The cart with the buyer's choices in it: quantities as chosen, amounts as last confirmed. `Ready(None)`
    /// means that there is no session, hence nothing in the cart and nothing to ask. Reactive.
    #[must_use]
    pub fn cart(&self) -> Remote<Option<Cart>> {
        self.0.changed.track();
        let shown = self.0.lines.borrow().shown();
        match (&*self.0.error.borrow(), shown) {
            (Some(error), last) => Remote::Failed { error: error.clone(), last: last.map(Some) },
            (None, Some(cart)) => Remote::Ready { value: Some(cart), refreshing: self.0.loading.get() },
            (None, None) if self.0.runtime.has_session() => Remote::Loading,
            (None, None) => Remote::Ready { value: None, refreshing: false },
        }
    }

    /// How many of a variant are in the cart, as chosen last. Reactive.
    #[must_use]
    pub fn quantity(&self, variant: &VariantId) -> i64 {
        self.0.changed.track();
        self.0.lines.borrow().quantity(variant)
    }

    /// Whether a choice about the variant is on its way. Reactive.
    #[must_use]
    pub fn is_pending(&self, variant: &VariantId) -> bool {
        self.0.changed.track();
        self.0.lines.borrow().is_pending(variant)
            || self.0.waiting.borrow().iter().any(|(waiting, _)| waiting == variant)
    }

    /// Whether every number and amount shown is confirmed. While it is not, amounts lag behind and are
    /// shown as such. Reactive.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.0.changed.track();
        self.0.lines.borrow().is_settled() && self.0.waiting.borrow().is_empty()
    }

    /// Why the last choice about the variant failed; the line is back at what it was. Reactive.
    #[must_use]
    pub fn error(&self, variant: &VariantId) -> Option<ApiError> {
        self.0.changed.track();
        let lost = self.0.lost.borrow();
        let lost = lost.iter().find(|(other, ..)| other == variant).map(|(.., error)| error.clone());
        lost.or_else(|| self.0.lines.borrow().failure(variant).map(|(error, _)| error.clone()))
    }

    /// Sets how many there shall be; zero removes the line. Shown at once, sent at most twice for a burst.
    pub fn set_quantity(&self, variant: &VariantId, quantity: i64) {
        let action = self.0.lines.borrow_mut().choose(variant, quantity, timers::monotonic());
        self.0.act(action);
        self.0.changed.notify();
    }

    /// Puts so many more into the cart, after it is known what is in it.
    pub fn add(&self, variant: &VariantId, quantity: i64) {
        let is_known = self.0.lines.borrow().confirmed().is_some() || !self.0.runtime.has_session();
        if is_known {
            let present = self.0.lines.borrow().quantity(variant);
            self.set_quantity(variant, present.saturating_add(quantity));
        } else {
            self.0.waiting.borrow_mut().push((variant.clone(), quantity));
            self.0.changed.notify();
            self.0.load();
        }
    }

    /// Asks again for what failed.
    pub fn retry(&self, variant: &VariantId) {
        for (_, quantity) in self.0.take_lost(variant) {
            self.add(variant, quantity);
        }
        let action = self.0.lines.borrow_mut().retry(variant, timers::monotonic());
        self.0.act(action);
        self.0.changed.notify();
    }

    /// Forgets that the last choice about the variant failed.
    pub fn dismiss(&self, variant: &VariantId) {
        self.0.take_lost(variant);
        self.0.lines.borrow_mut().dismiss(variant);
        self.0.changed.notify();
    }

    /// Asks the backend what is in the cart: after an order, for example.
    pub fn refetch(&self) {
        self.0.load();
    }
}

impl Shared {
    fn start(self: &Rc<Self>) {
        let shared = Rc::downgrade(self);
        let tabs = Channel::open("cart", move |_| {
            if let Some(shared) = shared.upgrade() {
                shared.load();
            }
        });
        *self.tabs.borrow_mut() = Some(tabs);
        let shared = Rc::downgrade(self);
        *self.listeners.borrow_mut() = page::on_wake(move || {
            if let Some(shared) = shared.upgrade()
                && timers::monotonic() - shared.loaded_at.get() >= STALE_AFTER
            {
                shared.load();
            }
        });
        let shared = Rc::downgrade(self);
        self.runtime.on_change(move |change| {
            let Some(shared) = shared.upgrade() else { return };
            if change == Change::Session {
                *shared.lines.borrow_mut() = Lines::default();
                shared.waiting.borrow_mut().clear();
                shared.lost.borrow_mut().clear();
                *shared.error.borrow_mut() = None;
                shared.changed.notify();
            }
            shared.load();
        });
        self.load();
    }

    fn load(self: &Rc<Self>) {
        if !self.runtime.has_session() {
            return;
        }
        if self.loading.replace(true) {
            self.must_reload.set(true);
            return;
        }
        self.changed.notify();
        let shared = self.clone();
        spawn(async move {
            let token = shared.runtime.client().token();
            let answer = shared.port.cart().await;
            shared.loading.set(false);
            if token == shared.runtime.client().token() || answer.is_err() {
                shared.loaded(answer);
            } else {
                shared.must_reload.set(true);
            }
            if shared.must_reload.take() {
                shared.load();
            }
        });
    }

    fn loaded(self: &Rc<Self>, answer: Result<Cart, ApiError>) {
        self.loaded_at.set(timers::monotonic());
        match answer {
            Ok(cart) => {
                self.lines.borrow_mut().accept(cart);
                *self.error.borrow_mut() = None;
                self.count();
                for (variant, more) in self.waiting.take() {
                    let wanted = self.lines.borrow().quantity(&variant).saturating_add(more);
                    let action = self.lines.borrow_mut().choose(&variant, wanted, timers::monotonic());
                    self.act(action);
                }
            }
            Err(error) => {
                let waiting = self.waiting.take().into_iter();
                self.lost
                    .borrow_mut()
                    .extend(waiting.map(|(variant, quantity)| (variant, quantity, error.clone())));
                *self.error.borrow_mut() = Some(error);
            }
        }
        self.changed.notify();
    }

    fn take_lost(&self, variant: &VariantId) -> Vec<(VariantId, i64)> {
        let mut lost = self.lost.borrow_mut();
        let found = lost.iter().filter(|(other, ..)| other == variant);
        let found = found.map(|(variant, quantity, _)| (variant.clone(), *quantity)).collect();
        lost.retain(|(other, ..)| other != variant);
        found
    }

    fn act(self: &Rc<Self>, actions: impl IntoIterator<Item = Action>) {
        let mut wake_at: Option<f64> = None;
        for action in actions {
            match action {
                Action::Wake(at) => wake_at = Some(wake_at.map_or(at, |other| other.min(at))),
                Action::Send { variant, quantity, ticket } => self.send(variant, quantity, ticket),
            }
        }
        if let Some(at) = wake_at {
            self.wake_at(at);
        }
    }

    fn send(self: &Rc<Self>, variant: VariantId, quantity: i64, ticket: u64) {
        let shared = self.clone();
        spawn(async move {
            let answer = match shared.runtime.ensure_session().await {
                Ok(()) => {
                    let line = SetCartLine { quantity };
                    shared.port.set_line(PutCartLine { variant: variant.clone(), line, seen: None }).await
                }
                Err(error) => Err(error),
            };
            let is_unknown = answer.as_ref().is_err_and(ApiError::is_unknown);
            let is_done = answer.is_ok();
            let actions = shared.lines.borrow_mut().answered(&variant, ticket, answer, timers::monotonic());
            shared.act(actions);
            if is_done {
                *shared.error.borrow_mut() = None;
                shared.count();
                if let Some(tabs) = &*shared.tabs.borrow() {
                    tabs.post("changed");
                }
            }
            if is_unknown {
                // Whether it was carried out is for the backend to say.
                shared.load();
            }
            shared.changed.notify();
        });
    }

    fn wake_at(self: &Rc<Self>, at: f64) {
        let shared = Rc::downgrade(self);
        let delay = (at - timers::monotonic()).max(1.0);
        *self.wake.borrow_mut() = Some(Timer::after(Duration::from_secs_f64(delay / 1000.0), move || {
            if let Some(shared) = shared.upgrade() {
                let actions = shared.lines.borrow_mut().settle(timers::monotonic());
                shared.act(actions);
                shared.changed.notify();
            }
        }));
    }

    fn count(&self) {
        let items = self.lines.borrow().confirmed().map_or(0, |cart| cart.items);
        self.runtime.set_cart_count(items);
    }
}
