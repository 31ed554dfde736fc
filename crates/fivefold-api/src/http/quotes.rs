//! The ports of wholesale and quotes, answered by our own contract.

use super::{Client, ports::Http};
use crate::endpoints::{
    GetAttachment, GetQuote, GetQuoteVersion, ListMyCompanies, ListMyQuotes, ListQuoteMessages,
    ListSupplierQuotes, PostQuoteOrderPreview, PostWholesaleLookup, PutMessagesRead, UploadAttachment,
};
use crate::model::{
    Attachment, Company, Quote, QuoteCheckout, QuoteList, QuoteMessages, QuoteVersion, ReadMark,
    WholesaleFound,
};
use crate::ports::{
    Asked, Attachments, Companies, MyQuoteLists, QuoteOrders, QuoteTalks, Quotes, SupplierDesk, Wholesale,
};
use std::sync::Arc;

/// The companies one buys for, of a backend that speaks our contract.
#[must_use]
pub fn companies(client: &Client) -> Arc<dyn Companies> {
    Arc::new(Http(client.clone()))
}

/// What companies pay, of a backend that speaks our contract.
#[must_use]
pub fn wholesale(client: &Client) -> Arc<dyn Wholesale> {
    Arc::new(Http(client.clone()))
}

/// The quotes one has asked for, of a backend that speaks our contract.
#[must_use]
pub fn my_quotes(client: &Client) -> Arc<dyn MyQuoteLists> {
    Arc::new(Http(client.clone()))
}

/// The quotes, of a backend that speaks our contract.
#[must_use]
pub fn quotes(client: &Client) -> Arc<dyn Quotes> {
    Arc::new(Http(client.clone()))
}

/// What is written about quotes, of a backend that speaks our contract.
#[must_use]
pub fn quote_talks(client: &Client) -> Arc<dyn QuoteTalks> {
    Arc::new(Http(client.clone()))
}

/// The files of messages and lines, of a backend that speaks our contract.
#[must_use]
pub fn attachments(client: &Client) -> Arc<dyn Attachments> {
    Arc::new(Http(client.clone()))
}

/// The orders of quotes, of a backend that speaks our contract.
#[must_use]
pub fn quote_orders(client: &Client) -> Arc<dyn QuoteOrders> {
    Arc::new(Http(client.clone()))
}

/// The desk of a supplier, of a backend that speaks our contract.
#[must_use]
pub fn supplier_desk(client: &Client) -> Arc<dyn SupplierDesk> {
    Arc::new(Http(client.clone()))
}

impl Companies for Http {
    fn companies(&self, query: ListMyCompanies) -> Asked<Vec<Company>> {
        self.0.call(&query)
    }
}

impl Wholesale for Http {
    fn look_up(&self, query: PostWholesaleLookup) -> Asked<WholesaleFound> {
        self.0.call(&query)
    }
}

impl MyQuoteLists for Http {
    fn my_quotes(&self, query: ListMyQuotes) -> Asked<QuoteList> {
        self.0.call(&query)
    }
}

impl Quotes for Http {
    fn quote(&self, query: GetQuote) -> Asked<Quote> {
        self.0.call(&query)
    }

    fn version(&self, query: GetQuoteVersion) -> Asked<QuoteVersion> {
        self.0.call(&query)
    }
}

impl QuoteTalks for Http {
    fn messages(&self, query: ListQuoteMessages) -> Asked<QuoteMessages> {
        self.0.call(&query)
    }

    fn mark_read(&self, command: PutMessagesRead) -> Asked<ReadMark> {
        self.0.call(&command)
    }
}

impl Attachments for Http {
    fn upload(&self, command: UploadAttachment) -> Asked<Attachment> {
        self.0.call(&command)
    }

    fn attachment(&self, query: GetAttachment) -> Asked<Attachment> {
        self.0.call(&query)
    }
}

impl QuoteOrders for Http {
    fn preview(&self, query: PostQuoteOrderPreview) -> Asked<QuoteCheckout> {
        self.0.call(&query)
    }
}

impl SupplierDesk for Http {
    fn incoming(&self, query: ListSupplierQuotes) -> Asked<QuoteList> {
        self.0.call(&query)
    }
}
