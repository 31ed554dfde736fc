//! What lets one in.

use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    ().into_view()
}
