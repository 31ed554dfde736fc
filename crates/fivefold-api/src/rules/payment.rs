//! The lifecycle of a payment attempt.

use crate::model::PaymentStatus;

/// Whether an attempt may move from one status to the other. A late success is a move like any
/// other: an attempt that was given up may still be captured by the provider, and what then happens
/// to the money is decided by whoever owns the subject.
#[must_use]
pub const fn payment_moves(from: PaymentStatus, to: PaymentStatus) -> bool {
    use PaymentStatus as S;
    match from {
        S::ActionRequired => {
            matches!(to, S::Processing | S::Authorised | S::Captured | S::Declined | S::Voided | S::Expired)
        }
        S::Processing => matches!(to, S::Authorised | S::Captured | S::Declined | S::Voided | S::Expired),
        S::Authorised => matches!(to, S::Captured | S::Voided | S::Expired),
        S::Captured | S::PartlyRefunded => matches!(to, S::PartlyRefunded | S::Refunded),
        S::Expired => matches!(to, S::Authorised | S::Captured | S::Voided),
        S::Voided | S::Declined | S::Refunded | S::Unknown => false,
    }
}

/// Whether the attempt may still take the buyer's money without a further step of the shop.
#[must_use]
pub const fn is_open(status: PaymentStatus) -> bool {
    matches!(status, PaymentStatus::ActionRequired | PaymentStatus::Processing | PaymentStatus::Authorised)
}

/// Whether money was taken and not all given back.
#[must_use]
pub const fn is_paid(status: PaymentStatus) -> bool {
    matches!(status, PaymentStatus::Captured | PaymentStatus::PartlyRefunded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use PaymentStatus as S;

    #[test]
    fn x_state_money_that_went_back_never_comes_again() {
        for to in [S::ActionRequired, S::Processing, S::Authorised, S::Captured, S::PartlyRefunded] {
            assert!(!payment_moves(S::Refunded, to));
            assert!(!payment_moves(S::Voided, to));
            assert!(!payment_moves(S::Declined, to));
        }
    }

    #[test]
    fn x_state_an_unknown_status_allows_nothing() {
        for to in [S::Captured, S::Voided, S::Refunded] {
            assert!(!payment_moves(S::Unknown, to));
        }
    }
}
