//! What the supplier can do with a quote now: only what the backend allows. A part that comes after its page.

use super::super::own_quote::OwnQuote;
use super::super::supplier_desk::{Incoming, Panel, use_incoming};
use super::{ask_form::ask_form, checking::checking, offer_form::offer_form};
use crate::{
    platform::page,
    text,
    ui::{Button, Dialog, Look, Notice, TextArea, Tone},
};
use fivefold_api::model::{QuoteAction, QuoteStatus};
use fivefold_view::prelude::*;

/// The id of the heading that says where a quote stands on the desk.
pub const DESK_HEADING: &str = "desk-stands";

/// The buttons, what one of them opens, and what came of it.
#[component]
pub fn SupplierDesk() -> impl IntoView {
    use text::supplier as words;
    let own: OwnQuote = expect_context();
    let desk = use_incoming(own);
    let status = own.status;
    // A counter is answered, an offer is made anew.
    let offer = Signal::derive(move || match status.get() {
        QuoteStatus::Countered => words::ANSWER.get(),
        QuoteStatus::Quoted => words::OFFER_AGAIN.get(),
        _ => words::OFFER.get(),
    });
    let is_busy = Memo::new(move |_| desk.is_busy());
    let button = move |action: QuoteAction, panel: Panel, look: Look, name: Signal<&'static str>| {
        let may = own.may(action);
        let open = move |()| desk.toggle(panel);
        let shown =
            move || may.get().then(|| view! { <Button look=look busy=is_busy on_press=open>{name}</Button> });
        shown.into_view()
    };
    let quiet = move |action: QuoteAction, panel: Panel, name: &'static text::Message| {
        button(action, panel, Look::Quiet, Signal::derive(move || name.get()))
    };
    let (may_offer, may_ask) = (own.may(QuoteAction::Offer), own.may(QuoteAction::Ask));
    let panel = Memo::new(move |_| desk.panel.get());
    let form = move || match panel.get() {
        Some(Panel::Offer) if may_offer.get() => offer_form(desk),
        Some(Panel::Ask) if may_ask.get() => ask_form(desk),
        _ => ().into_view(),
    };
    // A form that opens has the focus; one that closes had it.
    Effect::new(move |before: Option<Option<Panel>>| {
        let now = panel.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(move || match desk.form.try_get_untracked() {
                Some(form) if matches!(now, Some(Panel::Offer | Panel::Ask)) => {
                    page::focus_first(&form, "h2");
                }
                _ => page::recover_focus(DESK_HEADING),
            });
        }
        now
    });
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
    let is_checking = Memo::new(move |_| desk.is_checking());
    view! {
        {refused}
        {checking(is_checking, &words::CHECKING_TEXT)}
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
                    <Button on_press=close>{text::ui::CLOSE.get()}</Button>
                </div>
            </div>
        </Dialog>
    }
}
