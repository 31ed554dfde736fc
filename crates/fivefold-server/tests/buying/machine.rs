//! The lifecycle of an attempt against whatever the network makes of the provider's reports: late,
//! twice, out of order, or not at all.

use crate::{
    buyer::Buyer,
    common::TestServer,
    provider::{Forger, Merchant, at_provider, setting},
    shop::{self, BOOK},
};
use fivefold_api::{
    model::{OrderStatus, PaymentAttempt, PaymentStatus},
    rules::payment_moves,
    vocabulary::OrderId,
};
use proptest::{prelude::*, test_runner::Config};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use serde_json::{Value, json};
use std::sync::{
    OnceLock,
    atomic::{AtomicU64, Ordering},
};
use tokio::runtime::Runtime;

/// What the provider has been through, and what the shop has heard of it.
#[derive(Debug, Clone)]
struct Provider {
    /// The status of each revision, beginning with the first.
    history: Vec<PaymentStatus>,
    /// The newest revision that reached the shop.
    heard: usize,
}

#[derive(Debug, Clone)]
enum Happens {
    /// The payment moves at the provider.
    Moves(PaymentStatus),
    /// A report of a revision reaches the shop, for the first time or again.
    Arrives(usize),
}

impl ReferenceStateMachine for Provider {
    type State = Self;
    type Transition = Happens;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self { history: vec![PaymentStatus::ActionRequired], heard: 0 }).boxed()
    }

    fn transitions(state: &Self) -> BoxedStrategy<Happens> {
        use PaymentStatus as S;
        let now = *state.history.last().unwrap();
        let moves: Vec<S> = [
            S::Processing,
            S::Authorised,
            S::Captured,
            S::Declined,
            S::Voided,
            S::Expired,
            S::PartlyRefunded,
            S::Refunded,
        ]
        .into_iter()
        .filter(|to| payment_moves(now, *to) && *to != now)
        .collect();
        let arrives = (0..state.history.len()).prop_map(Happens::Arrives);
        if moves.is_empty() {
            arrives.boxed()
        } else {
            prop_oneof![2 => prop::sample::select(moves).prop_map(Happens::Moves), 3 => arrives].boxed()
        }
    }

    fn apply(mut state: Self, happens: &Happens) -> Self {
        match happens {
            Happens::Moves(to) => state.history.push(*to),
            Happens::Arrives(revision) => state.heard = state.heard.max(*revision),
        }
        state
    }

    fn preconditions(state: &Self, happens: &Happens) -> bool {
        match happens {
            Happens::Moves(to) => payment_moves(*state.history.last().unwrap(), *to),
            Happens::Arrives(revision) => *revision < state.history.len(),
        }
    }
}

/// A real server that all cases share, and its runtime.
fn world() -> &'static (Runtime, TestServer) {
    static WORLD: OnceLock<(Runtime, TestServer)> = OnceLock::new();
    WORLD.get_or_init(|| {
        let runtime = Runtime::new().unwrap();
        let server = runtime.block_on(shop::start());
        (runtime, server)
    })
}

/// One attempt at the shop.
struct Shop {
    buyer: Buyer<'static>,
    order: OrderId,
    payment: PaymentAttempt,
    /// The provider's words, to be varied.
    words: Value,
    secret: String,
    version: u64,
}

impl Shop {
    async fn hear(&self, revision: usize, status: PaymentStatus) {
        static REPORT: AtomicU64 = AtomicU64::new(0);
        let mut payment = self.words.clone();
        let amount = self.payment.amount.minor;
        let taken = matches!(
            status,
            PaymentStatus::Captured | PaymentStatus::PartlyRefunded | PaymentStatus::Refunded
        );
        payment["revision"] = json!(revision + 1);
        payment["status"] = json!(status);
        payment["captured"]["minor"] = json!(if taken { amount } else { 0 });
        payment["refunded"]["minor"] = json!(match status {
            PaymentStatus::Refunded => amount,
            PaymentStatus::PartlyRefunded => amount / 2,
            _ => 0,
        });
        let id = format!("we_machine_{}", REPORT.fetch_add(1, Ordering::Relaxed));
        let forger = Forger { server: self.buyer.server, secret: self.secret.clone() };
        assert_eq!(forger.say(&json!({ "id": id, "payment": payment })).await, 204);
    }
}

struct AttemptTest;

impl StateMachineTest for AttemptTest {
    type SystemUnderTest = Shop;
    type Reference = Provider;

    fn init_test(_: &Provider) -> Shop {
        let (runtime, server) = world();
        runtime.block_on(async {
            let buyer = Buyer::new(server).await;
            let order = buyer.order(BOOK, 1).await;
            let payment = buyer.pay(&order.id).await;
            let words = at_provider(&Merchant::new(server).await, &payment).await;
            let secret = setting(server, "webhook_secret").await;
            Shop { buyer, order: order.id, payment, words, secret, version: 0 }
        })
    }

    fn apply(mut shop: Shop, state: &Provider, happens: Happens) -> Shop {
        if let Happens::Arrives(revision) = happens {
            let (runtime, _) = world();
            runtime.block_on(async {
                shop.hear(revision, state.history[revision]).await;
                let payment = shop.buyer.read_payment(&shop.payment.id).await;
                let order = shop.buyer.read_order(&shop.order).await;
                let newest = state.history[state.heard];
                let confirmed = payment.status == PaymentStatus::Expired && newest == PaymentStatus::Voided;
                assert!(payment.status == newest || confirmed, "{:?} is not {newest:?}", payment.status);
                assert!(payment.refunded.minor <= payment.captured.minor);
                assert!(payment.captured.minor <= payment.amount.minor);
                let version: u64 = payment.version.0.parse().unwrap();
                assert!(version >= shop.version, "versions only grow");
                shop.version = version;
                // Whoever has paid and has not got the money back has the goods.
                if payment.status == PaymentStatus::Captured {
                    assert_eq!(order.status, OrderStatus::Paid);
                }
                if payment.captured.minor == 0 {
                    assert_eq!(order.status, OrderStatus::PendingPayment);
                }
            });
        }
        shop
    }

    fn teardown(shop: Shop, _: Provider) {
        let (runtime, _) = world();
        // Gives the book back for the next case, unless the money went back already.
        runtime.block_on(async {
            let order = shop.buyer.read_order(&shop.order).await;
            let _ = shop.buyer.cancel(&order).await;
        });
    }
}

prop_state_machine! {
    #![proptest_config(Config { cases: 24, failure_persistence: None, max_shrink_iters: 200, ..Config::default() })]

    #[test]
    fn x_state_an_attempt_is_where_its_newest_report_says_whatever_the_network_does(sequential 1..12 => AttemptTest);
}
