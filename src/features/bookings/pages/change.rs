//! Another time for a booking.

use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    ().into_view()
}
