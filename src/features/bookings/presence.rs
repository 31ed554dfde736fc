//! Whether the page that holds a time is there: the shop is told when it goes, and when it is back (O2O-06).

use super::own_booking::OwnBooking;
use super::standing::{Standing, runs_until};
use crate::{
    data::{spawn, use_runtime},
    platform::page,
};
use fivefold_api::endpoints::PutPresence;
use fivefold_api::http;
use fivefold_api::model::{Booking, Presence};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// Says for as long as this component lives that the page is there, and when it goes that it is not, unless it goes on
/// to pay.
pub fn use_presence(own: OwnBooking, is_paying: Memo<bool>) {
    let port = http::bookings(use_runtime().client());
    let id = own.id();
    let say = Callback::new(move |is_here: bool| {
        let said = port.presence(PutPresence { id: id.clone(), presence: Presence { is_here } });
        spawn(async move {
            if let (Ok(booking), true) = (said.await, is_here) {
                take_news(own, &booking);
            }
        });
    });
    // What is read when the page goes must not depend on what has gone before it.
    let is_kept = StoredValue::new(false);
    Effect::new(move |_| is_kept.set_value(own.stands.get() == Standing::Held && !is_paying.get()));
    let is_gone = StoredValue::new(false);
    let leave = move || {
        if is_kept.try_with_value(|is_kept| *is_kept) == Some(true) {
            is_gone.set_value(true);
            let _ = say.try_run(false);
        }
    };
    let back = move || {
        if is_gone.try_update_value(std::mem::take) == Some(true) {
            let _ = say.try_run(true);
        }
    };
    let _ = StoredValue::new((page::on_leave(leave), page::on_wake(back)));
    on_cleanup(leave);
    say.run(true);
    // Another tab with the same hold may have gone, which ends no hold of this one.
    let ends = own.part(|booking| booking.hold.as_ref().and_then(runs_until));
    Effect::new(move |before: Option<Option<Instant>>| {
        let now = ends.get();
        if let (Some(Some(before)), Some(now)) = (before, now)
            && now < before
        {
            say.run(true);
        }
        now
    });
}

/// The answer may know more than the page.
fn take_news(own: OwnBooking, booking: &Booking) {
    let known = own.booking.try_with_untracked(|known| known.version == booking.version);
    if known == Some(false) {
        own.query.refetch();
    }
}
