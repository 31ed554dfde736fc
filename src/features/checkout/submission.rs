//! What happens between the press on "Pay" and the payment page (B2C-15, B2C-16). Plain rules: the page asks,
//! sends and shows.
//!
//! **Invariant**: an order is placed only straight after the checkout was asked for anew and nothing differed
//! from what the buyer agreed to, and never while another press is still being worked on.

use super::changes::Changes;
use fivefold_api::error::ApiError;
use fivefold_api::model::{CartLineState, Checkout, CheckoutStep, LineProblem, PlaceOrder, ProblemKind};
use fivefold_api::vocabulary::OrderId;

/// Where the purchase stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Submission {
    /// Nothing was pressed.
    Idle,
    /// What was typed is being saved and the total asked for once more. The buyer agreed to this.
    Refreshing(Box<Checkout>),
    /// The order is on its way.
    Placing(Box<Checkout>),
    /// No answer came; the shop is being asked what became of the order.
    Unknown(Box<Checkout>),
    /// The order is there; its payment is being started.
    Paying(OrderId),
    /// It cannot go on like this, and nothing was charged.
    Blocked(Block),
}

/// Why it cannot go on.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Something differs from what was agreed to. It goes on when the buyer agrees to `now`.
    Changed {
        /// What differs.
        changes: Box<Changes>,
        /// The checkout as it is.
        now: Box<Checkout>,
    },
    /// Lines that cannot be had any more.
    OutOfStock(Vec<LineProblem>),
    /// The delivery offer has run out.
    DeliveryExpired,
    /// Something is missing.
    Incomplete(Vec<CheckoutStep>),
    /// Another order of this cart is being paid.
    PaymentOpen(OrderId),
    /// The shop refused, or cannot be reached.
    Failed(ApiError),
}

impl Block {
    /// The lines of a checkout that cannot be bought, if there are any.
    pub fn gone(checkout: &Checkout) -> Option<Self> {
        let gone: Vec<_> = checkout
            .lines
            .iter()
            .filter(|line| line.state != CartLineState::Buyable)
            .map(|line| LineProblem {
                variant: line.variant.clone(),
                available: line.stock.available,
                was: None,
                now: None,
            })
            .collect();
        (!gone.is_empty()).then_some(Self::OutOfStock(gone))
    }
}

/// What the page shall do next.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// Nothing.
    Rest,
    /// Save what is typed and ask for the checkout anew.
    Refresh,
    /// Send the order.
    Place(PlaceOrder),
    /// Start the payment of the order.
    Pay(OrderId),
}

/// What became of the order that was sent.
#[derive(Debug, Clone, PartialEq)]
pub enum OrderNews {
    /// Nobody knows yet.
    Unknown,
    /// It is there.
    Placed(OrderId),
    /// It is not, and will not be.
    Refused(ApiError),
}

impl Submission {
    /// Whether "Pay" is busy.
    pub fn is_busy(&self) -> bool {
        !matches!(self, Self::Idle | Self::Blocked(_))
    }

    /// Whether "Pay" waits for the buyer to agree to what has changed.
    pub fn waits_for_agreement(&self) -> bool {
        matches!(self, Self::Blocked(Block::Changed { .. }))
    }

    /// "Pay" was pressed by somebody who sees `shown`. What has changed is agreed to on purpose, not with a
    /// second press on the same button.
    pub fn press(&mut self, shown: &Checkout) -> Task {
        if self.is_busy() || self.waits_for_agreement() {
            return Task::Rest;
        }
        *self = Self::Refreshing(Box::new(shown.clone()));
        Task::Refresh
    }

    /// The buyer agrees to what has changed.
    pub fn agree(&mut self) -> Task {
        match self {
            Self::Blocked(Block::Changed { now, .. }) => {
                *self = Self::Refreshing(now.clone());
                Task::Refresh
            }
            _ => Task::Rest,
        }
    }

