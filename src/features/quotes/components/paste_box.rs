//! Where many numbers come in: typed, pasted, as a file that is chosen or dropped.

use super::super::export::MEDIA_TYPE;
use super::super::pasted::Pasted;
use crate::{
    data::spawn,
    platform::{blobs::hand_out, drops, files, turns::give_way},
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

/// The field and the chooser.
pub fn paste_box(pasted: Pasted) -> View {
    let typed = pasted.typed;
    let refused = RwSignal::new(None::<&'static str>);
    let is_over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let is_busy = Memo::new(move |_| pasted.is_busy());
    let add = move |list: String| {
        let _ = refused.try_set(None);
        pasted.add(list);
    };
    // What follows is compiled when it is first run: a turn's work on a slow phone.
    let add_later = move |list: String| {
        spawn(async move {
            give_way().await;
            add(list);
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !is_busy.get_untracked() {
            add(typed.get_untracked());
        }
    };
    // A table goes the short way: a field with ten thousand lines in it takes long to draw.
    let paste = move |event: ClipboardEvent| {
        let table = drops::pasted(&event).filter(|text| text.trim_end().contains(['\n', '\t']));
        if let Some(table) = table {
            event.prevent_default();
            add_later(table);
        }
    };
    let take = move |files: Vec<web_sys::File>| {
        refused.set(None);
        if files.iter().any(|file| drops::size_of(file) > LARGEST) {
            refused.set(Some(text::wholesale::FILE_TOO_LARGE.get()));
            return;
        }
        spawn(async move {
            for file in &files {
                match drops::text_of(file).await {
                    Some(list) => pasted.add(list),
                    None => {
                        let _ = refused.try_set(Some(text::wholesale::FILE_LOST.get()));
                    }
                }
            }
        });
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        match drops::dropped(&event) {
            files if files.is_empty() => add_later(drops::dropped_text(&event).unwrap_or_default()),
            files => take(files),
        }
    };
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            take(files::take_files(&input));
        }
    };
    let template = move |()| {
        hand_out(text::wholesale::TEMPLATE_NAME.get(), MEDIA_TYPE, TEMPLATE.as_bytes());
    };
    let refusal =
        move || refused.get().map(|words| view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> });
    view! {
        <section
            node_ref=pasted.place
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
            <h2 id="paste-title" tabindex="-1">{text::wholesale::PASTE_TITLE.get()}</h2>
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
                    <Button look=Look::Strong submit=true busy=is_busy>{text::wholesale::CHECK.get()}</Button>
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
        </section>
    }
}
