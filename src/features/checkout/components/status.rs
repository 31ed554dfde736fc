//! Where an order stands, in words.

use super::super::promise::days;
use crate::{
    platform::intl,
    routes, text,
    ui::{Badge, LinkButton, Look, Notice, Tone},
};
use fivefold_api::model::{Order, OrderStatus, PaymentStatus};
use fivefold_api::rules::is_paid;
use fivefold_api::vocabulary::Money;
use fivefold_view::prelude::*;

/// The status as a label.
#[component]
pub fn StatusBadge(
    /// The status.
    status: OrderStatus,
) -> impl IntoView {
    let (tone, words) = label(status);
    view! { <Badge tone text=words.to_owned()/> }
}

fn label(status: OrderStatus) -> (Tone, &'static str) {
    use text::orders as words;
    let (tone, message) = match status {
        OrderStatus::PendingPayment => (Tone::Warning, &words::PAYMENT_DUE),
        OrderStatus::Committed => (Tone::Good, &words::COMMITTED),
        OrderStatus::OnAccount => (Tone::Good, &words::ON_ACCOUNT),
        OrderStatus::Paid => (Tone::Good, &words::PREPARING),
        OrderStatus::Dispatched => (Tone::Good, &words::SHIPPED),
        OrderStatus::Delivered => (Tone::Good, &words::DELIVERED),
        OrderStatus::Cancelled => (Tone::Plain, &words::CANCELLED),
        OrderStatus::Expired => (Tone::Plain, &words::EXPIRED),
        _ => (Tone::Plain, &words::UNKNOWN_STATUS),
    };
    (tone, message.get())
}

/// What the status means and what happens next.
#[component]
pub fn OrderState(
    /// The order.
    order: Order,
) -> impl IntoView {
    use text::orders as words;
    let arrival = days(&order.delivery.promise);
    // What is set aside for a seat that waits for a payment is one that the bank has refused to give.
    let is_authorised = order.group_buy.is_none()
        && order.payments.iter().any(|attempt| attempt.status == PaymentStatus::Authorised);
    let (tone, title, text) = match order.status {
        OrderStatus::PendingPayment if is_authorised => {
            (Tone::Good, words::THANKS.get(), words::AUTHORISED_TEXT.get().to_owned())
        }
        OrderStatus::PendingPayment => {
            (Tone::Accent, words::PAYMENT_DUE.get(), words::PAYMENT_DUE_TEXT.get().to_owned())
        }
        OrderStatus::Committed => {
            (Tone::Good, words::COMMITTED.get(), words::COMMITTED_TEXT.get().to_owned())
        }
        OrderStatus::OnAccount => (Tone::Good, words::THANKS.get(), words::on_account_text(&arrival)),
        OrderStatus::Paid => (Tone::Good, words::THANKS.get(), words::preparing_text(&arrival)),
        OrderStatus::Dispatched => (Tone::Good, words::SHIPPED.get(), words::shipped_text(&arrival)),
        OrderStatus::Delivered => {
            (Tone::Good, words::DELIVERED.get(), words::DELIVERED_TEXT.get().to_owned())
        }
        OrderStatus::Cancelled => (
            Tone::Plain,
            words::CANCELLED.get(),
            ended(&words::CANCELLED_TEXT, &words::CANCELLED_SEAT, &order),
        ),
        OrderStatus::Expired => {
            (Tone::Plain, words::EXPIRED.get(), ended(&words::EXPIRED_TEXT, &words::EXPIRED_SEAT, &order))
        }
        _ => (Tone::Plain, words::UNKNOWN_STATUS.get(), words::UNKNOWN_STATUS_TEXT.get().to_owned()),
    };
    let is_over = matches!(order.status, OrderStatus::Cancelled | OrderStatus::Expired);
    let to_group = order.group_buy.filter(|_| is_over).map(|id| {
        view! { <LinkButton look=Look::Strong href=routes::group_buy(&id)>{words::TO_GROUP.get()}</LinkButton> }
    });
    view! { <Notice tone title><p>{text}</p>{to_group}</Notice> }
}

/// How it ended, and what became of the money. Of a seat's its group-buy knows more (C2B-08).
fn ended(how: &text::Message, of_seat: &text::Message, order: &Order) -> String {
    if order.group_buy.is_some() {
        return of_seat.get().to_owned();
    }
    let money = match money(order) {
        Taken::Nothing => text::orders::NOTHING_CHARGED.get().to_owned(),
        Taken::GoesBack => text::orders::REFUND_COMING.get().to_owned(),
        Taken::WentBack(amount) => text::orders::refund_done(&intl::format_money(&amount)),
    };
    [how.get(), " ", &money].concat()
}

