//! The button at the end of the form (B2C-15).

use super::super::desk::{DELIVERY, Desk, METHOD};
use super::super::draft::Entry;
use super::super::stage::Stage;
use super::super::submission::Submission;
use crate::{
    platform::{intl, page},
    text,
    ui::{Button, Icon, Look, Shape},
};
use fivefold_view::prelude::*;
use leptos::html;

/// Pays, or goes on to what is missing. Busy from the press until it is known how it ended.
#[component]
pub fn PayButton(desk: Desk) -> impl IntoView {
    let is_busy = Memo::new(move |_| desk.submission.with(Submission::is_busy) || desk.paying.get().is_busy);
    let is_disabled = Memo::new(move |_| {
        desk.submission.with(Submission::waits_for_agreement) || desk.conflict.with(Option::is_some)
    });
    let words = move || match desk.stage.get() {
        Stage::Review => {
            text::checkout::pay(&desk.checkout.with(|checkout| intl::format_money(&checkout.totals.total)))
        }
        _ => text::checkout::SAVE_AND_CONTINUE.get().to_owned(),
    };
    // What takes its time is said; the region is always there.
    let progress = move || {
        let unknown_payment = desk.paying.get().is_unknown;
        desk.submission.with(|submission| match submission {
            Submission::Refreshing(_) => text::checkout::CHECKING_TOTAL.get(),
            Submission::Placing(_) => text::checkout::PLACING.get(),
            Submission::Unknown(_) => text::checkout::UNKNOWN_TITLE.get(),
            Submission::Paying(_) if unknown_payment => text::payments::CHECKING.get(),
            Submission::Paying(_) => text::checkout::STARTING_PAYMENT.get(),
            Submission::Idle | Submission::Blocked(_) => "",
        })
    };
    view! {
        <div class="checkout-pay">
            <Button look=Look::Strong wide=true submit=true busy=is_busy disabled=is_disabled described_by="checkout-blocks">{words}</Button>
            <p class="checkout-pay__progress" role="status">{progress}</p>
            <p class="checkout-hint checkout-pay__hint"><Icon shape=Shape::Lock/>{text::checkout::SECURE.get()}</p>
        </div>
    }
}

/// Presses the button at the end of `form` and moves the focus to the first entry that is wrong.
pub fn submit(desk: Desk, form: NodeRef<html::Form>) {
    let problems = desk.press();
    let country = desk.draft.with_untracked(|draft| draft.get(Entry::Country).to_owned());
    let mut order: Vec<(&str, String)> = Entry::of_country(&country)
        .into_iter()
        .map(|entry| (entry.path(), ["#", entry.id()].concat()))
        .collect();
    order.push((DELIVERY, "#checkout-delivery input".to_owned()));
    order.push((METHOD, "#checkout-method input".to_owned()));
    let first = order.into_iter().find(|(path, _)| problems.iter().any(|problem| problem.field == *path));
    if let (Some((_, selector)), Some(form)) = (first, form.get_untracked()) {
        page::focus_first(&form, &selector);
    }
}
