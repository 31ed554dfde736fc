//! Short messages that pass.

use super::{Button, IconButton, Look, Shape, Tone};
use crate::text;
use fivefold_view::prelude::*;
use std::time::Duration;

/// Long enough to read two lines.
const SHOWN: Duration = Duration::from_secs(7);
/// Long enough to reach a button with the keyboard.
const SHOWN_WITH_ACTION: Duration = Duration::from_secs(20);
/// More would cover the page; the oldest goes first.
const AT_MOST: usize = 3;

/// The passing messages of one mount. Provided by the app, read through [`use_toasts`].
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

#[derive(Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    action: Option<(String, Callback<()>)>,
}

/// The passing messages of this mount.
///
/// # Panics
/// Outside an app that has provided [`Toasts`].
pub fn use_toasts() -> Toasts {
    expect_context()
}

impl Toasts {
    /// No messages yet.
    pub fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// Shows a message and reads it aloud.
    pub fn say(self, tone: Tone, text: impl Into<String>) {
        self.show(tone, text.into(), None);
    }

    /// Shows a message with one thing to do about it, such as Undo. What it does must be possible elsewhere
    /// too, because the message passes.
    pub fn offer(
        self,
        tone: Tone,
        text: impl Into<String>,
        action: impl Into<String>,
        on_press: Callback<()>,
    ) {
        self.show(tone, text.into(), Some((action.into(), on_press)));
    }

    /// Another page is shown: what offers to do something stood for the one before, and would cover this one.
    pub fn leave(self) {
        self.shown.update(|toasts| toasts.retain(|toast| toast.action.is_none()));
    }

    fn show(self, tone: Tone, text: String, action: Option<(String, Callback<()>)>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        let shown = if action.is_some() { SHOWN_WITH_ACTION } else { SHOWN };
        self.shown.update(|toasts| {
            // The same words twice would only flicker.
            toasts.retain(|toast| toast.text != text);
            let surplus = (toasts.len() + 1).saturating_sub(AT_MOST);
            toasts.drain(..surplus);
            toasts.push(Toast { id, tone, text, action });
        });
        set_timeout(move || self.hide(id), shown);
    }

    fn hide(self, id: u32) {
        let _ = self.shown.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

/// Where the passing messages appear. One in each mount, there from the start, so that it is listened to.
#[component]
pub fn ToastRegion(
    /// The messages.
    toasts: Toasts,
) -> impl IntoView {
    view! {
        <div class="ui-toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
                {one(toasts, toast)}
            </For>
        </div>
    }
}

fn one(toasts: Toasts, toast: Toast) -> View {
    let Toast { id, tone, text, action } = toast;
    let action = action.map(|(words, on_press)| {
        let press = move |()| {
            toasts.hide(id);
            // The page that offered it may be gone, and the callback with it.
            let _ = on_press.try_run(());
        };
        view! { <Button look=Look::Bare on_press=press>{words}</Button> }
    });
    view! {
        <div class="ui-toast" data-tone=tone.name()>
            <p>{text}</p>
            {action}
            <IconButton shape=Shape::Close label=text::ui::CLOSE.get() on_press=move |()| toasts.hide(id)/>
        </div>
    }
}
