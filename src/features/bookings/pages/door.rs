//! Where a venue's staff let people in.

use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    ().into_view()
}
