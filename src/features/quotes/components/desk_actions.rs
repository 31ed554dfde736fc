//! What the supplier can do with a quote now: only what the backend allows.

use super::super::supplier_desk::{Incoming, Panel};
use super::{ask_form::ask_form, offer_form::offer_form};
use crate::{
    text,
    ui::{Button, Dialog, Look, Notice, TextArea, Tone},
};
use fivefold_api::model::{QuoteAction, QuoteStatus};
use fivefold_view::prelude::*;

/// The buttons, what one of them opens, and what came of it.
pub fn desk_actions(desk: Incoming) -> View {
    use text::supplier as words;
    let status = desk.own.status;
    // A counter is answered, an offer is made anew.
    let offer = Signal::derive(move || match status.get() {
        QuoteStatus::Countered => words::ANSWER.get(),
        QuoteStatus::Quoted => words::OFFER_AGAIN.get(),
        _ => words::OFFER.get(),
    });
    let is_busy = Memo::new(move |_| desk.is_busy());
    let button = move |action: QuoteAction, panel: Panel, look: Look, name: Signal<&'static str>| {
        let may = desk.own.may(action);
        let open = move |()| desk.toggle(panel);
        let shown =
            move || may.get().then(|| view! { <Button look=look busy=is_busy on_press=open>{name}</Button> });
        shown.into_view()
    };
    let quiet = move |action: QuoteAction, panel: Panel, name: &'static text::Message| {
        button(action, panel, Look::Quiet, Signal::derive(move || name.get()))
    };
    let may_offer = desk.own.may(QuoteAction::Offer);
    let may_ask = desk.own.may(QuoteAction::Ask);
    let panel = Memo::new(move |_| desk.panel.get());
    let form = move || match panel.get() {
        Some(Panel::Offer) if may_offer.get() => offer_form(desk),
        Some(Panel::Ask) if may_ask.get() => ask_form(desk),
        _ => ().into_view(),
    };
    view! {
        <div class="quote-actions">
            {button(QuoteAction::Offer, Panel::Offer, Look::Strong, offer)}
            {quiet(QuoteAction::Ask, Panel::Ask, &words::ASK)}
            {quiet(QuoteAction::RefuseCounter, Panel::Refuse, &words::REFUSE)}
            {quiet(QuoteAction::Withdraw, Panel::Withdraw, &words::WITHDRAW)}
            {quiet(QuoteAction::Decline, Panel::Decline, &words::DECLINE)}
        </div>
        {outcome(desk)}
        {form}
        {ending(desk, Panel::Refuse)}
        {ending(desk, Panel::Withdraw)}
        {ending(desk, Panel::Decline)}
    }
}

/// Why it was not done, or that nobody knows yet (X-UNKNOWN).
fn outcome(desk: Incoming) -> View {
    use text::supplier as words;
    let refused = move || {
        desk.refused.get().map(|said| {
            view! { <Notice tone=Tone::Bad title=words::REFUSED.get()><p>{said}</p></Notice> }
        })
    };
    let checking = Memo::new(move |_| desk.is_checking());
    let unknown = move || {
        checking.get().then(|| {
            view! {
                <Notice tone=Tone::Warning title=text::data::CHECKING.get()>
                    <p>{words::CHECKING_TEXT.get()}</p>
                </Notice>
            }
        })
    };
    view! {
        {refused}
        {unknown}
    }
}

/// A question before something ends, with room for why.
fn ending(desk: Incoming, panel: Panel) -> View {
    use text::supplier as words;
    let (title, said, button) = match panel {
        Panel::Refuse => (&words::REFUSE_TITLE, &words::REFUSE_TEXT, &words::REFUSE),
        Panel::Withdraw => (&words::WITHDRAW_TITLE, &words::WITHDRAW_TEXT, &words::WITHDRAW),
        _ => (&words::DECLINE_TITLE, &words::DECLINE_TEXT, &words::DECLINE),
    };
    let id = match panel {
        Panel::Refuse => "desk-refuse-reason",
        Panel::Withdraw => "desk-withdraw-reason",
        _ => "desk-decline-reason",
    };
    let is_open = Memo::new(move |_| desk.panel.get() == Some(panel));
    let busy = Memo::new(move |_| desk.is_busy());
    let close = Callback::new(move |()| desk.panel.set(None));
    view! {
        <Dialog open=is_open on_close=close title=title.get().to_owned()>
            <div class="desk-ending">
                <p>{said.get()}</p>
                <TextArea
                    id
                    label=words::REASON.get()
                    value=desk.reason
                    on_input=move |typed| desk.reason.set(typed)
                    optional=true
                />
                <p class="ui-field__error" role="alert">{desk.refused}</p>
                <div class="quote-actions">
                    <Button look=Look::Danger busy=busy on_press=move |()| desk.send_end(panel)>{button.get()}</Button>
                    <Button on_press=close>{words::CLOSE.get()}</Button>
                </div>
            </div>
        </Dialog>
    }
}
