//! Draws Leptos components as DOM nodes.
//!
//! Leptos gives signals, effects, owners, context, components and the router. Its own renderer describes each
//! view by a type of its own and compiles building, patching, cloning and erasing for every one of them: more
//! than half of what a visitor had to download (`docs/adr/0005-one-type-of-view.md`). Here a view is a DOM node
//! that exists already, of one type, and everything that changes is one kind of boxed closure in one kind of
//! effect. What a closure in a view returns **replaces** what it returned before; only text is changed in place.
//! So read in the closure what decides about the nodes, through a `Memo` where that changes seldom, and read
//! what changes often in attributes and texts of its own.
//!
//! The syntax is that of `leptos::view!`: elements, `on:`, `prop:`, `style:`, `class:`, `class=("name", flag)`,
//! `node_ref=`, components with properties, children and `let:`.

#![warn(missing_docs)]

mod attribute;
mod children;
mod element;
pub mod list;
mod mount;
pub mod provider;
pub mod reactive;
mod view;

#[doc(no_inline)]
pub use fivefold_view_macro::view;

pub use attribute::{Attribute, AttributeValue, Flag, Property, PropertyValue};
pub use children::{Children, ChildrenFn, ToChildren, ViewFn};
pub use element::Element;
pub use list::{For, ForProps};
pub use mount::mount_to;
pub use provider::{Provider, ProviderProps};
pub use view::{Fragment, IntoView, View, effect};

/// What a file with components needs.
pub mod prelude {
    pub use crate::{
        Children, ChildrenFn, For, IntoView, Provider, View, ViewFn,
        reactive::{
            ArcRwSignal, Callback, Effect, Memo, NodeRef, ReadSignal, RwSignal, Signal, StoredValue,
            WriteSignal, signal,
        },
        view,
    };
    pub use leptos::{
        component,
        leptos_dom::helpers::{
            event_target, event_target_checked, event_target_value, request_animation_frame, set_timeout,
            window_event_listener,
        },
        reactive::{
            effect::RenderEffect,
            graph::untrack,
            owner::{Owner, expect_context, on_cleanup, provide_context, use_context},
            prelude::*,
            signal::ArcTrigger,
        },
    };
}
