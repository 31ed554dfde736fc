//! What is told to whom: `service/{id}` hears on which dates its times have changed, and `me` of one's own bookings.

use super::{availability, booking_views, times};
use crate::{
    buying::facts::me,
    problem::{Answer, Refused},
    store::{
        WriteTx,
        bookings::{BookedTimeRow, BookingRow},
        services,
        words::word,
    },
};
use fivefold_api::{
    model::{Booking, BookingFact, SlotsFact},
    vocabulary::{Date, Instant},
};

/// The topic of a service's times.
pub(super) fn topic(service: &str) -> String {
    format!("service/{service}")
}

/// Tells that somebody's time is taken or free again: all services that they do hear of it.
pub(super) async fn slots(tx: &mut WriteTx, row: &BookedTimeRow) -> Answer<()> {
    let mut concerned = services::services_of_staff(tx, &row.resource).await?;
    if concerned.is_empty() {
        concerned.push(row.service.clone());
    }
    for id in concerned {
        let Some(service) = services::find(tx, &id).await? else { continue };
        let venue = services::venue(tx, &service.venue).await?;
        let venue = venue.ok_or_else(|| Refused::internal("a service has no venue"))?;
        let zone = times::zone(&venue.zone)?;
        // A time that begins the evening before or the next morning may be in the way of this one.
        let [first, last] = availability::in_the_way(&service, row.blocked_from, row.blocked_until)
            .map(|at| times::date_of(&zone, at).days());
        let fact =
            SlotsFact { service: id.as_str().into(), dates: (first..=last).map(Date::from_days).collect() };
        tx.publish(&topic(&id), "slots", &fact).await?;
    }
    Ok(())
}

/// Tells somebody where their booking stands, and nobody else.
pub(super) async fn booking(tx: &mut WriteTx, row: &BookingRow, now: Instant) -> Answer<()> {
    let kind = format!("booking_{}", word(&row.status)?);
    tell(tx, row, &kind, now).await
}

/// Tells somebody that the money of their booking has moved.
pub(super) async fn money(tx: &mut WriteTx, row: &BookingRow, now: Instant) -> Answer<()> {
    tell(tx, row, "booking_money", now).await
}

/// Tells somebody that another time is held for their booking, or is no longer.
pub(super) async fn change(tx: &mut WriteTx, row: &BookingRow, now: Instant) -> Answer<()> {
    tell(tx, row, "booking_change", now).await
}

async fn tell(tx: &mut WriteTx, row: &BookingRow, kind: &str, now: Instant) -> Answer<()> {
    // Facts are kept: what opens a booking or lets somebody in is asked for.
    let booking = Booking {
        token: None,
        contact: None,
        calendar: None,
        voucher: None,
        ..booking_views::own(tx, row, now).await?
    };
    let fact = BookingFact { title: booking.title.clone(), booking };
    tx.publish(&me(&row.session), kind, &fact).await?;
    Ok(())
}
