//! Asking the company for something before an offer is made (B2B-07).

use super::super::supplier_desk::{Incoming, Panel, QUESTION, REPLY_DUE};
use super::lines::{LINES_AT_ONCE, more_lines};
use crate::{
    text,
    ui::{Button, Check, Field, Look, TextArea},
};
use fivefold_api::model::{FieldProblemCode, QuoteLine};
use fivefold_view::prelude::*;
use leptos::ev::SubmitEvent;

/// The form of a question.
pub fn ask_form(desk: Incoming) -> View {
    use text::supplier as words;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.send_question();
    };
    let busy = Memo::new(move |_| desk.is_busy());
    let asked = Signal::derive(move || desk.ask.with(|ask| ask.text.clone()));
    let due = Signal::derive(move || desk.ask.with(|ask| ask.reply_due.clone()));
    let required =
        Signal::derive(move || desk.problem(QUESTION).map(|_| text::errors::VALUE_REQUIRED.get().to_owned()));
    let late = Signal::derive(move || {
        desk.problem(REPLY_DUE).map(|code| match code {
            FieldProblemCode::OutOfRange => words::UNTIL_PAST.get().to_owned(),
            _ => text::errors::VALUE_REQUIRED.get().to_owned(),
        })
    });
    let type_question = move |typed: String| {
        desk.ask.update(|ask| ask.text = typed);
        desk.solve(QUESTION);
    };
    let type_due = move |typed: String| {
        desk.ask.update(|ask| ask.reply_due = typed);
        desk.solve(REPLY_DUE);
    };
    view! {
        <form node_ref=desk.form class="offer-form quote-card" novalidate on:submit=submit>
            <h2>{words::ASK_TITLE.get()}</h2>
            <TextArea id="ask-text" label=words::QUESTION.get() value=asked on_input=type_question error=required/>
            {lines(desk)}
            <Field
                id="ask-due"
                label=words::REPLY_DUE.get()
                value=due
                on_input=type_due
                error=late
                kind="datetime-local"
            />
            <div class="quote-actions">
                <Button look=Look::Strong submit=true busy=busy>{words::SEND_QUESTION.get()}</Button>
                <Button on_press=move |()| desk.toggle(Panel::Ask)>{text::ui::CLOSE.get()}</Button>
            </div>
        </form>
    }
}

/// Which lines it is about, some at a time.
fn lines(desk: Incoming) -> View {
    use text::supplier as words;
    let all = desk.own.part(|quote| quote.current.lines.clone());
    let shown = RwSignal::new(LINES_AT_ONCE);
    let each = move || all.with(|all| all.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    let count = Signal::derive(move || all.with(Vec::len));
    view! {
        <fieldset class="ask-lines">
            <legend class="ui-field__label">{words::ASK_LINES.get()}</legend>
            <p class="ui-field__hint">{words::ASK_LINES_HINT.get()}</p>
            <For each=each key=|line| line.id.clone() let:line>{choice(desk, line)}</For>
            {more_lines(shown, count, LINES_AT_ONCE)}
        </fieldset>
    }
}

fn choice(desk: Incoming, line: QuoteLine) -> View {
    let (id, chosen) = (line.id.clone(), line.id);
    let is_chosen = Signal::derive(move || desk.ask.with(|ask| ask.lines.contains(&chosen)));
    let choose = move |is_chosen: bool| {
        desk.ask.update(|ask| {
            ask.lines.retain(|line| *line != id);
            if is_chosen {
                ask.lines.push(id.clone());
            }
        });
    };
    view! { <Check checked=is_chosen on_change=choose>{[line.sku.as_str(), " · ", &line.title].concat()}</Check> }
}
