//! What one has booked.

use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    ().into_view()
}
