//! Files on lines and messages: those that were scanned lead to themselves, others say why not.

use super::super::figures::size_words;
use super::super::transfer::fetch_file;
use crate::{
    data::{error_text, spawn, use_runtime},
    platform::{
        announce,
        blobs::{ANY_FILE, hand_out},
    },
    text,
    ui::{Button, Look},
};
use fivefold_api::http::Client;
use fivefold_api::model::{Attachment, ScanState};
use fivefold_view::prelude::*;

/// A list of files; nothing where there are none.
pub fn attached_files(files: &[Attachment]) -> Option<View> {
    (!files.is_empty()).then(|| {
        let files: Vec<_> = files.iter().map(attached_file).collect();
        view! { <ul class="quote-files" role="list">{files}</ul> }
    })
}

fn attached_file(file: &Attachment) -> View {
    let state =
        scan_words(file.scan).map(|words| view! { " "<span class="quote-files__state">{words}</span> });
    let name = file.name.clone();
    let shown = match &file.href {
        Some(href) if file.scan == ScanState::Clean => fetched(name, href.clone()),
        _ => view! { <span>{name}</span> },
    };
    view! { <li>{shown}" "<span class="quote-files__size">{size_words(file.bytes)}</span>{state}</li> }
}

/// A file that only the two sides may have: it is asked for as they are, and then handed out.
fn fetched(name: String, href: String) -> View {
    let client = use_runtime().client().clone();
    let is_coming = RwSignal::new(false);
    let words = name.clone();
    let fetch = move |()| {
        is_coming.set(true);
        let (client, name, href) = (client.clone(), name.clone(), href.clone());
        spawn(async move {
            keep(&client, &name, &href).await;
            is_coming.try_set(false);
        });
    };
    view! { <Button look=Look::Bare busy=is_coming on_press=fetch>{words}</Button> }
}

async fn keep(client: &Client, name: &str, href: &str) {
    match fetch_file(client, href).await {
        Ok(bytes) if hand_out(name, ANY_FILE, &bytes) => {}
        Ok(_) => announce::say(text::quotes::FILE_UNREADABLE.get()),
        Err(error) => announce::say(&error_text(&error).text),
    }
}

/// What a scan has come to; nothing where the file can be had.
pub fn scan_words(scan: ScanState) -> Option<&'static str> {
    use text::quotes as words;
    match scan {
        ScanState::Clean => None,
        ScanState::Pending => Some(words::SCAN_PENDING.get()),
        ScanState::Blocked => Some(words::SCAN_BLOCKED.get()),
        _ => Some(words::SCAN_UNKNOWN.get()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b2b_12_a_file_that_cannot_be_had_says_why() {
        assert_eq!(scan_words(ScanState::Clean), None);
        assert_ne!(scan_words(ScanState::Pending), scan_words(ScanState::Blocked));
    }
}
