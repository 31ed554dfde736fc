//! Services to choose from.

use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    ().into_view()
}