    /// Somebody else has changed the checkout while the buyer looked at `seen`. What the button says is not
    /// changed under their finger: they agree to it first.
    pub fn overtaken(&mut self, seen: &Checkout, now: &Checkout) {
        let shows_total =
            |checkout: &Checkout| checkout.missing.is_empty() && Block::gone(checkout).is_none();
        // Another currency is the buyer's own choice.
        let is_comparable = seen.totals.total.currency == now.totals.total.currency;
        if self.is_busy()
            || self.waits_for_agreement()
            || !is_comparable
            || !shows_total(seen)
            || !shows_total(now)
        {
            return;
        }
        let changes = Changes::between(seen, now);
        if !changes.is_empty() {
            *self = Self::Blocked(Block::Changed { changes: Box::new(changes), now: Box::new(now.clone()) });
        }
    }

    /// The answer to [`Task::Refresh`].
    pub fn refreshed(&mut self, answer: Result<Checkout, ApiError>) -> Task {
        let Self::Refreshing(agreed) = self else { return Task::Rest };
        let now = match answer {
            Ok(now) => now,
            Err(error) => {
                *self = Self::Blocked(Block::Failed(error));
                return Task::Rest;
            }
        };
        // There is nothing to agree to while something cannot be bought at all.
        if let Some(gone) = Block::gone(&now) {
            *self = Self::Blocked(gone);
            return Task::Rest;
        }
        let changes = Changes::between(agreed, &now);
        if !changes.is_empty() {
            *self = Self::Blocked(Block::Changed { changes: Box::new(changes), now: Box::new(now) });
            return Task::Rest;
        }
        if !now.missing.is_empty() {
            *self = Self::Blocked(Block::Incomplete(now.missing));
            return Task::Rest;
        }
        let order = PlaceOrder { checkout_version: now.version.clone(), expected_total: now.totals.total };
        *self = Self::Placing(agreed.clone());
        Task::Place(order)
    }

    /// News of the order.
    pub fn order(&mut self, news: OrderNews) -> Task {
        let (Self::Placing(agreed) | Self::Unknown(agreed)) = self else { return Task::Rest };
        let agreed = agreed.clone();
        match news {
            OrderNews::Unknown => {
                *self = Self::Unknown(agreed);
                Task::Rest
            }
            OrderNews::Placed(order) => {
                *self = Self::Paying(order.clone());
                Task::Pay(order)
            }
            OrderNews::Refused(error) => {
                let problem = error.problem();
                match problem.map(|problem| problem.kind) {
                    // The shop says that something differs; what exactly, the checkout tells.
                    Some(ProblemKind::PriceChanged | ProblemKind::VersionConflict) => {
                        *self = Self::Refreshing(agreed);
                        Task::Refresh
                    }
                    Some(ProblemKind::OutOfStock) => {
                        let lines = problem.map(|problem| problem.lines.clone()).unwrap_or_default();
                        self.block(Block::OutOfStock(lines))
                    }
                    Some(ProblemKind::DeliveryExpired) => self.block(Block::DeliveryExpired),
                    Some(ProblemKind::CheckoutIncomplete) => self.block(Block::Incomplete(Vec::new())),
                    Some(ProblemKind::PaymentOpen) => {
                        match problem.and_then(|problem| problem.order.clone()) {
                            Some(order) => self.block(Block::PaymentOpen(order)),
                            None => self.block(Block::Failed(error)),
                        }
                    }
                    _ => self.block(Block::Failed(error)),
                }
            }
        }
    }

    /// The payment could not be started; the order stands and can be paid on its own page.
    pub fn payment_ended(&mut self) {
        if let Self::Paying(_) = self {
            *self = Self::Idle;
        }
    }

    /// The shop has never seen the order and it is too old to be sent again.
    pub fn forgotten(&mut self) {
        if let Self::Unknown(_) = self {
            *self = Self::Idle;
        }
    }

    /// The buyer has changed something, so the reason to stop may be gone.
    pub fn edited(&mut self) {
        if let Self::Blocked(_) = self {
            *self = Self::Idle;
        }
    }

    fn block(&mut self, block: Block) -> Task {
        *self = Self::Blocked(block);
        Task::Rest
    }
}

#[cfg(test)]
mod tests {
    use super::super::changes::fixtures::{checkout, line};
    use super::*;
    use fivefold_api::model::Problem;
    use proptest::prelude::*;

