//! Companies, and what they pay.

use super::{Endpoint, json};
use crate::model::{Company, LookUpWholesale, WholesaleFound};
use crate::transport::{Body, Method};

/// `GET /v1/me/companies`: the companies one buys for; none for others. The first counts where none is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListMyCompanies;

impl Endpoint for ListMyCompanies {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/me/companies";
    const PRIVATE: bool = true;
    type Answer = Vec<Company>;
}

/// `POST /v1/wholesale/lookup`: rules, prices by quantity and stock of many numbers at once, for a company. Changes nothing.
/// Whoever buys for none is refused with `company_needed`.
#[derive(Debug, Clone)]
pub struct PostWholesaleLookup {
    /// What is wanted.
    pub look_up: LookUpWholesale,
}

impl Endpoint for PostWholesaleLookup {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/wholesale/lookup";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = WholesaleFound;

    fn body(&self) -> Body {
        json(&self.look_up)
    }
}
