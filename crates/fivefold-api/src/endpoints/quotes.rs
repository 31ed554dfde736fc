//! Quotes, as those who buy and both sides read them: lists, one quote and its versions, and the company's commands.

use super::{Endpoint, QueryWriter, json};
use crate::model::{
    AcceptQuote, CounterQuote, EndQuote, Quote, QuoteFilter, QuoteList, QuoteVersion, ReplyToQuestion,
    RequestQuote,
};
use crate::transport::{Body, Method};
use crate::vocabulary::{CommitmentKey, QuoteId, Version};

/// `GET /v1/me/quotes?state=&page=`: the quotes of the companies one buys for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListMyQuotes {
    /// Which of them.
    pub state: QuoteFilter,
    /// What `next` of the page before said; empty for the first.
    pub page: String,
}

impl Endpoint for ListMyQuotes {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/me/quotes";
    const PRIVATE: bool = true;
    type Answer = QuoteList;

    fn query(&self, query: &mut QueryWriter) {
        query.add_some("state", self.state.as_query());
        query.add_some("page", &self.page);
    }
}

impl QuoteFilter {
    /// The filter as it stands in a query; empty for the default.
    #[must_use]
    pub const fn as_query(self) -> &'static str {
        match self {
            Self::All | Self::Unknown => "",
            Self::Waiting => "waiting",
            Self::Open => "open",
            Self::Ordered => "ordered",
            Self::Over => "over",
        }
    }

    /// Reads a filter from a query; an unknown word is the default.
    #[must_use]
    pub fn from_query(text: &str) -> Self {
        match text {
            "waiting" => Self::Waiting,
            "open" => Self::Open,
            "ordered" => Self::Ordered,
            "over" => Self::Over,
            _ => Self::All,
        }
    }
}

/// `GET /v1/quotes/{id}`: one quote with the version that counts, for both sides. With a currency that is not its own it
/// has a `conversion`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetQuote {
    /// The quote.
    pub id: QuoteId,
}

impl Endpoint for GetQuote {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/quotes/{id}";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Quote;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `GET /v1/quotes/{id}/versions/{number}`: any version of a quote, for both sides.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetQuoteVersion {
    /// The quote.
    pub id: QuoteId,
    /// The number of the version, in digits.
    pub number: String,
}

impl GetQuoteVersion {
    /// The version of a quote with a number.
    #[must_use]
    pub fn new(id: QuoteId, number: u32) -> Self {
        Self { id, number: number.to_string() }
    }
}

impl Endpoint for GetQuoteVersion {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/quotes/{id}/versions/{number}";
    const PRIVATE: bool = true;
    type Answer = QuoteVersion;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str(), &self.number]
    }
}

/// `POST /v1/quotes`: asks for a quote (B2B-05). A commitment. Wrong lines are told as `lines.3.quantity`.
#[derive(Debug, Clone)]
pub struct PostQuote {
    /// What is wanted.
    pub request: RequestQuote,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostQuote {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/quotes";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Quote;

    fn body(&self) -> Body {
        json(&self.request)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/quotes/{id}/reply`: answers the supplier's question (B2B-07). A commitment.
#[derive(Debug, Clone)]
pub struct PostQuoteReply {
    /// The quote.
    pub id: QuoteId,
    /// The answer.
    pub reply: ReplyToQuestion,
    /// The quote that was seen.
    pub seen: Version,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostQuoteReply {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/quotes/{id}/reply";
    const PRIVATE: bool = true;
    type Answer = Quote;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.reply)
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/quotes/{id}/cancel`: takes the request back. A commitment.
#[derive(Debug, Clone)]
pub struct PostQuoteCancel {
    /// The quote.
    pub id: QuoteId,
    /// Why.
    pub end: EndQuote,
    /// The quote that was seen.
    pub seen: Version,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostQuoteCancel {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/quotes/{id}/cancel";
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

/// `POST /v1/quotes/{id}/accept`: accepts the offer that was seen (B2B-10). A commitment. When another one stands, it is
/// 412 `quote_superseded` with the quote as it is.
#[derive(Debug, Clone)]
pub struct PostQuoteAccept {
    /// The quote.
    pub id: QuoteId,
    /// What was seen.
    pub accept: AcceptQuote,
    /// The quote that was seen.
    pub seen: Version,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostQuoteAccept {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/quotes/{id}/accept";
    const PRIVATE: bool = true;
    type Answer = Quote;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.accept)
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/quotes/{id}/reject`: says no to the offer. A commitment.
#[derive(Debug, Clone)]
pub struct PostQuoteReject {
    /// The quote.
    pub id: QuoteId,
    /// Why.
    pub end: EndQuote,
    /// The quote that was seen.
    pub seen: Version,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostQuoteReject {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/quotes/{id}/reject";
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

/// `POST /v1/quotes/{id}/counter`: asks for another offer (B2B-11). A commitment.
#[derive(Debug, Clone)]
pub struct PostCounter {
    /// The quote.
    pub id: QuoteId,
    /// What is wanted instead.
    pub counter: CounterQuote,
    /// The quote that was seen.
    pub seen: Version,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostCounter {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/quotes/{id}/counter";
    const PRIVATE: bool = true;
    type Answer = Quote;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.counter)
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `POST /v1/quotes/{id}/counter/withdraw`: takes one's own open counter back. A commitment.
#[derive(Debug, Clone)]
pub struct PostCounterWithdrawal {
    /// The quote.
    pub id: QuoteId,
    /// Why.
    pub end: EndQuote,
    /// The quote that was seen.
    pub seen: Version,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostCounterWithdrawal {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/quotes/{id}/counter/withdraw";
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
