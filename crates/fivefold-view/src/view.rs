//! What can stand in a view, and how what changes is drawn again.

use std::borrow::Cow;

use crate::reactive::{Memo, ReadSignal, RwSignal, Signal};
use leptos::reactive::{effect::RenderEffect, owner::on_cleanup};
use wasm_bindgen::JsCast;
use web_sys::{Document, Node, Text};

/// Something to show: nothing, a text, or nodes that exist already.
pub struct View(pub(crate) Kind);

pub(crate) enum Kind {
    Nothing,
    Text(Cow<'static, str>),
    /// One node, or a fragment of several.
    Node(Node),
}

/// What can stand in a view.
pub trait IntoView {
    /// Makes the view. Reads signals only where it says so.
    fn into_view(self) -> View;
}

/// Several views one after the other.
pub struct Fragment(Node);

impl Fragment {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self(document().create_document_fragment().into())
    }

    /// Adds a view at its end.
    pub fn child(&self, child: impl IntoView) {
        append(&self.0, child.into_view());
    }
}

impl Default for Fragment {
    fn default() -> Self {
        Self::new()
    }
}

impl IntoView for Fragment {
    fn into_view(self) -> View {
        View(Kind::Node(self.0))
    }
}

impl View {
    /// Its node; `None` for nothing.
    pub(crate) fn into_node(self) -> Option<Node> {
        match self.0 {
            Kind::Nothing => None,
            Kind::Text(text) => Some(document().create_text_node(&text).into()),
            Kind::Node(node) => Some(node),
        }
    }
}

impl Default for View {
    fn default() -> Self {
        Self(Kind::Nothing)
    }
}

pub(crate) fn append(parent: &Node, view: View) {
    if let Some(node) = view.into_node() {
        insert(parent, &node, None);
    }
}

/// Puts a node before another of the same parent, or at the parent's end.
pub(crate) fn insert(parent: &Node, node: &Node, before: Option<&Node>) {
    parent.insert_before(node, before).expect("a view is put where it fits: its parent is no part of it");
}

/// Takes out what stands between two nodes of one parent.
pub(crate) fn clear(start: &Node, end: &Node) {
    let Some(parent) = start.parent_node() else { return };
    while let Some(node) = start.next_sibling().filter(|node| node != end) {
        // It may have gone by itself: focus left it, and a handler drew something else.
        let _ = parent.remove_child(&node);
    }
}

pub(crate) fn marker() -> Node {
    document().create_comment("").into()
}

pub(crate) fn document() -> Document {
    thread_local! {
        static DOCUMENT: Document = find_document().expect("views are drawn in a page");
    }
    DOCUMENT.with(Clone::clone)
}

#[expect(clippy::disallowed_methods, reason = "the app's platform stands on top of this crate")]
fn find_document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Runs `draw` now and whenever a signal that it read has changed, until the current owner is cleaned up.
pub fn effect(mut draw: Box<dyn FnMut()>) {
    let running = RenderEffect::new(move |_: Option<()>| draw());
    on_cleanup(move || drop(running));
}

/// What a closure shows, drawn anew when what it read has changed.
fn dynamic(mut draw: Box<dyn FnMut() -> View>) -> View {
    let (start, end) = (marker(), marker());
    let fragment = Fragment::new().0;
    insert(&fragment, &start, None);
    insert(&fragment, &end, None);
    let mut shown: Option<Text> = None;
    effect(Box::new(move || {
        let view = draw();
        if let (Kind::Text(text), Some(shown)) = (&view.0, &shown) {
            // Writing the same again would end a selection in it.
            if shown.data() != **text {
                shown.set_data(text);
            }
            return;
        }
        let is_text = matches!(view.0, Kind::Text(_));
        clear(&start, &end);
        shown = None;
        if let (Some(node), Some(parent)) = (view.into_node(), end.parent_node()) {
            insert(&parent, &node, Some(&end));
            shown = is_text.then(|| node.unchecked_into());
        }
    }));
    View(Kind::Node(fragment))
}

impl<F, V> IntoView for F
where
    F: FnMut() -> V + 'static,
    V: IntoView,
{
    fn into_view(mut self) -> View {
        dynamic(Box::new(move || self().into_view()))
    }
}

macro_rules! signals {
    ($($signal:ident),*) => {$(
        impl<T> IntoView for $signal<T>
        where
            T: IntoView + Clone + 'static,
        {
            fn into_view(self) -> View {
                (move || self.get()).into_view()
            }
        }
    )*};
}
signals!(Signal, Memo, RwSignal, ReadSignal);

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for () {
    fn into_view(self) -> View {
        View::default()
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View(Kind::Text(Cow::Borrowed(self)))
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        View(Kind::Text(Cow::Owned(self)))
    }
}

impl<V: IntoView> IntoView for Option<V> {
    fn into_view(self) -> View {
        self.map_or_else(View::default, V::into_view)
    }
}

impl<V: IntoView> IntoView for Vec<V> {
    fn into_view(self) -> View {
        let fragment = Fragment::new();
        for view in self {
            fragment.child(view);
        }
        fragment.into_view()
    }
}

impl<V: IntoView, const N: usize> IntoView for [V; N] {
    fn into_view(self) -> View {
        Vec::from(self).into_view()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl IntoView for $number {
            fn into_view(self) -> View {
                self.to_string().into_view()
            }
        }
    )*};
}
numbers!(i32, i64, u32, u64, usize);

impl From<Node> for View {
    fn from(node: Node) -> Self {
        Self(Kind::Node(node))
    }
}