/// What became of the money of an order that is over.
#[derive(Debug, PartialEq)]
enum Taken {
    /// There was none.
    Nothing,
    /// It is there and goes back.
    GoesBack,
    /// It went back.
    WentBack(Money),
}

fn money(order: &Order) -> Taken {
    let refunded = order.payments.iter().map(|attempt| attempt.refunded).filter(|back| back.minor > 0);
    let refunded = refunded.reduce(|sum, back| sum.plus(back).unwrap_or(sum));
    if order
        .payments
        .iter()
        .any(|attempt| is_paid(attempt.status) || attempt.status == PaymentStatus::Authorised)
    {
        Taken::GoesBack
    } else {
        refunded.map_or(Taken::Nothing, Taken::WentBack)
    }
}

/// What would go back if the order were cancelled now: everything taken and not given back, and how it was
/// paid.
pub fn refundable(order: &Order) -> Option<(Money, String)> {
    let paid = order.payments.iter().find(|attempt| is_paid(attempt.status))?;
    let back = Money::new(0_i64.saturating_sub(paid.refunded.minor), paid.refunded.currency);
    Some((paid.captured.plus(back)?, paid.method.0.clone()))
}

#[cfg(test)]
mod tests {
    use super::super::super::changes::fixtures::{checkout, line, money as euros};
    use super::*;
    use fivefold_api::model::{PaymentAttempt, PaymentSubject};
    use fivefold_api::vocabulary::{Instant, Version};

    fn order(status: OrderStatus, payments: Vec<PaymentAttempt>) -> Order {
        let checkout = checkout(vec![line("a", 1, 1000)], Some(490));
        Order {
            id: "o_1".into(),
            number: "H-1".to_owned(),
            token: None,
            version: Version("1".to_owned()),
            status,
            placed_at: Instant::from_millis(0),
            lines: checkout.lines,
            lots: Vec::new(),
            group_buy: None,
            booking: None,
            quote: None,
            totals: checkout.totals,
            contact: None,
            address: None,
            delivery: checkout.delivery_options[0].clone(),
            hold: None,
            payments,
            allowed_actions: Vec::new(),
        }
    }

    fn attempt(status: PaymentStatus, captured: i64, refunded: i64) -> PaymentAttempt {
        PaymentAttempt {
            id: "p_1".into(),
            subject: PaymentSubject::Order { id: "o_1".into() },
            version: Version("1".to_owned()),
            status,
            method: "card".into(),
            amount: euros(1490),
            captured: euros(captured),
            refunded: euros(refunded),
            action: None,
            decline: None,
            created_at: Instant::from_millis(0),
        }
    }

    #[test]
    fn x_state_every_status_has_words_and_an_unknown_one_says_so() {
        use OrderStatus as S;
        for status in
            [S::PendingPayment, S::OnAccount, S::Paid, S::Dispatched, S::Delivered, S::Cancelled, S::Expired]
        {
            assert_ne!(label(status).1, label(S::Unknown).1);
        }
        assert!(label(S::Unknown).1.contains("does not know"));
    }

    #[test]
    fn b2c_21_the_refund_is_what_was_taken_and_not_given_back() {
        let partly = order(OrderStatus::Paid, vec![attempt(PaymentStatus::PartlyRefunded, 1490, 500)]);
        assert_eq!(refundable(&partly), Some((euros(990), "card".to_owned())));
        let unpaid = order(OrderStatus::PendingPayment, vec![attempt(PaymentStatus::Declined, 0, 0)]);
        assert_eq!(refundable(&unpaid), None);
    }

    #[test]
    fn c2b_08_an_order_of_a_seat_leaves_what_became_of_its_money_to_the_group_buy() {
        let words = |order: &Order| ended(&text::orders::EXPIRED_TEXT, &text::orders::EXPIRED_SEAT, order);
        let bought = order(OrderStatus::Expired, vec![attempt(PaymentStatus::Captured, 1490, 0)]);
        assert!(words(&bought).contains("stock"));
        let seat = words(&Order { group_buy: Some("g_1".into()), ..bought });
        assert!(!seat.contains("stock") && seat.contains("goes back"), "{seat}");
    }

    #[test]
    fn nothing_charged_is_said_only_when_nothing_was() {
        let over = |attempt| money(&order(OrderStatus::Cancelled, vec![attempt]));
        assert_eq!(over(attempt(PaymentStatus::Declined, 0, 0)), Taken::Nothing);
        assert_eq!(over(attempt(PaymentStatus::Authorised, 0, 0)), Taken::GoesBack);
        assert_eq!(over(attempt(PaymentStatus::Captured, 1490, 0)), Taken::GoesBack);
        assert_eq!(over(attempt(PaymentStatus::Refunded, 1490, 1490)), Taken::WentBack(euros(1490)));
    }
}
