//! The supplier's question: which lines it is about, until when it is to be answered, and the answer (B2B-07).

use super::super::counter::Rules;
use super::super::deal::{Deal, Step};
use super::super::numbers::locale_mark;
use super::super::uploads::{Uploads, use_uploads};
use super::accepting::refused;
use super::attaching::attaching;
use super::counter_lines::{counter_lines, show_faults, use_rules};
use super::countering::refuse;
use crate::{
    text,
    ui::{Button, Disclosure, Look, TextArea},
};
use fivefold_api::model::{InfoQuestion, QuoteAction, QuoteLine};
use fivefold_api::rules::MESSAGE_MAX;
use fivefold_view::prelude::*;

/// The question and the form, while an answer is wanted.
pub fn answering(deal: Deal) -> View {
    let may = deal.own.may(QuoteAction::Reply);
    let asked = deal.own.part(|quote| quote.question.clone());
    let shown = Memo::new(move |_| asked.get().filter(|_| may.get()));
    let question = move || shown.get().map(|question| card(deal, &question));
    question.into_view()
}

fn card(deal: Deal, question: &InfoQuestion) -> View {
    use text::quotes as words;
    let uploads = use_uploads();
    let lines = lines_of(deal, question);
    let about: Vec<_> = if question.lines.is_empty() {
        Vec::new()
    } else {
        let named = |line: &QuoteLine| [&line.title, " (", line.sku.as_str(), ")"].concat();
        lines.iter().map(|line| view! { <li>{named(line)}</li> }).collect()
    };
    let about = (!about.is_empty()).then(|| {
        view! {
            <p class="quote-hint">{words::QUESTION_ABOUT.get()}</p>
            <ul class="quote-question__lines">{about}</ul>
        }
    });
    let value = Signal::derive(move || deal.typed.with(|typed| typed.answer.reason.clone()));
    let busy = deal.is_busy();
    let rules = deal.own.quote.with_untracked(|quote| use_rules(&quote.current));
    let press = move |()| send(deal, uploads, rules);
    view! {
        <section class="quote-question" aria-labelledby="quote-question">
            <h3 id="quote-question">{words::QUESTION.get()}</h3>
            <blockquote class="quote-question__text">{question.text.clone()}</blockquote>
            {about}
            <TextArea
                id="reply-text"
                label=words::ANSWER.get().to_owned()
                value
                on_input=move |text| deal.type_in(|typed| typed.answer.reason = text)
                maxlength=i32::try_from(MESSAGE_MAX).unwrap_or(i32::MAX)
            />
            {attaching(uploads, "reply-files")}
            <Disclosure title=words::ANSWER_EDITS.get().to_owned()>
                {counter_lines(deal, Step::Reply, lines)}
            </Disclosure>
            {refused(deal)}
            <div class="quote-actions">
                <Button look=Look::Strong busy on_press=press>{words::ANSWER_SEND.get()}</Button>
            </div>
        </section>
    }
}

/// The lines that a question is about: those that it names, or all.
fn lines_of(deal: Deal, question: &InfoQuestion) -> Vec<QuoteLine> {
    deal.own.quote.with_untracked(|quote| {
        let is_asked = |line: &&QuoteLine| question.lines.is_empty() || question.lines.contains(&line.id);
        quote.current.lines.iter().filter(is_asked).cloned().collect()
    })
}

fn send(deal: Deal, uploads: Uploads, rules: RwSignal<Rules>) {
    use text::quotes as words;
    let seen = deal.own.quote.get_untracked();
    let (edits, has_text) = deal.typed.with_untracked(|typed| {
        let edits = rules
            .with_untracked(|rules| typed.answer.edits(&seen.current, seen.currency, rules, locale_mark()));
        (edits, !typed.answer.reason.trim().is_empty())
    });
    match edits {
        Err(faults) => show_faults(deal, Step::Reply, faults),
        Ok(_) if untrack(|| uploads.is_busy()) => refuse(deal, words::FILES_WAIT.get()),
        Ok(_) if !has_text => refuse(deal, words::ANSWER_NEEDED.get()),
        Ok(edits) => deal.reply(&seen, edits, uploads.ids()),
    }
}
