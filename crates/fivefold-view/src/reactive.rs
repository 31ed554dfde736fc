//! Signals, memos, callbacks and stored values whose machinery is compiled once.
//!
//! They have the names and meanings of Leptos's, and stand on its graph, arena and owners. Theirs are compiled
//! for every type they hold, half a kilobyte to two each time; here the value is behind a pointer, and only what
//! touches it knows its type. Handles are `Copy` and end with the owner that they were made under. Reading one
//! that has ended is a bug and panics; the `try_` forms say so instead.

use std::{any::Any, cell::RefCell, marker::PhantomData, ops::Deref, rc::Rc};

use leptos::{
    html::ElementType,
    reactive::{
        computed::Memo as LeptosMemo,
        effect::Effect as LeptosEffect,
        graph::untrack,
        owner::{LocalStorage, StoredValue as LeptosStored},
        signal::ArcTrigger,
        traits::{Get, GetUntracked, GetValue, Notify, Track},
    },
};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;

/// A value of some type, and who is told when it changes.
struct Source {
    changed: ArcTrigger,
    /// A `RefCell<T>`.
    value: Box<dyn Any>,
}

type AnyRc = Rc<dyn Any>;
type Slot<V> = LeptosStored<V, LocalStorage>;

/// What a memo found last. Leptos asks for values that may be sent, and a page has one thread.
#[derive(Clone)]
struct Shared(SendWrapper<AnyRc>);

#[cold]
#[inline(never)]
fn ended() -> ! {
    panic!("a signal was read after its owner had ended")
}

#[inline(never)]
fn new_source(value: Box<dyn Any>) -> Rc<Source> {
    Rc::new(Source { changed: ArcTrigger::new(), value })
}

#[inline(never)]
fn store_source(source: Rc<Source>) -> Slot<Rc<Source>> {
    LeptosStored::new_local(source)
}

#[inline(never)]
fn find_source(slot: Slot<Rc<Source>>) -> Option<Rc<Source>> {
    slot.try_get_value()
}

#[inline(never)]
fn store(value: AnyRc) -> Slot<AnyRc> {
    LeptosStored::new_local(value)
}

#[inline(never)]
fn find(slot: Slot<AnyRc>) -> Option<AnyRc> {
    slot.try_get_value()
}

#[inline(never)]
fn find_memo(memo: LeptosMemo<Shared>, tracks: bool) -> Option<AnyRc> {
    let shared = if tracks { memo.try_get() } else { memo.try_get_untracked() };
    shared.map(|shared| Rc::clone(&shared.0))
}

impl Source {
    #[inline(never)]
    fn track(&self) {
        self.changed.track();
    }

    #[inline(never)]
    fn notify(&self) {
        self.changed.notify();
    }

    fn cell<T: 'static>(&self) -> &RefCell<T> {
        self.value.downcast_ref().expect(TYPE)
    }
}

const TYPE: &str = "a handle's type is that of its value";

/// Where a readable signal has its value from.
enum Place {
    Source(Slot<Rc<Source>>),
    Memo(LeptosMemo<Shared>),
    /// A `Derived<T>`.
    Derived(Slot<AnyRc>),
}

impl Clone for Place {
    fn clone(&self) -> Self {
        *self
    }
}

impl Copy for Place {}

struct Derived<T>(Box<dyn Fn() -> T>);

/// A place that was found.
enum Found {
    Source(Rc<Source>),
    Memo(AnyRc),
    Derived(AnyRc),
}

impl Place {
    #[inline(never)]
    fn find(self, tracks: bool) -> Option<Found> {
        match self {
            Self::Source(slot) => find_source(slot).map(|source| {
                if tracks {
                    source.track();
                }
                Found::Source(source)
            }),
            Self::Memo(memo) => find_memo(memo, tracks).map(Found::Memo),
            Self::Derived(slot) => find(slot).map(Found::Derived),
        }
    }

    fn read<T: 'static, R>(self, tracks: bool, read: impl FnOnce(&T) -> R) -> Option<R> {
        Some(match self.find(tracks)? {
            Found::Source(source) => read(&source.cell::<T>().borrow()),
            Found::Memo(value) => read(value.downcast_ref().expect(TYPE)),
            Found::Derived(derived) => {
                let derived: &Derived<T> = derived.downcast_ref().expect(TYPE);
                let value = if tracks { (derived.0)() } else { untrack(|| (derived.0)()) };
                read(&value)
            }
        })
    }
}

