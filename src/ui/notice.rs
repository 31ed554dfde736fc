//! A message that stays where it is about something.

use super::{Icon, Shape, Tone};
use fivefold_view::prelude::*;

/// What happened and what can be done, inside the page. It is announced when it appears: at once if the tone
/// is [`Tone::Bad`], otherwise when the reader is idle.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// The point in a few words.
    #[prop(optional, into)]
    title: Option<String>,
    /// More words, and the next step as a button or link.
    children: Children,
) -> impl IntoView {
    let (role, shape) = match tone {
        Tone::Bad => ("alert", Shape::Alert),
        Tone::Warning => ("status", Shape::Alert),
        Tone::Good => ("status", Shape::Check),
        Tone::Plain | Tone::Accent => ("status", Shape::Clock),
    };
    view! {
        <div class="ui-notice" data-tone=tone.name() role=role>
            <Icon shape/>
            <div class="ui-notice__body">
                {title.map(|title| view! { <p class="ui-notice__title">{title}</p> })}
                {children()}
            </div>
        </div>
    }
}
