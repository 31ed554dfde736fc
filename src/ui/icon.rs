//! The few shapes of the app, drawn as one path on a 24-unit grid.

use fivefold_view::prelude::*;

/// A shape.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A magnifying glass.
    Search,
    /// A shopping bag.
    Bag,
    /// A globe: language, market, currency.
    Globe,
    /// Three lines.
    Menu,
    /// A cross.
    Close,
    /// A plus sign.
    Plus,
    /// A minus sign.
    Minus,
    /// A check mark.
    Check,
    /// Points down: more below.
    Down,
    /// Points to the end of the line.
    Next,
    /// Points to the start of the line.
    Previous,
    /// A long arrow to the end of the line.
    Arrow,
    /// An exclamation mark in a circle.
    Alert,
    /// Three sliders: filters.
    Filter,
    /// A box on its way.
    Parcel,
    /// A padlock.
    Lock,
    /// A dustbin.
    Bin,
    /// A clock.
    Clock,
    /// No connection.
    Offline,
    /// Head and shoulders.
    Person,
}

impl Shape {
    fn path(self) -> &'static str {
        match self {
            Self::Search => "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm9 2-4-4",
            Self::Bag => "M5 8h14l1 12H4L5 8Zm4 3V7a3 3 0 0 1 6 0v4",
            Self::Globe => {
                "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"
            }
            Self::Menu => "M4 7h16M4 12h16M4 17h16",
            Self::Close => "m6 6 12 12M18 6 6 18",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Minus => "M5 12h14",
            Self::Check => "m5 13 4.5 4.5L19 7.5",
            Self::Down => "m6 9 6 6 6-6",
            Self::Next => "m9 6 6 6-6 6",
            Self::Previous => "m15 6-6 6 6 6",
            Self::Arrow => "M4 12h16m-6-6 6 6-6 6",
            Self::Alert => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-13v5m0 3v.1",
            Self::Filter => {
                "M4 7h9m5 0h2M4 17h2m5 0h9M15.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm-7 10a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"
            }
            Self::Parcel => "m12 3 8 4.5v9L12 21l-8-4.5v-9L12 3Zm0 9 8-4.5M12 12v9m0-9L4 7.5m4-2.25 8 4.5",
            Self::Lock => "M6 11h12v9H6v-9Zm3 0V8a3 3 0 0 1 6 0v3",
            Self::Bin => "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
            Self::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.5 2",
            Self::Person => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8a7 7 0 0 1 14 0",
            Self::Offline => {
                "M3 3l18 18M8.5 15.5a5 5 0 0 1 6.5-.5M5 12a10 10 0 0 1 4-2.5m5-.3A10 10 0 0 1 19 12M12 19.5v.1"
            }
        }
    }

    /// Whether the shape points along the line and turns in right-to-left text.
    fn turns(self) -> bool {
        matches!(self, Self::Next | Self::Previous | Self::Arrow)
    }
}

/// A shape beside words, as large as they are. It decorates: the words say what is meant.
#[component]
pub fn Icon(
    /// The shape.
    shape: Shape,
) -> impl IntoView {
    let class = if shape.turns() { "ui-icon ui-icon--turns" } else { "ui-icon" };
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true">
            <path d=shape.path()></path>
        </svg>
    }
}
