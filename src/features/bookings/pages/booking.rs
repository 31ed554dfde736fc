//! One booking, from the hold on.

use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    ().into_view()
}