    fn refused(kind: ProblemKind) -> ApiError {
        ApiError::Rejected(Box::new(Problem::new(kind, 409, "no")))
    }

    fn seen() -> Checkout {
        checkout(vec![line("a", 1, 1000)], Some(490))
    }

    fn dearer() -> Checkout {
        checkout(vec![line("a", 1, 1001)], Some(490))
    }

    #[test]
    fn b2c_15_while_a_press_is_worked_on_further_presses_do_nothing() {
        let mut submission = Submission::Idle;
        assert_eq!(submission.press(&seen()), Task::Refresh);
        assert_eq!(submission.press(&seen()), Task::Rest);
        assert!(matches!(submission.refreshed(Ok(seen())), Task::Place(_)));
        assert_eq!(submission.press(&seen()), Task::Rest);
        assert_eq!(submission.refreshed(Ok(seen())), Task::Rest);
        assert_eq!(submission.order(OrderNews::Unknown), Task::Rest);
        assert!(submission.is_busy());
        assert_eq!(submission.press(&seen()), Task::Rest);
        assert_eq!(submission.order(OrderNews::Placed("o_1".into())), Task::Pay("o_1".into()));
        assert_eq!(submission.press(&seen()), Task::Rest);
    }

    #[test]
    fn b2c_16_a_change_made_elsewhere_while_the_total_is_shown_is_agreed_to_first() {
        let mut submission = Submission::Idle;
        submission.overtaken(&seen(), &seen());
        assert_eq!(submission, Submission::Idle);
        submission.overtaken(&seen(), &dearer());
        assert!(submission.waits_for_agreement());
        assert_eq!(submission.press(&dearer()), Task::Rest);
        assert_eq!(submission.agree(), Task::Refresh);
        // A press that is being worked on finds out for itself.
        submission.overtaken(&seen(), &dearer());
        assert!(matches!(submission, Submission::Refreshing(_)));
    }

    #[test]
    fn b2c_16_a_total_that_was_not_shown_yet_needs_no_agreement() {
        let mut incomplete = seen();
        incomplete.missing = vec![CheckoutStep::Delivery];
        let mut submission = Submission::Idle;
        submission.overtaken(&incomplete, &dearer());
        submission.overtaken(&seen(), &incomplete);
        assert_eq!(submission, Submission::Idle);
    }

    #[test]
    fn b2c_16_one_minor_unit_more_blocks_until_it_is_agreed_to() {
        let mut submission = Submission::Idle;
        submission.press(&seen());
        assert_eq!(submission.refreshed(Ok(dearer())), Task::Rest);
        let Submission::Blocked(Block::Changed { changes, .. }) = &submission else {
            panic!("{submission:?}")
        };
        assert_eq!(changes.total.map(|(was, now)| now.minor - was.minor), Some(1));
        assert_eq!(submission.press(&dearer()), Task::Rest);
        assert_eq!(submission.agree(), Task::Refresh);
        let Task::Place(order) = submission.refreshed(Ok(dearer())) else { panic!("not placed") };
        assert_eq!(order.expected_total, dearer().totals.total);
    }

    #[test]
    fn b2c_16_a_price_that_changes_at_the_last_moment_is_shown_line_by_line() {
        let mut submission = Submission::Idle;
        submission.press(&seen());
        submission.refreshed(Ok(seen()));
        let news = OrderNews::Refused(refused(ProblemKind::PriceChanged));
        assert_eq!(submission.order(news), Task::Refresh);
        submission.refreshed(Ok(dearer()));
        assert!(matches!(submission, Submission::Blocked(Block::Changed { .. })));
    }

    #[test]
    fn x_state_each_refusal_has_its_own_way_on() {
        let block = |error: ApiError| {
            let mut submission = Submission::Placing(Box::new(seen()));
            submission.order(OrderNews::Refused(error));
            submission
        };
        assert_eq!(block(refused(ProblemKind::DeliveryExpired)), Submission::Blocked(Block::DeliveryExpired));
        assert_eq!(
            block(refused(ProblemKind::OutOfStock)),
            Submission::Blocked(Block::OutOfStock(Vec::new()))
        );
        let mut open = Problem::new(ProblemKind::PaymentOpen, 409, "open");
        open.order = Some("o_1".into());
        assert_eq!(
            block(ApiError::Rejected(Box::new(open))),
            Submission::Blocked(Block::PaymentOpen("o_1".into()))
        );
        let unknown = refused(ProblemKind::Unknown);
        assert_eq!(block(unknown.clone()), Submission::Blocked(Block::Failed(unknown)));
    }

