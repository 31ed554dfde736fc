//! What a payment attempt means to the buyer, and what can be done about it. Plain rules.

use fivefold_api::model::{DeclineReason, OrderAction, PaymentAttempt, PaymentStatus};

/// After this many declines another way to pay is suggested (B2C-18).
const MANY_DECLINES: usize = 3;

/// Where an attempt stands, as the buyer is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// The provider has said nothing yet: the buyer may have paid or may still be about to.
    Silent,
    /// The provider is thinking.
    Processing,
    /// The money is set aside or taken.
    Paid,
    /// Refused.
    Declined(Decline),
    /// Called off before anything was taken.
    Voided,
    /// Nobody acted in time.
    Expired,
    /// Taken, and a part of it given back.
    PartlyRefunded,
    /// Taken and given back.
    Refunded,
    /// A status of a newer shop: it is shown and nothing is offered.
    Unknown,
}

/// Why an attempt was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decline {
    /// Not enough money.
    Funds,
    /// The card has run out.
    ExpiredCard,
    /// The bank did not believe who it was.
    Authentication,
    /// No reason given, or one of a newer shop.
    Other,
}

/// What an attempt means.
#[must_use]
pub fn story_of(attempt: &PaymentAttempt) -> Story {
    match attempt.status {
        PaymentStatus::ActionRequired => Story::Silent,
        PaymentStatus::Processing => Story::Processing,
        PaymentStatus::Authorised | PaymentStatus::Captured => Story::Paid,
        PaymentStatus::Declined => Story::Declined(match attempt.decline {
            Some(DeclineReason::InsufficientFunds) => Decline::Funds,
            Some(DeclineReason::ExpiredCard) => Decline::ExpiredCard,
            Some(DeclineReason::AuthenticationFailed) => Decline::Authentication,
            _ => Decline::Other,
        }),
        PaymentStatus::Voided => Story::Voided,
        PaymentStatus::Expired => Story::Expired,
        PaymentStatus::PartlyRefunded => Story::PartlyRefunded,
        PaymentStatus::Refunded => Story::Refunded,
        _ => Story::Unknown,
    }
}

impl Story {
    /// Whether the attempt may still change by itself, so that the page waits for it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Silent | Self::Processing)
    }

    /// Whether it ended without money being taken.
    #[must_use]
    pub const fn is_unpaid(self) -> bool {
        matches!(self, Self::Declined(_) | Self::Voided | Self::Expired)
    }
}

/// Whether another way to pay should be suggested: three attempts were declined.
#[must_use]
pub fn suggests_another_method(attempts: &[PaymentAttempt]) -> bool {
    attempts.iter().filter(|attempt| attempt.status == PaymentStatus::Declined).count() >= MANY_DECLINES
}

/// The way to pay that is offered first: the last one; after three declines the one that was declined least.
#[must_use]
pub fn offered_method(attempts: &[PaymentAttempt], methods: &[String]) -> Option<String> {
    let declines = |method: &String| {
        let declined = attempts.iter().filter(|attempt| attempt.status == PaymentStatus::Declined);
        declined.filter(|attempt| attempt.method.0 == *method).count()
    };
    let last = attempts.first().map(|attempt| attempt.method.0.clone()).filter(|last| methods.contains(last));
    match last {
        Some(last) if !suggests_another_method(attempts) => Some(last),
        Some(_) => methods.iter().min_by_key(|method| declines(method)).cloned(),
        None => methods.first().cloned(),
    }
}

/// The attempt that stands in the way of another one: the newest that is still open.
#[must_use]
pub fn open_attempt(attempts: &[PaymentAttempt]) -> Option<&PaymentAttempt> {
    attempts.iter().find(|attempt| fivefold_api::rules::is_open(attempt.status))
}

/// Whether the shop lets the order be paid now. What the shop says wins over what we would guess.
#[must_use]
pub fn can_pay(actions: &[OrderAction]) -> bool {
    actions.contains(&OrderAction::Pay)
}

