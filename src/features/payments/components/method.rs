//! Choosing a way to pay.

use crate::{
    data::use_runtime,
    text,
    ui::{Choice, Choices, Notice, Tone},
};
use fivefold_api::model::PaymentMethod;
use fivefold_view::prelude::*;

/// The ways to pay that the shop offers; `None` while that is unknown.
pub fn use_methods() -> Memo<Option<Vec<PaymentMethod>>> {
    let runtime = use_runtime();
    Memo::new(move |_| runtime.capabilities().latest().map(|known| known.payment_methods))
}

/// The name of a way to pay; its id where the shop offers it no longer. Reactive.
pub fn use_method_name() -> impl Fn(&str) -> String + Copy + Send + Sync + 'static {
    let methods = use_methods();
    move |id: &str| {
        let known = methods.get().into_iter().flatten().find(|method| method.id.as_str() == id);
        known.map_or_else(|| id.to_owned(), |method| method.name)
    }
}

/// The ways to pay, one of which is chosen.
#[component]
pub fn MethodChoice(
    /// The name the radio buttons share; unique on the page.
    name: &'static str,
    /// The chosen way.
    #[prop(into)]
    value: Signal<Option<String>>,
    /// Told of every choice.
    #[prop(into)]
    on_choose: Callback<String>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let methods = use_methods();
    let choices =
        Signal::derive(move || methods.get().unwrap_or_default().into_iter().map(choice).collect::<Vec<_>>());
    let has_none = Memo::new(move |_| methods.with(|methods| methods.as_ref().is_some_and(Vec::is_empty)));
    move || {
        if has_none.get() {
            view! { <Notice tone=Tone::Warning><p>{text::payments::NO_METHODS.get()}</p></Notice> }
        } else {
            view! {
                <Choices name legend=text::payments::METHOD.get() choices value on_choose stacked=true error/>
            }
        }
    }
}

fn choice(method: PaymentMethod) -> Choice {
    Choice {
        value: method.id.0,
        label: method.name,
        detail: method.hint.unwrap_or_default(),
        ..Choice::default()
    }
}
