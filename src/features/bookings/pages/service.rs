//! One service and its times.

use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    ().into_view()
}
