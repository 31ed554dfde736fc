//! `use_query`: one question of one page.

use super::store::{Erased, Load, Queries};
use crate::data::remote::Remote;
use crate::data::runtime::{Runtime, use_runtime};
use fivefold_api::endpoints::Endpoint;
use fivefold_api::error::ApiError;
use fivefold_api::ports::Asked;
use fivefold_view::prelude::*;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// What a page knows of the answer to its question. Cheap to copy; lives as long as the component that
/// made it.
pub struct Query<T> {
    question: Question,
    of: PhantomData<fn() -> T>,
}

/// A query without the type of its answer, so that what does not need it exists once.
#[derive(Clone, Copy)]
pub(in crate::data) struct Question(StoredValue<Inner>);

impl<T> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Query<T> {}

struct Inner {
    runtime: Runtime,
    /// What the page's signals ask now; tracks them.
    key: Rc<dyn Fn() -> Option<String>>,
    changed: Rc<ArcTrigger>,
    /// The answer to the question before this one, where the page wants to keep showing it.
    previous: Rc<RefCell<Option<Erased>>>,
    keeps_previous: Rc<Cell<bool>>,
    _effect: RenderEffect<Option<String>>,
}

/// Asks the question that `key` names, and again whenever `key`'s signals change. `load` asks a port.
///
/// The answer is cached under path and query of the question, for all components. It is asked for again
/// when somebody looks after 30 seconds, when the page is focused or online again after as long, and when
/// it is [invalidated](Queries::invalidate). A question that nobody looks at is aborted.
pub fn use_query<K>(
    key: impl Fn() -> K + 'static,
    load: impl Fn(K) -> Asked<K::Answer> + 'static,
) -> Query<K::Answer>
where
    K: Endpoint + Clone + 'static,
    K::Answer: 'static,
{
    use_query_when(move || Some(key()), load)
}

/// [`use_query`], with nothing to ask while `key` answers `None`.
pub fn use_query_when<K>(
    key: impl Fn() -> Option<K> + 'static,
    load: impl Fn(K) -> Asked<K::Answer> + 'static,
) -> Query<K::Answer>
where
    K: Endpoint + Clone + 'static,
    K::Answer: 'static,
{
    let runtime = use_runtime();
    let (key, load) = (Rc::new(key), Rc::new(load));
    let name: Rc<dyn Fn() -> Option<String>> = {
        let (key, runtime) = (key.clone(), runtime.clone());
        Rc::new(move || {
            let _scope_is_part_of_the_path = runtime.scope();
            key().map(|key| runtime.client().path(&key))
        })
    };
    let bind = move || -> Option<Load> {
        let (key, load) = (key()?, load.clone());
        Some(Rc::new(move || Box::pin(Erasing(load(key.clone())))))
    };
    Query { question: start(runtime, name, Box::new(bind)), of: PhantomData }
}

/// An answer on its way that loses its type on arrival.
struct Erasing<T>(Asked<T>);

impl<T: 'static> Future for Erasing<T> {
    type Output = Result<Erased, ApiError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.0.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(value)) => Poll::Ready(Ok(Rc::new(value))),
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
        }
    }
}

/// Everything that does not depend on the type of the answer.
fn start(
    runtime: Runtime,
    key: Rc<dyn Fn() -> Option<String>>,
    bind: Box<dyn Fn() -> Option<Load>>,
) -> Question {
    let changed = Rc::new(ArcTrigger::new());
    let previous: Rc<RefCell<Option<Erased>>> = Rc::default();
    let watch = Watch {
        queries: runtime.queries().clone(),
        changed: changed.clone(),
        current: RefCell::new(None),
        previous: previous.clone(),
    };
    let effect = {
        let key = key.clone();
        RenderEffect::new(move |_| {
            let now = key();
            untrack(|| watch.look_at(now.as_deref(), &bind));
            now
        })
    };
    Question(StoredValue::new(Inner {
        runtime,
        key,
        changed,
        previous,
        keeps_previous: Rc::default(),
        _effect: effect,
    }))
}

/// Looks at one key at a time, and at none once dropped with its effect.
struct Watch {
    queries: Rc<Queries>,
    changed: Rc<ArcTrigger>,
    current: RefCell<Option<String>>,
    previous: Rc<RefCell<Option<Erased>>>,
}

