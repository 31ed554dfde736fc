//! The four faces of a query: on its way, empty, failed, ready.

use super::error_panel::{ErrorPanel, error_text};
use super::query::{Erased, Query, Question, cast};
use super::remote::Remote;
use crate::text;
use crate::ui::{Button, Notice, Tone};
use fivefold_api::error::ApiError;
use fivefold_view::prelude::*;

/// Shows a query: `loading` before the first answer, `empty` where the answer has nothing in it, an
/// [`ErrorPanel`] where there is none, and else its children with the answer.
///
/// The answer reaches the children as a signal: while it is asked for again and when it changes, they stay
/// and keep focus and state. They are made anew only for the answer to another question.
///
/// ```ignore
/// <AsyncView query=product loading=ProductSkeleton let:product>
///     <h1>{move || product.get().title}</h1>
/// </AsyncView>
/// ```
#[component]
pub fn AsyncView<T, F, V>(
    /// The query.
    query: Query<T>,
    /// Shown before the first answer; as large as what comes.
    #[prop(into)]
    loading: ViewFn,
    /// Whether an answer has nothing in it.
    #[prop(optional)]
    is_empty: Option<fn(&T) -> bool>,
    /// Shown then: what could be here, and a next step.
    #[prop(optional, into)]
    empty: ViewFn,
    /// Shown for an error that the feature can say more about; `None` leaves it to the [`ErrorPanel`].
    #[prop(optional)]
    failed: Option<fn(&ApiError) -> Option<View>>,
    /// Draws the answer.
    children: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(Signal<T>) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let is_empty = is_empty.map(|is_empty| -> IsEmpty {
        Box::new(move |value| value.downcast_ref::<T>().is_some_and(is_empty))
    });
    let draw: Draw = Box::new(move |first| {
        let Some(first) = cast::<T>(first) else { return ().into_view() };
        // A reader may run once more after the answer is gone and before the children are.
        let last = StoredValue::new(first);
        let value = Signal::derive(move || {
            if let Some(value) = query.question().known().latest().and_then(|value| cast::<T>(&value)) {
                last.try_set_value(value);
            }
            last.get_value()
        });
        children(value).into_view()
    });
    show(query.question(), Faces { loading, empty, failed, is_empty, draw })
}

type IsEmpty = Box<dyn Fn(&Erased) -> bool + Send + Sync>;
type Draw = Box<dyn Fn(&Erased) -> View + Send + Sync>;

/// Which face is shown; a change of it makes the face anew.
#[derive(Clone, PartialEq)]
enum Face {
    Loading,
    Empty,
    Failed(ApiError),
    /// The answer to this question.
    Ready(String),
    /// The same, though the last question for news of it failed.
    Outdated(String, ApiError),
}

struct Faces {
    loading: ViewFn,
    empty: ViewFn,
    failed: Option<fn(&ApiError) -> Option<View>>,
    is_empty: Option<IsEmpty>,
    draw: Draw,
}

fn face_of(known: Remote<Erased>, is_empty: Option<&IsEmpty>, identity: String) -> Face {
    match known {
        Remote::Loading => Face::Loading,
        Remote::Ready { value, .. } if is_empty.is_some_and(|is_empty| is_empty(&value)) => Face::Empty,
        Remote::Ready { .. } => Face::Ready(identity),
        // What is gone or forbidden is not shown any longer; what cannot be reached is.
        Remote::Failed { error, last: Some(_) } if error.may_retry() => Face::Outdated(identity, error),
        Remote::Failed { error, .. } => Face::Failed(error),
    }
}

/// Everything that does not depend on the type of the answer.
fn show(question: Question, faces: Faces) -> View {
    let Faces { loading, empty, failed, is_empty, draw } = faces;
    let face = Memo::new(move |_| face_of(question.known(), is_empty.as_ref(), question.identity()));
    let retry = Callback::new(move |()| question.refetch());
    // A failed refresh must not make the children anew, so the notice about it is a sibling.
    let shape = Memo::new(move |_| match face.get() {
        Face::Outdated(identity, _) => Face::Ready(identity),
        other => other,
    });
    let outdated = move || match face.get() {
        Face::Outdated(_, error) => Some(outdated_notice(&error, retry)),
        _ => None,
    };
    let shown = move || match shape.get() {
        Face::Loading => {
            view! { <div class="async-view__loading" aria-busy="true">{loading.run()}</div> }
        }
        Face::Empty => empty.run(),
        Face::Failed(error) => match failed.and_then(|failed| failed(&error)) {
            Some(view) => view,
            None => view! { <ErrorPanel error retry/> },
        },
        Face::Ready(_) | Face::Outdated(..) => {
            untrack(|| question.known()).latest().map_or_else(|| ().into_view(), |value| draw(&value))
        }
    };
    view! {
        {outdated}
        {shown}
    }
}

fn outdated_notice(error: &ApiError, retry: Callback<()>) -> View {
    let words = error_text(error).text;
    view! {
        <Notice tone=Tone::Warning>
            <p>{words}</p>
            <Button on_press=retry>{text::data::RETRY.get()}</Button>
        </Notice>
    }
}
