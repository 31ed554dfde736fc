//! Ordering what was accepted.

use super::{Endpoint, json};
use crate::model::{Order, OrderQuote, PreviewQuoteOrder, QuoteCheckout};
use crate::transport::{Body, Method};
use crate::vocabulary::{CommitmentKey, QuoteId, Version};

/// `POST /v1/quotes/{id}/order/preview`: what an order would be, and what stands in its way (B2B-15). Changes nothing.
#[derive(Debug, Clone)]
pub struct PostQuoteOrderPreview {
    /// The quote.
    pub id: QuoteId,
    /// What is chosen so far.
    pub preview: PreviewQuoteOrder,
}

impl Endpoint for PostQuoteOrderPreview {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/quotes/{id}/order/preview";
    const PRIVATE: bool = true;
    type Answer = QuoteCheckout;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.preview)
    }
}

/// `POST /v1/quotes/{id}/order`: orders what was accepted. A commitment. Blockers are 422 `order_blocked`; the quote stays
/// accepted. For prepayment the order is paid like any other, with `POST /v1/payments`.
#[derive(Debug, Clone)]
pub struct PostQuoteOrder {
    /// The quote.
    pub id: QuoteId,
    /// What was seen, and where it goes.
    pub order: OrderQuote,
    /// The quote that was seen.
    pub seen: Version,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostQuoteOrder {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/quotes/{id}/order";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Order;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.order)
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}
