//! Everything that can be done about a quote: one answer at a time, each with what was seen. A part that comes after its
//! page.

use super::super::deal::{Deal, Step, use_deal};
use super::super::own_quote::OwnQuote;
use super::accepting::accepting;
use super::answering::answering;
use super::checking::checking;
use super::countering::countering;
use super::ending::ending;
use super::quote_stand::to_talk;
use crate::{
    data::use_navigate,
    features::quotes::{start_draft_from, use_shelf},
    routes, text,
    ui::{Button, Dialog, LinkButton, Look, Notice, Tone},
};
use fivefold_api::model::{QuoteAction, VersionKind};
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;

/// The answers that the quote can have now.
#[component]
pub fn QuoteDesk() -> impl IntoView {
    let own: OwnQuote = expect_context();
    let deal = use_deal(own);
    // What is asked about in a layer over the page; a counter is typed in the page.
    let in_dialog = Memo::new(move |_| {
        let step = deal.asking.with(|asking| asking.as_ref().map(|asking| asking.step));
        step.filter(|step| *step != Step::Counter)
    });
    let is_open = Memo::new(move |_| in_dialog.get().is_some());
    let title = Signal::derive(move || {
        use text::quotes as words;
        let message = match in_dialog.get() {
            Some(Step::Accept) => &words::ACCEPT_TITLE,
            Some(Step::Reject) => &words::REJECT_TITLE,
            Some(Step::WithdrawCounter) => &words::WITHDRAW_COUNTER_TITLE,
            Some(Step::Cancel) => &words::CANCEL_TITLE,
            Some(Step::Counter | Step::Reply) | None => &words::TITLE,
        };
        message.get().to_owned()
    });
    let body = move || match in_dialog.get() {
        Some(Step::Accept) => accepting(deal),
        Some(step) => ending(deal, step),
        None => ().into_view(),
    };
    view! {
        {trouble(deal)}
        {answering(deal)}
        <div class="quote-actions">{answers(deal)}{ways_on(deal)}</div>
        {countering(deal)}
        <Dialog open=is_open on_close=move |()| deal.close() title>{body}</Dialog>
    }
}

/// The buttons, each only while the shop allows what it does. The button to accept goes when the time is over (B2B-09).
fn answers(deal: Deal) -> View {
    use text::quotes as words;
    let own = deal.own;
    let has_offer =
        own.part(|quote| quote.current.kind == VersionKind::Offer && quote.current.totals.is_some());
    let may = move |step: Step| own.may(step.action());
    let (may_accept, may_counter, may_reject) = (may(Step::Accept), may(Step::Counter), may(Step::Reject));
    let (may_withdraw, may_cancel) = (may(Step::WithdrawCounter), may(Step::Cancel));
    let busy = deal.is_busy();
    let is_countering = Memo::new(move |_| deal.asked(Step::Counter).is_some());
    let button = move |step: Step, look: Look, message: &'static text::Message| {
        view! { <Button look busy on_press=move |()| deal.ask(step)>{message.get()}</Button> }
    };
    view! {
        {move || (may_accept.get() && has_offer.get()).then(|| button(Step::Accept, Look::Strong, &words::ACCEPT))}
        {move || {
            (may_counter.get() && !is_countering.get()).then(|| button(Step::Counter, Look::Quiet, &words::COUNTER))
        }}
        {move || may_reject.get().then(|| button(Step::Reject, Look::Quiet, &words::REJECT))}
        {move || {
            may_withdraw.get().then(|| button(Step::WithdrawCounter, Look::Quiet, &words::WITHDRAW_COUNTER))
        }}
        {move || may_cancel.get().then(|| button(Step::Cancel, Look::Quiet, &words::CANCEL))}
    }
}

/// What leads elsewhere: ordering, the order, a note, and asking again, which is the only way on from a quote that has
/// ended (B2B-14).
fn ways_on(deal: Deal) -> View {
    use text::quotes as words;
    let own = deal.own;
    let id = own.id();
    let (may_order, may_ask_again) = (own.may(QuoteAction::Order), own.may(QuoteAction::RequestAgain));
    let may_note = own.may(QuoteAction::AddNote);
    let order = own.part(|quote| quote.order.clone());
    let next = own.part(|quote| quote.next.clone());
    let (shelf, navigate) = (use_shelf(), use_navigate());
    let ask_again = move |()| {
        own.quote.with_untracked(|quote| start_draft_from(shelf, quote));
        navigate(&routes::quote_draft(), NavigateOptions { resolve: false, ..NavigateOptions::default() });
    };
    let href = routes::quote_order(&id);
    view! {
        {move || {
            may_order.get().then(|| {
                view! { <LinkButton look=Look::Strong href=href.clone()>{words::ORDER.get()}</LinkButton> }
            })
        }}
        {move || {
            order.get().map(|order| {
                view! { <LinkButton look=Look::Strong href=routes::order(&order)>{words::TO_ORDER.get()}</LinkButton> }
            })
        }}
        {move || may_note.get().then(|| view! { <Button on_press=move |()| to_talk()>{words::ADD_NOTE.get()}</Button> })}
        {move || {
            (may_ask_again.get() && order.with(Option::is_none)).then(|| {
                let look = if next.with(Option::is_some) { Look::Quiet } else { Look::Strong };
                view! { <Button look on_press=ask_again>{words::REQUEST_AGAIN.get()}</Button> }
            })
        }}
    }
}

/// Why something was not done, where no question says it; and that nobody knows yet (X-UNKNOWN).
fn trouble(deal: Deal) -> View {
    let is_asking = Memo::new(move |_| deal.asking.with(Option::is_some));
    let error = move || {
        let words = deal.error.get().filter(|_| !is_asking.get());
        words.map(|words| view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> })
    };
    view! {
        {error}
        {checking(deal.is_checking(), &text::quotes::CHECKING_TEXT)}
    }
}
