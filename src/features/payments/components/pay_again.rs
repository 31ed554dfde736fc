//! Paying an order that is placed: for the first time, or once more.

use super::super::start::{PayProblem, use_paying};
use super::super::story::{can_pay, offered_method, suggests_another_method};
use super::{MethodChoice, use_methods};
use crate::{
    data::error_text,
    platform::intl,
    routes, text,
    ui::{Button, LinkButton, Look, Notice, Tone},
};
use fivefold_api::model::Order;
use fivefold_view::prelude::*;

/// The ways to pay an order and the button that does it, while the shop allows it.
#[component]
pub fn PayAgain(
    /// The order.
    #[prop(into)]
    order: Signal<Order>,
    /// Told when the order has to be asked for anew.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let methods = use_methods();
    let chosen = RwSignal::new(None::<String>);
    let attempts = Memo::new(move |_| order.with(|order| order.payments.clone()));
    let value = Signal::derive(move || {
        chosen.get().or_else(|| {
            let ids: Vec<_> = methods.get().into_iter().flatten().map(|method| method.id.0).collect();
            attempts.with(|attempts| offered_method(attempts, &ids))
        })
    });
    let paying = use_paying(on_change);
    paying.resume(&order.get_untracked().id);
    let is_shown =
        Memo::new(move |_| order.with(|order| can_pay(&order.allowed_actions)) || paying.is_busy());
    let is_often = Memo::new(move |_| attempts.with(|attempts| suggests_another_method(attempts)));
    let total = move || order.with(|order| intl::format_money(&order.totals.total));
    let pay = move |()| {
        if let Some(method) = value.get_untracked() {
            let order = order.get_untracked();
            paying.start(&order.id, &order.version, &method);
        }
    };
    let has_none = Signal::derive(move || value.with(Option::is_none));
    let problem = move || {
        paying.problem().map(|problem| {
            let words = match problem {
                PayProblem::Refused(error) => error_text(&error).text,
                PayProblem::Untrusted => text::payments::UNTRUSTED.get().to_owned(),
            };
            view! { <Notice tone=Tone::Bad title=text::payments::START_FAILED.get()><p>{words}</p></Notice> }
        })
    };
    let unknown = move || {
        paying.is_unknown().then(|| {
            view! {
                <Notice tone=Tone::Warning title=text::payments::CHECKING.get()>
                    <p>{text::payments::CHECKING_TEXT.get()}</p>
                </Notice>
            }
        })
    };
    // A seat in a group-buy is paid where it says what each way to pay does, a booking where its terms stand.
    let elsewhere = Memo::new(move |_| {
        order.with(|order| {
            let group = order.group_buy.as_ref().map(routes::join_group);
            group.or_else(|| order.booking.as_ref().map(routes::booking))
        })
    });
    let panel = move || {
        if let Some(href) = elsewhere.get() {
            let may = order.with(|order| can_pay(&order.allowed_actions));
            return may.then(|| {
                view! { <LinkButton look=Look::Strong href>{text::orders::PAY.get()}</LinkButton> }
            });
        }
        is_shown.get().then(|| {
            view! {
                <section class="pay-again" aria-label=text::payments::TITLE.get()>
                    {move || is_often.get().then(|| view! {
                        <Notice tone=Tone::Warning><p>{text::payments::DECLINED_OFTEN.get()}</p></Notice>
                    })}
                    <MethodChoice name="pay-again" value on_choose=move |id| chosen.set(Some(id))/>
                    <Button
                        look=Look::Strong
                        wide=true
                        busy=Signal::derive(move || paying.is_busy())
                        disabled=has_none
                        on_press=pay
                    >
                        {move || text::payments::pay_again(&total())}
                    </Button>
                    {unknown}
                </section>
            }
        })
    };
    view! {
        {problem}
        {panel}
    }
}
