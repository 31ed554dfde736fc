//! One booking, live: what its pages show of it, and what becomes of it said aloud.

use super::refusal::{Lost, Why};
use super::standing::{Standing, due, may, standing};
use super::words::told;
use crate::{
    data::{Query, Who, use_now, use_session, use_topic},
    platform::announce,
};
use fivefold_api::json::FromJson;
use fivefold_api::model::{Booking, BookingAction, BookingFact, Fact};
use fivefold_api::vocabulary::{BookingId, Instant};
use fivefold_view::prelude::*;

/// A booking as its page follows it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct OwnBooking {
    /// The booking.
    pub booking: Signal<Booking>,
    /// Asks for it.
    pub query: Query<Booking>,
    /// What time it is for the server.
    pub now: Signal<Option<Instant>>,
    /// Where it stands.
    pub stands: Memo<Standing>,
    /// Until when something has to be done.
    pub due: Memo<Option<Instant>>,
    /// The time that was refused, and what there is instead.
    pub refused: RwSignal<Option<Lost>>,
    /// Why the time was refused, while it is not the visitor's: the one thing that is said then (O2O-07).
    pub lost: Memo<Option<Why>>,
}

/// Follows a booking for as long as its page is there. The feed tells its owner only; whoever has the link asks when
/// they come back to the page.
pub fn use_own_booking(booking: Signal<Booking>, query: Query<Booking>) -> OwnBooking {
    let session = use_session();
    let stands = Memo::new(move |_| booking.with(standing));
    let refused = RwSignal::new(None::<Lost>);
    let id = booking.with_untracked(|booking| booking.id.clone());
    let on_fact = move |fact: &Fact| {
        if fact.kind.starts_with("booking_")
            && let Ok(news) = BookingFact::from_json(fact.data.clone())
            && news.booking.id == id
        {
            query.refetch();
        }
    };
    let me = Signal::derive(move || (session.get() != Who::Nobody).then(|| "me".to_owned()));
    use_topic(me, on_fact, move || query.refetch());
    Effect::new(move |before: Option<Standing>| {
        let now = stands.get();
        // A time that was refused has been spoken of.
        let is_said = now.is_lost() && refused.with_untracked(Option::is_some);
        if before.is_some_and(|before| before != now) && !is_said {
            tell("", now);
        }
        now
    });
    let due = Memo::new(move |_| booking.with(due));
    let lost = Memo::new(move |_| {
        let why = refused.with(|lost| lost.as_ref().map(|lost| lost.why));
        why.filter(|_| stands.get().is_unbooked())
    });
    OwnBooking { booking, query, now: use_now(), stands, due, refused, lost }
}

impl OwnBooking {
    /// The booking.
    pub fn id(self) -> BookingId {
        self.booking.with_untracked(|booking| booking.id.clone())
    }

    /// A part of it. Reactive, and again only when that part is another one.
    pub fn part<T: PartialEq + Clone + Send + Sync + 'static>(self, part: fn(&Booking) -> T) -> Memo<T> {
        Memo::new(move |_| self.booking.with(part))
    }

    /// Whether the shop lets the visitor do something. Reactive, and again only when that changes.
    pub fn may(self, action: BookingAction) -> Memo<bool> {
        Memo::new(move |_| self.booking.with(|booking| may(booking, action)))
    }
}

/// A hold that ran out interrupts; everything else waits its turn (X-A11Y). `lead` comes before it.
pub fn tell(lead: &str, standing: Standing) {
    let told = told(standing);
    let words = [lead, told.title, " ", told.text].concat();
    if standing.is_urgent() { announce::alert(&words) } else { announce::say(&words) }
}
