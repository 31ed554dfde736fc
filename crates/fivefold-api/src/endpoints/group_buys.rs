//! Group-buys: lists, one campaign, one's own seat in it, invitations, and groups on the same terms.

use super::{Endpoint, QueryWriter, json};
use crate::model::{
    Accepted, GroupBuy, GroupBuyList, GroupFilter, GroupSort, Invitation, JoinGroupBuy, MyGroup, MyGroupBuy,
    MyGroups, MyInvitation, SeatCheckout, WithdrawSeat,
};
use crate::transport::{Body, Method};
use crate::vocabulary::{CategorySlug, CommitmentKey, GroupBuyId, InvitationCode, Page};

/// `GET /v1/group-buys`: a page of group-buys.
///
/// Query: `q`, `category`, `phase` (`open`, `ending`, `tipped`, `scheduled`, `over`), `sort` (`ending`, `newest`,
/// `next_tier`, `most_people`), `page` (1-based), `per_page` (at most 60).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListGroupBuys {
    /// Words to search for.
    pub q: String,
    /// Only this category.
    pub category: Option<CategorySlug>,
    /// Which group-buys.
    pub phase: GroupFilter,
    /// The order.
    pub sort: GroupSort,
    /// Which page, from 1; 0 means 1.
    pub page: u32,
    /// How many on a page; 0 leaves it to the backend.
    pub per_page: u32,
}

impl Endpoint for ListGroupBuys {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/group-buys";
    const SCOPED: bool = true;
    type Answer = GroupBuyList;

    fn query(&self, query: &mut QueryWriter) {
        query.add_some("q", &self.q);
        if let Some(category) = &self.category {
            query.add("category", category.as_str());
        }
        query.add_some("phase", self.phase.as_query());
        query.add_some("sort", self.sort.as_query());
        if self.page > 1 {
            query.add("page", &self.page.to_string());
        }
        if self.per_page > 0 {
            query.add("per_page", &self.per_page.to_string());
        }
    }
}

impl GroupFilter {
    /// The filter as it stands in a query; empty for the default.
    #[must_use]
    pub const fn as_query(self) -> &'static str {
        match self {
            Self::Open | Self::Unknown => "",
            Self::Ending => "ending",
            Self::Tipped => "tipped",
            Self::Scheduled => "scheduled",
            Self::Over => "over",
        }
    }

    /// Reads a filter from a query; an unknown word is the default.
    #[must_use]
    pub fn from_query(text: &str) -> Self {
        match text {
            "ending" => Self::Ending,
            "tipped" => Self::Tipped,
            "scheduled" => Self::Scheduled,
            "over" => Self::Over,
            _ => Self::Open,
        }
    }
}

impl GroupSort {
    /// The order as it stands in a query; empty for the default.
    #[must_use]
    pub const fn as_query(self) -> &'static str {
        match self {
            Self::Ending | Self::Unknown => "",
            Self::Newest => "newest",
            Self::NextTier => "next_tier",
            Self::MostPeople => "most_people",
        }
    }

    /// Reads an order from a query; an unknown word is the default order.
    #[must_use]
    pub fn from_query(text: &str) -> Self {
        match text {
            "newest" => Self::Newest,
            "next_tier" => Self::NextTier,
            "most_people" => Self::MostPeople,
            _ => Self::Ending,
        }
    }
}

/// `GET /v1/group-buys/{id}`: one group-buy as anyone may see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetGroupBuy {
    /// The group-buy.
    pub id: GroupBuyId,
}

