//! Starting an attempt and going to the provider's page.

use super::provider::payment_page;
use crate::{
    data::{Commitment, Progress, Runtime, spawn, use_commitment, use_navigate, use_runtime},
    platform::{page, timers},
    routes,
};
use fivefold_api::endpoints::PostPayment;
use fivefold_api::error::ApiError;
use fivefold_api::model::{PaymentAttempt, PaymentSubject, StartPayment};
use fivefold_api::vocabulary::{OrderId, Version};
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;
use std::time::Duration;

/// How often to look whether the address has changed before the page is left, and how many times.
const LOOK_EVERY: Duration = Duration::from_millis(20);
const LOOKS: u32 = 25;

/// Why an attempt could not be started.
#[derive(Debug, Clone, PartialEq)]
pub enum PayProblem {
    /// The shop refused, or could not be reached before anything was sent.
    Refused(ApiError),
    /// The attempt is there, but the shop named a page of an origin that it is not set up for (X-SEC).
    Untrusted,
}

/// Where the start of an attempt stands, for a part of a page that does not start it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PayStart {
    /// [`Paying::is_busy`].
    pub is_busy: bool,
    /// [`Paying::is_unknown`].
    pub is_unknown: bool,
}

/// The start of one attempt at a time. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Paying {
    commitment: Commitment,
    problem: RwSignal<Option<PayProblem>>,
    is_leaving: RwSignal<bool>,
}

/// Starts attempts from this component. `on_problem` is told when one could not be started.
#[must_use]
pub fn use_paying(on_problem: Callback<()>) -> Paying {
    let runtime = use_runtime();
    let navigate = use_navigate();
    let commitment = use_commitment("pay");
    let paying = Paying { commitment, problem: RwSignal::new(None), is_leaving: RwSignal::new(false) };
    let fail = move |problem| {
        paying.problem.set(Some(problem));
        on_problem.run(());
    };
    Effect::new(move |_| match commitment.progress() {
        Progress::Refused(error) => {
            // Mostly because another attempt is open: whoever shows the order shows it.
            runtime.queries().invalidate("/v1/orders");
            fail(PayProblem::Refused(error));
        }
        Progress::Done => {
            let answer = untrack(|| commitment.answer::<PaymentAttempt>());
            commitment.acknowledge();
            match answer {
                Some(Ok(attempt)) => {
                    paying.is_leaving.set(true);
                    let go = |to: &str| {
                        let options =
                            NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
                        navigate(to, options);
                    };
                    if !leave(&runtime, &attempt, go) {
                        fail(PayProblem::Untrusted);
                    }
                }
                Some(Err(error)) => fail(PayProblem::Refused(error)),
                None => {}
            }
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    // Back from the provider's page this page may be shown as it was left.
    let listeners = page::on_wake(move || {
        paying.is_leaving.try_set(false);
    });
    let _ = StoredValue::new(listeners);
    paying
}

impl Paying {
    /// Starts an attempt to pay an order that was seen in `version`, and goes to the provider's page. While
    /// one is being started this does nothing; the same order in another tab finds the same attempt.
    pub fn start(self, order: &OrderId, version: &Version, method: &str) {
        self.problem.set(None);
        let payment = StartPayment {
            subject: PaymentSubject::Order { id: order.clone() },
            method: method.into(),
            return_url: page::origin() + &routes::payment_return(),
        };
        self.commitment.submit(|client| {
            let endpoint = PostPayment { payment, key: client.new_key() };
            client.commitment(&endpoint, "pay", order.as_str(), &version.0, &routes::order(order))
        });
    }

    /// Takes up an attempt of this order that an earlier page was starting.
    pub fn resume(self, order: &OrderId) {
        self.commitment.resume(order.as_str());
    }

    /// Where it stands. Reactive.
    #[must_use]
    pub fn state(self) -> PayStart {
        PayStart { is_busy: self.is_busy(), is_unknown: self.is_unknown() }
    }

    /// Whether an attempt is being started, or the page is being left. Reactive.
    #[must_use]
    pub fn is_busy(self) -> bool {
        self.commitment.is_busy() || self.is_leaving.get()
    }

    /// Whether nobody knows what became of the start, and the shop is being asked. Reactive.
    #[must_use]
    pub fn is_unknown(self) -> bool {
        self.commitment.progress() == Progress::Checking
    }

    /// Why the last attempt could not be started. Reactive.
    #[must_use]
    pub fn problem(self) -> Option<PayProblem> {
        self.problem.get()
    }
}

/// Puts the page of the attempt in place of this one, so that Back from the provider, or a killed tab, ends
/// there (B2C-17), and leaves for the provider. `false` if that page is not one to open.
fn leave(runtime: &Runtime, attempt: &PaymentAttempt, go: impl Fn(&str)) -> bool {
    runtime.queries().invalidate("/v1/orders");
    runtime.queries().invalidate("/v1/payments");
    let here = routes::payment_return_of(&attempt.id);
    if attempt.action.is_none() {
        // Nothing to do for the buyer: the page of the attempt shows how it ends.
        go(&here);
        return true;
    }
    let Some(url) = payment_page(attempt, |origin| runtime.config().is_payment_origin(origin)) else {
        return false;
    };
    let url = url.to_owned();
    go(&here);
    spawn(async move {
        for _ in 0..LOOKS {
            if page::location() == here {
                break;
            }
            timers::sleep(LOOK_EVERY).await;
        }
        page::leave_to(&url);
    });
    true
}
