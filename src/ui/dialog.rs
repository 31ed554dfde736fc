//! A layer over the page, with the browser's own modal `<dialog>`: it holds the focus, gives it back, and
//! closes on Escape.

use super::{IconButton, Shape};
use crate::text;
use fivefold_view::prelude::*;
use leptos::{ev::MouseEvent, html, web_sys};

/// Where a dialog stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Side {
    /// In the middle; at the bottom edge of a phone.
    #[default]
    Centre,
    /// Along the start of the line: a drawer.
    Start,
    /// Along the end of the line: a drawer.
    End,
}

/// A modal dialog or drawer. Its content exists only while it is open.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Told when the visitor closes it. Whoever owns `open` sets it to false then.
    #[prop(into)]
    on_close: Callback<()>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Where it stands.
    #[prop(optional)]
    side: Side,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        let is_open = open.get();
        if let Some(dialog) = node.get() {
            show(&dialog, is_open);
            if let (true, Some(heading)) = (is_open, heading.get_untracked()) {
                // So that the title is read first, before the button that closes.
                let _ = heading.focus();
            }
        }
    });
    let class = match side {
        Side::Centre => "ui-dialog",
        Side::Start => "ui-dialog ui-dialog--drawer ui-dialog--start",
        Side::End => "ui-dialog ui-dialog--drawer",
    };
    let close = move || {
        if open.try_get_untracked() == Some(true) {
            on_close.run(());
        }
    };
    view! {
        <dialog
            node_ref=node
            class=class
            on:close=move |_| close()
            // A press on the backdrop has the dialog itself as its target.
            on:click=move |event: MouseEvent| {
                let target = event.target();
                if target.is_some() && target == event.current_target() {
                    close();
                }
            }
        >
            <div class="ui-dialog__sheet">
                <div class="ui-dialog__head">
                    <h2 tabindex="-1" node_ref=heading>{title}</h2>
                    <IconButton shape=Shape::Close label=text::ui::CLOSE.get() on_press=move |()| close()/>
                </div>
                <div class="ui-dialog__body">{move || open.get().then(|| children())}</div>
            </div>
        </dialog>
    }
}

fn show(dialog: &web_sys::HtmlDialogElement, is_open: bool) {
    if is_open && !dialog.open() {
        // Fails only for a dialog that is not in the page, and then there is nothing to show.
        let _ = dialog.show_modal();
    } else if !is_open && dialog.open() {
        dialog.close();
    }
}
