//! The supplier's side of quotes. For accounts with the role `supplier`; others are refused with `forbidden`. The quote
//! itself is read with [`super::GetQuote`].

use super::{Endpoint, QueryWriter, json};
use crate::model::{AskForInfo, EndQuote, OfferQuote, Quote, QuoteFilter, QuoteList};
use crate::transport::{Body, Method};
use crate::vocabulary::{CommitmentKey, QuoteId, Version};

/// `GET /v1/supplier/quotes?state=&page=`: what companies ask of the supplier.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListSupplierQuotes {
    /// Which of them.
    pub state: QuoteFilter,
    /// What `next` of the page before said; empty for the first.
    pub page: String,
}

impl Endpoint for ListSupplierQuotes {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/supplier/quotes";
    const PRIVATE: bool = true;
    type Answer = QuoteList;

    fn query(&self, query: &mut QueryWriter) {
        query.add_some("state", self.state.as_query());
        query.add_some("page", &self.page);
    }
}

/// `POST /v1/supplier/quotes/{id}/question`: asks the company for something. A commitment.
#[derive(Debug, Clone)]
pub struct PostQuestion {
    /// The quote.
    pub id: QuoteId,
    /// The question.
    pub ask: AskForInfo,
    /// The quote that was seen.
    pub seen: Version,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostQuestion {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/supplier/quotes/{id}/question";
    const PRIVATE: bool = true;
    type Answer = Quote;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.ask)
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/supplier/quotes/{id}/offer`: makes an offer: the first, another one, or the answer to a counter. A commitment.
#[derive(Debug, Clone)]
pub struct PostOffer {
    /// The quote.
    pub id: QuoteId,
    /// The offer.
    pub offer: OfferQuote,
    /// The quote that was seen.
    pub seen: Version,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostOffer {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/supplier/quotes/{id}/offer";
    const PRIVATE: bool = true;
    type Answer = Quote;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.offer)
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/supplier/quotes/{id}/counter/refuse`: says no to a counter; the offer stands as it was, if its time is not
/// over. A commitment.
#[derive(Debug, Clone)]
pub struct PostCounterRefusal {
    /// The quote.
    pub id: QuoteId,
    /// Why.
    pub end: EndQuote,
    /// The quote that was seen.
    pub seen: Version,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostCounterRefusal {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/supplier/quotes/{id}/counter/refuse";
    const PRIVATE: bool = true;
    type Answer = Quote;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.end)
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/supplier/quotes/{id}/decline`: makes no offer. A commitment.
#[derive(Debug, Clone)]
pub struct PostDecline {
    /// The quote.
    pub id: QuoteId,
    /// Why.
    pub end: EndQuote,
    /// The quote that was seen.
    pub seen: Version,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostDecline {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/supplier/quotes/{id}/decline";
    const PRIVATE: bool = true;
    type Answer = Quote;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.end)
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/supplier/quotes/{id}/withdraw`: takes an offer back that was not accepted. A commitment.
#[derive(Debug, Clone)]
pub struct PostOfferWithdrawal {
    /// The quote.
    pub id: QuoteId,
    /// Why.
    pub end: EndQuote,
    /// The quote that was seen.
    pub seen: Version,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostOfferWithdrawal {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/supplier/quotes/{id}/withdraw";
    const PRIVATE: bool = true;
    type Answer = Quote;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.end)
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}
