//! The brand mark: five bars, one for each way of trading.

use fivefold_view::prelude::*;

/// A way of trading.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// At the marked price.
    Shopping,
    /// By quote.
    Quotes,
    /// Together.
    GroupBuys,
    /// To the highest bidder.
    Auctions,
    /// Around the corner.
    Bookings,
}

impl Way {
    /// All five, in the order of the bars.
    pub const ALL: [Self; 5] =
        [Self::Shopping, Self::Quotes, Self::GroupBuys, Self::Auctions, Self::Bookings];

    /// The class that sets `--accent` for everything inside.
    pub fn class(self) -> &'static str {
        match self {
            Self::Shopping => "way-shopping",
            Self::Quotes => "way-quotes",
            Self::GroupBuys => "way-group-buys",
            Self::Auctions => "way-auctions",
            Self::Bookings => "way-bookings",
        }
    }

    fn bar(self) -> &'static str {
        match self {
            Self::Shopping => "M1 15a2 2 0 0 1 4 0v6a2 2 0 0 1-4 0Z",
            Self::Quotes => "M7 10.5a2 2 0 0 1 4 0V21a2 2 0 0 1-4 0Z",
            Self::GroupBuys => "M13 3a2 2 0 0 1 4 0v18a2 2 0 0 1-4 0Z",
            Self::Auctions => "M19 7.5a2 2 0 0 1 4 0V21a2 2 0 0 1-4 0Z",
            Self::Bookings => "M25 13a2 2 0 0 1 4 0v8a2 2 0 0 1-4 0Z",
        }
    }
}

/// The five bars in their colours, or one of them in its colour and the others pale.
#[component]
pub fn Mark(
    /// The way of trading to point out; none shows the whole mark.
    #[prop(optional)]
    only: Option<Way>,
) -> impl IntoView {
    let bars = Way::ALL.map(|way| {
        let class = match only {
            Some(only) if only != way => "ui-mark__pale",
            _ => way.class(),
        };
        view! { <path class=class d=way.bar()></path> }
    });
    view! { <svg class="ui-mark" viewBox="0 0 30 24" aria-hidden="true">{bars}</svg> }
}