impl Place {
    fn reading<T: Clone + 'static>(self, tracks: bool) -> Reading<T> {
        if let Self::Memo(memo) = self {
            return Reading(Kept::Shared(find_memo(memo, tracks).unwrap_or_else(|| ended())));
        }
        Reading(Kept::Own(self.read(tracks, T::clone).unwrap_or_else(|| ended())))
    }
}

macro_rules! handle {
    ($($name:ident),*) => {$(
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}
    )*};
}
handle!(Signal, Memo, RwSignal, ReadSignal, WriteSignal, StoredValue);

/// Any signal that can be read.
pub struct Signal<T> {
    place: Place,
    of: PhantomData<fn() -> T>,
}

/// A value that is computed from others, told only when it has become another.
pub struct Memo<T> {
    place: Place,
    of: PhantomData<fn() -> T>,
}

/// A value that can be read and changed.
pub struct RwSignal<T> {
    place: Place,
    of: PhantomData<fn() -> T>,
}

/// The reading half of [`signal`].
pub struct ReadSignal<T> {
    place: Place,
    of: PhantomData<fn() -> T>,
}

/// The changing half of [`signal`].
pub struct WriteSignal<T>(RwSignal<T>);

macro_rules! readable {
    ($($name:ident),*) => {$(
        impl<T: 'static> $name<T> {
            /// Looks at the value and follows it; `None` after the owner has ended.
            pub fn try_with<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
                self.place.read(true, read)
            }

            /// Looks at the value without following it; `None` after the owner has ended.
            pub fn try_with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
                self.place.read(false, read)
            }

            /// Looks at the value and follows it.
            pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
                self.try_with(read).unwrap_or_else(|| ended())
            }

            /// Looks at the value without following it.
            pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
                self.try_with_untracked(read).unwrap_or_else(|| ended())
            }

            /// Follows the value.
            pub fn track(&self) {
                let _ = self.try_with(|_| ());
            }
        }

        impl<T: Clone + 'static> $name<T> {
            /// The value; follows it.
            #[must_use]
            pub fn get(&self) -> T {
                self.with(T::clone)
            }

            /// The value, without following it.
            #[must_use]
            pub fn get_untracked(&self) -> T {
                self.with_untracked(T::clone)
            }

            /// The value to look at for a while; follows it.
            #[must_use]
            pub fn read(&self) -> Reading<T> {
                self.place.reading(true)
            }

            /// The value to look at for a while, without following it.
            #[must_use]
            pub fn read_untracked(&self) -> Reading<T> {
                self.place.reading(false)
            }

            /// The value, following it; `None` after the owner has ended.
            #[must_use]
            pub fn try_get(&self) -> Option<T> {
                self.try_with(T::clone)
            }

            /// The value, without following it; `None` after the owner has ended.
            #[must_use]
            pub fn try_get_untracked(&self) -> Option<T> {
                self.try_with_untracked(T::clone)
            }
        }
    )*};
}
readable!(Signal, Memo, RwSignal, ReadSignal);

impl<T: 'static> Signal<T> {
    /// What a closure says, computed at each reading.
    #[must_use]
    pub fn derive(say: impl Fn() -> T + 'static) -> Self {
        Self { place: Place::Derived(store(Rc::new(Derived::<T>(Box::new(say))))), of: PhantomData }
    }
}

impl<T: Default + 'static> Default for Signal<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        RwSignal::new(value).into()
    }
}

impl From<&str> for Signal<String> {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

macro_rules! into_signal {
    ($($name:ident),*) => {$(
        impl<T> From<$name<T>> for Signal<T> {
            fn from(readable: $name<T>) -> Self {
                Self { place: readable.place, of: PhantomData }
            }
        }
    )*};
}
into_signal!(Memo, RwSignal, ReadSignal);

impl<T> From<ArcRwSignal<T>> for Signal<T> {
    fn from(signal: ArcRwSignal<T>) -> Self {
        Self { place: Place::Source(store_source(signal.source)), of: PhantomData }
    }
}

impl<T: PartialEq + 'static> Memo<T> {
    /// Computes a value, given the last one, when something that it read has changed.
    #[must_use]
    pub fn new(compute: impl Fn(Option<&T>) -> T + 'static) -> Self {
        let memo = new_memo(Box::new(move |last| {
            let known = last.as_ref().map(|last| last.downcast_ref::<T>().expect(TYPE));
            let now = compute(known);
            match known == Some(&now) {
                true => None,
                false => Some(Rc::new(now)),
            }
        }));
        Self { place: Place::Memo(memo), of: PhantomData }
    }
}

