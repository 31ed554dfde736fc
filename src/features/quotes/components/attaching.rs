//! Files that go along with something: what is taken is said first, then how far each is (B2B-12).

use super::super::figures::size_words;
use super::super::uploads::{Picked, Upload, Uploads};
use super::attached::scan_words;
use crate::{
    platform::page,
    text,
    ui::{IconButton, Shape},
};
use fivefold_api::model::ScanState;
use fivefold_api::rules::{ATTACHMENT_BYTES_MAX, ATTACHMENT_TYPES, ATTACHMENTS_MAX};
use fivefold_view::prelude::*;
use leptos::html;

/// The chooser and what was chosen. `id` is that of the chooser.
pub fn attaching(uploads: Uploads, id: &'static str) -> View {
    use text::quotes as words;
    let input = NodeRef::<html::Input>::new();
    let pick = move |_| {
        if let Some(input) = input.get_untracked() {
            uploads.pick(&input);
        }
    };
    let is_full = Memo::new(move |_| uploads.files.with(|files| files.len() >= ATTACHMENTS_MAX));
    let hint_id = [id, "-hint"].concat();
    let most = u64::try_from(ATTACHMENTS_MAX).unwrap_or_default();
    let hint = words::files_hint(words::FILE_KINDS.get(), most, &size_words(ATTACHMENT_BYTES_MAX));
    view! {
        <div class="quote-attach">
            <label class="quote-attach__pick">
                <input
                    node_ref=input
                    id=id
                    type="file"
                    accept=ATTACHMENT_TYPES.join(",")
                    multiple=true
                    disabled=move || is_full.get()
                    aria-describedby=hint_id.clone()
                    on:change=pick
                />
                <span>{words::ATTACH.get()}</span>
            </label>
            <p class="ui-field__hint" id=hint_id>{hint}</p>
            <ul class="quote-attach__files" role="list">
                <For each=move || uploads.files.get() key=key let:file>{one(&file, uploads, id)}</For>
            </ul>
        </div>
    }
}

/// A file that is further than before is drawn anew.
fn key(file: &Picked) -> (u32, Option<&'static str>) {
    let state = match &file.state {
        Upload::Waiting => Some("waiting"),
        Upload::Sending => Some("sending"),
        Upload::Done(there) => scan_words(there.scan),
        Upload::Refused(_) => Some("refused"),
    };
    (file.key, state)
}

fn one(file: &Picked, uploads: Uploads, chooser: &'static str) -> View {
    use text::quotes as words;
    let key = file.key;
    let (state, is_bad) = match &file.state {
        Upload::Waiting => (words::FILE_WAITING.get().to_owned(), false),
        Upload::Sending => (words::FILE_SENDING.get().to_owned(), false),
        Upload::Done(there) => match scan_words(there.scan) {
            Some(words) => (words.to_owned(), there.scan == ScanState::Blocked),
            None => (words::FILE_READY.get().to_owned(), false),
        },
        Upload::Refused(why) => (why.clone(), true),
    };
    let label = words::file_remove(&file.name);
    let remove = move |()| {
        uploads.remove(key);
        // The button is gone then.
        request_animation_frame(move || page::recover_focus(chooser));
    };
    let progress = (file.state == Upload::Sending).then(|| {
        view! { <progress class="quote-attach__progress" aria-label=words::FILE_SENDING.get()></progress> }
    });
    view! {
        <li class="quote-attach__file" data-bad=is_bad.then_some("")>
            <span class="quote-attach__name">{file.name.clone()}" "<span class="quote-hint">{size_words(file.bytes)}</span></span>
            <span class="quote-attach__state" role="status">{state}</span>
            {progress}
            <IconButton shape=Shape::Close label on_press=remove/>
        </li>
    }
}
