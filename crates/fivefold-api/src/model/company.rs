//! Companies that buy: their people, what they may owe, and on which terms they pay.

use crate::json::FromJson;
use crate::model::Address;
use crate::vocabulary::{AccountId, AddressId, CompanyId, Currency, Money, Version};
use serde::{Deserialize, Serialize};

/// A company as those see it who buy for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Company {
    /// The company.
    pub id: CompanyId,
    /// The state of the company.
    pub version: Version,
    /// What it is called.
    pub name: String,
    /// What the asking person may do for it.
    #[serde(default)]
    pub roles: Vec<CompanyRole>,
    /// Who buys for it.
    #[serde(default)]
    pub people: Vec<CompanyPerson>,
    /// The currency of its prices and quotes. A quote keeps its own.
    pub currency: Currency,
    /// What it may owe; absent where it may owe nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Credit>,
    /// How it pays unless a quote says otherwise.
    pub terms: PaymentTerms,
    /// Whether its orders carry a number of its own.
    pub po_rule: PoRule,
    /// The least that an order costs, without tax and shipping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_minimum: Option<Money>,
    /// The most that an order costs, without tax and shipping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_maximum: Option<Money>,
    /// Where goods go to.
    #[serde(default)]
    pub addresses: Vec<CompanyAddress>,
}

/// Somebody who buys for a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyPerson {
    /// The account.
    pub account: AccountId,
    /// What the person is called.
    pub name: String,
    /// What the person may do for the company.
    #[serde(default)]
    pub roles: Vec<CompanyRole>,
}

/// What somebody may do for a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CompanyRole {
    /// Reads its quotes and orders.
    Viewer,
    /// Requests, counters, accepts and orders.
    Requester,
    /// Approves what others want to order. Nothing asks for it yet: it may do what a viewer may.
    Approver,
    /// Decides who buys for it. Nothing asks for it yet: it may do what a viewer may.
    Administrator,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Data of the fact `company_left` on `me` of whoever buys for a company no more. The streams of that session end with it:
/// they may follow less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyLeft {
    /// The company.
    pub company: CompanyId,
}

/// What a company may owe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Credit {
    /// How much in all.
    pub limit: Money,
    /// How much of it is owed already.
    pub used: Money,
}

/// Whether an order carries a number of the company's own (a purchase order).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PoRule {
    /// Nothing is ordered without.
    Required,
    /// It may.
    Optional,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Where a company's goods go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyAddress {
    /// Names it.
    pub id: AddressId,
    /// What the company calls the place: `Central warehouse`.
    pub label: String,
    /// The address.
    pub address: Address,
}

/// When an order is paid. The day is [`crate::rules::due_on`], counted from the supplier's date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum PaymentTerms {
    /// Before it is sent: the order is paid with `POST /v1/payments`.
    Prepayment,
    /// So many days after it was ordered.
    Net {
        /// How many days.
        days: u32,
    },
    /// So many days after the last day of the month in which it was ordered.
    EndOfMonth {
        /// How many days; zero is the last day of that month.
        days: u32,
    },
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}