type Compute = Box<dyn Fn(Option<&AnyRc>) -> Option<AnyRc>>;

#[inline(never)]
fn new_memo(compute: Compute) -> LeptosMemo<Shared> {
    let compute = SendWrapper::new(compute);
    LeptosMemo::new_owning(move |last: Option<Shared>| {
        match (compute(last.as_ref().map(|last| &*last.0)), last) {
            (Some(now), _) => (Shared(SendWrapper::new(now)), true),
            (None, Some(last)) => (last, false),
            (None, None) => unreachable!("a first value equals none"),
        }
    })
}

/// A value as it was when it was read.
pub struct Reading<T>(Kept<T>);

enum Kept<T> {
    /// A memo's: not copied.
    Shared(AnyRc),
    Own(T),
}

impl<T: 'static> Deref for Reading<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.0 {
            Kept::Shared(value) => value.downcast_ref().expect(TYPE),
            Kept::Own(value) => value,
        }
    }
}

impl<T: 'static> RwSignal<T> {
    /// A signal with its first value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            place: Place::Source(store_source(new_source(Box::new(RefCell::new(value))))),
            of: PhantomData,
        }
    }

    fn source(&self) -> Option<Rc<Source>> {
        match self.place {
            Place::Source(slot) => find_source(slot),
            Place::Memo(_) | Place::Derived(_) => None,
        }
    }

    /// Changes the value and tells who follows it; `None` after the owner has ended.
    pub fn try_update<R>(&self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let source = self.source()?;
        let result = change(&mut source.cell().borrow_mut());
        source.notify();
        Some(result)
    }

    /// Changes the value and tells who follows it. After the owner has ended nobody does, and nothing happens.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        let _ = self.try_update(change);
    }

    /// Replaces the value and tells who follows it. After the owner has ended nobody does.
    pub fn set(&self, value: T) {
        let _ = self.try_set(value);
    }

    /// Replaces the value and tells who follows it; gives it back after the owner has ended.
    pub fn try_set(&self, value: T) -> Option<T> {
        let Some(source) = self.source() else { return Some(value) };
        // What it replaces may look at the signal when it is dropped.
        let last = source.cell().replace(value);
        drop(last);
        source.notify();
        None
    }
}

impl<T: Default + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// A value in two halves: one reads it, the other changes it.
#[must_use]
pub fn signal<T: 'static>(value: T) -> (ReadSignal<T>, WriteSignal<T>) {
    let both = RwSignal::new(value);
    (ReadSignal { place: both.place, of: PhantomData }, WriteSignal(both))
}

impl<T: 'static> WriteSignal<T> {
    /// As [`RwSignal::set`].
    pub fn set(&self, value: T) {
        self.0.set(value);
    }

    /// As [`RwSignal::update`].
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.0.update(change);
    }

    /// As [`RwSignal::try_set`].
    pub fn try_set(&self, value: T) -> Option<T> {
        self.0.try_set(value)
    }
}

/// A signal that ends with its last clone instead of an owner: for what lives as long as the page.
pub struct ArcRwSignal<T> {
    source: Rc<Source>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for ArcRwSignal<T> {
    fn clone(&self) -> Self {
        Self { source: self.source.clone(), of: PhantomData }
    }
}

impl<T: 'static> ArcRwSignal<T> {
    /// A signal with its first value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { source: new_source(Box::new(RefCell::new(value))), of: PhantomData }
    }

    /// Looks at the value and follows it.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.source.track();
        self.with_untracked(read)
    }

    /// Looks at the value without following it.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.source.cell().borrow())
    }

    /// Replaces the value and tells who follows it.
    pub fn set(&self, value: T) {
        drop(self.source.cell().replace(value));
        self.source.notify();
    }
}

impl<T: Clone + 'static> ArcRwSignal<T> {
    /// The value; follows it.
    #[must_use]
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// The value, without following it.
    #[must_use]
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

/// A value that nobody follows, kept until its owner ends.
pub struct StoredValue<T> {
    slot: Slot<AnyRc>,
    of: PhantomData<fn() -> T>,
}