#[cfg(test)]
pub mod fixtures {
    use super::*;
    use fivefold_api::model::PaymentSubject;
    use fivefold_api::vocabulary::{Currency, Instant, Money, Version};

    /// An attempt with a status.
    pub fn attempt(status: PaymentStatus, method: &str) -> PaymentAttempt {
        let euros = |minor| Money::new(minor, Currency::iso("EUR").unwrap());
        PaymentAttempt {
            id: "p_1".into(),
            subject: PaymentSubject::Order { id: "o_1".into() },
            version: Version("1".to_owned()),
            status,
            method: method.into(),
            amount: euros(1490),
            captured: euros(0),
            refunded: euros(0),
            action: None,
            decline: None,
            created_at: Instant::from_millis(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fixtures::attempt;
    use super::*;

    fn methods() -> Vec<String> {
        vec!["card".to_owned(), "wallet".to_owned()]
    }

    #[test]
    fn x_state_every_status_has_a_story_and_only_open_ones_are_waited_for() {
        use PaymentStatus as S;
        for status in [
            S::ActionRequired,
            S::Processing,
            S::Authorised,
            S::Captured,
            S::Declined,
            S::Voided,
            S::Expired,
            S::PartlyRefunded,
            S::Refunded,
            S::Unknown,
        ] {
            let story = story_of(&attempt(status, "card"));
            assert_eq!(story.is_open(), matches!(status, S::ActionRequired | S::Processing), "{status:?}");
            assert!(!(story.is_open() && story.is_unpaid()));
            assert_eq!(story == Story::Unknown, status == S::Unknown);
        }
    }

    #[test]
    fn b2c_18_a_reason_that_we_do_not_know_is_a_plain_decline() {
        let mut declined = attempt(PaymentStatus::Declined, "card");
        for (reason, told) in [
            (None, Decline::Other),
            (Some(DeclineReason::Unknown), Decline::Other),
            (Some(DeclineReason::InsufficientFunds), Decline::Funds),
            (Some(DeclineReason::ExpiredCard), Decline::ExpiredCard),
            (Some(DeclineReason::AuthenticationFailed), Decline::Authentication),
        ] {
            declined.decline = reason;
            assert_eq!(story_of(&declined), Story::Declined(told));
        }
    }

    #[test]
    fn b2c_18_three_declines_suggest_another_method_and_two_do_not() {
        let declined = attempt(PaymentStatus::Declined, "card");
        let two = vec![declined.clone(); 2];
        assert!(!suggests_another_method(&two));
        assert_eq!(offered_method(&two, &methods()).as_deref(), Some("card"));
        let three = vec![declined; 3];
        assert!(suggests_another_method(&three));
        assert_eq!(offered_method(&three, &methods()).as_deref(), Some("wallet"));
        // An attempt with the other one that was called off does not bring the declined one back.
        let mut called_off = vec![attempt(PaymentStatus::Voided, "wallet")];
        called_off.extend(three.clone());
        assert_eq!(offered_method(&called_off, &methods()).as_deref(), Some("wallet"));
        // The only method there is stays on offer: the order is never locked.
        assert_eq!(offered_method(&three, &["card".to_owned()]).as_deref(), Some("card"));
    }

    #[test]
    fn a_method_that_is_no_longer_offered_gives_way_to_the_first() {
        let old = [attempt(PaymentStatus::Expired, "cheque")];
        assert_eq!(offered_method(&old, &methods()).as_deref(), Some("card"));
        assert_eq!(offered_method(&old, &[]), None);
    }

    #[test]
    fn b2c_17_the_attempt_that_may_still_take_money_is_the_open_one() {
        let attempts =
            [attempt(PaymentStatus::Declined, "card"), attempt(PaymentStatus::ActionRequired, "wallet")];
        assert_eq!(open_attempt(&attempts).map(|attempt| attempt.method.as_str()), Some("wallet"));
        assert_eq!(open_attempt(&attempts[..1]), None);
    }
}
