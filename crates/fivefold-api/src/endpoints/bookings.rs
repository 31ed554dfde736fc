//! Services and bookings: lists, one service and its times, one's own bookings, vouchers.

use super::{Endpoint, QueryWriter, json};
use crate::model::{
    AcceptTerms, Booking, CancelBooking, CancellationQuote, ChangeBooking, ConfirmChange, DaySlots, HoldSlot,
    MyBookings, Presence, PreviewRedemption, Redeem, Redemption, SeenBooking, Service, ServiceList,
    ServiceMonth, ServiceSort, VenueCard,
};
use crate::transport::{Body, Method};
use crate::vocabulary::{BookingId, CategorySlug, CommitmentKey, Date, Page, ServiceId, StaffId};

/// `GET /v1/services`: a page of services.
///
/// Query: `q`, `category`, `place` (a city or a postcode), `near` (`52.52,13.41`: degrees, at most two decimals, so
/// that nobody is told where somebody is to the house), `on` (`today`, or a date, the venue's), `time` (`18:00`, the
/// venue's: times that begin in the hour from then on), `sort` (`soonest`, `nearest`, `price`, `rating`), `page`
/// (1-based), `per_page` (at most 60).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListServices {
    /// Words to search for.
    pub q: String,
    /// Only this category.
    pub category: Option<CategorySlug>,
    /// Near this city or postcode.
    pub place: String,
    /// Near this point: `52.52,13.41`.
    pub near: String,
    /// With times on this day: `today`, or a date.
    pub on: String,
    /// With times that begin in the hour from then on: `18:00`.
    pub time: String,
    /// The order.
    pub sort: ServiceSort,
    /// Which page, from 1; 0 means 1.
    pub page: u32,
    /// How many on a page; 0 leaves it to the backend.
    pub per_page: u32,
}

impl Endpoint for ListServices {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/services";
    const SCOPED: bool = true;
    type Answer = ServiceList;

    fn query(&self, query: &mut QueryWriter) {
        query.add_some("q", &self.q);
        if let Some(category) = &self.category {
            query.add("category", category.as_str());
        }
        query.add_some("place", &self.place);
        query.add_some("near", &self.near);
        query.add_some("on", &self.on);
        query.add_some("time", &self.time);
        query.add_some("sort", self.sort.as_query());
        if self.page > 1 {
            query.add("page", &self.page.to_string());
        }
        if self.per_page > 0 {
            query.add("per_page", &self.per_page.to_string());
        }
    }
}

impl ServiceSort {
    /// The order as it stands in a query; empty for the default.
    #[must_use]
    pub const fn as_query(self) -> &'static str {
        match self {
            Self::Soonest | Self::Unknown => "",
            Self::Nearest => "nearest",
            Self::Price => "price",
            Self::Rating => "rating",
        }
    }

    /// Reads an order from a query; an unknown word is the default order.
    #[must_use]
    pub fn from_query(text: &str) -> Self {
        match text {
            "nearest" => Self::Nearest,
            "price" => Self::Price,
            "rating" => Self::Rating,
            _ => Self::Soonest,
        }
    }
}

/// `GET /v1/services/{id}`: one service as anyone may see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetService {
    /// The service.
    pub id: ServiceId,
}

impl Endpoint for GetService {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/services/{id}";
    const SCOPED: bool = true;
    type Answer = Service;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `GET /v1/services/{id}/days?month=&staff=&party=`: which days of a month have times.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetServiceMonth {
    /// The service.
    pub id: ServiceId,
    /// Any day of the month.
    pub month: Date,
    /// Only by this person.
    pub staff: Option<StaffId>,
    /// How many come; 0 means 1.
    pub party: u32,
}

impl Endpoint for GetServiceMonth {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/services/{id}/days";
    const SCOPED: bool = true;
    type Answer = ServiceMonth;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn query(&self, query: &mut QueryWriter) {
        query.add("month", &self.month.to_iso());
        if let Some(staff) = &self.staff {
            query.add("staff", staff.as_str());
        }
        if self.party > 1 {
            query.add("party", &self.party.to_string());
        }
    }
}

/// `GET /v1/services/{id}/slots?date=&staff=&party=`: the times of a day. Prices are in the requested currency.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetDaySlots {
    /// The service.
    pub id: ServiceId,
    /// The venue's date.
    pub date: Date,
    /// Only by this person.
    pub staff: Option<StaffId>,
    /// How many come; 0 means 1.
    pub party: u32,
}

impl Endpoint for GetDaySlots {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/services/{id}/slots";
    const SCOPED: bool = true;
    type Answer = DaySlots;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn query(&self, query: &mut QueryWriter) {
        query.add("date", &self.date.to_iso());
        if let Some(staff) = &self.staff {
            query.add("staff", staff.as_str());
        }
        if self.party > 1 {
            query.add("party", &self.party.to_string());
        }
    }
}

/// `POST /v1/services/{id}/bookings`: takes a time, for whoever asks, signed in or not. A commitment.
#[derive(Debug, Clone)]
pub struct PostBooking {
    /// The service.
    pub id: ServiceId,
    /// The time.
    pub slot: HoldSlot,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostBooking {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/services/{id}/bookings";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Booking;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.slot)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `GET /v1/bookings/{id}?token=`: one booking, for its owner and for whoever has its link.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetBooking {
    /// The booking.
    pub id: BookingId,
    /// The token of its link; empty for its owner.
    pub token: String,
}

impl Endpoint for GetBooking {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/bookings/{id}";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Booking;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn query(&self, query: &mut QueryWriter) {
        query.add_some("token", &self.token);
    }
}