    #[test]
    fn b2c_05_what_sold_out_meanwhile_is_named_and_nothing_is_offered_to_agree_to() {
        let mut submission = Submission::Idle;
        let mut gone = seen();
        gone.lines[0].state = CartLineState::SoldOut;
        submission.press(&seen());
        assert_eq!(submission.refreshed(Ok(gone)), Task::Rest);
        let Submission::Blocked(Block::OutOfStock(lines)) = &submission else { panic!("{submission:?}") };
        assert_eq!(lines[0].variant, "a".into());
        assert_eq!(submission.agree(), Task::Rest);
    }

    #[test]
    fn an_incomplete_checkout_is_not_sent() {
        let mut submission = Submission::Idle;
        let mut incomplete = seen();
        incomplete.missing.push(CheckoutStep::Delivery);
        submission.press(&incomplete);
        assert_eq!(submission.refreshed(Ok(incomplete)), Task::Rest);
        assert_eq!(submission, Submission::Blocked(Block::Incomplete(vec![CheckoutStep::Delivery])));
    }

    #[derive(Debug, Clone)]
    enum Event {
        Press(bool),
        Agree,
        Refreshed(bool),
        Lost,
        Order(OrderNews),
        Edited,
    }

    fn event() -> impl Strategy<Value = Event> {
        let kinds = prop::sample::select(vec![
            ProblemKind::PriceChanged,
            ProblemKind::OutOfStock,
            ProblemKind::DeliveryExpired,
            ProblemKind::PaymentOpen,
            ProblemKind::Unknown,
        ]);
        prop_oneof![
            any::<bool>().prop_map(Event::Press),
            Just(Event::Agree),
            any::<bool>().prop_map(Event::Refreshed),
            Just(Event::Lost),
            Just(Event::Order(OrderNews::Unknown)),
            Just(Event::Order(OrderNews::Placed("o_1".into()))),
            kinds.prop_map(|kind| Event::Order(OrderNews::Refused(refused(kind)))),
            Just(Event::Edited),
        ]
    }

    proptest! {
        #[test]
        fn b2c_15_b2c_16_an_order_is_placed_once_and_only_for_what_was_agreed_to(
            events in prop::collection::vec(event(), 0..40)
        ) {
            let mut submission = Submission::Idle;
            let pick = |is_dearer| if is_dearer { dearer() } else { seen() };
            // What the buyer has agreed to, and whether an order is on its way.
            let (mut agreed, mut is_placing) = (None, false);
            for event in events {
                let blocked = match &submission {
                    Submission::Blocked(Block::Changed { now, .. }) => Some(now.totals.total),
                    _ => None,
                };
                let task = match event.clone() {
                    Event::Press(is_dearer) => submission.press(&pick(is_dearer)),
                    Event::Agree => submission.agree(),
                    Event::Refreshed(is_dearer) => submission.refreshed(Ok(pick(is_dearer))),
                    Event::Lost => submission.refreshed(Err(ApiError::Unreachable)),
                    Event::Order(news) => {
                        let task = submission.order(news.clone());
                        if is_placing && news != OrderNews::Unknown {
                            is_placing = false;
                        }
                        task
                    }
                    Event::Edited => {
                        submission.edited();
                        Task::Rest
                    }
                };
                match (event, task) {
                    (Event::Press(is_dearer), Task::Refresh) => agreed = Some(pick(is_dearer).totals.total),
                    (Event::Agree, Task::Refresh) => agreed = blocked,
                    (Event::Refreshed(_), Task::Place(order)) => {
                        prop_assert_eq!(Some(order.expected_total), agreed);
                        prop_assert!(!is_placing);
                        is_placing = true;
                    }
                    (_, Task::Place(order)) => prop_assert!(false, "{order:?} out of nowhere"),
                    _ => {}
                }
            }
        }
    }
}
