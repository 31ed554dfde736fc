//! Rows that keep their nodes while their list changes.

use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::{
    component,
    reactive::{graph::untrack, owner::Owner},
};
use web_sys::Node;

use crate::{
    IntoView, View,
    view::{Fragment, document, effect, insert, marker},
};

/// A row for each item. A row is drawn once, when its key appears, keeps its nodes and its state wherever its
/// item goes, and is gone with its key. Two items with one key are one row.
#[component]
pub fn For<T, L, K, V>(
    /// The items. Reads signals.
    each: impl Fn() -> L + 'static,
    /// What tells one item from another.
    key: impl Fn(&T) -> K + 'static,
    /// Draws a row.
    children: impl Fn(T) -> V + 'static,
) -> View
where
    T: 'static,
    L: IntoIterator<Item = T> + 'static,
    K: Hash + 'static,
    V: IntoView + 'static,
{
    let end = marker();
    let fragment = Fragment::new();
    fragment.child(View::from(end.clone()));
    let mut rows = Rows { shown: Vec::new(), end, owner: Owner::current().unwrap_or_default() };
    effect(Box::new(move || {
        let items = each();
        untrack(|| {
            let items = items.into_iter().map(|item| (hash(&key(&item)), item));
            let mut items: Vec<(u64, Option<T>)> = items.map(|(key, item)| (key, Some(item))).collect();
            let keys: Vec<u64> = items.iter().map(|(key, _)| *key).collect();
            rows.show(&keys, &mut |index| {
                items[index].1.take().map_or_else(View::default, |item| children(item).into_view())
            });
        });
    }));
    fragment.into_view()
}

/// Keys are compared by a hash of 64 bits, so that the rows below are compiled once.
fn hash(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Keys and their places, in the order of the keys and then of the places.
fn sorted(keys: impl Iterator<Item = u64>) -> Vec<(u64, usize)> {
    let mut sorted: Vec<(u64, usize)> = keys.zip(0..).collect();
    sorted.sort_unstable();
    sorted
}

/// The first place of a key.
fn first(sorted: &[(u64, usize)], key: u64) -> Option<usize> {
    let at = sorted.partition_point(|(other, _)| *other < key);
    sorted.get(at).filter(|(other, _)| *other == key).map(|(_, place)| *place)
}

struct Rows {
    shown: Vec<Row>,
    end: Node,
    /// The rows belong to the list, not to the effect that changes it.
    owner: Owner,
}

struct Row {
    key: u64,
    owner: Owner,
    /// The row's nodes are those between two markers.
    start: Node,
    end: Node,
}

impl Rows {
    /// Shows the rows of these keys in this order; `draw` draws the one of an index.
    fn show(&mut self, keys: &[u64], draw: &mut dyn FnMut(usize) -> View) {
        let Some(parent) = self.end.parent_node() else { return };
        let mut old: Vec<Option<Row>> = self.shown.drain(..).map(Some).collect();
        let known = sorted(old.iter().flatten().map(|row| row.key));
        let wanted = sorted(keys.iter().copied());
        let mut reused = Vec::with_capacity(keys.len());
        for (index, key) in keys.iter().enumerate() {
            // Of two items with one key the first counts.
            if first(&wanted, *key) == Some(index) {
                reused.push((index, first(&known, *key).and_then(|place| old[place].take())));
            }
        }
        for row in old.into_iter().flatten() {
            row.owner.cleanup();
            for node in row.nodes() {
                let _ = parent.remove_child(&node);
            }
        }
        let rows = reused.into_iter().map(|(index, row)| match row {
            Some(row) => row,
            None => self.draw(keys[index], index, draw),
        });
        self.shown = rows.collect();
        // From the last to the first: what stands right is not touched. Neither is the row that has the focus,
        // which it would lose: the others are put around it.
        let focused = document().active_element();
        let has_focus = |node: &Node| node.contains(focused.as_deref());
        let mut before = self.end.clone();
        for row in self.shown.iter().rev() {
            if row.end.next_sibling().as_ref() != Some(&before) {
                let nodes = row.nodes();
                if !nodes.iter().any(has_focus) {
                    for node in nodes {
                        insert(&parent, &node, Some(&before));
                    }
                }
            }
            before = row.start.clone();
        }
    }

    /// Draws a row beside the page: it is put where it belongs with the others.
    fn draw(&self, key: u64, index: usize, draw: &mut dyn FnMut(usize) -> View) -> Row {
        let owner = self.owner.child();
        let (start, end) = (marker(), marker());
        let row = Fragment::new();
        row.child(View::from(start.clone()));
        row.child(owner.with(|| draw(index)));
        row.child(View::from(end.clone()));
        Row { key, owner, start, end }
    }
}

impl Row {
    /// Its nodes with both markers, in order.
    fn nodes(&self) -> Vec<Node> {
        let mut nodes = vec![self.start.clone()];
        while let Some(next) = nodes.last().filter(|last| **last != self.end).and_then(Node::next_sibling) {
            nodes.push(next);
        }
        nodes
    }
}
