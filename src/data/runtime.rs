//! What one mount of the app shares: client, configuration, caches. Provided once by `app.rs`; a widget
//! on somebody else's page gets its own.

use super::query::Queries;
use super::remote::Remote;
use super::task::spawn;
use crate::config::Config;
use crate::platform::{BrowserTransport, Listener, broadcast::Channel, page, storage};
use fivefold_api::endpoints::{CreateSession, GetCapabilities};
use fivefold_api::error::ApiError;
use fivefold_api::http::Client;
use fivefold_api::model::{Capabilities, Capability, Session};
use fivefold_api::transport::Transport;
use fivefold_api::vocabulary::Scope;
use fivefold_view::prelude::*;
use send_wrapper::SendWrapper;
use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// The session's token.
const SESSION: &str = "session";
/// How many things were in the cart when it was last seen.
const CART_COUNT: &str = "cart.count";
/// Whether the session is that of somebody who has signed in.
pub(in crate::data) const MEMBER: &str = "account.member";
/// The chosen currency.
pub const CURRENCY: &str = "currency";
/// What only the person at this browser may see; emptied on sign-out.
const PRIVATE: [&str; 5] = [SESSION, "account.", "cart.", "checkout.", "commitment."];

/// One mount's shared state. Cheap to clone.
#[derive(Clone)]
pub struct Runtime(Arc<SendWrapper<Inner>>);

/// What a part of the runtime is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::data) enum Change {
    /// The session is another one, or none.
    Session,
    /// Language, market or currency.
    Scope,
}

type OnChange = Rc<dyn Fn(Change)>;

struct Inner {
    client: Client,
    config: Config,
    scope: ArcRwSignal<Scope>,
    capabilities: ArcRwSignal<Remote<Capabilities>>,
    is_online: ArcRwSignal<bool>,
    is_live_paused: ArcRwSignal<bool>,
    cart_count: ArcRwSignal<i64>,
    queries: Rc<Queries>,
    parts: RefCell<Vec<(TypeId, Rc<dyn Any>)>>,
    tabs: Rc<RefCell<Option<Channel>>>,
    on_change: RefCell<Vec<OnChange>>,
}

impl Runtime {
    /// Starts a mount in the place that its URL speaks of.
    #[must_use]
    pub fn start(config: Config, scope: Scope) -> Self {
        Self::start_over(Arc::new(BrowserTransport), config, scope)
    }

    /// [`Runtime::start`] over another transport, for the tests of components and pages.
    #[must_use]
    pub fn start_over(transport: Arc<dyn Transport>, config: Config, scope: Scope) -> Self {
        let tabs: Rc<RefCell<Option<Channel>>> = Rc::default();
        let others = SendWrapper::new(tabs.clone());
        let on_session = move |session: &Session| {
            storage::set(SESSION, &session.token);
            if let Some(tabs) = &*others.borrow() {
                tabs.post(SESSION);
            }
        };
        let client = Client::new(transport, &config.api, scope.clone(), storage::get(SESSION), on_session);
        let known = config.capabilities.clone();
        let runtime = Self(Arc::new(SendWrapper::new(Inner {
            client,
            config,
            scope: ArcRwSignal::new(scope),
            capabilities: ArcRwSignal::new(match known {
                Some(value) => Remote::Ready { value, refreshing: true },
                None => Remote::Loading,
            }),
            is_online: ArcRwSignal::new(page::is_online()),
            is_live_paused: ArcRwSignal::new(false),
            cart_count: ArcRwSignal::new(stored_count()),
            queries: Rc::default(),
            parts: RefCell::default(),
            tabs,
            on_change: RefCell::default(),
        })));
        runtime.listen();
        runtime.load_capabilities();
        runtime
    }