impl Endpoint for GetGroupBuy {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/group-buys/{id}";
    const SCOPED: bool = true;
    type Answer = GroupBuy;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `GET /v1/group-buys/{id}/me`: where the asking person stands. Without a session it says that one has to sign in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetMyGroupBuy {
    /// The group-buy.
    pub id: GroupBuyId,
}

impl Endpoint for GetMyGroupBuy {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/group-buys/{id}/me";
    const PRIVATE: bool = true;
    type Answer = MyGroupBuy;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `GET /v1/group-buys/{id}/seat?quantity=`: what joining with so many units would be. For members; holds nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetSeatCheckout {
    /// The group-buy.
    pub id: GroupBuyId,
    /// How many units; 0 means 1.
    pub quantity: u64,
}

impl Endpoint for GetSeatCheckout {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/group-buys/{id}/seat";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = SeatCheckout;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn query(&self, query: &mut QueryWriter) {
        if self.quantity > 1 {
            query.add("quantity", &self.quantity.to_string());
        }
    }
}

/// `POST /v1/group-buys/{id}/seats`: joins: a seat is held, and its order waits for the payment
/// (`POST /v1/payments`). Whoever has a seat already gets that one. A commitment.
#[derive(Debug, Clone)]
pub struct PostSeat {
    /// The group-buy.
    pub id: GroupBuyId,
    /// What is taken, where it goes, what was seen.
    pub join: JoinGroupBuy,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostSeat {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/group-buys/{id}/seats";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = MyGroupBuy;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.join)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/group-buys/{id}/withdraw`: gives one's seat up, held or committed, until the group is locked. What was
/// authorised or paid goes back. A commitment.
#[derive(Debug, Clone)]
pub struct PostWithdrawal {
    /// The group-buy.
    pub id: GroupBuyId,
    /// The seat that was seen.
    pub withdraw: WithdrawSeat,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostWithdrawal {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/group-buys/{id}/withdraw";
    const PRIVATE: bool = true;
    type Answer = MyGroupBuy;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.withdraw)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/group-buys/{id}/siblings`: opens another group on the same terms, when this one is full or over. If
/// one can be joined already, that is the answer. A commitment.
#[derive(Debug, Clone)]
pub struct PostSibling {
    /// The group-buy whose terms are taken.
    pub id: GroupBuyId,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostSibling {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/group-buys/{id}/siblings";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = GroupBuy;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `GET /v1/me/group-buys?list=&page=`: the group-buys one has or had a seat in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListMyGroupBuys {
    /// Which of them.
    pub list: MyGroups,
    /// What `next` of the page before said; empty for the first.
    pub page: String,
}

impl Endpoint for ListMyGroupBuys {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/me/group-buys";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Page<MyGroup>;

    fn query(&self, query: &mut QueryWriter) {
        query.add("list", self.list.as_query());
        query.add_some("page", &self.page);
    }
}

impl MyGroups {
    /// The list as it stands in a query.
    #[must_use]
    pub const fn as_query(self) -> &'static str {
        match self {
            Self::Running | Self::Unknown => "running",
            Self::Over => "over",
        }
    }

    /// Reads a list from a query; an unknown word is the default.
    #[must_use]
    pub fn from_query(text: &str) -> Self {
        match text {
            "over" => Self::Over,
            _ => Self::Running,
        }
    }
}

/// `PUT /v1/group-buys/{id}/invitation`: one's own invitation to a group; always the same one. For members.
#[derive(Debug, Clone)]
pub struct PutInvitation {
    /// The group-buy.
    pub id: GroupBuyId,
}

impl Endpoint for PutInvitation {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/v1/group-buys/{id}/invitation";
    const PRIVATE: bool = true;
    type Answer = MyInvitation;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `GET /v1/invitations/{code}`: the group somebody is invited to, as anyone with the link may see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetInvitation {
    /// The code in the link.
    pub code: InvitationCode,
}

impl Endpoint for GetInvitation {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/invitations/{code}";
    const SCOPED: bool = true;
    type Answer = Invitation;

    fn params(&self) -> Vec<&str> {
        vec![self.code.as_str()]
    }
}

/// `PUT /v1/invitations/{code}/visit`: remembers for this session by whom it was invited, a guest's as well; signing
/// up or in takes it along.
#[derive(Debug, Clone)]
pub struct PutVisit {
    /// The code in the link.
    pub code: InvitationCode,
}

impl Endpoint for PutVisit {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/v1/invitations/{code}/visit";
    const PRIVATE: bool = true;
    type Answer = Accepted;

    fn params(&self) -> Vec<&str> {
        vec![self.code.as_str()]
    }
}
