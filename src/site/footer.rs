//! The footer.

use super::{navigation::Navigation, preferences};
use crate::{data::use_runtime, routes, text, ui::Mark};
use fivefold_view::prelude::*;

/// Brand, ways of trading and preferences once more.
#[component]
pub(super) fn Footer() -> impl IntoView {
    let runtime = use_runtime();
    let brand = runtime.config().brand.clone();
    view! {
        <footer class="site-footer">
            <div class="site-footer__row">
                <a class="site-header__brand" href=routes::home()>
                    <Mark/>
                    <span>{brand}</span>
                </a>
                <Navigation class="site-footer__nav" label=text::site::FOOTER_NAVIGATION.get()/>
                <preferences::Button/>
            </div>
        </footer>
    }
}
