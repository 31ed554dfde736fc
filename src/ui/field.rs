//! Fields for text, and the check box.

use crate::text;
use fivefold_view::prelude::*;
use leptos::html;

/// One line of text with its label, hint and error. The error is bound to the field, so focusing an invalid
/// field reads it.
#[component]
pub fn Field(
    /// The id of the input; hint and error derive theirs from it.
    #[prop(into)]
    id: String,
    /// What to fill in.
    #[prop(into)]
    label: Signal<String>,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// Told of every change.
    #[prop(into)]
    on_input: Callback<String>,
    /// Told when the visitor leaves the field.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
    /// One line of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The input's type: `text`, `email`, `tel`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The autofill token, as `shipping postal-code`.
    #[prop(optional)]
    autocomplete: &'static str,
    /// The keyboard a phone shows, as `numeric`.
    #[prop(optional)]
    inputmode: &'static str,
    /// What a phone writes on its Enter key, as `next`.
    #[prop(optional)]
    enterkeyhint: &'static str,
    /// May stay empty. Then the label says so; required fields carry no mark.
    #[prop(optional)]
    optional: bool,
    /// The most characters it takes.
    #[prop(default = 200)]
    maxlength: i32,
    /// The input, to move the focus to it.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let ids = Ids::new(&id, hint.is_some(), error);
    view! {
        <div class="ui-field">
            {label_for(&id, label, optional)}
            <input
                node_ref=node_ref
                id=id
                class="ui-field__input"
                type=kind
                prop:value=value
                autocomplete=some(autocomplete)
                inputmode=some(inputmode)
                enterkeyhint=some(enterkeyhint)
                maxlength=maxlength
                aria-required=(!optional).then_some("true")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=ids.described_by()
                on:input=move |event| on_input.run(event_target_value(&event))
                on:blur=move |_| {
                    if let Some(on_blur) = on_blur {
                        on_blur.run(());
                    }
                }
            />
            {help(&ids, hint, error)}
        </div>
    }
}

/// Several lines of text. Otherwise as [`Field`].
#[component]
pub fn TextArea(
    /// The id of the input.
    #[prop(into)]
    id: String,
    /// What to fill in.
    #[prop(into)]
    label: Signal<String>,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// Told of every change.
    #[prop(into)]
    on_input: Callback<String>,
    /// One line of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// May stay empty.
    #[prop(optional)]
    optional: bool,
    /// The most characters it takes.
    #[prop(default = 2000)]
    maxlength: i32,
) -> impl IntoView {
    let ids = Ids::new(&id, hint.is_some(), error);
    view! {
        <div class="ui-field">
            {label_for(&id, label, optional)}
            <textarea
                id=id
                class="ui-field__input"
                rows="3"
                prop:value=value
                maxlength=maxlength
                aria-required=(!optional).then_some("true")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=ids.described_by()
                on:input=move |event| on_input.run(event_target_value(&event))
            ></textarea>
            {help(&ids, hint, error)}
        </div>
    }
}

/// A box to tick.
#[component]
pub fn Check(
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Told of every change.
    #[prop(into)]
    on_change: Callback<bool>,
    /// What ticking it means.
    children: Children,
) -> impl IntoView {
    view! {
        <label class="ui-check">
            <input
                type="checkbox"
                prop:checked=checked
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span>{children()}</span>
        </label>
    }
}

/// The ids of a field's hint and error.
#[derive(Clone)]
pub(super) struct Ids {
    hint: String,
    error: String,
    has_hint: bool,
    has_error: Signal<Option<String>>,
}

impl Ids {
    pub(super) fn new(id: &str, has_hint: bool, has_error: Signal<Option<String>>) -> Self {
        Self { hint: [id, "-hint"].concat(), error: [id, "-error"].concat(), has_hint, has_error }
    }

    /// The value of `aria-describedby`: what is shown now.
    pub(super) fn described_by(&self) -> impl Fn() -> Option<String> + Send + Sync + use<> {
        let ids = self.clone();
        move || match (ids.has_hint, ids.has_error.with(Option::is_some)) {
            (false, false) => None,
            (true, false) => Some(ids.hint.clone()),
            (false, true) => Some(ids.error.clone()),
            (true, true) => Some([ids.error.as_str(), " ", &ids.hint].concat()),
        }
    }
}

pub(super) fn label_for(id: &str, label: Signal<String>, is_optional: bool) -> View {
    let optional = is_optional
        .then(|| view! { " "<span class="ui-field__optional">{text::ui::FIELD_OPTIONAL.get()}</span> });
    view! { <label class="ui-field__label" for=id.to_owned()>{label}{optional}</label> }
}

pub(super) fn help(ids: &Ids, hint: Option<String>, error: Signal<Option<String>>) -> View {
    let hint_id = ids.hint.clone();
    let error_id = ids.error.clone();
    view! {
        {move || error.get().map(|error| view! { <p class="ui-field__error" id=error_id.clone()>{error}</p> })}
        {hint.map(|hint| view! { <p class="ui-field__hint" id=hint_id>{hint}</p> })}
    }
}

fn some(text: &'static str) -> Option<&'static str> {
    (!text.is_empty()).then_some(text)
}
