//! What a page tells browsers and search engines about itself.

use crate::{
    data::Runtime,
    platform::{head, page},
    text,
};

/// The head of one page. Pure data, so that it can be made ahead of time too.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PageHead {
    /// What the page is called; the shop's name follows.
    pub title: String,
    /// One sentence on it.
    pub description: String,
    /// Its one address without the origin; empty where it has none.
    pub address: String,
    /// Whether it is for this visitor only, or one of endlessly many.
    pub is_hidden: bool,
}

impl PageHead {
    /// The head of a page that nobody shall find by searching.
    pub fn hidden(title: &str) -> Self {
        Self { title: title.to_owned(), is_hidden: true, ..Self::default() }
    }
}

/// Puts the head in place of that of the page before.
pub fn set_head(runtime: &Runtime, page_head: &PageHead) {
    head::set_title(&text::site::title(&page_head.title, &runtime.config().brand));
    head::set_description(&page_head.description);
    let address = &page_head.address;
    head::set_canonical(&if address.is_empty() { String::new() } else { absolute(address) });
    head::set_robots(if page_head.is_hidden { "noindex" } else { "" });
}

/// An address of this page's origin with the origin.
pub fn absolute(address: &str) -> String {
    if address.starts_with("https://") || address.starts_with("http://") {
        return address.to_owned();
    }
    page::origin() + address
}
