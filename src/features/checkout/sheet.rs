//! A form of entries: what is typed, and what is wrong with it. The checkout fills one in, and so does the
//! address book.

use super::draft::{Draft, Entry};
use crate::platform::page;
use fivefold_api::model::{FieldProblem, FieldProblemCode};
use fivefold_view::prelude::*;
use leptos::html;

/// What a form's entries are bound to. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// What is typed.
    pub draft: RwSignal<Draft>,
    /// What is wrong, where it is shown.
    pub problems: RwSignal<Vec<FieldProblem>>,
    /// The countries to choose from.
    pub countries: Memo<Vec<String>>,
    /// Told of every change, and with `true` when an entry was left.
    pub on_change: Callback<bool>,
}

impl Sheet {
    /// Types into an entry.
    pub fn type_in(self, entry: Entry, text: String) {
        self.draft.update(|draft| draft.set(entry, text));
        // A problem goes away as soon as it is solved; a new one waits until the entry is left.
        let has_problem =
            self.problems.with_untracked(|problems| problems.iter().any(|one| one.field == entry.path()));
        if has_problem {
            self.check(entry);
        }
        self.on_change.run(false);
    }

    /// An entry was left: what is wrong with it is shown, but an empty entry is not nagged about.
    pub fn left(self, entry: Entry) {
        if !self.draft.with_untracked(|draft| draft.get(entry).trim().is_empty()) {
            self.check(entry);
        }
        self.on_change.run(true);
    }

    /// What is wrong with an entry.
    pub fn problem(self, path: &'static str) -> Option<FieldProblemCode> {
        self.problems.with(|problems| problems.iter().find(|one| one.field == path).map(|one| one.code))
    }

    /// Leads to the first entry of a form that has a problem.
    pub fn lead(self, form: NodeRef<html::Form>) {
        let country = self.draft.with_untracked(|draft| draft.get(Entry::Country).to_owned());
        let entry = self.problems.with_untracked(|problems| {
            let first = problems.first()?;
            Entry::of_country(&country).into_iter().find(|entry| entry.path() == first.field)
        });
        if let (Some(entry), Some(form)) = (entry, form.get_untracked()) {
            page::focus_first(&form, &["#", entry.id()].concat());
        }
    }

    fn check(self, entry: Entry) {
        let found = self
            .countries
            .with_untracked(|countries| self.draft.with_untracked(|draft| draft.problem(entry, countries)));
        self.problems.update(|problems| {
            problems.retain(|one| one.field != entry.path());
            if let Some(code) = found {
                problems.push(FieldProblem { field: entry.path().to_owned(), code });
            }
        });
    }
}
