//! Cart, checkout, orders, payments. Private: they carry the session's token.

use super::{Endpoint, QueryWriter, json};
use crate::model::{
    CancelOrder, Cart, Checkout, Order, PaymentAttempt, PlaceOrder, SetCartLine, StartPayment, UpdateCheckout,
};
use crate::transport::{Body, Method};
use crate::vocabulary::{CommitmentKey, OrderId, PaymentId, VariantId, Version};

/// `GET /v1/cart`: the session's cart, empty if nothing was put in yet.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetCart;

impl Endpoint for GetCart {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/cart";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Cart;
}

/// `PUT /v1/cart/lines/{variant}`: how many of a variant there shall be; zero removes the line.
#[derive(Debug, Clone)]
pub struct PutCartLine {
    /// The variant.
    pub variant: VariantId,
    /// The wished quantity.
    pub line: SetCartLine,
    /// The cart the buyer has seen; without it the line is set whatever happened meanwhile.
    pub seen: Option<Version>,
}

impl Endpoint for PutCartLine {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/v1/cart/lines/{variant}";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Cart;

    fn params(&self) -> Vec<&str> {
        vec![self.variant.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.line)
    }

    fn if_match(&self) -> Option<&Version> {
        self.seen.as_ref()
    }
}

/// `GET /v1/checkout`: the checkout of the session's cart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetCheckout;

impl Endpoint for GetCheckout {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/checkout";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Checkout;
}

/// `PUT /v1/checkout`: sets contact, address or delivery.
#[derive(Debug, Clone)]
pub struct PutCheckout {
    /// What to set.
    pub update: UpdateCheckout,
    /// The checkout the buyer has seen.
    pub seen: Version,
}

impl Endpoint for PutCheckout {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/v1/checkout";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Checkout;

    fn body(&self) -> Body {
        json(&self.update)
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }
}

/// `POST /v1/orders`: places the order and holds its stock while it is paid. A commitment.
#[derive(Debug, Clone)]
pub struct PostOrder {
    /// What the buyer has seen and agrees to.
    pub order: PlaceOrder,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostOrder {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/orders";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Order;

    fn body(&self) -> Body {
        json(&self.order)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `GET /v1/orders/{id}`: one order, for its session or for whoever has its token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetOrder {
    /// The order.
    pub id: OrderId,
    /// The order's token, from a shared link.
    pub token: Option<String>,
}

impl Endpoint for GetOrder {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/orders/{id}";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Order;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn query(&self, query: &mut QueryWriter) {
        if let Some(token) = &self.token {
            query.add("token", token);
        }
    }
}

/// `GET /v1/orders`: the session's orders, newest first. Of an order of a quote it says how many lines there are, and not
/// which.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListOrders;

impl Endpoint for ListOrders {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/orders";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Vec<Order>;
}

/// `POST /v1/orders/{id}/cancel`: calls an order off; what was paid goes back. A commitment.
#[derive(Debug, Clone)]
pub struct PostOrderCancel {
    /// The order.
    pub id: OrderId,
    /// What the buyer has seen.
    pub cancel: CancelOrder,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostOrderCancel {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/orders/{id}/cancel";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Order;

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

/// `POST /v1/payments`: starts an attempt to pay. A commitment.
#[derive(Debug, Clone)]
pub struct PostPayment {
    /// What to pay, how, and where to come back to.
    pub payment: StartPayment,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostPayment {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/payments";
    const PRIVATE: bool = true;
    type Answer = PaymentAttempt;

    fn body(&self) -> Body {
        json(&self.payment)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `GET /v1/payments/{id}`: where an attempt stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetPayment {
    /// The attempt.
    pub id: PaymentId,
}

impl Endpoint for GetPayment {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/payments/{id}";
    const PRIVATE: bool = true;
    type Answer = PaymentAttempt;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}

/// `POST /v1/payments/{id}/void`: calls an attempt off before anything was taken. A commitment.
#[derive(Debug, Clone)]
pub struct PostPaymentVoid {
    /// The attempt.
    pub id: PaymentId,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostPaymentVoid {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/payments/{id}/void";
    const PRIVATE: bool = true;
    type Answer = PaymentAttempt;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}
