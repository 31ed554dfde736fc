//! Where announcements are spoken.

use crate::platform::announce;
use fivefold_view::prelude::*;
use leptos::html;

/// The two live regions behind [`announce::say`] and [`announce::alert`]. Mounted once, in the app's root.
#[component]
pub fn LiveRegions() -> impl IntoView {
    let (polite, assertive) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    Effect::new(move |_| {
        if let (Some(polite), Some(assertive)) = (polite.get(), assertive.get()) {
            announce::attach((**polite).clone(), (**assertive).clone());
        }
    });
    view! {
        <div node_ref=polite class="ui-hidden" aria-live="polite"></div>
        <div node_ref=assertive class="ui-hidden" aria-live="assertive"></div>
    }
}
