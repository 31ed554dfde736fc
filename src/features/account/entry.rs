//! One line of a form about a person: address, name, password.

use crate::{
    text,
    ui::{Check, Field},
};
use fivefold_api::model::FieldProblemCode;
use fivefold_api::rules::{NAME_MAX, PASSWORD_MAX, PASSWORD_MIN, check_email, check_name};
use fivefold_view::prelude::*;
use leptos::html;

/// The name of the password that is to be changed.
pub const CURRENT: &str = "current";

/// What is wrong with a text.
pub type CheckText = fn(&str) -> Option<FieldProblemCode>;

/// A text that somebody types. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its name in the contract.
    pub name: &'static str,
    /// The id of its input.
    pub id: &'static str,
    /// What is typed.
    pub value: RwSignal<String>,
    problem: RwSignal<Option<FieldProblemCode>>,
    check: CheckText,
}

impl Entry {
    /// An empty entry.
    pub fn new(name: &'static str, id: &'static str, check: CheckText) -> Self {
        Self { name, id, value: RwSignal::default(), problem: RwSignal::new(None), check }
    }

    /// An e-mail address.
    pub fn email() -> Self {
        Self::new("email", "account-email", check_email)
    }

    /// A person's name.
    pub fn person() -> Self {
        Self::new("name", "account-name", check_name)
    }

    /// A password that there is already: only whether there is one can be told here.
    pub fn password(name: &'static str, id: &'static str) -> Self {
        Self::new(name, id, |text| text.is_empty().then_some(FieldProblemCode::Required))
    }

    /// What is typed.
    pub fn get(self) -> String {
        self.value.get_untracked()
    }

    /// Shows what is wrong with it, if anything is.
    pub fn is_wrong(self) -> bool {
        let problem = self.value.with_untracked(|text| (self.check)(text));
        self.problem.set(problem);
        problem.is_some()
    }

    /// Shows what the shop found wrong.
    pub fn refuse(self, problem: FieldProblemCode) {
        self.problem.try_set(Some(problem));
    }

    fn type_in(self, text: String) {
        self.value.set(text);
        // A problem goes away as soon as it is solved; a new one waits until the entry is left.
        if self.problem.with_untracked(Option::is_some) {
            self.is_wrong();
        }
    }

    fn left(self) {
        if self.value.with_untracked(|text| !text.is_empty()) {
            self.is_wrong();
        }
    }

    fn error(self) -> Signal<Option<String>> {
        Signal::derive(move || self.problem.get().map(|code| words(self.name, code)))
    }
}

/// The field of an e-mail address.
pub fn email_field(entry: Entry) -> View {
    view! {
        <Field
            id=entry.id
            label=text::checkout::EMAIL.get().to_owned()
            value=entry.value
            on_input=move |typed| entry.type_in(typed)
            on_blur=move |()| entry.left()
            error=entry.error()
            kind="email"
            autocomplete="username"
            inputmode="email"
            maxlength=254
        />
    }
}

/// The field of a person's name.
pub fn name_field(entry: Entry) -> View {
    view! {
        <Field
            id=entry.id
            label=text::account::NAME.get().to_owned()
            value=entry.value
            on_input=move |typed| entry.type_in(typed)
            on_blur=move |()| entry.left()
            error=entry.error()
            autocomplete="name"
            maxlength=100
        />
    }
}

/// Which password is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Password {
    /// The one there is.
    Current,
    /// One to be.
    New,
}

/// The field of a password, which can be made readable: nobody can correct what they cannot see.
pub fn password_field(entry: Entry, label: &'static str, which: Password) -> View {
    let input = NodeRef::<html::Input>::new();
    let is_shown = RwSignal::new(false);
    Effect::new(move |_| {
        let kind = if is_shown.get() { "text" } else { "password" };
        if let Some(input) = input.get() {
            input.set_type(kind);
        }
    });
    let autocomplete = if which == Password::New { "new-password" } else { "current-password" };
    let field = if which == Password::New {
        let hint = text::account::password_hint(u64::try_from(PASSWORD_MIN).unwrap_or(8));
        view! {
            <Field
                id=entry.id
                label=label.to_owned()
                value=entry.value
                on_input=move |typed| entry.type_in(typed)
                on_blur=move |()| entry.left()
                error=entry.error()
                hint=hint
                kind="password"
                autocomplete=autocomplete
                maxlength=512
                node_ref=input
            />
        }
    } else {
        view! {
            <Field
                id=entry.id
                label=label.to_owned()
                value=entry.value
                on_input=move |typed| entry.type_in(typed)
                error=entry.error()
                kind="password"
                autocomplete=autocomplete
                maxlength=512
                node_ref=input
            />
        }
    };
    view! {
        <div class="account-password">
            {field}
            <Check checked=is_shown on_change=move |shown| is_shown.set(shown)>
                {text::account::SHOW_PASSWORD.get()}
            </Check>
        </div>
    }
}

/// What is wrong, in words.
fn words(name: &str, code: FieldProblemCode) -> String {
    use text::errors as words;
    let count = |number: usize| u64::try_from(number).unwrap_or(0);
    match code {
        FieldProblemCode::Required => words::VALUE_REQUIRED.get().to_owned(),
        FieldProblemCode::Format if name == "email" => words::VALUE_EMAIL.get().to_owned(),
        FieldProblemCode::TooShort => words::value_too_short(count(PASSWORD_MIN)),
        FieldProblemCode::TooLong if name == "name" => words::value_too_long(count(NAME_MAX)),
        FieldProblemCode::TooLong if name == "email" => words::value_too_long(254),
        FieldProblemCode::TooLong => words::value_too_long(count(PASSWORD_MAX)),
        FieldProblemCode::TooCommon => text::account::PASSWORD_COMMON.get().to_owned(),
        FieldProblemCode::NotAllowed if name == CURRENT => text::account::PASSWORD_WRONG.get().to_owned(),
        _ => words::VALUE_INVALID.get().to_owned(),
    }
}
