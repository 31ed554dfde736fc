//! Saying no to an offer, taking one's own counter or request back: with a reason, or without one.

use super::super::deal::{Deal, Step};
use super::accepting::refused;
use crate::{
    text,
    ui::{Button, Look, TextArea},
};
use fivefold_api::rules::MESSAGE_MAX;
use fivefold_view::prelude::*;

/// The question of one of these answers.
pub fn ending(deal: Deal, step: Step) -> View {
    use text::quotes as words;
    let (asked, button) = match step {
        Step::Reject => (&words::REJECT_TEXT, &words::REJECT),
        Step::WithdrawCounter => (&words::WITHDRAW_COUNTER_TEXT, &words::WITHDRAW_COUNTER),
        _ => (&words::CANCEL_TEXT, &words::CANCEL_BUTTON),
    };
    let reason = deal.reason;
    let may = deal.own.may(step.action());
    let busy = deal.is_busy();
    let press = move |()| {
        if let Some(seen) = untrack(|| deal.asked(step)) {
            deal.end(step, &seen);
        }
    };
    // While the answer is on its way, what is heard of it is no news.
    let is_possible =
        Memo::new(
            move |before: Option<&bool>| {
                if let (true, Some(before)) = (busy.get(), before) { *before } else { may.get() }
            },
        );
    let action = move || {
        is_possible.get().then(|| {
            view! { <Button look=Look::Danger busy on_press=press>{button.get()}</Button> }
        })
    };
    view! {
        <div class="quote-asking">
            <p>{asked.get()}</p>
            <TextArea
                id="quote-reason"
                label=words::REASON.get().to_owned()
                value=reason
                on_input=move |typed| reason.set(typed)
                optional=true
                maxlength=i32::try_from(MESSAGE_MAX).unwrap_or(i32::MAX)
            />
            {refused(deal)}
            <div class="quote-actions">
                {action}
                <Button on_press=move |()| deal.close()>{words::NOT_YET.get()}</Button>
            </div>
        </div>
    }
}
