//! Ids: opaque strings in types of their own, so that a cart's id is never taken for an order's.

use crate::json::FromJson;
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as the backend wrote it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A category, by its slug: `tea-and-kitchen`.
    CategorySlug;
    /// A product, by its slug: `cast-iron-teapot`.
    ProductSlug;
    /// One buyable combination of a product's options.
    VariantId;
    /// A way in which a product varies: `colour`.
    OptionId;
    /// One value of an option: `sand`.
    OptionValueId;
    /// A dimension a list can be narrowed by: `material`.
    FacetId;
    /// One value of a facet: `wool`.
    FacetValueId;
    /// A review of a product.
    ReviewId;
    /// A shopping cart.
    CartId;
    /// A placed order.
    OrderId;
    /// One attempt to pay.
    PaymentId;
    /// A way to pay, as the backend names it.
    PaymentMethodId;
    /// A time-limited claim on something scarce.
    HoldId;
    /// A way to deliver, as offered for one checkout.
    DeliveryOptionId;
    /// A person's account.
    AccountId;
    /// A saved address.
    AddressId;
    /// A lot in an auction.
    AuctionId;
    /// Somebody who bids on one lot, by a name that means nothing elsewhere: `3`.
    BidderId;
    /// A group-buy: one campaign of one group.
    GroupBuyId;
    /// One person's part in a group-buy.
    SeatId;
    /// The code of an invitation to a group, as it stands in its link.
    InvitationCode;
    /// A service that is done at a venue.
    ServiceId;
    /// A place where services are done.
    VenueId;
    /// Somebody who does services, as their venue presents them.
    StaffId;
    /// One person's appointment, from the hold on.
    BookingId;
    /// The code of a voucher, as people read it out: `7K4M-9QXT-C`.
    VoucherCode;
    /// The shop's own number for a variant, as buyers type it. Two are the same when
    /// [`crate::rules::sku_key`] makes the same of them: width and the case of A to Z do not matter.
    Sku;
    /// A company that buys.
    CompanyId;
    /// A quote, from the request on.
    QuoteId;
    /// One line of a quote. It keeps its id through all versions.
    QuoteLineId;
    /// A message on a quote.
    MessageId;
    /// An uploaded or seeded picture or document.
    MediaId;
    /// The key of a commitment (`Idempotency-Key`), made before the first send.
    CommitmentKey;
}