/// `GET /v1/services/{id}/held`: the booking of this service that this session holds and has not paid; the same in
/// every tab. `null` when there is none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetHeldBooking {
    /// The service.
    pub id: ServiceId,
}

impl Endpoint for GetHeldBooking {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/services/{id}/held";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Option<Booking>;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `POST /v1/bookings/{id}/order`: accepts the terms, so that the booking can be paid (`POST /v1/payments`). Once more
/// with other words it changes them. A commitment.
#[derive(Debug, Clone)]
pub struct PostBookingOrder {
    /// The booking.
    pub id: BookingId,
    /// Who comes, and what was accepted.
    pub accept: AcceptTerms,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostBookingOrder {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/bookings/{id}/order";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Booking;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.accept)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `PUT /v1/bookings/{id}/presence`: says that the page that holds a time is left, or is there again (O2O-06).
#[derive(Debug, Clone)]
pub struct PutPresence {
    /// The booking.
    pub id: BookingId,
    /// Which.
    pub presence: Presence,
}

impl Endpoint for PutPresence {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/v1/bookings/{id}/presence";
    const PRIVATE: bool = true;
    const KEEPALIVE: bool = true;
    type Answer = Booking;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.presence)
    }
}

/// `POST /v1/bookings/{id}/let-go`: gives a held time up. A commitment.
#[derive(Debug, Clone)]
pub struct PostLetGo {
    /// The booking.
    pub id: BookingId,
    /// The booking that was seen.
    pub seen: SeenBooking,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostLetGo {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/bookings/{id}/let-go";
    const PRIVATE: bool = true;
    type Answer = Booking;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.seen)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/bookings/{id}/change`: holds another time for a booking (O2O-13). A commitment.
#[derive(Debug, Clone)]
pub struct PostChange {
    /// The booking.
    pub id: BookingId,
    /// The time.
    pub change: ChangeBooking,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostChange {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/bookings/{id}/change";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Booking;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.change)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/bookings/{id}/change/confirm`: moves the booking to the time that is held, or makes the order that has to
/// be paid first. A commitment.
#[derive(Debug, Clone)]
pub struct PostChangeConfirmation {
    /// The booking.
    pub id: BookingId,
    /// The difference that was seen.
    pub confirm: ConfirmChange,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostChangeConfirmation {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/bookings/{id}/change/confirm";
    const PRIVATE: bool = true;
    type Answer = Booking;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.confirm)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/bookings/{id}/change/let-go`: gives the other time up; the booking stays as it is. A commitment.
#[derive(Debug, Clone)]
pub struct PostChangeLetGo {
    /// The booking.
    pub id: BookingId,
    /// The booking that was seen.
    pub seen: SeenBooking,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostChangeLetGo {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/bookings/{id}/change/let-go";
    const PRIVATE: bool = true;
    type Answer = Booking;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.seen)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `GET /v1/bookings/{id}/cancellation`: what cancelling would be at this instant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetCancellation {
    /// The booking.
    pub id: BookingId,
}

impl Endpoint for GetCancellation {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/bookings/{id}/cancellation";
    const PRIVATE: bool = true;
    type Answer = CancellationQuote;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `POST /v1/bookings/{id}/cancel`: calls a booking off (O2O-14). A commitment.
#[derive(Debug, Clone)]
pub struct PostCancellation {
    /// The booking.
    pub id: BookingId,
    /// What was seen.
    pub cancel: CancelBooking,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostCancellation {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/bookings/{id}/cancel";
    const PRIVATE: bool = true;
    type Answer = Booking;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.cancel)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `GET /v1/me/bookings?list=&page=`: one's own bookings, a guest's as well.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListMyBookings {
    /// Which of them.
    pub list: MyBookings,
    /// What `next` of the page before said; empty for the first.
    pub page: String,
}

impl Endpoint for ListMyBookings {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/me/bookings";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Page<Booking>;

    fn query(&self, query: &mut QueryWriter) {
        query.add("list", self.list.as_query());
        query.add_some("page", &self.page);
    }
}

impl MyBookings {
    /// The list as it stands in a query.
    #[must_use]
    pub const fn as_query(self) -> &'static str {
        match self {
            Self::Upcoming | Self::Unknown => "upcoming",
            Self::Past => "past",
        }
    }

    /// Reads a list from a query; an unknown word is the default.
    #[must_use]
    pub fn from_query(text: &str) -> Self {
        match text {
            "past" => Self::Past,
            _ => Self::Upcoming,
        }
    }
}

/// `GET /v1/me/venues`: the venues at whose doors one may redeem. For staff.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListMyVenues;

impl Endpoint for ListMyVenues {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/me/venues";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Page<VenueCard>;
}

/// `POST /v1/redemptions/preview`: what redeeming would do. Changes nothing. For staff.
#[derive(Debug, Clone)]
pub struct PostRedemptionPreview {
    /// What was scanned, and where.
    pub preview: PreviewRedemption,
}

impl Endpoint for PostRedemptionPreview {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/redemptions/preview";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Redemption;

    fn body(&self) -> Body {
        json(&self.preview)
    }
}

/// `POST /v1/redemptions`: redeems a voucher. For staff. A commitment: its key is the nonce.
#[derive(Debug, Clone)]
pub struct PostRedemption {
    /// What was scanned, and where.
    pub redeem: Redeem,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostRedemption {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/redemptions";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Redemption;

    fn body(&self) -> Body {
        json(&self.redeem)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}
