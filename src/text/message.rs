//! One message: its English and its place in a fetched catalogue.

use super::{catalogue, pattern};

/// A message. Made by the build script, one static for each key.
pub struct Message {
    slice: u32,
    index: u32,
    english: &'static str,
}

/// What fills a variable.
#[derive(Clone, Copy)]
pub enum Argument<'a> {
    /// A text that is shown as it is, or chosen by.
    Text(&'a str),
    /// A count: shown in the locale's digits, or chosen by its plural form.
    Number(u64),
}

impl Message {
    pub(super) const fn new(slice: u32, index: u32, english: &'static str) -> Self {
        Self { slice, index, english }
    }

    /// The message in the language of the page.
    #[inline(never)]
    pub fn get(&self) -> &'static str {
        catalogue::find(self.slice, self.index).unwrap_or(self.english)
    }

    #[inline(never)]
    pub(super) fn fill(&self, arguments: &[Argument<'_>]) -> String {
        let found = catalogue::find(self.slice, self.index);
        // English patterns choose by English rules even on a Chinese page.
        let is_english = found.is_none();
        let mut out = String::new();
        pattern::fill(found.unwrap_or(self.english), is_english, arguments, &mut out);
        out
    }
}
