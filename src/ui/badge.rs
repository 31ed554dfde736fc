//! A small label.

use fivefold_view::prelude::*;

/// What a label or a notice means. Never the only sign of it: the words say it too.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// A fact.
    #[default]
    Plain,
    /// Of the way of trading it stands in.
    Accent,
    /// Good news.
    Good,
    /// Needs attention.
    Warning,
    /// Went wrong, or is gone.
    Bad,
}

impl Tone {
    /// The name of the tone in a `data-tone` attribute.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Bad => "bad",
        }
    }
}

/// One or two words about the thing it stands on.
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// The words.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { <span class="ui-badge" data-tone=tone.name()>{text}</span> }
}
