//! Asking for another offer: prices, quantities and dates by line, and why (B2B-11). One at a time: while a counter is open
//! there is no button for another one.

use super::super::deal::{Deal, Step};
use super::super::face::{Face, use_face};
use super::super::numbers::locale_mark;
use super::super::words::told;
use super::accepting::{changed, refused};
use super::counter_lines::{counter_lines, show_faults, use_rules};
use super::quote_stand::HEADING;
use crate::{
    platform::{announce, page},
    text,
    ui::{Button, Look, TextArea},
};
use fivefold_api::model::Quote;
use fivefold_api::rules::MESSAGE_MAX;
use fivefold_view::prelude::*;

/// The form, while somebody wants to counter.
pub fn countering(deal: Deal) -> View {
    let is_open = Memo::new(move |_| deal.asked(Step::Counter).is_some());
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if was_open == Some(true) && !is_open {
            request_animation_frame(|| page::recover_focus(HEADING));
        }
        is_open
    });
    let editor = move || is_open.get().then(|| editor(deal));
    editor.into_view()
}

fn editor(deal: Deal) -> View {
    let face = use_face(deal, Step::Counter);
    let shown = move || match face.get() {
        Face::Ask(seen) => form(deal, *seen),
        Face::Changed(seen, now) => changed(deal, Step::Counter, &seen, &now),
        Face::Over => over(deal),
    };
    request_animation_frame(|| {
        if let Some(heading) = page::element("quote-counter") {
            page::focus(&heading);
        }
    });
    view! {
        <section class="quote-card quote-countering" aria-labelledby="quote-counter">
            <h2 id="quote-counter" tabindex="-1">{text::quotes::COUNTER_TITLE.get()}</h2>
            {shown}
        </section>
    }
}

fn form(deal: Deal, seen: Quote) -> View {
    use text::quotes as words;
    let rules = use_rules(&seen.current);
    let lines = counter_lines(deal, Step::Counter, seen.current.lines.clone());
    let value = Signal::derive(move || deal.typed.with(|typed| typed.counter.reason.clone()));
    let busy = deal.is_busy();
    let lead = words::counter_lead(u64::from(seen.current.number));
    let press = move |()| {
        let (edits, has_reason) = deal.typed.with_untracked(|typed| {
            let edits = rules.with_untracked(|rules| {
                typed.counter.edits(&seen.current, seen.currency, rules, locale_mark())
            });
            (edits, !typed.counter.reason.trim().is_empty())
        });
        match edits {
            Err(faults) => show_faults(deal, Step::Counter, faults),
            Ok(edits) if edits.is_empty() => refuse(deal, words::COUNTER_NOTHING.get()),
            Ok(_) if !has_reason => refuse(deal, words::REASON_NEEDED.get()),
            Ok(edits) => deal.counter(&seen, edits),
        }
    };
    view! {
        <p>{lead}</p>
        {lines}
        <TextArea
            id="counter-reason"
            label=words::COUNTER_REASON.get().to_owned()
            value
            on_input=move |text| deal.type_in(|typed| typed.counter.reason = text)
            maxlength=i32::try_from(MESSAGE_MAX).unwrap_or(i32::MAX)
        />
        {refused(deal)}
        <div class="quote-actions">
            <Button look=Look::Strong busy on_press=press>{words::COUNTER_SEND.get()}</Button>
            <Button on_press=move |()| deal.close()>{words::NOT_YET.get()}</Button>
        </div>
    }
}

/// Says what is missing before anything is sent.
pub fn refuse(deal: Deal, words: &str) {
    announce::say(words);
    deal.error.set(Some(words.to_owned()));
}

fn over(deal: Deal) -> View {
    let status = deal.own.status;
    view! {
        <p>{text::quotes::COUNTER_OVER.get()}" "{move || told(status.get()).title}</p>
        {refused(deal)}
        <div class="quote-actions">
            <Button on_press=move |()| deal.close()>{text::ui::CLOSE.get()}</Button>
        </div>
    }
}
