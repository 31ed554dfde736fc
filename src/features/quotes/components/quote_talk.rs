//! What both sides have written about a quote, and writing more (B2B-12). A part that comes after its page.

use super::super::figures::moment_words;
use super::super::own_quote::OwnQuote;
use super::super::talk::{Talk, use_talk};
use super::super::thread::Thread;
use super::attached::attached_files;
use super::attaching::attaching;
use super::checking::checking;
use crate::{
    data::ErrorPanel,
    platform::sight,
    routes, text,
    ui::{Button, Look, SkeletonText, TextArea},
};
use fivefold_api::model::{MessageKind, QuoteAction, QuoteMessage, QuoteParty};
use fivefold_api::rules::MESSAGE_MAX;
use fivefold_api::vocabulary::QuoteId;
use fivefold_view::prelude::*;
use leptos::{ev::SubmitEvent, html};

/// The messages of a quote.
#[component]
pub fn QuoteTalk() -> impl IntoView {
    use text::quotes as words;
    let own: OwnQuote = expect_context();
    let talk = use_talk(own);
    let end = NodeRef::<html::Div>::new();
    let watch = StoredValue::new(None);
    Effect::new(move |_| {
        let Some(end) = end.get() else { return };
        let seen = sight::on_sight(&end, move |is_seen| {
            talk.is_seen.try_set(is_seen);
        });
        // Where nobody can tell, what is shown is seen.
        if seen.is_none() {
            talk.is_seen.set(true);
        }
        watch.set_value(seen);
    });
    let may_write = own.may(QuoteAction::Write);
    let form = move || may_write.get().then(|| form(talk));
    view! {
        <section class="quote-card quote-talk" aria-labelledby="quote-talk">
            <h2 id="quote-talk" tabindex="-1">{words::MESSAGES.get()}</h2>
            {older(talk)}
            {messages(talk)}
            <div class="quote-talk__end" node_ref=end></div>
            {form}
        </section>
    }
}

fn older(talk: Talk) -> View {
    let has_older = Memo::new(move |_| talk.thread.with(Thread::older).is_some());
    let busy = talk.is_going_back;
    let button = move || {
        has_older.get().then(|| {
            view! { <Button busy on_press=move |()| talk.go_back()>{text::quotes::OLDER_MESSAGES.get()}</Button> }
        })
    };
    button.into_view()
}

fn messages(talk: Talk) -> View {
    let id = talk.own.id();
    let side = talk.side();
    let each = move || talk.thread.with(Thread::messages);
    let newest = talk.newest;
    let is_empty = Memo::new(move |_| talk.thread.with(Thread::is_empty));
    let is_known = Memo::new(move |_| newest.get().latest().is_some());
    let failed = Memo::new(move |_| newest.get().error().cloned());
    let retry = Callback::new(move |()| newest.refetch());
    let nothing = move || match (is_known.get(), is_empty.get(), failed.get()) {
        (false, _, Some(error)) => view! { <ErrorPanel error retry/> },
        (false, _, None) => view! { <div aria-busy="true"><SkeletonText lines=3/></div> },
        (true, true, _) => view! { <p class="quote-hint">{text::quotes::NO_MESSAGES.get()}</p> },
        (true, false, _) => ().into_view(),
    };
    view! {
        {nothing}
        <ol class="quote-thread" role="list">
            <For each key let:message>{one(&id, &message, side)}</For>
        </ol>
    }
}

/// A message whose files were scanned is drawn anew.
fn key(message: &QuoteMessage) -> (u64, Vec<bool>) {
    (message.place, message.attachments.iter().map(|file| file.href.is_some()).collect())
}

fn one(quote: &QuoteId, message: &QuoteMessage, side: QuoteParty) -> View {
    use text::quotes as words;
    let is_own = message.by == side;
    let kind = match message.kind {
        MessageKind::Note => Some(words::KIND_NOTE.get()),
        MessageKind::Question => Some(words::KIND_QUESTION.get()),
        MessageKind::Answer => Some(words::KIND_ANSWER.get()),
        MessageKind::Reason => Some(words::KIND_REASON.get()),
        _ => None,
    };
    let kind = kind.map(|words| view! { <span class="quote-message__kind">{words}</span> });
    let author = if is_own { words::own_author(&message.author) } else { message.author.clone() };
    let version = message.version.map(|number| {
        let words = words::version_short(u64::from(number));
        view! { <a class="quote-message__version" href=routes::quote_version(quote, number)>{words}</a> }
    });
    let text = (!message.text.is_empty())
        .then(|| view! { <p class="quote-message__text">{message.text.clone()}</p> });
    view! {
        <li class="quote-message" data-own=is_own.then_some("")>
            <p class="quote-message__head">
                <strong>{author}</strong>
                {kind}
                {version}
                <time datetime=message.at.to_rfc3339()>{moment_words(message.at)}</time>
            </p>
            {text}
            {attached_files(&message.attachments)}
        </li>
    }
}

fn form(talk: Talk) -> View {
    use text::quotes as words;
    let may_note = talk.own.may(QuoteAction::AddNote);
    let label = Signal::derive(move || {
        (if may_note.get() { &words::YOUR_NOTE } else { &words::YOUR_MESSAGE }).get().to_owned()
    });
    let busy = Memo::new(move |_| talk.is_busy());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        talk.send(may_note.get_untracked());
    };
    let error = Signal::derive(move || talk.error.get());
    let is_checking = Memo::new(move |_| talk.is_checking());
    let button = move || if may_note.get() { words::NOTE_SEND.get() } else { words::MESSAGE_SEND.get() };
    view! {
        <form class="quote-talk__form" novalidate on:submit=submit>
            <TextArea
                id="quote-message"
                label
                value=talk.text
                on_input=move |text| talk.type_in(text)
                error
                maxlength=i32::try_from(MESSAGE_MAX).unwrap_or(i32::MAX)
            />
            {attaching(talk.uploads, "message-files")}
            {checking(is_checking, &words::CHECKING_TEXT)}
            <div class="quote-actions"><Button look=Look::Strong submit=true busy>{button}</Button></div>
        </form>
    }
}
