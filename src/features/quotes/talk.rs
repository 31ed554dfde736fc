//! The messages on a quote at work: heard, sent once, marked as read when they are in sight (B2B-12). The order of things
//! is kept in `thread`.

use super::own_quote::OwnQuote;
use super::refusal::refusal_words;
use super::thread::Thread;
use super::typed::message_name;
use super::uploads::{Uploads, use_uploads};
use crate::{
    data::{
        Commitment, Progress, Query, Runtime, Who, error_text, spawn, use_commitment, use_query, use_runtime,
        use_session, use_topic,
    },
    platform::{announce, page, storage},
    routes, text,
};
use fivefold_api::endpoints::{ListQuoteMessages, PostQuoteMessage, PutMessagesRead};
use fivefold_api::http;
use fivefold_api::json::FromJson;
use fivefold_api::model::{
    Attachment, Fact, MarkRead, MessageFact, QuoteMessage, QuoteMessages, QuoteParty, ReadMark, WriteMessage,
};
use fivefold_api::ports::QuoteTalks;
use fivefold_api::rules::MESSAGE_MAX;
use fivefold_view::prelude::*;
use std::sync::Arc;

/// What sending a message is called in the store of commands.
const KIND: &str = "write_message";

/// The messages on one quote. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Talk {
    /// The quote.
    pub own: OwnQuote,
    /// What is known.
    pub thread: RwSignal<Thread>,
    /// Asks for the newest.
    pub newest: Query<QuoteMessages>,
    /// What is typed.
    pub text: RwSignal<String>,
    /// The files that go along.
    pub uploads: Uploads,
    /// Why the last message was not sent.
    pub error: RwSignal<Option<String>>,
    /// Whether older messages are on their way.
    pub is_going_back: RwSignal<bool>,
    /// Whether the end of the messages is in sight.
    pub is_seen: RwSignal<bool>,
    command: Commitment,
    runtime: StoredValue<Runtime>,
    port: StoredValue<Arc<dyn QuoteTalks>>,
    is_marking: StoredValue<bool>,
}

/// Follows the messages for as long as they are shown.
pub fn use_talk(own: OwnQuote) -> Talk {
    let runtime = use_runtime();
    let id = own.id();
    let port = http::quote_talks(runtime.client());
    let (asked, ask) = (id.clone(), port.clone());
    let newest = use_query(
        move || ListQuoteMessages { id: asked.clone(), before: 0 },
        move |query| ask.messages(query),
    );
    let command = use_commitment(KIND);
    command.resume(id.as_str());
    let talk = Talk {
        own,
        thread: RwSignal::new(Thread::default()),
        newest,
        text: RwSignal::new(storage::get(&message_name(&id)).unwrap_or_default()),
        uploads: use_uploads(),
        error: RwSignal::new(None),
        is_going_back: RwSignal::new(false),
        is_seen: RwSignal::new(false),
        command,
        runtime: StoredValue::new(runtime),
        port: StoredValue::new(port),
        is_marking: StoredValue::new(false),
    };
    Effect::new(move |_| {
        if let Some(page) = newest.get().latest() {
            talk.thread.update(|thread| thread.take_page(&page));
        }
    });
    let topic = Signal::derive({
        let id = id.clone();
        move || Some(["quote/", id.as_str()].concat())
    });
    use_topic(topic, move |fact| talk.hear(fact), move || newest.refetch());
    let session = use_session();
    let me = Signal::derive(move || (session.get() != Who::Nobody).then(|| "me".to_owned()));
    let on_mark = move |fact: &Fact| {
        if fact.kind == "quote_read"
            && let Ok(mark) = ReadMark::from_json(fact.data.clone())
            && mark.quote == id
        {
            talk.take_mark(&mark);
        }
    };
    use_topic(me, on_mark, || {});
    Effect::new(move |_| {
        if talk.is_seen.get() && talk.thread.with(|thread| thread.to_mark(talk.side())).is_some() {
            untrack(|| talk.mark());
        }
    });
    // What came while nobody looked is read when somebody does.
    let _ = StoredValue::new(page::on_wake(move || {
        if talk.is_seen.try_get_untracked() == Some(true) {
            talk.mark();
        }
    }));
    talk.follow();
    talk
}

impl Talk {
    /// Which side the visitor is on.
    pub fn side(self) -> QuoteParty {
        self.own.quote.with_untracked(|quote| quote.viewer)
    }

    /// Whether a message is on its way. Reactive.
    pub fn is_busy(self) -> bool {
        self.command.is_busy()
    }

    /// Whether nobody knows yet whether it was sent (X-UNKNOWN). Reactive.
    pub fn is_checking(self) -> bool {
        self.command.progress() == Progress::Checking
    }

