//! Accounts: who somebody is, what they have saved, and everything they are committed to.

use crate::json::FromJson;
use crate::model::{Address, QuantityLimit};
use crate::vocabulary::{
    AccountId, AddressId, Instant, Locale, MarketId, Money, Picture, ProductSlug, VariantId, Version,
};
use serde::{Deserialize, Serialize};

/// `GET /v1/me`: the account of a session that is signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The account.
    pub id: AccountId,
    /// The state of the account.
    pub version: Version,
    /// The address that mail goes to and that signs in.
    pub email: String,
    /// What the person is called.
    pub name: String,
    /// What the person may be besides a visitor.
    pub roles: Vec<Role>,
    /// How the shop is shown on every device.
    pub preferences: Preferences,
}

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// Buys. Every account does.
    Buyer,
    /// Sells in auctions and listings (C2C).
    Seller,
    /// Buys for a company (B2B).
    CompanyMember,
    /// Checks vouchers and bookings in at a venue (O2O).
    VenueStaff,
    /// Answers quote requests (B2B).
    Supplier,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// How the shop is shown. What is absent is left to the device.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preferences {
    /// The language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// Where goods go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<MarketId>,
    /// ISO 4217 code of the currency of prices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// Body of `PUT /v1/me`: replaces all of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateMe {
    /// What the person is called; 1 to 100 characters.
    pub name: String,
    /// How the shop is shown.
    pub preferences: Preferences,
}

/// Body of `POST /v1/account`. A mail follows, whoever the address belongs to; the answer never tells
/// whether it has an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignUp {
    /// Where the mail goes.
    pub email: String,
    /// What the person is called; 1 to 100 characters.
    pub name: String,
}

/// Body of `POST /v1/account/reset`. The answer never tells whether the address has an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResetPassword {
    /// Where the mail goes.
    pub email: String,
}

/// The backend has taken it; whatever follows is not told here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accepted {
    /// When.
    pub at: Instant,
}

/// How a session travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SessionMode {
    /// In an `HttpOnly` cookie: for pages of the backend's own origin.
    Cookie,
    /// In `Authorization: Bearer`: for pages of other origins and for programs.
    Bearer,
}

/// Body of `POST /v1/account/password`: sets the password with the token of a mail and signs in. For a
/// new account this is the end of signing up; every older session of the account ends.
#[derive(Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetPassword {
    /// The mail's token. It can be used once, for 30 minutes.
    pub token: String,
    /// The new password; 8 to 256 characters.
    pub password: String,
    /// How the new session travels.
    pub mode: SessionMode,
    /// The token of the guest session whose orders and cart come along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<String>,
}

/// Body of `POST /v1/session/sign-in`.
#[derive(Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The account's address.
    pub email: String,
    /// Its password.
    pub password: String,
    /// How the new session travels.
    pub mode: SessionMode,
    /// The token of the guest session whose orders and cart come along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<String>,
}

/// Body of `POST /v1/me/password`. Every other session of the account ends.
#[derive(Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    /// The password so far.
    pub current: String,
    /// The new one; 8 to 256 characters.
    pub password: String,
}

macro_rules! keeps_secrets {
    ($($name:ident),*) => {$(
        /// Says nothing: a password must not get into a log by way of a debug text.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}
keeps_secrets!(SetPassword, SignIn, ChangePassword, SignedIn);

/// A session that is signed in.
#[derive(Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// Whose it is.
    pub me: Me,
    /// The token for `Authorization: Bearer`; absent when it travels in a cookie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// When the session ends unless it is used again.
    pub expires_at: Instant,
    /// What is to be decided because guest and account both have something in their carts, or because the account
    /// buys for a company what the guest has in other quantities. Otherwise what only the guest has has become the
    /// account's cart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge: Option<CartMerge>,
}

/// `GET /v1/me/cart-merge`: what a guest's cart would do to that of the account. Nothing has happened
/// yet: both carts are as they were.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CartMerge {
    /// The state of both carts.
    pub version: Version,
    /// Every variant of either cart: first those of the account.
    pub lines: Vec<MergeLine>,
}

/// One variant in two carts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeLine {
    /// The variant.
    pub variant: VariantId,
    /// Its product.
    pub product: ProductSlug,
    /// The product's title in the requested locale.
    pub title: String,
    /// The variant's options in words.
    #[serde(default)]
    pub options: String,
    /// The variant's picture.
    pub picture: Picture,
    /// How many the account's cart has.
    pub quantity_before: i64,
    /// How many the guest's cart has.
    pub quantity_guest: i64,
    /// How many there would be after `merge`: the sum, as far as rule and stock allow.
    pub quantity_after: i64,
    /// Why that is not the sum, or why it would not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<MergeProblem>,
}

/// What is wrong with a line of a merged cart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum MergeProblem {
    /// More or less than the sum.
    QuantityLimited {
        /// Why.
        reason: QuantityLimit,
    },
    /// There are none left.
    SoldOut,
    /// It is not sold in the market or currency.
    NotSoldHere,
    /// The cart would have too many lines: this one would be left out.
    CartFull,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Which cart is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MergeChoice {
    /// Both, as previewed.
    Merge,
    /// That of the account; the guest's is given up.
    KeepAccount,
    /// That of the guest; the account's is given up.
    KeepGuest,
}

/// Body of `POST /v1/me/cart-merge`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeCarts {
    /// Which cart is wanted.
    pub choice: MergeChoice,
    /// The preview the buyer has seen. Sending the same once more changes nothing.
    pub version: Version,
}

/// An address in an account's book.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedAddress {
    /// Names it.
    pub id: AddressId,
    /// The state of this address.
    pub version: Version,
    /// The address.
    pub address: Address,
    /// Whether a checkout begins with it. One does at most.
    pub is_default: bool,
}

/// Body of `POST /v1/me/addresses` and `PUT /v1/me/addresses/{id}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveAddress {
    /// The address.
    pub address: Address,
    /// Whether a checkout begins with it from now on.
    #[serde(default)]
    pub is_default: bool,
}

/// One thing that somebody is or was committed to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    /// What it is; with `id` it says which page shows it.
    pub kind: ActivityKind,
    /// Its id among those of its kind.
    pub id: String,
    /// What it is called: `H-10042`.
    pub number: String,
    /// What it is about, in the language it was made in.
    pub title: String,
    /// Where it stands, for every kind alike.
    pub state: ActivityState,
    /// Where it stands in the words of its kind: `pending_payment`.
    pub status: String,
    /// What is expected of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_action: Option<ActivityAction>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Instant>,
    /// When it began.
    pub at: Instant,
    /// What it costs, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
}

/// The kinds of commitments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActivityKind {
    /// An order.
    Order,
    /// Bids on a lot.
    Auction,
    /// A seat in a group-buy.
    GroupBuy,
    /// A booking of a service.
    Booking,
    /// A quote, for those who buy.
    Quote,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Where a commitment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActivityState {
    /// The person has to do something.
    ActionNeeded,
    /// It runs by itself.
    Running,
    /// It is fulfilled.
    Done,
    /// It ended without being fulfilled.
    Ended,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What is expected of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActivityAction {
    /// To pay.
    Pay,
    /// To bid more than somebody else, if it is wanted.
    Bid,
    /// To answer a question.
    Reply,
    /// To accept an offer, counter it or reject it.
    Decide,
    /// To order what was accepted.
    Order,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}
