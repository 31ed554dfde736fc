//! The parts that both sides' pages of a quote have, after the first look.

use super::super::own_quote::OwnQuote;
use super::{QuoteChanges, QuoteTalk, redline::Comparison};
use crate::{data::lazy::LazyPage, lazy_page};
use fivefold_view::prelude::*;

static TALK: LazyPage = lazy_page!(quote_talk, QuoteTalk, part);
static CHANGES: LazyPage = lazy_page!(quote_talk, QuoteChanges, part);

/// What both sides have written.
pub fn talk(own: OwnQuote) -> View {
    view! { <Provider value=own>{TALK.view()}</Provider> }
}

/// What changed since the version with a number; `is_asked` when a press has led there.
pub fn changes_since(own: OwnQuote, from: u32, is_asked: bool) -> View {
    let comparison = Comparison { own, from, is_asked };
    view! { <Provider value=comparison>{CHANGES.view()}</Provider> }
}
