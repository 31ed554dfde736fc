//! Files that somebody attaches before they send something: checked, uploaded one after the other, scanned (B2B-12).

use super::figures::size_words;
use super::refusal::refusal_words;
use super::transfer::send_file;
use crate::{
    data::{spawn, use_runtime},
    platform::{announce, blobs, files, timers},
    text,
};
use fivefold_api::endpoints::{GetAttachment, UploadAttachment};
use fivefold_api::http::{self, Client};
use fivefold_api::model::{Attachment, ProblemKind, ScanState};
use fivefold_api::rules::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX, check_attachment};
use fivefold_api::vocabulary::MediaId;
use fivefold_view::prelude::*;
use leptos::web_sys::{File, HtmlInputElement};
use std::time::Duration;

/// How often a file that is being scanned is asked about.
const ASK: Duration = Duration::from_secs(2);
/// How many times. Whoever sends it earlier is told where it stands then.
const ASKS: u32 = 60;

/// A file that was picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked {
    /// Tells it from the others.
    pub key: u32,
    /// What it is called.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// How far it is.
    pub state: Upload,
}

/// How far a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Upload {
    /// Others are before it.
    Waiting,
    /// It is on its way.
    Sending,
    /// It is there.
    Done(Attachment),
    /// It is not taken, and why.
    Refused(String),
}

/// The files that go along with something. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Uploads {
    /// What was picked.
    pub files: RwSignal<Vec<Picked>>,
    next: StoredValue<u32>,
    client: StoredValue<Client>,
}

/// No files yet.
pub fn use_uploads() -> Uploads {
    Uploads {
        files: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
        client: StoredValue::new(use_runtime().client().clone()),
    }
}

impl Uploads {
    /// Whether a file is on its way. Reactive.
    pub fn is_busy(self) -> bool {
        self.files
            .with(|files| files.iter().any(|file| matches!(file.state, Upload::Waiting | Upload::Sending)))
    }

    /// The files that can go along: not those in which something was found.
    pub fn ids(self) -> Vec<MediaId> {
        self.files.with_untracked(|files| {
            files
                .iter()
                .filter_map(|file| match &file.state {
                    Upload::Done(there) if there.scan != ScanState::Blocked => Some(there.id.clone()),
                    _ => None,
                })
                .collect()
        })
    }

    /// Takes what was picked, as many as there is room for, and begins to send it.
    pub fn pick(self, input: &HtmlInputElement) {
        let taken = files::take_files(input);
        let room = ATTACHMENTS_MAX.saturating_sub(self.files.with_untracked(Vec::len));
        if taken.len() > room {
            announce::say(&text::quotes::files_most(u64::try_from(ATTACHMENTS_MAX).unwrap_or_default()));
        }
        let mut queue = Vec::new();
        for file in taken.into_iter().take(room) {
            let key = self.next.get_value();
            self.next.set_value(key.wrapping_add(1));
            let bytes = size_of(&file);
            let fault = check_attachment(&file.type_(), bytes).map(fault_words);
            let is_fine = fault.is_none();
            let state = fault.map_or(Upload::Waiting, Upload::Refused);
            self.files.update(|files| files.push(Picked { key, name: file.name(), bytes, state }));
            if is_fine {
                queue.push((key, file));
            }
        }
        let client = self.client.get_value();
        spawn(async move {
            for (key, file) in queue {
                self.send(&client, key, &file).await;
            }
        });
    }

    /// Takes a file away. What is uploaded and goes along with nothing is the shop's to forget.
    pub fn remove(self, key: u32) {
        self.files.update(|files| files.retain(|file| file.key != key));
    }

    /// Everything went along.
    pub fn clear(self) {
        self.files.set(Vec::new());
    }

    async fn send(self, client: &Client, key: u32, file: &File) {
        if !self.put(key, Upload::Sending) {
            return;
        }
        let Some(bytes) = blobs::bytes_of(file).await else {
            self.put(key, Upload::Refused(text::quotes::FILE_UNREADABLE.get().to_owned()));
            return;
        };
        let upload = UploadAttachment { name: file.name(), bytes, media_type: file.type_() };
        match send_file(client, upload).await {
            Ok(there) => {
                let id = (there.scan == ScanState::Pending).then(|| there.id.clone());
                self.put(key, Upload::Done(there));
                if let Some(id) = id {
                    let client = client.clone();
                    spawn(async move { self.watch(&client, key, id).await });
                }
            }
            Err(error) => {
                let words = match error.problem().map(|problem| problem.kind) {
                    Some(kind @ (ProblemKind::TooLarge | ProblemKind::UnsupportedMedia)) => fault_words(kind),
                    _ => refusal_words(&error),
                };
                announce::say(&words);
                self.put(key, Upload::Refused(words));
            }
        }
    }

    /// Asks until it is scanned. Whoever has sent it meanwhile hears of it where it stands.
    async fn watch(self, client: &Client, key: u32, id: MediaId) {
        let port = http::attachments(client);
        for _ in 0..ASKS {
            timers::sleep(ASK).await;
            let is_there = self.files.try_with_untracked(|files| files.iter().any(|file| file.key == key));
            if is_there != Some(true) {
                return;
            }
            if let Ok(file) = port.attachment(GetAttachment { id: id.clone() }).await
                && file.scan != ScanState::Pending
            {
                if file.scan == ScanState::Blocked {
                    announce::say(text::quotes::SCAN_BLOCKED.get());
                }
                self.put(key, Upload::Done(file));
                return;
            }
        }
    }

    /// Whether the file is still wanted.
    fn put(self, key: u32, state: Upload) -> bool {
        let put = self.files.try_update(|files| {
            let file = files.iter_mut().find(|file| file.key == key);
            file.map(|file| file.state = state).is_some()
        });
        put == Some(true)
    }
}

/// Why a file is not taken.
fn fault_words(kind: ProblemKind) -> String {
    use text::errors as words;
    match kind {
        ProblemKind::TooLarge => words::file_too_large(&size_words(ATTACHMENT_BYTES_MAX)),
        _ => words::file_type(text::quotes::FILE_KINDS.get()),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes are whole and not negative"
)]
fn size_of(file: &File) -> u64 {
    file.size() as u64
}