    /// The client of the backend. Ports are made from it inside a feature's chunk.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.0.client
    }

    /// The shop's configuration.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// All cached answers.
    #[must_use]
    pub fn queries(&self) -> &Rc<Queries> {
        &self.0.queries
    }

    /// Language, market and currency. Reactive.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.0.scope.get()
    }

    /// Changes language, market or currency: everything is asked anew (B2C-09).
    pub fn set_scope(&self, scope: Scope) {
        self.0.client.set_scope(scope.clone());
        self.0.scope.set(scope);
        self.tell_parts(Change::Scope);
    }

    /// Changes the currency, also of the visits to come (B2C-09).
    pub fn choose_currency(&self, currency: &str) {
        storage::set(CURRENCY, currency);
        let scope = untrack(|| self.scope());
        if scope.currency != currency {
            self.set_scope(Scope { currency: currency.to_owned(), ..scope });
        }
    }

    /// What the backend offers. Reactive.
    #[must_use]
    pub fn capabilities(&self) -> Remote<Capabilities> {
        self.0.capabilities.get()
    }

    /// Whether `capability` is offered; `None` while that is unknown. Reactive.
    #[must_use]
    pub fn offers(&self, capability: Capability) -> Option<bool> {
        self.0.capabilities.with(|known| match known {
            Remote::Ready { value, .. } | Remote::Failed { last: Some(value), .. } => {
                Some(value.offers(capability))
            }
            Remote::Loading | Remote::Failed { last: None, .. } => None,
        })
    }

    /// Asks again what the backend offers.
    pub fn load_capabilities(&self) {
        let runtime = self.clone();
        spawn(async move {
            let inner = &runtime.0;
            let last = inner.capabilities.get_untracked().latest();
            let next = match inner.client.call(&GetCapabilities).await {
                Ok(value) => Remote::Ready { value, refreshing: false },
                Err(error) => Remote::Failed { error, last },
            };
            inner.capabilities.set(next);
        });
    }

    /// Whether the device believes it is online. Reactive.
    #[must_use]
    pub fn is_online(&self) -> bool {
        self.0.is_online.get()
    }

    /// Whether a page that follows live facts has to do without them (X-LIVE). Reactive; here because the
    /// frame says it and the feed is not in main.
    #[must_use]
    pub fn is_live_paused(&self) -> bool {
        self.0.is_live_paused.get()
    }

    pub(in crate::data) fn set_live_paused(&self, is_paused: bool) {
        if self.0.is_live_paused.get_untracked() != is_paused {
            self.0.is_live_paused.set(is_paused);
        }
    }

    /// How many things are in the cart, as last seen by any tab: all that the header needs. Reactive.
    #[must_use]
    pub fn cart_count(&self) -> i64 {
        self.0.cart_count.get()
    }

    pub(in crate::data) fn set_cart_count(&self, count: i64) {
        if self.0.cart_count.get_untracked() != count {
            self.0.cart_count.set(count);
            storage::set(CART_COUNT, &count.to_string());
            self.tell_tabs(CART_COUNT);
        }
    }

    /// Whether there is a session. Without one there is no cart and no order, and nothing to ask for.
    #[must_use]
    pub fn has_session(&self) -> bool {
        self.0.client.token().is_some()
    }

    /// Whether the session is that of somebody who has signed in, as far as this browser knows.
    #[must_use]
    pub fn is_member(&self) -> bool {
        self.has_session() && storage::get(MEMBER).is_some()
    }

    /// Makes a session unless this tab or another one has one.
    ///
    /// # Errors
    /// When the backend gives none.
    pub async fn ensure_session(&self) -> Result<(), ApiError> {
        if self.has_session() {
            return Ok(());
        }
        let _one_tab_at_a_time = crate::platform::locks::acquire("fivefold.session").await;
        if let Some(token) = storage::get(SESSION) {
            self.0.client.set_token(Some(token));
            return Ok(());
        }
        let session = self.0.client.call(&CreateSession).await?;
        storage::set(SESSION, &session.token);
        self.0.client.set_token(Some(session.token));
        self.tell_tabs(SESSION);
        Ok(())
    }

    /// Goes on, here and in all tabs, as somebody who has signed in: with a token, or with
    /// [`COOKIE_SESSION`](fivefold_api::http::COOKIE_SESSION) and what tells one account from another.
    pub fn sign_in(&self, session: &str) {
        storage::set(MEMBER, "yes");
        storage::set(SESSION, session);
        self.tell_tabs(SESSION);
        self.take_session();
    }

    /// Ends the session here and in all tabs, and forgets everything private (B2C-12, X-TAB).
    pub fn sign_out(&self) {
        for start in PRIVATE {
            storage::remove_all(start);
        }
        self.tell_tabs(SESSION);
        self.take_session();
    }

    /// Tells a part of the runtime what has changed, from now on.
    pub(in crate::data) fn on_change(&self, on_change: impl Fn(Change) + 'static) {
        self.0.on_change.borrow_mut().push(Rc::new(on_change));
    }

    /// A part of the runtime that main does not know: made when a feature's chunk first asks for it.
    pub fn part<T: 'static>(&self, make: impl FnOnce(&Self) -> T) -> Rc<T> {
        if let Some(part) = self.find_part::<T>() {
            return part;
        }
        let part = Rc::new(make(self));
        self.0.parts.borrow_mut().push((TypeId::of::<T>(), part.clone()));
        part
    }

    /// A part that has been made.
    pub(in crate::data) fn find_part<T: 'static>(&self) -> Option<Rc<T>> {
        let parts = self.0.parts.borrow();
        let (_, part) = parts.iter().find(|(id, _)| *id == TypeId::of::<T>())?;
        part.clone().downcast().ok()
    }

    fn listen(&self) {
        let runtime = self.clone();
        let wake = move || {
            runtime.0.queries.wake();
            if runtime.0.capabilities.with_untracked(|known| known.error().is_some()) {
                runtime.load_capabilities();
            }
        };
        page::on_wake(wake).into_iter().for_each(Listener::forever);
        let is_online = self.0.is_online.clone();
        page::on_online(move |online| is_online.set(online)).into_iter().for_each(Listener::forever);
        let runtime = self.clone();
        let hear = Rc::new(move |news: &str| match news {
            SESSION => runtime.take_session(),
            CART_COUNT => runtime.0.cart_count.set(stored_count()),
            _ => {}
        });
        // A tab in another process may be told of what its storage does not show yet: then the storage speaks.
        let later = hear.clone();
        storage::on_storage_change(move |name, _| later(name)).into_iter().for_each(Listener::forever);
        *self.0.tabs.borrow_mut() = Some(Channel::open("tabs", move |news| hear(news)));
    }

    /// Takes up what another tab, or this one, has done to the session.
    fn take_session(&self) {
        let token = storage::get(SESSION);
        if token == self.0.client.token() {
            return;
        }
        let ended = token.is_none();
        self.0.client.set_token(token);
        if ended {
            self.0.cart_count.set(0);
        }
        self.0.queries.clear();
        self.tell_parts(Change::Session);
    }

    fn tell_parts(&self, change: Change) {
        for listener in self.0.on_change.borrow().clone() {
            listener(change);
        }
    }

    fn tell_tabs(&self, news: &str) {
        if let Some(tabs) = &*self.0.tabs.borrow() {
            tabs.post(news);
        }
    }
}

/// Makes the runtime available below this point. Called by `app.rs` and by each mount, nowhere else.
pub fn provide_runtime(runtime: Runtime) {
    provide_context(runtime);
}

/// The runtime of this mount.
///
/// # Panics
/// Outside of a mount, which no component is.
#[must_use]
pub fn use_runtime() -> Runtime {
    expect_context()
}

fn stored_count() -> i64 {
    storage::get(CART_COUNT).and_then(|text| text.parse().ok()).unwrap_or(0)
}
