//! What follows the press on "Pay": the total is asked for once more, the order is sent, its payment is started.
//! It comes after the page, while the buyer fills in the form; a press that is sooner waits for it. The decisions
//! are in `submission`.

use super::desk::Desk;
use super::submission::{OrderNews, Submission, Task};
use crate::{
    data::{Commitment, Progress, spawn, use_commitment, use_navigate, use_runtime},
    features::payments::{PayProblem, Paying, use_paying},
    routes,
};
use fivefold_api::endpoints::PostOrder;
use fivefold_api::model::{Order, OrderStatus};
use fivefold_api::vocabulary::OrderId;
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;

/// What the placing of an order is about. A browser has one checkout at a time.
const SUBJECT: &str = "checkout";

/// Carries out what the desk asks for. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Cashier {
    /// Whom it works for.
    pub desk: Desk,
    order: Commitment,
    paying: Paying,
    /// The placed order, for its payment.
    placed: StoredValue<Option<Order>>,
    /// The order was sent by an earlier page.
    is_resumed: StoredValue<bool>,
}

/// Takes up what an earlier page has left and does what the desk asks for.
pub fn use_cashier(desk: Desk) -> Cashier {
    let cashier = Cashier {
        desk,
        order: use_commitment("place_order"),
        paying: use_paying(Callback::new(move |()| {
            desk.submission.try_update(Submission::payment_ended);
        })),
        placed: StoredValue::new(None),
        is_resumed: StoredValue::new(true),
    };
    cashier.follow_order();
    cashier.order.resume(SUBJECT);
    // Nothing to take up: what comes from now on is this page's own.
    if untrack(|| cashier.order.progress()) == Progress::Idle {
        cashier.is_resumed.set_value(false);
    }
    Effect::new(move |_| desk.paying.set(cashier.paying.state()));
    Effect::new(move |_| {
        let task = desk.task.get();
        if task != Task::Rest {
            desk.task.set(Task::Rest);
            cashier.carry_out(task);
        }
    });
    cashier
}

impl Cashier {
    /// The buyer agrees to what has changed.
    pub fn agree(self) {
        let task = self.desk.submission.try_update(Submission::agree);
        self.carry_out(task.unwrap_or(Task::Rest));
    }

    /// The order that this page has placed.
    pub fn placed(self) -> Option<OrderId> {
        self.placed.try_with_value(|placed| placed.as_ref().map(|order| order.id.clone()))?
    }

    /// Why the payment could not be started. Reactive.
    pub fn problem(self) -> Option<PayProblem> {
        self.paying.problem()
    }

    fn carry_out(self, task: Task) {
        let desk = self.desk;
        match task {
            Task::Rest => {}
            Task::Refresh => spawn(async move {
                let answer = desk.refresh().await;
                let task = desk.submission.try_update(|submission| submission.refreshed(answer));
                self.carry_out(task.unwrap_or(Task::Rest));
            }),
            Task::Place(order) => self.order.submit(move |client| {
                let version = order.checkout_version.0.clone();
                let endpoint = PostOrder { order, key: client.new_key() };
                client.commitment(&endpoint, "place_order", SUBJECT, &version, &routes::checkout())
            }),
            Task::Pay(_) => {
                let method = desk.draft.with_untracked(|draft| draft.method.clone());
                if let Some(order) = self.placed.get_value() {
                    self.paying.start(&order.id, &order.version, &method);
                }
            }
        }
    }

    /// Follows the order that was sent, by this page or by an earlier one.
    fn follow_order(self) {
        let (runtime, navigate) = (use_runtime(), use_navigate());
        let submission = self.desk.submission;
        let to_order = move |order: &Order| {
            let options = NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
            navigate(&routes::order(&order.id), options);
        };
        Effect::new(move |_| {
            let progress = self.order.progress();
            let is_resumed = self.is_resumed.get_value();
            match progress {
                Progress::Idle => submission.update(Submission::forgotten),
                Progress::Sending => {}
                Progress::Checking if is_resumed => {
                    let seen = Box::new(self.desk.checkout.get_untracked());
                    submission.set(Submission::Unknown(seen));
                }
                Progress::Checking => self.heard(OrderNews::Unknown),
                Progress::Refused(error) => {
                    self.is_resumed.set_value(false);
                    self.heard(OrderNews::Refused(error));
                }
                Progress::Done => {
                    let answer = untrack(|| self.order.answer::<Order>());
                    self.order.acknowledge();
                    match answer {
                        Some(Ok(order)) => {
                            runtime.queries().invalidate("/v1/orders");
                            if is_resumed || order.status != OrderStatus::PendingPayment {
                                to_order(&order);
                            } else {
                                let id = order.id.clone();
                                self.placed.set_value(Some(order));
                                self.heard(OrderNews::Placed(id));
                            }
                        }
                        Some(Err(error)) => self.heard(OrderNews::Refused(error)),
                        None => {}
                    }
                }
            }
        });
    }

    fn heard(self, news: OrderNews) {
        let task = untrack(|| self.desk.submission.try_update(|submission| submission.order(news)));
        self.carry_out(task.unwrap_or(Task::Rest));
    }
}