    /// Types into the message, and keeps what is typed.
    pub fn type_in(self, text: String) {
        let name = message_name(&self.own.id());
        if text.is_empty() {
            storage::remove(&name)
        } else {
            storage::set(&name, &text)
        }
        self.text.set(text);
        self.error.set(None);
    }

    /// Sends what is typed with its files, as a note where the request can still have one (B2B-06).
    pub fn send(self, is_note: bool) {
        let text = self.text.with_untracked(|text| text.trim().to_owned());
        let attachments = self.uploads.ids();
        let fault = if untrack(|| self.uploads.is_busy()) {
            Some(text::quotes::FILES_WAIT.get().to_owned())
        } else if text.is_empty() && attachments.is_empty() {
            Some(text::quotes::MESSAGE_EMPTY.get().to_owned())
        } else if text.chars().count() > MESSAGE_MAX {
            Some(text::errors::value_too_long(u64::try_from(MESSAGE_MAX).unwrap_or_default()))
        } else {
            None
        };
        if let Some(words) = fault {
            announce::say(&words);
            self.error.set(Some(words));
            return;
        }
        self.error.set(None);
        let id = self.own.id();
        let message = WriteMessage { text, is_note, attachments };
        self.command.submit(move |client| {
            let endpoint = PostQuoteMessage { id: id.clone(), message, key: client.new_key() };
            let mut raw = client.commitment(&endpoint, KIND, id.as_str(), "", &routes::quote(&id));
            // Other words are another message.
            raw.subject_version.clone_from(&raw.body);
            raw
        });
    }

    /// Asks for older messages.
    pub fn go_back(self) {
        let Some(before) = self.thread.with_untracked(Thread::older) else { return };
        if self.is_going_back.get_untracked() {
            return;
        }
        self.is_going_back.set(true);
        let older =
            self.port.with_value(|port| port.messages(ListQuoteMessages { id: self.own.id(), before }));
        spawn(async move {
            match older.await {
                Ok(page) => {
                    self.thread.try_update(|thread| thread.take_page(&page));
                }
                Err(error) => {
                    self.error.try_set(Some(error_text(&error).text));
                }
            }
            self.is_going_back.try_set(false);
        });
    }

    fn hear(self, fact: &Fact) {
        match fact.kind.as_str() {
            "message" => {
                let Ok(MessageFact { message }) = MessageFact::from_json(fact.data.clone()) else { return };
                let is_news = self.thread.try_update(|thread| thread.take(&message)) == Some(true);
                if is_news && message.by != self.side() {
                    announce::say(&text::quotes::message_from(&message.author));
                }
            }
            "attachment" => {
                if let Ok(file) = Attachment::from_json(fact.data.clone()) {
                    self.thread.update(|thread| thread.take_file(&file));
                }
            }
            _ => {}
        }
    }

    /// Says that everything was read, if somebody looks and something is not.
    fn mark(self) {
        let side = self.side();
        let Some(read_to) = self.thread.with_untracked(|thread| thread.to_mark(side)) else { return };
        if !page::is_visible() || self.is_marking.get_value() {
            return;
        }
        self.is_marking.set_value(true);
        let command = PutMessagesRead { id: self.own.id(), mark: MarkRead { read_to } };
        let marked = self.port.with_value(|port| port.mark_read(command));
        let runtime = self.runtime.get_value();
        spawn(async move {
            let marked = marked.await;
            self.is_marking.set_value(false);
            // What is not marked is tried again with the next message, or when somebody comes back to the page.
            if let Ok(mark) = marked
                && mark.read_to >= read_to
            {
                self.take_mark(&mark);
                runtime.queries().invalidate("/v1/me");
            }
        });
    }

    fn take_mark(self, mark: &ReadMark) {
        self.thread.try_update(|thread| thread.take_mark(mark));
        self.own.unread.try_set(mark.unread);
    }

    fn follow(self) {
        let command = self.command;
        Effect::new(move |_| match command.progress() {
            Progress::Done => {
                let answer = untrack(|| command.answer::<QuoteMessage>());
                command.acknowledge();
                match answer {
                    Some(Ok(message)) => self.sent(&message),
                    _ => self.newest.refetch(),
                }
            }
            Progress::Refused(error) => {
                command.acknowledge();
                let words = refusal_words(&error);
                announce::say(&words);
                self.error.set(Some(words));
                self.own.query.refetch();
            }
            Progress::Idle | Progress::Sending | Progress::Checking => {}
        });
    }

    /// What was sent is not typed any more; what was typed meanwhile is.
    fn sent(self, message: &QuoteMessage) {
        self.thread.update(|thread| {
            thread.take(message);
        });
        if self.text.with_untracked(|text| text.trim() == message.text.trim()) {
            self.type_in(String::new());
            self.uploads.clear();
        }
        announce::say(text::quotes::MESSAGE_SENT.get());
    }
}