impl<T: 'static> StoredValue<T> {
    /// Keeps a value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { slot: store(Rc::new(RefCell::new(value))), of: PhantomData }
    }

    /// Changes it; `None` after the owner has ended.
    pub fn try_update_value<R>(&self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let value = find(self.slot)?;
        let cell: &RefCell<T> = value.downcast_ref().expect(TYPE);
        Some(change(&mut cell.borrow_mut()))
    }

    /// Looks at it; `None` after the owner has ended.
    pub fn try_with_value<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let value = find(self.slot)?;
        let cell: &RefCell<T> = value.downcast_ref().expect(TYPE);
        Some(read(&cell.borrow()))
    }

    /// Changes it. After the owner has ended nothing happens.
    pub fn update_value(&self, change: impl FnOnce(&mut T)) {
        let _ = self.try_update_value(change);
    }

    /// Looks at it.
    pub fn with_value<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.try_with_value(read).unwrap_or_else(|| ended())
    }

    /// Replaces it. After the owner has ended nothing happens.
    pub fn set_value(&self, value: T) {
        let _ = self.try_set_value(value);
    }

    /// Replaces it; gives the new one back after the owner has ended.
    pub fn try_set_value(&self, value: T) -> Option<T> {
        let mut value = Some(value);
        let last = self.try_update_value(|stored| value.take().map(|value| std::mem::replace(stored, value)));
        drop(last);
        value
    }
}

impl<T: Clone + 'static> StoredValue<T> {
    /// A copy of it.
    #[must_use]
    pub fn get_value(&self) -> T {
        self.with_value(T::clone)
    }
}

struct Called<In, Out>(Box<dyn Fn(In) -> Out>);

/// What a component calls to tell its owner.
pub struct Callback<In, Out = ()> {
    slot: Slot<AnyRc>,
    of: PhantomData<fn(In) -> Out>,
}

impl<In, Out> Clone for Callback<In, Out> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<In, Out> Copy for Callback<In, Out> {}

impl<In: 'static, Out: 'static> Callback<In, Out> {
    /// Calls a closure.
    #[must_use]
    pub fn new(call: impl Fn(In) -> Out + 'static) -> Self {
        Self { slot: store(Rc::new(Called::<In, Out>(Box::new(call)))), of: PhantomData }
    }

    /// Calls it; `None` after its owner has ended.
    pub fn try_run(&self, input: In) -> Option<Out> {
        let called = find(self.slot)?;
        let called: &Called<In, Out> = called.downcast_ref().expect(TYPE);
        Some((called.0)(input))
    }

    /// Calls it.
    pub fn run(&self, input: In) -> Out {
        self.try_run(input).unwrap_or_else(|| ended())
    }
}

impl<In: 'static, Out: 'static, F: Fn(In) -> Out + 'static> From<F> for Callback<In, Out> {
    fn from(call: F) -> Self {
        Self::new(call)
    }
}

/// Runs something after the page has been drawn, and again when a signal that it read has changed.
pub struct Effect;

impl Effect {
    /// Runs a closure, which is given what it returned last.
    #[expect(clippy::new_ret_no_self, reason = "it is Leptos's name, and an effect ends with its owner")]
    pub fn new<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
        let mut last = None;
        new_effect(Box::new(move || last = Some(run(last.take()))));
    }
}

#[inline(never)]
fn new_effect(mut run: Box<dyn FnMut()>) {
    LeptosEffect::new(move |_: Option<()>| run());
}

/// An element of a view, once it has been drawn.
pub struct NodeRef<E> {
    element: RwSignal<Option<web_sys::Element>>,
    of: PhantomData<fn() -> E>,
}

impl<E> Clone for NodeRef<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for NodeRef<E> {}

impl<E> Default for NodeRef<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> NodeRef<E> {
    /// A reference to nothing as yet.
    #[must_use]
    pub fn new() -> Self {
        Self { element: RwSignal::new(None), of: PhantomData }
    }

    pub(crate) fn load(self, element: &web_sys::Element) {
        self.element.set(Some(element.clone()));
    }
}

impl<E: ElementType> NodeRef<E>
where
    E::Output: JsCast,
{
    /// The element; follows its appearance.
    #[must_use]
    pub fn get(&self) -> Option<E::Output> {
        self.element.get().map(JsCast::unchecked_into)
    }

    /// The element.
    #[must_use]
    pub fn get_untracked(&self) -> Option<E::Output> {
        self.element.get_untracked().map(JsCast::unchecked_into)
    }

    /// The element; `None` too after the owner has ended.
    #[must_use]
    pub fn try_get_untracked(&self) -> Option<E::Output> {
        self.element.try_get_untracked().flatten().map(JsCast::unchecked_into)
    }
}
