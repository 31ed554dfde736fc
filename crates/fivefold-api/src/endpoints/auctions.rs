//! Auctions: lists, one lot, its bids, one's own place in it, bidding, watching, selling, ordering what was won.

use super::{Endpoint, QueryWriter, json};
use crate::model::{
    Auction, AuctionFilter, AuctionList, AuctionSort, Bid, LotCheckout, MyAuction, MyLot, MyLots, Order,
    OrderLot, PlaceBid, PlacedBid, SellLot,
};
use crate::transport::{Body, Method};
use crate::vocabulary::{AuctionId, CategorySlug, CommitmentKey, Page};

/// `GET /v1/auctions`: a page of lots.
///
/// Query: `q`, `category`, `phase` (`open`, `ending`, `live`, `scheduled`, `ended`), `sort`, `page` (1-based),
/// `per_page` (at most 200).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListAuctions {
    /// Words to search for.
    pub q: String,
    /// Only this category.
    pub category: Option<CategorySlug>,
    /// Which lots.
    pub phase: AuctionFilter,
    /// The order.
    pub sort: AuctionSort,
    /// Which page, from 1; 0 means 1.
    pub page: u32,
    /// How many on a page; 0 leaves it to the backend.
    pub per_page: u32,
}

impl Endpoint for ListAuctions {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/auctions";
    const SCOPED: bool = true;
    type Answer = AuctionList;

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

impl AuctionFilter {
    /// The filter as it stands in a query; empty for the default.
    #[must_use]
    pub const fn as_query(self) -> &'static str {
        match self {
            Self::Open | Self::Unknown => "",
            Self::Ending => "ending",
            Self::Live => "live",
            Self::Scheduled => "scheduled",
            Self::Ended => "ended",
        }
    }

    /// Reads a filter from a query; an unknown word is the default.
    #[must_use]
    pub fn from_query(text: &str) -> Self {
        match text {
            "ending" => Self::Ending,
            "live" => Self::Live,
            "scheduled" => Self::Scheduled,
            "ended" => Self::Ended,
            _ => Self::Open,
        }
    }
}

impl AuctionSort {
    /// The order as it stands in a query; empty for the default.
    #[must_use]
    pub const fn as_query(self) -> &'static str {
        match self {
            Self::Ending | Self::Unknown => "",
            Self::Newest => "newest",
            Self::PriceUp => "price_up",
            Self::PriceDown => "price_down",
            Self::MostBids => "most_bids",
        }
    }

    /// Reads an order from a query; an unknown word is the default order.
    #[must_use]
    pub fn from_query(text: &str) -> Self {
        match text {
            "newest" => Self::Newest,
            "price_up" => Self::PriceUp,
            "price_down" => Self::PriceDown,
            "most_bids" => Self::MostBids,
            _ => Self::Ending,
        }
    }
}

/// `GET /v1/auctions/{id}`: one lot as anyone may see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetAuction {
    /// The lot.
    pub id: AuctionId,
}

impl Endpoint for GetAuction {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/auctions/{id}";
    const SCOPED: bool = true;
    type Answer = Auction;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `GET /v1/auctions/{id}/bids?before=`: the bids everybody sees, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListBids {
    /// The lot.
    pub id: AuctionId,
    /// Only bids before this number; 0 for the newest. It is what `next` of the page before said.
    pub before: u64,
}

impl Endpoint for ListBids {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/auctions/{id}/bids";
    type Answer = Page<Bid>;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn query(&self, query: &mut QueryWriter) {
        if self.before > 0 {
            query.add("before", &self.before.to_string());
        }
    }
}

/// `GET /v1/auctions/{id}/me`: where the asking person stands. Without a session it says that one has to sign in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetMyAuction {
    /// The lot.
    pub id: AuctionId,
}

impl Endpoint for GetMyAuction {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/auctions/{id}/me";
    const PRIVATE: bool = true;
    type Answer = MyAuction;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `POST /v1/auctions/{id}/bids`: bids, or raises one's own maximum. A commitment.
#[derive(Debug, Clone)]
pub struct PostBid {
    /// The lot.
    pub id: AuctionId,
    /// The maximum, and what was seen.
    pub bid: PlaceBid,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostBid {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/auctions/{id}/bids";
    const PRIVATE: bool = true;
    type Answer = PlacedBid;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.bid)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `PUT /v1/auctions/{id}/watch`: watches a lot. Guests may, too.
#[derive(Debug, Clone)]
pub struct PutWatch {
    /// The lot.
    pub id: AuctionId,
}

impl Endpoint for PutWatch {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/v1/auctions/{id}/watch";
    const PRIVATE: bool = true;
    type Answer = MyAuction;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `DELETE /v1/auctions/{id}/watch`: stops watching it.
#[derive(Debug, Clone)]
pub struct DeleteWatch {
    /// The lot.
    pub id: AuctionId,
}

impl Endpoint for DeleteWatch {
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/v1/auctions/{id}/watch";
    const PRIVATE: bool = true;
    type Answer = MyAuction;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `GET /v1/me/auctions?list=&page=`: lots that one bids on, watches, has won or sells.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListMyAuctions {
    /// Which of them.
    pub list: MyLots,
    /// What `next` of the page before said; empty for the first.
    pub page: String,
}

impl Endpoint for ListMyAuctions {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/me/auctions";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Page<MyLot>;

    fn query(&self, query: &mut QueryWriter) {
        query.add("list", self.list.as_query());
        query.add_some("page", &self.page);
    }
}

impl MyLots {
    /// The list as it stands in a query.
    #[must_use]
    pub const fn as_query(self) -> &'static str {
        match self {
            Self::Bidding | Self::Unknown => "bidding",
            Self::Watching => "watching",
            Self::Won => "won",
            Self::Selling => "selling",
        }
    }

    /// Reads a list from a query; an unknown word is the default.
    #[must_use]
    pub fn from_query(text: &str) -> Self {
        match text {
            "watching" => Self::Watching,
            "won" => Self::Won,
            "selling" => Self::Selling,
            _ => Self::Bidding,
        }
    }
}

/// `POST /v1/auctions`: offers a lot. A commitment.
#[derive(Debug, Clone)]
pub struct PostAuction {
    /// The lot.
    pub lot: SellLot,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostAuction {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/auctions";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Auction;

    fn body(&self) -> Body {
        json(&self.lot)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `GET /v1/auctions/{id}/order`: what an order of a won lot would be. For its winner, until it is ordered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetLotCheckout {
    /// The lot.
    pub id: AuctionId,
}

impl Endpoint for GetLotCheckout {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/auctions/{id}/order";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = LotCheckout;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `POST /v1/auctions/{id}/order`: orders a won lot, and others of its seller with it. A commitment. The order is
/// paid like any other, with `POST /v1/payments`.
#[derive(Debug, Clone)]
pub struct PostLotOrder {
    /// The lot.
    pub id: AuctionId,
    /// Who is told, where it goes, what was seen.
    pub order: OrderLot,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostLotOrder {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/auctions/{id}/order";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Order;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.order)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}
