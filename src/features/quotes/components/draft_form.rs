//! The draft of a request with everything that goes with its lines, and the button that sends it.

use super::super::draft_desk::{DraftDesk, use_draft_desk};
use super::super::draft_request::Fault;
use super::super::drawing::SHOWN;
use super::draft_line::draft_line;
use super::focus_place::focus_place;
use super::pager::pager;
use crate::{
    data::use_runtime,
    platform::page,
    routes, text,
    ui::{Button, EmptyState, LinkButton, Look, Notice, Select, SkeletonBox, TextArea, Tone},
};
use fivefold_api::model::{CompanyAddress, FieldProblemCode};
use fivefold_api::rules::{MESSAGE_MAX, QUOTE_LINES_MAX};
use fivefold_view::prelude::*;
use leptos::ev::SubmitEvent;
use leptos::html;

/// The draft of whoever buys, once it was read. A part that comes after its page.
#[component]
pub fn DraftPart() -> impl IntoView {
    let desk = use_draft_desk(expect_context());
    let is_ready = Memo::new(move |_| desk.shelf.is_ready());
    let content = move || match is_ready.get() {
        true => draft_form(desk),
        false => view! { <div aria-busy="true"><SkeletonBox class="wholesale-coming"/></div> },
    };
    content.into_view()
}

/// The form, or what there could be in it.
fn draft_form(desk: DraftDesk) -> View {
    let root = NodeRef::<html::Div>::new();
    let is_empty = Memo::new(move |_| {
        desk.shelf.with(|draft| draft.is_empty() && draft.head.note.is_empty() && draft.head.sent == 0)
    });
    let content = move || if is_empty.get() { nothing() } else { form(desk) };
    // What was pressed is gone, and its focus with it.
    let go_on = move || {
        request_animation_frame(move || {
            if let (true, Some(root)) = (page::is_focus_lost(), root.try_get_untracked()) {
                page::focus_first(&root, "h2");
            }
        });
    };
    Effect::new(move |was_empty: Option<bool>| {
        let is_empty = is_empty.get();
        if was_empty == Some(false) && is_empty {
            go_on();
        }
        is_empty
    });
    let on_closed = move |()| {
        desk.shelf.dismiss();
        go_on();
    };
    let taken = move || desk.shelf.was_taken().then(|| taken(on_closed.into()));
    view! {
        <div node_ref=root>
            {taken}
            {content}
        </div>
    }
}

fn form(desk: DraftDesk) -> View {
    let form = NodeRef::<html::Form>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.send();
    };
    desk.drawing.begin();
    // What is wrong gets the focus, whoever says so: this page or the shop (X-ERR).
    Effect::new(move |before: Option<u32>| {
        let told = desk.told.get();
        if before.is_some_and(|before| before != told) {
            lead(desk, form);
        }
        told
    });
    // The line is gone and its focus with it: the one in its place takes it, or the heading.
    let on_gone = Callback::new(move |id: u64| {
        let shown = desk.shown.read_untracked();
        let place = shown.iter().position(|line| *line == id).unwrap_or_default();
        request_animation_frame(move || {
            if let Some(form) = form.try_get_untracked() {
                focus_place(&form, ".draft-lines", place);
            }
        });
    });
    let is_locked = Memo::new(move |_| desk.is_locked());
    let all = Memo::new(move |_| desk.shelf.with(|draft| draft.len()));
    let heading = move || text::wholesale::lines(u64::try_from(all.get()).unwrap_or_default());
    let go = Callback::new(move |at: usize| desk.turn_to(at));
    let each = move || {
        let drawn = desk.drawing.drawn();
        desk.shown.with(|shown| shown.iter().copied().take(drawn).collect::<Vec<_>>())
    };
    let kept = move || {
        let words = if desk.shelf.is_saved() { &text::data::SAVED } else { &text::data::NOT_SAVED };
        words.get()
    };
    view! {
        <form node_ref=form class="draft" novalidate on:submit=submit>
            <fieldset class="draft__fields" disabled=is_locked>
                <section class="draft__lines" aria-labelledby="draft-lines-title">
                    <header class="draft__head">
                        <h2 id="draft-lines-title" tabindex="-1">{heading}</h2>
                        <p class="draft__saved">{kept}</p>
                    </header>
                    {move || unknown(desk, form)}
                    <ol class="draft-lines" role="list">
                        <For each key=|id| *id let:id>{draft_line(desk, id, on_gone)}</For>
                    </ol>
                    {pager(desk.at.into(), all.into(), SHOWN, go)}
                    <LinkButton href=routes::wholesale()>{text::wholesale::ADD_LINES.get()}</LinkButton>
                </section>
                {side(desk)}
            </fieldset>
            {sending(desk)}
        </form>
    }
}

/// Moves the focus to the first field that is wrong, as soon as all are drawn: it may stand on another page of lines.
fn lead(desk: DraftDesk, form: NodeRef<html::Form>) {
    request_animation_frame(move || match form.try_get_untracked() {
        Some(_) if desk.drawing.is_going() => lead(desk, form),
        Some(form) => {
            page::focus_first(&form, "[aria-invalid=true]");
        }
        None => {}
    });
}

