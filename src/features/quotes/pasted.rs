//! Lists on their way from the box of the quick order to its rows, which come after the page.

use super::buyer::Buyer;
use fivefold_view::prelude::*;
use leptos::html;

/// What the box and the rows share. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Pasted {
    /// Who orders.
    pub buyer: Buyer,
    /// The box.
    pub place: NodeRef<html::Section>,
    /// What is typed into it.
    pub typed: RwSignal<String>,
    /// Whether the rows are at work on a list.
    pub is_taking: RwSignal<bool>,
    /// The lists that no rows were made of yet, in the order in which they came.
    waiting: RwSignal<Vec<String>>,
}

impl Pasted {
    /// Nothing yet.
    pub fn new(buyer: Buyer) -> Self {
        Self {
            buyer,
            place: NodeRef::new(),
            typed: RwSignal::default(),
            is_taking: RwSignal::new(false),
            waiting: RwSignal::default(),
        }
    }

    /// Gives the rows a list. It waits until they are there and have time.
    pub fn add(self, list: String) {
        if !list.trim().is_empty() {
            let _ = self.waiting.try_update(|waiting| waiting.push(list));
        }
    }

    /// Whether a list waits. Reactive.
    pub fn is_waiting(self) -> bool {
        self.waiting.with(|waiting| !waiting.is_empty())
    }

    /// Whether what comes now has to wait. Reactive.
    pub fn is_busy(self) -> bool {
        self.is_taking.get() || self.is_waiting()
    }

    /// The next list. What was typed of it leaves the box: it is among the rows now.
    pub fn take(self) -> Option<String> {
        let first = |waiting: &mut Vec<String>| (!waiting.is_empty()).then(|| waiting.remove(0));
        let list = self.waiting.try_update(first).flatten()?;
        if self.typed.with_untracked(|typed| *typed == list) {
            self.typed.set(String::new());
        }
        Some(list)
    }
}
