//! Calling an order off: what goes back is said before it is done (B2C-21).

use super::status::refundable;
use crate::{
    data::{Progress, error_text, use_commitment, use_runtime},
    features::payments::use_method_name,
    platform::intl,
    routes, text,
    ui::{Button, Dialog, Look, Notice, Tone},
};
use fivefold_api::endpoints::PostOrderCancel;
use fivefold_api::error::ApiError;
use fivefold_api::model::{CancelOrder as Cancel, Order, OrderAction, ProblemKind};
use fivefold_view::prelude::*;

/// The button that cancels, while the shop allows it, and its question.
#[component]
pub fn CancelOrder(
    /// The order.
    #[prop(into)]
    order: Signal<Order>,
    /// Told when the order has to be asked for anew.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let runtime = use_runtime();
    let is_open = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let commitment = use_commitment("cancel_order");
    commitment.resume(order.get_untracked().id.as_str());
    Effect::new(move |_| match commitment.progress() {
        Progress::Done => {
            commitment.acknowledge();
            is_open.set(false);
            runtime.queries().invalidate("/v1/");
            on_change.run(());
        }
        Progress::Refused(error) => {
            problem.set(Some(refusal(&error)));
            on_change.run(());
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    let is_allowed =
        Memo::new(move |_| order.with(|order| order.allowed_actions.contains(&OrderAction::Cancel)));
    let is_busy = Signal::derive(move || commitment.is_busy());
    let cancel = move |()| {
        problem.set(None);
        let (id, version) = order.with_untracked(|order| (order.id.clone(), order.version.clone()));
        commitment.submit(move |client| {
            let seen = version.0.clone();
            let page = routes::order(&id);
            let subject = id.0.clone();
            let endpoint = PostOrderCancel { id, cancel: Cancel { version }, key: client.new_key() };
            client.commitment(&endpoint, "cancel_order", &subject, &seen, &page)
        });
    };
    let method_name = use_method_name();
    let refund = move || match order.with(refundable) {
        Some((amount, method)) => {
            text::orders::cancel_refund(&intl::format_money(&amount), &method_name(&method))
        }
        None => text::orders::CANCEL_NOTHING.get().to_owned(),
    };
    let too_late = move || {
        (!is_allowed.get()).then(|| problem.get()).flatten().map(|words| {
            view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> }
        })
    };
    view! {
        {move || is_allowed.get().then(|| view! {
            <Button look=Look::Danger on_press=move |()| {
                problem.set(None);
                is_open.set(true);
            }>{text::orders::CANCEL.get()}</Button>
        })}
        {too_late}
        <Dialog
            open=Signal::derive(move || is_open.get() && is_allowed.get())
            on_close=move |()| is_open.set(false)
            title=text::orders::CANCEL_TITLE.get()
        >
            <p>{refund}</p>
            <p class="ui-field__error" role="alert">{problem}</p>
            <div class="payment-actions">
                <Button look=Look::Danger busy=is_busy on_press=cancel>{text::orders::CANCEL.get()}</Button>
                <Button on_press=move |()| is_open.set(false)>{text::orders::CANCEL_KEEP.get()}</Button>
            </div>
        </Dialog>
    }
}

/// Why it was refused, in words. If the parcel won the race, that is said.
fn refusal(error: &ApiError) -> String {
    match error {
        ApiError::Rejected(problem) if problem.kind == ProblemKind::NotCancellable => {
            text::orders::CANCEL_TOO_LATE.get().to_owned()
        }
        ApiError::Conflict(_) => text::orders::CANCEL_CHANGED.get().to_owned(),
        other => error_text(other).text,
    }
}