/// Where it would go, and what the supplier should know.
fn side(desk: DraftDesk) -> View {
    use text::wholesale as words;
    let addresses = Memo::new(move |_| desk.company().map(|company| company.addresses).unwrap_or_default());
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), words::ADDRESS_LATER.get().to_owned())];
        options.extend(addresses.get().into_iter().map(|each| (each.id.0.clone(), address_words(&each))));
        options
    });
    let address = Signal::derive(move || desk.shelf.with(|draft| draft.head.address.clone()));
    let note = Signal::derive(move || desk.shelf.with(|draft| draft.head.note.clone()));
    let error = |field: &'static str| {
        Signal::derive(move || {
            desk.fault(None, field).map(|code| match code {
                FieldProblemCode::TooLong => {
                    text::errors::value_too_long(u64::try_from(MESSAGE_MAX).unwrap_or_default())
                }
                _ => text::errors::VALUE_INVALID.get().to_owned(),
            })
        })
    };
    let previous = move || {
        let previous = desk.shelf.with(|draft| draft.head.previous.clone());
        (!previous.is_empty()).then(|| {
            let href = routes::quote(&previous.as_str().into());
            view! { <p class="draft__previous"><a href=href>{words::PREVIOUS.get()}</a></p> }
        })
    };
    view! {
        <section class="draft__side" aria-labelledby="draft-side-title">
            <h2 id="draft-side-title">{words::ABOUT_ALL.get()}</h2>
            {previous}
            <Select
                id="draft-address"
                label=words::ADDRESS.get().to_owned()
                options
                value=address
                on_change=move |id: String| desk.shelf.edit_head(|head| head.address = id)
                error=error("address")
            />
            <TextArea
                id="draft-note"
                label=words::HEAD_NOTE.get().to_owned()
                value=note
                on_input=move |typed: String| desk.shelf.edit_head(|head| head.note = typed)
                hint=words::HEAD_NOTE_HINT.get()
                error=error("note")
                optional=true
                maxlength=i32::try_from(MESSAGE_MAX).unwrap_or(i32::MAX)
            />
        </section>
    }
}

/// The button, and where the request stands (B2B-05, X-UNKNOWN).
fn sending(desk: DraftDesk) -> View {
    use text::wholesale as words;
    let runtime = use_runtime();
    let is_busy = Memo::new(move |_| desk.is_busy());
    let told = Memo::new(move |_| {
        let is_online = runtime.is_online();
        if !desk.is_locked() {
            None
        } else if !is_online {
            Some((words::QUEUED.get(), words::QUEUED_TEXT.get()))
        } else if !desk.is_busy() {
            Some((words::ELSEWHERE.get(), words::ELSEWHERE_TEXT.get()))
        } else {
            desk.is_checking().then(|| (text::data::CHECKING.get(), words::CHECKING_TEXT.get()))
        }
    });
    let notice = move || {
        told.get().map(|(title, text)| view! { <Notice tone=Tone::Warning title><p>{text}</p></Notice> })
    };
    let refused =
        move || desk.refused.get().map(|words| view! { <Notice tone=Tone::Bad><p>{words}</p></Notice> });
    let general = move || {
        let fault = desk.faults.with(|faults| {
            let is_nowhere =
                |fault: &&Fault| fault.line.is_none() && !["address", "note"].contains(&fault.field.as_str());
            faults.iter().find(is_nowhere).map(|fault| fault.code)
        })?;
        let words = match fault {
            FieldProblemCode::Required => words::NO_LINES.get().to_owned(),
            FieldProblemCode::TooLong => {
                words::row_too_many(u64::try_from(QUOTE_LINES_MAX).unwrap_or_default())
            }
            _ => text::errors::form_summary(1),
        };
        Some(view! { <Notice tone=Tone::Bad><p>{words}</p></Notice> })
    };
    let elsewhere = move || {
        let count = u64::try_from(desk.faults_elsewhere()).unwrap_or_default();
        (count > 0).then(|| {
            view! { <Notice tone=Tone::Warning><p>{words::faults_elsewhere(count)}</p></Notice> }
        })
    };
    let status = move || if is_busy.get() { words::SENDING.get() } else { "" };
    view! {
        <div class="draft__send">
            {refused}
            {general}
            {elsewhere}
            {notice}
            <Button look=Look::Strong submit=true wide=true busy=is_busy>{words::SEND.get()}</Button>
            <p role="status">{status}</p>
            <p class="draft__binding">{words::SEND_TEXT.get()}</p>
        </div>
    }
}

/// The shop did not say anything about numbers that are in sight.
fn unknown(desk: DraftDesk, form: NodeRef<html::Form>) -> Option<View> {
    let again = move |()| {
        desk.ask_again();
        if let Some(form) = form.get_untracked() {
            page::focus_first(&form, "h2");
        }
    };
    desk.is_unknown.get().then(|| {
        view! {
            <Notice tone=Tone::Warning>
                <p>{text::wholesale::PRICES_MISSING.get()}</p>
                <Button on_press=again>{text::data::RETRY.get()}</Button>
            </Notice>
        }
    })
}

/// Another tab has sent or emptied the draft while something was typed here.
fn taken(on_closed: Callback<()>) -> View {
    view! {
        <Notice tone=Tone::Warning title=text::wholesale::TAKEN.get()>
            <p>{text::wholesale::TAKEN_TEXT.get()}</p>
            <Button on_press=on_closed>{text::ui::CLOSE.get()}</Button>
        </Notice>
    }
}

fn nothing() -> View {
    view! {
        <EmptyState title=text::wholesale::EMPTY.get() text=text::wholesale::EMPTY_TEXT.get()>
            <LinkButton look=Look::Strong href=routes::wholesale()>{text::wholesale::TITLE.get()}</LinkButton>
            <LinkButton href=routes::products()>{text::site::ALL_PRODUCTS.get()}</LinkButton>
        </EmptyState>
    }
}

fn address_words(of: &CompanyAddress) -> String {
    [of.label.as_str(), ", ", &of.address.city].concat()
}
