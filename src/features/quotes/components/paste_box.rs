//! Where many numbers come in: typed, pasted, as a file that is chosen or dropped.

use super::super::export::MEDIA_TYPE;
use super::super::quick_desk::{QuickDesk, Stage};
use crate::{
    data::{ErrorPanel, spawn},
    platform::{blobs::hand_out, drops, files},
    text,
    ui::{Button, Look, Notice, TextArea, Tone},
};
use fivefold_view::prelude::*;
use leptos::ev::{ClipboardEvent, DragEvent, SubmitEvent};
use leptos::{html, web_sys};

/// The largest file, in bytes: ten thousand rows have far fewer.
const LARGEST: f64 = 4.0 * 1024.0 * 1024.0;
/// The most characters of what is typed.
const LONGEST: i32 = 2_000_000;
/// A table with the headings that are understood, for a spreadsheet.
const TEMPLATE: &str = "\u{feff}sku,quantity,unit\r\n";

/// The field, the chooser, and what is being done with what came in.
pub fn paste_box(desk: QuickDesk) -> View {
    let typed = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<&'static str>);
    let is_over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let is_taking = Memo::new(move |_| desk.is_taking());
    let read = move |text: String| {
        if !text.trim().is_empty() && !is_taking.get_untracked() {
            refused.set(None);
            typed.set(String::new());
            desk.read(text);
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        read(typed.get_untracked());
    };
    // A table goes the short way: a field with ten thousand lines in it takes long to draw.
    let paste = move |event: ClipboardEvent| {
        let text = drops::pasted(&event).filter(|text| text.trim_end().contains(['\n', '\t']));
        if let Some(text) = text {
            event.prevent_default();
            read(text);
        }
    };
    let take = move |file: Option<web_sys::File>| {
        let Some(file) = file else { return };
        if drops::size_of(&file) > LARGEST {
            refused.set(Some(text::wholesale::FILE_TOO_LARGE.get()));
            return;
        }
        spawn(async move {
            match drops::text_of(&file).await {
                Some(text) if typed.try_get_untracked().is_some() => read(text),
                Some(_) => {}
                None => {
                    refused.try_set(Some(text::wholesale::FILE_LOST.get()));
                }
            }
        });
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        take(drops::dropped(&event).into_iter().next());
    };
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            take(files::take_files(&input).into_iter().next());
        }
    };
    let template = move |()| {
        hand_out(text::wholesale::TEMPLATE_NAME.get(), MEDIA_TYPE, TEMPLATE.as_bytes());
    };
    let refusal =
        move || refused.get().map(|words| view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> });
    view! {
        <section
            class="paste-box"
            class=("paste-box--over", is_over)
            aria-labelledby="paste-title"
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop
        >
            <h2 id="paste-title">{text::wholesale::PASTE_TITLE.get()}</h2>
            <form on:submit=submit on:paste=paste>
                <TextArea
                    id="quick-text"
                    label=text::wholesale::PASTE_LABEL.get().to_owned()
                    value=typed
                    on_input=move |words| typed.set(words)
                    hint=text::wholesale::PASTE_HINT.get()
                    maxlength=LONGEST
                />
                <div class="paste-box__actions">
                    <Button look=Look::Strong submit=true busy=is_taking>{text::wholesale::CHECK.get()}</Button>
                    <label class="paste-box__pick">
                        <input
                            node_ref=input
                            type="file"
                            accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
                            on:change=choose
                        />
                        <span>{text::wholesale::CHOOSE_FILE.get()}</span>
                    </label>
                    <Button look=Look::Bare on_press=template>{text::wholesale::TEMPLATE.get()}</Button>
                </div>
            </form>
            {refusal}
            {progress(desk)}
        </section>
    }
}

/// How far the work has come, and the way to end it; or why it did not come to its end.
fn progress(desk: QuickDesk) -> View {
    #[derive(Clone, PartialEq)]
    enum Face {
        Nothing,
        Working,
        Failed(fivefold_api::error::ApiError),
    }
    let face = Memo::new(move |_| match desk.stage.get() {
        Stage::Idle => Face::Nothing,
        Stage::Working(..) => Face::Working,
        Stage::Failed(error) => Face::Failed(error),
    });
    let now = Memo::new(move |last: Option<&(String, u64)>| match desk.stage.get() {
        Stage::Working(work, share) => (work.words(share), share),
        _ => last.cloned().unwrap_or_default(),
    });
    let content = move || match face.get() {
        Face::Nothing => View::default(),
        Face::Working => view! {
            <div class="quick-progress">
                <p>{move || now.get().0}</p>
                <progress max="100" aria-label=text::wholesale::PROGRESS.get() value=move || now.get().1.to_string()></progress>
                <Button on_press=move |()| desk.cancel()>{text::ui::CANCEL.get()}</Button>
            </div>
        },
        Face::Failed(error) => view! { <ErrorPanel error retry=move |()| desk.retry()/> },
    };
    content.into_view()
}
