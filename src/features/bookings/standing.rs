//! What a booking means to the person who has it: where it stands, and until when something has to be done. Plain rules;
//! the shop decides with the same.

use fivefold_api::model::{Booking, BookingAction, BookingStatus, Hold, HoldState};
use fivefold_api::vocabulary::Instant;

/// Where a booking stands, as its owner is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The time is kept while it is being booked.
    Held,
    /// The hold has run out while a payment is being confirmed, and has been given a little more time.
    Confirming,
    /// It was not paid in time, and nothing was charged.
    NotPaid,
    /// It was given up before it was paid.
    LetGo,
    /// The time is the person's.
    Confirmed,
    /// Money that came too late is on its way back (O2O-08).
    ComingBack,
    /// Money that came too late is back.
    Back,
    /// The person has cancelled it.
    Cancelled,
    /// The venue has cancelled it.
    CancelledByVenue,
    /// The voucher was used.
    Fulfilled,
    /// Nobody came.
    NoShow,
    /// Something that only the shop knows: it is shown, and nothing is offered.
    Unknown,
}

/// Where a booking stands.
pub const fn standing(booking: &Booking) -> Standing {
    match booking.status {
        BookingStatus::Held if booking.in_grace => Standing::Confirming,
        BookingStatus::Held => Standing::Held,
        BookingStatus::HoldExpired => Standing::NotPaid,
        BookingStatus::LetGo => Standing::LetGo,
        BookingStatus::Confirmed => Standing::Confirmed,
        BookingStatus::Returning => Standing::ComingBack,
        BookingStatus::Returned => Standing::Back,
        BookingStatus::Cancelled => Standing::Cancelled,
        BookingStatus::CancelledByVenue => Standing::CancelledByVenue,
        BookingStatus::Fulfilled => Standing::Fulfilled,
        BookingStatus::NoShow => Standing::NoShow,
        _ => Standing::Unknown,
    }
}

impl Standing {
    /// Whether it interrupts a listener when a booking comes to stand like this: a hold that ran out (X-A11Y).
    pub const fn is_urgent(self) -> bool {
        matches!(self, Self::NotPaid | Self::ComingBack)
    }

    /// Whether the time was held and never paid, so that the same one may be had still.
    pub const fn is_lost(self) -> bool {
        matches!(self, Self::NotPaid | Self::LetGo)
    }

    /// Whether the time is not the person's yet, or never was.
    pub const fn is_unbooked(self) -> bool {
        matches!(self, Self::Held | Self::Confirming) || self.is_lost()
    }
}

/// Whether the shop lets somebody do something with a booking. What only the shop understands is only read (X-STATE).
pub fn may(booking: &Booking, action: BookingAction) -> bool {
    standing(booking) != Standing::Unknown && booking.allowed_actions.contains(&action)
}

/// Until when its owner has to do something: what all countdowns of a booking count down to (O2O-06, O2O-13).
pub fn due(booking: &Booking) -> Option<Instant> {
    match booking.status {
        BookingStatus::Held => booking.hold.as_ref().and_then(runs_until),
        BookingStatus::Confirmed => booking.change.as_ref().and_then(|change| runs_until(&change.hold)),
        _ => None,
    }
}

/// When a hold ends; a hold that is over ends no more.
pub fn runs_until(hold: &Hold) -> Option<Instant> {
    (hold.state == HoldState::Active).then_some(hold.expires_at)
}

#[cfg(test)]
#[path = "standing_tests.rs"]
pub mod tests;
