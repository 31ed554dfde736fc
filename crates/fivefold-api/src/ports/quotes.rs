//! Wholesale and quotes. A port for each page, so that none brings what another one asks.
//!
//! Commands that commit somebody (request, reply, accept, counter, order, offer, write) are not here: they are sent as
//! raw, persisted requests with a key, through the storefront's commitments.

use super::Asked;
use crate::endpoints::{
    GetAttachment, GetQuote, GetQuoteVersion, ListMyCompanies, ListMyQuotes, ListQuoteMessages,
    ListSupplierQuotes, PostQuoteOrderPreview, PostWholesaleLookup, PutMessagesRead, UploadAttachment,
};
use crate::model::{
    Attachment, Company, Quote, QuoteCheckout, QuoteList, QuoteMessages, QuoteVersion, ReadMark,
    WholesaleFound,
};

/// The companies one buys for.
pub trait Companies: Send + Sync {
    /// All of them.
    fn companies(&self, query: ListMyCompanies) -> Asked<Vec<Company>>;
}

/// What companies pay.
pub trait Wholesale: Send + Sync {
    /// Rules, prices and stock of many numbers at once.
    fn look_up(&self, query: PostWholesaleLookup) -> Asked<WholesaleFound>;
}

/// The quotes that one has asked for.
pub trait MyQuoteLists: Send + Sync {
    /// A page of them.
    fn my_quotes(&self, query: ListMyQuotes) -> Asked<QuoteList>;
}

/// One quote, for both sides.
pub trait Quotes: Send + Sync {
    /// The quote.
    fn quote(&self, query: GetQuote) -> Asked<Quote>;
    /// One of its versions.
    fn version(&self, query: GetQuoteVersion) -> Asked<QuoteVersion>;
}

/// What both sides write.
pub trait QuoteTalks: Send + Sync {
    /// A page of messages.
    fn messages(&self, query: ListQuoteMessages) -> Asked<QuoteMessages>;
    /// Says how far one has read.
    fn mark_read(&self, command: PutMessagesRead) -> Asked<ReadMark>;
}

/// Files for messages and lines.
pub trait Attachments: Send + Sync {
    /// Uploads a file.
    fn upload(&self, command: UploadAttachment) -> Asked<Attachment>;
    /// Whether a file was scanned.
    fn attachment(&self, query: GetAttachment) -> Asked<Attachment>;
}

/// Orders of accepted quotes.
pub trait QuoteOrders: Send + Sync {
    /// What an order would be.
    fn preview(&self, query: PostQuoteOrderPreview) -> Asked<QuoteCheckout>;
}

/// The supplier's desk.
pub trait SupplierDesk: Send + Sync {
    /// A page of what companies ask.
    fn incoming(&self, query: ListSupplierQuotes) -> Asked<QuoteList>;
}
