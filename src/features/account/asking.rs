//! A form that asks the shop for something, once at a time.

use super::entry::{CURRENT, Entry};
use crate::{
    data::{error_text, spawn},
    platform::{announce, page},
    text,
    ui::{Button, Look},
};
use fivefold_api::error::ApiError;
use fivefold_api::model::{FieldProblemCode, ProblemKind};
use fivefold_api::ports::Asked;
use fivefold_view::prelude::*;
use leptos::{ev::SubmitEvent, html};

/// Where a question stands. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Asking {
    /// Whether an answer is still to come.
    pub is_busy: RwSignal<bool>,
    /// Why the last one was a refusal that belongs to no entry.
    pub problem: RwSignal<Option<String>>,
    form: NodeRef<html::Form>,
}

impl Asking {
    /// Nothing asked yet.
    pub fn start() -> Self {
        Self { form: NodeRef::new(), is_busy: RwSignal::new(false), problem: RwSignal::new(None) }
    }

    /// Asks, unless an entry is wrong or the last question is still open. What was typed stays, whatever the
    /// answer.
    pub fn send<T: 'static>(
        self,
        entries: &[Entry],
        ask: impl FnOnce() -> Asked<T>,
        done: impl FnOnce(T) + 'static,
    ) {
        self.send_or(entries, ask, done, |_| ());
    }

    /// [`Asking::send`], and `refused` is told why there was no answer.
    pub fn send_or<T: 'static>(
        self,
        entries: &[Entry],
        ask: impl FnOnce() -> Asked<T>,
        done: impl FnOnce(T) + 'static,
        refused: impl FnOnce(&ApiError) + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.problem.set(None);
        // All of them, so that everything wrong is shown at once.
        let wrong: Vec<&Entry> = entries.iter().filter(|entry| entry.is_wrong()).collect();
        if let Some(first) = wrong.first() {
            announce::alert(&text::errors::form_summary(u64::try_from(wrong.len()).unwrap_or(1)));
            self.focus(first);
            return;
        }
        let (answer, entries) = (ask(), entries.to_vec());
        self.is_busy.set(true);
        spawn(async move {
            let answer = answer.await;
            if self.is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => done(answer),
                Err(error) => {
                    self.refuse(&entries, &error);
                    refused(&error);
                }
            }
        });
    }

    fn refuse(self, entries: &[Entry], error: &ApiError) {
        let find = |name: &str| entries.iter().find(|entry| entry.name == name);
        let problem = error.problem();
        let mut first = None;
        for field in problem.map(|problem| problem.fields.clone()).unwrap_or_default() {
            if let Some(entry) = find(&field.field) {
                entry.refuse(field.code);
                first = first.or(Some(entry));
            }
        }
        if problem.is_some_and(|problem| problem.kind == ProblemKind::WrongCredentials)
            && let Some(current) = find(CURRENT)
        {
            current.refuse(FieldProblemCode::NotAllowed);
            first = Some(current);
        }
        match first {
            Some(entry) => self.focus(entry),
            None => self.problem.set(Some(refusal(error))),
        }
    }

    fn focus(self, entry: &Entry) {
        if let Some(form) = self.form.get_untracked() {
            page::focus_first(&form, &["#", entry.id].concat());
        }
    }

    /// The form around `fields`, with its button and what the shop said last.
    pub fn form(
        self,
        button: &'static str,
        on_submit: impl Fn() + 'static,
        fields: impl IntoView + 'static,
    ) -> View {
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            on_submit();
        };
        view! {
            <form node_ref=self.form class="account-form" novalidate on:submit=submit>
                {fields.into_view()}
                <p class="ui-field__error account-form__problem" role="alert">{self.problem}</p>
                <Button look=Look::Strong wide=true submit=true busy=self.is_busy>{button}</Button>
            </form>
        }
    }
}

/// Why it was refused, in words.
fn refusal(error: &ApiError) -> String {
    let kind = error.problem().map(|problem| problem.kind);
    match kind {
        Some(ProblemKind::WrongCredentials) => text::account::WRONG_CREDENTIALS.get().to_owned(),
        Some(ProblemKind::LinkEnded) => text::account::LINK_ENDED_TEXT.get().to_owned(),
        _ => error_text(error).text,
    }
}
