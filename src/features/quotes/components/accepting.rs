//! Accepting an offer: the question names version and total; where another offer stands, it is refused with what changed,
//! and asked anew (B2B-10).

use super::super::deal::{Deal, Step};
use super::super::face::{Face, use_face};
use super::super::figures::moment_words;
use super::super::words::told;
use super::redline::redline_view;
use crate::{
    platform::intl,
    text,
    ui::{Button, Look, Notice, Tone},
};
use fivefold_api::model::Quote;
use fivefold_view::prelude::*;

/// The question.
pub fn accepting(deal: Deal) -> View {
    let face = use_face(deal, Step::Accept);
    let shown = move || match face.get() {
        Face::Ask(seen) => question(deal, *seen),
        Face::Changed(seen, now) => changed(deal, Step::Accept, &seen, &now),
        Face::Over => over(deal),
    };
    view! { <div class="quote-asking">{shown}</div> }
}

fn question(deal: Deal, seen: Quote) -> View {
    use text::quotes as words;
    let total =
        seen.current.totals.as_ref().map(|totals| intl::format_money(&totals.total)).unwrap_or_default();
    let number = u64::from(seen.current.number);
    let asked = words::accept_question(&seen.number, &total, number);
    let until =
        seen.current.valid_until.map(|until| view! { <p>{words::valid_until(&moment_words(until))}</p> });
    let busy = deal.is_busy();
    let button = words::accept_button(&total, number);
    let press = move |()| deal.accept(&seen);
    view! {
        <p class="quote-asking__lead">{asked}</p>
        {until}
        <p>{words::ACCEPT_TEXT.get()}</p>
        {refused(deal)}
        <div class="quote-actions">
            <Button look=Look::Strong busy on_press=press>{button}</Button>
            <Button on_press=move |()| deal.close()>{words::NOT_YET.get()}</Button>
        </div>
    }
}

/// What changed since it was seen. It takes a look at that, and another press, to answer it.
pub fn changed(deal: Deal, step: Step, seen: &Quote, now: &Quote) -> View {
    use text::quotes as words;
    let superseded = words::superseded_text(u64::from(now.current.number), u64::from(seen.current.number));
    let go_on = words::go_on_with(u64::from(now.current.number));
    view! {
        <Notice tone=Tone::Warning title=words::SUPERSEDED_TITLE.get()>
            <p>{superseded}</p>
        </Notice>
        {redline_view(&seen.current, &now.current)}
        <div class="quote-actions">
            <Button look=Look::Strong on_press=move |()| deal.ask(step)>{go_on}</Button>
            <Button on_press=move |()| deal.close()>{words::NOT_YET.get()}</Button>
        </div>
    }
}

fn over(deal: Deal) -> View {
    let status = deal.own.status;
    view! {
        <p class="quote-asking__lead">{text::quotes::ACCEPT_OVER.get()}</p>
        <p>{move || told(status.get()).title}" "{move || told(status.get()).text}</p>
        {refused(deal)}
        <div class="quote-actions">
            <Button on_press=move |()| deal.close()>{text::ui::CLOSE.get()}</Button>
        </div>
    }
}

/// Why the last try was refused.
pub fn refused(deal: Deal) -> View {
    view! { <p class="ui-field__error" role="alert">{deal.error}</p> }
}