impl Watch {
    fn look_at(&self, key: Option<&str>, bind: &dyn Fn() -> Option<Load>) {
        let before = self.current.borrow().clone();
        if before.as_deref() == key {
            return;
        }
        // Look at the new one first: both may share a part of the way.
        if let (Some(key), Some(load)) = (key, bind()) {
            self.queries.observe(key, load, &self.changed);
        }
        self.leave();
        *self.current.borrow_mut() = key.map(str::to_owned);
    }

    fn leave(&self) {
        if let Some(key) = self.current.borrow_mut().take() {
            if let Some(value) = self.queries.known(&key).latest() {
                *self.previous.borrow_mut() = Some(value);
            }
            self.queries.leave(&key, &self.changed);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.leave();
    }
}

impl<T: Clone + 'static> Query<T> {
    /// What is known of the answer to the present question; never the answer to another one. Reactive.
    #[must_use]
    pub fn get(&self) -> Remote<T> {
        match self.question.known() {
            Remote::Loading => Remote::Loading,
            Remote::Ready { value, refreshing } => match cast(&value) {
                Some(value) => Remote::Ready { value, refreshing },
                None => Remote::Loading,
            },
            Remote::Failed { error, last } => {
                Remote::Failed { error, last: last.and_then(|value| cast(&value)) }
            }
        }
    }

    /// The answer, if it is there. Reactive.
    #[must_use]
    pub fn ready(&self) -> Option<T> {
        self.question.known().ready().and_then(|value| cast(&value))
    }

    /// Puts the answer of a mutation in place of the cached one.
    pub fn set(&self, value: T) {
        self.question.set(Rc::new(value));
    }

    /// Puts a command's answer in place and asks again: what has happened since may have been heard, and asked for,
    /// before the answer was here, and there is no telling which of the two is newer.
    pub fn set_and_refetch(&self, value: T) {
        self.set(value);
        self.refetch();
    }
}

impl<T> Query<T> {
    /// Asks again. An open question is not repeated but followed by another.
    pub fn refetch(&self) {
        self.question.refetch();
    }

    /// When the newest answer came, by `timers::monotonic`. Reactive.
    #[must_use]
    pub fn came_at(&self) -> Option<f64> {
        self.question.came_at()
    }

    /// While a new question is open, [`Query::get`] keeps the answer to the question before it, marked as
    /// refreshing. For lists whose filters change; never for a page about one thing.
    #[must_use]
    pub fn keeping_previous(self) -> Self {
        self.question.0.try_with_value(|inner| inner.keeps_previous.set(true));
        self
    }

    pub(in crate::data) fn question(&self) -> Question {
        self.question
    }
}

impl Question {
    /// The cache key; constant where answers are kept across questions. Reactive.
    pub(in crate::data) fn identity(self) -> String {
        self.0
            .try_with_value(|inner| if inner.keeps_previous.get() { None } else { (inner.key)() })
            .flatten()
            .unwrap_or_default()
    }

    /// What is known. Reactive.
    pub(in crate::data) fn known(self) -> Remote<Erased> {
        self.0
            .try_with_value(|inner| {
                inner.changed.track();
                let Some(key) = (inner.key)() else { return Remote::Loading };
                let known = inner.runtime.queries().known(&key);
                if inner.keeps_previous.get()
                    && let Remote::Loading = known
                    && let Some(value) = inner.previous.borrow().clone()
                {
                    return Remote::Ready { value, refreshing: true };
                }
                known
            })
            .unwrap_or(Remote::Loading)
    }

    fn came_at(self) -> Option<f64> {
        self.0
            .try_with_value(|inner| {
                inner.changed.track();
                inner.runtime.queries().came_at(&(inner.key)()?)
            })
            .flatten()
    }

    /// Asks again.
    pub(in crate::data) fn refetch(self) {
        self.0.try_with_value(|inner| {
            if let Some(key) = untrack(|| (inner.key)()) {
                inner.runtime.queries().refetch(&key);
            }
        });
    }

    fn set(self, value: Erased) {
        self.0.try_with_value(|inner| {
            if let Some(key) = untrack(|| (inner.key)()) {
                inner.runtime.queries().set(&key, value);
            }
        });
    }
}

/// The value behind the erased one. Keys are paths of the contract, so a key has one type of answer.
pub(in crate::data) fn cast<T: Clone + 'static>(value: &Erased) -> Option<T> {
    value.downcast_ref::<T>().cloned()
}
