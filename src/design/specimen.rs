//! How the page shows a thing: twice, in light and in dark, each state under its name.

use fivefold_view::prelude::*;

/// One of the two panes. Ids inside begin with its name, since everything is there twice.
#[derive(Clone, Copy)]
pub(super) struct Pane(&'static str);

impl Pane {
    /// An id that is this pane's own.
    pub(super) fn id(self, id: &str) -> String {
        [self.0, "-", id].concat()
    }

    /// Its place in a pair of a light and a dark value.
    pub(super) fn index(self) -> usize {
        usize::from(self.0 == "dark")
    }
}

/// A chapter of the page.
pub(super) struct Chapter {
    /// Its fragment.
    pub(super) id: &'static str,
    /// Its name.
    pub(super) title: &'static str,
    /// What to know before one uses it.
    pub(super) about: &'static str,
    /// Draws it for one theme.
    pub(super) draw: fn(Pane) -> View,
}

impl Chapter {
    pub(super) fn view(&self) -> View {
        let panes = ["light", "dark"].map(
            |theme| view! { <div class="design-pane" data-theme=theme>{(self.draw)(Pane(theme))}</div> },
        );
        view! {
            <section class="design-chapter" aria-labelledby=self.id>
                <div class="design-chapter__words">
                    <h2 id=self.id>{self.title}</h2>
                    <p>{self.about}</p>
                </div>
                <div class="design-panes">{panes}</div>
            </section>
        }
    }
}

/// One state under its name.
pub(super) fn state(name: &'static str, view: impl IntoView) -> View {
    held(name, "", view)
}

/// One of the states that only a person brings about: `hover`, `focus`, `pressed`.
pub(super) fn held(name: &'static str, state: &'static str, view: impl IntoView) -> View {
    view! {
        <figure class="design-state" data-state=(!state.is_empty()).then_some(state)>
            <figcaption>{name}</figcaption>
            {view}
        </figure>
    }
}

/// States beside each other, as many as fit.
pub(super) fn row(states: Vec<View>) -> View {
    view! { <div class="design-row">{states}</div> }
}

/// States as wide as fields: two beside each other.
pub(super) fn wide(states: Vec<View>) -> View {
    view! { <div class="design-row design-row--wide">{states}</div> }
}
