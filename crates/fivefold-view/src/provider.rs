//! Context for a part of the page.

use leptos::{
    component,
    reactive::owner::{Owner, on_cleanup, provide_context},
};

use crate::{Children, View};

/// Gives its children a value that they find with `use_context`.
#[component]
pub fn Provider<T: Send + Sync + 'static>(
    /// The value.
    value: T,
    /// Who finds it.
    children: Children,
) -> View {
    let owner = Owner::new();
    let view = owner.with(move || {
        provide_context(value);
        children()
    });
    on_cleanup(move || drop(owner));
    view
}
