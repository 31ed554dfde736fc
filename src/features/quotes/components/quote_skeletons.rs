//! Pages of the same geometry, before their quotes.

use crate::ui::{SkeletonBox, SkeletonText};
use fivefold_view::prelude::*;

/// A quote's page before the quote.
pub fn quote_skeleton() -> View {
    view! {
        <div class="quote-head"><SkeletonText lines=3/></div>
        <div class="quote">
            <div class="quote__main"><SkeletonBox class="quote-stand quote-stand--coming"/></div>
            <div class="quote__side"><SkeletonBox class="quote-card quote-card--coming"/></div>
        </div>
    }
}

/// An order or a sheet before the quote.
pub fn sheet_skeleton() -> View {
    view! { <SkeletonBox class="quote-coming"/> }
}

/// A list before its quotes.
pub fn quotes_skeleton() -> View {
    let rows: Vec<_> =
        (0..3).map(|_| view! { <li><SkeletonBox class="my-quote my-quote--coming"/></li> }).collect();
    view! { <ul class="my-quotes" role="list">{rows}</ul> }
}
