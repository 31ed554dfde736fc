//! The rows of a quick order, and how far the work on them has come. A part that comes after its page, with the first
//! list.

use super::super::pasted::Pasted;
use super::super::quick_desk::{QuickDesk, Stage, Work, use_quick_desk};
use super::order_rows::order_rows;
use crate::{data::ErrorPanel, platform::page, text, ui::Button};
use fivefold_api::error::ApiError;
use fivefold_view::prelude::*;
use leptos::html;

/// What stands above the rows.
const HEADING: &str = ".order-rows__head h2";

/// Makes rows of the lists that come in.
#[component]
pub fn QuickRows() -> impl IntoView {
    let pasted: Pasted = expect_context();
    let desk = use_quick_desk(pasted.buyer);
    let root = NodeRef::<html::Div>::new();
    let is_taking = Memo::new(move |_| desk.is_taking());
    Effect::new(move |_| {
        if pasted.is_waiting()
            && !is_taking.get()
            && let Some(list) = pasted.take()
        {
            untrack(|| desk.read(list));
        }
    });
    // The box stands in another chunk: it is told, since it cannot ask.
    Effect::new(move |_| pasted.is_taking.set(is_taking.get()));
    // What was pressed is gone, and its focus with it.
    let go_on = Callback::new(move |selector: &'static str| {
        request_animation_frame(move || {
            if !page::is_focus_lost() {
                return;
            }
            let is_there = root.try_get_untracked().is_some_and(|root| page::focus_first(&root, selector));
            if let (false, Some(place)) = (is_there, pasted.place.try_get_untracked()) {
                page::focus_first(&place, "h2");
            }
        });
    });
    Effect::new(move |before: Option<()>| {
        let added = desk.added.get();
        if before.is_some() && added > 0 {
            go_on.run(".ui-notice a");
        }
    });
    view! {
        <div class="quick-rows" node_ref=root>
            {progress(desk, go_on)}
            {order_rows(desk)}
        </div>
    }
}

/// How far the work has come, and the way to end it; or why it did not come to its end. `go_on` leads to what comes
/// instead.
fn progress(desk: QuickDesk, go_on: Callback<&'static str>) -> View {
    #[derive(Clone, PartialEq)]
    enum Face {
        Nothing,
        Working(bool),
        Failed(ApiError),
    }
    let face = Memo::new(move |_| match desk.stage.get() {
        Stage::Idle => Face::Nothing,
        // What goes into the draft is in it already, in part.
        Stage::Working(work, _) => Face::Working(work != Work::Adding),
        Stage::Failed(error) => Face::Failed(error),
    });
    let now = Memo::new(move |last: Option<&(String, u64)>| match desk.stage.get() {
        Stage::Working(work, share) => (work.words(share), share),
        _ => last.cloned().unwrap_or_default(),
    });
    let cancel = move |()| {
        desk.cancel();
        go_on.run(HEADING);
    };
    let retry = move |()| {
        desk.retry();
        go_on.run(HEADING);
    };
    let content = move || match face.get() {
        Face::Nothing => View::default(),
        Face::Working(can_end) => {
            let end = can_end.then(|| view! { <Button on_press=cancel>{text::ui::CANCEL.get()}</Button> });
            view! {
                <div class="quick-progress">
                    <p>{move || now.get().0}</p>
                    <progress max="100" aria-label=text::wholesale::PROGRESS.get() value=move || now.get().1.to_string()></progress>
                    {end}
                </div>
            }
        }
        Face::Failed(error) => view! { <ErrorPanel error retry/> },
    };
    content.into_view()
}
